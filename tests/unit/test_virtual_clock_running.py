"""A virtual clock that runs, and that wakes those who sleep by it when it is moved."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import anyio
import pytest

from azface.testing import VirtualClock


@pytest.fixture(params=["asyncio", "trio"])
def run(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Runs an async function in either event loop."""
    return lambda function: anyio.run(function, backend=request.param)


def test_a_running_clock_goes_forward_by_itself() -> None:
    clock = VirtualClock(1_000.0, running=True)
    first = clock.now()
    assert first >= 1_000
    while clock.now() == first:
        pass
    assert clock.now() > first


def test_none_stands_for_the_present() -> None:
    for running in (True, False):
        clock = VirtualClock(None, running=running)
        assert abs(clock.date() - datetime.now(UTC)).total_seconds() < 60


def test_a_datetime_can_be_its_start() -> None:
    start = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
    assert VirtualClock(start).date() == start


def test_a_datetime_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs its zone"):
        VirtualClock(datetime(2030, 1, 1))
    with pytest.raises(ValueError, match="needs its zone"):
        VirtualClock().set(datetime(2030, 1, 1))


def test_stopping_and_resuming_loses_no_time_and_gains_none() -> None:
    clock = VirtualClock(1_000.0)
    clock.advance(5)
    clock.resume()
    assert clock.running
    clock.stop()
    stood = clock.now()
    assert stood >= 1_005
    assert clock.now() == stood


def test_set_and_reset() -> None:
    clock = VirtualClock(1_000.0)
    clock.set(datetime(2035, 1, 1, tzinfo=UTC))
    assert clock.date().year == 2035
    clock.resume()
    clock.reset()
    assert (clock.now(), clock.running) == (1_000, False)


@pytest.mark.parametrize("cancel", [None, threading.Event()], ids=["plain", "cancellable"])
@pytest.mark.parametrize("end", ["advance", "set"])
def test_a_sleeping_thread_wakes_when_time_is_moved_past_it(
    cancel: threading.Event | None, end: str
) -> None:
    clock = VirtualClock(1_000.0, running=True)
    sleeper = threading.Thread(target=clock.sleep, args=(3_600, cancel), daemon=True)
    sleeper.start()
    if end == "advance":
        clock.advance(3_600)
    else:
        clock.set(10_000)
    sleeper.join(30)
    assert not sleeper.is_alive()
    assert clock.now() >= 4_600


def test_a_sleeping_thread_wakes_when_it_is_cancelled() -> None:
    clock, cancel = VirtualClock(1_000.0, running=True), threading.Event()
    sleeper = threading.Thread(target=clock.sleep, args=(3_600, cancel), daemon=True)
    sleeper.start()
    cancel.set()
    sleeper.join(30)
    assert not sleeper.is_alive()
    assert clock.now() < 4_600


def test_a_sleeping_task_wakes_when_another_thread_moves_time(run: Callable[..., Any]) -> None:
    clock = VirtualClock(1_000.0, running=True)

    async def sleeps() -> None:
        with anyio.fail_after(30):
            async with anyio.create_task_group() as group:
                group.start_soon(clock.asleep, 3_600)
                group.start_soon(clock.asleep, 7_200)
                await anyio.sleep(0.01)
                await anyio.to_thread.run_sync(clock.advance, 3_600)
                await anyio.sleep(0.01)
                await anyio.to_thread.run_sync(clock.advance, 3_600)

    run(sleeps)
    assert clock.now() >= 8_200


def test_sleeps_are_kept_while_time_stands_and_forgotten_by_a_reset() -> None:
    clock = VirtualClock(1_000.0)
    clock.sleep(5)
    assert clock.sleeps == [5]
    clock.reset()
    assert clock.sleeps == []


def test_the_repr_of_a_running_clock_says_so() -> None:
    assert repr(VirtualClock(0.0, running=True)).endswith(", running)")
