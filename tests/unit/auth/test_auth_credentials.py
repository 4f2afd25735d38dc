"""Every credential: what is accepted as one, where a secret may go, and where it may not."""

from __future__ import annotations

import copy
import json
import logging
import pickle
from collections.abc import Callable, Generator
from typing import Any

import httpx
import pytest

from azface import (
    Anonymous,
    ApiKey,
    AsyncFaceClient,
    AuthenticationError,
    ConfigurationError,
    Credential,
    EntraId,
    FaceClient,
    TokenCredential,
)
from azface.auth import as_credential

ENDPOINT = "https://example.cognitiveservices.azure.com"
KEY = "0123456789abcdef0123456789abcdef"


class Signed:
    """A strategy of the user's own."""

    def auth(self, endpoint: str) -> httpx.Auth:
        class Signature(httpx.Auth):
            def auth_flow(
                self, request: httpx.Request
            ) -> Generator[httpx.Request, httpx.Response, None]:
                request.headers["authorization"] = f"Signed for {endpoint}"
                yield request

        return Signature()


def test_a_strategy_of_the_users_own_works(ask: Any, service: Any) -> None:
    answers = service()
    assert isinstance(Signed(), Credential)
    ask(Signed(), answers)
    assert answers.proofs == [f"Signed for {ENDPOINT}"]


def test_anonymous_sends_no_proof_at_all(ask: Any, service: Any) -> None:
    answers = service()
    ask(Anonymous(), answers)
    assert answers.proofs == [None]
    with pytest.raises(AuthenticationError):
        ask(Anonymous(), service(lambda _: True))


def test_no_proof_of_the_users_own_httpx_client_is_added(service: Any) -> None:
    answers = service()
    own = httpx.Client(transport=httpx.MockTransport(answers), auth=("user", "password"))
    FaceClient(ENDPOINT, KEY, http_client=own).large_face_lists.get_training_status("staff")
    FaceClient(ENDPOINT, Anonymous(), http_client=own).large_face_lists.get_training_status("staff")
    assert answers.proofs == [KEY, None]


def test_a_text_is_a_key_and_strategies_are_taken_as_they_are(sync_tokens: Any) -> None:
    assert isinstance(as_credential(KEY), ApiKey)
    for given in (ApiKey(KEY), EntraId(sync_tokens()), Anonymous(), Signed()):
        assert as_credential(given) is given


def test_anything_with_get_token_is_a_credential(sync_tokens: Any, async_tokens: Any) -> None:
    for given in (sync_tokens(), async_tokens()):
        assert isinstance(given, TokenCredential)
        assert isinstance(as_credential(given), EntraId)


@pytest.mark.parametrize("value", [None, 5, b"key", ["key"], object(), {"key": KEY}])
@pytest.mark.parametrize("client", [FaceClient, AsyncFaceClient])
def test_anything_else_is_refused_by_its_type_alone(client: Any, value: Any) -> None:
    with pytest.raises(ConfigurationError, match=f"not {type(value).__name__}$") as caught:
        client(ENDPOINT, value)
    assert KEY not in str(caught.value)


def secrets(sync_tokens: Any) -> list[Any]:
    held = EntraId(sync_tokens())
    held.refreshed(None)
    return [ApiKey(KEY), ApiKey(lambda: KEY), held]


@pytest.mark.parametrize(
    "store",
    [
        pickle.dumps,
        copy.copy,
        copy.deepcopy,
        lambda credential: pickle.dumps(credential.auth(ENDPOINT)),
        lambda credential: copy.deepcopy([credential]),
    ],
    ids=["pickle", "copy", "deepcopy", "auth", "inside"],
)
def test_a_secret_is_not_pickled_or_copied(sync_tokens: Any, store: Callable[[Any], Any]) -> None:
    for credential in secrets(sync_tokens):
        with pytest.raises(TypeError, match="holds a secret") as caught:
            store(credential)
        assert KEY not in str(caught.value)


def test_a_secret_is_not_shown(sync_tokens: Any) -> None:
    for credential in secrets(sync_tokens):
        name = type(credential).__name__
        assert repr(credential) == str(credential) == f"{name}(***)"
        with pytest.raises(TypeError):
            json.dumps(credential)
    held = secrets(sync_tokens)[-1]
    assert "token-1" not in repr(held.usable())
    assert KEY not in repr(FaceClient(ENDPOINT, KEY))


def test_no_log_record_shows_a_secret(
    ask: Any, service: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(AuthenticationError) as caught:
        ask(ApiKey(KEY), service(lambda _: True))
    assert KEY not in caplog.text
    assert KEY not in str(caught.value)
    assert KEY.encode() not in pickle.dumps(caught.value)


ELSEWHERE = [
    "http://example.cognitiveservices.azure.com/face",
    "https://example.cognitiveservices.azure.com:8443/face",
    "https://example.cognitiveservices.azure.com.evil.example/face",
    "https://evil.example/face",
]
AT_HOME = [
    "https://example.cognitiveservices.azure.com/other",
    "https://EXAMPLE.cognitiveservices.azure.com:443/face",
]


@pytest.mark.parametrize("url", ELSEWHERE)
def test_a_secret_goes_to_the_endpoints_own_origin_only(
    service: Any, sync_tokens: Any, url: str
) -> None:
    answers, tokens = service(), sync_tokens()
    with httpx.Client(transport=httpx.MockTransport(answers)) as client:
        for credential in (ApiKey(KEY), EntraId(tokens)):
            with pytest.raises(ConfigurationError, match="refused to send the credential"):
                client.get(url, auth=credential.auth(ENDPOINT))
    assert answers.requests == []
    assert tokens.asked == []


@pytest.mark.parametrize("url", ELSEWHERE)
def test_a_secret_goes_to_the_endpoints_own_origin_only_in_async_clients(
    service: Any, sync_tokens: Any, url: str
) -> None:
    import anyio

    answers, tokens = service(), sync_tokens()

    async def main() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(answers)) as client:
            for credential in (ApiKey(KEY), EntraId(tokens)):
                with pytest.raises(ConfigurationError, match="refused to send the credential"):
                    await client.get(url, auth=credential.auth(ENDPOINT))

    anyio.run(main)
    assert answers.requests == []
    assert tokens.asked == []


@pytest.mark.parametrize("url", AT_HOME)
def test_the_same_origin_may_be_spelled_otherwise(service: Any, url: str) -> None:
    answers = service()
    with httpx.Client(transport=httpx.MockTransport(answers)) as client:
        client.get(url, auth=ApiKey(KEY).auth(ENDPOINT))
    assert answers.proofs == [KEY]


def test_one_credential_may_serve_two_endpoints(service: Any) -> None:
    answers, credential = service(), ApiKey(KEY)
    for endpoint in (ENDPOINT, "https://other.cognitiveservices.azure.com"):
        own = httpx.Client(transport=httpx.MockTransport(answers))
        client = FaceClient(endpoint, credential, http_client=own)
        client.large_face_lists.get_training_status("staff")
    assert [request.url.host.partition(".")[0] for request in answers.requests] == [
        "example",
        "other",
    ]
    assert answers.proofs == [KEY, KEY]
