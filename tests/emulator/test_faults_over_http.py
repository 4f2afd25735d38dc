"""What each fault does to a request, over a real socket."""

import socket
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from azface.emulator import Emulator, Fault, TrainingDuration

LISTS = "/face/v1.2/facelists"
ONE = f"{LISTS}/a"
TRAINED = "/face/v1.2/largefacelists/a"


@pytest.fixture
def plain(client: Any, emulator: Emulator) -> Any:
    """A client that takes any answer."""
    client.event_hooks = {}
    client.base_url = emulator.endpoint
    return client


@pytest.fixture
def filled(plain: Any, emulator: Emulator, picture: Callable[[int], bytes]) -> Any:
    """The client, with a large face list that has a face and trains in no time."""
    emulator.training = TrainingDuration.instant()
    plain.put(TRAINED, json={"name": "a"}).raise_for_status()
    plain.add_face(TRAINED.strip("/"), picture(1))
    return plain


def test_a_mapping_is_sent_as_json(plain: Any, emulator: Emulator) -> None:
    body = {"error": {"code": "429", "message": "Try again in 21 seconds."}}
    emulator.inject(Fault.answer(429, body, {"Retry-After": "21"}))
    answer = plain.get(LISTS)
    assert (answer.status_code, answer.json()) == (429, body)
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert answer.headers["Retry-After"] == "21"
    assert answer.headers["apim-request-id"]
    assert plain.get(LISTS).status_code == 200


def test_text_and_bytes_are_sent_as_they_are(plain: Any, emulator: Emulator) -> None:
    emulator.inject(Fault.answer(502, "<html>\u00e9</html>", {"Content-Type": "text/html"}))
    emulator.inject(Fault.answer(200, b"\x00\xff"))
    page = plain.get(LISTS)
    assert (page.content, page.headers["Content-Type"]) == (
        "<html>\u00e9</html>".encode(),
        "text/html",
    )
    raw = plain.get(LISTS)
    assert raw.content == b"\x00\xff"
    assert "Content-Type" not in raw.headers


@pytest.mark.parametrize("status", [200, 204, 299, 302, 304, 404, 499, 503, 520, 599])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_any_status_can_be_given(plain: Any, emulator: Emulator, status: int, method: str) -> None:
    emulator.inject(Fault.answer(status), times=2)
    for _ in range(2):
        answer = plain.request(method, LISTS)
        assert (answer.status_code, answer.content) == (status, b"")
    assert plain.get(LISTS).status_code == 200


def test_given_headers_take_the_place_of_the_servers_own(plain: Any, emulator: Emulator) -> None:
    emulator.inject(Fault.answer(200, headers={"Apim-Request-Id": "mine", "date": "today"}))
    headers = plain.get(LISTS).headers
    assert headers.get_list("apim-request-id") == ["mine"]
    assert headers.get_list("Date") == ["today"]


def test_a_request_that_is_answered_by_a_fault_is_not_performed(
    plain: Any, emulator: Emulator
) -> None:
    emulator.inject(Fault.server_error(), operation="CreateFaceList")
    assert plain.put(ONE, json={"name": "a"}).status_code == 500
    assert plain.get(LISTS).json() == []
    first = emulator.requests[0]
    assert (first.operation, first.status, first.fault) == (
        "FaceListOperations_CreateFaceList",
        500,
        "server_error",
    )


@pytest.mark.parametrize(
    ("fault", "status", "error"),
    [
        (Fault.token_expired(), 401, {"code": "401"}),
        (Fault.call_volume(), 403, {"statusCode": 403}),
        (Fault.quota_exceeded(), 403, {"code": "QuotaExceeded"}),
        (Fault.conflict(), 409, {"code": "ConcurrentOperationConflict"}),
        (Fault.server_error(), 500, {"code": "InternalServerError"}),
        (Fault.server_error(520), 520, {"code": "InternalServerError"}),
    ],
)
def test_an_error_has_the_code_of_its_dialect_and_a_message(
    plain: Any, emulator: Emulator, fault: Fault, status: int, error: dict[str, object]
) -> None:
    emulator.inject(fault)
    answer = plain.get(LISTS)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    [(outer, met)] = answer.json().items()
    assert outer == "error"
    assert met.pop("message")
    assert met == error


