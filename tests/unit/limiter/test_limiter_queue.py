"""Whose turn it is: lanes, retries, deadlines, connections."""

from __future__ import annotations

from typing import Any

import pytest

from azface._exchange import MAX_CONNECTIONS
from azface._limiter import CALLS_BEFORE_A_POLL
from azface._pace import NEVER

WINDOW = 1.01


def test_so_many_go_at_once_and_the_next_after_the_window(world: Any) -> None:
    here = world(3)
    for _ in range(7):
        here.enter()
    here.drain()
    assert here.times == pytest.approx([0, 0, 0, WINDOW, WINDOW, WINDOW, 2 * WINDOW])


def test_a_slot_is_free_again_a_window_after_it_was_taken_and_not_at_the_turn_of_a_second(
    world: Any,
) -> None:
    here = world(2)
    here.enter()
    here.advance(0.9)
    for _ in range(3):
        here.enter()
    here.drain()
    assert here.times == pytest.approx([0, 0.9, WINDOW, 0.9 + WINDOW])


def test_time_without_askers_saves_up_no_slots(world: Any) -> None:
    here = world(3)
    here.advance(100)
    for _ in range(9):
        here.enter()
    here.drain()
    assert here.times == pytest.approx(
        [100, 100, 100, 101.01, 101.01, 101.01, 102.02, 102.02, 102.02]
    )


def test_a_lane_is_served_first_come_first_served(world: Any) -> None:
    here = world(2)
    entered = [here.enter() for _ in range(20)]
    here.drain()
    assert here.turns == entered


def test_a_call_goes_before_all_polls_that_wait(world: Any) -> None:
    here = world(1)
    here.enter("poll")
    for _ in range(1_000):
        here.enter("poll")
    here.advance(0.5)
    call = here.enter("call")
    here.advance(0.6)
    assert here.granted[-1] == (pytest.approx(WINDOW), call)
    here.drain()
    assert len(here.granted) == 1_002


def test_polls_have_a_share_however_many_calls_wait(world: Any) -> None:
    here = world(1)
    for lane in ["call"] * 41 + ["poll"] * 10:
        here.enter(lane)  # type: ignore[arg-type]
    here.drain()
    # The first went before there was any poll.
    assert here.lanes == ["call"] + (["call"] * CALLS_BEFORE_A_POLL + ["poll"]) * 10 + ["call"] * 10


def test_one_who_does_not_wait_any_longer_leaves_no_entry_and_takes_no_slot(world: Any) -> None:
    here = world(1)
    first = here.enter()
    for _ in range(3):
        here.enter()
    here.leave(here.waiting[0])
    here.leave(here.waiting[1])
    last = here.waiting[0].turn
    assert here.limiter.waiting == 1
    here.advance(2.0)
    assert here.turns == [first, last]
    assert here.limiter.waiting == 0


def test_a_deadline_ends_the_asking_wherever_in_the_queue(world: Any) -> None:
    here = world(1)
    here.enter()
    turns = [here.enter(patience=seconds) for seconds in (60.0, 0.5, 0.7, 3.0)]
    here.advance(0.5)
    assert [each.turn for each in here.waiting] == [turns[0], *turns[2:]]
    here.drain()
    assert [turn.granted for turn in turns] == [True, False, False, True]


def test_deadlines_are_met_while_there_is_no_connection_to_wait_for_on_the_clock(
    world: Any,
) -> None:
    here = world(10, in_flight=1)
    here.enter()
    patient = here.enter()
    first, last, second = [here.enter(patience=seconds) for seconds in (1.0, 3.0, 2.0)]
    for left in ([patient, last, second], [patient, last], [patient]):
        here.advance(1.0)
        assert [each.turn for each in here.waiting] == left
    assert not first.granted
    here.drain()
    assert patient.granted


def test_patience_of_nothing_takes_a_free_slot_and_waits_for_none(world: Any) -> None:
    here = world(1)
    assert here.enter(patience=0.0).granted
    refused = here.enter(patience=0.0)
    assert (refused.granted, here.waiting, here.limiter.waiting) == (False, [], 0)


def test_no_more_are_granted_than_there_are_connections(world: Any) -> None:
    here = world(100, in_flight=4)
    for _ in range(10):
        here.enter()
    here.advance(1_000)
    assert len(here.granted) == 4
    here.release()
    assert len(here.granted) == 5
    here.drain()
    assert len(here.granted) == 10


def test_nothing_is_sent_before_retry_after_has_passed(world: Any) -> None:
    here = world(10)
    here.limiter.refused(21.0)
    here.limiter.refused(3.0)
    for _ in range(20):
        here.enter()
    here.drain()
    assert here.times[0] == pytest.approx(21.0)
    assert sum(at < 21.5 for at in here.times) == 5


def test_there_is_a_connection_for_each_that_is_granted(world: Any) -> None:
    assert MAX_CONNECTIONS == 64
    here = world(1_000)
    for _ in range(200):
        here.enter()
    assert len(here.granted) == here.limiter.in_flight == 64


def test_a_retry_goes_before_the_first_attempts_of_its_lane_and_after_earlier_retries(
    world: Any,
) -> None:
    here = world(1)
    here.enter()
    first = [here.enter("call") for _ in range(3)]
    retries = [here.enter("call", kind="retry") for _ in range(2)]
    here.drain()
    assert here.turns[1:] == retries + first


def test_a_retry_of_a_poll_lets_calls_go_first_like_any_poll(world: Any) -> None:
    here = world(1)
    here.enter()
    poll = here.enter("poll")
    retry = here.enter("poll", kind="retry")
    calls = [here.enter("call") for _ in range(4)]
    here.drain()
    assert here.turns[1:] == [*calls[:3], retry, calls[3], poll]


def test_another_request_of_an_exchange_goes_before_all_on_the_connection_it_has(
    world: Any,
) -> None:
    here = world(2, in_flight=1)
    first = here.enter()
    waiting = [here.enter("call", kind="retry"), here.enter("poll", kind="retry")]
    another = here.queue(first.another(NEVER))
    assert another.granted
    assert here.limiter.in_flight == 1
    third = here.queue(another.another(NEVER))
    assert not third.granted
    here.advance(1.1)
    assert third.granted
    assert not any(turn.granted for turn in waiting)
    here.drain()
    assert here.turns == [first, another, third, *waiting]
