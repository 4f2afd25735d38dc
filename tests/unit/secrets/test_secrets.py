"""A key or token is shown nowhere: no repr, text, log record, error, traceback, copy or pickle."""

from __future__ import annotations

import asyncio
import copy
import inspect
import pickle
import socket
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from azface import (
    ApiKey,
    AsyncFaceClient,
    AuthenticationError,
    ConfigurationError,
    EntraId,
    RequestTimeoutError,
    ResponseFormatError,
    RetryPolicy,
    ServerError,
    TransportError,
)

ENDPOINT = "https://example.cognitiveservices.azure.com"
TWICE = RetryPolicy(attempts=2, max_delay=0.0)

UNAUTHORIZED = b"HTTP/1.1 401 Denied\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
UNAVAILABLE = b"HTTP/1.1 503 Busy\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
HTML = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/html\r\n\r\n<html>"
REDIRECT = b"HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: http://127.0.0.1:9/\r\n\r\n"
CUT = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 600\r\n\r\n{"
NO_HTTP = b"\x00\x01\x02\r\n\r\n"
UNDECODABLE = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Encoding: gzip\r\n\r\nzzzz"
SILENCE = b""


@pytest.mark.parametrize(
    ("answer", "error_class"),
    [
        (UNAUTHORIZED, AuthenticationError),
        (UNAVAILABLE, ServerError),
        (HTML, ResponseFormatError),
        (REDIRECT, ResponseFormatError),
        (UNDECODABLE, ResponseFormatError),
        (CUT, TransportError),
        (NO_HTTP, TransportError),
        (SILENCE, RequestTimeoutError),
    ],
    ids=["401", "503", "HTML", "302", "gzip", "cut", "no HTTP", "silence"],
)
def test_no_answer_brings_the_secret_to_light(
    cls: type[Any],
    secret: Any,
    serve: Any,
    caught: Any,
    caplog: pytest.LogCaptureFixture,
    answer: bytes,
    error_class: type[Exception],
) -> None:
    timeout = 0.05 if answer == SILENCE else 5.0
    for make in secret.credentials(cls):
        server = serve(answer)
        named = {"timeout": timeout, "retry": TWICE}
        caught(error_class, secret.call, cls, server.endpoint, make, **named)
        assert server.saw_the_secret
    assert "httpcore" in {record.name.partition(".")[0] for record in caplog.records}


def test_no_connection_brings_the_secret_to_light(cls: type[Any], secret: Any, caught: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        endpoint = f"http://127.0.0.1:{closed.getsockname()[1]}"
    for make in secret.credentials(cls):
        assert not caught(TransportError, secret.call, cls, endpoint, make).sent


def test_a_task_that_is_cancelled_shows_no_secret(secret: Any, serve: Any, caught: Any) -> None:
    async def limited(endpoint: str, make: Callable[[], Any]) -> None:
        async with httpx.AsyncClient(trust_env=False) as pool, asyncio.timeout(0.05):
            client = AsyncFaceClient(endpoint, make(), http_client=pool)
            await client.large_face_lists.get_training_status("staff")

    def run(endpoint: str, make: Callable[[], Any]) -> None:
        asyncio.run(limited(endpoint, make))

    for make in secret.credentials(AsyncFaceClient):
        server = serve(SILENCE)
        caught(TimeoutError, run, server.endpoint, make)
        assert server.saw_the_secret


def test_a_callback_that_fails_shows_no_secret(
    cls: type[Any], secret: Any, serve: Any, caught: Any
) -> None:
    def on_retry(event: object) -> None:
        raise LookupError("from the callback")

    for make in secret.credentials(cls):
        server = serve(UNAVAILABLE)
        named = {"retry": TWICE, "on_retry": on_retry}
        caught(LookupError, secret.call, cls, server.endpoint, make, **named)


def test_a_bad_key_is_not_quoted(
    cls: type[Any],
    secret: Any,
    bad_key: Callable[[], str],
    caught: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FACE_ENDPOINT", ENDPOINT)
    tries: list[Callable[[], Any]] = [
        lambda: ApiKey(bad_key()),
        lambda: ApiKey("good").update(bad_key()),
        lambda: ApiKey(bad_key).current(),
        lambda: cls(ENDPOINT, bad_key()),
        lambda: cls(endpoint=ENDPOINT, credential=bad_key()),
        lambda: cls.from_env(credential=bad_key()),
        lambda: secret.call(cls, ENDPOINT, lambda: ApiKey(bad_key)),
    ]
    for each in tries:
        assert "not shown here" in str(caught(ConfigurationError, each))


def test_a_bad_key_of_the_environment_is_not_quoted(
    cls: type[Any], secret: Any, caught: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACE_ENDPOINT", ENDPOINT)
    monkeypatch.setenv("FACE_APIKEY", secret.spelled("{0} {0}"))
    assert "not shown here" in str(caught(ConfigurationError, cls.from_env))


@pytest.mark.parametrize(
    "options",
    [
        {"endpoint": "https://a.test/face"},
        {"endpoint": "http://a.test"},
        {"endpoint": "a.test"},
        {"api_version": "v1.0"},
        {"timeout": 0},
        {"connect_timeout": float("nan")},
    ],
)
def test_a_good_key_beside_a_bad_option_is_not_quoted(
    cls: type[Any],
    secret: Any,
    caught: Any,
    monkeypatch: pytest.MonkeyPatch,
    options: dict[str, Any],
) -> None:
    given = {"endpoint": ENDPOINT, **options}
    for make in secret.credentials(cls):
        caught(ConfigurationError, lambda make=make: cls(credential=make(), **given))
    monkeypatch.setenv("FACE_ENDPOINT", given.pop("endpoint"))
    monkeypatch.setenv("FACE_APIKEY", secret.key())
    caught(ConfigurationError, lambda: cls.from_env(**given))
    caught(ConfigurationError, lambda: cls.from_env(credential=secret.key(), **given))


def test_a_key_in_the_place_of_the_endpoint_is_not_quoted(cls: type[Any], secret: Any) -> None:
    for spelling in ("{}", "https://{}@a.test", "https://a.test/?key={}"):
        with pytest.raises(ConfigurationError) as info:
            cls(secret.spelled(spelling), "key")
        assert not secret.is_in(f"{info.value!r} {info.value}")


@pytest.mark.parametrize("good", [0, 1, 2])
def test_a_key_function_that_raises_shows_no_key(
    cls: type[Any], secret: Any, serve: Any, caught: Any, good: int
) -> None:
    left = iter([True] * good)

    def give() -> str:
        if next(left, False):
            return str(secret.key())
        raise LookupError("the vault is down")

    # It is asked for each request, and after a 401: the third time never comes.
    error_class = LookupError if good < 2 else AuthenticationError
    server = serve(UNAUTHORIZED)
    caught(error_class, secret.call, cls, server.endpoint, lambda: ApiKey(give))
    assert server.saw_the_secret == (good > 0)


@pytest.mark.parametrize(("spelling", "expires_on"), [("{}\n", 0), ("{}", "soon")])
def test_a_token_that_cannot_be_used_is_not_quoted(
    cls: type[Any], secret: Any, caught: Any, spelling: str, expires_on: Any
) -> None:
    kinds = [secret.tokens, secret.async_tokens] if cls is AsyncFaceClient else [secret.tokens]
    for kind in kinds:
        odd = type("Odd", (kind,), {"spelling": spelling, "expires_on": expires_on})
        caught(ConfigurationError, secret.call, cls, ENDPOINT, odd)


def test_nothing_a_client_is_made_of_shows_the_secret(cls: type[Any], secret: Any) -> None:
    for make in secret.credentials(cls):
        client = cls(ENDPOINT, make())
        parts = [client, client.large_face_lists, client.face_lists, client._settings]
        parts += [client.with_options(timeout=1), client._driver, client._driver._auth]
        for part in parts:
            for text in (repr(part), str(part), f"{part}", repr(getattr(part, "__dict__", {}))):
                assert not secret.is_in(text)
            for attempt in (pickle.dumps, copy.deepcopy):
                assert not any(secret.is_in(text) for text in secret.said(attempt, part))
        closing = client.aclose() if hasattr(client, "aclose") else client.close()
        if inspect.iscoroutine(closing):
            asyncio.run(closing)


def test_a_credential_is_neither_pickled_nor_copied_nor_shown(secret: Any) -> None:
    for credential in (ApiKey(secret.key()), ApiKey(secret.key), EntraId(secret.tokens())):
        for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(TypeError, match="holds a secret") as info:
                attempt(credential)
            assert not secret.is_in(str(info.value))
        for text in (repr(credential), str(credential), f"{credential}"):
            assert text.endswith("(***)")
            assert not secret.is_in(text)


class Failure(Exception):
    """Somebody's error."""


def fail_with(secret: Any, where: str) -> None:
    if where == "local variable":
        held = secret.key()
        raise Failure(len(held))
    if where == "context":
        try:
            raise KeyError(secret.key())
        except KeyError:
            raise Failure("harmless") from None
    error = Failure(secret.key() if where == "text" else "harmless")
    if where == "note":
        error.add_note(secret.key())
    raise error


@pytest.mark.parametrize("where", ["local variable", "context", "text", "note"])
def test_the_search_finds_a_secret_that_is_there(secret: Any, where: str) -> None:
    with pytest.raises(Failure) as info:
        fail_with(secret, where)
    assert any(secret.is_in(text) for text in secret.texts(info.value))
