"""The service as an ASGI application: the gateway's part, then the operation's handler."""

import asyncio
import hmac
import math
import time
from collections.abc import Callable
from email.utils import formatdate
from urllib.parse import parse_qsl
from uuid import uuid4

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from azface.emulator import errors
from azface.emulator.detection import Detection
from azface.emulator.errors import ServiceError
from azface.emulator.face_lists import FaceLists
from azface.emulator.large_face_lists import LargeFaceLists
from azface.emulator.messages import Answer, Call, Handler, ReceivedRequest, json_answer
from azface.emulator.operations import Route, route
from azface.emulator.recognition import Recognition
from azface.emulator.resource import Resource
from azface.emulator.scripted import ScriptedAnswers

KNOWN_VERSIONS = ("v1.0", "v1.1-preview.1", "v1.2-preview.1", "v1.2", "v1.3-preview.1")
_VERSION_WARNING = (
    f'299 - "API version unknown to the emulator; it knows {", ".join(KNOWN_VERSIONS)}"'
)
# A body that is too large is read to its end all the same, or the client would meet a reset
# connection instead of the answer. Beyond this it is cut off.
_MAXIMUM_DRAINED_BYTES = 256 * 1_024 * 1_024


class Service:
    """One Face resource behind its gateway.

    Args:
        resource: The resource's state and rules.
        key: The key that requests must carry.
        scripted: Answers to give instead.
        received: Called with each request once its answer is known.
    """

    def __init__(
        self,
        resource: Resource,
        key: str,
        scripted: ScriptedAnswers,
        received: Callable[[ReceivedRequest], object],
    ) -> None:
        self._resource = resource
        self._key = key.encode()
        self._scripted = scripted
        self._received = received
        self._handlers: dict[str, Handler] = {
            **LargeFaceLists(resource).handlers(),
            **FaceLists(resource).handlers(),
            **Detection(resource).handlers(),
            **Recognition(resource).handlers(),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one HTTP request (ASGI)."""
        try:
            response = await self._respond(Request(scope, receive))
        # The client has gone, or the server goes: nobody waits for an answer.
        except (ClientDisconnect, asyncio.CancelledError):
            return
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        started = time.perf_counter()
        # As sent: decoded, an encoded slash would look like a separator.
        path = bytes(request.scope["raw_path"]).decode("ascii", errors="replace")
        query = bytes(request.scope["query_string"]).decode("ascii", errors="replace")
        body = await self._read_body(request)
        version, found = _route(path)
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        operation = (
            None if found is None else found.operation(request.method, media_type, body or b"")
        )
        operation_id = None if operation is None else operation.id
        answer = self._scripted.take(operation_id)
        headers = self._gateway_headers()
        if answer is None:
            try:
                self._authorize(request)
                if found is None:
                    raise errors.not_found_at_gateway()
                if operation is None:
                    raise errors.method_not_allowed(found.methods)
                handler = self._handlers.get(operation.id)
                if handler is None:
                    raise errors.not_emulated(operation.id)
                if body is None:
                    raise errors.body_too_large()
                answer = await handler(
                    Call(version, found.parameters, _parsed_query(query), media_type, body)
                )
            except ServiceError as error:
                answer = json_answer(error.body(), status=error.status, headers=error.headers)
            headers |= _service_headers(answer, version, time.perf_counter() - started)
        self._received(ReceivedRequest(request.method, path, query, operation_id, answer.status))
        return _response(answer, headers)

    async def _read_body(self, request: Request) -> bytes | None:
        """The body, or None if it is larger than the gateway takes."""
        maximum = self._resource.limits.maximum_body_bytes
        chunks: list[bytes] = []
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            if size <= maximum:
                chunks.append(chunk)
            elif size > _MAXIMUM_DRAINED_BYTES:
                break
        return b"".join(chunks) if size <= maximum else None

    def _authorize(self, request: Request) -> None:
        key = request.headers.get("ocp-apim-subscription-key")
        if key is None:
            scheme, _, token = request.headers.get("authorization", "").partition(" ")
            key = token.strip() if scheme.lower() == "bearer" else ""
        if not hmac.compare_digest(key.encode(), self._key):
            raise errors.access_denied()

    def _gateway_headers(self) -> dict[str, str]:
        return {
            "Date": formatdate(self._resource.clock(), usegmt=True),
            "apim-request-id": str(uuid4()),
        }


def _service_headers(answer: Answer, version: str, seconds: float) -> dict[str, str]:
    headers = {
        "x-envoy-upstream-service-time": str(math.ceil(seconds * 1_000)),
        "x-ms-region": "Emulator",
        "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
        "X-Content-Type-Options": "nosniff",
    }
    if answer.status < 400:
        headers["CSP-Billing-Usage"] = "CognitiveServices.Face.Transaction=1"
    if version and version not in KNOWN_VERSIONS:
        headers["Warning"] = _VERSION_WARNING
    return headers


def _parsed_query(query: str) -> dict[str, str]:
    pairs = parse_qsl(query, keep_blank_values=True)
    parsed = dict(pairs)
    if len(parsed) != len(pairs):
        raise errors.bad_argument("A query parameter is given more than once.")
    return parsed


def _route(path: str) -> tuple[str, Route | None]:
    """The API version in the path, as sent, and the route behind it."""
    prefix, _, rest = path[1:].partition("/")
    version, _, rest = rest.partition("/")
    if prefix != "face" or not version:
        return "", None
    return version, route(f"/{rest}")


def _response(answer: Answer, headers: dict[str, str]) -> Response:
    """The answer, its header names in the case of the recordings (Starlette would lower them)."""
    own = {name.lower() for name in answer.headers}
    merged = {name: value for name, value in headers.items() if name.lower() not in own}
    merged.update(answer.headers)
    if answer.status not in (204, 304):
        merged["Content-Length"] = str(len(answer.body))
    response = Response(answer.body, answer.status)
    response.raw_headers = [
        (name.encode("ascii"), value.encode("latin-1")) for name, value in merged.items()
    ]
    return response
