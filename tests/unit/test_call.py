"""Sending with retries: what is sent again, how long it waits, and what is known at the end."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from itertools import repeat
from typing import Any, Literal

import attrs
import pytest

from azface import (
    AlreadyExistsError,
    AzfaceError,
    BadRequestError,
    ConfigurationError,
    FaceApiError,
    NotFoundError,
    RateLimitError,
    RequestTimeoutError,
    ResponseFormatError,
    RetryPolicy,
    ServerError,
    TransportError,
)
from azface._call import call
from azface._flow import Flow, Reply, Request
from azface._operation import Operation
from azface._settings import Settings

Effect = Literal["read", "write", "once"]
EFFECTS: list[Effect] = ["read", "write", "once"]
DONE = Reply(200)


def refusal(status: int, code: str = "", **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, named, b'{"error":{"code":"%s"}}' % code.encode() if code else b"")


def make(
    settings: Settings,
    effect: Effect,
    *,
    after_loss: Callable[[AzfaceError], Flow[None]] | None = None,
) -> Flow[None]:
    operation = Operation("DoThing", "thing_operations", 200, "nothing", effect)
    request = Request("POST", f"{settings.base_url}/thing")

    def read(reply: Reply) -> None:
        operation.read_nothing(request, reply)

    return call(settings, operation, request, read, after_loss=after_loss)


# What an attempt can end with, and whether the service surely did nothing then.
HARMLESS: dict[str, Reply | AzfaceError] = {
    "no connection": TransportError("could not reach", sent=False),
    "no connection in time": RequestTimeoutError("no answer in time", sent=False),
    "429": refusal(429, "429"),
    "429 with Retry-After": refusal(429, retry_after="1"),
    "503 with Retry-After": refusal(503, retry_after="1"),
    "409 concurrent": refusal(409, "ConcurrentOperationConflict"),
}
LOST: dict[str, Reply | AzfaceError] = {
    "lost connection": TransportError("lost the connection"),
    "read timeout": RequestTimeoutError("no answer in time"),
    "408": refusal(408, "OperationTimeOut"),
    "500": refusal(500),
    "502": refusal(502),
    "503": refusal(503),
    "504": refusal(504),
}
FINAL_AND_HARMLESS: dict[str, Reply | AzfaceError] = {
    "400": refusal(400, "BadArgument"),
    "401": refusal(401, "401"),
    "403": refusal(403, "QuotaExceeded"),
    "404": refusal(404, "LargeFaceListNotFound"),
    "409": refusal(409, "LargeFaceListTrainingNotFinished"),
    "409 without code": refusal(409),
    "413": refusal(413),
    "415": refusal(415),
    "418": refusal(418),
    "closed client": ConfigurationError("this client is closed; create a new one"),
}
FINAL_AND_LOST: dict[str, Reply | AzfaceError] = {
    "501": refusal(501),
    "520": refusal(520),
    "299 HTML": Reply(299, {}, b"<html>"),
    "302": refusal(302),
    "not decodable": ResponseFormatError("could not be decoded", status_code=None, body=b""),
}


def each(table: dict[str, Reply | AzfaceError]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("first", [pytest.param(v, id=k) for k, v in table.items()])


@pytest.mark.parametrize("effect", EFFECTS)
def test_a_success_is_sent_once(play: Any, settings: Settings, effect: Effect) -> None:
    played = play(make(settings, effect), [DONE])
    assert (played.value, len(played.sent), played.sleeps) == (None, 1, [])


@each(HARMLESS)
@pytest.mark.parametrize("effect", EFFECTS)
def test_what_surely_did_nothing_is_sent_again_whatever_it_is(
    play: Any, settings: Settings, effect: Effect, first: Any
) -> None:
    played = play(make(settings, effect), [first, DONE])
    assert played.error is None
    assert played.sent[0] == played.sent[1]
    assert len(played.sleeps) == 1


@each(LOST)
@pytest.mark.parametrize("effect", EFFECTS)
def test_what_may_have_been_done_is_sent_again_only_where_that_does_no_harm(
    play: Any, settings: Settings, effect: Effect, first: Any
) -> None:
    if effect != "once":
        assert play(make(settings, effect), [first, DONE]).error is None
        return
    played = play(make(settings, effect), [first])
    assert len(played.sent) == 1
    assert played.error.outcome_unknown


@each(FINAL_AND_HARMLESS | FINAL_AND_LOST)
@pytest.mark.parametrize("effect", EFFECTS)
def test_any_other_error_is_raised_at_once(
    play: Any, settings: Settings, effect: Effect, first: Any
) -> None:
    played = play(make(settings, effect), [first])
    assert isinstance(played.error, AzfaceError)
    assert played.sleeps == []
    assert played.error.__context__ is None
    assert played.error.__cause__ is None


@pytest.mark.parametrize("effect", EFFECTS)
@pytest.mark.parametrize(
    ("table", "unknown"),
    [(HARMLESS, False), (FINAL_AND_HARMLESS, False), (LOST, True), (FINAL_AND_LOST, True)],
    ids=["harmless", "refused", "lost", "unreadable"],
)
def test_the_outcome_is_unknown_after_a_lost_answer_to_what_changes_something(
    play: Any, settings: Settings, effect: Effect, table: dict[str, Any], unknown: bool
) -> None:
    for first in table.values():
        once = attrs.evolve(settings, retry=RetryPolicy(attempts=1))
        error = play(make(once, effect), [first]).error
        assert error.outcome_unknown == (unknown and effect != "read"), first


@pytest.mark.parametrize(
    ("replies", "unknown"),
    [
        (["read timeout", "no connection", "400"], True),
        (["no connection", "read timeout", "401"], True),
        (["429", "no connection", "404"], False),
        (["503 with Retry-After", "409 concurrent", "closed client"], False),
        (["500", "429", "closed client"], True),
    ],
)
def test_one_lost_answer_among_several_attempts_makes_the_outcome_unknown(
    play: Any, settings: Settings, replies: list[str], unknown: bool
) -> None:
    known = HARMLESS | LOST | FINAL_AND_HARMLESS
    played = play(make(settings, "write"), [known[name] for name in replies])
    assert played.error.outcome_unknown is unknown


def test_waits_double_and_the_last_error_is_raised(play: Any, settings: Settings) -> None:
    replies = [refusal(500), TransportError("lost"), refusal(502), refusal(504)]
    played = play(make(settings, "read"), replies, chance=0.5)
    assert played.sleeps == [0.25, 0.5, 1.0]
    assert isinstance(played.error, ServerError)
    assert played.error.status_code == 504


@pytest.mark.parametrize("attempts", [1, 2, 7])
def test_a_request_is_sent_as_often_as_the_policy_says(
    play: Any, settings: Settings, attempts: int
) -> None:
    patient = attrs.evolve(settings, retry=RetryPolicy(attempts=attempts))
    played = play(make(patient, "read"), repeat(refusal(503)))
    assert len(played.sent) == attempts
    assert len(played.sleeps) == attempts - 1


def test_no_attempt_is_begun_after_the_total(play: Any, settings: Settings) -> None:
    policy = RetryPolicy(attempts=100, total=10.0, max_delay=2.0)
    hasty = attrs.evolve(settings, retry=policy)
    played = play(make(hasty, "read"), repeat(refusal(500)), send_takes=1.0, now=1_000.0)
    # The next attempt would begin 10.75 s after the first.
    assert played.sleeps == [0.25, 0.5, 1.0, 1.0, 1.0]
    assert played.now == 1_009.75
    assert play(make(hasty, "read"), [refusal(500)], send_takes=10.5).sleeps == []


@pytest.mark.parametrize("chance", [0.0, 0.999])
def test_retry_after_is_obeyed_and_never_undercut(
    play: Any, settings: Settings, chance: float
) -> None:
    replies = [refusal(429, retry_after="7"), refusal(503, retry_after_ms="9000"), DONE]
    played = play(make(settings, "once"), replies, chance=chance)
    assert played.error is None
    assert played.sleeps == [7.0, 9.0]


def test_a_retry_after_beyond_the_limit_is_raised_at_once(play: Any, settings: Settings) -> None:
    played = play(make(settings, "read"), [refusal(429, retry_after="61")])
    assert isinstance(played.error, RateLimitError)
    assert played.error.retry_after == 61.0
    at_the_limit = play(make(settings, "read"), [refusal(429, retry_after="60"), DONE])
    assert at_the_limit.sleeps == [60.0]


def test_the_wait_in_a_429_message_is_obeyed(
    play: Any, settings: Settings, reply: Callable[..., Reply]
) -> None:
    limited = reply({"error": {"statusCode": 429, "message": "... Try again in 26 seconds."}}, 429)
    assert play(make(settings, "once"), [limited, DONE]).sleeps == [26.0]


def gone_is_done(error: AzfaceError) -> Flow[None]:
    if not isinstance(error, NotFoundError):
        raise error
    yield from ()


def test_an_error_after_a_lost_answer_may_mean_that_it_was_done(
    play: Any, settings: Settings
) -> None:
    gone = refusal(404, "LargeFaceListNotFound")
    for lost in LOST.values():
        assert play(make(settings, "write", after_loss=gone_is_done), [lost, gone]).error is None
    for harmless in HARMLESS.values():
        played = play(make(settings, "write", after_loss=gone_is_done), [harmless, gone])
        assert isinstance(played.error, NotFoundError)
        assert not played.error.outcome_unknown
    alone = play(make(settings, "write", after_loss=gone_is_done), [gone])
    assert isinstance(alone.error, NotFoundError)


def test_another_error_after_a_lost_answer_leaves_the_outcome_unknown(
    play: Any, settings: Settings
) -> None:
    for code, cls in (("BadArgument", BadRequestError), ("LargeFaceListExists", FaceApiError)):
        flow = make(settings, "write", after_loss=gone_is_done)
        played = play(flow, [refusal(500), refusal(400, code)])
        assert isinstance(played.error, cls)
        assert played.error.outcome_unknown


def test_a_look_that_fails_after_a_lost_answer_leaves_the_outcome_unknown(
    play: Any, settings: Settings
) -> None:
    def look(error: AzfaceError) -> Flow[None]:
        assert isinstance(error, AlreadyExistsError)
        yield from make(settings, "read")

    flow = make(settings, "write", after_loss=look)
    played = play(flow, [refusal(500), refusal(409, "FaceListExists"), refusal(403)])
    assert isinstance(played.error, FaceApiError)
    assert played.error.status_code == 403
    assert played.error.outcome_unknown


def test_each_attempt_is_cut_to_what_is_left_until_the_deadline(
    play: Any, settings: Settings
) -> None:
    limited = attrs.evolve(settings, deadline=20.0)
    played = play(make(limited, "read"), [refusal(503, retry_after="5"), DONE], send_takes=2.0)
    assert played.longest == [20.0, 13.0]


def test_an_error_does_not_hold_the_call_that_it_came_from(play: Any, settings: Settings) -> None:
    error = TransportError("lost")
    gc.disable()
    try:
        flow = make(attrs.evolve(settings, retry=RetryPolicy(attempts=1)), "read")
        gone = weakref.ref(flow)
        assert play(flow, [error]).error is error
        del flow
        error.__traceback__ = None
        assert gone() is None
    finally:
        gc.enable()
