"""A turn from the queue to its release: when it counts, who wakes whom, what is given back."""

from __future__ import annotations

import threading
from functools import partial
from itertools import pairwise
from typing import Any

import pytest

from azface import RateLimit
from azface._limiter import Limiter
from azface._pace import NEVER
from azface._turn import Turn

WINDOW = 1.01


def test_a_clock_that_is_set_back_locks_nobody_out(world: Any) -> None:
    here = world(1)
    here.advance(1_000_000.0)
    here.enter()
    here.limiter.refused(60.0)
    here.now = 5.0
    assert here.enter().granted


def test_on_a_clock_that_counts_from_1970_an_asker_comes_to_an_end(world: Any) -> None:
    here = world(1)
    here.now = 1_900_000_000.123456
    for _ in range(50):
        here.enter()
    here.drain()
    assert all(later - earlier > 1.0 for earlier, later in pairwise(here.times))


def test_ten_thousand_askers_ask_no_more_often_than_a_few(world: Any) -> None:
    here = world(10)
    for _ in range(2_000):
        here.enter("poll", 1e6)
    entered = here.asks
    assert entered < 2 * 2_000
    here.advance(100.0)
    grants = len(here.granted)
    # Each grant wakes the next in turn, who asks, sleeps, and asks again.
    assert here.asks - entered <= 3 * grants
    while here.waiting:
        here.leave(here.waiting[-1])
    assert here.limiter.waiting == 0
    assert here.limiter._deadlines == []


def test_a_request_that_has_yet_to_leave_takes_a_slot_until_a_window_after_it_left(
    world: Any,
) -> None:
    here = world(2)
    here.leave_at_once = False
    for _ in range(4):
        here.enter()
    here.advance(100.0)
    assert here.times == [0.0, 0.0]
    here.depart(here.unsent[0])
    here.advance(0.5)
    here.depart(here.unsent[0])
    here.advance(10.0)
    assert here.times[2:] == pytest.approx([100.0 + WINDOW, 100.5 + WINDOW])


def test_one_that_is_never_known_to_have_left_counts_from_its_release(world: Any) -> None:
    here = world(1)
    here.leave_at_once = False
    here.enter()
    here.enter()
    here.advance(5.0)
    here.release()
    here.advance(5.0)
    assert here.times == pytest.approx([0.0, 5.0 + WINDOW])


def test_who_waits_for_another_to_leave_is_sent_away_at_its_deadline(world: Any) -> None:
    here = world(1)
    here.leave_at_once = False
    here.enter()
    refused = here.enter(patience=3.0)
    here.advance(3.0)
    assert (refused.granted, here.waiting) == (False, [])


def test_a_turn_may_be_released_more_than_once_and_before_it_came(world: Any) -> None:
    here = world(1, in_flight=1)
    first = here.enter()
    for _ in range(3):
        first.release()
    assert (here.limiter.in_flight, first.released) == (0, True)
    never_entered = Turn(here.limiter, "call", 5.0)
    never_entered.release()
    in_the_queue = Turn(here.limiter, "call", 5.0)
    in_the_queue.enter()
    in_the_queue.release()
    assert (here.limiter.waiting, here.limiter._deadlines) == (0, [])


def test_what_nobody_holds_any_more_is_given_back() -> None:
    limiter = Limiter(RateLimit(1, 1.0), lambda: 0.0, in_flight=1)
    granted, queued = Turn(limiter, "call", NEVER), Turn(limiter, "call", 5.0)
    woken: list[str] = []
    for turn in (granted, queued):
        turn.enter()
        turn.ask()
    last = Turn(limiter, "call", NEVER)
    last.enter(lambda: woken.append("last"))
    last.ask()
    del queued, turn
    assert (limiter.waiting, limiter.in_flight, limiter._deadlines) == (1, 1, [])
    del granted
    assert (limiter.in_flight, woken[-1:]) == (0, ["last"])


def test_what_is_given_back_while_somebody_is_in_the_limiter_is_taken_back_after() -> None:
    # As the garbage collector does it, at any allocation: there a lock cannot be waited for.
    dropped: list[Turn] = []

    def now() -> float:
        dropped.clear()
        return 0.0

    limiter = Limiter(RateLimit(10, 1.0), now, in_flight=2)
    for _ in range(2):
        dropped.append(Turn(limiter, "call", NEVER))
        dropped[-1].enter()
    woken: list[bool] = []
    turn = Turn(limiter, "call", NEVER)
    turn.enter(lambda: woken.append(True))
    assert turn.ask() == NEVER
    assert (limiter.waiting, bool(woken)) == (1, True)
    assert turn.ask() is None


def test_a_turn_that_is_dropped_while_another_thread_is_in_the_limiter_waits_for_nobody() -> None:
    inside, go_on = threading.Event(), threading.Event()

    def now() -> float:
        inside.set()
        assert go_on.wait(10)
        return 0.0

    limiter = Limiter(RateLimit(10, 1.0), now)
    turn, dropped = Turn(limiter, "call", NEVER), Turn(limiter, "call", NEVER)
    turn.enter()
    dropped.enter()
    asker = threading.Thread(target=turn.ask, daemon=True)
    asker.start()
    assert inside.wait(10)
    dropped.release()
    go_on.set()
    asker.join(10)
    assert (limiter.waiting, limiter.in_flight) == (0, 1)


