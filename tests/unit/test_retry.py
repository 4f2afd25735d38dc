"""When a request is sent again: the policy as a pure function, and what an answer asks to wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from azface import (
    AzfaceError,
    ConfigurationError,
    ConflictError,
    FaceApiError,
    RequestTimeoutError,
    ResponseFormatError,
    RetryEvent,
    RetryPolicy,
    ServerError,
    TransportError,
)
from azface.retry import is_transient, retry_after_seconds, surely_not_done

seconds = st.floats(min_value=0, max_value=1e6)
DATE = "Wed, 21 Oct 2015 07:28:00 GMT"


def test_the_defaults_are_those_of_the_documentation() -> None:
    policy = RetryPolicy()
    assert attrs.astuple(policy) == (4, 8.0, 60.0, 120.0)
    assert hash(policy) == hash(RetryPolicy())
    with pytest.raises(AttributeError):
        policy.attempts = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    "wrong",
    [
        {"attempts": 0},
        {"attempts": -1},
        {"attempts": float("nan")},
        {"max_delay": -0.1},
        {"max_delay": float("nan")},
        {"max_retry_after": -1},
        {"max_retry_after": float("nan")},
        {"total": -1},
        {"total": float("nan")},
    ],
)
def test_a_policy_out_of_range_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=f"RetryPolicy: {next(iter(wrong))} must be"):
        RetryPolicy(**wrong)


@pytest.mark.parametrize(
    ("attempt", "longest"), [(1, 0.5), (2, 1), (3, 2), (4, 4), (5, 8), (6, 8), (5_000, 8)]
)
def test_the_wait_is_drawn_from_nothing_to_a_doubling_limit(attempt: int, longest: float) -> None:
    policy = RetryPolicy(attempts=10_000, total=float("inf"))
    waits = [
        policy.delay(attempt, elapsed=0.0, retry_after=None, chance=chance)
        for chance in (0.0, 0.25, 0.75)
    ]
    assert waits == [0.0, longest / 4, longest * 3 / 4]


@given(
    attempt=st.integers(1, 50),
    elapsed=seconds,
    retry_after=st.none() | seconds,
    chance=st.floats(0, 1, exclude_max=True),
    policy=st.builds(
        RetryPolicy,
        attempts=st.integers(1, 60),
        max_delay=seconds,
        max_retry_after=seconds,
        total=seconds,
    ),
)
def test_any_wait_keeps_every_limit(
    attempt: int, elapsed: float, retry_after: float | None, chance: float, policy: RetryPolicy
) -> None:
    wait = policy.delay(attempt, elapsed=elapsed, retry_after=retry_after, chance=chance)
    if wait is None:
        return
    assert attempt < policy.attempts
    assert wait >= 0
    assert elapsed + wait <= policy.total
    asked = retry_after or 0.0
    assert asked <= policy.max_retry_after
    assert asked <= wait <= max(asked, policy.max_delay)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": " 7 "}, 7.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "0"}, 0.0),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after-ms": "soon", "retry-after": "9"}, 9.0),
        ({"retry-after-ms": "-1", "retry-after": "9"}, 9.0),
        ({"retry-after": ""}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "-inf"}, None),
        ({"retry-after": "1e400"}, None),
        ({"retry-after": "7 seconds"}, None),
        ({"retry-after": DATE, "date": "Wed, 21 Oct 2015 07:27:30 GMT"}, 30.0),
        ({"retry-after": DATE, "date": "Wed, 21 Oct 2015 09:27:30 +0200"}, 30.0),
        ({"retry-after": DATE, "date": DATE}, 0.0),
        ({"retry-after": DATE, "date": "Wed, 21 Oct 2015 07:29:00 GMT"}, 0.0),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 -0000", "date": DATE}, 0.0),
        ({"retry-after": DATE, "date": "garbage"}, 0.0),
        ({"retry-after": DATE}, 0.0),
        ({"retry-after": "Wed, 99 Oct 2015 07:28:00 GMT"}, None),
        ({"retry-after": "Wed, 21 Oct 99999 07:28:00 GMT"}, None),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 +9999"}, None),
    ],
)
def test_retry_after_is_read_in_every_spelling(
    headers: dict[str, str], expected: float | None
) -> None:
    assert retry_after_seconds(headers) == expected


def test_a_date_without_a_date_header_is_held_against_our_own_clock() -> None:
    until = datetime.now(UTC) + timedelta(seconds=1_000)
    wait = retry_after_seconds({"retry-after": format_datetime(until, usegmt=True)})
    assert wait is not None
    assert 900 < wait <= 1_000


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Rate limit is exceeded. Try again in 26 seconds.", 26.0),
        ("Rate limit is exceeded. Try again later.", None),
        ("Please retry after 1 seconds. To increase your limit ...", 1.0),
        ("please RETRY AFTER 1 second.", 1.0),
        ("Out of call volume quota. Quota will be replenished in 2.12 days.", None),
        ("Try again in seconds.", None),
        ("Try again in 26 minutes.", None),
        ("Try again in 99999999999 seconds.", None),
        ("", None),
    ],
)
def test_the_message_is_read_where_no_header_says(message: str, expected: float | None) -> None:
    assert retry_after_seconds({}, message) == expected
    assert retry_after_seconds({"retry-after": "garbage"}, message) == expected
    assert retry_after_seconds({"retry-after": "3"}, message) == 3.0


@given(st.text() | st.floats().map(str) | st.datetimes().map(format_datetime), st.text())
def test_any_header_is_a_length_of_time_or_nothing(value: str, message: str) -> None:
    for name in ("retry-after", "retry-after-ms"):
        wait = retry_after_seconds({name: value, "date": value}, message)
        assert wait is None or 0 <= wait < float("inf")


RETRIED = {408, 429, 500, 502, 503, 504}


@pytest.mark.parametrize("status", range(400, 600))
def test_of_the_statuses_only_six_are_transient(status: int) -> None:
    error = FaceApiError("m", status_code=status)
    assert is_transient(error) == (status in RETRIED)


@pytest.mark.parametrize(
    ("error", "transient", "not_done"),
    [
        (TransportError("m"), True, False),
        (TransportError("m", sent=False), True, True),
        (RequestTimeoutError("m"), True, False),
        (RequestTimeoutError("m", sent=False), True, True),
        (ConflictError("m", status_code=409, code="ConcurrentOperationConflict"), True, True),
        (ConflictError("m", status_code=409, code="Other"), False, True),
        (ConflictError("m", status_code=409), False, True),
        (FaceApiError("m", status_code=408), True, False),
        (FaceApiError("m", status_code=429), True, True),
        (ServerError("m", status_code=500, retry_after=1.0), True, False),
        (ServerError("m", status_code=503), True, False),
        (ServerError("m", status_code=503, retry_after=0.0), True, True),
        (ServerError("m", status_code=520), False, False),
        (FaceApiError("m", status_code=404), False, True),
        (ResponseFormatError("m", status_code=200, body=b""), False, False),
        (ConfigurationError("m"), False, True),
    ],
)
def test_each_error_says_whether_to_repeat_and_whether_it_was_done(
    error: AzfaceError, transient: bool, not_done: bool
) -> None:
    assert is_transient(error) is transient
    assert surely_not_done(error) is not_done


def test_an_event_is_a_value() -> None:
    event = RetryEvent("Detect", 1, 0.5, TransportError("m"))
    assert event == RetryEvent("Detect", 1, 0.5, TransportError("other"))
    assert event != RetryEvent("Detect", 2, 0.5, event.error)
    assert hash(event) == hash(RetryEvent("Detect", 1, 0.5, TransportError("m")))
