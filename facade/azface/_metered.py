"""Requests of a limited client inside httpx: when one leaves, and what the credential sends again.

httpx and its pool may hold a request back (for a token, a connection, a connect) long after its
turn came, and an `httpx.Auth` may send more than one. So the first is stamped when its headers have
been written, and each further one waits for a turn of its own.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Mapping
from typing import Any

import httpx

from azface._flow import Cancelled
from azface._turn import Turn
from azface.errors import AzfaceError

_HEADERS_ARE_SENT = ("send_request_headers.complete", "send_request_headers.failed")


class _Exchange(httpx.Auth):
    """The turns of one exchange.

    Attributes:
        failure: Why a further request was not sent: for the driver to raise, out of httpx, whose
            frames hold headers.
    """

    def __init__(self, auth: httpx.Auth, built: httpx.Request, turn: Turn) -> None:
        self.failure: Exception | None = None
        self._auth, self._origin = auth, _origin(built)
        self._turns = [turn]
        self._begun = False
        self._counts = False

    def end(self) -> None:
        """Release the turns of all further requests, and hold none: the first is the flow's.

        The request refers to this, and httpx leaves requests to the garbage collector.
        """
        for turn in self._turns[1:]:
            turn.release()
        self._turns.clear()

    def _is_ours(self, request: httpx.Request) -> bool:
        """Whether a request goes to the service, rather than to whoever issues tokens."""
        return _origin(request) == self._origin

    def _see(self, event: str, info: Mapping[str, Any]) -> None:
        """Look at what httpcore tells of its work, on whatever protocol."""
        step = event.partition(".")[2]
        if step == "send_request_headers.started":
            # A proxy is first asked to connect, and the service sees nothing of it.
            self._counts = info["request"].method != b"CONNECT"
        elif self._counts and step in _HEADERS_ARE_SENT:
            # Not when it starts: a thread may be held up between this and the write.
            self._turns[-1].left()


class SyncExchange(_Exchange):
    """The turns of one exchange in a thread.

    Args:
        auth: What puts the proof on its requests.
        built: The first request.
        turn: Its turn.
        another: Waits for the turn of a further request, given the first one's; may raise
            AzfaceError or Cancelled.
    """

    def __init__(
        self,
        auth: httpx.Auth,
        built: httpx.Request,
        turn: Turn,
        another: Callable[[Turn, httpx.Request], Turn],
    ) -> None:
        super().__init__(auth, built, turn)
        self._another = another
        built.extensions["trace"] = self._see

    def sync_auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response, None]:
        """Do as the credential does, each request in its turn."""
        flow = self._auth.sync_auth_flow(request)
        try:
            outgoing = next(flow)
            while True:
                counts = self._is_ours(outgoing)
                if counts and self._begun:
                    try:
                        self._turns.append(self._another(self._turns[0], outgoing))
                    except (AzfaceError, Cancelled) as error:
                        self.failure = error.with_traceback(None)
                        return
                self._begun = self._begun or counts
                response = yield outgoing
                if counts:
                    # Of a transport that is not httpcore's nothing is heard before.
                    self._turns[-1].left()
                try:
                    outgoing = flow.send(response)
                except StopIteration:
                    return
                # Its connection is free then, while what follows waits.
                response.read()
        finally:
            flow.close()


class AsyncExchange(_Exchange):
    """The turns of one exchange in an event loop.

    Args:
        auth: What puts the proof on its requests.
        built: The first request.
        turn: Its turn.
        another: Waits for the turn of a further request, given the first one's; may raise
            AzfaceError.
    """

    def __init__(
        self,
        auth: httpx.Auth,
        built: httpx.Request,
        turn: Turn,
        another: Callable[[Turn, httpx.Request], Awaitable[Turn]],
    ) -> None:
        super().__init__(auth, built, turn)
        self._another = another
        built.extensions["trace"] = self._see_in_the_loop

    async def _see_in_the_loop(self, event: str, info: Mapping[str, Any]) -> None:
        self._see(event, info)

    async def async_auth_flow(
        self, request: httpx.Request
    ) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Do as the credential does, each request in its turn."""
        flow = self._auth.async_auth_flow(request)
        try:
            outgoing = await anext(flow)
            while True:
                counts = self._is_ours(outgoing)
                if counts and self._begun:
                    try:
                        self._turns.append(await self._another(self._turns[0], outgoing))
                    except AzfaceError as error:
                        self.failure = error.with_traceback(None)
                        return
                self._begun = self._begun or counts
                response = yield outgoing
                if counts:
                    self._turns[-1].left()
                try:
                    outgoing = await flow.asend(response)
                except StopAsyncIteration:
                    return
                await response.aread()
        finally:
            await flow.aclose()


def _origin(request: httpx.Request) -> tuple[str, str, int | None]:
    return request.url.scheme, request.url.host, request.url.port
