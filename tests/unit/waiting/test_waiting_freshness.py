"""Waiting for a run: an earlier training's success or failure is never taken for this one's."""

from __future__ import annotations

from itertools import chain, cycle, repeat
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


@pytest.mark.parametrize("end", ["succeeded", "failed"])
def test_a_clock_of_the_service_that_is_set_forward_does_not_matter(
    wait: Any, answer: Any, run_after: Any, end: str
) -> None:
    old = answer("succeeded", 5)
    played = wait(run_after(old), [old, answer(end, 600, message="new")])
    assert (played.error or played).result.message == "new"


@pytest.mark.parametrize("end", ["succeeded", "failed"])
@pytest.mark.parametrize("seconds", [600, 4, 1e-7])
def test_an_end_that_began_earlier_is_ours_when_nothing_else_is_shown_for_a_minute(
    wait: Any, answer: Any, run_after: Any, end: str, seconds: float
) -> None:
    # The clock of the service, or of the server that trained, is behind the one before.
    began = {600: "02:54:05.0000001", 4: "03:04:01.0000001", 1e-7: "03:04:05.0000000"}[seconds]
    times = ("createdDateTime", "lastSuccessfulTrainingDateTime")
    old = answer("succeeded", **dict.fromkeys(times, "2030-01-02T03:04:05.0000001Z"))
    new = answer(end, message="new", **dict.fromkeys(times, f"2030-01-02T{began}Z"))
    played = wait(run_after(old), chain([old, old], repeat(new)))
    assert (played.error or played).result.message == "new"
    assert 60 <= played.now < 70


def test_an_end_that_began_earlier_is_not_ours_while_other_things_are_shown(
    wait: Any, answer: Any, run_after: Any
) -> None:
    # One of two servers is late, and does not know of the training before ours.
    before, oldest = answer("succeeded", 2), answer("succeeded", 1)
    script = cycle([oldest, oldest, before])
    assert isinstance(wait(run_after(before), script, timeout=600).error, TrainingTimeoutError)
    others = [oldest, answer("running", 1), oldest, answer("failed", 1)]
    played = wait(run_after(before), cycle(others), timeout=600)
    assert isinstance(played.error, TrainingTimeoutError)


@pytest.mark.parametrize("before", ["failed", "running"])
@pytest.mark.parametrize("joined", [False, True])
def test_an_end_from_before_the_training_before_is_not_taken(
    wait: Any, answer: Any, run_after: Any, before: str, joined: bool
) -> None:
    # A server so late that it does not know of the training before ours.
    run = run_after(answer(before, 2, last_success=1), joined=joined)
    own = 2 if joined and before == "running" else 3
    oldest = answer("succeeded", 1)
    script = [oldest, answer("running", own, last_success=1), oldest, answer("succeeded", own)]
    assert wait(run, script).value.request_id == f"succeeded-{own}"


@pytest.mark.parametrize("seen", [[2, 1], [1, 2], [1], [2, 1, 1], [1, 2, 1]])
def test_a_success_that_is_the_last_one_is_not_taken_whatever_is_seen_to_run(
    wait: Any, answer: Any, run_after: Any, seen: list[int]
) -> None:
    old = answer("succeeded", OLD)
    running = [answer("running", each, last_success=OLD) for each in seen]
    script = [*running, old, *running, old, answer("succeeded", NEW)]
    assert wait(run_after(old), script).value.request_id == "succeeded-2"


@pytest.mark.parametrize("seen", [[2, 1], [1, 2]])
def test_an_old_failure_is_not_taken_once_the_new_training_was_seen(
    wait: Any, answer: Any, run_after: Any, seen: list[int]
) -> None:
    old = answer("failed", OLD)
    script = [*(answer("running", each) for each in seen), old, answer("succeeded", NEW)]
    assert wait(run_after(old), script).value.request_id == "succeeded-2"


@pytest.mark.parametrize("digits", ["123Z", "12Z", "1234567+00:00"])
def test_another_spelling_of_the_same_time_is_no_proof(
    wait: Any, answer: Any, run_after: Any, digits: str
) -> None:
    # As another version of the API may write it.
    times = ("createdDateTime", "lastSuccessfulTrainingDateTime")
    here = answer("succeeded", **dict.fromkeys(times, "2030-01-02T03:04:05.1234567Z"))
    there = answer("succeeded", **dict.fromkeys(times, "2030-01-02T03:04:05." + digits))
    for before, shown in ((here, there), (there, here)):
        played = wait(run_after(before), [shown, answer("succeeded", NEW)])
        assert played.value.request_id == "succeeded-2"


def test_another_id_of_the_last_success_is_proof(wait: Any, answer: Any, run_after: Any) -> None:
    # Person groups only (recorded traffic).
    old, new = (answer("succeeded", lastSuccessfulTrainingId=each) for each in ("a", "b"))
    assert wait(run_after(old), [old, new]).value.last_successful_training_id == "b"


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


