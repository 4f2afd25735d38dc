"""The service without a socket: the way to the emulator itself, and what nobody foresaw."""

import asyncio
import json
import logging
import random
from typing import Any

import pytest

from azface.emulator.errors import bad_argument
from azface.emulator.faults import Fault, Faults
from azface.emulator.http.connection import HttpRequest, HttpResponse
from azface.emulator.http.service import Service
from azface.emulator.ids import Ids
from azface.emulator.messages import Answer, Call, ControlRequest, json_answer
from azface.emulator.request_log import RequestLog
from azface.emulator.tiers import Rate, Throttle

KEY = {b"ocp-apim-subscription-key": b"key"}
LISTS = "FaceListOperations_GetFaceLists"


class Parts:
    """A service made of what a test gives, and all that it works with."""

    def __init__(self, **given: Any) -> None:
        self.faults = Faults(random.Random(1))
        self.log = RequestLog()
        self.ids = Ids(1)
        self.service = Service(
            given.get("handlers", {}),
            key="key",
            maximum_body_bytes=10,
            clock=lambda: given.get("now", 1_900_000_000.0),
            ids=self.ids,
            faults=self.faults,
            throttle=given.get("throttle"),
            received=self.log.add,
            control=given.get("control"),
        )

    def send(
        self,
        method: str,
        target: str,
        body: bytes | None = b"",
        headers: dict[bytes, bytes] = KEY,
    ) -> HttpResponse:
        return asyncio.run(self.service(HttpRequest(method, target, headers, body)))


async def told(request: ControlRequest) -> Answer:
    """Answers with what it was asked."""
    if request.path == "refuse":
        raise bad_argument(f"No: {request.body.decode(errors='surrogatepass')}")
    if request.path == "fail":
        raise RuntimeError("nobody foresaw this")
    told = [request.method, request.path, dict(request.query), request.content_type]
    return json_answer([*told, request.body.decode()])


def error_code(response: HttpResponse) -> str:
    return str(json.loads(response.body)["error"]["code"])


def test_a_control_request_arrives_with_all_its_parts() -> None:
    response = Parts(control=told).send(
        "POST",
        "/_emulator/clock/a%2Fb?seconds=5&x=%C3%A9",
        b"[1]",
        {**KEY, b"content-type": b"application/json; charset=utf-8"},
    )
    assert (response.status, json.loads(response.body)) == (
        200,
        [
            "POST",
            "clock/a%2Fb",
            {"seconds": "5", "x": "\u00e9"},
            "application/json; charset=utf-8",
            "[1]",
        ],
    )


def test_control_goes_past_faults_throttle_and_log() -> None:
    parts = Parts(control=told, throttle=Throttle(Rate(1, 60)))
    injected = parts.faults.inject(Fault.unavailable(), None, "always", 1.0)
    for _ in range(3):
        assert parts.send("GET", "/_emulator/state").status == 200
    assert (injected.hits, parts.log.all()) == (0, [])


@pytest.mark.parametrize("target", ["/_emulator", "/_emulator/", "/_emulator?a=1"])
def test_the_root_of_control_may_be_written_without_a_slash(target: str) -> None:
    assert json.loads(Parts(control=told).send("GET", target).body)[1] == ""


@pytest.mark.parametrize("target", ["/_emulators", "/_emulator.json", "/face/_emulator/state"])
def test_what_only_looks_like_control_is_not(target: str) -> None:
    assert Parts(control=told).send("GET", target).status == 404


@pytest.mark.parametrize("headers", [{}, {b"ocp-apim-subscription-key": b"wrong"}])
def test_control_wants_the_key(headers: dict[bytes, bytes]) -> None:
    response = Parts(control=told).send("GET", "/_emulator/state", b"", headers)
    assert (response.status, error_code(response)) == (401, "401")


@pytest.mark.parametrize(
    ("method", "target", "headers", "large"),
    [
        ("PUT", "/_emulator/snapshot", KEY, True),
        ("PUT", "/_emulator/snapshot?a=1", KEY, True),
        ("PUT", "/_emulator/snapshot", {}, False),
        ("PUT", "/_emulator/snapshot", {b"ocp-apim-subscription-key": b"wrong"}, False),
        ("POST", "/_emulator/snapshot", KEY, False),
        ("PUT", "/_emulator/snapshots", KEY, False),
        ("POST", "/_emulator/faults", KEY, False),
        ("PUT", "/face/v1.2/snapshot", KEY, False),
    ],
)
def test_only_a_snapshot_with_the_key_may_be_larger_than_any_other_body(
    method: str, target: str, headers: dict[bytes, bytes], large: bool
) -> None:
    head = HttpRequest(method, target, headers)
    assert Parts(control=told).service.maximum_body_bytes(head) == (2**29 if large else 10)


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("refuse", b"", 400, "BadArgument"),
        ("state", None, 413, "413"),
    ],
)
def test_control_refuses_as_the_service_does(
    path: str, body: bytes | None, status: int, code: str
) -> None:
    response = Parts(control=told).send("POST", f"/_emulator/{path}", body)
    assert (response.status, error_code(response)) == (status, code)


