"""One client's connection: HTTP/1.1, as h11 reads and writes it."""

import asyncio
import logging
import os
import re
import socket
import struct
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Protocol, cast

import attrs
import h11

logger = logging.getLogger("azface.emulator")
# What clients of a proxy write before the path (RFC 9112, section 3.2.2).
_ABSOLUTE = re.compile(r"https?://[^/?]*", re.IGNORECASE)
# A request's line and headers. Azure's own gateways take less.
_MAXIMUM_HEAD_BYTES = 64 * 1_024
# How long a client that was refused in the middle of its request may take to read why.
_LINGER_SECONDS = 1.0
_WITHOUT_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)
_PHRASES = {status.value: status.phrase.encode("ascii") for status in HTTPStatus}
_FAILED = b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
# Closes with a reset: what was not sent yet is thrown away, as is what was not read.
_RESET_ON_CLOSE = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)


@attrs.frozen
class HttpRequest:
    """A request as it was sent, or its head alone.

    Attributes:
        method: HTTP method.
        target: Path and query, still percent-encoded; without the host that may stand before them.
        headers: Header values by their names in lower case; of several of one name the last.
        body: The whole body, or None if it has not come or is larger than the application takes.
    """

    method: str
    target: str
    headers: Mapping[bytes, bytes] = attrs.field(repr=False)
    body: bytes | None = attrs.field(default=None, repr=False)


@attrs.frozen
class HttpResponse:
    """An answer, and how much of it arrives.

    Attributes:
        status: HTTP status.
        headers: Headers without those that frame the message.
        body: The body.
        keep: If given, only so many bytes of the body are sent, though more are announced; then the
            connection closes.
        reset: Sends nothing of it and resets the connection.
    """

    status: int
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes
    keep: int | None = None
    reset: bool = False


