"""Every retry is told: one log record, one RetryEvent, and whatever the callback makes of it."""

from __future__ import annotations

import logging
from typing import Any

import attrs
import pytest

from azface import RetryEvent, ServerError, TransportError
from azface._call import call
from azface._flow import Flow, Reply, Request
from azface._operation import Operation
from azface._settings import Settings

OPERATION = Operation("DoThing", "thing_operations", 200, "nothing", "write")
DONE, BUSY = Reply(200), Reply(503)


def make(settings: Settings) -> Flow[None]:
    request = Request("POST", f"{settings.base_url}/thing")

    def read(reply: Reply) -> None:
        OPERATION.read_nothing(request, reply)

    return call(settings, OPERATION, request, read)


def test_each_retry_is_one_log_record_and_one_event(
    play: Any, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    events: list[RetryEvent] = []
    watched = attrs.evolve(settings, on_retry=events.append)
    replies = [BUSY, TransportError("could not reach", sent=False), DONE]
    played = play(make(watched), replies, chance=0.5)
    assert played.error is None
    assert [(e.operation, e.attempt, e.delay) for e in events] == [
        ("DoThing", 1, 0.25),
        ("DoThing", 2, 0.5),
    ]
    assert isinstance(events[0].error, ServerError)
    assert isinstance(events[1].error, TransportError)
    assert [(record.name, record.levelname) for record in caplog.records] == [
        ("azface", "INFO"),
        ("azface", "INFO"),
    ]
    assert caplog.messages[1] == "DoThing: attempt 2 failed, next in 0.50 s: could not reach"


def test_an_error_that_is_raised_is_neither_logged_nor_told(
    play: Any, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    events: list[RetryEvent] = []
    watched = attrs.evolve(settings, on_retry=events.append)
    assert play(make(watched), [Reply(404)]).error is not None
    assert (events, caplog.records) == ([], [])


@pytest.mark.parametrize("raised", [StopIteration, StopIteration("value")])
def test_a_callback_that_ends_iterations_does_not_end_a_call_silently(
    play: Any, settings: Settings, raised: Any
) -> None:
    def on_retry(event: RetryEvent) -> None:
        raise raised

    watched = attrs.evolve(settings, on_retry=on_retry)
    with pytest.raises(RuntimeError, match="StopIteration"):
        play(make(watched), [BUSY])


def test_what_a_callback_raises_reaches_the_caller(play: Any, settings: Settings) -> None:
    def on_retry(event: RetryEvent) -> None:
        raise LookupError(event.operation)

    watched = attrs.evolve(settings, on_retry=on_retry)
    with pytest.raises(LookupError, match="DoThing"):
        play(make(watched), [BUSY])
