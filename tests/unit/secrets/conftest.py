"""A sentinel to send about, servers to send it to, and the search through what is left behind.

The sentinel is a global of this file alone: a traceback that shows local variables shows those of
the tests too.
"""

from __future__ import annotations

import asyncio
import copy
import logging
import pickle
import socket
import threading
import traceback
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import httpx
import pytest

from azface import ApiKey, AsyncFaceClient, EntraId, FaceClient, RetryPolicy

SENTINEL = "5ent1ne1" * 4
# Spelled with a hole, for what makes a key no key.
BAD_KEYS = [" {}", "{}\n", "{}\u00e9", "{}\x00", "a {}"]


class Token(NamedTuple):
    """As azure.core has it: its repr holds the token."""

    token: str
    expires_on: Any


class Tokens:
    """Like a credential of azure.identity."""

    spelling, expires_on = "{}", 9_999_999_999

    def get_token(self, *scopes: str) -> Token:
        return Token(self.spelling.format(SENTINEL), self.expires_on)


class AsyncTokens(Tokens):
    """Like one of azure.identity.aio."""

    async def get_token(self, *scopes: str) -> Token:  # type: ignore[override]
        return super().get_token(*scopes)


class Secret:
    """Hands the sentinel out without ever being it."""

    tokens, async_tokens = Tokens, AsyncTokens

    def key(self) -> str:
        return SENTINEL

    def spelled(self, spelling: str) -> str:
        return spelling.format(SENTINEL)

    def is_in(self, text: str) -> bool:
        return SENTINEL in text

    def credentials(self, cls: type[Any]) -> list[Callable[[], Any]]:
        """Makers of each kind of credential; a credential or a key made here would be a local."""
        makers = [self.key, lambda: ApiKey(self.key), lambda: EntraId(Tokens()), Tokens]
        return makers if cls is FaceClient else [*makers, lambda: EntraId(AsyncTokens())]

    def call(self, cls: type[Any], endpoint: str, make: Callable[[], Any], **options: Any) -> Any:
        """Ask for a training status with a fresh client, without the proxies of this machine."""
        given = {"retry": RetryPolicy(attempts=1), **options}
        if cls is FaceClient:
            with httpx.Client(trust_env=False) as pool:
                client = cls(endpoint, make(), http_client=pool, **given)
                return client.large_face_lists.get_training_status("staff")

        async def main() -> Any:
            async with httpx.AsyncClient(trust_env=False) as pool:
                client = cls(endpoint, make(), http_client=pool, **given)
                return await client.large_face_lists.get_training_status("staff")

        return asyncio.run(main())

    def texts(self, error: BaseException, seen: set[int] | None = None) -> Iterator[str]:
        """All that an error can show, and all those it hangs together with."""
        seen = set() if seen is None else seen
        if id(error) in seen:
            return
        seen.add(id(error))
        yield from (str(error), repr(error), repr(error.args), repr(vars(error)))
        shown = traceback.TracebackException.from_exception(error, capture_locals=True)
        yield from shown.format()
        for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
            yield from self.said(attempt, error)
        for other in (error.__cause__, error.__context__, *getattr(error, "exceptions", ())):
            if other is not None:
                yield from self.texts(other, seen)

    def said(self, attempt: Callable[[Any], Any], value: Any) -> Iterator[str]:
        """What comes of a copy or a pickle, or of its refusal."""
        try:
            made = attempt(value)
        except Exception as error:
            yield from (str(error), repr(error))
        else:
            yield made.decode("latin-1") if isinstance(made, bytes) else repr(made)


class Server:
    """Answers every connection with the same bytes, or with silence; on loopback."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer
        self._stop = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.endpoint = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.saw_the_secret = False
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            with connection:
                if self._stop.is_set():
                    return
                request = b""
                while b"\r\n\r\n" not in request and (part := connection.recv(65_536)):
                    request += part
                self.saw_the_secret |= SENTINEL.encode() in request
                if self._answer:
                    connection.sendall(self._answer)
                else:
                    self._stop.wait()

    def close(self) -> None:
        self._stop.set()
        socket.create_connection(self._socket.getsockname()).close()
        self._thread.join()
        self._socket.close()


@pytest.fixture
def serve() -> Iterator[Callable[[bytes], Server]]:
    """Starts a server on loopback; it ends with the test."""
    servers: list[Server] = []

    def start(answer: bytes) -> Server:
        servers.append(Server(answer))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def secret() -> Secret:
    return Secret()


@pytest.fixture(params=BAD_KEYS, ids=["blank", "line end", "accent", "control", "words"])
def bad_key(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Gives a key that cannot be one."""
    return lambda: Secret().spelled(request.param)


@pytest.fixture(params=[FaceClient, AsyncFaceClient], ids=["sync", "async"])
def cls(request: pytest.FixtureRequest) -> type[Any]:
    found: type[Any] = request.param
    return found


@pytest.fixture
def caught(secret: Secret, caplog: pytest.LogCaptureFixture) -> Iterator[Callable[..., Any]]:
    """`caught(error_class, function, *arguments)`: calls, expects the error, and searches it.

    What was logged meanwhile is searched at the end.
    """
    for name in ("", "azface", "httpx", "httpcore", "asyncio", "anyio"):
        caplog.set_level(logging.DEBUG, logger=name)

    def search(error_class: type[BaseException], function: Any, *given: Any, **named: Any) -> Any:
        with pytest.raises(error_class) as info:
            function(*given, **named)
        for text in secret.texts(info.value):
            assert not secret.is_in(text)
        return info.value

    yield search
    for record in caplog.records:
        for text in (record.getMessage(), repr(vars(record)), str(record.exc_text)):
            assert not secret.is_in(text)
