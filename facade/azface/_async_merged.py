"""Merged flows in an event loop: what is due is performed side by side, in tasks of its own.

One task sleeps until something is due; what sleeps has no task. An iterator of outcomes has tasks
only while it is asked for the next one, so that it may be left at any time: what waits for its turn
at a limiter then goes back to where it was, and a request under way ends first.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeAlias, TypeVar

from azface._async_steps import BROKEN
from azface._flow import Acquire, Effect, Stream, Withdrawn
from azface._merged import NEVER, Member, Merged
from azface.clock import Clock

if TYPE_CHECKING:
    pass

# Requests under way at once. With more, httpx's pool takes more time than it saves: 3,000 looks at
# the emulator took 5 s one after the other, 4 s with 4 to 8 at once, 7 s with 16, 25 s with 64; the
# service is further away.
AT_ONCE = 16

R = TypeVar("R")
T = TypeVar("T")
U = TypeVar("U")


Perform: TypeAlias = Callable[[Effect[Any]], Awaitable[object]]


class Driver(Protocol):
    """What performs one flow."""

    async def run(
        self,
        flow: Stream[U, T],
        *,
        on_emit: Callable[[U], object] | None = None,
        perform: Perform | None = None,
    ) -> T:
        """Perform a flow to its end and give its result; each effect by `perform`, if given."""
        ...

    async def perform(self, effect: Effect[Any]) -> object:
        """Perform one effect, and give what it is answered with."""
        ...


class AsyncMerged(Generic[U, R]):
    """An async iterator of the outcomes of merged flows; needs no finaliser."""

    def __init__(
        self,
        driver: Driver,
        clock: Clock,
        merged: Merged[U, Any, R],
        on_emit: Callable[[U], object] | None = None,
    ) -> None:
        self._driver, self._clock = driver, clock
        self._merged, self._on_emit = merged, on_emit
        self._fresh = True
        self._running = self._broken = False

    async def outcomes(self) -> list[R]:
        """Perform all to their end."""
        await self._work(until_one_ends=False)
        return self._merged.outcomes()

    def __aiter__(self) -> AsyncMerged[U, R]:
        """Itself."""
        return self

    async def __anext__(self) -> R:
        """The next outcome; of several tasks, one at a time may ask."""
        if self._running:
            raise RuntimeError("another task is waiting for the next value of this iterator")
        if not self._merged.ended:
            if self._broken:
                raise RuntimeError(BROKEN)
            await self._work(until_one_ends=True)
        if not self._merged.ended:
            raise StopAsyncIteration
        return self._merged.ended.popleft()[1]

    async def aclose(self) -> None:
        """Stop early; nothing is left open.

        Raises:
            RuntimeError: A task is waiting for the next outcome: cancel that.
        """
        if self._running:
            raise RuntimeError("a task is waiting for the next value of this iterator: cancel it")
        self._fresh = self._broken = False
        self._merged.close()
        self._merged.ended.clear()

    async def _work(self, *, until_one_ends: bool) -> None:
        self._running = True
        try:
            if self._fresh:
                self._fresh = False
                await self._driver.run(self._merged.begin(), on_emit=self._on_emit)
            await self._perform_what_is_due(until_one_ends=until_one_ends)
        except BaseException:
            # A cancelled task leaves requests without their answers: nothing can follow them.
            self._broken = True
            self._merged.close()
            raise
        finally:
            self._running = False

    async def _perform_what_is_due(self, *, until_one_ends: bool) -> None:
        import anyio

        merged, cancelled = self._merged, anyio.get_cancelled_exc_class()
        served = 0
        queueing = set[anyio.CancelScope]()
        failures: list[BaseException] = []
        nap = anyio.CancelScope()

        def is_over() -> bool:
            return bool(failures or (until_one_ends and merged.ended))

        async def perform(effect: Effect[Any]) -> object:
            if not isinstance(effect, Acquire):
                return await self._driver.perform(effect)
            with anyio.CancelScope() as scope:
                queueing.add(scope)
                try:
                    if not is_over():
                        return await self._driver.perform(effect)
                finally:
                    queueing.remove(scope)
            raise Withdrawn

        async def serve(member: Member[U, Any]) -> None:
            nonlocal served
            try:
                await self._driver.run(
                    merged.perform(member), on_emit=self._on_emit, perform=perform
                )
            except cancelled:
                raise
            except BaseException as error:  # noqa: BLE001 - raised below, as it is
                failures.append(error)
            served -= 1
            nap.cancel()

        async def serve_all() -> None:
            nonlocal nap, served
            slept_enough = False
            while not is_over():
                pause = merged.until_due(self._clock.now()) if served < AT_ONCE else NEVER
                # A clock may end a sleep a little early by its own reading.
                is_due = pause == 0 or (slept_enough and pause != NEVER)
                if is_due and (member := merged.take()) is not None:
                    served += 1
                    tasks.start_soon(serve, member)
                    slept_enough = False
                elif pause == NEVER and not served:
                    return
                else:
                    with anyio.CancelScope() as nap:
                        if pause == NEVER:
                            await anyio.sleep_forever()
                        await self._clock.asleep(pause)
                    slept_enough = not nap.cancel_called

        async with anyio.create_task_group() as tasks:
            try:
                await serve_all()
            except cancelled:
                raise
            except BaseException as error:  # noqa: BLE001 - raised below, as it is
                failures.append(error)
            for scope in queueing:
                scope.cancel()
            if failures:
                tasks.cancel_scope.cancel()
        if failures:
            # Out of the task group, which would raise a group of exceptions.
            raise failures[0]
