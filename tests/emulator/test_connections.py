"""Connections: kept, closed, half closed, slow, and shared by many requests."""

import socket
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from azface.emulator import Emulator, Fault
from azface.emulator.http.connection import HttpRequest, HttpResponse
from azface.emulator.http.server import ServerThread, bind

PATH = "/face/v1.2/facelists"


@pytest.fixture
def connect(emulator: Emulator) -> Iterator[Callable[[], socket.socket]]:
    """Opens connections that close with the test."""
    address = urlsplit(emulator.endpoint)
    opened: list[socket.socket] = []

    def open_one() -> socket.socket:
        where = (str(address.hostname), int(address.port or 0))
        opened.append(socket.create_connection(where, timeout=10))
        return opened[-1]

    yield open_one
    for connection in opened:
        connection.close()


def head(emulator: Emulator, line: str, *headers: str) -> bytes:
    lines = [line, "Host: x", f"Ocp-Apim-Subscription-Key: {emulator.key}", *headers]
    return "\r\n".join([*lines, "", ""]).encode()


def get(emulator: Emulator, *headers: str) -> bytes:
    return head(emulator, f"GET {PATH} HTTP/1.1", *headers)


def put(emulator: Emulator, name: str, body: bytes, *headers: str) -> bytes:
    content = ("Content-Type: application/json", f"Content-Length: {len(body)}")
    return head(emulator, f"PUT {PATH}/{name} HTTP/1.1", *content, *headers)


def answer(connection: socket.socket) -> tuple[bytes, bytes]:
    """The next answer's head and body."""
    received = b""
    while b"\r\n\r\n" not in received:
        byte = connection.recv(1)
        assert byte, received
        received += byte
    length = 0
    for line in received.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
    body = b""
    while len(body) < length:
        body += connection.recv(length - len(body))
    return received, body


def closed(connection: socket.socket) -> bool:
    return connection.recv(1) == b""


def test_a_connection_serves_one_request_after_the_other(
    connect: Callable[[], socket.socket], emulator: Emulator
) -> None:
    connection = connect()
    for _ in range(3):
        connection.sendall(get(emulator))
        assert answer(connection)[0].startswith(b"HTTP/1.1 200 OK\r\n")


def test_pipelined_requests_are_answered_in_order(
    connect: Callable[[], socket.socket], emulator: Emulator
) -> None:
    connection = connect()
    bodies = [b'{"name":"%d"}' % number for number in range(20)]
    requests = [put(emulator, f"list-{number}", body) + body for number, body in enumerate(bodies)]
    connection.sendall(b"".join(requests) + get(emulator))
    for _ in bodies:
        assert answer(connection)[0].startswith(b"HTTP/1.1 200 ")
    assert answer(connection)[1].count(b"faceListId") == 20
    assert [each.path for each in emulator.requests[:20]] == [
        f"{PATH}/list-{number}" for number in range(20)
    ]


def test_a_client_that_does_not_read_is_not_served_without_end(
    connect: Callable[[], socket.socket], emulator: Emulator, client: Any
) -> None:
    wanted, megabyte = 60, b"x" * 1_000_000
    large = emulator.inject(Fault.answer(200, megabyte), operation="GetFaceList", times="always")
    connection = connect()
    connection.sendall(head(emulator, f"GET {PATH}/a HTTP/1.1") * wanted)
    # Others are served meanwhile, for longer than it takes to answer all of those.
    for _ in range(2 * wanted):
        client.get("/facelists")
    assert large.hits < wanted
    for _ in range(wanted):
        assert answer(connection)[1] == megabyte
    assert large.hits == wanted


@pytest.mark.parametrize("how", ["HTTP/1.1, Connection: close", "HTTP/1.0"])
def test_a_connection_closes_when_the_client_says_so(
    connect: Callable[[], socket.socket], emulator: Emulator, how: str
) -> None:
    version, *headers = how.split(", ")
    connection = connect()
    connection.sendall(head(emulator, f"GET {PATH} {version}", *headers))
    assert answer(connection)[1] == b"[]"
    assert closed(connection)


def test_a_client_that_has_said_all_still_gets_its_answer(
    connect: Callable[[], socket.socket], emulator: Emulator
) -> None:
    emulator.inject(Fault.slow(0.02))
    connection = connect()
    connection.sendall(get(emulator) * 2)
    connection.shutdown(socket.SHUT_WR)
    for _ in range(2):
        assert answer(connection)[1] == b"[]"
    assert closed(connection)


@pytest.mark.parametrize("keep", [0, 1, 30, -1])
def test_half_a_request_and_no_more_is_answered_or_closed(
    connect: Callable[[], socket.socket], emulator: Emulator, keep: int
) -> None:
    connection = connect()
    connection.sendall((put(emulator, "a", b"{}") + b"{}")[:keep])
    connection.shutdown(socket.SHUT_WR)
    if keep == 0:
        assert closed(connection)
    else:
        assert answer(connection)[0].startswith(b"HTTP/1.1 400 ")
        assert closed(connection)
    assert emulator.requests == []


def test_a_client_that_types_by_hand_is_understood(
    connect: Callable[[], socket.socket], emulator: Emulator, client: Any
) -> None:
    body = b'{"name":"a"}'
    connection = connect()
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for byte in put(emulator, "a", body) + body:
        connection.sendall(bytes([byte]))
    assert answer(connection)[0].startswith(b"HTTP/1.1 200 ")
    assert client.get("/facelists/a").json()["name"] == "a"


