"""A service that answers from a script, clients of it that send nothing, and time to move."""

from __future__ import annotations

import gc
from collections.abc import Awaitable, Callable
from typing import Any

import anyio
import httpx
import pytest

from azface import AsyncFaceClient, FaceClient
from azface._async_driver import AsyncDriver
from azface._exchange import Timeouts
from azface._flow import Emit, Sleep
from azface._sync_driver import SyncDriver
from azface.testing import VirtualClock

ENDPOINT = "https://example.cognitiveservices.azure.com"
KEY = "0123456789abcdef0123456789abcdef"

Handler = Callable[[httpx.Request], Any]


class Service:
    """Answers with each of its script in turn, the last one for ever; notes the requests."""

    def __init__(self, *script: Any) -> None:
        self.script = script
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.requests.append(request)
        answer = self.script[min(len(self.requests), len(self.script)) - 1]
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, int):
            return httpx.Response(answer)
        if isinstance(answer, httpx.Response):
            return answer
        return httpx.Response(200, json=answer)


class Watched:
    """A flow that notes when it is closed."""

    def __init__(self) -> None:
        self.closed = False

    def flow(self, *, end: bool = False) -> Any:
        try:
            while True:
                yield from Emit("seen")
                yield from Sleep(1)
                if end:
                    return
        finally:
            self.closed = True


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(1000.0)


@pytest.fixture
def service() -> type[Service]:
    """`service(*script)`: statuses, documents, responses, or exceptions."""
    return Service


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest.fixture
def client_of(clock: VirtualClock) -> Callable[..., FaceClient]:
    """`client_of(handler, **options)`: a client whose requests the handler answers."""

    def make(handler: Handler, *, credential: Any = KEY, **options: Any) -> FaceClient:
        if "http_client" not in options:
            options["http_client"] = httpx.Client(transport=httpx.MockTransport(handler))
        return FaceClient(ENDPOINT, credential, **{"clock": clock} | options)

    return make


@pytest.fixture
def async_client_of(clock: VirtualClock) -> Callable[..., AsyncFaceClient]:
    """The same for the async twin."""

    def make(handler: Handler, *, credential: Any = KEY, **options: Any) -> AsyncFaceClient:
        if "http_client" not in options:
            options["http_client"] = httpx.AsyncClient(transport=httpx.MockTransport(handler))
        return AsyncFaceClient(ENDPOINT, credential, **{"clock": clock} | options)

    return make


@pytest.fixture
def driver_of(clock: VirtualClock) -> Callable[..., SyncDriver]:
    """`driver_of(handler)`: a bare sync driver."""

    def make(handler: Handler = lambda _: httpx.Response(200), **options: Any) -> SyncDriver:
        return SyncDriver(
            httpx.Client(transport=httpx.MockTransport(handler)),
            **{"auth": httpx.Auth(), "timeouts": Timeouts(30, 5), "clock": clock} | options,
        )

    return make


@pytest.fixture
def async_driver_of(clock: VirtualClock) -> Callable[..., AsyncDriver]:
    """`async_driver_of(handler)`: a bare async driver."""

    def make(handler: Handler = lambda _: httpx.Response(200), **options: Any) -> AsyncDriver:
        return AsyncDriver(
            httpx.AsyncClient(transport=httpx.MockTransport(handler)),
            **{"auth": httpx.Auth(), "timeouts": Timeouts(30, 5), "clock": clock} | options,
        )

    return make


@pytest.fixture(params=["asyncio", "trio"])
def in_loop(request: pytest.FixtureRequest) -> Callable[[Callable[[], Awaitable[Any]]], Any]:
    """`in_loop(main)`: runs it in a new event loop, in which nothing is left to be finalised."""

    def run(main: Callable[[], Awaitable[Any]]) -> Any:
        async def whole() -> Any:
            result = await main()
            # Trio warns here of async generators that were left early; warnings are errors.
            gc.collect()
            return result

        return anyio.run(whole, backend=request.param)

    return run
