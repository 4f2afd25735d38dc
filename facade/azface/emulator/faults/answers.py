"""What faults answer with: the recorded and documented bodies, in each dialect."""

import json
import math
from collections.abc import Mapping
from typing import Literal, cast

from azface.emulator.errors import too_many_requests
from azface.emulator.faults.checks import check_text
from azface.emulator.timestamps import http_date

Dialect = Literal["gateway", "legacy", "legacy_code", "bare"]
RetryHeader = Literal["seconds", "date", "milliseconds"]

EXPIRED = (
    "Unauthorized. Access token is missing, invalid, audience is incorrect "
    "(https://cognitiveservices.azure.com), or have expired."
)
CALL_VOLUME = "Out of call volume quota. Quota will be replenished in 2.12:34:56."
CONFLICT = "There is a conflict operation on requested resource, please try later."


def error(code: str, message: str) -> dict[str, object]:
    """The service's body, and the gateway's, whose code is the status as text."""
    return {"error": {"code": code, "message": message}}


def page(title: str) -> str:
    """What a proxy in between answers when the service does not."""
    return (
        f"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n"
        f"<center><h1>{title}</h1></center>\r\n</body>\r\n</html>\r\n"
    )


def rate_limit(dialect: Dialect, retry_after: float | None) -> dict[str, object]:
    """The body of a 429.

    Args:
        dialect: "gateway" is the documented one, "legacy" and "legacy_code" were recorded from the
            service, "bare" is what Azure's API gateway answers by itself.
        retry_after: Seconds that the message names, or None for none.
    """
    seconds = None if retry_after is None else math.ceil(retry_after)
    if dialect == "gateway":
        return too_many_requests(seconds).body()
    message = "Rate limit is exceeded. " + (
        "Try again later." if seconds is None else f"Try again in {seconds} seconds."
    )
    if dialect == "legacy_code":
        return error("RateLimitExceeded", message)
    plain: dict[str, object] = {"statusCode": 429, "message": message}
    return plain if dialect == "bare" else {"error": plain}


def retry_headers(header: RetryHeader | None, seconds: float, now: float) -> dict[str, str]:
    """The header that says when to try again.

    Args:
        header: In which form, or None for no header.
        seconds: In how many seconds.
        now: The clock, in Unix seconds.
    """
    if header == "seconds":
        return {"Retry-After": str(math.ceil(seconds))}
    if header == "date":
        return {"Retry-After": http_date(math.ceil(now + seconds))}
    if header == "milliseconds":
        return {"retry-after-ms": str(math.ceil(seconds * 1_000))}
    return {}


def written(body: object, headers: Mapping[str, str]) -> tuple[bytes, dict[str, str]]:
    """A body as bytes, and its headers: a mapping is written as JSON, with its Content-Type.

    Raises:
        ValueError: If the body is something else than bytes, a text or a mapping.
    """
    given = dict(headers)
    if isinstance(body, bytes):
        return body, given
    if isinstance(body, Mapping):
        if "content-type" not in map(str.lower, given):
            given["Content-Type"] = "application/json; charset=utf-8"
        return json.dumps(body, separators=(",", ":")).encode(), given
    check_text("body", body)
    return cast("str", body).encode(), given
