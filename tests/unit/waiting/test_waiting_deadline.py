"""The deadline of a wait: it holds, whatever the service does."""

from __future__ import annotations

import json
from itertools import cycle, repeat
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from azface import (
    AzfaceError,
    PollSchedule,
    RequestTimeoutError,
    ServerError,
    TrainingResult,
    TrainingRun,
    TrainingTimeoutError,
    TransportError,
)
from azface._flow import Reply
from azface._training import LARGE_FACE_LIST
from azface._waiting import watch

EVERY_TEN = PollSchedule.every(10)


def test_a_training_that_does_not_end_raises_with_all_that_is_known(
    wait: Any, answer: Any, run_after: Any
) -> None:
    run = run_after(None)
    played = wait(run, repeat(answer("running")), timeout=35.0, schedule=EVERY_TEN)
    error = played.error
    assert isinstance(error, TrainingTimeoutError)
    assert error.last_result.status == "running"
    assert (error.list_id, error.run, error.last_error) == ("staff", run, None)
    assert (error.elapsed, error.polls) == (35.0, 5)
    assert str(error) == (
        "the training of 'staff' was not over after 35.0 s and 5 polls; the last status was "
        "running. The training goes on: wait again, for longer."
    )


def test_the_error_of_the_last_look_is_kept(wait: Any, answer: Any) -> None:
    script = [answer("running"), Reply(503), Reply(503)]
    error = wait("staff", script, timeout=15.0, schedule=EVERY_TEN).error
    assert isinstance(error.last_error, ServerError)
    assert error.last_result.status == "running"
    assert "the last look failed: 503" in str(error)


def test_an_error_of_an_earlier_look_is_not_the_last_one(wait: Any, answer: Any) -> None:
    script = [Reply(503), answer("running")]
    assert wait("staff", script, timeout=5.0, schedule=EVERY_TEN).error.last_error is None


def test_a_wait_that_never_read_a_status_has_no_last_result(wait: Any) -> None:
    error = wait("staff", repeat(RequestTimeoutError("no answer")), timeout=20.0).error
    assert error.last_result is None
    assert isinstance(error.last_error, RequestTimeoutError)


def test_a_time_out_is_a_timeout_error_too(wait: Any, answer: Any) -> None:
    with pytest.raises(TimeoutError):
        _ = wait("staff", [answer("running")], timeout=0).value


@pytest.mark.parametrize("status", ["notStarted", "running", "paused"])
def test_no_time_at_all_is_one_look(wait: Any, answer: Any, status: str) -> None:
    played = wait("staff", [answer(status)], timeout=0)
    assert isinstance(played.error, TrainingTimeoutError)
    assert (played.error.polls, played.sleeps) == (1, [])


def test_one_look_is_enough_for_a_trained_list(wait: Any, answer: Any) -> None:
    assert wait("staff", [answer("succeeded")], timeout=0).value.succeeded


def test_a_wait_without_a_deadline_goes_on_for_weeks(wait: Any, answer: Any) -> None:
    script = [*[answer("running")] * 1000, answer("succeeded")]
    played = wait("staff", script, timeout=None, schedule=PollSchedule.every(3600))
    assert played.now == 1000 * 3600


def test_the_last_sleep_ends_at_the_deadline_and_one_more_look_follows(
    wait: Any, answer: Any
) -> None:
    script = [answer("running"), answer("running"), answer("succeeded")]
    played = wait("staff", script, timeout=12.0, schedule=EVERY_TEN)
    assert played.value.succeeded
    assert played.sleeps == [10, 2]


def test_a_request_that_lasts_beyond_the_deadline_is_the_last(wait: Any, answer: Any) -> None:
    played = wait("staff", [answer("running")], timeout=5.0, send_takes=30.0)
    assert isinstance(played.error, TrainingTimeoutError)
    assert (played.error.elapsed, played.sleeps) == (30.0, [])


def test_an_end_that_is_seen_after_the_deadline_still_counts(wait: Any, answer: Any) -> None:
    assert wait("staff", [answer("succeeded")], timeout=5.0, send_takes=30.0).value.succeeded


def test_a_service_that_asks_for_more_time_than_is_left_is_not_asked_again(wait: Any) -> None:
    slow_down = Reply(429, {"retry-after": "600"})
    played = wait("staff", [slow_down], timeout=60.0)
    assert isinstance(played.error, TrainingTimeoutError)
    assert (played.sleeps, played.error.elapsed, played.error.polls) == ([60.0], 60.0, 1)
    assert played.emitted[-1].next_poll_in is None


def test_a_service_that_asks_for_just_the_time_that_is_left_is_asked_again(
    wait: Any, answer: Any
) -> None:
    script = [Reply(429, {"retry-after": "60"}), answer("succeeded")]
    assert wait("staff", script, timeout=60.0).value.succeeded


@pytest.mark.parametrize("now", [0.1, 1000.1, 54_321.98765, 1.9e9])
@pytest.mark.parametrize("timeout", [0.3, 0.7, 100.1])
def test_rounding_does_not_add_looks_at_the_deadline(
    wait: Any, answer: Any, now: float, timeout: float
) -> None:
    # 1000.1 + 0.3 - 1000.1 is less than 0.3, and a clock at 1.9e9 cannot count what is missing.
    schedule = PollSchedule.every(1000)
    played = wait("staff", [answer("running")] * 2, timeout=timeout, now=now, schedule=schedule)
    assert isinstance(played.error, TrainingTimeoutError)
    assert played.error.elapsed == pytest.approx(timeout, abs=1e-3)


BEFORE = {"status": "succeeded", "createdDateTime": "2030-01-02T03:04:05.1234567Z"}


