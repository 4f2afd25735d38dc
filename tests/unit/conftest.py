"""Plays flows without a socket, a loop or a clock, and makes what flows need."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sized
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from azface import AzfaceError, InvalidArgumentError, RetryPolicy
from azface._flow import (
    Acquire,
    Blocking,
    Cancelled,
    Chance,
    Emit,
    Now,
    Reply,
    Request,
    Send,
    Sleep,
)
from azface._settings import Settings
from azface._turn import Turn

hypothesis_settings.register_profile(
    "unit",
    max_examples=60,
    deadline=None,
    # The same examples on every run in CI: a red build there means a change, not luck.
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
hypothesis_settings.load_profile("unit")


@dataclass
class Played:
    """What a flow did: its result or its error, and every effect worth looking at."""

    result: Any = None
    error: AzfaceError | None = None
    sent: list[Request] = field(default_factory=list)
    longest: list[float | None] = field(default_factory=list)
    sleeps: list[float] = field(default_factory=list)
    acquired: list[Acquire] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    sent_with: list[Turn | None] = field(default_factory=list)
    emitted: list[Any] = field(default_factory=list)
    now: float = 0.0

    @property
    def value(self) -> Any:
        """The result of a flow that must not have failed."""
        if self.error is not None:
            raise self.error
        return self.result


def play_flow(
    flow: Any,
    replies: Iterable[Reply | Exception] | Callable[[Request], Reply | Exception] = (),
    *,
    chance: float = 0.5,
    send_takes: float = 0.0,
    turn_takes: float = 0.0,
    emit_takes: float = 0.0,
    cancel_at: float | None = None,
    now: float = 0.0,
) -> Played:
    """Drive a flow to its end.

    Each Acquire takes `turn_takes` seconds of virtual time, and is refused at its deadline. Each
    Send takes the next of `replies`, or what this function makes of the request (an exception is
    thrown into the flow), and `send_takes` seconds of virtual time, and whoever is shown an update
    takes `emit_takes`. Each Sleep moves that time on, and is broken off at `cancel_at`. Of what the
    flow raises only an AzfaceError is recorded: any other exception fails the test, and so do
    replies that nobody asked for and requests without a reply.
    """
    played, left = Played(now=now), iter(() if callable(replies) else replies)

    def perform(effect: Any) -> Any:
        if (
            isinstance(effect, Send | Sleep | Acquire)
            and cancel_at is not None
            and played.now >= cancel_at
        ):
            raise Cancelled
        match effect:
            case Send(request, longest, turn):
                played.sent.append(request)
                played.longest.append(longest)
                played.sent_with.append(turn)
                played.now += send_takes
                reply = replies(request) if callable(replies) else next(left, None)
                assert reply is not None, f"no reply for request {len(played.sent)}: {request}"
                if isinstance(reply, Exception):
                    raise reply
                return reply
            case Acquire(limiter, lane, deadline):
                played.acquired.append(effect)
                played.now += max(min(turn_takes, deadline - played.now), 0.0)
                if cancel_at is not None and played.now >= cancel_at:
                    played.now = cancel_at
                    raise Cancelled
                if turn_takes and played.now >= deadline:
                    return None
                played.turns.append(Turn(limiter, lane, deadline))
                return played.turns[-1]
            case Sleep(seconds):
                played.sleeps.append(seconds)
                played.now += seconds
                if cancel_at is not None and played.now >= cancel_at:
                    played.now = cancel_at
                    raise Cancelled
            case Now():
                return played.now
            case Chance():
                return chance
            case Blocking(work):
                return work()
            case Emit(value):
                played.emitted.append(value)
                played.now += emit_takes
        return None

    move, argument = flow.send, None
    try:
        while True:
            effect = move(argument)
            try:
                move, argument = flow.send, perform(effect)
            except Exception as error:
                move, argument = flow.throw, error
    except StopIteration as stop:
        played.result = stop.value
    except AzfaceError as error:
        played.error = error
    if isinstance(replies, Sized):
        assert next(left, None) is None, f"only {len(played.sent)} of {len(replies)} replies used"
    return played


@pytest.fixture
def play() -> Callable[..., Played]:
    """`play(flow, replies, chance=0.5, send_takes=0.0, cancel_at=None, now=0.0) -> Played`."""
    return play_flow


@pytest.fixture
def settings() -> Settings:
    """The settings of a client that retries as it does by default."""
    return Settings(
        endpoint="https://example.cognitiveservices.azure.com",
        api_version="v1.2",
        retry=RetryPolicy(),
    )


@pytest.fixture
def argument_error(
    settings: Settings,
) -> Callable[[Callable[[Settings], Any]], InvalidArgumentError]:
    """`argument_error(make)`: the error of a flow that is refused before it sends anything."""

    def error_of(make: Callable[[Settings], Any]) -> InvalidArgumentError:
        try:
            played = play_flow(make(settings))
        except InvalidArgumentError as error:
            return error
        assert isinstance(played.error, InvalidArgumentError)
        assert (played.sent, played.sleeps) == ([], [])
        assert not played.error.outcome_unknown
        return played.error

    return error_of


@pytest.fixture
def reply() -> Callable[..., Reply]:
    """`reply(document, status=200, **headers)`: an answer; bytes are sent as they are."""

    def make(document: Any = b"", status: int = 200, **headers: str) -> Reply:
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Reply(status, named, body)

    return make
