"""What a wait reports as it goes: one update for each look."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import exceptions

from azface import (
    PollSchedule,
    TrainingFailedError,
    TrainingResult,
    TrainingTimeoutError,
    TrainingUpdate,
)
from azface._flow import Reply


def test_each_look_emits_one_update(wait: Any, answer: Any) -> None:
    script = [answer("notStarted"), answer("running"), Reply(503), answer("succeeded")]
    updates = wait("staff", script).emitted
    assert [update.status for update in updates] == [
        "notStarted",
        "running",
        "running",
        "succeeded",
    ]
    assert [update.polls for update in updates] == [1, 2, 3, 4]
    assert [update.done for update in updates] == [False, False, False, True]


def test_updates_tell_the_time_waited_and_the_time_to_the_next_look(wait: Any, answer: Any) -> None:
    script = [answer("running"), answer("running"), answer("succeeded")]
    updates = wait("staff", script, schedule=PollSchedule.every(10), send_takes=1.0).emitted
    assert [update.elapsed for update in updates] == [1, 12, 23]
    assert [update.next_poll_in for update in updates] == [10, 10, None]


def test_the_last_update_comes_before_the_error_of_a_failed_training(
    wait: Any, answer: Any
) -> None:
    played = wait("staff", [answer("running"), answer("failed")])
    assert isinstance(played.error, TrainingFailedError)
    last = played.emitted[-1]
    assert (last.done, last.status, last.next_poll_in) == (True, "failed", None)


def test_a_wait_that_times_out_has_no_update_that_says_done(wait: Any, answer: Any) -> None:
    script = [answer("running"), answer("running")]
    played = wait("staff", script, timeout=10.0, schedule=PollSchedule.every(10))
    assert isinstance(played.error, TrainingTimeoutError)
    assert [update.done for update in played.emitted] == [False, False]
    assert [update.next_poll_in for update in played.emitted] == [10, None]


@pytest.mark.parametrize("last_look", [Reply(503), Reply(429, {"retry-after": "600"})])
def test_the_last_update_comes_before_the_error_of_a_time_out(
    wait: Any, answer: Any, last_look: Reply
) -> None:
    script = [answer("running"), last_look]
    played = wait("staff", script, timeout=10.0, schedule=PollSchedule.every(10))
    last = played.emitted[-1]
    assert isinstance(played.error, TrainingTimeoutError)
    assert (last.polls, last.elapsed) == (played.error.polls, played.error.elapsed)
    assert last.error is played.error.last_error
    assert last.result is played.error.last_result


@pytest.mark.parametrize(
    "end",
    [
        {"status": 401},
        {"status": 404, "code": "LargeFaceListNotFound"},
        {"status": 403, "code": "QuotaExceeded"},
    ],
)
def test_the_last_update_comes_before_an_error_that_waiting_cannot_mend(
    wait: Any, answer: Any, refusal: Any, end: dict[str, Any]
) -> None:
    played = wait("staff", [answer("running"), refusal(**end)])
    last = played.emitted[-1]
    assert (last.polls, last.done, last.next_poll_in) == (2, False, None)
    assert last.error is played.error


@pytest.mark.parametrize("code", ["LargeFaceListNotFound", "LargeFaceListTrainingNotFinished"])
def test_the_last_update_comes_before_the_error_of_a_start(
    train_and_wait: Any, answer: Any, refusal: Any, code: str
) -> None:
    played = train_and_wait([answer("succeeded"), refusal(409, code)], if_running="raise")
    (last,) = played.emitted
    assert (last.list_id, last.run, last.polls, last.next_poll_in) == ("staff", None, 0, None)
    assert last.error is played.error


def test_updates_name_the_list_and_the_run_once_it_is_started(
    train_and_wait: Any, answer: Any, busy: Reply, started: Reply
) -> None:
    first = [answer("running", 1), busy, answer("running", 1), answer("succeeded", 1)]
    ours = [answer("succeeded", 1), started, answer("running", 2), answer("succeeded", 2)]
    updates = train_and_wait([*first, *ours]).emitted
    assert {update.list_id for update in updates} == {"staff"}
    assert [update.run is None for update in updates] == [True, True, False, False]
    assert updates[-1].run.before.request_id == "succeeded-1"


@pytest.mark.parametrize(("takes", "pauses"), [(4.0, [6, 6]), (10.0, [0, 0]), (25.0, [0, 0])])
def test_the_time_that_a_watcher_takes_is_not_added_to_the_pause(
    wait: Any, answer: Any, takes: float, pauses: list[float]
) -> None:
    script = [answer("running"), answer("running"), answer("succeeded")]
    played = wait("staff", script, schedule=PollSchedule.every(10), emit_takes=takes)
    assert played.sleeps == pauses


def test_a_slow_watcher_does_not_move_the_deadline(wait: Any, answer: Any) -> None:
    schedule = PollSchedule.every(10)
    played = wait("staff", [answer("running")] * 2, timeout=12, schedule=schedule, emit_takes=9)
    assert isinstance(played.error, TrainingTimeoutError)
    assert played.error.elapsed == 19
    # The last update takes its time, too.
    assert played.now == 28


def test_the_end_of_an_earlier_training_is_an_update_that_is_not_done(
    wait: Any, answer: Any, run_after: Any
) -> None:
    old = answer("succeeded", 1)
    first, second = wait(run_after(old), [old, answer("succeeded", 2)]).emitted
    assert (first.status, first.done) == ("succeeded", False)
    assert (second.status, second.done) == ("succeeded", True)


def test_a_failed_look_is_an_update_with_its_error_and_the_status_before(
    wait: Any, answer: Any
) -> None:
    script = [Reply(503), answer("running"), Reply(429), answer("succeeded")]
    updates = wait("staff", script).emitted
    assert [getattr(update.error, "status_code", None) for update in updates] == [
        503,
        None,
        429,
        None,
    ]
    assert [update.result and update.result.request_id for update in updates] == [
        None,
        "running-1",
        "running-1",
        "succeeded-1",
    ]


@pytest.mark.parametrize("looks", [1, 2, 5])
def test_the_looks_at_the_training_before_ours_are_updates_too(
    train_and_wait: Any, answer: Any, busy: Reply, started: Reply, looks: int
) -> None:
    first = [answer("running", 1), busy, *[answer("running", 1)] * (looks - 1)]
    over = answer("succeeded", 1)
    ours = [over, started, over, answer("running", 2), answer("succeeded", 2)]
    updates = train_and_wait([*first, over, *ours]).emitted
    assert [update.polls for update in updates] == list(range(1, looks + 4))
    assert [update.done for update in updates] == [False] * (looks + 2) + [True]
    elapsed = [update.elapsed for update in updates]
    assert elapsed == sorted(elapsed)


def test_an_update_is_frozen_and_compares_without_its_error() -> None:
    result = TrainingResult("running")
    update = TrainingUpdate("staff", result, 1.0, 2, 3.0)
    assert update == TrainingUpdate("staff", result, 1.0, 2, 3.0, error=ValueError("x"))  # type: ignore[arg-type]
    with pytest.raises(exceptions.FrozenInstanceError):
        update.done = True  # type: ignore[misc]


def test_an_update_before_any_status_was_read_has_none() -> None:
    assert TrainingUpdate("staff", None, 0.5, 1, 0.2).status is None
