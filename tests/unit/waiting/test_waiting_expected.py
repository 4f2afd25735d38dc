"""What a wait expects: as it was told, or as the training before took."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import repeat
from typing import Any

import pytest
from attrs import evolve

from azface import PollSchedule, TrainingResult, TrainingRun

STARTED = datetime(2030, 1, 2, 3, 20, tzinfo=UTC)
NAIVE = STARTED.replace(tzinfo=None)


def taken(seconds: float | None, status: str = "succeeded", **dates: Any) -> TrainingRun:
    """A run after a training that took so many seconds by the service's timestamps."""
    ended = None if seconds is None else STARTED + timedelta(seconds=seconds)
    result = TrainingResult(
        status, created_date_time=STARTED, last_successful_training_date_time=ended
    )
    return TrainingRun(list_id="staff", before=evolve(result, **dates))


def running(age: float | None = None) -> Any:
    """`age` seconds after its start, by the service's own clock."""

    def answer(answer: Any) -> Any:
        reply = answer("running", createdDateTime=STARTED.isoformat())
        if age is None:
            return reply
        now = format_datetime(STARTED + timedelta(seconds=age), usegmt=True)
        return evolve(reply, headers={"date": now})

    return answer


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (taken(300), 300),
        (taken(0.25), 0.25),
        (taken(None, last_action_date_time=STARTED + timedelta(seconds=40)), 40),
        (taken(300, last_action_date_time=STARTED + timedelta(days=2)), 300),
        (taken(None), None),
        (taken(300, "failed"), None),
        (taken(-5, "running"), None),
        (taken(-600), None),
        (taken(0), None),
        (taken(86_400), None),
        (taken(300, created_date_time=None), None),
        (taken(300, created_date_time=NAIVE), None),
        (TrainingRun(list_id="staff"), None),
        ("staff", None),
    ],
)
def test_a_wait_expects_what_the_training_before_took_where_that_can_be_told(
    wait: Any, answer: Any, run: Any, expected: float | None
) -> None:
    (update, *_) = wait(
        run, repeat(answer("running", 9)), timeout=1.0, schedule=PollSchedule()
    ).emitted
    assert update.expected == expected


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (PollSchedule(expected_seconds=60), 60),
        (PollSchedule.for_faces(10_000), 7.5),
        (PollSchedule.every(30), None),
        (PollSchedule(learns=False), None),
    ],
)
def test_every_update_tells_what_the_schedule_expects(
    wait: Any, answer: Any, schedule: PollSchedule, expected: float | None
) -> None:
    script = [answer("running", 2), answer("succeeded", 2)]
    updates = wait(taken(300), script, schedule=schedule).emitted
    assert [update.expected for update in updates] == pytest.approx([expected] * 2)


def test_looks_are_few_until_the_expected_end_is_near(wait: Any, answer: Any) -> None:
    schedule = PollSchedule(expected_seconds=1000, jitter=0)
    played = wait("staff", repeat(answer("running")), timeout=900.0, schedule=schedule)
    looks = [update.elapsed for update in played.emitted]
    assert len([look for look in looks if look < 799]) == 7
    assert looks[7:] == pytest.approx([800, 832, 864, 896, 900])


def test_a_training_that_began_long_before_the_wait_is_expected_by_its_age(
    wait: Any, answer: Any
) -> None:
    # Resumed in another process, 790 s after the start.
    schedule = PollSchedule(expected_seconds=1000, jitter=0)
    played = wait(taken(1000), repeat(running(790)(answer)), timeout=60.0, schedule=schedule)
    assert played.sleeps[0] == pytest.approx(32)


def test_the_age_of_a_training_is_known_through_looks_that_fail(
    wait: Any, answer: Any, refusal: Any
) -> None:
    schedule = PollSchedule(expected_seconds=1000, jitter=0)
    script = [running(790)(answer), refusal(503), refusal(503), answer("succeeded")]
    assert wait("staff", script, schedule=schedule).sleeps == pytest.approx([32, 32, 32])


@pytest.mark.parametrize("age", [0, 1.9, -3600, 90_000])
def test_an_age_that_is_nothing_new_or_impossible_changes_nothing(
    wait: Any, answer: Any, age: float
) -> None:
    schedule = PollSchedule(expected_seconds=1000, jitter=0)
    told = wait("staff", repeat(running(age)(answer)), timeout=900.0, schedule=schedule)
    untold = wait("staff", repeat(running()(answer)), timeout=900.0, schedule=schedule)
    assert told.sleeps == untold.sleeps


@pytest.mark.parametrize("skew", [20, 60, 600, 3600])
def test_a_training_that_was_just_started_is_no_older_than_that_whatever_the_date_says(
    train_and_wait: Any, answer: Any, started: Any, skew: int
) -> None:
    schedule = PollSchedule(expected_seconds=0.3, jitter=0)
    script = [answer("succeeded", 1), started, running(skew)(answer), answer("succeeded", 2)]
    assert train_and_wait(script, schedule=schedule).sleeps == pytest.approx([0.24])


