"""The event loop that a client works in, asyncio's or trio's."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    import asyncio


_Do: TypeAlias = Callable[[Callable[[], object]], object]


class EventLoop:
    """The running event loop, remembered."""

    def __init__(self) -> None:
        from anyio.lowlevel import current_token

        self._token: object = current_token()
        self._thread = threading.get_ident()
        self._call_soon, self.once = _bound_to_the_running_loop()

    def is_running(self) -> bool:
        """Whether it is the one that runs here and now."""
        from anyio.lowlevel import current_token

        return bool(self._token == current_token())

    def do(self, work: Callable[[], object]) -> None:
        """Do something in this loop, from any thread: the garbage collector works in each."""
        # The loop may have ended, and left its tasks behind.
        with suppress(RuntimeError):
            if threading.get_ident() == self._thread:
                work()
            else:
                self._call_soon(work)


class Waker:
    """Wakes a task, from any thread; small, since ten thousand tasks may wait."""

    __slots__ = ("_loop", "_wake")

    def __init__(self, loop: EventLoop, wake: Callable[[], object]) -> None:
        self._loop, self._wake = loop, wake

    def __call__(self) -> None:
        """Wake it."""
        self._loop.do(self._wake)


class Once(Protocol):
    """An event that one task waits for, once."""

    def set(self) -> object:
        """Let it go on; only in its loop."""
        ...

    async def wait(self) -> object:
        """Wait until it is set."""
        ...


class _AsyncioOnce:
    """A tenth of an asyncio.Event in size."""

    __slots__ = ("_future",)

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._future: asyncio.Future[None] = loop.create_future()

    def set(self) -> None:
        """Let it go on."""
        if not self._future.done():
            self._future.set_result(None)

    async def wait(self) -> None:
        """Wait until it is set."""
        await self._future


def _bound_to_the_running_loop() -> tuple[_Do, Callable[[], Once]]:
    """What has something done in the loop from any thread, and what makes an event of the loop."""
    import asyncio

    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        import trio

        return trio.lowlevel.current_trio_token().run_sync_soon, trio.Event
    return loop.call_soon_threadsafe, partial(_AsyncioOnce, loop)
