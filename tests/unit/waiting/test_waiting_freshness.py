"""Waiting for a run: an earlier training's success or failure is never taken for this one's."""

from __future__ import annotations

from itertools import chain, repeat
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azface import TrainingFailedError, TrainingTimeoutError

OLD, NEW = 1, 2


@pytest.mark.parametrize("reads", [1, 2, 7])
@pytest.mark.parametrize("before", ["succeeded", "failed"])
def test_the_old_end_served_after_the_start_is_not_taken(
    wait: Any, answer: Any, run_after: Any, before: str, reads: int
) -> None:
    old = answer(before, OLD, message="old")
    played = wait(run_after(old), [*[old] * reads, answer("succeeded", NEW)])
    assert played.value.request_id == "succeeded-2"
    assert len(played.sleeps) == reads


@pytest.mark.parametrize("before", ["succeeded", "failed"])
def test_a_new_failure_after_the_old_end_is_raised_as_the_new_one(
    wait: Any, answer: Any, run_after: Any, before: str
) -> None:
    old = answer(before, OLD, message="old")
    played = wait(run_after(old), [old, answer("failed", NEW, message="new", last_success=OLD)])
    assert isinstance(played.error, TrainingFailedError)
    assert played.error.result.message == "new"


@pytest.mark.parametrize("before", ["succeeded", "failed"])
def test_train_and_wait_waits_for_its_own_training(
    train_and_wait: Any, answer: Any, started: Any, before: str
) -> None:
    old = answer(before, OLD, message="old")
    played = train_and_wait([old, started, old, old, old, answer("succeeded", NEW)])
    assert played.value.request_id == "succeeded-2"
    assert [request.method for request in played.sent] == ["GET", "POST", *["GET"] * 4]


def test_an_old_end_that_never_goes_away_ends_in_a_time_out(
    wait: Any, answer: Any, run_after: Any
) -> None:
    old = answer("succeeded", OLD)
    played = wait(run_after(old), repeat(old), timeout=60.0)
    assert isinstance(played.error, TrainingTimeoutError)
    assert "still shows the succeeded training from before" in str(played.error)


@pytest.mark.parametrize("minutes", [-10, 10])
def test_a_clock_of_the_service_that_is_set_does_not_matter(
    wait: Any, answer: Any, run_after: Any, minutes: int
) -> None:
    old = answer("succeeded", 5)
    new = answer("succeeded", 5 + minutes // 10)
    assert wait(run_after(old), [old, new]).value.request_id != "succeeded-5"


def test_a_start_that_differs_in_the_seventh_digit_only_is_another_training(
    wait: Any, answer: Any, run_after: Any
) -> None:
    times = {"lastSuccessfulTrainingDateTime": None, "lastActionDateTime": None}
    old = answer("succeeded", createdDateTime="2030-01-02T03:04:05.1234567Z", **times)
    new = answer("succeeded", createdDateTime="2030-01-02T03:04:05.1234568Z", message="n", **times)
    assert wait(run_after(old), [old, new]).value.message == "n"


def test_an_end_that_differs_in_the_seventh_digit_only_is_another_training(
    wait: Any, answer: Any, run_after: Any
) -> None:
    name = "lastSuccessfulTrainingDateTime"
    old = answer("succeeded", **{name: "2030-01-02T03:04:05.1234567Z"})
    new = answer("succeeded", **{name: "2030-01-02T03:04:05.1234568Z"}, message="n")
    assert wait(run_after(old), [old, new]).value.message == "n"


def test_a_later_action_alone_is_no_proof(wait: Any, answer: Any, run_after: Any) -> None:
    old = answer("succeeded", OLD)
    touched = answer("succeeded", OLD, lastActionDateTime="2030-01-02T09:00:00Z")
    played = wait(run_after(old), [touched, touched, answer("succeeded", NEW)])
    assert played.value.request_id == "succeeded-2"


def test_another_message_alone_is_no_proof(wait: Any, answer: Any, run_after: Any) -> None:
    old = answer("failed", OLD, message="out of memory")
    reworded = answer("failed", OLD, message="Out of memory.")
    played = wait(run_after(old), [reworded, answer("succeeded", NEW)])
    assert played.value.request_id == "succeeded-2"


def test_an_end_after_an_unfinished_status_counts_though_no_time_moved(
    wait: Any, answer: Any, run_after: Any
) -> None:
    old = answer("failed", OLD)
    played = wait(run_after(old), [old, answer("running", OLD), answer("failed", OLD)])
    assert isinstance(played.error, TrainingFailedError)


def test_the_old_end_served_again_after_the_new_training_was_seen_is_not_taken(
    wait: Any, answer: Any, run_after: Any
) -> None:
    # Two servers behind one name, one of them late.
    old = answer("succeeded", OLD)
    running = answer("running", NEW, last_success=OLD)
    played = wait(run_after(old), [running, old, running, old, answer("succeeded", NEW)])
    assert played.value.request_id == "succeeded-2"


def test_the_first_training_ends_with_whatever_end_is_seen(
    wait: Any, answer: Any, run_after: Any
) -> None:
    assert wait(run_after(None), [answer("succeeded")]).value.succeeded


def test_a_joined_training_ends_with_its_own_end(wait: Any, answer: Any, run_after: Any) -> None:
    running = answer("running", OLD)
    played = wait(run_after(running, joined=True), [running, answer("succeeded", OLD)])
    assert played.value.succeeded


def test_the_end_of_the_training_before_is_not_taken_for_a_run_started_after_it(
    wait: Any, answer: Any, run_after: Any
) -> None:
    # It was running when we looked, and over when we started ours.
    running, over = answer("running", OLD), answer("succeeded", OLD)
    played = wait(run_after(running), [running, over, over, answer("succeeded", NEW)])
    assert played.value.request_id == "succeeded-2"


def test_a_training_that_someone_else_starts_meanwhile_ends_the_wait_with_its_end(
    wait: Any, answer: Any, run_after: Any
) -> None:
    # Ours is over by then: the service runs one training of a list at a time.
    old, third = answer("succeeded", OLD), 3
    script = [answer("running", NEW), answer("running", third), answer("succeeded", third)]
    assert wait(run_after(old), script).value.request_id == "succeeded-3"


def test_a_bare_id_takes_what_the_service_says(wait: Any, answer: Any) -> None:
    assert wait("staff", [answer("succeeded", OLD)]).value.request_id == "succeeded-1"


@given(data=st.data())
def test_whatever_a_late_service_shows_the_end_taken_is_the_new_trainings(
    wait: Any, answer: Any, run_after: Any, data: st.DataObject
) -> None:
    finished = st.sampled_from(["succeeded", "failed"])
    unfinished = st.sampled_from(["notStarted", "running", "paused"])
    before = data.draw(finished, "before")
    old = answer(before, OLD, message="old")
    # The list may change while the old status is shown, which moves the last action.
    changed = answer(before, OLD, message="old", lastActionDateTime="2030-01-02T09:00:00Z")
    late = data.draw(st.lists(st.sampled_from([old, changed]), max_size=6), "late answers")
    seen = data.draw(st.lists(unfinished, max_size=4), "while it runs")
    mixed = data.draw(st.permutations([*late, *(answer(each, NEW) for each in seen)]), "mixed")
    end = answer(data.draw(finished, "end"), NEW, message="new")
    played = wait(run_after(old), chain(mixed, repeat(end)))
    ended = played.error.result if isinstance(played.error, TrainingFailedError) else played.value
    assert ended.message == "new"
    assert len(played.sent) == len(mixed) + 1
