"""Reading the training status and starting a training, as flows."""

from __future__ import annotations

from typing import Literal

from attrs import evolve, frozen

from azface import _arguments
from azface._call import call
from azface._flow import Flow, Reply
from azface._operation import Operation, face_list_operation, person_group_operation
from azface._settings import Settings
from azface._training_times import age_of
from azface._wait_state import WaitState, timed_out, within
from azface.errors import (
    AzfaceError,
    InvalidArgumentError,
    NotTrainedError,
    TrainingNotFinishedError,
)
from azface.models import TrainingResult
from azface.retry import retry_after_seconds
from azface.training import Container, TrainingRun


@frozen
class Trained:
    """A container that can be trained: its operations, and what its id is called.

    Attributes:
        container: Which kind it is.
        parameter: What users call its id.
        argument: What the generated code calls its id.
        train: Starts a training.
        status: Reads how far the last one is.
    """

    container: Container
    parameter: str
    argument: str
    train: Operation
    status: Operation


LARGE_FACE_LIST = Trained(
    container="large_face_list",
    parameter="list_id",
    argument="large_face_list_id",
    train=face_list_operation("TrainLargeFaceList", success=202),
    status=face_list_operation("GetLargeFaceListTrainingStatus", root="object", effect="read"),
)

PERSON_GROUP = Trained(
    container="person_group",
    parameter="group_id",
    argument="person_group_id",
    train=person_group_operation("TrainPersonGroup", success=202),
    status=person_group_operation("GetPersonGroupTrainingStatus", root="object", effect="read"),
)
LARGE_PERSON_GROUP = Trained(
    container="large_person_group",
    parameter="group_id",
    argument="large_person_group_id",
    train=person_group_operation("TrainLargePersonGroup", success=202),
    status=person_group_operation(
        "GetLargePersonGroupTrainingStatus", root="object", effect="read"
    ),
)

# Every operation here, for the test that holds them against the documents.
OPERATIONS: tuple[Operation, ...] = tuple(
    operation
    for trained in (LARGE_FACE_LIST, PERSON_GROUP, LARGE_PERSON_GROUP)
    for operation in (trained.train, trained.status)
)


def status(
    settings: Settings, trained: Trained, list_id: str, wait: WaitState | None = None
) -> Flow[TrainingResult]:
    """Read the training status once, with the client's retries; tells a wait what the headers say.

    Those are the training's age, and when to ask again.
    """
    list_id = _arguments.container_id(list_id, trained.parameter)
    operation = trained.status
    request = operation.request(settings, {trained.argument: list_id})

    def read(reply: Reply) -> TrainingResult:
        result = operation.read_object(settings, request, reply, TrainingResult.from_api)
        if wait is not None:
            wait.age = age_of(result, reply.headers.get("date", ""))
            wait.retry_after = retry_after_seconds(reply.headers)
        return result

    return call(settings, operation, request, read)


def train(
    settings: Settings,
    trained: Trained,
    list_id: str,
    *,
    if_running: Literal["raise", "join"],
    wait: WaitState | None = None,
) -> Flow[TrainingRun]:
    """Start a training, having noted the status before it; within the deadline of a wait."""
    if if_running not in ("raise", "join"):
        raise InvalidArgumentError(f"if_running must be 'raise' or 'join', not {if_running!r}")
    list_id = _arguments.container_id(list_id, trained.parameter)
    try:
        before = yield from status((yield from within(settings, wait)), trained, list_id)
    except NotTrainedError:
        before = None
    run = TrainingRun(
        list_id=list_id,
        container=trained.container,
        api_version=settings.api_version,
        before=before,
    )
    operation = trained.train
    request = operation.request(settings, {trained.argument: list_id})

    def read(reply: Reply) -> TrainingRun:
        operation.read_nothing(request, reply)
        return run

    def started_by_us(error: AzfaceError) -> Flow[TrainingRun]:
        # The sending whose answer was lost has started it, unless it met the same training.
        was_running = before is not None and not before.is_finished
        if was_running or not isinstance(error, TrainingNotFinishedError):
            raise error
        yield from ()
        return run

    limited = yield from within(settings, wait)
    if wait is not None:
        if wait.is_over:
            # Nobody would see its end. With a time-out of 0 it is started all the same.
            raise timed_out(wait)
        # From here on it may have been, whatever comes back.
        wait.started = wait.starting = True
    try:
        begun = yield from call(limited, operation, request, read, after_loss=started_by_us)
    except AzfaceError as error:
        joined = if_running == "join" and isinstance(error, TrainingNotFinishedError)
        if wait is not None:
            wait.started = joined or error.outcome_unknown
            wait.starting = False
        if not joined:
            raise
        begun = evolve(run, joined=True)
    if wait is not None:
        wait.starting = False
    return begun
