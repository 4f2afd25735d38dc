"""Time as the user gives it: the clock that every wait, deadline and retry reads."""

from __future__ import annotations

import threading
import time
from typing import Protocol, runtime_checkable


@runtime_checkable
class Clock(Protocol):
    """What a client needs of time; give your own to `FaceClient(clock=...)` to test at once.

    `azface.testing.VirtualClock` is one that never waits.
    """

    def now(self) -> float:
        """Seconds on a scale that never goes back (as `time.monotonic`)."""
        ...

    def sleep(self, seconds: float, cancel: threading.Event | None) -> None:
        """Block for so many seconds, or until `cancel` is set."""
        ...

    async def asleep(self, seconds: float) -> None:
        """Wait for so many seconds in the running event loop (asyncio or trio)."""
        ...


class SystemClock:
    """The machine's own time; what clients use unless told otherwise."""

    def now(self) -> float:
        """Seconds of `time.monotonic`."""
        return time.monotonic()

    def sleep(self, seconds: float, cancel: threading.Event | None) -> None:
        """Block; Ctrl-C and a set `cancel` end it at once."""
        if cancel is None:
            time.sleep(seconds)
        else:
            cancel.wait(seconds)

    async def asleep(self, seconds: float) -> None:
        """Wait in the running event loop."""
        # Imported on use: `import azface` stays as light as `import httpx`.
        import anyio

        await anyio.sleep(seconds)
