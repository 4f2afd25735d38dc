"""The limit where it counts: at the service, over real sockets, whatever holds requests back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any

import anyio
import httpcore
import httpx
import pytest

from azface import ApiKey, AsyncFaceClient, EntraId, FaceClient, RateLimit
from azface._metered import SyncExchange

KEY = "0123456789abcdef0123456789abcdef"
BODY = b'{"status":"succeeded"}'
LIMIT = RateLimit(4, 0.12)

BACKENDS = pytest.mark.parametrize("backend", ["sync", "asyncio", "trio"])


class Service:
    """A server that notes when requests come in."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.slow, self.seconds = 0, 0.3
        self.refuse: set[str] = set()
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                service.times.append(time.monotonic())
                if len(service.times) <= service.slow:
                    time.sleep(service.seconds)
                name = self.path.split("/")[4]
                status = 401 if name in service.refuse else 200
                service.refuse.discard(name)
                head = f"HTTP/1.1 {status} -\r\nContent-Length: {len(BODY)}\r\n\r\n"
                self.wfile.write(head.encode() + BODY)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.endpoint = f"http://127.0.0.1:{self.server.server_port}"

    def most_at_once(self) -> int:
        """The most within half a window: a busy machine notes some a little late."""
        half = LIMIT.seconds / 2
        return max(sum(at <= each <= at + half for each in self.times) for at in self.times)


@pytest.fixture
def service() -> Iterator[Service]:
    service = Service()
    thread = threading.Thread(target=service.server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield service
    service.server.shutdown()
    thread.join()
    service.server.server_close()


class SlowToConnect(httpcore.SyncBackend):
    def connect_tcp(self, *args: Any, **options: Any) -> Any:
        time.sleep(0.18)
        return super().connect_tcp(*args, **options)


class SlowToConnectAsync(httpcore.AnyIOBackend):
    async def connect_tcp(self, *args: Any, **options: Any) -> Any:
        await anyio.sleep(0.18)
        return await super().connect_tcp(*args, **options)


TOKEN = SimpleNamespace(token="token", expires_on=2**40)


class SlowTokens:
    """The first who asks fetches for all."""

    def get_token(self, *_: str) -> Any:
        time.sleep(0.36)
        return TOKEN


class SlowTokensAsync:
    async def get_token(self, *_: str) -> Any:
        await anyio.sleep(0.36)
        return TOKEN


def send(
    backend: str,
    endpoint: str,
    number: int,
    *,
    credential: Any = KEY,
    pool: Callable[[type[Any]], Any] | None = None,
) -> None:
    """Send so many requests at once, of one client with the limit."""
    if backend == "sync":
        http_client = pool(httpx.Client) if pool else None
        with FaceClient(endpoint, credential, rate_limit=LIMIT, http_client=http_client) as client:
            look = client.large_face_lists.get_training_status
            threads = [
                threading.Thread(target=look, args=(f"list-{each}",)) for each in range(number)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(20)
        if http_client is not None:
            http_client.close()
        return

    async def main() -> None:
        http_client = pool(httpx.AsyncClient) if pool else None
        client = AsyncFaceClient(endpoint, credential, rate_limit=LIMIT, http_client=http_client)
        async with client, anyio.create_task_group() as tasks:
            for each in range(number):
                tasks.start_soon(client.large_face_lists.get_training_status, f"list-{each}")
        if http_client is not None:
            await http_client.aclose()

    anyio.run(main, backend=backend)


@BACKENDS
def test_while_connects_are_slow(service: Service, backend: str) -> None:
    def pool(kind: type[Any]) -> Any:
        made = kind(trust_env=False)
        slow = SlowToConnect() if kind is httpx.Client else SlowToConnectAsync()
        made._transport._pool._network_backend = slow
        return made

    send(backend, service.endpoint, 12, pool=pool)
    assert len(service.times) == 12
    assert service.most_at_once() <= LIMIT.requests


@BACKENDS
def test_while_a_token_is_fetched(service: Service, backend: str) -> None:
    tokens = SlowTokens() if backend == "sync" else SlowTokensAsync()
    send(backend, service.endpoint, 12, credential=EntraId(tokens))
    assert len(service.times) == 12
    assert service.most_at_once() <= LIMIT.requests


@BACKENDS
def test_while_requests_queue_for_a_connection_of_the_callers_own_pool(
    service: Service, backend: str
) -> None:
    service.slow = 6

    def pool(kind: type[Any]) -> Any:
        return kind(limits=httpx.Limits(max_connections=6), trust_env=False)

    send(backend, service.endpoint, 16, pool=pool)
    assert len(service.times) == 16
    assert service.most_at_once() <= LIMIT.requests


@BACKENDS
def test_while_requests_are_refused_and_sent_again_by_the_credential(
    service: Service, backend: str
) -> None:
    keys = iter("abcdefghijklmnopqrstuvwxyz" * 20)
    service.refuse = {f"list-{number}" for number in range(4)}
    send(backend, service.endpoint, 8, credential=ApiKey(lambda: next(keys)))
    assert len(service.times) == 12
    assert service.most_at_once() <= LIMIT.requests


@BACKENDS
def test_a_request_counts_from_when_it_left_and_not_from_its_answer(
    service: Service, backend: str
) -> None:
    service.slow, service.seconds = 100, 1.2
    send(backend, service.endpoint, 8)
    # By the answers the second four would come after them.
    assert service.times[4] - service.times[0] < 1.2


class Noted:
    """A turn that notes when it is told that its request left."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def left(self) -> None:
        self.told.append("left")


@pytest.mark.parametrize("protocol", ["http11", "http2"])
@pytest.mark.parametrize("end", ["complete", "failed"])
def test_it_counts_when_its_headers_were_written_and_not_when_a_proxy_is_asked(
    protocol: str, end: str
) -> None:
    turn: Any = Noted()
    built = httpx.Request("GET", "https://a.test")
    exchange = SyncExchange(httpx.Auth(), built, turn, lambda *_: turn)
    see = built.extensions["trace"]
    for method, told in (("CONNECT", []), ("GET", ["left"])):
        request = httpcore.Request(method, "https://a.test")
        see("connection.connect_tcp.started", {"host": "a.test"})
        see(f"{protocol}.send_request_headers.started", {"request": request})
        assert turn.told == []
        see(f"{protocol}.send_request_headers.{end}", {"return_value": None})
        see(f"{protocol}.send_request_body.complete", {"return_value": None})
        assert turn.told == told
    exchange.end()
