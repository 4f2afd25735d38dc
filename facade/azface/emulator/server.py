"""An HTTP server in a thread: bound before it starts, gone soon after it is told to stop."""

import asyncio
import ipaddress
import os
import socket
import threading
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

# Longer than the pauses between a client's polls: a connection that the server closes in such a
# pause may fail the request that is just being sent on it.
_KEEP_ALIVE_SECONDS = 120
_GRACE_SECONDS = 0.1
_LOOK_SECONDS = 0.005


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
    """Serves an ASGI application on a bound socket, in a thread with an event loop of its own.

    Args:
        application: What answers the requests.
        bound: The socket; the server closes it.
        closed: Called in the server's thread after the last request.
    """

    def __init__(
        self, application: ASGIApp, bound: socket.socket, closed: Callable[[], object]
    ) -> None:
        self._server = _Server(
            uvicorn.Config(
                application,
                http="h11",
                ws="none",
                lifespan="off",
                interface="asgi3",
                log_config=None,
                access_log=False,
                proxy_headers=False,
                server_header=False,
                date_header=False,
                timeout_keep_alive=_KEEP_ALIVE_SECONDS,
            )
        )
        self._bound = bound
        self._closed = closed
        self._thread = threading.Thread(
            target=self._run, name=f"azface-emulator-{address_of(bound)[1]}", daemon=True
        )

    def start(self) -> None:
        """Starts serving; returns when requests are taken."""
        self._thread.start()
        self._server.serving.wait()
        if not self._server.started:
            raise RuntimeError("The HTTP server did not start")

    def stop(self) -> None:
        """Stops serving: requests in flight get a tenth of a second to end."""
        self._server.stop()
        self._thread.join()

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
                runner.run(self._server.serve(sockets=[self._bound]))
        finally:
            self._bound.close()
            self._closed()
            self._server.serving.set()


class _Server(uvicorn.Server):
    """uvicorn, woken by an event where it would look ten times a second whether to stop."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.serving = threading.Event()
        self._wake: tuple[asyncio.AbstractEventLoop, asyncio.Event] | None = None

    def stop(self) -> None:
        if self._wake is not None:
            loop, event = self._wake
            loop.call_soon_threadsafe(event.set)

    async def main_loop(self) -> None:
        event = asyncio.Event()
        self._wake = (asyncio.get_running_loop(), event)
        self.serving.set()
        await event.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:  # noqa: ARG002
        for listening in self.servers:
            listening.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        loop = asyncio.get_running_loop()
        deadline = loop.time() + _GRACE_SECONDS
        # uvicorn does not tell when the last connection has gone.
        while self.server_state.connections and loop.time() < deadline:  # noqa: ASYNC110
            await asyncio.sleep(_LOOK_SECONDS)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        # A turn of the loop tells the connections; then what still works for them can go.
        await asyncio.sleep(0)
        for task in list(self.server_state.tasks):
            task.cancel()
        await asyncio.sleep(0)
