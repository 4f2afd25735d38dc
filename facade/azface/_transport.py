"""The two drivers: they perform the effects of a flow over one httpx client.

Nothing of httpx leaves this file: an answer becomes a `Reply`, a failure a `TransportError`. Its
own exceptions are not chained, since their frames and requests hold the headers, and so the key.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from typing import Any, Generic, TypeAlias, TypeVar

import httpx
from attrs import frozen

from azface._flow import (
    Blocking,
    Cancelled,
    Chance,
    Effect,
    Emit,
    Now,
    Reply,
    Request,
    Send,
    Sleep,
    Stream,
)
from azface._version import __version__
from azface.clock import Clock
from azface.errors import (
    AzfaceError,
    ConfigurationError,
    RequestTimeoutError,
    ResponseFormatError,
    TransportError,
)

T = TypeVar("T")
U = TypeVar("U")

USER_AGENT = f"azface/{__version__} httpx/{httpx.__version__}"

# The async pool slows down with what is in flight (430 requests a second at 10, 106 at 500), and
# connections beyond the kept ones are opened again and again: both numbers are the same.
LIMITS = httpx.Limits(max_connections=64, max_keepalive_connections=64, keepalive_expiry=60.0)


@frozen
class Timeouts:
    """Seconds: `exchange` bounds each write and each read, `connect` each connect."""

    exchange: float
    connect: float

    def as_httpx(self) -> httpx.Timeout:
        """The same for httpx; waiting for a free connection counts as an exchange."""
        return httpx.Timeout(self.exchange, connect=self.connect)


@frozen
class _Done(Generic[T]):
    value: T


_Step: TypeAlias = Effect[Any] | Emit[U] | _Done[T]


def _advance(move: Callable[[], Effect[Any] | Emit[U]]) -> _Step[U, Any]:
    """Move a flow on; only here does StopIteration mean that the flow has ended."""
    try:
        return move()
    except StopIteration as stop:
        return _Done(stop.value)


def _next(flow: Stream[U, T]) -> _Step[U, T]:
    return _advance(partial(next, flow))


def _request_arguments(request: Request, timeouts: Timeouts) -> dict[str, Any]:
    headers = {"accept": "application/json", "user-agent": USER_AGENT, **request.headers}
    arguments: dict[str, Any] = {
        "method": request.method,
        "url": request.url,
        "headers": headers,
        "timeout": timeouts.as_httpx(),
    }
    if request.params:
        arguments["params"] = dict(request.params)
    if request.content is not None:
        arguments["content"] = request.content
    if request.json is not None:
        arguments["json"] = request.json
    return arguments


def _reply(response: httpx.Response) -> Reply:
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Reply(response.status_code, headers, response.content)


def _failure(error: httpx.RequestError, request: Request) -> AzfaceError:
    """Our error for one of httpx's; says whether the request can have reached the service."""
    origin = str(httpx.URL(request.url).copy_with(raw_path=b"/")).rstrip("/")
    # A protocol error of our own side may quote a header value, and so a secret.
    local = isinstance(error, httpx.LocalProtocolError | httpx.UnsupportedProtocol)
    text = "" if local else " ".join(str(error).split())
    reason = type(error).__name__ + (f": {text}" if text else "")
    where = f"{request.method} {request.url}"
    if isinstance(error, httpx.DecodingError):
        return ResponseFormatError(
            f"the answer to {where} could not be decoded ({reason})", body=b"", status_code=None
        )
    never_sent = local or isinstance(
        error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout
    )
    if isinstance(error, httpx.TimeoutException):
        return RequestTimeoutError(
            f"no answer in time from {origin} to {where} ({reason})", sent=not never_sent
        )
    if isinstance(error, httpx.ProxyError):
        return TransportError(f"the proxy on the way to {origin} failed ({reason})", sent=False)
    what = "could not reach" if never_sent else "lost the connection to"
    return TransportError(f"{what} {origin} during {where} ({reason})", sent=not never_sent)


class SyncDriver:
    """Performs flows in the caller's thread; may be shared by threads."""

    def __init__(
        self,
        client: httpx.Client | None,
        *,
        auth: httpx.Auth,
        timeouts: Timeouts,
        clock: Clock,
        parent: SyncDriver | None = None,
    ) -> None:
        self._auth, self._timeouts, self._clock = auth, timeouts, clock
        self._parent = parent
        self._owned = client is None and parent is None
        self._client: httpx.Client = (
            parent._client if parent else client or httpx.Client(limits=LIMITS)
        )
        self._closed = False

    def sibling(self, timeouts: Timeouts) -> SyncDriver:
        """Another driver on the same pool, whose closing leaves the pool open."""
        return SyncDriver(
            None, auth=self._auth, timeouts=timeouts, clock=self._clock, parent=self._parent or self
        )

    def close(self) -> None:
        """Close the pool if it is ours."""
        self._closed = True
        if self._owned:
            self._client.close()

    @property
    def closed(self) -> bool:
        """Whether this driver, its pool, or the driver whose pool it uses is closed."""
        parent_closed = self._parent is not None and self._parent.closed
        return self._closed or self._client.is_closed or parent_closed

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
            step = _next(flow)
            while True:
                if isinstance(step, _Done):
                    result: T = step.value
                    return result
                if isinstance(step, Emit):
                    if on_emit is not None:
                        on_emit(step.value)
                    step = _next(flow)
                else:
                    step = self._perform_and_advance(flow, step, cancel)

    def iterate(self, flow: Stream[U, T], *, cancel: threading.Event | None = None) -> Iterator[U]:
        """Perform a flow step by step, giving what it emits."""
        with closing(flow):
            step = _next(flow)
            while not isinstance(step, _Done):
                if isinstance(step, Emit):
                    yield step.value
                    step = _next(flow)
                else:
                    step = self._perform_and_advance(flow, step, cancel)

    def _perform_and_advance(
        self, flow: Stream[U, T], effect: Effect[Any], cancel: threading.Event | None
    ) -> _Step[U, T]:
        try:
            reply = self._perform(effect, cancel)
        except Exception as error:  # noqa: BLE001 - the flow decides what an error means
            return _advance(partial(flow.throw, error))
        return _advance(partial(flow.send, reply))

    def _perform(self, effect: Effect[Any], cancel: threading.Event | None) -> object:
        match effect:
            case Send(request):
                _raise_if_set(cancel)
                return self._send(request)
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

    def _send(self, request: Request) -> Reply:
        if self.closed:
            raise ConfigurationError("this client is closed; create a new one")
        built = self._client.build_request(**_request_arguments(request, self._timeouts))
        try:
            return _reply(self._client.send(built, auth=self._auth, follow_redirects=False))
        except httpx.RequestError as error:
            failure = _failure(error, request)
        raise failure


