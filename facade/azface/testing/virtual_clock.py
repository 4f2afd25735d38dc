"""A clock in a test's own hands: it stands still, is advanced, or runs."""

from __future__ import annotations

import asyncio
import builtins
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

# A sleep that a caller's own event may cut short looks this often whether time was moved on.
_LOOK_SECONDS = 0.01
# The longest wait at once: longer ones overflow in threading and in the event loops.
_WAIT_SECONDS = 86_400.0
# The years 5 and 8941: what begins or ends some centuries away still has a date.
_EARLIEST, _LATEST = -62_000_000_000, 220_000_000_000
_NANOSECONDS = 1_000_000_000


class VirtualClock:
    """Time that stands still until somebody moves it, or that runs and can be moved as well.

    On a clock that stands still a sleep is over at once, and time has moved on by its length: a
    wait of half an hour takes milliseconds. Sleeps of several threads or tasks add up, since each
    moves the one time on. On a running clock a sleep takes its time, but ends as soon as `advance`
    or `set` have moved the clock past its end, or `stop` or `reset` cut it short.

    It counts whole nanoseconds: ten times a tenth of a second is a second. Give it to a client
    (`clock=`), and to an emulator, so that trainings go by the same time. It may be shared by
    threads and event loops.

    Args:
        start: What it shows at first: seconds (for the emulator Unix seconds), -6.2e10 to 2.2e11,
            which as Unix seconds are the years 5 to 8941; or an aware datetime; None for the
            present.
        running: Whether it runs.

    Raises:
        ValueError: `start` is beyond that, not a number, or a datetime without a zone.

    Example:
        >>> from azface.testing import VirtualClock
        >>> clock = VirtualClock()
        >>> clock.sleep(90.0)
        >>> clock.advance(1800)
        >>> clock.now(), clock.sleeps
        (1890.0, [90.0])
    """

    def __init__(self, start: float | datetime | None = 0.0, *, running: bool = False) -> None:
        self._condition = threading.Condition()
        self._wakers = builtins.set[Callable[[], object]]()
        self._sleeps: list[float] = []
        self._start = start
        self._starts_running = running
        self._nanoseconds = 0
        self._anchor: int | None = None
        self._cuts = 0
        self.reset()

    def __repr__(self) -> str:
        state = "running" if self.running else f"sleeps={len(self.sleeps)}"
        return f"{type(self).__name__}(now={self.now()!r}, {state})"

    @property
    def running(self) -> bool:
        """Whether time goes by itself."""
        return self._anchor is not None

    @property
    def sleeps(self) -> list[float]:
        """The seconds of each sleep while time stood still, oldest first: a copy."""
        with self._condition:
            return list(self._sleeps)

    def now(self) -> float:
        """Seconds."""
        with self._condition:
            return self._now() / _NANOSECONDS

    def date(self) -> datetime:
        """The present in UTC, if the clock's seconds are Unix seconds."""
        return datetime.fromtimestamp(self.now(), UTC)

    def advance(self, seconds: float) -> None:
        """Let time pass without anybody having slept; sleeps that are over by then end.

        Raises:
            ValueError: `seconds` is negative or not a number, or leads beyond what can be shown.
        """
        _check(seconds)
        with self._condition:
            self._nanoseconds += self._span(seconds)
        self._wake()

    def set(self, moment: float | datetime) -> None:
        """Set the time, forwards or back; whoever waits meanwhile sees it jump.

        Raises:
            ValueError: As for `start`.
        """
        nanoseconds = _moment(moment)
        with self._condition:
            self._nanoseconds = nanoseconds
            self._anchor = None if self._anchor is None else time.monotonic_ns()
        self._wake()

    def stop(self) -> None:
        """Let time stand still. Sleeps under way end at once, and do not move it.

        Does nothing if time stands still already.
        """
        with self._condition:
            self._nanoseconds, self._anchor = self._now(), None
            self._cuts += 1
        self._wake()

    def resume(self) -> None:
        """Let time go by itself from here on. Does nothing if it does already."""
        with self._condition:
            self._nanoseconds, self._anchor = self._now(), time.monotonic_ns()

    def reset(self) -> None:
        """Put the clock back to how it was made: its start, running or not, nobody having slept.

        Sleeps under way end at once, and do not move it.
        """
        nanoseconds = _moment(time.time() if self._start is None else self._start)
        with self._condition:
            self._nanoseconds = nanoseconds
            self._anchor = time.monotonic_ns() if self._starts_running else None
            self._sleeps.clear()
            self._cuts += 1
        self._wake()

    def sleep(self, seconds: float, cancel: threading.Event | None = None) -> None:
        """Block until a sleep is over, or `cancel` is set; with it set already no time passes.

        Raises:
            ValueError: As for `advance`.
        """
        _check(seconds)
        with self._condition:
            if cancel is not None and cancel.is_set():
                return
            left = self._begin(seconds)
            while (wait := left()) > 0:
                if cancel is None:
                    self._condition.wait(wait)
                    continue
                self._condition.release()
                try:
                    cancelled = cancel.wait(min(wait, _LOOK_SECONDS))
                finally:
                    self._condition.acquire()
                if cancelled:
                    return

    async def asleep(self, seconds: float) -> None:
        """The same in an event loop (asyncio or trio), letting other tasks run first.

        A cancelled task is told so here, as in any sleep, and no time has passed then.

        Raises:
            ValueError: As for `advance`.
        """
        _check(seconds)
        # Imported on use, as in azface itself.
        import anyio
        from anyio.lowlevel import checkpoint

        await checkpoint()
        woken = anyio.Event()

        def wake() -> None:
            woken.set()

        waker = _from_any_thread(wake)
        with self._condition:
            left = self._begin(seconds)
            wait = left()
            # Together, or a move of the clock in between would wake nobody.
            self._wakers.add(waker)
        try:
            while wait > 0:
                with anyio.move_on_after(wait):
                    await woken.wait()
                    woken = anyio.Event()
                with self._condition:
                    wait = left()
        finally:
            with self._condition:
                self._wakers.discard(waker)

    def _now(self) -> int:
        return self._nanoseconds + (
            0 if self._anchor is None else time.monotonic_ns() - self._anchor
        )

    def _span(self, seconds: float) -> int:
        """So many seconds from now on, in nanoseconds."""
        if seconds > _LATEST - self._now() / _NANOSECONDS:
            raise ValueError(f"a clock shows no later than {_LATEST} s: {seconds!r} s are too many")
        return _whole(seconds)

    def _begin(self, seconds: float) -> Callable[[], float]:
        """Begins a sleep; a clock that stands still moves on to its end.

        Returns:
            What says how many seconds to wait still, at most a day; 0 or less when it is over.
        """
        over, cuts = self._now() + self._span(seconds), self._cuts
        if self._anchor is None:
            self._sleeps.append(seconds)
            self._nanoseconds = over

        def left() -> float:
            if self._cuts != cuts:
                return 0.0
            return min((over - self._now()) / _NANOSECONDS, _WAIT_SECONDS)

        return left

    def _wake(self) -> None:
        with self._condition:
            self._condition.notify_all()
            wakers = list(self._wakers)
        for waker in wakers:
            try:
                waker()
            # The event loop has ended, in asyncio or in trio, and left its sleeps behind.
            except RuntimeError:
                with self._condition:
                    self._wakers.discard(waker)