def test_a_failure_with_the_old_start_after_something_ran_is_ours_only_if_nothing_else_is_shown(
    wait: Any, answer: Any, run_after: Any
) -> None:
    # Each training has a start of its own (recorded traffic), so a late server may say so.
    old, running = answer("failed", OLD), answer("running", OLD)
    new = answer("succeeded", NEW)
    assert wait(run_after(old), [old, running, *[old] * 20, new]).value.request_id == "succeeded-2"
    played = wait(run_after(old), chain([old, running], repeat(old)))
    assert isinstance(played.error, TrainingFailedError)
    assert 60 <= played.now < 70


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        pytest.param("failed-2", ["failed-2"], id="nothing ran"),
        pytest.param("failed-2", ["running-1", *["failed-2"] * 200], id="an older one ran"),
        pytest.param("running-2", ["running-2", *["failed-2"] * 200], id="the one before ran"),
        pytest.param("running-2", ["running-2", *["succeeded-2"] * 200], id="and succeeded"),
        pytest.param("failed-1", ["running-1", "running-2", *["failed-1"] * 200], id="ours ran"),
        pytest.param("succeeded-1", ["running-1", *["succeeded-1"] * 200], id="the last success"),
        pytest.param("failed-2", ["succeeded-1", "succeeded-1", "running-1"], id="not steady"),
    ],
)
def test_however_long_it_is_shown_an_end_that_is_known_to_be_old_is_not_ours(
    wait: Any, answer: Any, run_after: Any, before: str, shown: list[str]
) -> None:
    def of(name: str) -> Any:
        status, training = name.split("-")
        return answer(status, int(training))

    played = wait(run_after(of(before)), cycle(map(of, shown)), timeout=900)
    assert isinstance(played.error, TrainingTimeoutError)


def test_a_failure_with_the_old_start_counts_with_a_success_before_it_too(
    wait: Any, answer: Any, run_after: Any
) -> None:
    old = answer("failed", 2, last_success=1)
    running = answer("running", 2, last_success=1)
    played = wait(run_after(old), chain([running], repeat(old)))
    assert isinstance(played.error, TrainingFailedError)


def test_an_old_failure_is_never_ours_though_nothing_else_is_shown(
    wait: Any, answer: Any, run_after: Any
) -> None:
    old = answer("failed", OLD)
    played = wait(run_after(old), repeat(old), timeout=600)
    assert isinstance(played.error, TrainingTimeoutError)


def test_without_any_time_an_end_after_an_unfinished_status_counts(
    wait: Any, answer: Any, run_after: Any
) -> None:
    none = dict.fromkeys(
        ("createdDateTime", "lastActionDateTime", "lastSuccessfulTrainingDateTime"), ...
    )
    old, running = answer("succeeded", **none), answer("running", **none)
    new = answer("succeeded", message="new", **none)
    assert wait(run_after(old), [old, running, new]).value.message == "new"


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
    result = wait(run_after(old), script).value
    assert result.request_id == "succeeded-3"
    assert result.created_date_time.minute == 30


@pytest.mark.parametrize("later", ["failed", "running"])
def test_our_training_has_succeeded_though_a_later_one_of_someone_else_does_not(
    wait: Any, answer: Any, run_after: Any, later: str
) -> None:
    ours = answer("running", NEW, last_success=OLD)
    third = answer(later, 3, last_success=NEW, message="of the third")
    played = wait(run_after(answer("succeeded", OLD)), [ours, third])
    assert played.value.succeeded
    assert played.value.message is None
    assert played.value.created_date_time.isoformat() == "2030-01-02T03:20:00.123456+00:00"
    assert played.emitted[-1].done
    assert played.emitted[-1].result is played.value


@pytest.mark.parametrize("joined", [False, True])
def test_a_later_failure_is_raised_where_nothing_says_that_ours_succeeded(
    wait: Any, answer: Any, run_after: Any, joined: bool
) -> None:
    before = answer("running", 1, last_success=0) if joined else answer("succeeded", 1)
    first = answer("running", 2, last_success=1) if not joined else before
    third = [answer(each, 3, last_success=0 if joined else 1) for each in ("running", "failed")]
    played = wait(run_after(before, joined=joined), [first, *third])
    assert isinstance(played.error, TrainingFailedError)


def test_our_training_is_the_first_that_was_seen_after_the_one_before(
    wait: Any, answer: Any, run_after: Any
) -> None:
    # The server that shows the third does not know yet that ours succeeded.
    script = [
        answer("running", 2, last_success=1),
        answer("running", 3, last_success=1),
        answer("failed", 3, last_success=2),
    ]
    assert wait(run_after(answer("succeeded", 1)), script).value.created_date_time.minute == 20


def test_a_joined_training_has_succeeded_though_a_later_one_fails(
    wait: Any, answer: Any, run_after: Any
) -> None:
    run = run_after(answer("running", 1, last_success=0), joined=True)
    assert wait(run, [answer("failed", 2, last_success=1)]).value.succeeded


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
