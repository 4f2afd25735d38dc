"""When a request is sent again: a frozen policy, and pure functions that decide."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from attrs import field, frozen

from azface.errors import (
    AzfaceError,
    ConfigurationError,
    ConflictError,
    FaceApiError,
    TransportError,
)

# The first wait is drawn from 0 to this; each further one from twice as much.
BASE_DELAY = 0.5

_RETRIED_STATUSES = frozenset({408, 429, 500, 502, 503, 504})
_SAYS_WHEN = re.compile(r"(?:try again in|retry after)\s+(\d{1,6})\s+second", re.IGNORECASE)


@frozen(kw_only=True)
class RetryPolicy:
    """How often and how patiently a request is sent again.

    Sent again are: lost connections, time-outs, 408, 429, 500, 502, 503, 504 and 409
    ConcurrentOperationConflict. What must not be done twice (adding a face) is sent again only when
    the service surely did nothing: no connection, 429, 503 with Retry-After, that 409.

    Args:
        attempts: How often a request is sent at most, 1 or more; 1 means never again.
        max_delay: The longest wait of our own choice between two attempts, in seconds. Waits are
            drawn at random from 0 to 0.5, 1, 2, ... seconds up to this (full jitter).
        max_retry_after: The longest Retry-After, in seconds, that is obeyed; beyond it the error is
            raised at once, with the value in `retry_after`.
        total: Seconds after which no further attempt is begun.

    Raises:
        ConfigurationError: A value is negative, or there are no attempts.

    Example:
        >>> from azface import RetryPolicy
        >>> never = RetryPolicy(attempts=1)
        >>> never.delay(1, elapsed=0.0, retry_after=None, chance=0.5) is None
        True
        >>> RetryPolicy().delay(1, elapsed=0.0, retry_after=None, chance=0.5)
        0.25
    """

    attempts: int = 4
    max_delay: float = 8.0
    max_retry_after: float = 60.0
    total: float = 120.0

    def __attrs_post_init__(self) -> None:
        if not self.attempts >= 1:
            raise ConfigurationError("RetryPolicy: attempts must be 1 or more (1: never again)")
        for name in ("max_delay", "max_retry_after", "total"):
            if not getattr(self, name) >= 0:
                raise ConfigurationError(f"RetryPolicy: {name} must be 0 or more seconds")

    def delay(
        self, attempt: int, *, elapsed: float, retry_after: float | None, chance: float
    ) -> float | None:
        """Seconds to wait after attempt number `attempt` (from 1), or None: give up.

        Args:
            attempt: How many attempts have been made.
            elapsed: Seconds since the first began.
            retry_after: What the answer asked for, in seconds.
            chance: A random number from [0, 1).
        """
        if attempt >= self.attempts:
            return None
        if retry_after is not None and retry_after > self.max_retry_after:
            return None
        wait = chance * min(self.max_delay, BASE_DELAY * 2.0 ** min(attempt - 1, 30))
        wait = max(wait, retry_after or 0.0)
        return wait if elapsed + wait <= self.total else None


@frozen
class RetryEvent:
    """What `on_retry` is told before each wait.

    Attributes:
        operation: The operation id, such as `GetLargeFaceListTrainingStatus`.
        attempt: How many attempts have been made.
        delay: Seconds until the next one.
        error: Why.
    """

    operation: str
    attempt: int
    delay: float
    error: AzfaceError = field(eq=False)


def is_transient(error: AzfaceError) -> bool:
    """Whether the same request may well succeed a little later."""
    if isinstance(error, FaceApiError):
        return error.status_code in _RETRIED_STATUSES or _is_concurrent(error)
    return isinstance(error, TransportError)


def surely_not_done(error: AzfaceError) -> bool:
    """Whether the service cannot have done what was asked."""
    if isinstance(error, TransportError):
        return not error.sent
    if isinstance(error, FaceApiError):
        if error.status_code == 503:
            return error.retry_after is not None
        # A 408 or a 5xx may come after the work was done; any other error says that it was not.
        return error.status_code < 500 and error.status_code != 408
    # Set-up that shows only when a request is about to leave: a closed client, a key function that
    # gives no key.
    return isinstance(error, ConfigurationError)


def retry_after_seconds(headers: Mapping[str, str], message: str = "") -> float | None:
    """What an answer asks to wait, in seconds, or None.

    Read from `retry-after-ms`, from `Retry-After` (seconds, or a date, which is held against the
    answer's own Date header), or from a 429's message: "Try again in 26 seconds." (recorded),
    "retry after 1 seconds" (error page). Header names in lower case.
    """
    milliseconds = _seconds(headers.get("retry-after-ms", ""))
    if milliseconds is not None:
        return milliseconds / 1000
    value = headers.get("retry-after", "")
    seconds = _seconds(value)
    if seconds is not None:
        return seconds
    until = http_date(value)
    if until is not None:
        now = http_date(headers.get("date", "")) or datetime.now(UTC)
        return max(0.0, (until - now).total_seconds())
    found = _SAYS_WHEN.search(message)
    return float(found[1]) if found else None


def _is_concurrent(error: FaceApiError) -> bool:
    return isinstance(error, ConflictError) and error.code == "ConcurrentOperationConflict"


def _seconds(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    # float() also reads "nan", "inf" and "-1", which no wait can be made of.
    return value if 0 <= value < float("inf") else None


def http_date(text: str) -> datetime | None:
    """Read a date as HTTP headers write it; None where it is none."""
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
