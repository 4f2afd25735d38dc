"""One request as a handler sees it, its answer, and what is remembered of it."""

import json
from collections.abc import Awaitable, Callable, Mapping

import attrs

from azface.emulator.bodies import JSON_MEDIA_TYPE, parsed_object
from azface.emulator.errors import bad_argument, unsupported_media_type
from azface.emulator.faults import Fault


@attrs.frozen
class ReceivedRequest:
    """What the emulator remembers of a request: never a header, so never a key.

    Attributes:
        method: HTTP method.
        path: The path as it was sent, still percent-encoded.
        query: The query as it was sent, without the question mark.
        operation: The API's operation id, or None for an unknown path.
        status: HTTP status of the answer, also of one that was lost; None if there was none.
        fault: The kind of the fault that hit it, or None.
        at: When it was answered by the emulator's clock, in Unix seconds.
        body_size: The body's length in bytes; of one that was refused for its length 0.
        body: The body, if it was said to be JSON and has at most 65,536 bytes.

    Example:
        >>> from azface.emulator import Emulator
        >>> with Emulator() as emulator, emulator.client() as face_client:
        ...     face_client.large_face_lists.create("staff", name="Staff")
        ...     [request] = emulator.requests_of("CreateLargeFaceList")
        >>> request.status, request.json
        (200, {'name': 'Staff', 'recognitionModel': 'recognition_04'})
    """

    method: str
    path: str
    query: str
    operation: str | None
    status: int | None
    fault: str | None = None
    at: float = 0.0
    body_size: int = 0
    body: bytes | None = attrs.field(default=None, repr=False)

    @property
    def json(self) -> object:
        """The body's JSON, parsed at each look; None if it has none."""
        try:
            return None if self.body is None else json.loads(self.body)
        except (ValueError, RecursionError):
            return None


@attrs.frozen
class Call:
    """One request, matched to an operation and allowed in.

    Attributes:
        version: The API version in the path, as sent.
        path: The path's parameters, decoded.
        query: The query's parameters, decoded.
        media_type: Content-Type without its parameters, in lower case; empty when absent.
        body: The whole body.
        content_type: Content-Type as sent, with its parameters; empty when absent.
        fault: The fault that hits it, of those that the handler itself plays.
    """

    version: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    media_type: str
    body: bytes = attrs.field(repr=False)
    content_type: str = ""
    fault: "Fault | None" = None

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


@attrs.frozen
class ControlRequest:
    """One request to the emulator itself, below `/_emulator/`, with the key.

    Attributes:
        method: HTTP method.
        path: The path after `/_emulator/`, still percent-encoded.
        query: The query's parameters, decoded.
        content_type: Content-Type as sent, with its parameters; empty when absent.
        body: The whole body.
    """

    method: str
    path: str
    query: Mapping[str, str]
    content_type: str
    body: bytes = attrs.field(repr=False)


Control = Callable[[ControlRequest], Awaitable[Answer]]


def json_answer(
    content: object, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Answer:
    """An answer with a compact JSON body, as the service writes it."""
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
    # Half of a surrogate pair, which a message may quote, is escaped so in JSON too.
    body = text.encode(errors="backslashreplace")
    return Answer(
        status, body, {"Content-Type": f"{JSON_MEDIA_TYPE}; charset=utf-8", **(headers or {})}
    )