@pytest.mark.parametrize("skew", [20, 60, 600, 3600])
def test_a_date_that_is_wrong_makes_no_end_overdue(wait: Any, answer: Any, skew: int) -> None:
    schedule = PollSchedule(expected_seconds=2, jitter=0)
    script = [running(skew)(answer), running(skew)(answer), answer("succeeded", 2)]
    assert wait("staff", script, schedule=schedule).sleeps == [0.2, 0.2]


@pytest.mark.parametrize("skew", [0, 20, 3600])
def test_a_length_that_was_learned_goes_by_the_time_waited_and_not_by_the_age(
    wait: Any, answer: Any, skew: int
) -> None:
    script = [*[running(skew)(answer)] * 3, answer("succeeded", 4)]
    schedule = PollSchedule(jitter=0)
    assert wait(taken(100), script, schedule=schedule).sleeps == [0.2, 0.2, 0.2]


def test_the_age_grows_with_the_time_that_is_waited_further(wait: Any, answer: Any) -> None:
    schedule = PollSchedule(expected_seconds=1000, jitter=0)
    script = [running(600)(answer), *[running()(answer)] * 2, answer("succeeded", 4)]
    # At 600, 800 and 832 s of the training.
    assert wait("staff", script, schedule=schedule).sleeps == pytest.approx([200, 32, 32])


def test_the_age_of_an_end_that_is_not_ours_counts_for_nothing(wait: Any, answer: Any) -> None:
    schedule = PollSchedule(expected_seconds=1000, jitter=0)
    old = evolve(
        answer("succeeded", createdDateTime=STARTED.isoformat()),
        headers={"date": format_datetime(STARTED + timedelta(seconds=790), usegmt=True)},
    )
    run = TrainingRun(list_id="staff", before=TrainingResult.from_api(json.loads(old.body)))
    played = wait(run, repeat(old), timeout=1.0, schedule=schedule)
    assert played.sleeps[0] == 1.0


@pytest.mark.parametrize("length", [7_100, 7_300])
def test_no_training_takes_more_than_two_hours(wait: Any, answer: Any, length: float) -> None:
    (update, *_) = wait(taken(length), [answer("succeeded", 9)]).emitted
    assert update.expected is None  # as the wait of these tests does not learn
    (update, *_) = wait(taken(length), [answer("succeeded", 9)], schedule=PollSchedule()).emitted
    assert update.expected == (length if length < 7_200 else None)


def test_without_an_expected_end_the_age_of_a_training_changes_nothing(
    wait: Any, answer: Any
) -> None:
    old = wait("staff", repeat(running(790)(answer)), timeout=100.0)
    new = wait("staff", repeat(running(0)(answer)), timeout=100.0)
    assert old.sleeps == new.sleeps


@pytest.mark.parametrize("minutes", [-10, 0, 10])
def test_a_clock_of_ours_that_is_ten_minutes_off_the_services_changes_nothing(
    wait: Any, answer: Any, minutes: int
) -> None:
    ours = (STARTED + timedelta(minutes=minutes)).timestamp()
    script = [running(0)(answer), running(0)(answer), answer("succeeded", 4)]
    for schedule in (PollSchedule(jitter=0), PollSchedule(expected_seconds=60, jitter=0)):
        played = wait(taken(3), script, schedule=schedule, now=ours)
        by_the_services_clock = wait(taken(3), script, schedule=schedule, now=0.0)
        assert played.value.succeeded
        assert played.sleeps == pytest.approx(by_the_services_clock.sleeps, abs=1e-5)


def test_of_a_training_before_ours_nothing_is_expected_and_of_ours_all(
    train_and_wait: Any, answer: Any, busy: Any, started: Any
) -> None:
    first = [answer("running", 1), busy, answer("running", 1), answer("succeeded", 1)]
    ours = [answer("succeeded", 1), started, answer("running", 2), answer("succeeded", 2)]
    # Number 1 took from 03:10 to 03:15.
    for schedule, expected in ((PollSchedule(), 300), (PollSchedule(expected_seconds=7), 7)):
        updates = train_and_wait([*first, *ours], schedule=schedule).emitted
        assert [update.expected for update in updates] == [None, None, expected, expected]


def test_a_start_that_is_refused_for_now_is_tried_again_as_soon_as_by_default(
    train_and_wait: Any, answer: Any, started: Any, refusal: Any
) -> None:
    later = refusal(503)
    script = [*[later] * 8, answer("succeeded", 1), started, answer("succeeded", 2)]
    expecting = train_and_wait(script, schedule=PollSchedule(expected_seconds=1000, jitter=0))
    assert expecting.sleeps == train_and_wait(script).sleeps