@pytest.mark.parametrize(
    ("fault", "status"), [(Fault.bad_gateway(), 502), (Fault.gateway_timeout(), 504)]
)
def test_a_proxy_answers_with_a_page(
    plain: Any, emulator: Emulator, fault: Fault, status: int
) -> None:
    emulator.inject(fault)
    answer = plain.get(LISTS)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.text.startswith("<html>")


def test_a_503_is_empty_and_may_say_when_to_come_back(plain: Any, emulator: Emulator) -> None:
    emulator.inject(Fault.unavailable())
    emulator.inject(Fault.unavailable(retry_after=7))
    for expected in (None, "7"):
        answer = plain.get(LISTS)
        assert (answer.status_code, answer.content) == (503, b"")
        assert answer.headers.get("Retry-After") == expected


GATEWAY = "Requests to the Face API have exceeded the rate limit of your pricing tier."


@pytest.mark.parametrize(
    ("fault", "body"),
    [
        (Fault.rate_limited(), {"error": {"code": "429", "message": GATEWAY}}),
        (
            Fault.rate_limited(2.1),
            {"error": {"code": "429", "message": f"{GATEWAY} Please retry after 3 seconds."}},
        ),
        (
            Fault.rate_limited(21, dialect="legacy"),
            {
                "error": {
                    "statusCode": 429,
                    "message": "Rate limit is exceeded. Try again in 21 seconds.",
                }
            },
        ),
        (
            Fault.rate_limited(dialect="legacy_code"),
            {
                "error": {
                    "code": "RateLimitExceeded",
                    "message": "Rate limit is exceeded. Try again later.",
                }
            },
        ),
        (
            Fault.rate_limited(21, dialect="bare"),
            {"statusCode": 429, "message": "Rate limit is exceeded. Try again in 21 seconds."},
        ),
    ],
)
def test_a_429_speaks_each_dialect(
    plain: Any, emulator: Emulator, fault: Fault, body: dict[str, object]
) -> None:
    emulator.inject(fault)
    answer = plain.get(LISTS)
    assert (answer.status_code, answer.json()) == (429, body)
    assert "retry-after" not in answer.headers


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("seconds", {"retry-after": "3"}),
        ("date", {"retry-after": "Sun, 17 Mar 2030 17:46:43 GMT"}),
        ("milliseconds", {"retry-after-ms": "2500"}),
    ],
)
def test_a_429_says_when_to_come_back_in_each_header(
    plain: Any, emulator: Emulator, header: Any, expected: dict[str, str]
) -> None:
    emulator.inject(Fault.rate_limited(2.5, header))
    headers = plain.get(LISTS).headers
    assert {name: headers[name] for name in headers if name.startswith("retry-")} == expected


def test_warned_does_the_work_and_answers_299(plain: Any, emulator: Emulator) -> None:
    emulator.inject(Fault.warned(), times="always")
    assert plain.put(ONE, json={"name": "a"}).status_code == 299
    answer = plain.get(ONE)
    assert (answer.status_code, answer.json()["name"]) == (299, "a")
    assert plain.get(f"{LISTS}/none").status_code == 404


def test_slow_does_the_work_and_answers_late(plain: Any, emulator: Emulator) -> None:
    emulator.inject(Fault.slow(0.05))
    before = time.monotonic()
    assert plain.put(ONE, json={"name": "a"}).status_code == 200
    assert time.monotonic() - before >= 0.05


def test_a_slow_answer_keeps_nobody_else_and_is_remembered_at_once(
    plain: Any, emulator: Emulator
) -> None:
    emulator.inject(Fault.slow(60))
    with pytest.raises(httpx.ReadTimeout):
        plain.put(ONE, json={"name": "a"}, timeout=0.05)
    assert plain.get(ONE).json()["name"] == "a"
    assert [each.fault for each in emulator.requests] == ["slow", None]
    before = time.monotonic()
    emulator.stop()
    assert time.monotonic() - before < 5