def _from_any_thread(wake: Callable[[], object]) -> Callable[[], object]:
    """A function that any thread may call, to call `wake` in the event loop that runs here."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        import trio

        token = trio.lowlevel.current_trio_token()
        return lambda: token.run_sync_soon(wake)
    return lambda: loop.call_soon_threadsafe(wake)


def _check(seconds: float) -> None:
    # A real sleep would raise, return at once or never return: in a test each is a bug to be shown.
    if not 0 <= seconds < float("inf"):
        raise ValueError(f"seconds must be a finite number, 0 or more, not {seconds!r}")


def _moment(moment: float | datetime) -> int:
    """A moment in nanoseconds."""
    if isinstance(moment, datetime):
        if moment.tzinfo is None:
            raise ValueError(f"a time needs its zone, as in datetime(..., tzinfo=UTC): {moment!r}")
        moment = moment.timestamp()
    if not _EARLIEST <= moment <= _LATEST:
        raise ValueError(
            f"a clock shows a finite number of seconds, {_EARLIEST} to {_LATEST}, not {moment!r}"
        )
    return _whole(moment)


def _whole(seconds: float) -> int:
    """Seconds in nanoseconds; multiplied as a whole, large floats would lose some."""
    whole, part = divmod(seconds, 1)
    return int(whole) * _NANOSECONDS + round(part * _NANOSECONDS)