def test_one_sleeps_for_all_and_passes_it_on_to_whose_turn_it_is(world: Any) -> None:
    # On a clock that stands still two sleeps would take twice the time.
    here = world(1)
    here.enter()
    for _ in range(3):
        here.enter("poll")
    sleepers = here.sleepers
    call = here.enter("call")
    retry = here.enter("call", kind="retry")
    assert (sleepers, here.sleepers) == (1, 1)
    here.advance(2 * WINDOW + 0.1)
    assert here.turns[1:] == [retry, call]


def test_when_the_one_who_sleeps_leaves_the_next_sleeps(world: Any) -> None:
    here = world(1)
    here.enter()
    sleeper = here.enter()
    patient = here.enter()
    here.leave(here.waiting[0])
    here.advance(1.1)
    assert not sleeper.granted
    assert patient.granted


def test_one_who_sleeps_is_not_woken_by_each_request_that_leaves_or_ends(world: Any) -> None:
    here = world(2, in_flight=2)
    held = [here.enter(), here.enter()]
    woken: list[str] = []
    sleeper = Turn(here.limiter, "call", NEVER)
    sleeper.enter(lambda: woken.append("sleeper"))
    held[0].release()
    assert sleeper.ask() == pytest.approx(WINDOW)
    woken.clear()
    held[1].release()
    here.limiter.give_up(Turn(here.limiter, "call", NEVER).ticket)
    assert woken == []


def test_when_the_time_of_the_one_who_sleeps_is_up_the_next_is_woken(world: Any) -> None:
    here = world(1)
    here.enter()
    sleeper = Turn(here.limiter, "call", 0.5)
    sleeper.enter()
    assert sleeper.ask() == 0.5
    woken: list[str] = []
    patient = Turn(here.limiter, "call", NEVER)
    patient.enter(lambda: woken.append("patient"))
    assert patient.ask() == NEVER
    here.now = 0.5
    assert sleeper.ask() is None
    assert not sleeper.granted
    # Before anybody has released the other.
    assert woken == ["patient"]
    assert patient.ask() == pytest.approx(WINDOW - 0.5)


def test_of_all_who_wait_to_be_woken_the_earliest_keeps_the_time(world: Any) -> None:
    here = world(1, in_flight=1)
    here.enter()
    turns = [here.enter(patience=seconds) for seconds in (5.0, 3.0, 4.0)]
    for turn in turns:
        turn.ask()
    assert [turn.ticket.keeps_time for turn in turns] == [False, True, False]


def test_one_whose_time_is_up_is_woken_by_whoever_finds_it_so(world: Any) -> None:
    here = world(1, in_flight=1)
    here.enter()
    woken: list[str] = []
    turns = {name: Turn(here.limiter, "call", 3.0) for name in ("first", "second")}
    for name, turn in turns.items():
        turn.enter(partial(woken.append, name))
        assert turn.ask() == NEVER
    here.now = 3.0
    here.enter()
    assert {"first", "second"} <= set(woken)
    assert [turn.ask() for turn in turns.values()] == [None, None]


def test_a_thread_with_an_old_time_does_not_disturb_the_log() -> None:
    # The limiter reads the clock itself, in the order in which it decides.
    times = iter([100.0, 100.0, 100.2, 100.2, 99.9])
    limiter = Limiter(RateLimit(2, 1.0), lambda: next(times))
    for _ in range(2):
        turn = Turn(limiter, "call", NEVER)
        turn.enter()
        assert turn.ask() is None
        turn.left()
    third = Turn(limiter, "call", NEVER)
    third.enter()
    assert third.ask() == pytest.approx(100.0 + WINDOW - 99.9)


def test_a_429_tells_the_limiter_of_the_present_time(world: Any) -> None:
    here = world(10)
    here.now = 50.0
    here.limiter.refused(7.0)
    assert here.limiter.allowed == 5.0
    turn = Turn(here.limiter, "call", NEVER)
    turn.enter()
    assert turn.ask() == 7.0


@pytest.mark.parametrize("seconds", [1e10, 1e300, 1.7e308])
def test_no_single_pause_is_longer_than_a_day(world: Any, seconds: float) -> None:
    here = world(1, seconds)
    here.enter()
    waiting = Turn(here.limiter, "call", NEVER)
    waiting.enter()
    assert waiting.ask() == 86_400.0


def test_a_thousand_requests_a_second_one_at_a_time_are_nearly_reached(world: Any) -> None:
    here = world(1, 0.001)
    for _ in range(101):
        here.enter()
    for _ in range(2_000):
        while here.held:
            here.release()
        here.advance(0.0001)
    assert len(here.granted) == 101
    assert here.times[-1] == pytest.approx(0.11, rel=0.01)
