"""Starting a training: what is noted before, and what happens when one is running already."""

from __future__ import annotations

import json
from itertools import chain, cycle
from typing import Any

import pytest
from attrs import evolve

from azface import (
    InvalidArgumentError,
    NotFoundError,
    PollSchedule,
    RateLimitError,
    RequestTimeoutError,
    RetryPolicy,
    ServerError,
    TrainingFailedError,
    TrainingNotFinishedError,
    TrainingTimeoutError,
    TransportError,
)
from azface._flow import Reply
from azface._training import LARGE_FACE_LIST, train

LOST = TransportError("connection reset")
EVERY_TEN = PollSchedule.every(10)


@pytest.fixture
def start(play: Any, settings: Any) -> Any:
    """`start(replies, if_running="raise")`: what `train` did."""

    def make(replies: Any, *, if_running: Any = "raise", list_id: Any = "staff") -> Any:
        return play(train(settings, LARGE_FACE_LIST, list_id, if_running=if_running), replies)

    return make


def methods(played: Any) -> str:
    return " ".join(request.method for request in played.sent)


def test_train_notes_the_status_before_it_starts(start: Any, answer: Any, started: Reply) -> None:
    played = start([answer("failed", message="old"), started])
    run = played.value
    assert (run.list_id, run.container, run.api_version) == ("staff", "large_face_list", "v1.2")
    assert (run.before.status, run.before.message, run.joined) == ("failed", "old", False)
    assert methods(played) == "GET POST"
    assert played.sent[1].url.endswith("/largefacelists/staff/train")
    assert (played.sent[1].content, played.sent[1].json) == (None, None)


def test_a_list_never_trained_has_no_status_before(
    start: Any, never_trained: Reply, started: Reply
) -> None:
    assert start([never_trained, started]).value.before is None


def test_a_202_without_operation_location_is_a_start(start: Any, answer: Any) -> None:
    assert start([answer("succeeded"), Reply(202)]).value.list_id == "staff"


def test_an_unknown_list_is_not_trained(start: Any, refusal: Any) -> None:
    played = start([refusal(404, "LargeFaceListNotFound")])
    assert isinstance(played.error, NotFoundError)


def test_train_raises_when_a_training_is_running(start: Any, answer: Any, busy: Reply) -> None:
    played = start([answer("running"), busy])
    assert isinstance(played.error, TrainingNotFinishedError)
    assert played.error.outcome_unknown is False


def test_train_joins_the_running_training_when_told_to(
    start: Any, answer: Any, busy: Reply
) -> None:
    run = start([answer("running"), busy], if_running="join").value
    assert (run.joined, run.before.status) == (True, "running")


@pytest.mark.parametrize("if_running", ["raise", "join"])
def test_a_start_sent_again_after_a_lost_answer_that_meets_a_training_has_started_it(
    start: Any, answer: Any, busy: Reply, if_running: str
) -> None:
    played = start([answer("succeeded"), LOST, busy], if_running=if_running)
    assert played.value.joined is False
    assert methods(played) == "GET POST POST"


@pytest.mark.parametrize("refused", [TransportError("no", sent=False), Reply(429)])
def test_a_start_that_surely_did_not_arrive_has_not_started_what_is_running(
    start: Any, answer: Any, busy: Reply, refused: Any
) -> None:
    played = start([answer("succeeded"), refused, busy])
    assert isinstance(played.error, TrainingNotFinishedError)


def test_a_lost_start_does_not_claim_the_training_that_was_running_before(
    start: Any, answer: Any, busy: Reply
) -> None:
    # The lost request met it as well: to wait for another start would be to wait for nothing.
    played = start([answer("running"), LOST, busy])
    assert isinstance(played.error, TrainingNotFinishedError)
    assert start([answer("running"), LOST, busy], if_running="join").value.joined is True


def test_a_start_refused_otherwise_after_a_lost_answer_raises_that_refusal(
    start: Any, answer: Any, refusal: Any
) -> None:
    played = start([answer("succeeded"), LOST, refusal(404, "LargeFaceListNotFound")])
    assert isinstance(played.error, NotFoundError)


def test_a_start_that_is_never_answered_may_have_happened(start: Any, answer: Any) -> None:
    played = start([answer("succeeded"), LOST, LOST, LOST, LOST])
    assert isinstance(played.error, TransportError)
    assert played.error.outcome_unknown is True


@pytest.mark.parametrize("if_running", ["wait", "", None, "Raise"])
def test_train_refuses_what_it_does_not_know_before_any_request(
    start: Any, if_running: Any
) -> None:
    assert isinstance(start([], if_running=if_running).error, InvalidArgumentError)


@pytest.mark.parametrize("if_running", ["ignore", "", None])
def test_train_and_wait_refuses_what_it_does_not_know_before_any_request(
    train_and_wait: Any, if_running: Any
) -> None:
    assert isinstance(train_and_wait([], if_running=if_running).error, InvalidArgumentError)


