"""A cancelled wait: it ends at once, says what it knows, and leaves the training alone."""

from __future__ import annotations

from typing import Any

import pytest

from azface import PollSchedule, WaitCancelledError
from azface._flow import Reply

EVERY_TEN = PollSchedule.every(10)


def test_a_cancel_during_a_sleep_ends_the_wait_without_another_request(
    wait: Any, answer: Any, run_after: Any
) -> None:
    run = run_after(None)
    played = wait(run, [answer("running")] * 2, schedule=EVERY_TEN, cancel_at=14.0)
    error = played.error
    assert isinstance(error, WaitCancelledError)
    assert (played.now, len(played.sent)) == (14.0, 2)
    assert (error.list_id, error.run, error.started) == ("staff", run, True)
    assert error.last_result.status == "running"


def test_a_cancel_during_a_request_lets_it_end_and_sleeps_no_more(wait: Any, answer: Any) -> None:
    played = wait("staff", [answer("running")], send_takes=2.0, cancel_at=1.0)
    assert isinstance(played.error, WaitCancelledError)
    assert (len(played.sent), played.sleeps) == (1, [])
    assert played.error.last_result.status == "running"


def test_the_end_of_the_training_goes_before_a_cancel_during_the_same_request(
    wait: Any, answer: Any
) -> None:
    assert wait("staff", [answer("succeeded")], send_takes=2.0, cancel_at=1.0).value.succeeded


def test_a_cancel_before_a_request_sends_nothing(wait: Any) -> None:
    played = wait("staff", [], cancel_at=0.0)
    assert isinstance(played.error, WaitCancelledError)
    assert (played.sent, played.error.last_result) == ([], None)


@pytest.mark.parametrize("trouble", [Reply(503), Reply(429, {"retry-after": "60"})])
def test_a_cancel_while_trouble_is_waited_out_ends_the_wait(
    wait: Any, answer: Any, trouble: Reply
) -> None:
    script = [answer("running"), trouble]
    played = wait("staff", script, schedule=EVERY_TEN, cancel_at=15.0)
    assert isinstance(played.error, WaitCancelledError)
    assert played.now == 15.0
    assert played.error.last_result.status == "running"


def test_a_cancel_before_the_start_says_that_it_was_not_started(train_and_wait: Any) -> None:
    played = train_and_wait([Reply(429, {"retry-after": "30"})], cancel_at=5.0)
    assert "it had not been started yet" in str(played.error)
    assert (played.error.started, played.error.outcome_unknown) == (False, False)


def test_a_cancel_during_a_retry_of_the_start_does_not_claim_to_know_what_it_did(
    train_and_wait: Any, answer: Any
) -> None:
    later = Reply(429, {"retry-after": "30"})
    played = train_and_wait([answer("succeeded"), later], cancel_at=5.0)
    assert isinstance(played.error, WaitCancelledError)
    assert "nobody knows whether it was started" in str(played.error)
    assert (played.error.started, played.error.outcome_unknown) == (True, True)
    assert (played.now, [request.method for request in played.sent]) == (5.0, ["GET", "POST"])


def test_the_last_update_comes_before_the_error_of_a_cancelled_wait(wait: Any, answer: Any) -> None:
    script = [answer("notStarted"), answer("running")]
    played = wait("staff", script, schedule=EVERY_TEN, cancel_at=14.0)
    last = played.emitted[-1]
    assert last.result is played.error.last_result
    assert (last.polls, last.elapsed, last.next_poll_in, last.done) == (2, 10.0, 10.0, False)
