"""Faults on purpose, as values: what goes wrong with a request that one hits."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Self, cast, get_args

import attrs

from azface.emulator.faults.answers import (
    CALL_VOLUME,
    CONFLICT,
    EXPIRED,
    Dialect,
    RetryHeader,
    error,
    page,
    rate_limit,
    retry_headers,
    written,
)
from azface.emulator.faults.checks import (
    check_choice,
    check_headers,
    check_seconds,
    check_text,
    check_whole,
)
from azface.emulator.faults.json_form import constructed, members
from azface.emulator.faults.kinds import KINDS, OF_SUCCESS, OF_TRAINING, TRAIN_OPERATIONS, FaultKind

_WITHOUT_BODY = (204, 304)
_HTML = {"Content-Type": "text/html; charset=utf-8"}
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})
_MOST = 1_000_000_000


@attrs.frozen(kw_only=True)
class Fault:
    """Something that goes wrong on purpose; made by its named constructors.

    Attributes:
        kind: The name of the constructor.
        status: HTTP status of the answer that is given instead; None for a fault of another sort.
        body: That answer's body.
        headers: That answer's headers besides those that every answer has.
        dialect: In which form a 429 is written.
        retry_after: Seconds after which to try again, if the answer says so.
        header: The header that says so.
        seconds: By how much an answer is late.
        keep: How many bytes of a cut body are sent; None for half.
        reads: How many status reads see the state before a training.
        message: The message of a failed training.
        location: The Operation-Location of a train's answer; None for none.

    Example:
        >>> from azface.emulator import Fault
        >>> Fault.from_json({"fault": "rate_limited", "retry_after": 3}).status
        429
        >>> Fault.slow(0.5).to_json()
        {'fault': 'slow', 'seconds': 0.5}
    """

    kind: FaultKind
    status: int | None = None
    body: bytes = attrs.field(default=b"", repr=False)
    headers: Mapping[str, str] = attrs.field(default=_NO_HEADERS, hash=False)
    dialect: Dialect = "gateway"
    retry_after: float | None = None
    header: RetryHeader | None = None
    seconds: float = 0.0
    keep: int | None = None
    reads: int = 1
    message: str = ""
    location: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.status is not None:
            check_whole("status", self.status, 200, 599)
        if self.body and self.status in _WITHOUT_BODY:
            raise ValueError(f"an answer with status {self.status} has no body")
        check_headers(self.headers)
        check_choice("dialect", self.dialect, get_args(Dialect))
        check_seconds("retry_after", self.retry_after)
        check_choice("header", self.header, (None, *get_args(RetryHeader)))
        if self.header is not None and self.retry_after is None:
            raise ValueError("header needs retry_after, the seconds that it tells")
        check_seconds("seconds", self.seconds)
        if self.keep is not None:
            check_whole("keep", self.keep, 0, _MOST)
        check_whole("reads", self.reads, 1, _MOST)
        check_text("message", self.message)
        if self.location is not None:
            check_headers({"Operation-Location": self.location})

    @classmethod
    def answer(
        cls,
        status: int,
        body: bytes | str | Mapping[str, object] = b"",
        headers: Mapping[str, str] = _NO_HEADERS,
    ) -> Self:
        """An answer of the caller's; the request is not performed.

        Args:
            status: HTTP status, 200 to 599.
            body: The body; a mapping is written as JSON, with its Content-Type.
            headers: Headers besides those that every answer has.

        Raises:
            ValueError: If an argument cannot be.
        """
        return cls._answered("answer", status, body, headers)

    @classmethod
    def rate_limited(
        cls,
        retry_after: float | None = None,
        header: RetryHeader | None = None,
        dialect: Dialect = "gateway",
    ) -> Self:
        """429: too many requests.

        Args:
            retry_after: Seconds after which to try again, told in the message as recorded.
            header: A header that tells them too: `Retry-After` in seconds or as a date, or
                `retry-after-ms`. No recording shows one.
            dialect: "gateway" is the documented body, "legacy" and "legacy_code" are recorded ones,
                "bare" is that of Azure's API gateway.
        """
        check_seconds("retry_after", retry_after)
        return attrs.evolve(
            cls._answered("rate_limited", 429, rate_limit(dialect, retry_after)),
            dialect=dialect,
            retry_after=retry_after,
            header=header,
        )

    @classmethod
    def token_expired(cls) -> Self:
        """401: the gateway's answer to an expired token."""
        return cls._answered("token_expired", 401, error("401", EXPIRED))

    @classmethod
    def call_volume(cls) -> Self:
        """403: the month's calls are used up; the recorded body has no code."""
        body = {"error": {"statusCode": 403, "message": CALL_VOLUME}}
        return cls._answered("call_volume", 403, body)

    @classmethod
    def quota_exceeded(cls) -> Self:
        """403 QuotaExceeded: a list, a person or a face too many."""
        return cls._answered("quota_exceeded", 403, error("QuotaExceeded", "Quota is exceeded."))

    @classmethod
    def conflict(cls) -> Self:
        """409 ConcurrentOperationConflict: another write is in progress."""
        return cls._answered("conflict", 409, error("ConcurrentOperationConflict", CONFLICT))

    @classmethod
    def server_error(cls, status: int = 500) -> Self:
        """500, or another status of the server's own: an error in the service's JSON.

        Args:
            status: HTTP status, 500 to 599.
        """
        check_whole("status", status, 500, 599)
        body = error("InternalServerError", "An unexpected error occurred.")
        return cls._answered("server_error", status, body)

    @classmethod
    def bad_gateway(cls) -> Self:
        """502 with an HTML page."""
        return cls._answered("bad_gateway", 502, page("502 Bad Gateway"), _HTML)

    @classmethod
    def unavailable(cls, retry_after: float | None = None) -> Self:
        """503 without a body.

        Args:
            retry_after: Seconds for a Retry-After header; None for no header.
        """
        return cls(
            kind="unavailable",
            status=503,
            retry_after=retry_after,
            header=None if retry_after is None else "seconds",
        )

    @classmethod
    def gateway_timeout(cls) -> Self:
        """504 with an HTML page."""
        return cls._answered("gateway_timeout", 504, page("504 Gateway Time-out"), _HTML)

    @classmethod
    def warned(cls) -> Self:
        """The work is done, and a success is told with status 299."""
        return cls(kind="warned")

    @classmethod
    def slow(cls, seconds: float) -> Self:
        """The work is done, and the answer is late.

        Args:
            seconds: By how much, in real seconds.
        """
        return cls(kind="slow", seconds=seconds)

    @classmethod
    def cut_body(cls, keep: int | None = None) -> Self:
        """The work is done, and the connection ends before the body that was announced.

        An answer that has none by its status, or to a HEAD, does not use it up.

        Args:
            keep: How many bytes of it are sent; by default half.
        """
        return cls(kind="cut_body", keep=keep)

    @classmethod
    def reset_before(cls) -> Self:
        """The connection is reset, and nothing was done."""
        return cls(kind="reset_before")

    @classmethod
    def reset_after(cls) -> Self:
        """The work is done, and the connection is reset instead of the answer."""
        return cls(kind="reset_after")

    @classmethod
    def stale_status(cls, reads: int = 1) -> Self:
        """After a train, the next reads of the status still show what was before it.

        Args:
            reads: How many.
        """
        return cls(kind="stale_status", reads=reads)

    @classmethod
    def training_fails(cls, message: str) -> Self:
        """A training ends failed.

        Args:
            message: The message of its TrainingResult.
        """
        return cls(kind="training_fails", message=message)

    @classmethod
    def training_never_ends(cls) -> Self:
        """A training runs for ever."""
        return cls(kind="training_never_ends")

    @classmethod
    def operation_location(cls, location: str | None) -> Self:
        """A train's 202 points elsewhere, or nowhere.

        Args:
            location: The Operation-Location header; None for none.
        """
        return cls(kind="operation_location", location=location)

    @classmethod
    def from_json(cls, content: Mapping[str, object]) -> Self:
        """The fault that JSON describes.

        Args:
            content: "fault" with the kind, and the arguments of its constructor by their names.

        Raises:
            ValueError: For an unknown kind, an unknown or missing member, or a value that cannot
                be.
        """
        constructors: dict[str, Callable[..., Any]] = {kind: getattr(cls, kind) for kind in KINDS}
        return cast("Self", constructed(constructors, content))

    def to_json(self) -> dict[str, object]:
        """The fault as `from_json` takes it, without what is as by default.

        Raises:
            ValueError: If it has a body that is no text.
        """
        return members(self.kind, getattr(Fault, self.kind), self)

    @property
    def needs_answer(self) -> bool:
        """Whether only an answer shows if it hits, so that another does not use it up."""
        return self.kind in OF_SUCCESS or self.kind == "cut_body"

    def can_change(self, method: str, status: int) -> bool:
        """Whether it changes an answer of this status to a request of this method."""
        if self.kind == "cut_body":
            return method != "HEAD" and status not in _WITHOUT_BODY
        return self.kind not in OF_SUCCESS or status < 300

    def applies_to(self, operation: str | None) -> bool:
        """Whether it can hit requests of this operation id; None for an unknown path."""
        return self.kind not in OF_TRAINING or operation in TRAIN_OPERATIONS

    def answer_headers(self, now: float) -> dict[str, str]:
        """The headers of the answer that is given instead.

        Args:
            now: The clock, in Unix seconds.
        """
        return {**self.headers, **retry_headers(self.header, self.retry_after or 0.0, now)}

    @classmethod
    def _answered(
        cls,
        kind: FaultKind,
        status: int,
        body: object,
        headers: Mapping[str, str] = _NO_HEADERS,
    ) -> Self:
        check_headers(headers)
        content, given = written(body, headers)
        return cls(kind=kind, status=status, body=content, headers=MappingProxyType(given))
