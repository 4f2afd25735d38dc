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


class VirtualClock:
    """Time that stands still until somebody moves it, or that runs and can be moved as well.

    On a clock that stands still a sleep is over at once, and time has moved on by its length: a
    wait of half an hour takes milliseconds. Sleeps of several threads or tasks add up, since each
    moves the one time on. On a running clock a sleep takes its time, but ends as soon as `advance`
    or `set` have moved the clock past its end.

    Give it to a client (`clock=`), and to an emulator, so that trainings go by the same time. It
    may be shared by threads and event loops.

    Args:
        start: What it shows at first: seconds (for the emulator Unix seconds), or an aware
            datetime; None for the present.
        running: Whether it runs.

    Raises:
        ValueError: `start` is not finite, or a datetime without a zone.

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
        self._seconds = 0.0
        self._anchor: float | None = None
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
            return self._now()

    def date(self) -> datetime:
        """The present in UTC, if the clock's seconds are Unix seconds."""
        return datetime.fromtimestamp(self.now(), UTC)

    def advance(self, seconds: float) -> None:
        """Let time pass without anybody having slept; sleeps that are over by then end.

        Raises:
            ValueError: `seconds` is negative, infinite or not a number.
        """
        _check(seconds)
        with self._condition:
            self._seconds += seconds
        self._wake()

    def set(self, moment: float | datetime) -> None:
        """Set the time, forwards or back; whoever waits meanwhile sees it jump.

        Raises:
            ValueError: As for `start`.
        """
        seconds = _seconds(moment)
        with self._condition:
            self._seconds = seconds
            self._anchor = None if self._anchor is None else time.monotonic()
        self._wake()

    def stop(self) -> None:
        """Let time stand still; sleeps end. Does nothing if it does already."""
        with self._condition:
            self._seconds, self._anchor = self._now(), None
        self._wake()

    def resume(self) -> None:
        """Let time go by itself from here on. Does nothing if it does already."""
        with self._condition:
            self._seconds, self._anchor = self._now(), time.monotonic()

    def reset(self) -> None:
        """Put the clock back to how it was made: its start, running or not, nobody having slept."""
        seconds = time.time() if self._start is None else _seconds(self._start)
        with self._condition:
            self._seconds = seconds
            self._anchor = time.monotonic() if self._starts_running else None
            self._sleeps.clear()
        self._wake()

    def sleep(self, seconds: float, cancel: threading.Event | None = None) -> None:
        """Block until a sleep is over, or `cancel` is set; with it set already no time passes.

        Raises:
            ValueError: `seconds` is negative, infinite or not a number.
        """
        _check(seconds)
        with self._condition:
            if cancel is not None and cancel.is_set():
                return
            over = self._now() + seconds
            while (left := self._left(over)) > 0:
                if cancel is None:
                    self._condition.wait(left)
                    continue
                self._condition.release()
                try:
                    cancelled = cancel.wait(min(left, _LOOK_SECONDS))
                finally:
                    self._condition.acquire()
                if cancelled:
                    return

    async def asleep(self, seconds: float) -> None:
        """The same in an event loop (asyncio or trio), letting other tasks run first.

        A cancelled task is told so here, as in any sleep, and no time has passed then.

        Raises:
            ValueError: `seconds` is negative, infinite or not a number.
        """
        _check(seconds)
        # Imported on use, as in azface itself.
        import anyio
        from anyio.lowlevel import checkpoint

        await checkpoint()
        with self._condition:
            over = self._now() + seconds
            left = self._left(over)
        if left <= 0:
            return
        woken = anyio.Event()

        def wake() -> None:
            woken.set()

        waker = _from_any_thread(wake)
        self._wakers.add(waker)
        try:
            while left > 0:
                with anyio.move_on_after(left):
                    await woken.wait()
                    woken = anyio.Event()
                with self._condition:
                    left = self._left(over)
        finally:
            self._wakers.discard(waker)

    def _now(self) -> float:
        return self._seconds + (0.0 if self._anchor is None else time.monotonic() - self._anchor)

    def _left(self, over: float) -> float:
        """Seconds left of a sleep; a clock that stands still moves on to its end."""
        left = over - self._now()
        if self._anchor is not None or left < 0:
            return left
        self._sleeps.append(left)
        self._seconds = over
        return 0.0

    def _wake(self) -> None:
        with self._condition:
            self._condition.notify_all()
        for waker in list(self._wakers):
            waker()


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


def _seconds(moment: float | datetime) -> float:
    if isinstance(moment, datetime):
        if moment.tzinfo is None:
            raise ValueError(f"a time needs its zone, as in datetime(..., tzinfo=UTC): {moment!r}")
        return moment.timestamp()
    if not float("-inf") < moment < float("inf"):
        raise ValueError(f"start must be a finite number of seconds, not {moment!r}")
    return float(moment)
