"""A flow's values, one after the other, in an event loop."""

from __future__ import annotations

from typing import Any, Generic, Protocol, TypeVar

from azface._flow import Done, Emit, Stream

U = TypeVar("U")

# Not the regular end: a loop that goes on must not take it for "all done".
BROKEN = (
    "this iterator was cancelled while it waited for the next value, with requests under way: wait "
    "anew for what is left"
)


class Driver(Protocol):
    """What performs a flow."""

    async def next_emitted(self, flow: Stream[U, Any]) -> Emit[U] | Done[Any]:
        """Move a flow on to the next value it emits, or to its end."""
        ...


class AsyncSteps(Generic[U]):
    """An async iterator that needs no finaliser: what it holds is a plain generator."""

    def __init__(self, driver: Driver, flow: Stream[U, Any]) -> None:
        self._driver, self._flow = driver, flow
        self._running = self._broken = False

    def __aiter__(self) -> AsyncSteps[U]:
        """Itself."""
        return self

    async def __anext__(self) -> U:
        """The next value; of several tasks, one at a time may ask."""
        if self._running:
            raise RuntimeError("another task is waiting for the next value of this iterator")
        if self._broken:
            raise RuntimeError(BROKEN)
        import anyio

        self._running = True
        try:
            step = await self._driver.next_emitted(self._flow)
        except BaseException as error:
            # A cancelled task leaves an effect without its reply: nothing can follow it.
            self._broken = isinstance(error, anyio.get_cancelled_exc_class())
            self._flow.close()
            raise
        finally:
            self._running = False
        if isinstance(step, Done):
            raise StopAsyncIteration
        return step.value

    async def aclose(self) -> None:
        """Stop early; nothing is left open.

        Raises:
            RuntimeError: A task is waiting for the next value: cancel that.
        """
        if self._running:
            raise RuntimeError("a task is waiting for the next value of this iterator: cancel it")
        self._broken = False
        self._flow.close()
