"""PollSchedule: how long to wait between two looks."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from attrs import evolve
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
        ({"floor": 0.0009}, "floor"),
        ({"floor": "1"}, "floor"),
        ({"cap": None}, "floor"),
        ({"fraction": "x"}, "fraction"),
        ({"jitter": None}, "jitter"),
        ({"expected_seconds": "3"}, "expected_seconds"),
        ({"expected_seconds": True}, "expected_seconds"),
        ({"tolerance": "x"}, "tolerance"),
        ({"floor": -1}, "floor"),
        ({"floor": NAN}, "floor"),
        ({"floor": 20}, "floor"),
        ({"cap": 0.1}, "cap"),
        ({"cap": NAN}, "cap"),
        ({"cap": INFINITY}, "cap"),
        ({"jitter": -0.1}, "jitter"),
        ({"jitter": 1.1}, "jitter"),
        ({"jitter": NAN}, "jitter"),
        ({"expected_seconds": 0}, "expected_seconds"),
        ({"expected_seconds": -1}, "expected_seconds"),
        ({"expected_seconds": NAN}, "expected_seconds"),
        ({"expected_seconds": INFINITY}, "expected_seconds"),
        ({"tolerance": -0.1}, "tolerance"),
        ({"tolerance": 1}, "tolerance"),
        ({"tolerance": NAN}, "tolerance"),
    ],
)
def test_values_out_of_range_are_refused_by_name(options: Any, named: str) -> None:
    with pytest.raises(ConfigurationError, match=f"PollSchedule: .*{named}"):
        PollSchedule(**options)


@pytest.mark.parametrize("seconds", [0, -1, NAN, INFINITY, None])
def test_every_needs_a_length_of_time_above_nothing(seconds: float) -> None:
    with pytest.raises(ConfigurationError):
        PollSchedule.every(seconds)


@pytest.mark.parametrize("faces", [-1, NAN, INFINITY, "x", None])
def test_a_number_of_faces_is_none_or_more(faces: Any) -> None:
    with pytest.raises(ConfigurationError, match="faces"):
        PollSchedule.for_faces(faces)


def looks(schedule: PollSchedule, until: float, chance: float = 0.0, **learned: Any) -> list[float]:
    """When a wait looks that waits for so long."""
    times = [0.0]
    while times[-1] < until:
        pause = schedule.next_wait(elapsed=times[-1], chance=chance, **learned)
        times.append(times[-1] + pause)
    return times


def test_a_wait_with_an_expected_end_looks_seldom_early_and_often_near_it() -> None:
    times = looks(PollSchedule(expected_seconds=1000), 1200)
    assert sum(time < 800 for time in times) <= 8
    near = [later - time for time, later in pairwise(times) if time >= 800]
    assert near == pytest.approx([32] * len(near))


@given(expected=st.floats(0.01, 10_000), chance=chances, tolerance=st.floats(0, 0.9))
def test_a_wait_looks_at_the_soonest_expected_end(
    expected: float, chance: float, tolerance: float
) -> None:
    schedule = PollSchedule(expected_seconds=expected, tolerance=tolerance)
    soonest = (1 - tolerance) * expected
    step = max(0.2, 0.032 * expected)
    times = looks(schedule, soonest + 2 * step, chance)
    assert any(soonest - step - 1e-6 <= time <= soonest + step + 1e-6 for time in times)


@given(
    expected=st.floats(1, 3_600),
    part=st.floats(0.001, 0.8),
    chance=chances,
)
def test_an_end_far_before_the_expected_one_is_known_in_four_times_its_length_and_three_seconds(
    expected: float, part: float, chance: float
) -> None:
    length = expected * part
    known = next(
        time
        for time in looks(PollSchedule(expected_seconds=expected), 2 * expected, chance)
        if time >= length
    )
    assert known <= max(3.2, 4 * length)


@given(expected=st.floats(0.5, 1_800), times=st.floats(1.2, 10), chance=chances)
def test_an_end_long_after_the_expected_one_is_known_as_soon_as_by_default(
    expected: float, times: float, chance: float
) -> None:
    length = expected * times
    schedule = PollSchedule(expected_seconds=expected)
    known = next(time for time in looks(schedule, 12 * length, chance) if time >= length)
    assert known - length <= 0.12 * length + 0.3


def test_waits_grow_to_the_default_once_the_expected_end_is_well_past() -> None:
    schedule = PollSchedule(expected_seconds=10, jitter=0)
    waits = [schedule.next_wait(elapsed=time, chance=0) for time in (12, 14, 17, 18, 100, 200)]
    assert waits == pytest.approx([0.32, 0.52, 0.82, 1.8, 10, 15])


@given(last=st.floats(0.01, 7_200), elapsed=lengths, chance=chances)
def test_a_learned_length_never_makes_a_wait_longer_than_the_cap(
    last: float, elapsed: float, chance: float
) -> None:
    assert 0 < PollSchedule(cap=5).next_wait(elapsed=elapsed, chance=chance, last=last) <= 5


def test_about_the_length_of_the_last_training_looks_are_more_and_before_it_fewer() -> None:
    learned, usual = looks(PollSchedule(), 80, last=100.0), looks(PollSchedule(), 80)
    assert len(learned) < len(usual)
    near = [later - time for time, later in pairwise(looks(PollSchedule(), 118, last=100.0))]
    assert near[-8:] == pytest.approx([4.5] * 8)


@given(
    last=st.floats(0.01, 7_200),
    length=st.floats(0.05, 3_600),
    fraction=st.floats(0.02, 0.1),
    chance=chances,
)
def test_whatever_the_last_training_took_an_end_is_known_within_an_eighth_of_its_length(
    last: float, length: float, fraction: float, chance: float
) -> None:
    schedule = PollSchedule(fraction=fraction)
    known = next(each for each in looks(schedule, length, chance, last=last) if each >= length)
    assert known - length <= 0.12 * length + 0.2


def test_a_training_far_longer_than_the_expected_one_is_waited_for_as_by_default() -> None:
    schedule = PollSchedule(expected_seconds=1800, jitter=0)
    assert schedule.next_wait(elapsed=4_000, chance=0) == 15


@pytest.mark.parametrize(
    "schedule", [PollSchedule(learns=False), PollSchedule.every(30), PollSchedule(floor=3)]
)
def test_what_is_given_goes_before_what_was_learned(schedule: PollSchedule) -> None:
    assert schedule.expects(100.0) == (100.0 if schedule.learns else None)
    assert evolve(schedule, expected_seconds=7.0).expects(100.0) == 7.0


@given(
    expected=st.none() | st.floats(1e-6, 1e9),
    tolerance=st.floats(0, 0.999),
    last=st.none() | st.floats(1e-6, 7_200),
    jitter=st.floats(0, 0.9),
    elapsed=lengths,
    chance=chances,
)
def test_every_wait_has_a_length_above_nothing(
    elapsed: float, chance: float, **options: Any
) -> None:
    last = options.pop("last")
    schedule = PollSchedule(
        expected_seconds=options["expected"],
        tolerance=options["tolerance"],
        jitter=options["jitter"],
    )
    assert 0.2 * 0.1 * 0.999 <= schedule.next_wait(elapsed=elapsed, chance=chance, last=last) < 1e9


@pytest.mark.parametrize(
    ("faces", "least", "most"),
    [
        (0, 0.1, 0.4),
        (3, 0.1, 0.4),
        (1_000, 1, 2),
        (3_162, 2.236, 4.472),
        (10_000, 5, 10),
        (100_000, 60, 120),
        (1_000_000, 600, 1800),
        (5_000_000, 600, 1800),
    ],
)
def test_for_faces_expects_the_documented_length(faces: int, least: float, most: float) -> None:
    schedule = PollSchedule.for_faces(faces)
    assert schedule.expected_seconds == pytest.approx((least + most) / 2, rel=1e-3)
    assert (1 - schedule.tolerance) * (least + most) / 2 == pytest.approx(least, rel=1e-3)


def test_schedules_are_values() -> None:
    assert PollSchedule() == PollSchedule(fraction=0.1, floor=0.2, cap=15.0, jitter=0.1)
    assert len({PollSchedule.every(5), PollSchedule.every(5), PollSchedule.every(6)}) == 2
