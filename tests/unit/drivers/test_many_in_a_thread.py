"""Many waits by the sync client: in the caller's own thread, one request after the other."""

from __future__ import annotations

import threading
from collections import Counter
from typing import Any

import httpx
import pytest

from azface import RateLimit, SystemClock, WaitCancelledError

RUNNING, DONE = {"status": "running"}, {"status": "succeeded"}
NAMES = [f"list-{number}" for number in range(100)]


class Lists:
    """Each list is running until it was asked about `looks` times."""

    def __init__(self, looks: int) -> None:
        self.looks = looks
        self.asked: Counter[str] = Counter()
        self.threads = set[int]()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        name = request.url.path.split("/")[4]
        self.asked[name] += 1
        self.threads.add(threading.get_ident())
        return httpx.Response(200, json=RUNNING if self.asked[name] <= self.looks else DONE)


@pytest.mark.parametrize("rate_limit", [None, RateLimit.S0])
def test_many_waits_take_no_thread_but_the_callers(
    client_of: Any, rate_limit: RateLimit | None
) -> None:
    service, threads = Lists(5), threading.active_count()
    seen = set[int]()
    client = client_of(service, rate_limit=rate_limit)
    outcomes = client.large_face_lists.wait_for_trainings(
        NAMES, on_poll=lambda _: seen.add(threading.active_count())
    )
    assert [outcome.list_id for outcome in outcomes] == NAMES
    assert all(outcome.succeeded for outcome in outcomes)
    assert seen == {threads}
    assert service.threads == {threading.get_ident()}


def test_one_thread_takes_one_place_in_the_queue(client_of: Any) -> None:
    client = client_of(Lists(3), rate_limit=RateLimit.S0)
    limiter = client._settings.limiter
    most = list[int]()
    client.large_face_lists.wait_for_trainings(
        NAMES, on_poll=lambda _: most.append(limiter.waiting)
    )
    assert max(most) == 0
    assert limiter.in_flight == 0


def test_outcomes_are_made_while_they_are_asked_for(client_of: Any) -> None:
    service = Lists(0)
    ended = client_of(service).large_face_lists.as_completed(NAMES[:3])
    assert service.asked == {}
    for number, outcome in enumerate(ended, 1):
        assert outcome.succeeded
        assert service.asked.total() == number
    assert list(ended) == []


def test_an_iterator_of_outcomes_may_be_left_at_any_time(client_of: Any) -> None:
    client = client_of(Lists(0), rate_limit=RateLimit.S0)
    for outcome in client.large_face_lists.as_completed(NAMES[:3]):
        assert outcome.succeeded
        break
    assert client._settings.limiter.waiting == 0
    assert client._settings.limiter.in_flight == 0


@pytest.mark.parametrize("rate_limit", [None, RateLimit.per_minute(20)])
def test_a_cancel_ends_all_waits_at_once_and_keeps_what_has_ended(
    client_of: Any, rate_limit: RateLimit | None
) -> None:
    # Real time: the queue and the sleeps would take minutes.
    service, cancel = Lists(1_000_000), threading.Event()
    service.asked["list-3"] = 1_000_000
    client = client_of(service, rate_limit=rate_limit, clock=SystemClock())
    timer = threading.Timer(0.3, cancel.set)
    timer.start()
    outcomes = client.large_face_lists.wait_for_trainings(NAMES, cancel=cancel)
    timer.join()
    assert [each.list_id for each in outcomes if each.succeeded] == ["list-3"]
    errors = {type(each.error) for each in outcomes if not each.succeeded}
    assert errors == {WaitCancelledError}


def test_what_a_callback_raises_ends_the_wait_as_it_is(client_of: Any) -> None:
    def on_poll(update: Any) -> None:
        if update.list_id == "list-7":
            raise StopIteration

    client = client_of(Lists(3), rate_limit=RateLimit.S0)
    with pytest.raises(StopIteration):
        client.large_face_lists.wait_for_trainings(NAMES, on_poll=on_poll)
    assert client._settings.limiter.waiting == 0
    assert client._settings.limiter.in_flight == 0
