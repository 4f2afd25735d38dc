"""One request as a handler sees it, its answer, and what is remembered of it."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import cast

import attrs

from azface.emulator.errors import bad_argument, unsupported_media_type

JSON_MEDIA_TYPE = "application/json"
OCTET_STREAM = "application/octet-stream"


@attrs.frozen
class ReceivedRequest:
    """What the emulator remembers of a request: never a header, so never a key.

    Attributes:
        method: HTTP method.
        path: The path as it was sent, still percent-encoded.
        query: The query as it was sent, without the question mark.
        operation: The API's operation id, or None for an unknown path.
        status: HTTP status of the answer.
    """

    method: str
    path: str
    query: str
    operation: str | None
    status: int


@attrs.frozen
class Call:
    """One request, matched to an operation and allowed in.

    Attributes:
        version: The API version in the path, as sent.
        path: The path's parameters, decoded.
        query: The query's parameters, decoded.
        media_type: Content-Type without its parameters, in lower case; empty when absent.
        body: The whole body.
    """

    version: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    media_type: str
    body: bytes = attrs.field(repr=False)

    def json(self) -> dict[str, object]:
        """The body as a JSON object.

        Raises:
            ServiceError: 415 for another Content-Type, 400 for anything but a JSON object.
        """
        if self.media_type != JSON_MEDIA_TYPE:
            raise unsupported_media_type(JSON_MEDIA_TYPE)
        content = parsed_object(self.body)
        if content is None:
            raise bad_argument("Request body is invalid: a JSON object is expected.")
        return content


@attrs.frozen
class Answer:
    """Status, body and the headers that are particular to this answer."""

    status: int = 200
    body: bytes = attrs.field(default=b"", repr=False)
    headers: Mapping[str, str] = attrs.field(factory=dict[str, str])


Handler = Callable[[Call], Awaitable[Answer]]


def json_answer(
    content: object, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Answer:
    """An answer with a compact JSON body, as the service writes it."""
    body = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
    return Answer(
        status, body, {"Content-Type": f"{JSON_MEDIA_TYPE}; charset=utf-8", **(headers or {})}
    )


def parsed_object(body: bytes) -> dict[str, object] | None:
    """A JSON object's members, or None for anything else, however malformed."""
    try:
        content = json.loads(body.decode("utf-8-sig"), parse_constant=_refuse_constant)
    # RecursionError: ten thousand opening brackets are valid JSON so far.
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, object]", content) if isinstance(content, dict) else None


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")
