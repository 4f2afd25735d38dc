"""What the service answers to a wait, and the waits themselves, played without time or sockets."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from azface import PollSchedule, TrainingResult, TrainingRun
from azface._flow import Reply
from azface._settings import Settings
from azface._training import LARGE_FACE_LIST
from azface._waiting import train_and_watch, watch

# Waits that can be told in advance: 0.2 s, then a tenth of the time gone by, 15 s at most.
EVEN = PollSchedule(jitter=0, learns=False)


def moment(minutes: float) -> str:
    """A point in time as the service writes it, with 7 digits of a second."""
    text = (datetime(2030, 1, 2, 3, 0, tzinfo=UTC) + timedelta(minutes=minutes)).isoformat()
    return text.replace("+00:00", ".1234567Z")


@pytest.fixture
def answer() -> Callable[..., Reply]:
    """`answer(status, training=1, last_success=None, **members)`: the status of a training.

    Trainings are numbered: number 2 began at 03:20 and, if it succeeded, ended at 03:25. A member
    given as None is null, one given as ... is left out.
    """

    def make(
        status: str, training: int = 1, *, last_success: int | None = None, **members: Any
    ) -> Reply:
        begun = moment(10 * training)
        document = {"status": status, "createdDateTime": begun, "lastActionDateTime": begun}
        succeeded = training if status == "succeeded" else last_success
        if succeeded is not None:
            document["lastSuccessfulTrainingDateTime"] = moment(10 * succeeded + 5)
        document |= members
        kept = {name: value for name, value in document.items() if value is not ...}
        return Reply(200, {"apim-request-id": f"{status}-{training}"}, json.dumps(kept).encode())

    return make


@pytest.fixture
def refusal() -> Callable[..., Reply]:
    """`refusal(status, code, message="no", **headers)`: an error of the service."""

    def make(status: int, code: str | None = None, message: str = "no", **headers: str) -> Reply:
        body = json.dumps({"error": {"code": code or str(status), "message": message}}).encode()
        return Reply(status, {name.replace("_", "-"): v for name, v in headers.items()}, body)

    return make


@pytest.fixture
def never_trained(refusal: Callable[..., Reply]) -> Reply:
    return refusal(404, "LargeFaceListNotTrained")


@pytest.fixture
def busy(refusal: Callable[..., Reply]) -> Reply:
    """The answer to `train` while a training is running."""
    return refusal(409, "LargeFaceListTrainingNotFinished")


@pytest.fixture
def started() -> Reply:
    """The answer to `train` when it starts one."""
    return Reply(202, {"operation-location": "http://internal.example:8080/somewhere/else"})


@pytest.fixture
def run_after() -> Callable[..., TrainingRun]:
    """`run_after(before, joined=False)`: a training started when the status was that answer."""

    def make(before: Reply | None, **fields: Any) -> TrainingRun:
        noted = None if before is None else TrainingResult.from_api(json.loads(before.body))
        return TrainingRun(list_id="staff", before=noted, **fields)

    return make


@pytest.fixture
def wait(play: Callable[..., Any], settings: Settings) -> Callable[..., Any]:
    """`wait(training, replies, timeout=3600.0, schedule=..., **play)`: what a wait did."""

    def make(
        training: str | TrainingRun,
        replies: Iterable[Reply | Exception],
        *,
        timeout: float | None = 3600.0,
        schedule: PollSchedule = EVEN,
        **options: Any,
    ) -> Any:
        flow = watch(settings, LARGE_FACE_LIST, training, timeout=timeout, schedule=schedule)
        return play(flow, replies, **options)

    return make


@pytest.fixture
def train_and_wait(play: Callable[..., Any], settings: Settings) -> Callable[..., Any]:
    """`train_and_wait(replies, if_running="wait", timeout=3600.0, ...)`: what it did."""

    def make(
        replies: Iterable[Reply | Exception],
        *,
        list_id: str = "staff",
        if_running: Any = "wait",
        timeout: float | None = 3600.0,
        schedule: PollSchedule = EVEN,
        **options: Any,
    ) -> Any:
        flow = train_and_watch(
            settings,
            LARGE_FACE_LIST,
            list_id,
            if_running=if_running,
            timeout=timeout,
            schedule=schedule,
        )
        return play(flow, replies, **options)

    return make