def test_train_and_wait_raises_when_a_training_is_running_and_it_is_told_to(
    train_and_wait: Any, answer: Any, busy: Reply
) -> None:
    played = train_and_wait([answer("running"), busy], if_running="raise")
    assert isinstance(played.error, TrainingNotFinishedError)


def test_train_and_wait_takes_the_end_of_a_training_it_joined(
    train_and_wait: Any, answer: Any, busy: Reply
) -> None:
    running = answer("running")
    played = train_and_wait([running, busy, running, answer("succeeded")], if_running="join")
    assert played.value.succeeded
    assert methods(played) == "GET POST GET GET"


def test_train_and_wait_raises_the_failure_of_a_training_it_joined(
    train_and_wait: Any, answer: Any, busy: Reply
) -> None:
    played = train_and_wait([answer("running"), busy, answer("failed")], if_running="join")
    assert isinstance(played.error, TrainingFailedError)
    assert played.error.run.joined is True


@pytest.mark.parametrize("first_end", ["succeeded", "failed"])
def test_the_running_training_ends_well_or_badly_and_then_ours_is_started(
    train_and_wait: Any, answer: Any, busy: Reply, started: Reply, first_end: str
) -> None:
    running, over = answer("running", 1), answer(first_end, 1)
    script = [running, busy, running, over, over, started, over, answer("succeeded", 2)]
    played = train_and_wait(script)
    assert played.value.request_id == "succeeded-2"
    assert methods(played) == "GET POST GET GET GET POST GET GET"


def test_the_failure_of_the_training_before_ours_is_not_raised_as_ours(
    train_and_wait: Any, answer: Any, busy: Reply, started: Reply
) -> None:
    old = answer("failed", 1, message="old")
    new = answer("failed", 2, message="new")
    played = train_and_wait(
        [answer("running", 1), busy, answer("running", 1), old, old, started, new]
    )
    assert isinstance(played.error, TrainingFailedError)
    assert played.error.result.message == "new"


def test_someone_else_who_starts_again_first_is_waited_for_again(
    train_and_wait: Any, answer: Any, busy: Reply, started: Reply
) -> None:
    first = [answer("running", 1), busy, answer("running", 1), answer("succeeded", 1)]
    second = [answer("running", 2), busy, answer("running", 2), answer("succeeded", 2)]
    ours = [answer("succeeded", 2), started, answer("succeeded", 3)]
    assert train_and_wait([*first, *second, *ours]).value.request_id == "succeeded-3"


def test_a_start_that_is_refused_while_the_status_says_over_is_tried_again_after_a_pause(
    train_and_wait: Any, answer: Any, busy: Reply, started: Reply
) -> None:
    over = answer("succeeded", 1)
    refused = [over, busy, over]
    played = train_and_wait([*refused, *refused, over, started, answer("succeeded", 2)])
    assert played.value.request_id == "succeeded-2"
    assert len(played.sleeps) == 2
    assert all(seconds > 0 for seconds in played.sleeps)


def test_a_start_refused_for_ever_ends_at_the_deadline(
    train_and_wait: Any, answer: Any, busy: Reply
) -> None:
    over = answer("succeeded", 1)
    played = train_and_wait(cycle([over, busy, over]), timeout=60.0)
    assert isinstance(played.error, TrainingTimeoutError)
    assert played.now == pytest.approx(60)


def test_a_first_training_of_someone_else_that_has_no_status_yet_is_waited_for(
    train_and_wait: Any, answer: Any, busy: Reply, started: Reply, never_trained: Reply
) -> None:
    # The service refuses the start, since one is running, and does not show that one yet.
    script = [never_trained, busy, never_trained, answer("running", 1), answer("succeeded", 1)]
    played = train_and_wait([*script, answer("succeeded", 1), started, answer("succeeded", 2)])
    assert played.value.request_id == "succeeded-2"


def test_one_deadline_holds_over_the_training_before_and_ours(
    train_and_wait: Any, answer: Any, busy: Reply, started: Reply
) -> None:
    first = [answer("running", 1), busy, *[answer("running", 1)] * 4, answer("succeeded", 1)]
    ours = [answer("succeeded", 1), started, *[answer("running", 2)] * 3]
    played = train_and_wait([*first, *ours], timeout=60.0, schedule=EVERY_TEN)
    assert isinstance(played.error, TrainingTimeoutError)
    assert (played.error.elapsed, played.error.polls) == (60.0, 8)
    assert played.error.run is not None


def test_the_deadline_ends_the_wait_for_the_training_before(
    train_and_wait: Any, answer: Any, busy: Reply
) -> None:
    running = answer("running")
    played = train_and_wait([running, busy, *[running] * 4], timeout=30.0, schedule=EVERY_TEN)
    assert isinstance(played.error, TrainingTimeoutError)
    assert played.error.last_result.status == "running"
    assert methods(played).count("POST") == 1
    assert not played.error.started
    assert "Train again" in str(played.error)


