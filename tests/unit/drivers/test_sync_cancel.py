"""Ending a wait of the sync client from outside: `cancel`, and Ctrl-C."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from azface import PollSchedule, SystemClock, WaitCancelledError

RUNNING, DONE = {"status": "running"}, {"status": "succeeded"}

WAITS: dict[str, Callable[[Any, threading.Event | None], object]] = {
    "wait_for_training": lambda lists, cancel: lists.wait_for_training("staff", cancel=cancel),
    "train_and_wait": lambda lists, cancel: lists.train_and_wait("staff", cancel=cancel),
    "watch_training": lambda lists, cancel: list(lists.watch_training("staff", cancel=cancel)),
}


@pytest.fixture
def cancel() -> threading.Event:
    return threading.Event()


@pytest.fixture
def cancelling(clock: Any, cancel: threading.Event) -> Any:
    """A clock whose first sleep is broken off by a cancel."""

    class Cancelling(type(clock)):  # type: ignore[misc]
        def sleep(self, seconds: float, given: threading.Event | None) -> None:
            assert given is cancel
            cancel.set()

    return Cancelling()


@pytest.mark.parametrize("wait", WAITS.values(), ids=WAITS)
def test_a_wait_cancelled_before_it_begins_sends_nothing(
    client_of: Any, service: Any, cancel: threading.Event, wait: Any
) -> None:
    answers = service(RUNNING)
    cancel.set()
    with pytest.raises(WaitCancelledError) as caught:
        wait(client_of(answers).large_face_lists, cancel)
    assert answers.requests == []
    assert (caught.value.list_id, caught.value.last_result) == ("staff", None)


@pytest.mark.parametrize("name", ["wait_for_training", "watch_training"])
def test_a_cancel_that_is_never_set_changes_nothing(
    client_of: Any, service: Any, cancel: threading.Event, name: str
) -> None:
    assert WAITS[name](client_of(service(RUNNING, DONE)).large_face_lists, cancel)


@pytest.mark.parametrize("name", ["wait_for_training", "watch_training"])
def test_a_wait_cancelled_during_a_sleep_ends_without_another_request(
    client_of: Any, service: Any, cancel: threading.Event, cancelling: Any, name: str
) -> None:
    answers = service(RUNNING)
    client = client_of(answers, clock=cancelling)
    with pytest.raises(WaitCancelledError, match="cancelled after 1 poll") as caught:
        WAITS[name](client.large_face_lists, cancel)
    assert len(answers.requests) == 1
    assert caught.value.last_result is not None
    assert caught.value.last_result.status == "running"


def test_a_cancel_from_another_thread_wakes_the_sleep_at_once(
    client_of: Any, service: Any, cancel: threading.Event
) -> None:
    ended: list[WaitCancelledError] = []
    looked = threading.Event()
    answers = service(RUNNING)
    client = client_of(answers, clock=SystemClock())

    def wait() -> None:
        try:
            client.large_face_lists.wait_for_training(
                "staff",
                cancel=cancel,
                schedule=PollSchedule.every(3600),
                on_poll=lambda _: looked.set(),
            )
        except WaitCancelledError as error:
            ended.append(error)

    waiter = threading.Thread(target=wait, daemon=True)
    waiter.start()
    assert looked.wait(30)
    cancel.set()
    waiter.join(30)
    assert len(ended) == 1
    assert len(answers.requests) == 1


def test_a_request_in_flight_when_the_wait_is_cancelled_ends_first(
    client_of: Any, cancel: threading.Event
) -> None:
    told: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        cancel.set()
        return httpx.Response(200, json=RUNNING)

    lists = client_of(answer).large_face_lists
    with pytest.raises(WaitCancelledError) as caught:
        lists.wait_for_training("staff", cancel=cancel, on_poll=told.append)
    assert caught.value.last_result is not None
    assert [update.status for update in told] == ["running"]


def test_an_end_that_arrives_with_the_cancel_is_taken(
    client_of: Any, cancel: threading.Event
) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        cancel.set()
        return httpx.Response(200, json=DONE)

    lists = client_of(answer).large_face_lists
    assert lists.wait_for_training("staff", cancel=cancel).succeeded


def test_a_cancel_while_the_start_is_in_flight_leaves_the_run_that_was_started(
    client_of: Any, cancel: threading.Event
) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            cancel.set()
            return httpx.Response(202)
        return httpx.Response(404, json={"error": {"code": "LargeFaceListNotTrained"}})

    with pytest.raises(WaitCancelledError) as caught:
        client_of(answer).large_face_lists.train_and_wait("staff", cancel=cancel)
    assert caught.value.run is not None
    assert caught.value.run.list_id == "staff"


def test_a_retry_of_the_start_is_broken_off_by_a_cancel(
    client_of: Any, service: Any, cancel: threading.Event, cancelling: Any
) -> None:
    answers = service(503)
    client = client_of(answers, clock=cancelling)
    with pytest.raises(WaitCancelledError):
        client.large_face_lists.train_and_wait("staff", cancel=cancel)
    assert len(answers.requests) == 1


@pytest.mark.parametrize("wait", WAITS.values(), ids=WAITS)
def test_ctrl_c_during_a_request_passes_through(client_of: Any, wait: Any) -> None:
    def interrupted(request: httpx.Request) -> httpx.Response:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        wait(client_of(interrupted).large_face_lists, None)


class Interrupted(SystemClock):
    """A clock in whose sleeps someone presses Ctrl-C."""

    def sleep(self, seconds: float, cancel: threading.Event | None) -> None:
        raise KeyboardInterrupt


@pytest.mark.parametrize("name", ["wait_for_training", "watch_training"])
def test_ctrl_c_during_a_sleep_passes_through(client_of: Any, service: Any, name: str) -> None:
    client = client_of(service(RUNNING), clock=Interrupted())
    with pytest.raises(KeyboardInterrupt):
        WAITS[name](client.large_face_lists, None)


def test_ctrl_c_leaves_no_flow_open(driver_of: Any, watched: Any) -> None:
    again = type(watched)()
    flow, other = watched.flow(), again.flow()  # held, so that no garbage collection closes them
    with pytest.raises(KeyboardInterrupt):
        driver_of(clock=Interrupted()).run(flow)
    assert watched.closed
    with pytest.raises(KeyboardInterrupt):
        list(driver_of(clock=Interrupted()).iterate(other))
    assert again.closed