def test_who_asks_whether_to_go_on_is_told_so(
    connect: Callable[[], socket.socket], emulator: Emulator
) -> None:
    body = b'{"name":"a"}'
    connection = connect()
    for _ in range(2):
        connection.sendall(put(emulator, "a", body, "Expect: 100-continue"))
        assert answer(connection)[0].startswith(b"HTTP/1.1 100 ")
        connection.sendall(body)
        assert answer(connection)[0].startswith((b"HTTP/1.1 200 ", b"HTTP/1.1 409 "))


@pytest.mark.parametrize("expect", [(), ("Expect: 100-continue",)])
def test_ten_megabytes_are_read_to_their_end_and_the_connection_goes_on(
    connect: Callable[[], socket.socket], emulator: Emulator, expect: tuple[str, ...]
) -> None:
    body = bytes(10_000_000)
    connection = connect()
    connection.sendall(put(emulator, "a", body, *expect))
    if expect:
        assert answer(connection)[0].startswith(b"HTTP/1.1 100 ")
    connection.sendall(body)
    assert answer(connection)[0].startswith(b"HTTP/1.1 413 ")
    connection.sendall(get(emulator))
    assert answer(connection)[1] == b"[]"


def test_a_body_in_chunks_is_put_together(
    connect: Callable[[], socket.socket], emulator: Emulator
) -> None:
    start = head(
        emulator,
        f"PUT {PATH}/a HTTP/1.1",
        "Content-Type: application/json",
        "Transfer-Encoding: chunked",
    )
    connection = connect()
    connection.sendall(start + b'5\r\n{"nam\r\n7;x=y\r\ne":"a"}\r\n0\r\nX: y\r\n\r\n')
    assert answer(connection)[0].startswith(b"HTTP/1.1 200 ")
    [request] = emulator.requests
    assert request.json == {"name": "a"}


@pytest.mark.parametrize("how", ["Upgrade: websocket", "Upgrade: h2c"])
def test_another_protocol_is_not_taken_up(
    connect: Callable[[], socket.socket], emulator: Emulator, how: str
) -> None:
    connection = connect()
    for _ in range(2):
        connection.sendall(get(emulator, "Connection: Upgrade", how))
        assert answer(connection)[1] == b"[]"


def test_a_fault_that_agrees_to_connect_ends_the_connection(
    connect: Callable[[], socket.socket], emulator: Emulator
) -> None:
    emulator.inject(Fault.answer(200))
    connection = connect()
    connection.sendall(head(emulator, "CONNECT elsewhere:443 HTTP/1.1"))
    assert answer(connection)[0].startswith(b"HTTP/1.1 200 ")
    assert closed(connection)


def test_a_client_that_hangs_up_before_the_answer_harms_nobody(
    connect: Callable[[], socket.socket], emulator: Emulator, client: Any
) -> None:
    emulator.inject(Fault.slow(0.02), operation="CreateFaceList")
    body = b'{"name":"a"}'
    connection = connect()
    connection.sendall(put(emulator, "a", body) + body)
    connection.close()
    while not emulator.requests_of("CreateFaceList"):
        client.get("/facelists")
    assert client.get("/facelists/a").json()["name"] == "a"


@pytest.mark.parametrize(
    ("target", "path", "status"),
    [
        (f"http://elsewhere.example:80{PATH}?top=1", PATH, b"200"),
        (f"HTTPS://[::1]{PATH}", PATH, b"200"),
        ("http://elsewhere.example", "/", b"404"),
        ("http://elsewhere.example?top=1", "/", b"404"),
    ],
)
def test_a_target_may_name_a_host(
    connect: Callable[[], socket.socket], emulator: Emulator, target: str, path: str, status: bytes
) -> None:
    connection = connect()
    connection.sendall(head(emulator, f"GET {target} HTTP/1.1"))
    assert answer(connection)[0].split(b" ", 2)[1] == status
    [request] = emulator.requests
    assert (request.path, request.query) == (path, urlsplit(target).query)


def test_control_may_be_reached_by_a_target_that_names_a_host(
    connect: Callable[[], socket.socket], emulator: Emulator
) -> None:
    connection = connect()
    connection.sendall(head(emulator, "GET http://x/_emulator/clock HTTP/1.1"))
    assert b'"running"' in answer(connection)[1]
    assert emulator.requests == []


class Faulty:
    """An application that fails, or whose answer cannot be sent."""

    def __init__(self, answer: HttpResponse | None) -> None:
        self.answer = answer

    def maximum_body_bytes(self, request: HttpRequest) -> int:
        return len(request.target)

    async def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.answer is None:
            raise RuntimeError(f"nobody foresaw {request.target}")
        return self.answer

    def refuse(self) -> HttpResponse:
        return HttpResponse(400, (), b"")


@pytest.mark.parametrize("made", [None, HttpResponse(200, [(b"not a name", b"x")], b"x")])
def test_the_last_resort_is_a_500_and_the_end_of_the_connection(
    made: HttpResponse | None, caplog: pytest.LogCaptureFixture
) -> None:
    bound = bind("127.0.0.1", 0)
    where = bound.getsockname()
    server = ServerThread(Faulty(made), bound, lambda: None)
    server.start()
    try:
        with socket.create_connection(where, timeout=10) as connection:
            connection.sendall(b"GET /a HTTP/1.1\r\nHost: x\r\n\r\n" * 2)
            assert answer(connection)[0].startswith(b"HTTP/1.1 500 ")
            assert closed(connection)
    finally:
        server.stop()
    assert [each.getMessage() for each in caplog.records] == ["GET /a failed"]
    caplog.clear()
