"""A rate limit in the sync client: threads that share it, on a clock of the test's and in time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from azface import ConfigurationError, RateLimit, SystemClock, WaitCancelledError
from azface._flow import Acquire
from azface._limiter import NEVER, Limiter
from azface.testing import VirtualClock

RUNNING, DONE = {"status": "running"}, {"status": "succeeded"}


class Noting:
    """Answers every request, and notes when it came."""

    def __init__(self, clock: Any) -> None:
        self.clock = clock
        self.times: list[float] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.times.append(self.clock.now())
        return httpx.Response(200, json=DONE)


class Held(SystemClock):
    """Time that is over only when the caller's event is set, or the test lets it go on."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept = threading.Semaphore(0)
        self.go_on = threading.Event()

    def now(self) -> float:
        return self.seconds

    def sleep(self, seconds: float, cancel: threading.Event | None) -> None:
        self.slept.release()
        (self.go_on if cancel is None else cancel).wait(10)
        if self.go_on.is_set():
            self.seconds += seconds


@contextmanager
def queued(work: Callable[[], object], limiter: Limiter, number: int) -> Iterator[threading.Thread]:
    """A thread that does some work until it is number so-and-so in the queue."""
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    pause = threading.Event()
    while limiter.waiting < number and thread.is_alive():
        pause.wait(0.001)
    yield thread
    thread.join(10)
    assert not thread.is_alive()


def most_in_any(times: list[float], seconds: float) -> int:
    return max(sum(at <= each <= at + seconds for each in times) for at in times)


def test_a_client_keeps_to_its_limit(client_of: Any, clock: VirtualClock) -> None:
    answers = Noting(clock)
    client = client_of(answers, rate_limit=RateLimit.per_minute(20))
    for _ in range(100):
        client.large_face_lists.get_training_status("staff")
    assert most_in_any(answers.times, 60.0) == 20
    assert sum(clock.sleeps) == pytest.approx(4 * 60.01)


@pytest.mark.parametrize("clock", [VirtualClock(1000.0), SystemClock()], ids=["virtual", "real"])
def test_threads_and_siblings_keep_to_it_together(client_of: Any, clock: Any) -> None:
    answers = Noting(clock)
    client = client_of(answers, rate_limit=RateLimit(5, 0.05), clock=clock)
    siblings = [client.with_options(timeout=seconds) for seconds in range(1, 41)]
    with ThreadPoolExecutor(40) as threads:
        looks = [threads.submit(each.large_face_lists.list) for each in siblings]
        looks += [
            threads.submit(each.large_face_lists.get_training_status, "staff") for each in siblings
        ]
        for look in looks:
            look.result(60)
    assert len(answers.times) == 40
    assert client._settings.limiter.waiting == 0
    assert client._settings.limiter._in_flight == 0
    if isinstance(clock, VirtualClock):
        assert clock.now() - 1000.0 >= 7 * 0.05


def test_a_cancel_while_waiting_for_a_turn_ends_the_wait_at_once(client_of: Any) -> None:
    clock = Held()
    client = client_of(Noting(clock), rate_limit=RateLimit.per_minute(1), clock=clock)
    limiter = client._settings.limiter
    client.large_face_lists.get_training_status("staff")
    ended: list[str] = []
    events = [threading.Event(), threading.Event()]

    def wait(name: str, cancel: threading.Event) -> None:
        with pytest.raises(WaitCancelledError):
            client.large_face_lists.wait_for_training(name, cancel=cancel)
        ended.append(name)

    with queued(lambda: wait("sleeps", events[0]), limiter, 1):
        assert clock.slept.acquire(timeout=10)
        with queued(lambda: wait("to-be-woken", events[1]), limiter, 2):
            events[1].set()
        assert (ended, limiter.waiting) == (["to-be-woken"], 1)
        events[0].set()
    assert (ended, limiter.waiting) == (["to-be-woken", "sleeps"], 0)


def test_who_is_next_goes_on_when_the_one_before_is_cancelled(client_of: Any) -> None:
    clock = Held()
    client = client_of(Noting(clock), rate_limit=RateLimit.per_minute(1), clock=clock)
    limiter = client._settings.limiter
    client.large_face_lists.get_training_status("staff")
    cancel = threading.Event()

    def cancelled() -> None:
        with pytest.raises(WaitCancelledError):
            client.large_face_lists.wait_for_training("staff", cancel=cancel)

    def patient() -> None:
        client.large_face_lists.wait_for_training("staff")

    with queued(cancelled, limiter, 1):
        assert clock.slept.acquire(timeout=10)
        with queued(patient, limiter, 2):
            cancel.set()
            assert clock.slept.acquire(timeout=10)
            clock.go_on.set()
    assert limiter.waiting == 0


def test_a_turn_that_does_not_come_in_time_is_told_so(driver_of: Any, clock: VirtualClock) -> None:
    limiter = Limiter(RateLimit.per_minute(1))

    def flow() -> Any:
        first = yield from Acquire(limiter, "call", NEVER)
        second = yield from Acquire(limiter, "call", 1007.0)
        third = yield from Acquire(limiter, "call", 2000.0)
        return first, second, third

    assert driver_of().run(flow()) == (True, False, True)
    assert clock.now() == pytest.approx(1060.01)


def test_a_closed_client_does_not_queue(client_of: Any, clock: VirtualClock) -> None:
    client = client_of(Noting(clock), rate_limit=RateLimit.per_minute(1))
    client.large_face_lists.get_training_status("staff")
    client.close()
    with pytest.raises(ConfigurationError, match="closed"):
        client.large_face_lists.get_training_status("staff")
    assert clock.sleeps == []


def test_ctrl_c_while_waiting_for_a_turn_leaves_the_queue(client_of: Any) -> None:
    class Interrupted(SystemClock):
        def sleep(self, seconds: float, cancel: threading.Event | None) -> None:
            raise KeyboardInterrupt

    client = client_of(Noting(SystemClock()), rate_limit=RateLimit.F0, clock=Interrupted())
    for _ in range(20):
        client.large_face_lists.get_training_status("staff")
    with pytest.raises(KeyboardInterrupt):
        client.large_face_lists.get_training_status("staff")
    assert client._settings.limiter.waiting == 0
