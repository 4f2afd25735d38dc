"""Trouble in mid-wait: what is waited out, and what ends the wait."""

from __future__ import annotations

from itertools import repeat
from typing import Any

import pytest
from attrs import evolve

from azface import (
    AuthenticationError,
    FaceApiError,
    PermissionDeniedError,
    PollSchedule,
    RequestTimeoutError,
    ResponseFormatError,
    ServerError,
    TrainingTimeoutError,
    TransportError,
)
from azface._flow import Reply
from azface._training import LARGE_FACE_LIST
from azface._waiting import train_and_watch

HTML = b"<html><h1>502 Bad Gateway</h1></html>"
EVERY_TEN = PollSchedule.every(10)


@pytest.fixture(
    params=[
        Reply(429, {"retry-after": "1"}),
        Reply(429, {}, b'{"error": {"code": "429", "message": "Rate limit is exceeded."}}'),
        Reply(429, {}, b'{"statusCode": 429, "message": "slow down"}'),
        Reply(408),
        Reply(500),
        Reply(502, {"content-type": "text/html"}, HTML),
        Reply(503),
        Reply(504, {}, b"not json"),
        Reply(409, {}, b'{"error": {"code": "ConcurrentOperationConflict"}}'),
        RequestTimeoutError("no answer in time"),
        TransportError("connection refused", sent=False),
        TransportError("connection reset"),
        Reply(200, {"content-type": "text/html"}, HTML),
        Reply(200, {}, b'{"status": 5}'),
        Reply(302, {"location": "https://elsewhere.example"}),
    ],
    ids=lambda trouble: f"{type(trouble).__name__}-{getattr(trouble, 'status', '')}",
)
def trouble(request: pytest.FixtureRequest) -> Any:
    return request.param


def test_passing_trouble_is_waited_out(wait: Any, answer: Any, trouble: Any) -> None:
    played = wait("staff", [answer("running"), trouble, trouble, answer("succeeded")])
    assert played.value.succeeded
    assert [update.error is None for update in played.emitted] == [True, False, False, True]


def test_trouble_at_the_first_look_is_waited_out(wait: Any, answer: Any, trouble: Any) -> None:
    assert wait("staff", [trouble, answer("succeeded")]).value.succeeded


def test_each_look_is_one_request_whatever_it_meets(wait: Any, answer: Any, trouble: Any) -> None:
    played = wait("staff", [trouble, answer("succeeded")], schedule=EVERY_TEN)
    assert played.sleeps == [10]


def test_trouble_without_end_is_waited_out_until_the_deadline(wait: Any) -> None:
    played = wait("staff", repeat(Reply(503)), timeout=600.0)
    assert isinstance(played.error, TrainingTimeoutError)
    assert isinstance(played.error.last_error, ServerError)
    assert played.now == 600.0


@pytest.mark.parametrize(
    ("headers", "message", "pause"),
    [
        ({"retry-after": "21"}, "no", 21),
        ({"retry-after": "3"}, "no", 10),
        ({"retry-after-ms": "21500"}, "no", 21.5),
        ({}, "Rate limit is exceeded. Try again in 26 seconds.", 26),
        ({}, "no", 10),
        ({"retry-after": "soon"}, "no", 10),
        ({"retry-after": "-5"}, "no", 10),
        ({"retry-after": "nan"}, "no", 10),
        ({"retry-after": "inf"}, "no", 10),
        (
            {
                "retry-after": "Wed, 02 Jan 2030 03:05:00 GMT",
                "date": "Wed, 02 Jan 2030 03:04:00 GMT",
            },
            "no",
            60,
        ),
    ],
)
def test_the_next_look_comes_no_sooner_than_the_service_asks(
    wait: Any, answer: Any, refusal: Any, headers: dict[str, str], message: str, pause: float
) -> None:
    slow_down = Reply(429, headers, refusal(429, message=message).body)
    played = wait("staff", [slow_down, answer("succeeded")], schedule=EVERY_TEN)
    assert played.sleeps == [pause]
    assert played.emitted[0].next_poll_in == pause


