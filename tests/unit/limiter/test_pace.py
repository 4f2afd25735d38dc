"""The log of requests alone: when the next may leave, and what 429s do to that."""

from __future__ import annotations

from itertools import pairwise

import pytest

from azface import RateLimit
from azface._pace import NEVER, Pace

WINDOW = 1.01


def pace_of(requests: int = 10, seconds: float = 1.0, *, now: float = 0.0) -> Pace:
    pace = Pace(RateLimit(requests, seconds))
    pace.move_on(now)
    return pace


def sent(pace: Pace, *times: float) -> Pace:
    for now in times:
        pace.move_on(now)
        pace.note()
    return pace


def times_of(pace: Pace, number: int, *, refused: bool = False) -> list[float]:
    """When so many requests leave, each as soon as it may."""
    times: list[float] = []
    for _ in range(number):
        pace.move_on(pace.free_at(0))
        pace.note()
        times.append(pace.now)
        if refused:
            pace.slow_down(0.0)
    return times


@pytest.mark.parametrize(
    ("seconds", "window"), [(60.0, 60.01), (1.0, 1.01), (0.05, 0.055), (0.001, 0.0011)]
)
def test_a_window_is_a_little_longer_than_the_limits_but_a_short_one_by_a_tenth(
    seconds: float, window: float
) -> None:
    assert pace_of(1, seconds).window == pytest.approx(window)


def test_a_slot_is_free_a_window_after_the_request_left() -> None:
    pace = sent(pace_of(2), 0.0, 0.4)
    assert pace.free_at(0) == pytest.approx(WINDOW)
    pace.move_on(1.02)
    assert pace.free_at(0) <= 1.02
    assert sent(pace, 1.02).free_at(0) == pytest.approx(0.4 + WINDOW)


def test_what_may_leave_at_any_moment_takes_a_slot_for_as_long_as_it_has_not() -> None:
    pace = sent(pace_of(3), 0.0, 0.4)
    assert pace.free_at(1) == pytest.approx(WINDOW)
    assert pace.free_at(2) == pytest.approx(0.4 + WINDOW)
    assert pace.free_at(3) == NEVER
    pace.move_on(100.0)
    assert pace.free_at(2) == 100.0
    assert pace.free_at(3) == NEVER


def test_a_429_halves_the_rate_once_a_window() -> None:
    pace = pace_of(10)
    pace.slow_down(0.0)
    pace.move_on(1.009)
    pace.slow_down(0.0)
    assert pace.allowed == 5.0
    pace.move_on(1.01)
    pace.slow_down(0.0)
    assert pace.allowed == 2.5


def test_of_a_limit_per_minute_it_halves_once_a_minute() -> None:
    pace = pace_of(20, 60.0)
    for now in (0.0, 5.0, 60.0):
        pace.move_on(now)
        pace.slow_down(0.0)
    assert pace.allowed == 10.0
    pace.move_on(60.01)
    pace.slow_down(0.0)
    assert pace.allowed == 5.0
    assert len([at for at in times_of(pace, 12) if at < 60.01 + 60.0]) == 5


def test_the_rate_comes_back_by_a_tenth_of_itself_with_each_window() -> None:
    pace = pace_of(10)
    pace.slow_down(0.0)
    allowed: list[float] = []
    for window in range(1, 10):
        pace.move_on(window * WINDOW + 0.001)
        allowed.append(pace.allowed)
    assert allowed == pytest.approx(
        [5.5, 6.05, 6.655, 7.3205, 8.05255, 8.857805, 9.7435855, 10, 10]
    )


def test_it_comes_back_in_time_whether_anybody_sends_or_not() -> None:
    pace = pace_of(10)
    pace.slow_down(0.0)
    pace.move_on(3 * WINDOW + 0.5)
    assert pace.allowed == pytest.approx(6.655)
    pace.move_on(4 * WINDOW + 0.001)
    assert pace.allowed == pytest.approx(7.3205)
    pace.move_on(1e9)
    assert pace.allowed == 10.0


def test_below_one_a_window_the_time_between_two_grows() -> None:
    pace = pace_of(2)
    times = times_of(pace, 6, refused=True)
    # At 1 the limit's own pace; then 0.55, 0.30, ... of one window's request.
    assert times[:2] == pytest.approx([0.0, WINDOW])
    gaps = [later - earlier for earlier, later in pairwise(times[1:])]
    assert all(later > 1.5 * earlier for earlier, later in pairwise(gaps))
    assert gaps[0] > WINDOW


def test_however_many_429s_come_one_request_a_minute_is_sent() -> None:
    pace = pace_of(10)
    times = times_of(pace, 60, refused=True)
    assert max(later - earlier for earlier, later in pairwise(times)) == pytest.approx(60.0)
    slow = pace_of(1, 120.0)
    assert times_of(slow, 4, refused=True) == pytest.approx([0, 120.01, 240.02, 360.03])


def test_from_the_slowest_it_comes_back_too() -> None:
    pace = pace_of(10)
    began = times_of(pace, 40, refused=True)[-1]
    seen: list[float] = []
    for _ in range(2_000):
        pace.move_on(pace.free_at(0))
        pace.note()
        seen.append(pace.allowed)
    assert seen == sorted(seen)
    assert seen[-1] == 10.0
    pace.move_on(began + 15 * 60)
    assert pace.allowed == 10.0


def test_a_service_that_takes_a_thirtieth_is_seldom_asked_in_vain() -> None:
    pace = pace_of(10)
    served: list[float] = []
    refused = 0
    while pace.now < 3_600.0:
        pace.move_on(pace.free_at(0))
        pace.note()
        if sum(at > pace.now - 60.0 for at in served[-20:]) < 20:
            served.append(pace.now)
        else:
            refused += 1
            pace.slow_down(0.0)
    assert refused < len(served) / 3
    # Of the 20 a minute that it takes, most are used.
    assert len(served) > 0.75 * 20 * 60


def test_nothing_leaves_before_retry_after_has_passed() -> None:
    pace = pace_of(10)
    pace.slow_down(21.0)
    pace.slow_down(3.0)
    assert pace.free_at(0) == 21.0
    pace.move_on(21.0)
    assert pace.free_at(0) == 21.0
    # It grows from there on.
    assert pace.allowed == 5.0
    pace.move_on(21.0 + WINDOW)
    assert pace.allowed == pytest.approx(5.5)


def test_nor_while_the_window_is_full_if_that_is_over_sooner() -> None:
    pace = sent(pace_of(1), 0.0)
    pace.slow_down(21.0)
    assert pace.free_at(0) == 21.0
    sent(pace, 30.0)
    pace.slow_down(0.5)
    assert pace.free_at(0) > 30.0 + WINDOW - 0.001


def test_a_retry_after_is_obeyed_for_a_minute() -> None:
    pace = pace_of(10)
    pace.slow_down(86_400.0)
    assert pace.free_at(0) == 60.0


def test_a_clock_that_is_set_back_begins_anew() -> None:
    pace = sent(pace_of(1, now=1e6), 1e6)
    pace.slow_down(60.0)
    pace.move_on(5.0)
    assert (pace.now, pace.allowed) == (5.0, 1.0)
    assert pace.free_at(0) <= 5.0


def test_one_that_goes_back_a_little_is_waited_for() -> None:
    pace = sent(pace_of(1, now=100.0), 100.0)
    pace.move_on(99.5)
    assert pace.now == 100.0
    assert pace.free_at(0) == pytest.approx(100.0 + WINDOW)
