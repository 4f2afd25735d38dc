"""ApiKey: where the key comes from, when it is asked for, and what can be no key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from azface import ApiKey, AuthenticationError, ConfigurationError, FaceClient
from azface.auth import as_credential

KEY = "0123456789abcdef0123456789abcdef"
OTHER = "fedcba9876543210fedcba9876543210"


@pytest.mark.parametrize("credential", [KEY, ApiKey(KEY), ApiKey(lambda: KEY)])
def test_a_key_is_sent_in_its_header(ask: Any, service: Any, credential: Any) -> None:
    answers = service()
    ask(credential, answers)
    headers = answers.requests[0].headers
    assert headers["Ocp-Apim-Subscription-Key"] == KEY
    assert "authorization" not in headers


def test_an_updated_key_is_used_from_the_next_request_on(ask: Any, service: Any) -> None:
    credential, answers = ApiKey(KEY), service()
    ask(credential, answers, times=2, between=lambda: credential.update(OTHER))
    assert answers.proofs == [KEY, OTHER]


def test_a_function_is_asked_for_the_key_of_each_request(ask: Any, service: Any) -> None:
    keys, answers = iter(["key-1", "key-2", "key-3"]), service()
    ask(ApiKey(lambda: next(keys)), answers, times=3)
    assert answers.proofs == ["key-1", "key-2", "key-3"]


def test_a_function_is_asked_again_after_a_401(ask: Any, service: Any) -> None:
    vault, asked = ["stale"], list[str]()

    def current() -> str:
        asked.append(vault[0])
        return vault[0]

    def refuses(proof: str | None) -> bool:
        vault[0] = KEY  # someone rotates the key while the request is on its way
        return proof == "stale"

    answers = service(refuses)
    ask(ApiKey(current), answers)
    assert answers.proofs == ["stale", KEY]
    assert asked[0] == "stale"


def test_a_key_that_is_still_the_same_is_not_sent_again_after_a_401(ask: Any, service: Any) -> None:
    answers = service(lambda _: True)
    with pytest.raises(AuthenticationError):
        ask(ApiKey(lambda: KEY), answers)
    assert answers.proofs == [KEY]


def test_another_key_after_a_401_is_tried_once_only(ask: Any, service: Any) -> None:
    count = 0

    def always_another() -> str:
        nonlocal count
        count += 1
        return f"key-{count}"

    answers = service(lambda _: True)
    with pytest.raises(AuthenticationError):
        ask(ApiKey(always_another), answers)
    assert len(answers.proofs) == 2


def test_a_key_updated_during_a_refused_request_is_tried(ask: Any, service: Any) -> None:
    credential = ApiKey(KEY)

    def refuses(proof: str | None) -> bool:
        credential.update(OTHER)
        return proof == KEY

    answers = service(refuses)
    ask(credential, answers)
    assert answers.proofs == [KEY, OTHER]


class VaultError(Exception):
    """What a key function of the user's may raise."""


def test_what_a_key_function_raises_reaches_the_caller(ask: Any, service: Any) -> None:
    def broken() -> str:
        raise VaultError("sealed")

    answers = service()
    with pytest.raises(VaultError, match="sealed"):
        ask(ApiKey(broken), answers)
    assert answers.requests == []


NO_KEYS: list[Any] = [
    "",
    " ",
    KEY + "\n",
    " " + KEY,
    "two words",
    "tab\tbed",
    "nul\0",
    "\x7f" + KEY,
    "schl\u00fcssel",
    "\u200b" + KEY,
]


@pytest.mark.parametrize("key", NO_KEYS, ids=range(len(NO_KEYS)))
@pytest.mark.parametrize(
    "given",
    [
        ApiKey,
        lambda key: ApiKey(KEY).update(key),
        lambda key: ApiKey(lambda: key).current(),
        lambda key: FaceClient("https://example.cognitiveservices.azure.com", key),
    ],
    ids=["ApiKey", "update", "function", "FaceClient"],
)
def test_what_can_be_no_key_is_refused_without_quoting_it(
    key: str, given: Callable[[str], object]
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        given(key)
    assert "must be a text" in str(caught.value) or "copy it again" in str(caught.value)
    assert not key.strip() or key.strip() not in str(caught.value)
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


@pytest.mark.parametrize("key", [None, 5, b"0123456789abcdef", ["key"]])
def test_a_key_that_is_no_text_is_refused(key: Any) -> None:
    with pytest.raises(ConfigurationError, match="must be a text"):
        ApiKey(key)
    with pytest.raises(ConfigurationError, match="what the key function gave must be a text"):
        ApiKey(lambda: key).current()


@pytest.mark.parametrize(
    "given",
    [
        lambda: ApiKey(chr(10) + KEY),
        lambda: ApiKey(OTHER).update(chr(10) + KEY),
        lambda: ApiKey(lambda: chr(10) + KEY).current(),
        lambda: FaceClient("https://example.cognitiveservices.azure.com", chr(10) + KEY),
        lambda: FaceClient.from_env(credential=chr(10) + KEY),
        lambda: as_credential(chr(10) + KEY),
    ],
    ids=["ApiKey", "update", "function", "FaceClient", "from_env", "as_credential"],
)
def test_no_local_variable_of_ours_that_a_traceback_can_show_holds_a_refused_key(
    given: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACE_ENDPOINT", "https://example.cognitiveservices.azure.com")
    with pytest.raises(ConfigurationError) as caught:
        given()
    assert KEY not in shown_by(caught.value)


def test_no_local_variable_of_ours_holds_a_key_when_the_endpoint_is_refused() -> None:
    with pytest.raises(ConfigurationError) as caught:
        FaceClient("ftp://example", KEY)
    assert KEY not in shown_by(caught.value)


def shown_by(error: BaseException) -> str:
    """What a traceback that shows variables would print of our own frames."""
    shown, traceback = [str(error)], error.__traceback__
    while traceback is not None:
        if "/azface/" in traceback.tb_frame.f_code.co_filename:
            own = traceback.tb_frame.f_locals.items()
            shown += [f"{name} = {value!r}" for name, value in own if name != "self"]
        traceback = traceback.tb_next
    return "\n".join(shown)
