"""The driver for event loops, asyncio's and trio's: performs the effects of a flow over httpx."""

from __future__ import annotations

import inspect
import random
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from azface._async_merged import AsyncMerged, Perform
from azface._async_steps import AsyncSteps
from azface._event_loop import EventLoop, Waker
from azface._exchange import (
    MAX_CONNECTIONS,
    SHORTEST_EXCHANGE,
    Timeouts,
    failure_of,
    is_about,
    never_sent,
    new_pool,
    reply_of,
    request_arguments,
)
from azface._flow import (
    SHORTEST_SLEEP,
    Acquire,
    Blocking,
    Chance,
    Done,
    Effect,
    Emit,
    Now,
    Reply,
    Request,
    Send,
    Sleep,
    Step,
    Stream,
    advance,
    resume,
)
from azface._merged import Merged
from azface._metered import AsyncExchange
from azface._pace import NEVER
from azface._turn import Ticket, Turn
from azface.clock import Clock
from azface.errors import ConfigurationError

if TYPE_CHECKING:
    import anyio

R = TypeVar("R")
T = TypeVar("T")
U = TypeVar("U")


class AsyncDriver:
    """Performs flows in one event loop (asyncio or trio); may be shared by its tasks."""

    def __init__(
        self,
        client: httpx.AsyncClient | None,
        *,
        auth: httpx.Auth,
        timeouts: Timeouts,
        clock: Clock,
        direct: bool = False,
        parent: AsyncDriver | None = None,
    ) -> None:
        self._auth, self._timeouts, self._clock = auth, timeouts, clock
        self._parent = parent
        self._owned = client is None and parent is None
        self._client = client
        self._direct = direct
        self._loop: EventLoop | None = None
        self._slots: anyio.Semaphore | None = None
        self._closed = False
        # Those who wait for a turn, of this driver and its siblings.
        self._queued: set[Ticket] = set() if parent is None else parent._queued

    def sibling(self, timeouts: Timeouts) -> AsyncDriver:
        """Another driver on the same pool, whose closing leaves the pool open."""
        return AsyncDriver(
            None, auth=self._auth, timeouts=timeouts, clock=self._clock, parent=self._parent or self
        )

    async def aclose(self) -> None:
        """Close the pool if it is ours; whoever waits for a turn here is told so."""
        self._closed = True
        for ticket in list(self._queued):
            ticket.wake()
        if self._owned and self._client is not None:
            await self._client.aclose()

    @property
    def closed(self) -> bool:
        """Whether this driver, its pool, or the driver whose pool it uses is closed."""
        parent_closed = self._parent is not None and self._parent.closed
        pool_closed = self._client is not None and self._client.is_closed
        return self._closed or pool_closed or parent_closed

    @property
    def clock(self) -> Clock:
        """Whose time it goes by."""
        return self._clock

    @property
    def timeouts(self) -> Timeouts:
        """The time-outs of each request."""
        return self._timeouts

    async def run(
        self,
        flow: Stream[U, T],
        *,
        on_emit: Callable[[U], object] | None = None,
        perform: Perform | None = None,
    ) -> T:
        """Perform a flow to its end and give its result; each effect by `perform`, if given."""
        with closing(flow):
            step = await self._to_emit(flow, resume(flow), perform)
            while isinstance(step, Emit):
                if on_emit is not None:
                    returned = on_emit(step.value)
                    if inspect.isawaitable(returned):
                        await returned
                step = await self._to_emit(flow, resume(flow), perform)
            return step.value

    def iterate(self, flow: Stream[U, T]) -> AsyncSteps[U]:
        """Perform a flow step by step, giving what it emits."""
        return AsyncSteps(self, flow)

    async def run_all(
        self, merged: Merged[U, Any, R], *, on_emit: Callable[[U], object] | None = None
    ) -> list[R]:
        """Perform merged flows side by side; gives their outcomes."""
        return await AsyncMerged(self, self._clock, merged, on_emit).outcomes()

    def iterate_all(self, merged: Merged[Any, Any, R]) -> AsyncMerged[Any, R]:
        """The same, giving each outcome when it is there."""
        return AsyncMerged(self, self._clock, merged)

    async def _to_emit(
        self, flow: Stream[U, T], step: Step[U, T], perform: Perform | None = None
    ) -> Emit[U] | Done[T]:
        """Perform effects until the flow emits or ends."""
        while isinstance(step, Effect):
            try:
                reply = await (perform or self.perform)(step)
            except Exception as error:  # noqa: BLE001 - the flow decides what an error means
                step = advance(partial(flow.throw, error))
            else:
                step = advance(partial(flow.send, reply))
        return step

    async def next_emitted(self, flow: Stream[U, Any]) -> Emit[U] | Done[Any]:
        """Move a flow on to the next value it emits, or to its end."""
        return await self._to_emit(flow, resume(flow))

    async def perform(self, effect: Effect[Any]) -> object:
        """Perform one effect, and give what it is answered with."""
        match effect:
            case Send():
                return await self._send(effect)
            case Acquire():
                return await self._acquire(effect.turn())
            case Sleep(seconds):
                await self._clock.asleep(seconds)
                return None
            case Now():
                return self._clock.now()
            case Chance():
                return random.random()  # noqa: S311 - jitter is no secret
            case Blocking(work):
                from anyio import to_thread

                return await to_thread.run_sync(work)
            case _:
                raise AssertionError(effect)

    async def _acquire(self, turn: Turn) -> Turn | None:
        _, _, loop = self._pool()
        import anyio

        ticket = turn.ticket
        try:
            self._queued.add(ticket)
            woken = loop.once()
            turn.enter(Waker(loop, woken.set))
            while (pause := turn.ask()) is not None:
                if pause == NEVER:
                    if ticket.keeps_time:
                        left = ticket.deadline - self._clock.now()
                        with anyio.move_on_after(max(left, SHORTEST_SLEEP)):
                            await woken.wait()
                    else:
                        await woken.wait()
                else:
                    with anyio.CancelScope() as scope:
                        ticket.wake = Waker(loop, scope.cancel)
                        await self._clock.asleep(pause)
                self._raise_if_closed()
                # Before it asks: the garbage collector may wake it from another thread.
                woken = loop.once()
                ticket.wake = Waker(loop, woken.set)
        except BaseException:
            turn.release()
            raise
        finally:
            self._queued.discard(ticket)
        return turn if turn.granted else None

    async def _send(self, send: Send) -> Reply:
        client, slots, _ = self._pool()
        request, longest = send.request, send.longest
        built = client.build_request(**request_arguments(request, self._timeouts, longest))
        if send.turn is None:
            async with slots:
                return await self._exchange(client, request, built, self._auth)
        until = NEVER if longest is None else self._clock.now() + longest

        async def another(first: Turn, outgoing: httpx.Request) -> Turn:
            further = await self._acquire(first.another(until))
            if further is None:
                raise never_sent(request)
            left = max(until - self._clock.now(), SHORTEST_EXCHANGE)
            outgoing.extensions["timeout"] = self._timeouts.as_httpx(left).as_dict()
            return further

        exchange = AsyncExchange(self._auth, built, send.turn, another)
        try:
            async with slots:
                reply = await self._exchange(client, request, built, exchange)
        finally:
            exchange.end()
        if exchange.failure is not None:
            raise exchange.failure
        return reply

    @staticmethod
    async def _exchange(
        client: httpx.AsyncClient, request: Request, built: httpx.Request, auth: httpx.Auth
    ) -> Reply:
        try:
            return reply_of(await client.send(built, auth=auth, follow_redirects=False))
        except httpx.RequestError as error:
            if not is_about(error, built):
                raise
            failure = failure_of(error, request)
        raise failure

    def _raise_if_closed(self) -> None:
        if self.closed:
            raise ConfigurationError("this client is closed; create a new one")

    def _pool(self) -> tuple[httpx.AsyncClient, anyio.Semaphore, EventLoop]:
        """The httpx client, made in the loop that first sends: it cannot move to another.

        And how many may send at once, and the loop. What waits for a connection waits there and not
        in httpx's pool: requests cancelled while they queue in the pool can leave its connections
        dead for good, and a wide fan-out would time out in the queue.
        """
        self._raise_if_closed()
        if self._parent is not None:
            return self._parent._pool()
        from anyio import Semaphore

        if self._loop is None:
            self._loop = EventLoop()
        elif not self._loop.is_running():
            raise ConfigurationError(
                "this AsyncFaceClient was first used in another event loop; create one client for "
                "each loop (each asyncio.run), and close it there"
            )
        if self._client is None:
            self._client = new_pool(httpx.AsyncClient, direct=self._direct)
        if self._slots is None:
            # Fast: what was granted by a limiter at this moment leaves at this moment.
            self._slots = Semaphore(MAX_CONNECTIONS, fast_acquire=True)
        return self._client, self._slots, self._loop
