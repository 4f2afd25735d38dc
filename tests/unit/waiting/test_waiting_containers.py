"""Waiting is the same for whatever can be trained: large face lists and both kinds of groups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from azface import (
    InvalidArgumentError,
    NotTrainedError,
    PollSchedule,
    TrainingFailedError,
    TrainingRun,
    TrainingTimeoutError,
)
from azface._flow import Reply
from azface._settings import Settings
from azface._training import LARGE_FACE_LIST, LARGE_PERSON_GROUP, PERSON_GROUP, Trained, train
from azface._waiting import train_and_watch, watch

CONTAINERS = [
    pytest.param(LARGE_FACE_LIST, "/largefacelists/staff", "LargeFaceList", id="large_face_list"),
    pytest.param(PERSON_GROUP, "/persongroups/staff", "PersonGroup", id="person_group"),
    pytest.param(
        LARGE_PERSON_GROUP, "/largepersongroups/staff", "LargePersonGroup", id="large_person_group"
    ),
]
each_container = pytest.mark.parametrize(("trained", "path", "word"), CONTAINERS)
EVERY_TEN = PollSchedule.every(10)
SUCCESS = "lastSuccessfulTrainingId"


def requests(played: Any, settings: Settings) -> list[str]:
    return [f"{each.method} {each.url.removeprefix(settings.base_url)}" for each in played.sent]


@each_container
def test_a_first_training_is_started_and_waited_for(
    play: Any,
    settings: Settings,
    answer: Callable[..., Reply],
    refusal: Callable[..., Reply],
    started: Reply,
    trained: Trained,
    path: str,
    word: str,
) -> None:
    flow = train_and_watch(
        settings, trained, "staff", if_running="wait", timeout=60, schedule=EVERY_TEN
    )
    never = refusal(404, f"{word}NotTrained")
    # "Never trained" is said once more, right after the 202.
    replies = [never, started, never, answer("running"), answer("succeeded")]
    played = play(flow, replies)
    assert played.value.succeeded
    look = f"GET {path}/training"
    assert requests(played, settings) == [look, f"POST {path}/train", look, look, look]
    assert played.sleeps == [10.0, 10.0]


@each_container
def test_an_old_end_is_not_taken_for_the_new_one(
    play: Any,
    settings: Settings,
    answer: Callable[..., Reply],
    started: Reply,
    trained: Trained,
    path: str,
    word: str,
) -> None:
    old = answer("succeeded", **{SUCCESS: "old"})
    run = play(train(settings, trained, "staff", if_running="raise"), [old, started]).value
    assert (run.container, run.list_id) == (trained.container, "staff")
    there = TrainingRun.from_json(run.to_json())
    assert there == run
    for waited in (run, there):
        flow = watch(settings, trained, waited, timeout=60, schedule=EVERY_TEN)
        played = play(flow, [old, old, answer("succeeded", 2, **{SUCCESS: "new"})])
        assert played.value.last_successful_training_id == "new"
        assert played.sleeps == [10.0, 10.0]


@each_container
def test_a_training_that_was_running_is_waited_for_and_another_started(
    play: Any,
    settings: Settings,
    answer: Callable[..., Reply],
    refusal: Callable[..., Reply],
    started: Reply,
    trained: Trained,
    path: str,
    word: str,
) -> None:
    running, done = answer("running"), answer("succeeded")
    busy = refusal(409, f"{word}TrainingNotFinished")
    flow = train_and_watch(
        settings, trained, "staff", if_running="wait", timeout=60, schedule=EVERY_TEN
    )
    played = play(flow, [running, busy, done, done, started, answer("succeeded", 2)])
    assert played.value.request_id == "succeeded-2"
    assert [each.method for each in played.sent] == ["GET", "POST", "GET", "GET", "POST", "GET"]


@each_container
def test_a_failure_and_a_deadline_are_raised_with_the_run(
    play: Any,
    settings: Settings,
    answer: Callable[..., Reply],
    trained: Trained,
    path: str,
    word: str,
) -> None:
    run = TrainingRun(list_id="staff", container=trained.container)
    flow = watch(settings, trained, run, timeout=15, schedule=EVERY_TEN)
    played = play(flow, [answer("failed", message="no faces")])
    assert isinstance(played.error, TrainingFailedError)
    assert (played.error.run, played.error.result.message) == (run, "no faces")
    flow = watch(settings, trained, run, timeout=15, schedule=EVERY_TEN)
    played = play(flow, [answer("running")] * 3)
    assert isinstance(played.error, TrainingTimeoutError)
    assert played.error.run == run
    assert played.sleeps == [10.0, 5.0]


@each_container
def test_a_bare_id_never_trained_is_an_error(
    play: Any,
    settings: Settings,
    refusal: Callable[..., Reply],
    trained: Trained,
    path: str,
    word: str,
) -> None:
    flow = watch(settings, trained, "staff", timeout=60, schedule=EVERY_TEN)
    played = play(flow, [refusal(404, f"{word}NotTrained")])
    assert isinstance(played.error, NotTrainedError)


@each_container
def test_a_run_of_another_container_is_refused_before_any_request(
    play: Any, settings: Settings, trained: Trained, path: str, word: str
) -> None:
    run = TrainingRun(list_id="staff", container=trained.container)
    for other in (LARGE_FACE_LIST, PERSON_GROUP, LARGE_PERSON_GROUP):
        if other is trained:
            continue
        played = play(watch(settings, other, run, timeout=60, schedule=EVERY_TEN))
        assert isinstance(played.error, InvalidArgumentError)
        message = f"the run is of a {trained.container}, not of a {other.container}"
        assert str(played.error) == message
