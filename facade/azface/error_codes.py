"""The service's error codes, and how an answer with an error becomes one of ours.

Sources: the error page (https://aka.ms/face-error-codes-and-messages), recorded traffic, and the
dialects of the gateways in front of the service.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import cast

from azface.errors import (
    AlreadyExistsError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
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


class ErrorCode(StrEnum):
    """Codes that `FaceApiError.code` can hold; the service may send others, as plain text.

    Example:
        >>> from azface import ErrorCode
        >>> "LargeFaceListNotTrained" == ErrorCode.LARGE_FACE_LIST_NOT_TRAINED
        True
    """

    BAD_ARGUMENT = "BadArgument"
    CONCURRENT_OPERATION_CONFLICT = "ConcurrentOperationConflict"
    FACE_LIST_EXISTS = "FaceListExists"
    FACE_LIST_NOT_FOUND = "FaceListNotFound"
    FACE_LIST_NOT_READY = "FaceListNotReady"
    FACE_NOT_FOUND = "FaceNotFound"
    INVALID_IMAGE = "InvalidImage"
    INVALID_IMAGE_SIZE = "InvalidImageSize"
    INVALID_URL = "InvalidURL"
    LARGE_FACE_LIST_EXISTS = "LargeFaceListExists"
    LARGE_FACE_LIST_NOT_FOUND = "LargeFaceListNotFound"
    LARGE_FACE_LIST_NOT_TRAINED = "LargeFaceListNotTrained"
    LARGE_FACE_LIST_TRAINING_NOT_FINISHED = "LargeFaceListTrainingNotFinished"
    LARGE_PERSON_GROUP_EXISTS = "LargePersonGroupExists"
    LARGE_PERSON_GROUP_NOT_FOUND = "LargePersonGroupNotFound"
    LARGE_PERSON_GROUP_NOT_TRAINED = "LargePersonGroupNotTrained"
    LARGE_PERSON_GROUP_TRAINING_NOT_FINISHED = "LargePersonGroupTrainingNotFinished"
    OPERATION_TIME_OUT = "OperationTimeOut"
    PERSISTED_FACE_NOT_FOUND = "PersistedFaceNotFound"
    PERSON_GROUP_EXISTS = "PersonGroupExists"
    PERSON_GROUP_NOT_FOUND = "PersonGroupNotFound"
    PERSON_GROUP_NOT_TRAINED = "PersonGroupNotTrained"
    PERSON_GROUP_TRAINING_NOT_FINISHED = "PersonGroupTrainingNotFinished"
    PERSON_NOT_FOUND = "PersonNotFound"
    QUOTA_EXCEEDED = "QuotaExceeded"
    RATE_LIMIT_EXCEEDED = "RateLimitExceeded"
    UNSUPPORTED_FEATURE = "UnsupportedFeature"


_BY_CODE: dict[str, type[FaceApiError]] = {
    ErrorCode.INVALID_IMAGE: ImageRefusedError,
    ErrorCode.INVALID_IMAGE_SIZE: ImageRefusedError,
    ErrorCode.INVALID_URL: ImageRefusedError,
    ErrorCode.QUOTA_EXCEEDED: QuotaExceededError,
    ErrorCode.RATE_LIMIT_EXCEEDED: RateLimitError,
    ErrorCode.UNSUPPORTED_FEATURE: UnsupportedFeatureError,
}

# One spelling for face lists, large face lists, persons and groups alike.
_BY_ENDING: dict[str, type[FaceApiError]] = {
    "TrainingNotFinished": TrainingNotFinishedError,
    "NotTrained": NotTrainedError,
    "NotFound": NotFoundError,
    "Exists": AlreadyExistsError,
}

_BY_STATUS: dict[int, type[FaceApiError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    408: BadRequestError,
    409: ConflictError,
    413: BadRequestError,
    415: BadRequestError,
    429: RateLimitError,
}


def error_class(status: int, code: str | None) -> type[FaceApiError]:
    """The class for an answer with this status and code."""
    if status >= 500:
        return ServerError
    if status in (401, 429) or code is None:
        return _BY_STATUS.get(status, FaceApiError)
    if code in _BY_CODE:
        return _BY_CODE[code]
    for ending, cls in _BY_ENDING.items():
        if code.endswith(ending):
            return cls
    return _BY_STATUS.get(status, FaceApiError)


def read_error(body: bytes) -> tuple[str | None, str]:
    """The code and the message of an error body, in whatever dialect it is written.

    The service says `{"error": {"code", "message"}}`, and puts what it really means into an inner
    error where there is one; gateways say `{"error": {"statusCode"}}`, `{"statusCode"}`, HTML, or
    nothing at all.
    """
    try:
        document: object = json.loads(body)
    except (ValueError, RecursionError):
        return None, ""
    outer = _mapping(document)
    error = _mapping(outer.get("error")) or outer
    inner = _mapping(error.get("innererror"))
    code = inner.get("code") or error.get("code") or error.get("statusCode")
    message = inner.get("message") or error.get("message") or outer.get("error")
    known = isinstance(code, str | int) and not isinstance(code, bool)
    return str(code) if known else None, message if isinstance(message, str) else ""


def api_error(
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    *,
    method: str,
    url: str,
    retry_after: float | None,
) -> FaceApiError:
    """The error for an answer; header names in lower case, `retry_after` in seconds."""
    code, message = read_error(body)
    request_id = headers.get("apim-request-id")
    cls = error_class(status, code)
    parts = [str(status)]
    if code is not None and code != str(status):
        parts.append(one_line(code))
    text = " ".join(parts) + ": " + (one_line(message) or _without_message(headers, body))
    origin = "/".join(url.split("/", 3)[:3])
    if cls is AuthenticationError:
        text += (
            f" {origin} refused the credential: check that the key or token is of the resource "
            "with this endpoint, and neither expired nor regenerated."
        )
    elif cls is RateLimitError and retry_after is not None:
        text += f" Try again in {retry_after:g} s."
    text += f" [{method} {url}; request id {one_line(request_id or 'none')}]"
    return cls(
        text,
        status_code=status,
        code=code,
        request_id=request_id,
        retry_after=retry_after,
        body=body,
    )


def one_line(text: str) -> str:
    """What others wrote, fit for a message of ours: one line, printable, not endless."""
    line = " ".join(text.split())
    line = "".join(character if character.isprintable() else "?" for character in line)
    return line if len(line) <= 500 else line[:497] + "..."


def _mapping(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}


def _without_message(headers: Mapping[str, str], body: bytes) -> str:
    if not body:
        return "no details were sent."
    kind = headers.get("content-type", "no content type")
    return f"the answer carries no message ({len(body)} bytes, {one_line(kind)})."
