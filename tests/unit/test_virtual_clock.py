"""A clock that never waits."""

from __future__ import annotations

import math
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest

from azface import Clock
from azface.testing import VirtualClock

each_backend = pytest.mark.parametrize("backend", ["asyncio", "trio"])
no_length_of_time = pytest.mark.parametrize("seconds", [-1, -0.001, math.nan, math.inf, -math.inf])


def test_it_is_a_clock_for_a_client() -> None:
    assert isinstance(VirtualClock(), Clock)


def test_a_sleep_moves_time_on_by_its_length() -> None:
    clock = VirtualClock()
    clock.sleep(1.5, None)
    clock.sleep(0, None)
    clock.sleep(3600)
    assert clock.now() == 3601.5
    assert clock.sleeps == [1.5, 0, 3600]


def test_time_stands_still_between_sleeps() -> None:
    clock = VirtualClock(start=5.0)
    assert [clock.now(), clock.now()] == [5.0, 5.0]


def test_advancing_is_no_sleep() -> None:
    clock = VirtualClock(start=-1.0)
    clock.advance(3.0)
    assert clock.now() == 2.0
    assert clock.sleeps == []


def test_the_list_of_sleeps_is_a_copy() -> None:
    clock = VirtualClock()
    clock.sleeps.append(1.0)
    assert clock.sleeps == []


def test_a_set_cancel_ends_a_sleep_before_it_begins() -> None:
    clock, cancel = VirtualClock(), threading.Event()
    clock.sleep(1.0, cancel)
    cancel.set()
    clock.sleep(10.0, cancel)
    assert clock.now() == 1.0
    assert clock.sleeps == [1.0]


@no_length_of_time
def test_what_is_no_length_of_time_is_refused_by_every_way_of_passing_it(seconds: float) -> None:
    clock = VirtualClock()
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(ValueError, match="0 or more"):
        clock.sleep(seconds, cancel)
    with pytest.raises(ValueError, match="0 or more"):
        clock.advance(seconds)
    with pytest.raises(ValueError, match="0 or more"):
        anyio.run(clock.asleep, seconds)
    assert clock.now() == 0.0
    assert clock.sleeps == []


@pytest.mark.parametrize("moment", [math.nan, math.inf, -math.inf, 1e15, 2.6e11, -6.3e10])
def test_what_is_no_time_or_has_no_date_is_refused(moment: float) -> None:
    clock = VirtualClock(5.0)
    with pytest.raises(ValueError, match="finite"):
        VirtualClock(moment)
    with pytest.raises(ValueError, match="finite"):
        clock.set(moment)
    assert clock.now() == 5.0


def test_a_clock_goes_no_further_than_to_what_has_a_date() -> None:
    clock = VirtualClock(5.0)
    for pass_time in (clock.advance, clock.sleep, lambda seconds: anyio.run(clock.asleep, seconds)):
        for seconds in (2.2e11, 1e300):
            with pytest.raises(ValueError, match="no later than"):
                pass_time(seconds)
    assert (clock.now(), clock.sleeps) == (5.0, [])
    clock.advance(2.1e11)
    assert clock.date().year == 8624


@pytest.mark.parametrize("start", [0.0, -0.3, 1_893_456_000.0, 1_900_000_000.25])
@pytest.mark.parametrize(("step", "count"), [(0.1, 10), (0.05, 20), (0.001, 1_000)])
def test_steps_add_up_to_the_whole(start: float, step: float, count: int) -> None:
    advanced, slept = VirtualClock(start), VirtualClock(start)
    for _ in range(count):
        advanced.advance(step)
        slept.sleep(step)
    assert advanced.now() == slept.now() == start + 1
    assert slept.sleeps == [step] * count


@pytest.mark.parametrize("start", [1_893_456_000.123456, -11_644_473_600.7, 123.456])
def test_a_start_is_shown_as_it_was_given(start: float) -> None:
    assert VirtualClock(start).now() == start


@each_backend
def test_async_sleeps_let_other_tasks_run(backend: str) -> None:
    clock = VirtualClock()
    seen: list[str] = []

    async def other() -> None:
        seen.append("other")

    async def main() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(other)
            # After the first, trio may still choose this task, as it runs a batch in any order.
            await clock.asleep(60.0)
            await clock.asleep(60.0)
            seen.append("awake")

    anyio.run(main, backend=backend)
    assert seen == ["other", "awake"]
    assert clock.sleeps == [60.0, 60.0]
    assert clock.now() == 120.0


@each_backend
def test_a_cancelled_task_does_not_get_past_an_async_sleep(backend: str) -> None:
    clock = VirtualClock()

    async def main() -> bool:
        with anyio.CancelScope() as scope:
            scope.cancel()
            await clock.asleep(60.0)
            raise AssertionError("the sleep was not cancelled")
        return scope.cancelled_caught

    assert anyio.run(main, backend=backend)
    assert clock.now() == 0.0
    assert clock.sleeps == []


def test_threads_lose_no_sleep() -> None:
    clock = VirtualClock()

    def sleep_often(_: int) -> None:
        for _ in range(500):
            clock.sleep(1.0)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(sleep_often, range(8)))
    assert clock.now() == 4000.0
    assert len(clock.sleeps) == 4000


def test_its_repr_shows_the_time() -> None:
    clock = VirtualClock()
    clock.sleep(2.0)
    assert repr(clock) == "VirtualClock(now=2.0, sleeps=1)"


def test_importing_it_needs_neither_vcrpy_nor_pytest_nor_the_emulator() -> None:
    code = (
        "import sys; from azface.testing import VirtualClock, use_cassette; "
        "print(*({'vcr', 'yaml', 'pytest', 'azface.emulator'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-P", "-c", code], check=True, capture_output=True, text=True
    )
    assert run.stdout.strip() == ""
