"""The limiter over any sequence of askers, times and 429s."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from azface._limiter import CALLS_BEFORE_A_POLL
from azface._pace import LONGEST_PAUSE, NEVER
from azface._turn import Turn

LANES = st.sampled_from(["call", "poll"])
KINDS = st.sampled_from(["first", "first", "retry"])
PATIENCE = st.sampled_from([NEVER, NEVER, 0.0, 0.3, 5.0, 40.0])
STEPS = st.one_of(
    st.tuples(st.just("enter"), LANES, PATIENCE, KINDS),
    st.tuples(st.just("many"), LANES, st.integers(1, 12)),
    st.tuples(st.just("advance"), st.sampled_from([0.0, 1e-7, 0.1, 0.5, 0.99, 1.0, 1.01, 7.0])),
    st.tuples(st.just("refused"), st.sampled_from([None, 0.0, 0.5, 2.0, 1e9])),
    st.tuples(st.just("leave"), st.integers(0, 30)),
    st.tuples(st.just("depart"), st.integers(0, 30)),
    st.tuples(st.just("again"), st.integers(0, 30), PATIENCE),
    st.tuples(st.just("release")),
)


@given(
    steps=st.lists(STEPS, max_size=60),
    requests=st.integers(1, 12),
    seconds=st.sampled_from([1.0, 60.0]),
    in_flight=st.integers(1, 64),
    now=st.sampled_from([0.0, 1_900_000_000.25]),
    leave_at_once=st.booleans(),
)
def test_over_any_sequence_the_limit_is_kept_and_nobody_starves(
    world: Any,
    steps: list[tuple[Any, ...]],
    requests: int,
    seconds: float,
    in_flight: int,
    now: float,
    leave_at_once: bool,
) -> None:
    here = world(requests, seconds, in_flight=in_flight)
    here.now, here.leave_at_once = now, leave_at_once
    quiet_until = now
    entered: dict[tuple[str, str], list[Turn]] = defaultdict(list)
    for step in steps:
        match step:
            case ("enter", lane, patience, kind):
                entered[lane, kind].append(here.enter(lane, patience, kind))
            case ("many", lane, number):
                entered[lane, "first"] += [here.enter(lane) for _ in range(number)]
            case ("advance", length):
                here.advance(length * seconds)
            case ("refused", retry_after):
                here.limiter.refused(retry_after)
                quiet_until = max(quiet_until, here.now + min(retry_after or 0.0, LONGEST_PAUSE))
                granted = len(here.granted)
                here.advance(max(0.0, quiet_until - here.now - 0.01))
                assert len(here.granted) == granted
            case ("leave", number) if here.waiting:
                here.leave(here.waiting[number % len(here.waiting)])
            case ("depart", number) if here.unsent:
                here.depart(here.unsent[number % len(here.unsent)])
            case ("again", number, patience) if here.held:
                first = here.held[number % len(here.held)]
                if first not in here.unsent:
                    another = first.another(here.now + patience)
                    entered["call", "resend"].append(here.queue(another))
            case ("release",):
                here.release()
            case _:
                pass
        assert here.limiter.waiting == len(here.waiting)
        assert all(each.turn.ticket.deadline >= here.now - 0.001 for each in here.waiting)
        assert here.limiter.in_flight <= in_flight
        assert 1 / 60 <= here.limiter.allowed <= requests
    here.drain()
    while here.held:
        here.release()
    assert most_in_any(here.departed, seconds) <= requests
    assert len(here.departed) == len(here.granted)
    assert (here.limiter.waiting, here.limiter.in_flight) == (0, 0)
    assert here.limiter._deadlines == []
    for key, turns in entered.items():
        served = [turn for turn in here.turns if (turn.ticket.lane, turn.ticket.kind) == key]
        assert served == [turn for turn in turns if turn.granted]


@given(arrivals=st.lists(st.tuples(LANES, st.floats(0, 0.4)), max_size=80))
def test_a_poll_goes_before_a_call_only_as_its_share(
    world: Any, arrivals: list[tuple[Any, float]]
) -> None:
    here = world(2)
    waiting: dict[Turn, None] = {}
    since = 0
    seen = 0
    for lane, later in [*arrivals, *[("call", 1.1)] * 3]:
        waiting[here.enter(lane)] = None
        here.advance(later)
        for lane, turn in zip(here.lanes[seen:], here.turns[seen:], strict=True):
            del waiting[turn]
            calls = any(each.ticket.lane == "call" for each in waiting)
            polls = any(each.ticket.lane == "poll" for each in waiting)
            if lane == "poll" and calls:
                assert since >= CALLS_BEFORE_A_POLL
            since = 0 if lane == "poll" or not polls else since + 1
            if polls:
                assert since <= CALLS_BEFORE_A_POLL
        seen = len(here.granted)
        while here.held:
            here.release()


def most_in_any(times: list[float], seconds: float) -> int:
    """The most there are within any stretch of time, both ends counted."""
    return max((sum(at <= each <= at + seconds for each in times) for at in times), default=0)
