"""The clients: set-up, siblings, closing, and what every request carries."""

from __future__ import annotations

import asyncio
import inspect
import threading
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from azface import (
    Anonymous,
    ApiKey,
    AsyncFaceClient,
    AsyncFaceLists,
    AsyncLargeFaceLists,
    ConfigurationError,
    FaceClient,
    FaceLists,
    LargeFaceLists,
    RetryEvent,
    RetryPolicy,
    ServerError,
)

ENDPOINT = "https://example.cognitiveservices.azure.com"
RUNNING = {"status": "running"}
CLIENTS = [FaceClient, AsyncFaceClient]


class VirtualClock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> float:
        return self.seconds

    def sleep(self, seconds: float, cancel: threading.Event | None) -> None:
        self.seconds += seconds

    async def asleep(self, seconds: float) -> None:
        self.seconds += seconds


class Twin:
    """Either client over a transport that records requests, and closes what it opens."""

    def __init__(self, cls: type[Any], answer: Callable[[httpx.Request], httpx.Response]) -> None:
        self.cls = cls
        self.requests: list[httpx.Request] = []
        self._answer = answer

    def handle(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self._answer(request)

    def run(self, use: Callable[..., Any], **options: Any) -> Any:
        """Call `use(client)`; for the async client it gives awaitables, which are awaited."""
        transport = httpx.MockTransport(self.handle)
        if self.cls is FaceClient:
            with httpx.Client(transport=transport) as http_client:
                given = {"http_client": http_client, **options}
                return [step() for step in use(self.cls(ENDPOINT, "key", **given))]

        async def main() -> list[Any]:
            async with httpx.AsyncClient(transport=transport) as http_client:
                given = {"http_client": http_client, **options}
                steps = use(self.cls(ENDPOINT, "key", **given))
                results = [step() for step in steps]
                return [await each if inspect.isawaitable(each) else each for each in results]

        return asyncio.run(main())


@pytest.fixture(params=CLIENTS)
def cls(request: pytest.FixtureRequest) -> type[Any]:
    found: type[Any] = request.param
    return found


@pytest.fixture
def running(cls: type[Any]) -> Twin:
    return Twin(cls, lambda request: httpx.Response(200, json=RUNNING))


def look(client: Any) -> Callable[[], Any]:
    return lambda: client.large_face_lists.get_training_status("staff")


def close(client: Any) -> None:
    if isinstance(client, FaceClient):
        client.close()
    else:
        asyncio.run(client.aclose())


def test_a_client_says_where_it_points_and_never_the_key(cls: type[Any]) -> None:
    client = cls(f"{ENDPOINT}/", "sentinel-key")
    assert repr(client) == str(client) == f"{cls.__name__}('{ENDPOINT}', api_version='v1.2')"
    assert (client.endpoint, client.api_version) == (ENDPOINT, "v1.2")
    close(client)
    assert repr(cls.__new__(cls)) == f"{cls.__name__}(not set up)"


def test_a_client_has_its_own_kind_of_resources() -> None:
    client = FaceClient(ENDPOINT, "key")
    assert type(client.large_face_lists) is LargeFaceLists
    assert type(client.face_lists) is FaceLists
    close(client)
    other = AsyncFaceClient(ENDPOINT, "key")
    assert type(other.large_face_lists) is AsyncLargeFaceLists
    assert type(other.face_lists) is AsyncFaceLists
    close(other)


@pytest.mark.parametrize(
    ("credential", "shown"),
    [
        (ApiKey("sentinel"), "ApiKey(***)"),
        (ApiKey(lambda: "sentinel"), "ApiKey(***)"),
        (Anonymous(), "Anonymous()"),
    ],
)
def test_a_credential_shows_no_secret(credential: Any, shown: str, cls: type[Any]) -> None:
    assert repr(credential) == str(credential) == f"{credential}" == shown
    close(cls(ENDPOINT, credential))


@pytest.mark.parametrize("bad", [None, 0, -1, float("inf"), float("nan"), "30", True])
@pytest.mark.parametrize("name", ["timeout", "connect_timeout"])
def test_no_timeout_is_endless_by_accident(cls: type[Any], name: str, bad: Any) -> None:
    with pytest.raises(ConfigurationError, match=f"^{name} must be a number of seconds above 0"):
        cls(ENDPOINT, "key", **{name: bad})


@pytest.mark.parametrize(
    ("arguments", "options", "why"),
    [
        (("a.test", "key"), {}, "the endpoint must be like"),
        ((ENDPOINT + "/face", "key"), {}, "goes on after the host"),
        (("http://a.test", "key"), {}, "allow_http=True"),
        ((ENDPOINT, "key"), {"api_version": "v1.0"}, "api_version must be one of"),
        ((ENDPOINT, "key"), {"api_version": None}, "api_version must be one of"),
        ((ENDPOINT, ""), {}, "the key must be a text"),
        ((ENDPOINT, "a key"), {}, "the key holds white space"),
        ((ENDPOINT, None), {}, "credential must be a key"),
        ((ENDPOINT, 5), {}, "credential must be a key"),
        ((ENDPOINT, b"key"), {}, "credential must be a key"),
    ],
)
def test_a_client_that_cannot_work_is_refused(
    cls: type[Any], arguments: Any, options: Any, why: str
) -> None:
    with pytest.raises(ConfigurationError, match=why):
        cls(*arguments, **options)


def test_every_request_carries_key_version_and_timeouts(running: Twin) -> None:
    (result,) = running.run(lambda client: [look(client)], timeout=7, connect_timeout=3)
    assert result.status == "running"
    (request,) = running.requests
    assert str(request.url) == f"{ENDPOINT}/face/v1.2/largefacelists/staff/training"
    assert request.headers["Ocp-Apim-Subscription-Key"] == "key"
    assert request.headers["Accept"] == "application/json"
    assert request.headers["User-Agent"].startswith("azface/")
    timeouts = {"connect": 3.0, "read": 7.0, "write": 7.0, "pool": 7.0}
    assert request.extensions["timeout"] == timeouts


def test_redirects_are_not_followed(cls: type[Any]) -> None:
    def elsewhere(request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"location": "https://elsewhere.test/"})

    twin = Twin(cls, elsewhere)
    with pytest.raises(Exception, match="redirects are off"):
        twin.run(lambda client: [look(client)])
    assert len(twin.requests) == 1


