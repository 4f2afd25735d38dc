"""The driver for threads: performs the effects of a flow over one httpx client."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from typing import Any, TypeVar

import httpx

from azface._exchange import (
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
    Cancelled,
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
from azface._metered import SyncExchange
from azface._pace import NEVER
from azface._turn import Turn
from azface.clock import Clock
from azface.errors import ConfigurationError

R = TypeVar("R")
T = TypeVar("T")
U = TypeVar("U")

# Seconds that a wait for a turn lasts at most before it looks up: Windows delivers no Ctrl-C to a
# wait for an event, and nothing can be waited for together with the caller's own event.
_LOOK_UP = 1.0
_LOOK_FOR_CANCEL = 0.05


class SyncDriver:
    """Performs flows in the caller's thread; may be shared by threads."""

    def __init__(
        self,
        client: httpx.Client | None,
        *,
        auth: httpx.Auth,
        timeouts: Timeouts,
        clock: Clock,
        direct: bool = False,
        parent: SyncDriver | None = None,
    ) -> None:
        self._auth, self._timeouts, self._clock = auth, timeouts, clock
        self._parent = parent
        self._owned = client is None and parent is None
        self._client: httpx.Client
        if parent is not None:
            self._client = parent._client
        else:
            self._client = client or new_pool(httpx.Client, direct=direct)
        self._closed = False
        # What wakes each who waits for a turn, of this driver and its siblings.
        self._queued: set[threading.Event] = set() if parent is None else parent._queued

    def sibling(self, timeouts: Timeouts) -> SyncDriver:
        """Another driver on the same pool, whose closing leaves the pool open."""
        return SyncDriver(
            None, auth=self._auth, timeouts=timeouts, clock=self._clock, parent=self._parent or self
        )

    def close(self) -> None:
        """Close the pool if it is ours; whoever waits for a turn here is told so."""
        self._closed = True
        for woken in list(self._queued):
            woken.set()
        if self._owned:
            self._client.close()

    @property
    def closed(self) -> bool:
        """Whether this driver, its pool, or the driver whose pool it uses is closed."""
        parent_closed = self._parent is not None and self._parent.closed
        return self._closed or self._client.is_closed or parent_closed

    @property
    def clock(self) -> Clock:
        """Whose time it goes by."""
        return self._clock

    @property
    def timeouts(self) -> Timeouts:
        """The time-outs of each request."""
        return self._timeouts

    def run(
        self,
        flow: Stream[U, T],
        *,
        on_emit: Callable[[U], object] | None = None,
        cancel: threading.Event | None = None,
    ) -> T:
        """Perform a flow to its end and give its result."""
        with closing(flow):
            step = resume(flow)
            while True:
                if isinstance(step, Done):
                    result: T = step.value
                    return result
                if isinstance(step, Emit):
                    if on_emit is not None:
                        on_emit(step.value)
                    step = resume(flow)
                else:
                    step = self._perform_and_advance(flow, step, cancel)

    def iterate(self, flow: Stream[U, T], *, cancel: threading.Event | None = None) -> Iterator[U]:
        """Perform a flow step by step, giving what it emits."""
        with closing(flow):
            step = resume(flow)
            while not isinstance(step, Done):
                if isinstance(step, Emit):
                    yield step.value
                    step = resume(flow)
                else:
                    step = self._perform_and_advance(flow, step, cancel)

    def run_all(
        self,
        merged: Merged[U, Any, R],
        *,
        on_emit: Callable[[U], object] | None = None,
        cancel: threading.Event | None = None,
    ) -> list[R]:
        """Perform merged flows one after the other, in this thread; gives their outcomes."""
        return self.run(merged.in_turn(), on_emit=on_emit, cancel=cancel)

    def iterate_all(
        self, merged: Merged[Any, Any, R], *, cancel: threading.Event | None = None
    ) -> Iterator[R]:
        """The same, giving each outcome when it is there."""
        return self.iterate(merged.as_they_end(), cancel=cancel)

    def _perform_and_advance(
        self, flow: Stream[U, T], effect: Effect[Any], cancel: threading.Event | None
    ) -> Step[U, T]:
        try:
            reply = self._perform(effect, cancel)
        except Exception as error:  # noqa: BLE001 - the flow decides what an error means
            return advance(partial(flow.throw, error))
        return advance(partial(flow.send, reply))

    def _perform(self, effect: Effect[Any], cancel: threading.Event | None) -> object:
        match effect:
            case Send():
                _raise_if_set(cancel)
                return self._send(effect, cancel)
            case Acquire():
                return self._acquire(effect.turn(), cancel)
            case Sleep(seconds):
                _raise_if_set(cancel)
                self._clock.sleep(seconds, cancel)
                _raise_if_set(cancel)
                return None
            case Now():
                return self._clock.now()
            case Chance():
                return random.random()  # noqa: S311 - jitter is no secret
            case Blocking(work):
                return work()
            case _:
                raise AssertionError(effect)

    def _acquire(self, turn: Turn, cancel: threading.Event | None) -> Turn | None:
        woken = threading.Event()
        try:
            self._queued.add(woken)
            self._raise_if_closed()
            _raise_if_set(cancel)
            turn.enter(woken.set)
            while (pause := turn.ask()) is not None:
                if pause == NEVER:
                    left = turn.ticket.deadline - self._clock.now()
                    longest = _LOOK_UP if cancel is None else _LOOK_FOR_CANCEL
                    woken.wait(min(max(left, SHORTEST_SLEEP), longest))
                else:
                    self._clock.sleep(min(pause, _LOOK_UP), woken if cancel is None else cancel)
                woken.clear()
                self._raise_if_closed()
                _raise_if_set(cancel)
        except BaseException:
            turn.release()
            raise
        finally:
            self._queued.discard(woken)
        return turn if turn.granted else None

    def _raise_if_closed(self) -> None:
        if self.closed:
            raise ConfigurationError("this client is closed; create a new one")

    def _send(self, send: Send, cancel: threading.Event | None) -> Reply:
        self._raise_if_closed()
        request, longest = send.request, send.longest
        built = self._client.build_request(**request_arguments(request, self._timeouts, longest))
        if send.turn is None:
            return self._exchange(request, built, self._auth)
        until = NEVER if longest is None else self._clock.now() + longest

        def another(first: Turn, outgoing: httpx.Request) -> Turn:
            further = self._acquire(first.another(until), cancel)
            if further is None:
                raise never_sent(request)
            left = max(until - self._clock.now(), SHORTEST_EXCHANGE)
            outgoing.extensions["timeout"] = self._timeouts.as_httpx(left).as_dict()
            return further

        exchange = SyncExchange(self._auth, built, send.turn, another)
        try:
            reply = self._exchange(request, built, exchange)
        finally:
            exchange.end()
        if exchange.failure is not None:
            raise exchange.failure
        return reply

    def _exchange(self, request: Request, built: httpx.Request, auth: httpx.Auth) -> Reply:
        try:
            return reply_of(self._client.send(built, auth=auth, follow_redirects=False))
        except httpx.RequestError as error:
            if not is_about(error, built):
                raise
            failure: BaseException = failure_of(error, request)
        except KeyboardInterrupt as error:
            # The frames it comes from hold the headers being written, and so the key.
            failure = error.with_traceback(None)
        raise failure


def _raise_if_set(cancel: threading.Event | None) -> None:
    if cancel is not None and cancel.is_set():
        raise Cancelled
