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
from azface._flow import Acquire, Cancelled
from azface._limiter import Limiter
from azface._pace import NEVER
from azface._turn import Turn
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
        assert cancel is not None
        self.slept.release()
        while not cancel.is_set() and not self.go_on.wait(0.001):
            pass
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
    assert client._settings.limiter.in_flight == 0
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
    limiter = Limiter(RateLimit.per_minute(1), clock.now)

    def flow() -> Any:
        first = yield from Acquire(limiter, "call", NEVER)
        first.left()
        second = yield from Acquire(limiter, "call", 1007.0)
        third = yield from Acquire(limiter, "call", 2000.0)
        return [each is not None for each in (first, second, third)]

    assert driver_of().run(flow()) == [True, False, True]
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


def held(limiter: Limiter) -> Turn:
    """A turn that is granted, and whose request does not leave."""
    turn = Turn(limiter, "call", NEVER)
    turn.enter()
    assert turn.ask() is None
    return turn


def acquiring(limiter: Limiter, deadline: float = NEVER) -> Any:
    turn = yield from Acquire(limiter, "call", deadline)
    return turn is not None


def test_who_cancels_before_takes_no_slot(driver_of: Any, clock: VirtualClock) -> None:
    limiter = Limiter(RateLimit.per_minute(1), clock.now)
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled):
        driver_of().run(acquiring(limiter), cancel=cancel)
    assert driver_of().run(acquiring(limiter))
    assert clock.sleeps == []


def test_who_is_woken_in_vain_waits_on(driver_of: Any) -> None:
    asked: list[float] = []

    def now() -> float:
        asked.append(0.0)
        return 0.0

    limiter = Limiter(RateLimit.per_minute(2), now, in_flight=1)
    turn = held(limiter)
    with queued(lambda: driver_of().run(acquiring(limiter)), limiter, 1):
        turn.left()
        threading.Event().wait(0.05)
        assert len(asked) < 10
        turn.release()


@pytest.mark.parametrize("cancelled", [True, False])
def test_who_waits_to_be_woken_looks_to_its_deadline_and_its_cancel(
    driver_of: Any, *, cancelled: bool
) -> None:
    clock = SystemClock()
    limiter = Limiter(RateLimit.per_minute(2), clock.now, in_flight=1)
    turn = held(limiter)
    cancel = threading.Event()
    ended: list[object] = []
    began = clock.now()
    deadline = NEVER if cancelled else began + 0.05

    def wait() -> None:
        driver = driver_of(clock=clock)
        try:
            flow = acquiring(limiter, deadline)
            ended.append(driver.run(flow, cancel=cancel if cancelled else None))
        except Cancelled:
            ended.append("cancelled")
        ended.append(clock.now())

    with queued(wait, limiter, 1):
        if cancelled:
            cancel.set()
    assert ended[0] == ("cancelled" if cancelled else False)
    # A second is how often it looks up otherwise.
    assert ended[1] - began < 0.6  # type: ignore[operator]
    turn.release()


def test_closing_ends_the_waiting_for_a_turn_at_once(client_of: Any) -> None:
    clock = SystemClock()
    client = client_of(Noting(clock), rate_limit=RateLimit.per_minute(1), clock=clock)
    sibling = client.with_options(timeout=5)
    limiter = client._settings.limiter
    client.large_face_lists.get_training_status("staff")
    ended: list[float] = []

    def look() -> None:
        with pytest.raises(ConfigurationError, match="closed"):
            sibling.large_face_lists.get_training_status("staff")
        ended.append(clock.now())

    def wait() -> None:
        with pytest.raises(ConfigurationError, match="closed"):
            sibling.large_face_lists.wait_for_training("staff", cancel=threading.Event())
        ended.append(clock.now())

    # Who has an event of the caller's own to look at looks up once a second.
    for first, second, at_once in ((look, look, 0.6), (wait, look, 5.0)):
        sibling = client.with_options(timeout=5)
        with queued(first, limiter, 1), queued(second, limiter, 2):
            began = clock.now()
            sibling.close()
        assert max(ended) - began < at_once
        assert limiter.waiting == 0
    sibling = client.with_options(timeout=5)
    with queued(look, limiter, 1), queued(look, limiter, 2):
        client.close()
    assert len(ended) == 6
