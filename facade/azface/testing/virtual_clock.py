"""A clock that never waits."""

from __future__ import annotations

import threading


class VirtualClock:
    """Time that jumps: each sleep is over at once, and `now()` has moved on by as much.

    Give it to a client (`clock=`) and, where one is used, its `now` to the emulator, so that
    trainings go by the same time. May be shared by threads and tasks; their sleeps add up, since
    each moves the one time on.

    Args:
        start: What `now()` says at first, in seconds. For the emulator, Unix seconds give dates
            that look like dates.

    Raises:
        ValueError: `start` is not finite.

    Example:
        >>> from azface.testing import VirtualClock
        >>> clock = VirtualClock()
        >>> clock.sleep(90.0)
        >>> clock.now(), clock.sleeps
        (90.0, [90.0])
    """

    def __init__(self, start: float = 0.0) -> None:
        if not float("-inf") < start < float("inf"):
            raise ValueError(f"start must be a finite number of seconds, not {start!r}")
        self._now = start
        self._sleeps: list[float] = []
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(now={self.now()!r}, sleeps={len(self.sleeps)})"

    @property
    def sleeps(self) -> list[float]:
        """The seconds of each sleep so far, oldest first: a copy."""
        with self._lock:
            return list(self._sleeps)

    def now(self) -> float:
        """Seconds; they move by `advance` and by sleeps only."""
        with self._lock:
            return self._now

    def advance(self, seconds: float) -> None:
        """Let time pass without anybody having slept.

        Raises:
            ValueError: `seconds` is negative, infinite or not a number.
        """
        _check(seconds)
        with self._lock:
            self._now += seconds

    def sleep(self, seconds: float, cancel: threading.Event | None = None) -> None:
        """Be done with a sleep at once; with `cancel` set, without any time having passed.

        Raises:
            ValueError: `seconds` is negative, infinite or not a number.
        """
        _check(seconds)
        if cancel is None or not cancel.is_set():
            self._jump(seconds)

    async def asleep(self, seconds: float) -> None:
        """The same in an event loop (asyncio or trio), letting other tasks run first.

        A cancelled task is told so here, as in any sleep, and no time has passed then.

        Raises:
            ValueError: `seconds` is negative, infinite or not a number.
        """
        _check(seconds)
        # Imported on use, as in azface itself.
        from anyio.lowlevel import checkpoint

        await checkpoint()
        self._jump(seconds)

    def _jump(self, seconds: float) -> None:
        with self._lock:
            self._sleeps.append(seconds)
            self._now += seconds


def _check(seconds: float) -> None:
    # A real sleep would raise, return at once or never return: in a test each is a bug to be shown.
    if not 0 <= seconds < float("inf"):
        raise ValueError(f"seconds must be a finite number, 0 or more, not {seconds!r}")
