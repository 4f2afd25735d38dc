"""The service: the gateway's part, then the operation's handler, and the faults in between."""

import asyncio
import hmac
import logging
import math
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence

from azface.emulator import errors
from azface.emulator.bodies import JSON_MEDIA_TYPE
from azface.emulator.errors import ServiceError
from azface.emulator.faults import Fault, Faults
from azface.emulator.http.connection import HttpRequest, HttpResponse
from azface.emulator.http.fault_effects import changed, delivered
from azface.emulator.http.target import Target, content_type, parsed_query, target_of
from azface.emulator.ids import Ids, id_text
from azface.emulator.messages import (
    Answer,
    Call,
    Control,
    ControlRequest,
    Handler,
    ReceivedRequest,
    json_answer,
)
from azface.emulator.tiers import Throttle
from azface.emulator.timestamps import http_date, ticks

logger = logging.getLogger("azface.emulator")
# Without a handler of the user's own, logging would write to stderr.
logger.addHandler(logging.NullHandler())

KNOWN_VERSIONS = ("v1.0", "v1.1-preview.1", "v1.2-preview.1", "v1.2", "v1.3-preview.1")
_VERSION_WARNING = (
    f'299 - "API version unknown to the emulator; it knows {", ".join(KNOWN_VERSIONS)}"'.encode()
)
_SERVICE_HEADERS = (
    (b"x-ms-region", b"Emulator"),
    (b"Strict-Transport-Security", b"max-age=31536000; includeSubDomains; preload"),
    (b"X-Content-Type-Options", b"nosniff"),
)
_BILLED = (b"CSP-Billing-Usage", b"CognitiveServices.Face.Transaction=1")
_CONTROL = re.compile(r"/_emulator(?:/([^?]*))?(?:\?(.*))?", re.DOTALL)
_SNAPSHOT = "snapshot"
_MAXIMUM_SNAPSHOT_BYTES = 512 * 1_024 * 1_024
_MAXIMUM_REMEMBERED_BODY = 64 * 1_024


