"""Calls of a client with a rate limit, as flows: what takes a turn, how long, in which lane."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from azface import (
    PollSchedule,
    RateLimit,
    RequestTimeoutError,
    RetryPolicy,
    ServerError,
    TrainingTimeoutError,
    TransportError,
    WaitCancelledError,
)
from azface._call import call
from azface._flow import Acquire, Now, Reply, Request, Send
from azface._limiter import Limiter
from azface._operation import Operation
from azface._pace import NEVER
from azface._settings import Settings
from azface._training import LARGE_FACE_LIST, status
from azface._turn import Turn
from azface._waiting import train_and_watch, watch

RUNNING = Reply(200, {}, b'{"status": "running"}')
DONE = Reply(200, {}, b'{"status": "succeeded"}')
NOT_TRAINED = Reply(404, {}, b'{"error": {"code": "LargeFaceListNotTrained"}}')
BUSY = Reply(429, {"retry-after": "2"}, b'{"error": {"code": "429"}}')
EVERY_TEN = PollSchedule.every(10)


@pytest.fixture
def limited(settings: Settings) -> Settings:
    return evolve(settings, limiter=Limiter(RateLimit.S0, lambda: 0.0))


def look(settings: Settings) -> Any:
    return status(settings, LARGE_FACE_LIST, "staff")


def wait(settings: Settings, timeout: float | None = 60.0) -> Any:
    return watch(settings, LARGE_FACE_LIST, "staff", timeout=timeout, schedule=EVERY_TEN)


def train_and_wait(settings: Settings) -> Any:
    return train_and_watch(
        settings,
        LARGE_FACE_LIST,
        "staff",
        if_running="wait",
        timeout=60.0,
        schedule=EVERY_TEN,
    )


def test_without_a_limit_nothing_is_acquired(play: Any, settings: Settings) -> None:
    assert play(look(settings), [Reply(503), DONE]).acquired == []
    assert play(train_and_wait(settings), [NOT_TRAINED, Reply(202), DONE]).acquired == []


def test_each_attempt_takes_a_turn(play: Any, limited: Settings) -> None:
    played = play(look(limited), [Reply(503), BUSY, DONE])
    assert played.value.succeeded
    assert [each.lane for each in played.acquired] == ["call"] * 3
    assert [each.again for each in played.acquired] == [False, True, True]


def test_the_polls_of_a_wait_wait_in_a_lane_of_their_own(play: Any, limited: Settings) -> None:
    played = play(train_and_wait(limited), [NOT_TRAINED, Reply(202), RUNNING, BUSY, DONE])
    assert played.value.succeeded
    assert [each.lane for each in played.acquired] == ["call", "call", "poll", "poll", "poll"]
    assert {each.limiter for each in played.acquired} == {limited.limiter}


def test_a_429_slows_the_client_down(play: Any, limited: Settings) -> None:
    assert limited.limiter is not None
    play(wait(limited), [BUSY, DONE])
    assert limited.limiter.allowed == 5
    turn = Turn(limited.limiter, "call", NEVER)
    turn.enter()
    # Its Retry-After.
    assert turn.ask() == 2.0


@pytest.mark.parametrize("answer", [Reply(503, {"retry-after": "1"}), Reply(500), NOT_TRAINED])
def test_another_refusal_does_not(play: Any, limited: Settings, answer: Reply) -> None:
    assert limited.limiter is not None
    play(look(evolve(limited, retry=RetryPolicy(attempts=1))), [answer])
    assert limited.limiter.allowed == 10


def test_each_request_is_sent_with_its_turn_which_is_released_whatever_comes_of_it(
    play: Any, limited: Settings
) -> None:
    ended = [
        play(look(limited), [Reply(503), BUSY, Reply(200, {}, b"<html>")]),
        play(wait(limited), [RUNNING], send_takes=5.0, cancel_at=12.0),
    ]
    assert [len(played.turns) for played in ended] == [3, 1]
    for played in ended:
        assert played.sent_with == played.turns
        assert all(turn.released for turn in played.turns)


def test_a_flow_that_is_closed_while_it_sends_releases_what_it_acquired(settings: Settings) -> None:
    limiter = Limiter(RateLimit.S0, lambda: 0.0, in_flight=1)
    flow = look(evolve(settings, limiter=limiter))
    turn = Turn(limiter, "call", NEVER)
    turn.enter()
    assert isinstance(next(flow), Now)
    assert isinstance(flow.send(0.0), Acquire)
    assert turn.ask() is None
    assert isinstance(flow.send(turn), Now)
    assert isinstance(flow.send(0.0), Send)
    assert limiter.in_flight == 1
    flow.close()
    assert limiter.in_flight == 0


def test_the_first_turn_of_a_call_is_waited_for_without_end(play: Any, limited: Settings) -> None:
    played = play(look(limited), [Reply(503), DONE], turn_takes=90.0)
    assert played.value.succeeded
    assert [each.deadline for each in played.acquired] == [NEVER, 90.0 + 120.0]


def test_waiting_for_the_turn_of_a_retry_counts_against_the_policys_total(
    play: Any, limited: Settings
) -> None:
    short = evolve(limited, retry=RetryPolicy(total=10.0))
    played = play(look(short), [Reply(503)], turn_takes=20.0)
    assert isinstance(played.error, ServerError)
    assert len(played.acquired) == 2
    assert played.now == pytest.approx(30.0)


def test_waiting_for_a_turn_counts_against_a_waits_deadline(play: Any, limited: Settings) -> None:
    played = play(wait(limited, timeout=25.0), [RUNNING], turn_takes=9.0)
    assert isinstance(played.error, TrainingTimeoutError)
    assert isinstance(played.error.last_error, RequestTimeoutError)
    assert "rate limit" in str(played.error)
    assert not played.error.last_error.sent
    assert not played.error.outcome_unknown
    assert {each.deadline for each in played.acquired} == {25.0}
    assert played.now == pytest.approx(25.0)


def test_a_request_after_a_long_wait_for_its_turn_is_cut_to_what_is_left(
    play: Any, limited: Settings
) -> None:
    assert play(wait(limited, timeout=25.0), [DONE], turn_takes=20.0).longest == [5.0]


def test_a_start_whose_turn_does_not_come_was_not_made(play: Any, limited: Settings) -> None:
    played = play(train_and_wait(limited), [NOT_TRAINED], turn_takes=40.0)
    assert isinstance(played.error, TrainingTimeoutError)
    assert (played.error.started, played.error.outcome_unknown) == (False, False)
    assert played.now == pytest.approx(60.0)


def test_a_cancel_ends_the_waiting_for_a_turn(play: Any, limited: Settings) -> None:
    played = play(wait(limited), [RUNNING], cancel_at=11.5, turn_takes=1.0)
    assert isinstance(played.error, WaitCancelledError)
    assert (played.now, len(played.acquired), len(played.sent)) == (11.5, 2, 1)


def test_the_policys_total_counts_from_the_first_turn_and_not_from_later_ones(
    play: Any, limited: Settings
) -> None:
    played = play(look(limited), [Reply(503), Reply(503)], turn_takes=70.0)
    assert isinstance(played.error, ServerError)
    assert [each.deadline for each in played.acquired] == [NEVER, 70.0 + 120.0, 70.0 + 120.0]


def test_the_turn_of_a_retry_is_waited_for_until_the_deadline_of_its_wait(
    play: Any, limited: Settings
) -> None:
    played = play(look(evolve(limited, deadline=25.0)), [Reply(503)], turn_takes=20.0)
    assert isinstance(played.error, ServerError)
    assert [each.deadline for each in played.acquired] == [25.0, 25.0]
    assert played.now == 25.0


@pytest.mark.parametrize(("effect", "unknown"), [("write", True), ("read", False)])
@pytest.mark.parametrize("lost", [True, False])
def test_after_a_lost_answer_a_retry_whose_turn_does_not_come_leaves_the_outcome_unknown(
    play: Any, limited: Settings, effect: Any, *, unknown: bool, lost: bool
) -> None:
    operation = Operation("DoThing", "thing_operations", 200, "nothing", effect)
    flow = call(limited, operation, Request("POST", "https://a.test/thing"), lambda _: None)
    error = TransportError("lost", sent=lost)
    played = play(flow, [error], turn_takes=130.0)
    assert played.error is error
    assert error.outcome_unknown is (unknown and lost)
    assert len(played.acquired) == 2
