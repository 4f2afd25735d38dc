"""The machine's own time, as waits use it."""

from __future__ import annotations

import threading
import time

import anyio
import pytest

from azface import Clock, SystemClock


def test_the_system_clock_is_a_clock_that_never_goes_back() -> None:
    clock = SystemClock()
    assert isinstance(clock, Clock)
    assert clock.now() <= clock.now() <= time.monotonic()


def test_a_set_cancel_ends_a_sleep_at_once() -> None:
    cancel = threading.Event()
    cancel.set()
    SystemClock().sleep(3600, cancel)


def test_a_cancel_set_by_another_thread_wakes_a_sleep() -> None:
    cancel = threading.Event()
    sleeper = threading.Thread(target=SystemClock().sleep, args=(3600, cancel), daemon=True)
    sleeper.start()
    cancel.set()
    sleeper.join(30)
    assert not sleeper.is_alive()


@pytest.mark.parametrize("with_cancel", [False, True])
def test_a_sleep_lasts_as_long_as_it_should(with_cancel: bool) -> None:
    clock, cancel = SystemClock(), threading.Event()
    begun = clock.now()
    clock.sleep(0.02, cancel if with_cancel else None)
    assert clock.now() - begun >= 0.019


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_an_async_sleep_lasts_as_long_as_it_should(backend: str) -> None:
    clock = SystemClock()
    begun = clock.now()
    anyio.run(clock.asleep, 0.02, backend=backend)
    assert clock.now() - begun >= 0.019