class Service:
    """One Face resource behind its gateway.

    Args:
        handlers: What performs each operation, by its id.
        key: The key that requests must carry.
        maximum_body_bytes: Above this a body is refused with 413, if it is no snapshot.
        clock: The time, in Unix seconds.
        ids: What makes the ids of requests.
        faults: What goes wrong on purpose.
        throttle: How many calls are taken; None for any number.
        received: Called with each request once its answer is known.
        control: What answers requests to the emulator itself; None for nothing.
    """

    def __init__(
        self,
        handlers: Mapping[str, Handler],
        *,
        key: str,
        maximum_body_bytes: int,
        clock: Callable[[], float],
        ids: Ids,
        faults: Faults,
        throttle: Throttle | None,
        received: Callable[[ReceivedRequest], object],
        control: Control | None = None,
    ) -> None:
        self._handlers = handlers
        self._key = key.encode()
        self._maximum_body_bytes = maximum_body_bytes
        self._clock = clock
        self._ids = ids
        self._faults = faults
        self._throttle = throttle
        self._received = received
        self._control = control
        self._date = (0, http_date(0).encode())

    def maximum_body_bytes(self, request: HttpRequest) -> int:
        """How large a body is taken: of those who have the key, a whole state too."""
        control = _CONTROL.fullmatch(request.target)
        sent = (request.method, None if control is None else control[1])
        if sent == ("PUT", _SNAPSHOT) and self._has_key(request):
            return _MAXIMUM_SNAPSHOT_BYTES
        return self._maximum_body_bytes

    def refuse(self) -> HttpResponse:
        """The answer to what is no HTTP."""
        return self._response(
            _refused(errors.bad_argument("The request is not HTTP/1.1, or its head is too large.")),
            self._clock(),
        )

    async def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers a request, as far as the faults let it."""
        if control := _CONTROL.fullmatch(request.target):
            answer = await _guarded(
                self._controlled(request, control[1] or "", control[2] or ""), request.target
            )
            return self._response(answer, self._clock())
        started = time.perf_counter()
        target = target_of(request)
        refusal = self._refusal(request)
        injected = None if refusal is not None else self._faults.take(target.operation)
        fault = None if injected is None else injected.fault
        headers: list[tuple[bytes, bytes]] = []
        if fault is not None and fault.kind == "reset_before":
            self._remember(request, target, None, fault, self._clock())
            return HttpResponse(0, (), b"", reset=True)
        if fault is not None and fault.status is not None:
            answer = Answer(fault.status, fault.body, fault.answer_headers(self._clock()))
        else:
            if refusal is not None:
                answer = _refused(refusal)
            else:
                answer = await _guarded(
                    self._performed(request, target, fault), target.operation or target.path
                )
            headers = _service_headers(answer, target.version, time.perf_counter() - started)
        if injected is not None and injected.fault.needs_answer:
            hit = injected.fault.can_change(request.method, answer.status)
            self._faults.settle(injected, hit=hit)
            fault = fault if hit else None
        if fault is not None:
            answer = changed(answer, fault)
        now = self._clock()
        self._remember(request, target, answer.status, fault, now)
        response = self._response(answer, now, headers)
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        return response if fault is None else delivered(response, fault)

    async def _performed(self, request: HttpRequest, target: Target, fault: Fault | None) -> Answer:
        if target.route is None:
            raise errors.not_found_at_gateway()
        if target.operation is None:
            raise errors.method_not_allowed(target.route.methods)
        if target.route.superseded:
            raise errors.not_emulated(f"{target.operation} at its path of before v1.2")
        handler = self._handlers.get(target.operation)
        if handler is None:
            raise errors.not_emulated(target.operation)
        if request.body is None:
            raise errors.body_too_large()
        return await handler(
            Call(
                target.version,
                target.route.parameters,
                parsed_query(target.query),
                target.media_type,
                request.body,
                target.content_type,
                fault,
            )
        )

    async def _controlled(self, request: HttpRequest, path: str, query: str) -> Answer:
        if not self._has_key(request):
            raise errors.access_denied()
        if self._control is None:
            raise errors.not_found_at_gateway()
        if request.body is None:
            raise errors.body_too_large()
        return await self._control(
            ControlRequest(
                request.method,
                path,
                parsed_query(query),
                content_type(request),
                request.body,
            )
        )

    def _refusal(self, request: HttpRequest) -> ServiceError | None:
        if not self._has_key(request):
            return errors.access_denied()
        wait = None if self._throttle is None else self._throttle.take(ticks(self._clock()))
        return None if wait is None else errors.too_many_requests(wait)

    def _has_key(self, request: HttpRequest) -> bool:
        key = request.headers.get(b"ocp-apim-subscription-key")
        if key is None:
            scheme, _, token = request.headers.get(b"authorization", b"").partition(b" ")
            key = token.strip() if scheme.lower() == b"bearer" else b""
        return hmac.compare_digest(key, self._key)

    def _remember(
        self,
        request: HttpRequest,
        target: Target,
        status: int | None,
        fault: Fault | None,
        now: float,
    ) -> None:
        body = request.body or b""
        kept = target.media_type == JSON_MEDIA_TYPE and len(body) <= _MAXIMUM_REMEMBERED_BODY
        self._received(
            ReceivedRequest(
                request.method,
                target.path,
                target.query,
                target.operation,
                status,
                None if fault is None else fault.kind,
                now,
                len(body),
                body if kept else None,
            )
        )

    def _response(
        self, answer: Answer, now: float, further: Sequence[tuple[bytes, bytes]] = ()
    ) -> HttpResponse:
        if self._date[0] != int(now):
            self._date = (int(now), http_date(int(now)).encode())
        request_id = id_text(self._ids.of_request()).encode()
        headers = [(b"Date", self._date[1]), (b"apim-request-id", request_id), *further]
        if answer.headers:
            own = {name.lower().encode() for name in answer.headers}
            headers = [each for each in headers if each[0].lower() not in own]
            # In the case of the recordings, as the others.
            headers += [
                (name.encode(), value.encode("latin-1")) for name, value in answer.headers.items()
            ]
        return HttpResponse(answer.status, headers, answer.body)


async def _guarded(work: Awaitable[Answer], what: str) -> Answer:
    """The answer, or the refusal; what nobody foresaw is logged, and answered with 500."""
    try:
        return await work
    except ServiceError as error:
        return _refused(error)
    except Exception:
        logger.exception("%s failed", what)
        return _refused(errors.unexpected())


def _refused(error: ServiceError) -> Answer:
    return json_answer(error.body(), status=error.status, headers=error.headers)


def _service_headers(answer: Answer, version: str, seconds: float) -> list[tuple[bytes, bytes]]:
    headers = [
        (b"x-envoy-upstream-service-time", b"%d" % math.ceil(seconds * 1_000)),
        *_SERVICE_HEADERS,
    ]
    if answer.status < 400:
        headers.append(_BILLED)
    if version and version not in KNOWN_VERSIONS:
        headers.append((b"Warning", _VERSION_WARNING))
    return headers
