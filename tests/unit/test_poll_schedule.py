"""PollSchedule: how long to wait between two looks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azface import ConfigurationError, PollSchedule

chances = st.floats(0, 1, exclude_max=True)
lengths = st.floats(0, 1e7)


@pytest.mark.parametrize(
    ("elapsed", "wait"), [(0, 0.2), (1, 0.2), (2, 0.2), (10, 1), (60, 6), (150, 15), (1800, 15)]
)
def test_by_default_a_wait_is_a_tenth_of_the_time_gone_by(elapsed: float, wait: float) -> None:
    assert PollSchedule().next_wait(elapsed=elapsed, chance=0.0) == pytest.approx(wait)


def test_by_default_a_wait_comes_up_to_a_tenth_early() -> None:
    assert PollSchedule().next_wait(elapsed=60, chance=0.5) == pytest.approx(5.7)


@given(elapsed=lengths, chance=chances)
def test_every_waits_the_same_always(elapsed: float, chance: float) -> None:
    assert PollSchedule.every(30).next_wait(elapsed=elapsed, chance=chance) == 30


@given(
    fraction=st.floats(0, 100),
    bounds=st.tuples(st.floats(0.001, 1e6), st.floats(0.001, 1e6)).map(sorted),
    jitter=st.floats(0, 1),
    elapsed=lengths,
    chance=chances,
)
def test_jitter_only_shortens_a_wait_within_its_bounds(
    fraction: float, bounds: list[float], jitter: float, elapsed: float, chance: float
) -> None:
    floor, cap = bounds
    schedule = PollSchedule(fraction, floor, cap, jitter)
    planned = PollSchedule(fraction, floor, cap, jitter=0).next_wait(elapsed=elapsed, chance=chance)
    wait = schedule.next_wait(elapsed=elapsed, chance=chance)
    assert floor <= planned <= cap
    assert planned * (1 - jitter) <= wait <= planned


def test_a_training_of_half_an_hour_takes_few_looks() -> None:
    schedule, elapsed, looks = PollSchedule(), 0.0, 1
    while elapsed < 1800:
        elapsed += schedule.next_wait(elapsed=elapsed, chance=0.5)
        looks += 1
    assert looks < 200


NAN, INFINITY = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"fraction": -0.1}, "fraction"),
        ({"fraction": NAN}, "fraction"),
        ({"fraction": INFINITY}, "fraction"),
        ({"floor": 0}, "floor"),
        ({"floor": -1}, "floor"),
        ({"floor": NAN}, "floor"),
        ({"floor": 20}, "floor"),
        ({"cap": 0.1}, "cap"),
        ({"cap": NAN}, "cap"),
        ({"cap": INFINITY}, "cap"),
        ({"jitter": -0.1}, "jitter"),
        ({"jitter": 1.1}, "jitter"),
        ({"jitter": NAN}, "jitter"),
    ],
)
def test_values_out_of_range_are_refused_by_name(options: Any, named: str) -> None:
    with pytest.raises(ConfigurationError, match=f"PollSchedule: .*{named}"):
        PollSchedule(**options)


@pytest.mark.parametrize("seconds", [0, -1, NAN, INFINITY])
def test_every_needs_a_length_of_time_above_nothing(seconds: float) -> None:
    with pytest.raises(ConfigurationError):
        PollSchedule.every(seconds)


def test_schedules_are_values() -> None:
    assert PollSchedule() == PollSchedule(fraction=0.1, floor=0.2, cap=15.0, jitter=0.1)
    assert len({PollSchedule.every(5), PollSchedule.every(5), PollSchedule.every(6)}) == 2
