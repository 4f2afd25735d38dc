"""The class of an error, from (status, code), in whatever dialect a gateway writes it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azface import (
    AlreadyExistsError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    ErrorCode,
    FaceApiError,
    ImageRefusedError,
    NotFoundError,
    NotTrainedError,
    PermissionDeniedError,
    QuotaExceededError,
    RateLimitError,
    ServerError,
    TrainingNotFinishedError,
    UnsupportedFeatureError,
)
from azface.error_codes import api_error, error_class, one_line, read_error

CONTAINERS = ("FaceList", "LargeFaceList", "PersonGroup", "LargePersonGroup", "DynamicPersonGroup")
THINGS = (*CONTAINERS, "Face", "PersistedFace", "Person", "Session")

# The codes of the error page with their statuses, and those seen in traffic and in older pages.
TABLE: list[tuple[int, str | None, type[FaceApiError]]] = [
    (400, "BadArgument", BadRequestError),
    (400, "InvalidImage", ImageRefusedError),
    (400, "InvalidImageSize", ImageRefusedError),
    (400, "InvalidURL", ImageRefusedError),
    (400, "InvalidRequestBody", BadRequestError),
    (400, "InvalidTokenLifetime", BadRequestError),
    (400, "InvalidLivenessOperationMode", BadRequestError),
    (400, "InvalidDeviceCorrelationId", BadRequestError),
    (400, "FaceListNotReady", BadRequestError),
    (400, "PersonGroupIdAndLargePersonGroupIdBothNotNull", BadRequestError),
    (400, "PersonGroupIdAndLargePersonGroupIdBothNull", BadRequestError),
    (400, "MissingIdentificationScopeParameters", BadRequestError),
    (400, "IncompatibleIdentificationScopeParametersCombination", BadRequestError),
    *((status, f"{thing}NotFound", NotFoundError) for thing in THINGS for status in (400, 404)),
    *((status, f"{c}NotTrained", NotTrainedError) for c in CONTAINERS for status in (400, 404)),
    *((409, f"{c}Exists", AlreadyExistsError) for c in CONTAINERS),
    *((409, f"{c}TrainingNotFinished", TrainingNotFinishedError) for c in CONTAINERS),
    (409, "ConcurrentOperationConflict", ConflictError),
    (401, "401", AuthenticationError),
    (401, "Unspecified", AuthenticationError),
    (401, "PermissionDenied", AuthenticationError),
    (401, None, AuthenticationError),
    (403, "QuotaExceeded", QuotaExceededError),
    (403, "UnsupportedFeature", UnsupportedFeatureError),
    (403, "InvalidRequest", PermissionDeniedError),
    (403, "403", PermissionDeniedError),
    (403, None, PermissionDeniedError),
    (404, "404", FaceApiError),
    (404, None, FaceApiError),
    (405, None, FaceApiError),
    (408, "OperationTimeOut", BadRequestError),
    (408, None, BadRequestError),
    (409, None, ConflictError),
    (413, None, BadRequestError),
    (415, "BadArgument", BadRequestError),
    (418, "Teapot", FaceApiError),
    (429, "429", RateLimitError),
    (429, "RateLimitExceeded", RateLimitError),
    (429, "BadArgument", RateLimitError),
    (429, "QuotaExceeded", RateLimitError),
    (401, "LargeFaceListNotFound", AuthenticationError),
    (429, None, RateLimitError),
    *((status, code, ServerError) for status in range(500, 600) for code in (None, "BadArgument")),
    (999, "LargeFaceListNotFound", ServerError),
]


@pytest.mark.parametrize(("status", "code", "cls"), TABLE)
def test_the_class_is_chosen_by_status_and_code(
    status: int, code: str | None, cls: type[FaceApiError]
) -> None:
    assert error_class(status, code) is cls


def test_every_named_code_is_in_the_table_and_is_its_text() -> None:
    assert {code for _, code, _ in TABLE if code} >= set(ErrorCode)
    for code in ErrorCode:
        assert code == str(code) == code.value


def raised(status: int, body: bytes, **headers: str) -> FaceApiError:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    url = "https://example.cognitiveservices.azure.com/face/v1.2/largefacelists/staff/training"
    return api_error(status, named, body, method="GET", url=url, retry_after=None)


@pytest.mark.parametrize(
    ("status", "document", "cls", "code", "message"),
    [
        (
            404,
            {"error": {"code": "LargeFaceListNotFound", "message": "Gone."}},
            NotFoundError,
            "LargeFaceListNotFound",
            "Gone.",
        ),
        (401, {"error": {"code": "401", "message": "Denied."}}, AuthenticationError, "401", ""),
        (429, {"error": {"code": "429", "message": "Slow."}}, RateLimitError, "429", "Slow."),
        (429, {"error": {"statusCode": 429, "message": "Slow."}}, RateLimitError, "429", "Slow."),
        (429, {"statusCode": 429, "message": "Slow."}, RateLimitError, "429", "Slow."),
        (
            429,
            {"error": {"code": "RateLimitExceeded", "message": "Slow."}},
            RateLimitError,
            "RateLimitExceeded",
            "Slow.",
        ),
        (
            403,
            {"error": {"statusCode": 403, "message": "Out of call volume quota."}},
            PermissionDeniedError,
            "403",
            "Out of call volume quota.",
        ),
        (
            403,
            {
                "error": {
                    "code": "InvalidRequest",
                    "message": "Outer.",
                    "innererror": {"code": "UnsupportedFeature", "message": "Inner."},
                }
            },
            UnsupportedFeatureError,
            "UnsupportedFeature",
            "Inner.",
        ),
        (
            403,
            {"error": {"code": "InvalidRequest", "message": "Outer.", "innererror": {}}},
            PermissionDeniedError,
            "InvalidRequest",
            "Outer.",
        ),
        (404, {"error": {"code": "404", "message": "No page."}}, FaceApiError, "404", "No page."),
        (404, {"statusCode": 404, "message": "No page."}, FaceApiError, "404", "No page."),
        (409, {"error": {"message": "Busy."}}, ConflictError, None, "Busy."),
        (500, {"error": "It broke."}, ServerError, None, "It broke."),
        (400, {"code": "BadArgument", "message": "m"}, BadRequestError, "BadArgument", "m"),
        (400, {"error": None}, BadRequestError, None, "carries no message"),
        (400, {"error": {"code": True, "message": 5}}, BadRequestError, None, "no message"),
        (400, {"error": {"code": ["x"]}}, BadRequestError, None, "carries no message"),
        (400, [], BadRequestError, None, "carries no message"),
        (400, "text", BadRequestError, None, "carries no message"),
        (400, None, BadRequestError, None, "carries no message"),
    ],
)
def test_every_dialect_is_understood(
    status: int, document: Any, cls: type[FaceApiError], code: str | None, message: str
) -> None:
    body = json.dumps(document).encode()
    error = raised(status, body, apim_request_id="request-1")
    assert type(error) is cls
    assert (error.status_code, error.code, error.body) == (status, code, body)
    assert error.request_id == "request-1"
    assert str(error).startswith(str(status))
    assert message in str(error)
    assert "request id request-1]" in str(error)


@pytest.mark.parametrize(
    "body",
    [b"", b"<html><h1>502 Bad Gateway</h1></html>", b"\xff\xfe", b"{", b"[" * 10_000],
    ids=["nothing", "HTML", "bytes", "cut", "nested"],
)
@pytest.mark.parametrize(("status", "cls"), [(429, RateLimitError), (502, ServerError)])
def test_a_body_without_a_message_is_described(
    status: int, cls: type[FaceApiError], body: bytes
) -> None:
    error = raised(status, body, content_type="text/html; charset=utf-8")
    assert type(error) is cls
    assert error.code is None
    assert error.body == body
    told = f"({len(body)} bytes, text/html; charset=utf-8)" if body else "no details were sent"
    assert told in str(error)
    assert "<html>" not in str(error)


def test_the_text_says_where_and_what_to_do() -> None:
    where = "[GET https://example.cognitiveservices.azure.com/face/v1.2/largefacelists/staff"
    assert where in str(raised(404, b""))
    refused = str(raised(401, b'{"error":{"code":"401","message":"Access denied."}}'))
    assert refused.startswith("401: Access denied. https://example.cognitiveservices.azure.com ")
    assert "check that the key or token is of the resource" in refused
    limited = api_error(429, {}, b"", method="GET", url="https://x/", retry_after=26.0)
    assert "Try again in 26 s." in str(limited)
    assert limited.retry_after == 26.0


@given(st.text(), st.text(), st.text(), st.text(), st.sampled_from([400, 401, 404, 429, 503]))
def test_an_error_is_one_printable_line_whatever_the_answer_says(
    code: str, message: str, request_id: str, kind: str, status: int
) -> None:
    body = json.dumps({"error": {"code": code, "message": message}}).encode()
    for each in (body, b"x"):
        text = str(raised(status, each, apim_request_id=request_id, content_type=kind))
        assert text.isprintable()
        assert text.splitlines() == [text]


def test_a_long_message_is_cut_and_stays_whole_in_the_body() -> None:
    message = "word " * 1_000
    error = raised(400, json.dumps({"error": {"code": "X", "message": message}}).encode())
    assert len(str(error)) < 700
    assert read_error(error.body) == ("X", message)


def test_one_line_keeps_what_can_be_read() -> None:
    assert one_line("  Ren\u00e9e\tsaid:\n\n\u201cno\u201d ") == "Ren\u00e9e said: \u201cno\u201d"
    assert one_line("\x1b[31mred\ud800\u202e\x00") == "?[31mred???"