@pytest.mark.parametrize("keep", [None, 0, 5, 10_000])
def test_a_cut_body_is_shorter_than_announced(
    plain: Any, emulator: Emulator, keep: int | None
) -> None:
    whole = len(plain.put(ONE, json={"name": "a"}).content or plain.get(ONE).content)
    emulator.inject(Fault.cut_body(keep), operation="GetFaceList")
    received: list[bytes] = []
    with plain.stream("GET", ONE) as answer:
        announced = int(answer.headers["Content-Length"])
        with pytest.raises(httpx.RemoteProtocolError):
            received.extend(answer.iter_raw())
    sent = whole // 2 if keep is None else min(keep, whole)
    assert sum(map(len, received)) == sent
    assert announced == max(whole, sent + 1)
    assert len(plain.get(ONE).content) == whole


def test_an_empty_answer_is_cut_too_and_its_work_was_done(filled: Any, emulator: Emulator) -> None:
    emulator.inject(Fault.cut_body(), operation="TrainLargeFaceList")
    with pytest.raises(httpx.RemoteProtocolError):
        filled.post(f"{TRAINED}/train")
    assert filled.get(f"{TRAINED}/training").json()["status"] == "succeeded"


@pytest.mark.parametrize(
    ("fault", "names", "status"),
    [(Fault.reset_before(), [], None), (Fault.reset_after(), ["a"], 200)],
)
def test_a_reset_comes_before_or_after_the_work(
    plain: Any, emulator: Emulator, fault: Fault, names: list[str], status: int | None
) -> None:
    emulator.inject(fault)
    with pytest.raises(httpx.ReadError):
        plain.put(ONE, json={"name": "a"})
    assert [each["name"] for each in plain.get(LISTS).json()] == names
    first = emulator.requests[0]
    assert (first.status, first.fault) == (status, fault.kind)


def test_a_reset_is_a_real_one(emulator: Emulator) -> None:
    emulator.inject(Fault.reset_after())
    address = urlsplit(emulator.endpoint)
    with socket.create_connection((str(address.hostname), int(address.port or 0))) as connection:
        head = f"GET {LISTS} HTTP/1.1\r\nHost: x\r\nOcp-Apim-Subscription-Key: {emulator.key}\r\n"
        connection.sendall(f"{head}\r\n".encode())
        with pytest.raises(ConnectionResetError):
            connection.recv(1)


@pytest.mark.parametrize("location", [None, "https://elsewhere.example/status", "/relative"])
def test_a_train_points_elsewhere_or_nowhere(
    filled: Any, emulator: Emulator, location: str | None
) -> None:
    emulator.inject(Fault.operation_location(location))
    started = filled.post(f"{TRAINED}/train")
    assert (started.status_code, started.headers.get("Operation-Location")) == (202, location)
    assert filled.post(f"{TRAINED}/train").headers["Operation-Location"].endswith("/a/training")


def test_a_training_never_ends(filled: Any, emulator: Emulator, clock: Any) -> None:
    emulator.inject(Fault.training_never_ends())
    filled.post(f"{TRAINED}/train")
    clock.advance(1e9)
    assert filled.get(f"{TRAINED}/training").json()["status"] == "running"


@pytest.mark.parametrize(
    "fault", [Fault.training_fails("no"), Fault.operation_location(None), Fault.warned()]
)
def test_a_train_that_is_refused_does_not_use_up_what_needs_its_success(
    filled: Any, emulator: Emulator, clock: Any, fault: Fault
) -> None:
    emulator.training = TrainingDuration.fixed(10)
    filled.post(f"{TRAINED}/train")
    injected = emulator.inject(fault, operation="TrainLargeFaceList")
    assert filled.post(f"{TRAINED}/train").status_code == 409
    assert (injected.hits, emulator.requests[-1].fault) == (0, None)
    clock.advance(10)
    assert filled.post(f"{TRAINED}/train").is_success
    assert (injected.hits, emulator.requests[-1].fault) == (1, fault.kind)