@pytest.mark.parametrize("target", ["/_emulator/state", "/_emulator/", "/_emulator"])
def test_without_control_there_is_nothing(target: str) -> None:
    response = Parts().send("GET", target)
    assert (response.status, error_code(response)) == (404, "404")


async def failing(call: Call) -> Answer:
    raise RuntimeError("nobody foresaw this")


@pytest.mark.parametrize("target", ["/face/v1.2/facelists", "/_emulator/fail"])
def test_what_nobody_foresaw_is_logged_and_answered_with_500(
    caplog: pytest.LogCaptureFixture, target: str
) -> None:
    parts = Parts(handlers={LISTS: failing}, control=told)
    response = parts.send("GET", target)
    assert (response.status, error_code(response)) == (500, "InternalServerError")
    assert b"foresaw" not in response.body
    [record] = caplog.records
    assert (record.name, record.levelno) == ("azface.emulator", logging.ERROR)
    assert record.exc_info is not None
    assert str(record.exc_info[1]) == "nobody foresaw this"
    caplog.clear()


def test_a_fault_plays_on_what_nobody_foresaw_too(caplog: pytest.LogCaptureFixture) -> None:
    parts = Parts(handlers={LISTS: failing})
    parts.faults.inject(Fault.reset_after(), None, None, 1.0)
    assert parts.send("GET", "/face/v1.2/facelists").reset
    assert parts.log.all()[0].status == 500
    caplog.clear()


def test_a_handler_sees_the_content_type_as_sent_and_the_fault() -> None:
    calls: list[Call] = []

    async def seen(call: Call) -> Answer:
        calls.append(call)
        return Answer(202)

    parts = Parts(handlers={"FaceListOperations_TrainLargeFaceList": seen})
    fault = Fault.stale_status(reads=2)
    parts.faults.inject(fault, None, None, 1.0)
    sent = {**KEY, b"content-type": b'Multipart/Form-Data; boundary="a B"'}
    for _ in range(2):
        parts.send("POST", "/face/v1.2/largefacelists/a/train", b"", sent)
    first, second = calls
    assert first.content_type == 'Multipart/Form-Data; boundary="a B"'
    assert first.media_type == "multipart/form-data"
    assert (first.fault, second.fault) == (fault, None)


def test_chances_begin_anew_with_a_reset() -> None:
    parts = Parts()

    def hits() -> list[bool]:
        parts.faults.inject(Fault.conflict(), None, None, 0.5)
        return [parts.send("GET", "/nowhere").status == 409 for _ in range(20)]

    first = hits()
    parts.faults.reset()
    assert hits() == first
    assert len(set(first)) == 2


def test_a_message_may_quote_half_of_a_surrogate_pair() -> None:
    body = "a\ud800\u00e9".encode(errors="surrogatepass")
    response = Parts(control=told).send("POST", "/_emulator/refuse", body)
    assert response.status == 400
    assert json.loads(response.body.decode())["error"]["message"] == "No: a\ud800\u00e9"


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (1_900_000_000.75, b"Sun, 17 Mar 2030 17:46:40 GMT"),
        (2.15e11, b"Sat, 29 Jan 8783 22:13:20 GMT"),
        (-1.5, b"Thu, 01 Jan 1970 00:00:00 GMT"),
        (-6e10, b"Thu, 01 Jan 1970 00:00:00 GMT"),
    ],
)
def test_an_answer_has_a_date_whatever_the_clock_shows(now: float, shown: bytes) -> None:
    assert dict(Parts(now=now).send("GET", "/nowhere").headers)[b"Date"] == shown


def test_the_ids_of_requests_begin_anew_with_all_ids() -> None:
    parts = Parts()

    def ids() -> list[bytes]:
        return [dict(parts.send("GET", "/nowhere").headers)[b"apim-request-id"] for _ in range(3)]

    first = ids()
    assert len({*first, *ids()}) == 6
    parts.ids.reset()
    assert ids() == first