def test_a_training_before_ours_that_ends_at_the_deadline_leaves_no_time_for_ours(
    train_and_wait: Any, answer: Any, busy: Reply
) -> None:
    running = answer("running")
    script = [running, busy, running, running, answer("succeeded")]
    played = train_and_wait(script, timeout=20.0, schedule=EVERY_TEN)
    assert isinstance(played.error, TrainingTimeoutError)
    assert methods(played).count("POST") == 1


def test_the_schedule_begins_anew_with_our_own_training(
    train_and_wait: Any, answer: Any, busy: Reply, started: Reply
) -> None:
    first = [answer("running", 1), busy, *[answer("running", 1)] * 30, answer("succeeded", 1)]
    ours = [answer("succeeded", 1), started, answer("running", 2), answer("succeeded", 2)]
    played = train_and_wait([*first, *ours])
    assert played.sleeps[-2] > 0.2
    assert played.sleeps[-1] == pytest.approx(0.2)


@pytest.mark.parametrize("running", [[], ["running"]])
def test_a_start_refused_again_and_again_though_nothing_runs_is_tried_less_and_less_often(
    train_and_wait: Any, answer: Any, busy: Reply, running: list[str]
) -> None:
    over = answer("succeeded", 1)
    cycle_of_lies = cycle([over, busy, *map(answer, running), over])
    played = train_and_wait(cycle_of_lies, timeout=3600.0, send_takes=0.05)
    assert isinstance(played.error, TrainingTimeoutError)
    assert len(played.sent) < 1_300


def test_no_time_at_all_still_starts_the_training_and_looks_once(
    train_and_wait: Any, answer: Any, started: Reply
) -> None:
    played = train_and_wait([answer("succeeded", 1), started, answer("running", 2)], timeout=0)
    assert isinstance(played.error, TrainingTimeoutError)
    assert (played.error.polls, played.sleeps) == (1, [])


def test_a_start_whose_time_comes_at_the_deadline_is_not_sent(
    train_and_wait: Any, answer: Any
) -> None:
    script = [Reply(429, {"retry-after": "10"}), answer("succeeded")]
    played = train_and_wait(script, timeout=10.0)
    assert isinstance(played.error, TrainingTimeoutError)
    assert str(played.error).startswith("the training of 'staff' could not be started after 10.0 s")
    assert (played.error.started, methods(played)) == (False, "GET GET")
    assert played.emitted[-1].next_poll_in is None


def test_a_start_that_took_all_the_time_is_not_looked_at(
    train_and_wait: Any, answer: Any, started: Reply
) -> None:
    played = train_and_wait([answer("succeeded"), started], timeout=10.0, send_takes=6.0)
    assert isinstance(played.error, TrainingTimeoutError)
    assert (played.error.started, played.error.polls, played.now) == (True, 0, 12.0)
    assert played.emitted[-1].next_poll_in is None


@pytest.mark.parametrize("asked", [6, 7.5])
def test_retries_of_the_start_do_not_sleep_past_the_deadline(
    train_and_wait: Any, answer: Any, refusal: Any, started: Reply, asked: float
) -> None:
    later = Reply(429, {"retry-after": str(asked)})
    played = train_and_wait([later, answer("succeeded"), later], timeout=10.0)
    assert isinstance(played.error, TrainingTimeoutError)
    assert isinstance(played.error.last_error, RateLimitError)
    assert not played.error.started
    assert played.sleeps == [asked, 10.0 - asked]


def test_a_start_that_is_refused_for_now_is_tried_until_the_deadline(
    train_and_wait: Any, answer: Any, started: Reply
) -> None:
    down = [Reply(503)] * RetryPolicy().attempts
    script = [answer("succeeded"), *down, answer("succeeded"), started, answer("succeeded", 2)]
    assert train_and_wait(script).value.raw == json.loads(answer("succeeded", 2).body)


def test_a_lost_start_that_must_not_meet_a_running_training_raises_its_error(
    train_and_wait: Any, answer: Any
) -> None:
    lost = [RequestTimeoutError("silence")] * RetryPolicy().attempts
    played = train_and_wait([answer("succeeded"), *lost], if_running="raise")
    assert isinstance(played.error, RequestTimeoutError)
    assert played.error.outcome_unknown


def test_a_start_by_itself_keeps_to_the_clients_policy(
    answer: Any, play: Any, settings: Any
) -> None:
    once = evolve(settings, retry=RetryPolicy(attempts=1))
    flow = train(once, LARGE_FACE_LIST, "staff", if_running="raise")
    assert isinstance(play(flow, [answer("succeeded"), Reply(503)]).error, ServerError)


def test_a_start_whose_answer_is_lost_until_the_deadline_may_have_happened(
    train_and_wait: Any, answer: Any
) -> None:
    lost = RequestTimeoutError("silence")
    played = train_and_wait(chain([answer("succeeded")], [lost] * 4, cycle([lost])), timeout=0)
    assert isinstance(played.error, TrainingTimeoutError)
    assert played.error.outcome_unknown