def test_from_env_is_the_constructor_with_the_same_options(
    cls: type[Any], running: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = VirtualClock()
    monkeypatch.setenv("FACE_ENDPOINT", "http://env.test")
    monkeypatch.setenv("FACE_APIKEY", "env-key")

    def use(client: Any) -> Any:
        from_env = cls.from_env(
            api_version="v1.1-preview.1",
            timeout=8,
            connect_timeout=4,
            allow_http=True,
            retry=RetryPolicy(attempts=1),
            on_retry=print,
            clock=clock,
            http_client=client._driver._client,
        )
        assert from_env._settings.retry == RetryPolicy(attempts=1)
        assert from_env._settings.on_retry is print
        assert from_env._driver._clock is clock
        return [look(from_env)]

    running.run(use)
    (request,) = running.requests
    assert str(request.url).startswith("http://env.test/face/v1.1-preview.1/")
    assert request.headers["Ocp-Apim-Subscription-Key"] == "env-key"
    assert request.extensions["timeout"]["read"] == 8.0
    assert request.extensions["timeout"]["connect"] == 4.0


def test_from_env_offers_every_option_of_the_constructor(cls: type[Any]) -> None:
    made = dict(inspect.signature(cls).parameters)
    from_env = dict(inspect.signature(cls.from_env).parameters)
    endpoint, credential = made.pop("endpoint"), made.pop("credential")
    assert endpoint.default is credential.default is inspect.Parameter.empty
    assert from_env.pop("credential").default is None
    assert made == from_env


def test_a_sibling_differs_in_what_is_given_only(cls: type[Any], running: Twin) -> None:
    policy = RetryPolicy(attempts=1)

    def use(client: Any) -> Any:
        preview = client.with_options(api_version="v1.1-preview.1", timeout=90)
        assert (client.api_version, preview.api_version) == ("v1.2", "v1.1-preview.1")
        third = preview.with_options(connect_timeout=1, retry=policy)
        assert type(third) is cls
        assert third.endpoint == client.endpoint
        assert third._settings.retry is policy
        assert client._settings.retry == preview._settings.retry == RetryPolicy()
        return [look(client), look(preview), look(third)]

    running.run(use)
    versions = [request.url.path.split("/")[2] for request in running.requests]
    assert versions == ["v1.2", "v1.1-preview.1", "v1.1-preview.1"]
    timeouts = [request.extensions["timeout"] for request in running.requests]
    assert [(each["read"], each["connect"]) for each in timeouts] == [
        (30.0, 5.0),
        (90.0, 5.0),
        (90.0, 1.0),
    ]


@pytest.mark.parametrize(
    "bad",
    [
        {"api_version": "v1.0"},
        {"api_version": ""},
        {"timeout": 0},
        {"timeout": float("inf")},
        {"connect_timeout": float("nan")},
    ],
)
def test_a_sibling_is_checked_like_a_client(cls: type[Any], bad: dict[str, Any]) -> None:
    client = cls(ENDPOINT, "key")
    with pytest.raises(ConfigurationError, match=next(iter(bad))):
        client.with_options(**bad)
    close(client)


def test_a_sibling_of_a_rotated_key_uses_the_new_one(cls: type[Any], running: Twin) -> None:
    key = ApiKey("old")

    def use(client: Any) -> Any:
        first = cls(ENDPOINT, key, http_client=client._driver._client)
        sibling = first.with_options(timeout=1)
        key.update("new")
        return [look(sibling)]

    running.run(use)
    assert running.requests[0].headers["Ocp-Apim-Subscription-Key"] == "new"


def test_retries_go_by_the_clock_and_tell_the_callback(cls: type[Any]) -> None:
    twin = Twin(cls, lambda request: httpx.Response(503, headers={"retry-after": "7"}))
    clock, events, heard = VirtualClock(), list[RetryEvent](), list[RetryEvent]()
    options = {"clock": clock, "retry": RetryPolicy(attempts=3), "on_retry": events.append}
    with pytest.raises(ServerError):
        twin.run(lambda client: [look(client)], **options)
    assert clock.seconds == 14.0
    assert [event.delay for event in events] == [7.0, 7.0]
    with pytest.raises(ServerError):
        twin.run(lambda client: [look(client.with_options(on_retry=heard.append))], **options)
    assert (len(events), len(heard)) == (2, 2)


@pytest.mark.parametrize("raised", [StopIteration, StopAsyncIteration, KeyError])
def test_a_callback_that_raises_ends_a_call_loudly(cls: type[Any], raised: Any) -> None:
    def on_retry(event: RetryEvent) -> None:
        raise raised("from the callback")

    twin = Twin(cls, lambda request: httpx.Response(503))
    with pytest.raises((RuntimeError, StopAsyncIteration, KeyError)):
        twin.run(lambda client: [look(client)], clock=VirtualClock(), on_retry=on_retry)
    assert len(twin.requests) == 1
