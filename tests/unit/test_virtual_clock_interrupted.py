"""Sleeps by a running virtual clock that is stopped, reset or moved under them."""

import asyncio
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import anyio
import pytest

from azface.testing import VirtualClock

each_backend = pytest.mark.parametrize("backend", ["asyncio", "trio"])
each_end = pytest.mark.parametrize("end", [VirtualClock.stop, VirtualClock.reset])


@pytest.fixture(params=["plain", "cancellable"])
def asleep(request: pytest.FixtureRequest) -> Callable[[VirtualClock, float], threading.Thread]:
    """Starts a thread that sleeps by a clock; returns when it does."""
    cancel = None if request.param == "plain" else threading.Event()

    def begin(clock: VirtualClock, seconds: float) -> threading.Thread:
        sleeper = threading.Thread(target=clock.sleep, args=(seconds, cancel), daemon=True)
        sleeper.start()
        waits = threading.Condition.wait.__code__
        while sys._current_frames()[sleeper.ident or 0].f_code is not waits:
            time.sleep(0)
        return sleeper

    return begin


def ended(sleeper: threading.Thread) -> bool:
    sleeper.join(30)
    return not sleeper.is_alive()


@each_end
def test_a_sleep_that_is_cut_short_does_not_move_the_time(
    asleep: Callable[..., threading.Thread], end: Callable[[VirtualClock], None]
) -> None:
    clock = VirtualClock(1_000.0, running=True)
    sleeper = asleep(clock, 1_800)
    end(clock)
    assert ended(sleeper)
    assert clock.now() < 2_000
    assert clock.sleeps == []


def test_a_reset_to_an_earlier_time_ends_the_sleeps_before_it(
    asleep: Callable[..., threading.Thread],
) -> None:
    clock = VirtualClock(1_000.0, running=True)
    clock.advance(86_400)
    sleeper = asleep(clock, 1_800)
    clock.reset()
    assert ended(sleeper)
    assert clock.now() < 2_000


def test_a_sleep_does_not_outlast_a_stop_that_is_soon_taken_back(
    asleep: Callable[..., threading.Thread],
) -> None:
    clock = VirtualClock(1_000.0, running=True)
    sleeper = asleep(clock, 1_800)
    clock.stop()
    clock.resume()
    assert ended(sleeper)


@each_backend
@each_end
def test_a_task_whose_sleep_is_cut_short_does_not_move_the_time(
    backend: str, end: Callable[[VirtualClock], None]
) -> None:
    clock = VirtualClock(1_000.0, running=True)

    async def main() -> None:
        with anyio.fail_after(30):
            async with anyio.create_task_group() as group:
                group.start_soon(clock.asleep, 1_800)
                await anyio.wait_all_tasks_blocked()
                end(clock)

    anyio.run(main, backend=backend)
    assert clock.now() < 2_000
    assert clock.sleeps == []


@pytest.mark.parametrize(
    "move",
    [lambda clock: clock.advance(3_600), lambda clock: clock.set(10_000), VirtualClock.reset],
    ids=["advance", "set", "reset"],
)
def test_a_sleep_that_was_left_behind_in_a_closed_event_loop_hinders_nobody(
    move: Callable[[VirtualClock], None],
) -> None:
    clock = VirtualClock(1_000.0, running=True)
    left_behind = [clock.asleep(3_600) for _ in range(2)]
    for each in left_behind:
        loop = asyncio.new_event_loop()
        loop.create_task(each)  # noqa: RUF006 - nobody is to wait for it
        loop.run_until_complete(asyncio.sleep(0.01))
        loop.close()

    async def main() -> None:
        async with asyncio.timeout(30):
            sleeper = asyncio.create_task(clock.asleep(3_600))
            await asyncio.sleep(0.01)
            move(clock)
            await sleeper

    asyncio.run(main())
    for each in left_behind:
        # anyio misses the loop that it began in.
        with suppress(RuntimeError):
            each.close()


def test_a_sleep_of_centuries_by_a_running_clock_can_be_cut_short(
    asleep: Callable[..., threading.Thread],
) -> None:
    # Beyond threading.TIMEOUT_MAX.
    clock = VirtualClock(0, running=True)
    sleeper = asleep(clock, 1e10)
    clock.advance(1e10)
    assert ended(sleeper)
