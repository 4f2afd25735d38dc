"""Many waits in one flow: each ends as it would alone, and none ends the wait for the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import repeat
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azface import (
    AuthenticationError,
    InvalidArgumentError,
    NotFoundError,
    PollSchedule,
    TrainingFailedError,
    TrainingRun,
    TrainingTimeoutError,
    TransportError,
    WaitCancelledError,
)
from azface._flow import Reply, Request
from azface._training import LARGE_FACE_LIST
from azface._waiting_for_many import train_and_watch_all, watch_all

EVEN = PollSchedule(jitter=0, learns=False)


class Lists:
    """A service with several lists, each with answers of its own; counts the requests."""

    def __init__(self, **answers: Iterable[Reply | Exception]) -> None:
        self._answers = {name.replace("_", "-"): iter(each) for name, each in answers.items()}
        self.asked: Counter[str] = Counter()
        self.order: list[str] = []

    def __call__(self, request: Request) -> Reply | Exception:
        name = request.url.split("/largefacelists/")[1].split("/")[0]
        self.asked[name] += 1
        self.order.append(name)
        return next(self._answers[name])


@pytest.fixture
def wait_all(play: Any, settings: Any) -> Callable[..., Any]:
    """`wait_all(trainings, service, timeout=3600.0, schedule=..., **play)`."""

    def make(
        trainings: Any,
        service: Any,
        *,
        timeout: float | None = 3600.0,
        schedule: PollSchedule = EVEN,
        one_by_one: bool = False,
        **options: Any,
    ) -> Any:
        merged = watch_all(settings, LARGE_FACE_LIST, trainings, timeout=timeout, schedule=schedule)
        flow = merged.as_they_end() if one_by_one else merged.in_turn()
        return play(flow, service, **options)

    return make


@pytest.fixture
def train_all(play: Any, settings: Any) -> Callable[..., Any]:
    """`train_all(list_ids, service, if_running="wait", timeout=3600.0, **play)`."""

    def make(
        list_ids: Any,
        service: Any,
        *,
        if_running: Any = "wait",
        timeout: float | None = 3600.0,
        **options: Any,
    ) -> Any:
        merged = train_and_watch_all(
            settings,
            LARGE_FACE_LIST,
            list_ids,
            if_running=if_running,
            timeout=timeout,
            schedule=EVEN,
        )
        return play(merged.in_turn(), service, **options)

    return make


def test_there_is_one_outcome_for_each_in_the_order_given(wait_all: Any, answer: Any) -> None:
    running, over = answer("running"), answer("succeeded")
    service = Lists(slow=[running, running, over], quick=[over], middling=[running, over])
    outcomes = wait_all(["slow", "quick", "middling"], service).value
    assert [outcome.list_id for outcome in outcomes] == ["slow", "quick", "middling"]
    assert all(outcome.succeeded and outcome.result.succeeded for outcome in outcomes)
    assert [outcome.error for outcome in outcomes] == [None] * 3


def test_what_goes_wrong_with_one_is_its_own_outcome_and_no_others(
    wait_all: Any, answer: Any, refusal: Any
) -> None:
    running, over = answer("running"), answer("succeeded")
    service = Lists(
        bad=[running, answer("failed", message="no faces")],
        gone=[running, refusal(404, "LargeFaceListNotFound")],
        shut=[refusal(401)],
        stuck=repeat(running),
        broken=[running, ValueError("of a credential")],
        good=[running, running, over],
    )
    names = ["bad", "gone", "shut", "stuck", "broken", "good"]
    outcomes = wait_all(names, service, timeout=20).value
    assert [type(outcome.error) for outcome in outcomes] == [
        TrainingFailedError,
        NotFoundError,
        AuthenticationError,
        TrainingTimeoutError,
        ValueError,
        type(None),
    ]
    assert [outcome.result is None for outcome in outcomes] == [True] * 5 + [False]
    assert [outcome.succeeded for outcome in outcomes] == [False] * 5 + [True]
    assert outcomes[0].error.list_id == "bad"


def test_the_sleeps_of_many_waits_are_the_same_time(wait_all: Any, answer: Any) -> None:
    script = [*[answer("running")] * 10, answer("succeeded")]
    service = Lists(**{f"list-{number}": script for number in range(50)})
    played = wait_all([f"list-{number}" for number in range(50)], service)
    alone = wait_all(["list-0"], Lists(list_0=script))
    assert all(outcome.succeeded for outcome in played.value)
    assert played.now == pytest.approx(alone.now)


def test_each_list_is_looked_at_before_one_is_looked_at_again(wait_all: Any, answer: Any) -> None:
    script = [answer("running"), answer("succeeded")]
    service = Lists(a=script, b=script, c=script)
    wait_all(["a", "b", "c"], service, send_takes=1.0)
    assert service.order == ["a", "b", "c"] * 2


def test_runs_are_told_from_earlier_trainings_as_when_waited_for_alone(
    wait_all: Any, answer: Any, run_after: Any
) -> None:
    old, new = answer("succeeded", 1), answer("succeeded", 2)
    played = wait_all([run_after(old), "bare"], Lists(staff=[old, old, new], bare=[old]))
    assert [outcome.list_id for outcome in played.value] == ["staff", "bare"]
    assert [outcome.result.request_id for outcome in played.value] == ["succeeded-2", "succeeded-1"]


def test_outcomes_come_as_they_end(wait_all: Any, answer: Any, refusal: Any) -> None:
    running, over = answer("running"), answer("succeeded")
    service = Lists(
        last=[*[running] * 5, over], first=[over], second=[running, refusal(401)], third=[over]
    )
    played = wait_all(["last", "first", "second", "third"], service, one_by_one=True)
    assert [each.list_id for each in played.emitted] == ["first", "third", "second", "last"]
    assert isinstance(played.emitted[2].error, AuthenticationError)


def test_updates_tell_which_list_they_are_of(wait_all: Any, answer: Any) -> None:
    running, over = answer("running"), answer("succeeded")
    updates = wait_all(["a", "b"], Lists(a=[running, over], b=[over])).emitted
    assert [(each.list_id, each.done) for each in updates] == [
        ("a", False),
        ("b", True),
        ("a", True),
    ]


def test_no_trainings_at_all_have_no_outcomes(wait_all: Any, train_all: Any) -> None:
    assert wait_all([], Lists()).value == train_all([], Lists()).value == []
    assert wait_all([], Lists(), one_by_one=True).emitted == []


@pytest.mark.parametrize("wrong", ["staff", b"staff", 5, None, TrainingRun(list_id="staff")])
def test_what_is_not_several_is_refused_with_the_method_for_one(
    wait_all: Any, train_all: Any, wrong: Any
) -> None:
    with pytest.raises(InvalidArgumentError, match=r"trainings must be a list.*wait_for_training"):
        wait_all(wrong, Lists())
    with pytest.raises(InvalidArgumentError, match=r"list_ids must be a list.*train_and_wait"):
        train_all(wrong, Lists())


@pytest.mark.parametrize("wrong", ["NO", 5, TrainingRun(list_id="a", container="person_group")])
def test_one_that_cannot_be_right_is_refused_before_any_request(
    wait_all: Any, train_all: Any, answer: Any, wrong: Any
) -> None:
    service = Lists(a=[answer("succeeded")])
    assert isinstance(wait_all(["a", wrong], service).error, InvalidArgumentError)
    with pytest.raises(InvalidArgumentError):
        train_all(["a", wrong], service)
    assert service.order == []


def test_any_iterable_will_do(wait_all: Any, train_all: Any, answer: Any) -> None:
    over, names = answer("succeeded"), {"a": 1, "b": 2}
    assert len(wait_all((name for name in names), Lists(a=[over], b=[over])).value) == 2
    assert len(wait_all(names.keys(), Lists(a=[over], b=[over])).value) == 2


def test_many_are_trained_and_one_named_twice_is_trained_once(
    train_all: Any, answer: Any, started: Reply
) -> None:
    old, new = answer("succeeded", 1), answer("succeeded", 2)
    script = [old, started, new]
    played = train_all(["a", "b", "a"], Lists(a=script, b=script))
    assert [outcome.list_id for outcome in played.value] == ["a", "b", "a"]
    assert [outcome.result.request_id for outcome in played.value] == ["succeeded-2"] * 3
    assert [request.method for request in played.sent].count("POST") == 2


def test_all_trainings_are_started_before_a_second_look_at_one(
    train_all: Any, answer: Any, started: Reply
) -> None:
    script = [answer("succeeded", 1), started, answer("running", 2), answer("succeeded", 2)]
    service = Lists(a=script, b=script, c=script)
    played = train_all(["a", "b", "c"], service, send_takes=1.0)
    assert [request.method for request in played.sent].index("POST") == 1
    assert service.order == [*"aaa", *"bbb", *"ccc", *"abc"]


def test_a_training_that_cannot_be_started_is_its_own_outcome(
    train_all: Any, answer: Any, started: Reply, busy: Reply, refusal: Any
) -> None:
    old, new = answer("succeeded", 1), answer("succeeded", 2)
    service = Lists(
        busy=[answer("running", 1), busy], gone=[refusal(404, "LargeFaceListNotFound")],
        good=[old, started, new],
    )  # fmt: skip
    outcomes = train_all(["busy", "gone", "good"], service, if_running="raise").value
    assert [outcome.succeeded for outcome in outcomes] == [False, False, True]
    assert "TrainingNotFinished" in str(outcomes[0].error)


def test_a_cancel_keeps_what_has_ended_and_ends_all_others_without_a_request(
    wait_all: Any, answer: Any
) -> None:
    running, over = answer("running"), answer("succeeded")
    service = Lists(quick=[over], a=repeat(running), b=repeat(running))
    played = wait_all(["a", "quick", "b"], service, schedule=PollSchedule.every(10), cancel_at=14.0)
    assert played.now == 14.0
    assert [outcome.succeeded for outcome in played.value] == [False, True, False]
    for outcome in (played.value[0], played.value[2]):
        assert isinstance(outcome.error, WaitCancelledError)
        assert outcome.error.last_result.status == "running"
    assert service.asked == {"quick": 1, "a": 2, "b": 2}


def test_a_cancel_before_the_first_request_is_the_outcome_of_all(
    wait_all: Any, train_all: Any
) -> None:
    for played in (
        wait_all(["a", "b"], Lists(), cancel_at=0.0),
        train_all(["a", "b"], Lists(), cancel_at=0.0),
    ):
        assert [type(outcome.error) for outcome in played.value] == [WaitCancelledError] * 2
        assert played.sent == []


@pytest.mark.parametrize("timeout", [0.4, 5.0, 30.0])
def test_many_in_one_thread_keep_to_one_deadline_counted_from_the_call(
    wait_all: Any, train_all: Any, answer: Any, timeout: float
) -> None:
    names = [f"list-{number}" for number in range(100)]
    service = Lists(**{name: repeat(answer("running")) for name in names})
    for play in (wait_all, train_all):
        played = play(names, service, timeout=timeout, send_takes=1.0)
        errors = [outcome.error for outcome in played.value]
        assert {type(error) for error in errors} == {TrainingTimeoutError}
        assert played.now <= timeout + 0.25 + 1.0
    # Some were never looked at: that is said.
    assert any(error.polls == 0 and "no status was read" in str(error) for error in errors)


def test_with_no_time_at_all_each_is_looked_at_once(wait_all: Any, answer: Any) -> None:
    names = [f"list-{number}" for number in range(10)]
    service = Lists(**{name: repeat(answer("running")) for name in names})
    played = wait_all(names, service, timeout=0, send_takes=1.0)
    assert service.asked == dict.fromkeys(names, 1)
    assert {type(outcome.error) for outcome in played.value} == {TrainingTimeoutError}


@st.composite
def scripts(draw: st.DrawFn) -> list[str]:
    """What a list shows, by name, and for ever the last of it."""
    passing = st.sampled_from(["running", "notStarted", "503", "429", "reset", "html"])
    ends = st.sampled_from(["succeeded", "failed", "401", "404", "running"])
    return [*draw(st.lists(passing, max_size=6)), draw(ends)]


@given(
    shown=st.lists(scripts(), min_size=1, max_size=6),
    timeout=st.none() | st.floats(0, 30),
    chance=st.floats(0, 0.99),
)
def test_each_wait_ends_as_it_would_alone(
    wait_all: Any,
    answer: Any,
    refusal: Any,
    shown: list[list[str]],
    timeout: float | None,
    chance: float,
) -> None:
    if timeout is None and any(each[-1] == "running" for each in shown):
        timeout = 30.0

    def reply(name: str) -> Any:
        if name == "reset":
            return TransportError("connection reset")
        if name == "html":
            return Reply(200, {}, b"<html>")
        return refusal(int(name)) if name.isdigit() else answer(name)

    def answers(script: list[str]) -> Iterable[Any]:
        yield from map(reply, script)
        yield from repeat(reply(script[-1]))

    names = [f"list-{number}" for number in range(len(shown))]
    options = {"timeout": timeout, "chance": chance}
    service = Lists(**dict(zip(names, map(answers, shown), strict=True)))
    together = wait_all(names, service, **options)
    for name, script, outcome in zip(names, shown, together.value, strict=True):
        alone = Lists(**{name: answers(script)})
        (expected,) = wait_all([name], alone, **options).value
        assert outcome == expected
        assert (type(outcome.error), str(outcome.error)) == (
            type(expected.error),
            str(expected.error),
        )
        assert service.asked[name] == alone.asked[name]
