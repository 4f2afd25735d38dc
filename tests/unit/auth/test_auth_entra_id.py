"""EntraId: when a token is fetched, by whom, and how often."""

from __future__ import annotations

import threading
from typing import Any

import httpx
import pytest

from azface import (
    AuthenticationError,
    ConfigurationError,
    EntraId,
    FaceClient,
    SystemClock,
)

ENDPOINT = "https://example.cognitiveservices.azure.com"
SCOPE = "https://cognitiveservices.azure.com/.default"


class Clock(SystemClock):
    """Time that a test moves."""

    seconds = 1000.0

    def now(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sync", "asyncio", "trio", "asyncio async", "trio async"])
def door(request: pytest.FixtureRequest) -> str:
    """A twin, and the kind of credential it is given: sync unless it says async."""
    return str(request.param)


@pytest.fixture
def twin(door: str) -> str:
    return door.split(maxsplit=1)[0]


@pytest.fixture
def tokens(door: str, sync_tokens: Any, async_tokens: Any) -> Any:
    return async_tokens if door.endswith(" async") else sync_tokens


def test_a_token_is_fetched_once_and_sent_as_a_bearer(ask: Any, service: Any, tokens: Any) -> None:
    credential, answers = tokens(), service()
    ask(EntraId(credential), answers, times=3)
    assert answers.proofs == ["Bearer token-1"] * 3
    assert "ocp-apim-subscription-key" not in answers.requests[0].headers
    assert credential.asked == [(SCOPE,)]


def test_an_object_with_get_token_is_accepted_as_it_is(ask: Any, service: Any, tokens: Any) -> None:
    credential, answers = tokens(), service()
    ask(credential, answers)
    assert answers.proofs == ["Bearer token-1"]


def test_another_scope_may_be_named(ask: Any, service: Any, tokens: Any) -> None:
    credential = tokens()
    ask(EntraId(credential, scope="https://other.example/.default"), service())
    assert credential.asked == [("https://other.example/.default",)]


@pytest.mark.parametrize(
    ("lifetime", "held_for"), [(86_400, 86_100), (3600, 3300), (600, 300), (400, 200), (20, 10)]
)
def test_a_token_is_replaced_early_by_300_seconds_or_half_its_lifetime(
    ask: Any, service: Any, tokens: Any, clock: Clock, lifetime: float, held_for: float
) -> None:
    credential, answers = tokens(lifetime), service()
    moves = iter([held_for - 2, 4, 0])

    def move() -> None:
        clock.seconds += next(moves)

    ask(EntraId(credential, clock=clock), answers, times=3, between=move)
    assert answers.proofs == ["Bearer token-1", "Bearer token-1", "Bearer token-2"]


def test_a_token_that_has_expired_already_is_replaced_each_time(
    ask: Any, service: Any, tokens: Any
) -> None:
    credential, answers = tokens(-5), service()
    ask(EntraId(credential), answers, times=2)
    assert answers.proofs == ["Bearer token-1", "Bearer token-2"]


def test_a_refused_token_is_replaced_once_and_the_new_one_is_kept(
    ask: Any, service: Any, tokens: Any
) -> None:
    answers = service(lambda proof: proof == "Bearer token-1")
    ask(EntraId(tokens()), answers, times=2)
    assert answers.proofs == ["Bearer token-1", "Bearer token-2", "Bearer token-2"]


def test_a_second_refusal_is_the_callers(ask: Any, service: Any, tokens: Any) -> None:
    credential, answers = tokens(), service(lambda _: True)
    with pytest.raises(AuthenticationError):
        ask(EntraId(credential), answers)
    assert answers.proofs == ["Bearer token-1", "Bearer token-2"]
    assert len(credential.asked) == 2


class LoginError(Exception):
    """As azure.identity raises when nobody is logged in."""


def test_what_get_token_raises_reaches_the_caller_and_the_next_call_asks_again(
    ask: Any, service: Any, tokens: Any
) -> None:
    credential, answers = tokens(), service()
    fetch, failures = credential.next, [LoginError("log in first")]

    def failing(scopes: Any) -> Any:
        if failures:
            raise failures.pop()
        return fetch(scopes)

    credential.next = failing
    entra_id = EntraId(credential)
    with pytest.raises(LoginError, match="log in first"):
        ask(entra_id, answers)
    assert answers.requests == []
    ask(entra_id, answers)
    assert answers.proofs == ["Bearer token-1"]


@pytest.mark.parametrize("token", ["", "t0 k3n", "t0k3n\n", "t\u00f6k3n", None, b"t0k3n"])
def test_what_can_be_no_token_is_refused_without_quoting_it(
    ask: Any, service: Any, tokens: Any, token: Any
) -> None:
    credential, answers = tokens(), service()
    fetch = credential.next
    credential.next = lambda scopes: fetch(scopes)._replace(token=token)
    with pytest.raises(ConfigurationError, match="the token ") as caught:
        ask(EntraId(credential), answers)
    assert answers.requests == []
    assert "k3n" not in str(caught.value)


@pytest.mark.parametrize("expires_on", ["soon", None, [5]])
def test_a_token_without_a_time_of_expiry_is_refused(
    ask: Any, service: Any, tokens: Any, expires_on: Any
) -> None:
    credential = tokens()
    fetch = credential.next
    credential.next = lambda scopes: fetch(scopes)._replace(expires_on=expires_on)
    with pytest.raises(ConfigurationError, match="when it expires") as caught:
        ask(EntraId(credential), service())
    assert caught.value.__context__ is None


@pytest.mark.parametrize("fetched", ["t0k3n", None, ("t0k3n", 5)])
def test_something_that_is_no_token_is_refused_without_quoting_it(
    ask: Any, service: Any, tokens: Any, fetched: Any
) -> None:
    credential = tokens()
    credential.next = lambda scopes: fetched
    with pytest.raises(ConfigurationError, match="the token must be a text") as caught:
        ask(EntraId(credential), service())
    assert "t0k3n" not in str(caught.value)


@pytest.mark.parametrize("credential", [None, 5, "a-key", object(), lambda: "token"])
def test_something_without_get_token_is_refused_at_once(credential: Any) -> None:
    with pytest.raises(ConfigurationError, match="get_token"):
        EntraId(credential)


def test_an_async_credential_in_the_sync_client_is_an_error_that_says_what_to_do(
    service: Any, async_tokens: Any
) -> None:
    answers = service()
    own = httpx.Client(transport=httpx.MockTransport(answers))
    client = FaceClient(ENDPOINT, async_tokens(), http_client=own)
    with pytest.raises(ConfigurationError, match="use it with AsyncFaceClient"):
        client.large_face_lists.get_training_status("staff")
    assert answers.requests == []


@pytest.mark.parametrize("door", ["asyncio", "trio"], indirect=True)
def test_a_sync_credential_in_the_async_client_is_asked_off_the_loop(
    ask: Any, service: Any, sync_tokens: Any
) -> None:
    threads: list[int] = []

    class Blocking(sync_tokens):  # type: ignore[misc]
        def get_token(self, *scopes: str, **options: Any) -> Any:
            threads.append(threading.get_ident())
            return super().get_token(*scopes)

    ask(Blocking(), service())
    assert threads
    assert threads[0] != threading.get_ident()


@pytest.mark.parametrize("door", ["asyncio", "trio"], indirect=True)
def test_a_sync_function_that_gives_an_awaitable_is_async_too(
    ask: Any, service: Any, async_tokens: Any
) -> None:
    class Wrapped:
        """As decorators make of an async method."""

        def __init__(self) -> None:
            self.wrapped = async_tokens()

        def get_token(self, *scopes: str) -> Any:
            return self.wrapped.get_token(*scopes)

    credential, answers = Wrapped(), service()
    ask(credential, answers, times=2)
    assert answers.proofs == ["Bearer token-1"] * 2