def status_answer(status: str, created: int) -> Reply:
    document = {"status": status, "createdDateTime": f"2030-01-02T03:04:05.123456{created}Z"}
    return Reply(200, {}, json.dumps(document).encode())


def error_answer(status: int, code: str) -> Reply:
    return Reply(status, {}, json.dumps({"error": {"code": code, "message": "no"}}).encode())


statuses = st.builds(
    status_answer,
    st.sampled_from(["notStarted", "running", "paused", "succeeded", "failed"]),
    st.sampled_from([7, 8]),
)
passing = st.sampled_from(
    [Reply(503), Reply(502, {}, b"<html>"), Reply(200, {}, b"<html>"), TransportError("reset")]
)
asking = st.floats(0, 1e6).map(lambda seconds: Reply(429, {"retry-after": str(seconds)}))
final = st.sampled_from([error_answer(401, "401"), error_answer(404, "LargeFaceListNotFound")])
not_trained = st.just(error_answer(404, "LargeFaceListNotTrained"))
unfinished = st.builds(status_answer, st.sampled_from(["notStarted", "running"]), st.just(8))
scripts = st.lists(statuses | passing | asking | final | not_trained, min_size=1, max_size=8)
endless = st.lists(unfinished | passing | asking, min_size=1, max_size=4)
schedules = st.builds(
    PollSchedule,
    fraction=st.floats(0, 2),
    floor=st.floats(0.1, 10),
    cap=st.floats(10, 100),
    jitter=st.floats(0, 1),
    expected_seconds=st.none() | st.floats(0.01, 1e6),
    tolerance=st.floats(0, 0.99),
)
# Runs: of a first training, and of one after a training that took 5 s.
FIRST = TrainingRun(list_id="staff", before=None)
SECOND = TrainingRun(
    list_id="staff",
    before=TrainingResult.from_api(
        BEFORE | {"lastSuccessfulTrainingDateTime": "2030-01-02T03:04:10.1234567Z"}
    ),
)


@given(
    training=st.sampled_from(["staff", FIRST, SECOND]),
    script=scripts | endless,
    timeout=st.floats(0, 120),
    schedule=schedules,
    chance=st.floats(0, 0.999),
    send_takes=st.floats(0.01, 50),
    now=st.floats(0, 1e9),
)
def test_over_any_script_a_wait_ends_within_one_request_of_its_deadline(
    wait: Any, training: Any, script: list[Any], timeout: float, now: float, **options: Any
) -> None:
    played = wait(training, cycle(script), timeout=timeout, now=now, **options)
    assert all(seconds >= 0 for seconds in played.sleeps)
    assert sum(played.sleeps) <= timeout + 1e-3
    assert played.now - now <= timeout + options["send_takes"] + 1e-3
    if isinstance(played.error, TrainingTimeoutError):
        assert played.error.elapsed >= timeout - 1e-3
        assert played.error.polls == len(played.sent)
    else:
        assert played.error is not None or played.value.succeeded


busy = error_answer(409, "LargeFaceListTrainingNotFinished")
starting = st.sampled_from([Reply(202), busy])


@given(
    script=st.lists(statuses | passing | asking | final | not_trained | starting, min_size=1)
    | st.lists(unfinished | passing | asking | starting, min_size=1, max_size=4)
    | st.permutations([status_answer("succeeded", 7), busy, status_answer("succeeded", 8)]),
    if_running=st.sampled_from(["wait", "join", "raise"]),
    timeout=st.just(0.0) | st.floats(0, 120),
    schedule=schedules,
    chance=st.floats(0, 0.999),
    send_takes=st.floats(0.01, 50),
    now=st.floats(0, 1e9),
)
def test_over_any_script_train_and_wait_ends_within_one_request_of_its_deadline(
    train_and_wait: Any, script: list[Any], timeout: float, now: float, **options: Any
) -> None:
    played = train_and_wait(cycle(script), timeout=timeout, now=now, **options)
    assert all(seconds >= 0 for seconds in played.sleeps)
    assert sum(played.sleeps) <= timeout + 1e-3
    # With no time at all three: the status before, the start, and one look at what was started.
    requests = 1 if timeout >= 1e-3 else 3
    assert played.now - now <= timeout + requests * options["send_takes"] + 1e-3
    assert isinstance(played.error, AzfaceError) or played.value.succeeded


def test_requests_near_the_deadline_are_cut_to_what_is_left(wait: Any, answer: Any) -> None:
    played = wait(
        "staff", [*[answer("running")] * 2, answer("succeeded")], timeout=25.0, schedule=EVERY_TEN
    )
    assert played.longest == [25.0, 15.0, 5.0]
    assert wait("staff", [answer("running")], timeout=0).longest == [1.0]
    assert wait("staff", [answer("succeeded")], timeout=None).longest == [float("inf")]


def test_a_service_that_asks_for_centuries_is_asked_again_tomorrow(wait: Any, answer: Any) -> None:
    busy = Reply(429, {"retry-after": "99999999999"})
    played = wait("staff", [busy, answer("succeeded")], timeout=None)
    assert played.value.succeeded
    assert played.sleeps == [86_400.0]


def test_a_failed_look_is_told_to_on_retry_and_the_log(
    play: Any, settings: Any, answer: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "azface")
    events: list[Any] = []
    told = evolve(settings, on_retry=events.append)
    flow = watch(told, LARGE_FACE_LIST, "staff", timeout=None, schedule=PollSchedule(jitter=0))
    assert play(flow, [Reply(503), answer("succeeded")]).value.succeeded
    [event] = events
    assert (event.operation, event.attempt) == ("GetLargeFaceListTrainingStatus", 1)
    assert (event.delay, type(event.error)) == (0.2, ServerError)
    assert len(caplog.records) == 1