def test_what_one_answer_asked_for_does_not_bind_later_looks(wait: Any, answer: Any) -> None:
    script = [Reply(503, {"retry-after": "40"}), answer("running"), answer("succeeded")]
    assert wait("staff", script, schedule=EVERY_TEN).sleeps == [40, 10]


@pytest.mark.parametrize(
    ("status", "code", "cls"),
    [
        (401, "401", AuthenticationError),
        (401, "Unspecified", AuthenticationError),
        (403, "Forbidden", PermissionDeniedError),
        (400, "BadArgument", FaceApiError),
        (404, "ResourceNotFound", FaceApiError),
        (501, "NotImplemented", ServerError),
    ],
)
def test_an_error_that_waiting_cannot_mend_ends_the_wait(
    wait: Any, answer: Any, refusal: Any, run_after: Any, status: int, code: str, cls: type
) -> None:
    for training in ("staff", run_after(None)):
        played = wait(training, [answer("running"), refusal(status, code)])
        assert isinstance(played.error, cls)
        assert len(played.sleeps) == 1


@pytest.mark.parametrize(
    "unreadable", [Reply(200, {}, HTML), Reply(200, {}, b"{}"), Reply(304), Reply(200)]
)
def test_three_unreadable_answers_in_a_row_end_the_wait(wait: Any, unreadable: Reply) -> None:
    played = wait("staff", [unreadable] * 3)
    assert isinstance(played.error, ResponseFormatError)
    assert [update.next_poll_in is None for update in played.emitted] == [False, False, True]


@pytest.mark.parametrize("between", ["running", 503])
def test_unreadable_answers_that_are_not_in_a_row_are_waited_out(
    wait: Any, answer: Any, between: Any
) -> None:
    bad = Reply(200, {}, HTML)
    pause = answer(between) if isinstance(between, str) else Reply(between)
    played = wait("staff", [bad, bad, pause, bad, bad, pause, bad, answer("succeeded")])
    assert played.value.succeeded


def test_a_look_that_failed_keeps_the_status_seen_before(wait: Any, answer: Any) -> None:
    played = wait("staff", [answer("running"), Reply(503), answer("succeeded")])
    assert [update.status for update in played.emitted] == ["running", "running", "succeeded"]


def test_an_unfinished_status_seen_before_trouble_still_counts(
    wait: Any, answer: Any, run_after: Any
) -> None:
    old = answer("failed", createdDateTime=None, lastSuccessfulTrainingDateTime=None)
    running = answer("running", createdDateTime=None)
    played = wait(run_after(old), [running, Reply(503), old])
    assert "failed" in str(played.error)


def test_a_status_that_asks_for_time_is_given_it(wait: Any, answer: Any) -> None:
    asking = evolve(answer("running"), headers={"retry-after": "30"})
    soon = evolve(answer("running"), headers={"retry-after": "0"})
    assert wait("staff", [asking, soon, answer("succeeded")]).sleeps == [30, 3]


def test_a_status_that_asks_for_more_time_than_is_left_ends_at_the_deadline(
    wait: Any, answer: Any
) -> None:
    asking = evolve(answer("running"), headers={"retry-after": "30"})
    played = wait("staff", [asking], timeout=20)
    assert isinstance(played.error, TrainingTimeoutError)
    assert (played.sleeps, len(played.sent)) == ([20], 1)


def test_a_schedule_of_centuries_looks_once_a_day(wait: Any, answer: Any) -> None:
    played = wait(
        "staff",
        [answer("running"), answer("succeeded")],
        timeout=None,
        schedule=PollSchedule.every(1e10),
    )
    assert played.sleeps == [86_400]


def test_a_start_that_failed_is_told_of_as_a_start(
    play: Any, settings: Any, answer: Any, started: Reply
) -> None:
    events: list[Any] = []
    told = evolve(settings, on_retry=events.append)
    flow = train_and_watch(
        told, LARGE_FACE_LIST, "staff", if_running="wait", timeout=60, schedule=PollSchedule()
    )
    down = [Reply(503)] * 4
    play(flow, [answer("succeeded"), *down, answer("succeeded"), started, answer("succeeded", 2)])
    assert {event.operation for event in events} == {"TrainLargeFaceList"}
    assert [event.attempt for event in events] == [1, 2, 3, 1]
