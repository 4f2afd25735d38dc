"""The limiter alone: who may send, and when; over any sequence of askers, times and 429s."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from attrs import define, field
from hypothesis import given
from hypothesis import strategies as st

from azface import RateLimit
from azface._limiter import (
    CALLS_BEFORE_A_POLL,
    LONGEST_PAUSE,
    MARGIN,
    NEVER,
    Lane,
    Limiter,
    Ticket,
)

WINDOW = 1.0 + MARGIN


@define(eq=False)
class Asker:
    """One who waits: asks when the time told has come, or when woken."""

    ticket: Ticket
    ask_at: float
    woken: bool = False

    def wake(self) -> None:
        self.woken = True


@define
class World:
    """Askers as a driver would play them, with a clock that a test moves."""

    limiter: Limiter
    now: float = 0.0
    asks: int = 0
    granted: list[tuple[float, Ticket]] = field(factory=list[tuple[float, Ticket]])
    waiting: list[Asker] = field(factory=list[Asker])
    to_release: int = 0

    def enter(self, lane: Lane = "call", patience: float = NEVER) -> Ticket:
        asker = Asker(self.limiter.enter(lane, self.now + patience), self.now)
        asker.ticket.wake = asker.wake
        self.waiting.append(asker)
        self.settle()
        return asker.ticket

    def leave(self, asker: Asker) -> None:
        self.limiter.leave(asker.ticket)
        self.waiting.remove(asker)
        self.settle()

    def release(self) -> None:
        if self.to_release:
            self.to_release -= 1
            self.limiter.release()
            self.settle()

    def settle(self) -> None:
        """Let everybody ask who would at this time."""
        while due := [each for each in self.waiting if each.woken or each.ask_at <= self.now]:
            for asker in due:
                self.ask(asker)

    def ask(self, asker: Asker) -> None:
        self.asks += 1
        asker.woken = False
        pause = self.limiter.ask(asker.ticket, self.now)
        if pause is not None:
            assert pause > 0
            asker.ask_at = self.now + pause
            if pause == NEVER and asker.ticket.keeps_time:
                asker.ask_at = asker.ticket.deadline
            return
        self.waiting.remove(asker)
        if asker.ticket.granted:
            self.granted.append((self.now, asker.ticket))
            self.to_release += 1
        self.limiter.leave(asker.ticket)

    def advance(self, seconds: float) -> None:
        """Let time pass, stopping wherever somebody asks."""
        until = self.now + seconds
        while (next_at := min((each.ask_at for each in self.waiting), default=NEVER)) <= until:
            self.now = max(self.now, next_at)
            self.settle()
        self.now = until

    def drain(self) -> None:
        """Let everybody have a turn."""
        for _ in range(10_000):
            if not self.waiting:
                return
            while self.to_release:
                self.release()
            self.advance(1.0)
        raise AssertionError(f"{len(self.waiting)} starve")

    @property
    def lanes(self) -> list[str]:
        return [ticket.lane for _, ticket in self.granted]

    @property
    def times(self) -> list[float]:
        return [at for at, _ in self.granted]


def world(requests: int = 10, seconds: float = 1.0, **options: Any) -> World:
    return World(Limiter(RateLimit(requests, seconds), **options))


def most_in_any(times: list[float], seconds: float) -> int:
    """The most there are within any stretch of time, both ends counted."""
    return max((sum(at <= each <= at + seconds for each in times) for at in times), default=0)


def test_so_many_go_at_once_and_the_next_after_the_window() -> None:
    here = world(3)
    for _ in range(7):
        here.enter()
    here.drain()
    assert here.times == pytest.approx([0, 0, 0, WINDOW, WINDOW, WINDOW, 2 * WINDOW])


def test_a_slot_is_free_again_a_window_after_it_was_taken_and_not_at_the_turn_of_a_second() -> None:
    here = world(2)
    here.enter()
    here.advance(0.9)
    for _ in range(3):
        here.enter()
    here.drain()
    assert here.times == pytest.approx([0, 0.9, WINDOW, 0.9 + WINDOW])


def test_time_without_askers_saves_up_no_slots() -> None:
    here = world(3)
    here.advance(100)
    for _ in range(9):
        here.enter()
    here.drain()
    assert most_in_any(here.times, 1.0) == 3


def test_a_lane_is_served_first_come_first_served() -> None:
    here = world(2)
    entered = [here.enter() for _ in range(20)]
    here.drain()
    assert [ticket for _, ticket in here.granted] == entered


def test_a_call_goes_before_all_polls_that_wait() -> None:
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


def test_polls_have_a_share_however_many_calls_wait() -> None:
    here = world(1)
    for lane in ["call"] * 41 + ["poll"] * 10:
        here.enter(lane)  # type: ignore[arg-type]
    here.drain()
    # The first went before there was any poll.
    assert here.lanes == ["call"] + (["call"] * CALLS_BEFORE_A_POLL + ["poll"]) * 10 + ["call"] * 10


def test_one_who_does_not_wait_any_longer_leaves_no_entry_and_takes_no_slot() -> None:
    here = world(1)
    first = here.enter()
    for _ in range(3):
        here.enter()
    here.leave(here.waiting[0])
    here.leave(here.waiting[1])
    last = here.waiting[0].ticket
    assert here.limiter.waiting == 1
    here.advance(2.0)
    assert [ticket for _, ticket in here.granted] == [first, last]
    assert here.limiter.waiting == 0


def test_a_deadline_ends_the_asking_wherever_in_the_queue() -> None:
    here = world(1)
    here.enter()
    tickets = [here.enter(patience=seconds) for seconds in (60.0, 0.5, 0.7, 3.0)]
    here.advance(0.5)
    assert [ticket.decided for ticket in tickets] == [False, True, False, False]
    here.drain()
    assert [ticket.granted for ticket in tickets] == [True, False, False, True]


def test_deadlines_are_met_while_there_is_no_connection_to_wait_for_on_the_clock() -> None:
    here = world(10, in_flight=1)
    here.enter()
    patient = here.enter()
    tickets = [here.enter(patience=seconds) for seconds in (1.0, 3.0, 2.0)]
    for expected in ([True, False, False], [True, False, True], [True, True, True]):
        here.advance(1.0)
        assert [ticket.decided for ticket in tickets] == expected
    here.drain()
    assert patient.granted


def test_patience_of_nothing_takes_a_free_slot_and_waits_for_none() -> None:
    here = world(1)
    assert here.enter(patience=0.0).granted
    refused = here.enter(patience=0.0)
    assert (refused.decided, refused.granted, here.limiter.waiting) == (True, False, 0)


def test_no_more_are_granted_than_there_are_connections() -> None:
    here = world(100, in_flight=4)
    for _ in range(10):
        here.enter()
    here.advance(1_000)
    assert len(here.granted) == 4
    here.release()
    assert len(here.granted) == 5
    here.drain()
    assert len(here.granted) == 10


def test_a_429_halves_the_rate_at_once_and_once_a_window() -> None:
    here = world(10)
    for _ in range(5):
        here.enter()
    for _ in range(5):
        here.limiter.refused(here.now, None)
    assert here.limiter.allowed == 5
    assert not here.enter().granted
    for expected in (3, 2, 1, 1):
        # A tenth of the limit has come back by then.
        here.now += WINDOW + 0.01
        here.limiter.refused(here.now, None)
        assert here.limiter.allowed == expected


def test_the_rate_comes_back_bit_by_bit() -> None:
    here = world(10)
    here.limiter.refused(0.0, None)
    allowed: list[int] = []
    for _ in range(12):
        here.now += WINDOW + 0.01
        here.enter()
        allowed.append(here.limiter.allowed)
    assert allowed == [6, 7, 8, 9, 10, 10, 10, 10, 10, 10, 10, 10]


def test_nothing_is_sent_before_retry_after_has_passed() -> None:
    here = world(10)
    here.limiter.refused(0.0, 21.0)
    here.limiter.refused(0.0, 3.0)
    for _ in range(20):
        here.enter()
    here.drain()
    assert here.times[0] == pytest.approx(21.0)
    assert sum(at < 21.5 for at in here.times) == 5


def test_a_retry_after_of_days_does_not_stop_everybody_for_days() -> None:
    here = world(10)
    here.limiter.refused(0.0, 86_400.0)
    here.enter()
    here.drain()
    assert here.times == [pytest.approx(LONGEST_PAUSE)]


def test_a_clock_that_is_set_back_locks_nobody_out() -> None:
    here = world(1)
    here.advance(1_000_000.0)
    here.enter()
    here.limiter.refused(here.now, 60.0)
    here.now = 5.0
    assert here.enter().granted


def test_a_time_read_before_anothers_does_not_disturb_the_log() -> None:
    limiter = Limiter(RateLimit.per_second(2))
    for now in (1.0, 0.9):
        ticket = limiter.enter("call", NEVER)
        assert limiter.ask(ticket, now) is None
    assert limiter.ask(limiter.enter("call", NEVER), 0.9 + WINDOW) == pytest.approx(0.1)


def test_on_a_clock_that_counts_from_1970_an_asker_comes_to_an_end() -> None:
    here = world(1)
    here.now = 1_900_000_000.123456
    for _ in range(50):
        here.enter()
    here.drain()
    assert all(later - earlier > 1.0 for earlier, later in pairwise(here.times))


def test_ten_thousand_askers_ask_no_more_often_than_a_few() -> None:
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


LANES = st.sampled_from(["call", "poll"])
STEPS = st.one_of(
    st.tuples(st.just("enter"), LANES, st.sampled_from([NEVER, NEVER, 0.0, 0.3, 5.0, 40.0])),
    st.tuples(st.just("many"), LANES, st.integers(1, 12)),
    st.tuples(st.just("advance"), st.sampled_from([0.0, 1e-7, 0.1, 0.5, 0.99, 1.0, 1.01, 7.0])),
    st.tuples(st.just("refused"), st.sampled_from([None, 0.0, 0.5, 2.0, 1e9])),
    st.tuples(st.just("leave"), st.integers(0, 30)),
    st.tuples(st.just("release")),
)


@given(
    steps=st.lists(STEPS, max_size=60),
    requests=st.integers(1, 12),
    seconds=st.sampled_from([1.0, 60.0]),
    in_flight=st.integers(1, 64),
    now=st.sampled_from([0.0, 1_900_000_000.25]),
)
def test_over_any_sequence_the_limit_is_kept_and_nobody_starves(
    steps: list[tuple[Any, ...]], requests: int, seconds: float, in_flight: int, now: float
) -> None:
    here = world(requests, seconds, in_flight=in_flight)
    here.now = now
    quiet_until = now
    order: dict[str, list[Ticket]] = {"call": [], "poll": []}
    for step in steps:
        match step:
            case ("enter", lane, patience):
                order[lane].append(here.enter(lane, patience))
            case ("many", lane, number):
                order[lane] += [here.enter(lane) for _ in range(number)]
            case ("advance", length):
                here.advance(length * seconds)
            case ("refused", retry_after):
                here.limiter.refused(here.now, retry_after)
                quiet_until = max(quiet_until, here.now + min(retry_after or 0.0, LONGEST_PAUSE))
                granted = len(here.granted)
                here.advance(max(0.0, quiet_until - here.now - 0.01))
                assert len(here.granted) == granted
            case ("leave", number) if here.waiting:
                here.leave(here.waiting[number % len(here.waiting)])
            case ("release",):
                here.release()
            case _:
                pass
        assert here.limiter.waiting == len(here.waiting)
        assert all(each.ticket.deadline >= here.now - 0.001 for each in here.waiting)
        assert here.to_release <= in_flight
        assert 1 <= here.limiter.allowed <= requests
    here.drain()
    assert most_in_any(here.times, seconds) <= requests
    assert here.limiter.waiting == 0
    assert here.limiter._deadlines == []
    for lane, entered in order.items():
        served = [ticket for _, ticket in here.granted if ticket.lane == lane]
        assert served == [ticket for ticket in entered if ticket.granted]


@given(arrivals=st.lists(st.tuples(LANES, st.floats(0, 0.4)), max_size=80))
def test_a_poll_goes_before_a_call_only_as_its_share(arrivals: list[tuple[Any, float]]) -> None:
    here = world(2)
    waiting: dict[Ticket, None] = {}
    since = 0
    seen = 0
    for lane, later in [*arrivals, *[("call", 1.1)] * 3]:
        waiting[here.enter(lane)] = None
        here.advance(later)
        for _, ticket in here.granted[seen:]:
            del waiting[ticket]
            calls = any(each.lane == "call" for each in waiting)
            polls = any(each.lane == "poll" for each in waiting)
            if ticket.lane == "poll" and calls:
                assert since >= CALLS_BEFORE_A_POLL
            since = 0 if ticket.lane == "poll" or not polls else since + 1
            if polls:
                assert since <= CALLS_BEFORE_A_POLL
        seen = len(here.granted)
        while here.to_release:
            here.release()