class AsyncDriver:
    """Performs flows in one event loop (asyncio or trio); may be shared by its tasks."""

    def __init__(
        self,
        client: httpx.AsyncClient | None,
        *,
        auth: httpx.Auth,
        timeouts: Timeouts,
        clock: Clock,
        parent: AsyncDriver | None = None,
    ) -> None:
        self._auth, self._timeouts, self._clock = auth, timeouts, clock
        self._parent = parent
        self._owned = client is None and parent is None
        self._client = client
        self._loop: object = None
        self._closed = False

    def sibling(self, timeouts: Timeouts) -> AsyncDriver:
        """Another driver on the same pool, whose closing leaves the pool open."""
        return AsyncDriver(
            None, auth=self._auth, timeouts=timeouts, clock=self._clock, parent=self._parent or self
        )

    async def aclose(self) -> None:
        """Close the pool if it is ours."""
        self._closed = True
        if self._owned and self._client is not None:
            await self._client.aclose()

    @property
    def closed(self) -> bool:
        """Whether this driver, its pool, or the driver whose pool it uses is closed."""
        parent_closed = self._parent is not None and self._parent.closed
        pool_closed = self._client is not None and self._client.is_closed
        return self._closed or pool_closed or parent_closed

    @property
    def timeouts(self) -> Timeouts:
        """The time-outs of each request."""
        return self._timeouts

    async def run(self, flow: Stream[U, T], *, on_emit: Callable[[U], object] | None = None) -> T:
        """Perform a flow to its end and give its result."""
        with closing(flow):
            step = await self._to_emit(flow, _next(flow))
            while isinstance(step, Emit):
                if on_emit is not None:
                    on_emit(step.value)
                step = await self._to_emit(flow, _next(flow))
            return step.value

    def iterate(self, flow: Stream[U, T]) -> AsyncSteps[U]:
        """Perform a flow step by step, giving what it emits."""
        return AsyncSteps(self, flow)

    async def _to_emit(self, flow: Stream[U, T], step: _Step[U, T]) -> Emit[U] | _Done[T]:
        """Perform effects until the flow emits or ends."""
        while isinstance(step, Effect):
            try:
                reply = await self._perform(step)
            except Exception as error:  # noqa: BLE001 - the flow decides what an error means
                step = _advance(partial(flow.throw, error))
            else:
                step = _advance(partial(flow.send, reply))
        return step

    async def next_emitted(self, flow: Stream[U, Any]) -> Emit[U] | _Done[Any]:
        """Move a flow on to the next value it emits, or to its end."""
        return await self._to_emit(flow, _next(flow))

    async def _perform(self, effect: Effect[Any]) -> object:
        match effect:
            case Send(request):
                return await self._send(request)
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

    async def _send(self, request: Request) -> Reply:
        client = self._pool()
        built = client.build_request(**_request_arguments(request, self._timeouts))
        try:
            return _reply(await client.send(built, auth=self._auth, follow_redirects=False))
        except httpx.RequestError as error:
            failure = _failure(error, request)
        raise failure

    def _pool(self) -> httpx.AsyncClient:
        """The httpx client, made in the loop that first sends: it cannot move to another."""
        if self.closed:
            raise ConfigurationError("this client is closed; create a new one")
        if self._parent is not None:
            return self._parent._pool()
        from anyio.lowlevel import current_token

        loop = current_token()
        if self._loop is None:
            self._loop = loop
        elif self._loop != loop:
            raise ConfigurationError(
                "this AsyncFaceClient was first used in another event loop; create one client for "
                "each loop (each asyncio.run), and close it there"
            )
        if self._client is None:
            self._client = httpx.AsyncClient(limits=LIMITS)
        return self._client


class AsyncSteps(Generic[U]):
    """An async iterator that needs no finaliser: what it holds is a plain generator."""

    def __init__(self, driver: AsyncDriver, flow: Stream[U, Any]) -> None:
        self._driver, self._flow = driver, flow

    def __aiter__(self) -> AsyncSteps[U]:
        """Itself."""
        return self

    async def __anext__(self) -> U:
        """The next value."""
        try:
            step = await self._driver.next_emitted(self._flow)
        except BaseException:
            # A cancelled task leaves an effect without its reply: nothing can follow it.
            self._flow.close()
            raise
        if isinstance(step, _Done):
            raise StopAsyncIteration
        return step.value

    async def aclose(self) -> None:
        """Stop early; nothing is left open."""
        self._flow.close()


def _raise_if_set(cancel: threading.Event | None) -> None:
    if cancel is not None and cancel.is_set():
        raise Cancelled
