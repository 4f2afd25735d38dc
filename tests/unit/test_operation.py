"""One operation: the request it builds, and an answer that is read whole or refused."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import attrs
import pytest

from azface import (
    AuthenticationError,
    BadRequestError,
    OperationStatus,
    RateLimitError,
    ResponseFormatError,
    ServerError,
    TrainingResult,
)
from azface._flow import Reply, Request
from azface._list_kinds import GET_LARGE_FACES, LARGE, OPERATIONS
from azface._operation import Json, Operation
from azface._settings import Settings
from azface._training import LARGE_FACE_LIST
from azface.models import PersistedFace

STATUS = LARGE_FACE_LIST.status
URL = "https://example.cognitiveservices.azure.com/face/v1.2/largefacelists/staff/training"
SENT = Request("GET", URL)
FACE = "11111111-1111-4111-8111-111111111111"


def read_status(settings: Settings, reply: Reply) -> TrainingResult:
    return STATUS.read_object(settings, SENT, reply, TrainingResult.from_api)


def read_faces(settings: Settings, reply: Reply) -> list[PersistedFace]:
    return GET_LARGE_FACES.read_array(settings, SENT, reply, PersistedFace.from_api)


def read_nothing(settings: Settings, reply: Reply) -> None:
    LARGE.delete.read_nothing(SENT, reply)


READERS: list[Any] = [read_status, read_faces, read_nothing]
GOOD = {read_status: b'{"status":"running"}', read_faces: b"[]", read_nothing: b""}


def test_a_request_names_the_version_in_its_path(settings: Settings) -> None:
    arguments = {"large_face_list_id": "staff"}
    assert STATUS.request(settings, arguments) == SENT
    preview = attrs.evolve(settings, api_version="v1.1-preview.1")
    other = STATUS.request(preview, arguments)
    assert other.url == URL.replace("/v1.2/", "/v1.1-preview.1/")


def test_an_argument_that_is_none_is_not_sent(settings: Settings) -> None:
    arguments = {"large_face_list_id": "staff", "start": None, "top": 20}
    assert GET_LARGE_FACES.request(settings, arguments).params == {"top": 20}


def test_truth_travels_as_the_service_writes_it(settings: Settings) -> None:
    arguments = {"large_face_list_id": "staff", "return_recognition_model": True}
    assert LARGE.get.request(settings, arguments).params == {"returnRecognitionModel": "true"}


def test_a_json_body_is_built_by_the_generated_model_without_what_is_none(
    settings: Settings,
) -> None:
    body = Json("CreateCollectionRequest", {"name": "Staff", "userData": None})
    request = LARGE.create.request(settings, {"large_face_list_id": "staff"}, body)
    assert (request.method, request.json, request.content) == ("PUT", {"name": "Staff"}, None)
    assert request.headers["Content-Type"] == "application/json"


def test_bytes_travel_as_they_are(settings: Settings) -> None:
    picture = bytes(range(256)) * 8
    request = LARGE.add_face.request(settings, {"large_face_list_id": "staff"}, picture)
    assert (request.content, request.json) == (picture, None)
    assert request.headers["Content-Type"] == "application/octet-stream"


def test_the_repr_of_request_and_reply_holds_no_headers_and_no_body(settings: Settings) -> None:
    request = LARGE.add_face.request(settings, {"large_face_list_id": "staff"}, b"picture")
    reply = Reply(200, {"set-cookie": "cookie"}, b"picture")
    for shown in (repr(request), repr(reply)):
        assert "picture" not in shown
        assert "octet" not in shown
        assert "cookie" not in shown


@pytest.mark.parametrize("read", READERS)
def test_the_documented_success_is_read_without_a_word(
    settings: Settings, read: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    read(settings, Reply(200, {}, GOOD[read]))
    assert caplog.records == []


@pytest.mark.parametrize("status", [201, 202, 203, 207, 226, 299])
@pytest.mark.parametrize("read", READERS)
def test_another_success_code_is_the_success_it_says_with_one_warning(
    settings: Settings, read: Any, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    assert read(settings, Reply(status, {}, GOOD[read])) == read(
        settings, Reply(200, {}, GOOD[read])
    )
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert f"answered {status} instead of 200" in record.getMessage()


def test_a_299_status_is_a_training_result(settings: Settings) -> None:
    result = read_status(settings, Reply(299, {"apim-request-id": "r"}, b'{"status":"failed"}'))
    assert (result.status, result.request_id) == (OperationStatus.FAILED, "r")


def test_a_204_for_an_operation_without_body_is_a_success(settings: Settings) -> None:
    read_nothing(settings, Reply(204))
    with pytest.raises(ResponseFormatError):
        read_status(settings, Reply(204))


@pytest.mark.parametrize("status", [100, 101, 199, 300, 301, 302, 304, 307, 399])
@pytest.mark.parametrize("read", READERS)
def test_neither_success_nor_error_is_outside_the_contract(
    settings: Settings, read: Any, status: int
) -> None:
    headers = {"location": "https://elsewhere.test/", "content-type": "text/html"}
    with pytest.raises(ResponseFormatError, match="redirects are off") as caught:
        read(settings, Reply(status, headers, GOOD[read]))
    assert caught.value.status_code == status
    assert caught.value.body == GOOD[read]


HTML = b"<html><body>Sign in to the wireless network</body></html>"
NESTED = b"[" * 10_000 + b"]" * 10_000
NEVER_JSON = [HTML, b"{", b'{"status":"runn', b"[1,", b"\xff\xfe\xfd", b'"\xc3("', NESTED, b"NaN"]


@pytest.mark.parametrize("body", NEVER_JSON, ids=lambda body: repr(body[:12]))
@pytest.mark.parametrize("read", READERS)
def test_a_success_with_something_that_is_no_json_is_outside_the_contract(
    settings: Settings, read: Any, body: bytes
) -> None:
    headers = {"content-type": "text/html", "apim-request-id": "request-1"}
    with pytest.raises(ResponseFormatError, match=r"\(200, .* text/html; request id request-1\)"):
        read(settings, Reply(200, headers, body))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"  ",
        b"null",
        b"[]",
        b'"running"',
        b"5",
        b"{}",
        b'{"status":null}',
        b'{"status":5}',
        b'{"status":true}',
        b'{"status":["running"]}',
        b'{"status":"running","message":{}}',
        b'{"status":"running","createdDateTime":5}',
        b'{"status":"running","createdDateTime":NaN}',
        b'{"status":"running","extra":Infinity}',
        b'{"status":"running","extra":-Infinity}',
        b'{"error":{"code":"LargeFaceListNotTrained","message":"m"}}',
    ],
)
def test_a_status_of_another_shape_is_never_a_half_filled_result(
    settings: Settings, body: bytes
) -> None:
    with pytest.raises(ResponseFormatError) as caught:
        read_status(settings, Reply(200, {}, body))
    assert caught.value.body == body


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"{}",
        b'""',
        b"0",
        b"false",
        b'{"value":[]}',
        b"[null]",
        b"[[]]",
        b'["x"]',
        b"[{}]",
        b'[{"persistedFaceId":5}]',
        b'[{"persistedFaceId":"not a uuid"}]',
        b'[{"persistedFaceId":"%s"},{}]' % FACE.encode(),
        b'[{"persistedFaceId":"%s","userData":[]}]' % FACE.encode(),
    ],
)
def test_a_list_of_another_shape_is_never_an_empty_list(settings: Settings, body: bytes) -> None:
    with pytest.raises(ResponseFormatError) as caught:
        read_faces(settings, Reply(200, {}, body))
    assert caught.value.body == body


def test_fields_nobody_knows_are_kept_in_raw(settings: Settings) -> None:
    body = b'{"status":"paused","createdDateTime":"soon","x":{"y":[1.5]}}'
    result = read_status(settings, Reply(200, {}, body))
    assert result.status == "paused"
    assert result.created_date_time is None
    assert result.raw == {"status": "paused", "createdDateTime": "soon", "x": {"y": [1.5]}}


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    ("status", "cls"),
    [
        (400, BadRequestError),
        (401, AuthenticationError),
        (429, RateLimitError),
        (500, ServerError),
        (599, ServerError),
        (600, ServerError),
        (999, ServerError),
    ],
)
def test_from_400_on_every_status_is_an_error_whatever_the_body(
    settings: Settings, read: Any, status: int, cls: type[Exception]
) -> None:
    for body in (b"", HTML, NESTED, GOOD[read]):
        with pytest.raises(cls):
            read(settings, Reply(status, {}, body))


def test_the_wait_a_message_asks_for_counts_in_a_429_only(
    settings: Settings, reply: Callable[..., Reply]
) -> None:
    document = {"error": {"statusCode": 429, "message": "Try again in 26 seconds."}}
    with pytest.raises(RateLimitError) as limited:
        read_status(settings, reply(document, 429))
    assert limited.value.retry_after == 26.0
    with pytest.raises(ServerError) as failed:
        read_status(settings, reply(document, 503))
    assert failed.value.retry_after is None


def test_no_operation_is_listed_twice() -> None:
    ids = [operation.operation_id for operation in OPERATIONS]
    assert len(set(ids)) == len(ids)
    assert all(isinstance(operation, Operation) for operation in OPERATIONS)