class Application(Protocol):
    """What answers the requests."""

    def maximum_body_bytes(self, request: HttpRequest) -> int:
        """How large a body the application takes with a request whose head has come."""
        ...

    async def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers a request."""
        ...

    def refuse(self) -> HttpResponse:
        """The answer to what is no HTTP."""
        ...


class Connection(asyncio.Protocol):
    """Reads one request after the other and writes their answers.

    An idle connection is kept until the client or the server ends: one that is closed between two
    polls may fail the request that is just being sent on it.

    Args:
        application: What answers the requests.
        made: Called with the connection once it is there.
        lost: Called with the connection once it is gone.
    """

    __slots__ = (
        "_application",
        "_body",
        "_finishing",
        "_full",
        "_http",
        "_ignoring",
        "_lost",
        "_made",
        "_maximum",
        "_request",
        "_size",
        "_transport",
        "task",
    )

    def __init__(
        self,
        application: Application,
        made: Callable[["Connection"], object],
        lost: Callable[["Connection"], object],
    ) -> None:
        self._application = application
        self._made = made
        self._lost = lost
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=_MAXIMUM_HEAD_BYTES)
        self._request: HttpRequest | None = None
        self._body: list[bytes] = []
        self._size = 0
        self._maximum = 0
        self._finishing = False
        self._ignoring = False
        self._full = False
        self.task: asyncio.Task[None] | None = None
        """What makes the answer to the present request, if there is one."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The client has connected."""
        self._transport = cast("asyncio.Transport", transport)
        self._made(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """The connection is gone; work that was begun goes on."""
        self._lost(self)

    def data_received(self, data: bytes) -> None:
        """Bytes have come."""
        if self._ignoring:
            return
        self._http.receive_data(data)
        if self.task is None and not self._full:
            self._read()
        else:
            # The next request is on its way already: it waits, and does not pile up here.
            self._transport.pause_reading()

    def eof_received(self) -> bool:
        """The client sends no more; it may wait for its answer still."""
        if self._ignoring:
            return False
        self._http.receive_data(b"")
        if self.task is None and not self._full:
            self._read()
        return True

    def pause_writing(self) -> None:
        """The client reads slowly: no further request is read until it has caught up."""
        self._full = True

    def resume_writing(self) -> None:
        """The client has caught up."""
        self._full = False
        self._next()

    def finish(self) -> None:
        """Closes the connection, a request in work first."""
        self._finishing = True
        if self.task is None:
            self._transport.close()

    def abort(self) -> None:
        """Closes the connection at once, and gives up what is in work for it."""
        if self.task is not None:
            self.task.cancel()
        self._transport.abort()

    def _read(self) -> None:
        try:
            while self.task is None:
                event = self._http.next_event()
                if isinstance(event, h11.Request):
                    self._request = _head(event)
                    self._body, self._size = [], 0
                    self._maximum = self._application.maximum_body_bytes(self._request)
                elif isinstance(event, h11.Data):
                    self._take(event.data)
                elif isinstance(event, h11.EndOfMessage):
                    self.task = asyncio.get_running_loop().create_task(self._respond())
                elif event is h11.NEED_DATA:
                    if self._http.they_are_waiting_for_100_continue:
                        go_on = h11.InformationalResponse(status_code=100, headers=[])
                        self._transport.write(self._http.send(go_on) or b"")
                    self._transport.resume_reading()
                    return
                else:
                    self._transport.close()
                    return
        except h11.RemoteProtocolError:
            self._refuse()

    def _take(self, data: bytes) -> None:
        self._size += len(data)
        if self._size <= self._maximum:
            self._body.append(data)
        else:
            # It is read to its end all the same, or the client would meet a reset connection
            # instead of the answer.
            self._body.clear()

    async def _respond(self) -> None:
        request = cast("HttpRequest", self._request)
        body = b"".join(self._body) if self._size <= self._maximum else None
        try:
            response = await self._application(attrs.evolve(request, body=body))
            self.task = None
            self._body = []
            if not self._transport.is_closing():
                self._send(response)
        except Exception:
            # The client would wait for ever.
            logger.exception("%s %s failed", request.method, request.target)
            self.task = None
            self._transport.write(_FAILED)
            self._transport.close()

    def _send(self, response: HttpResponse) -> None:
        if response.reset:
            connected = cast("socket.socket", self._transport.get_extra_info("socket"))
            connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            self._transport.abort()
            return
        self._transport.write(self._written(response))
        if response.keep is not None or self._finishing:
            self._transport.close()
        else:
            self._next()

    def _written(self, response: HttpResponse) -> bytes:
        """The message, or what is sent of it."""
        headers, body, announced = list(response.headers), response.body, len(response.body)
        if response.keep is not None:
            body = body[: response.keep]
            announced = max(announced, len(body) + 1)
        with_body = response.status not in _WITHOUT_BODY
        if with_body:
            headers.append((b"Content-Length", b"%d" % announced))
        reason = _PHRASES.get(response.status, b"")
        head = h11.Response(status_code=response.status, headers=headers, reason=reason)
        message = [self._http.send(head)]
        # A CONNECT that is agreed to has ended the HTTP here.
        if self._http.our_state is h11.SEND_BODY:
            if with_body and (self._request is None or self._request.method != "HEAD"):
                message.append(self._http.send(h11.Data(data=body)))
            if response.keep is None:
                message.append(self._http.send(h11.EndOfMessage()))
        return b"".join(part for part in message if part)

    def _next(self) -> None:
        """Goes on to the next request, once the answer to the last has left."""
        if self._full or self._transport.is_closing():
            return
        if self._http.our_state is h11.DONE and self._http.their_state is h11.DONE:
            self._http.start_next_cycle()
            self._request = None
            self._read()
        elif self._http.our_state in (h11.MUST_CLOSE, h11.SWITCHED_PROTOCOL):
            self._transport.close()

    def _refuse(self) -> None:
        """Answers what is no HTTP, and closes only when the client has had time to read it."""
        self._transport.write(self._written(self._application.refuse()))
        self._ignoring = True
        if self._transport.can_write_eof():
            self._transport.write_eof()
        self._transport.resume_reading()
        asyncio.get_running_loop().call_later(_LINGER_SECONDS, self._transport.close)


def _head(event: h11.Request) -> HttpRequest:
    target = event.target.decode()
    if absolute := _ABSOLUTE.match(target):
        rest = target[absolute.end() :]
        target = rest if rest.startswith("/") else f"/{rest}"
    return HttpRequest(event.method.decode(), target, dict(event.headers))
