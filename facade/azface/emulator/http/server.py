"""An HTTP server in a thread: bound before it starts, gone soon after it is told to stop."""

import asyncio
import ipaddress
import logging
import os
import selectors
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from contextlib import suppress
from typing import Any, TypeVar

from azface.emulator.http.connection import Application, Connection

logger = logging.getLogger("azface.emulator")
# As many as Linux allows unasked: thousands of clients may connect at once.
_BACKLOG = 4_096
_GRACE_SECONDS = 0.1

Result = TypeVar("Result")


def bind(host: str, port: int) -> socket.socket:
    """A bound TCP socket, not yet listening.

    Raises:
        OSError: If the address cannot be had.
    """
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    bound = socket.socket(family, kind, protocol)
    try:
        # Without it a server could not come back on its port at once after a stop. On Windows it
        # can, and there the option would let two servers share a port.
        if os.name == "posix":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError:
        bound.close()
        raise
    return bound


def address_of(bound: socket.socket) -> tuple[ipaddress.IPv4Address | ipaddress.IPv6Address, int]:
    """The address and port that a socket is bound to."""
    host, port = bound.getsockname()[:2]
    return ipaddress.ip_address(str(host).partition("%")[0]), int(port)


class ServerThread:
    """Serves an application on a bound socket, in a thread with an event loop of its own.

    Args:
        application: What answers the requests.
        bound: The socket; the server closes it.
        closed: Called in the server's thread after the last request.
    """

    def __init__(
        self, application: Application, bound: socket.socket, closed: Callable[[], object]
    ) -> None:
        self._application = application
        self._bound = bound
        self._closed = closed
        self._ready = threading.Event()
        self._failure: Exception | None = None
        self._wake: tuple[asyncio.AbstractEventLoop, asyncio.Event] | None = None
        self._thread = threading.Thread(
            target=self._run, name=f"azface-emulator-{address_of(bound)[1]}", daemon=True
        )

    def start(self) -> None:
        """Starts serving; returns when requests are taken.

        Raises:
            OSError: If the machine has not the means, such as open files.
        """
        self._thread.start()
        self._ready.wait()
        if self._failure is not None:
            self._thread.join()
            raise self._failure

    def stop(self) -> None:
        """Stops serving: requests in flight get a tenth of a second to end."""
        if self._wake is not None:
            loop, stopping = self._wake
            loop.call_soon_threadsafe(stopping.set)
        self._thread.join()

    def call(self, function: Callable[[], Result]) -> Result:
        """What a function returns, run in the server's thread between the steps of requests.

        Raises:
            RuntimeError: If the server is not serving.
        """
        if self._wake is None or not self._thread.is_alive():
            raise RuntimeError("The HTTP server does not run")
        future: Future[Result] = Future()

        def run() -> None:
            try:
                future.set_result(function())
            except BaseException as error:  # noqa: BLE001 - it is the caller's
                future.set_exception(error)

        self._wake[0].call_soon_threadsafe(run)
        # A server that is stopped in this moment does not come to it any more.
        while not wait([future], _GRACE_SECONDS).done:
            if not self._thread.is_alive():
                raise RuntimeError("The HTTP server was stopped meanwhile")
        return future.result()

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=_new_event_loop) as runner:
                runner.run(self._serve())
        except Exception as error:
            if self._ready.is_set():
                raise
            self._failure = error
        finally:
            self._bound.close()
            self._closed()
            self._ready.set()

    async def _serve(self) -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(_logged)
        stopping, empty = asyncio.Event(), asyncio.Event()
        connections: set[Connection] = set()

        def made(connection: Connection) -> None:
            connections.add(connection)
            if stopping.is_set():
                connection.abort()

        def lost(connection: Connection) -> None:
            connections.discard(connection)
            if not connections:
                empty.set()

        server = await loop.create_server(
            lambda: Connection(self._application, made, lost), sock=self._bound, backlog=_BACKLOG
        )
        self._wake = (loop, stopping)
        self._ready.set()
        await stopping.wait()
        server.close()
        for connection in connections.copy():
            connection.finish()
        if connections:
            empty.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(empty.wait(), _GRACE_SECONDS)
        for connection in connections.copy():
            connection.abort()
        # A turn of the loop tells the connections.
        await asyncio.sleep(0)


def _new_event_loop() -> asyncio.AbstractEventLoop:
    # Where no open files are left, asyncio would make half a loop, which complains once collected.
    with selectors.DefaultSelector():
        for end in socket.socketpair():
            end.close()
    return asyncio.new_event_loop()


def _logged(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:  # noqa: ARG001
    """Logs what asyncio met, such as too many open files; by itself it would print a traceback."""
    logger.error("%s", context["message"], exc_info=context.get("exception"))
