"""A client's set-up, checked before any request: endpoint, version, time-outs, environment."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from azface import ApiKey, ConfigurationError
from azface._endpoint import (
    checked_endpoint,
    checked_timeouts,
    checked_version,
    from_environment,
)
from azface._exchange import Timeouts

NAMES = (
    "FACE_ENDPOINT",
    "FACE_APIKEY",
    "AZURE_FACE_API_ENDPOINT",
    "AZURE_FACE_API_ACCOUNT_KEY",
)


@pytest.mark.parametrize(
    ("endpoint", "expected"),
    [
        ("https://a.cognitiveservices.azure.com", "https://a.cognitiveservices.azure.com"),
        ("https://a.cognitiveservices.azure.com/", "https://a.cognitiveservices.azure.com"),
        ("HTTPS://A.CognitiveServices.Azure.com", "https://a.cognitiveservices.azure.com"),
        ("https://westeurope.api.cognitive.microsoft.com/", None),
        ("https://gateway.test:8443/", "https://gateway.test:8443"),
        ("https://gateway:443", "https://gateway:443"),
        ("https://my_gateway.test", "https://my_gateway.test"),
        ("https://192.0.2.1", "https://192.0.2.1"),
        ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
        ("https://xn--mnchen-3ya.test", "https://xn--mnchen-3ya.test"),
        ("http://127.0.0.1:5000", "http://127.0.0.1:5000"),
        ("http://127.8.8.8", "http://127.8.8.8"),
        ("http://localhost:5000/", "http://localhost:5000"),
        ("http://face.localhost", "http://face.localhost"),
        ("http://[::1]:5000", "http://[::1]:5000"),
    ],
)
def test_an_endpoint_is_taken_without_its_slash(endpoint: str, expected: str | None) -> None:
    taken = checked_endpoint(endpoint, allow_http=False)
    assert taken == (expected or endpoint.rstrip("/"))
    assert checked_endpoint(taken, allow_http=False) == taken


@pytest.mark.parametrize(
    ("endpoint", "why"),
    [
        ("", "does not begin with https://"),
        ("a.cognitiveservices.azure.com", "does not begin with https://"),
        ("//a.cognitiveservices.azure.com", "does not begin with https://"),
        ("ftp://a.cognitiveservices.azure.com", "does not begin with https://"),
        ("https://", "does not begin with https:// and a host"),
        ("https:///face", "does not begin with https:// and a host"),
        ("https:a.cognitiveservices.azure.com", "does not begin with https:// and a host"),
        (None, "it is no URL|does not begin"),
        (5, "it is no URL"),
        (b"https://a.cognitiveservices.azure.com", "does not begin"),
        ("https://a.test:99999", "it is no URL"),
        ("https://a.test:port", "it is no URL"),
        ("https://[::1", "it is no URL"),
        ("https://a b.test", "its host is none"),
        (" https://a.test", "its host is none"),
        ("https://a.test\n", "its host is none"),
        ("https://a\t.test", "its host is none"),
        ("https://a\x00.test", "its host is none"),
        ("https://a\\b.test", "its host is none"),
        ("https://m\u00fcnchen.test", "its host is none .*xn--"),
        ("https://a..test", "its host is none"),
        ("https://" + "a" * 64 + ".test", "its host is none"),
        ("https://999.1.1.1", "its host is none"),
        ("https://xn--a-.test", "its host is none"),
        ("https://*.test", "its host is none"),
        ("https://a%2eb.test", "its host is none"),
        ("https://a.test/face", "goes on after the host"),
        ("https://a.test/face/v1.2", "goes on after the host"),
        ("https://a.test//", "goes on after the host"),
        ("https://a.test?x=1", "goes on after the host"),
        ("https://a.test/?", "goes on after the host"),
        ("https://a.test/#x", "goes on after the host"),
        ("http://a.cognitiveservices.azure.com", "allow_http=True"),
        ("http://192.0.2.1", "allow_http=True"),
        ("http://localhost.example.test", "allow_http=True"),
        ("http://127.0.0.1.example.test", "allow_http=True"),
        ("https://ann@a.test", "user name or password"),
        ("https://ann:secret@a.test", "user name or password"),
        ("https://@a.test", "user name or password"),
    ],
)
def test_any_other_endpoint_is_refused_with_an_example(endpoint: Any, why: str) -> None:
    with pytest.raises(ConfigurationError, match=why) as caught:
        checked_endpoint(endpoint, allow_http=False)
    text = str(caught.value)
    assert text.startswith("the endpoint must be like https://NAME.cognitiveservices.azure.com")
    assert text.isprintable()
    assert caught.value.__cause__ is None


def test_http_goes_anywhere_when_allowed() -> None:
    endpoint = "http://gateway.test:8080"
    assert checked_endpoint(endpoint, allow_http=True) == endpoint


@pytest.mark.parametrize(
    "endpoint",
    [
        "0123456789secret",
        "https://ann:secret@a.test",
        "https://a.test/?subscription-key=secret",
        "https://a.test/#secret",
        "https://ann:secret @a.test",
        "secret://",
        "eyJhbGciOi.secret.c2VjcmV0",
    ],
)
def test_what_may_be_a_secret_is_not_quoted(endpoint: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        checked_endpoint(endpoint, allow_http=False)
    assert "secret)" in str(caught.value)
    assert "not shown" in str(caught.value)
    assert str(caught.value).count("secret") == 1


def test_a_harmless_endpoint_is_quoted() -> None:
    with pytest.raises(ConfigurationError, match=r"not 'https://a\.test/face/v1\.2': "):
        checked_endpoint("https://a.test/face/v1.2", allow_http=False)


@given(
    st.text()
    | st.from_regex(r"https?://[a-z0-9.:\[\]@%_~-]{1,40}/?", fullmatch=True)
    | st.builds("{}://{}{}".format, st.sampled_from(["https", "http"]), st.text(), st.text())
)
def test_any_endpoint_that_is_taken_is_one_for_httpx_too(endpoint: str) -> None:
    try:
        taken = checked_endpoint(endpoint, allow_http=True)
    except ConfigurationError as error:
        assert str(error).isprintable()
        return
    url = httpx.URL(taken + "/face/v1.2")
    assert url.host
    assert url.userinfo == b""
    # What the resolver does with it first of all.
    url.raw_host.decode().encode("idna")


def test_the_two_versions_are_known_and_no_other() -> None:
    assert checked_version("v1.2") == "v1.2"
    assert checked_version("v1.1-preview.1") == "v1.1-preview.1"
    unknown: list[Any] = ["", "1.2", "V1.2", "v1.0", "v1.3", "v1_2", None, 1.2, ["v1.2"]]
    for version in unknown:
        with pytest.raises(ConfigurationError, match=r"one of 'v1\.1-preview\.1', 'v1\.2', not "):
            checked_version(version)


@pytest.mark.parametrize(
    "bad", [None, 0, 0.0, -1, float("inf"), float("nan"), True, "30", [30], (5.0, 30.0)]
)
def test_a_timeout_is_above_0_and_has_an_end(bad: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"^timeout must be a number of seconds above 0"):
        checked_timeouts(bad, 5.0)
    with pytest.raises(ConfigurationError, match=r"^connect_timeout must be a number of seconds"):
        checked_timeouts(30.0, bad)
    assert checked_timeouts(30, 0.5) == Timeouts(exchange=30.0, connect=0.5)


ONE, TWO = "https://one.test", "https://two.test"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"FACE_ENDPOINT": ONE, "FACE_APIKEY": "key1"}, (ONE, "key1")),
        (
            {"AZURE_FACE_API_ENDPOINT": TWO, "AZURE_FACE_API_ACCOUNT_KEY": "key2"},
            (TWO, "key2"),
        ),
        (
            {
                "FACE_ENDPOINT": ONE,
                "FACE_APIKEY": "key1",
                "AZURE_FACE_API_ENDPOINT": TWO,
                "AZURE_FACE_API_ACCOUNT_KEY": "key2",
            },
            (ONE, "key1"),
        ),
        ({"FACE_ENDPOINT": f" {ONE}\r\n", "FACE_APIKEY": "\tkey1 \n"}, (ONE, "key1")),
        (
            {
                "FACE_ENDPOINT": " ",
                "FACE_APIKEY": "key1",
                "AZURE_FACE_API_ENDPOINT": TWO,
                "AZURE_FACE_API_ACCOUNT_KEY": "key2",
            },
            (TWO, "key2"),
        ),
        ({"FACE_ENDPOINT": ONE}, "FACE_ENDPOINT is set and FACE_APIKEY is not"),
        (
            {"FACE_ENDPOINT": ONE, "FACE_APIKEY": " "},
            "FACE_ENDPOINT is set and FACE_APIKEY is not",
        ),
        (
            # Never mixed, though a key of the other pair is there.
            {"FACE_ENDPOINT": ONE, "AZURE_FACE_API_ACCOUNT_KEY": "key2"},
            "FACE_ENDPOINT is set and FACE_APIKEY is not",
        ),
        (
            {"AZURE_FACE_API_ENDPOINT": TWO, "FACE_APIKEY": "key1"},
            "AZURE_FACE_API_ENDPOINT is set and AZURE_FACE_API_ACCOUNT_KEY is not",
        ),
        ({"FACE_APIKEY": "key1"}, r"set FACE_ENDPOINT \(with FACE_APIKEY\) or AZURE_FACE_API_"),
        ({}, "no endpoint in the environment"),
    ],
)
def test_endpoint_and_key_come_from_one_pair_of_variables(
    environment: dict[str, str],
    expected: tuple[str, str] | str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    if isinstance(expected, str):
        with pytest.raises(ConfigurationError, match=expected):
            from_environment(None)
        return
    endpoint, credential = from_environment(None)
    assert isinstance(credential, ApiKey)
    assert (endpoint, credential.current()) == expected
    own = ApiKey("own")
    assert from_environment(own) == (expected[0], own)


def test_a_credential_given_needs_an_endpoint_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AZURE_FACE_API_ENDPOINT", TWO)
    assert from_environment("a key") == (TWO, "a key")
