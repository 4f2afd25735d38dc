"""Training and the waiting for it, as flows.

A wait looks at the status, decides whether what it sees is the end of the training waited for, and
sleeps as the schedule says: never past the deadline, never sooner than the service asked for.
"""

from __future__ import annotations

import logging
from typing import Literal, TypeAlias, TypeVar

from attrs import define, evolve, frozen

from azface import _arguments
from azface._call import call
from azface._flow import Cancelled, Chance, Emit, Flow, Now, Reply, Sleep, Stream
from azface._operation import Operation, face_list_operation
from azface._settings import Settings
from azface.errors import (
    AzfaceError,
    InvalidArgumentError,
    NotTrainedError,
    ResponseFormatError,
    TrainingFailedError,
    TrainingNotFinishedError,
    TrainingTimeoutError,
    WaitCancelledError,
)
from azface.models import OperationStatus, TrainingResult
from azface.retry import RetryPolicy, is_transient
from azface.training import (
    Container,
    PollSchedule,
    TrainingRun,
    TrainingUpdate,
    began_anew,
)

T = TypeVar("T")

IfRunning: TypeAlias = Literal["wait", "join", "raise"]

# Answers outside the contract, one after the other, that a wait puts up with.
UNREADABLE_IN_A_ROW = 3

# Seconds too few to do anything in: rounding leaves such a rest, and a clock that counts from 1970
# may be too coarse to ever pass it.
NO_TIME = 0.001

_ONCE = RetryPolicy(attempts=1)

logger = logging.getLogger("azface")


@frozen
class Trained:
    """A container that can be trained: its operations, and what the wire calls its id."""

    container: Container
    argument: str
    train: Operation
    status: Operation


LARGE_FACE_LIST = Trained(
    container="large_face_list",
    argument="large_face_list_id",
    train=face_list_operation("TrainLargeFaceList", success=202),
    status=face_list_operation("GetLargeFaceListTrainingStatus", root="object", effect="read"),
)

# Every operation here, for the test that holds them against the documents.
OPERATIONS: tuple[Operation, ...] = (LARGE_FACE_LIST.train, LARGE_FACE_LIST.status)


def status(settings: Settings, trained: Trained, list_id: str) -> Flow[TrainingResult]:
    """Read the training status once, with the client's retries."""
    list_id = _arguments.container_id(list_id)
    operation = trained.status
    request = operation.request(settings, {trained.argument: list_id})

    def read(reply: Reply) -> TrainingResult:
        return operation.read_object(settings, request, reply, TrainingResult.from_api)

    return call(settings, operation, request, read)


def train(
    settings: Settings,
    trained: Trained,
    list_id: str,
    *,
    if_running: Literal["raise", "join"],
    wait: _Wait | None = None,
) -> Flow[TrainingRun]:
    """Start a training, having noted the status before it; within the deadline of a wait."""
    if if_running not in ("raise", "join"):
        raise InvalidArgumentError(f"if_running must be 'raise' or 'join', not {if_running!r}")
    list_id = _arguments.container_id(list_id)
    try:
        before = yield from status((yield from _within(settings, wait)), trained, list_id)
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
        operation.read_nothing(settings, request, reply)
        return run

    def started_by_us(error: AzfaceError) -> Flow[TrainingRun]:
        # The sending whose answer was lost has started it, unless it met the same training.
        was_running = before is not None and not before.is_finished
        if was_running or not isinstance(error, TrainingNotFinishedError):
            raise error
        yield from ()
        return run

    within = yield from _within(settings, wait)
    try:
        return (yield from call(within, operation, request, read, after_loss=started_by_us))
    except TrainingNotFinishedError:
        if if_running == "raise":
            raise
        return evolve(run, joined=True)


def watch(
    settings: Settings,
    trained: Trained,
    training: str | TrainingRun,
    *,
    timeout: float | None,
    schedule: PollSchedule,
) -> Stream[TrainingUpdate, TrainingResult]:
    """Look until the training is over; emits what each look brought."""
    wait = yield from _begin(timeout)
    return (yield from _wait(settings, trained, training, wait, schedule))


def train_and_watch(
    settings: Settings,
    trained: Trained,
    list_id: str,
    *,
    if_running: IfRunning,
    timeout: float | None,
    schedule: PollSchedule,
) -> Stream[TrainingUpdate, TrainingResult]:
    """Start a training and look until it is over; with "wait", after the one that is running."""
    if if_running not in ("wait", "join", "raise"):
        raise InvalidArgumentError(
            f"if_running must be 'wait', 'join' or 'raise', not {if_running!r}"
        )
    list_id = _arguments.container_id(list_id)
    wait = yield from _begin(timeout)
    while True:
        start = train(
            settings,
            trained,
            list_id,
            if_running="join" if if_running == "join" else "raise",
            wait=wait,
        )
        try:
            run = yield from _cancellable(wait, list_id, start)
        except TrainingNotFinishedError:
            if if_running == "raise":
                raise
        else:
            return (yield from _wait(settings, trained, run, wait, schedule))
        polls = wait.polls
        try:
            # Faces added since that training began are not in it, so ours comes after it.
            yield from _wait(settings, trained, list_id, wait, schedule, ours=False)
        except TrainingFailedError as error:
            logger.info("%s: the training before ours failed: %s", list_id, error)
        if wait.polls == polls + 1 or wait.left == 0:
            # "Still running" and "over" within one look: one of the two answers is behind.
            yield from _rest(wait, schedule, wait.elapsed, list_id, None)
        else:
            yield from Emit(_update(wait, 0.0))


@define
class _Wait:
    """How far a wait has come; one for all its parts, since they share a deadline."""

    begun: float
    timeout: float | None
    elapsed: float = 0.0
    polls: int = 0
    result: TrainingResult | None = None
    error: AzfaceError | None = None
    unreadable: int = 0
    warned: bool = False

    @property
    def left(self) -> float:
        """Seconds until the deadline."""
        if self.timeout is None:
            return float("inf")
        left = self.timeout - self.elapsed
        return left if left >= NO_TIME else 0.0


def _begin(timeout: float | None) -> Flow[_Wait]:
    timeout = _arguments.seconds(timeout, "timeout")
    return _Wait(begun=(yield from Now()), timeout=timeout)


def _within(settings: Settings, wait: _Wait | None) -> Flow[Settings]:
    """The settings, with retries that end where the wait does."""
    if wait is None:
        return settings
    wait.elapsed = (yield from Now()) - wait.begun
    total = min(settings.retry.total, wait.left)
    return evolve(settings, retry=evolve(settings.retry, total=total))


def _wait(
    settings: Settings,
    trained: Trained,
    training: str | TrainingRun,
    wait: _Wait,
    schedule: PollSchedule,
    *,
    ours: bool = True,
) -> Stream[TrainingUpdate, TrainingResult]:
    run = training if isinstance(training, TrainingRun) else None
    if run is not None and run.container != trained.container:
        raise InvalidArgumentError(f"the run is of a {run.container}, not of a {trained.container}")
    list_id = _arguments.container_id(training if run is None else run.list_id, "training")
    once = evolve(settings, retry=_ONCE)
    wait.elapsed = begun = (yield from Now()) - wait.begun
    # With a run, or when ours was refused, a training was started whatever is shown yet.
    started = run is not None or not ours
    seen_unfinished = False
    while True:
        yield from _cancellable(wait, list_id, _look(once, trained, list_id, wait, started), run)
        result = wait.result if wait.error is None else None
        if result is not None:
            if _is_end(result, run, seen_unfinished):
                if ours:
                    yield from Emit(_update(wait, None, done=True))
                return _outcome(result, list_id, run)
            # A training seen with its own start ends with that start: until then an old end is one
            # that a late server still shows, so only an unfinished status without it is proof.
            seen_unfinished = seen_unfinished or not (
                result.is_finished or (run and run.before and began_anew(run.before, result))
            )
        yield from _rest(wait, schedule, begun, list_id, run)


def _rest(
    wait: _Wait, schedule: PollSchedule, begun: float, list_id: str, run: TrainingRun | None
) -> Stream[TrainingUpdate, None]:
    """Sleep until the next look, or raise when there is no time for one."""
    pause = schedule.next_wait(elapsed=wait.elapsed - begun, chance=(yield from Chance()))
    asked_for = getattr(wait.error, "retry_after", None) or 0.0
    if wait.left == 0:
        yield from Emit(_update(wait, None))
        raise _timed_out(wait, list_id, run)
    # Looking at the deadline itself is of use, unless the service asked for more time.
    look_again = asked_for <= wait.left
    pause = min(max(pause, asked_for), wait.left)
    yield from Emit(_update(wait, pause if look_again else None))
    yield from _cancellable(wait, list_id, iter(Sleep(pause)), run)
    if not look_again:
        wait.elapsed = (yield from Now()) - wait.begun
        raise _timed_out(wait, list_id, run)


def _look(
    settings: Settings, trained: Trained, list_id: str, wait: _Wait, started: bool
) -> Flow[None]:
    """Read the status once into `wait`; raises only what waiting cannot mend."""
    wait.polls += 1
    try:
        wait.result = yield from status(settings, trained, list_id)
    except AzfaceError as error:
        wait.elapsed = (yield from Now()) - wait.begun
        wait.unreadable = wait.unreadable + 1 if isinstance(error, ResponseFormatError) else 0
        if not _is_passing(error, started, wait.unreadable):
            raise
        wait.error = error
        return
    wait.elapsed = (yield from Now()) - wait.begun
    wait.error = None
    wait.unreadable = 0
    if not isinstance(wait.result.status, OperationStatus) and not wait.warned:
        wait.warned = True
        logger.warning("%s: unknown training status %r", list_id, wait.result.status)


def _is_passing(error: AzfaceError, started: bool, unreadable: int) -> bool:
    """Whether a look that failed is worth repeating."""
    if isinstance(error, NotTrainedError):
        # "Never trained" can be said right after the 202 of a first training.
        return started
    if isinstance(error, ResponseFormatError):
        return unreadable < UNREADABLE_IN_A_ROW
    return is_transient(error)


def _is_end(result: TrainingResult, run: TrainingRun | None, seen_unfinished: bool) -> bool:
    if run is None:
        return result.is_finished
    return run.ends_with(result, seen_unfinished=seen_unfinished)


def _outcome(result: TrainingResult, list_id: str, run: TrainingRun | None) -> TrainingResult:
    if result.succeeded:
        return result
    reason = " ".join((result.message or "the service gave no reason").split())
    raise TrainingFailedError(
        f"the training of {list_id!r} failed: {reason} [request id {result.request_id or 'none'}]",
        list_id=list_id,
        result=result,
        run=run,
    )


def _update(wait: _Wait, next_poll_in: float | None, *, done: bool = False) -> TrainingUpdate:
    return TrainingUpdate(
        wait.result, wait.elapsed, wait.polls, next_poll_in, error=wait.error, done=done
    )


def _timed_out(wait: _Wait, list_id: str, run: TrainingRun | None) -> TrainingTimeoutError:
    if wait.error is not None:
        last = f"the last look failed: {wait.error}"
    elif wait.result is not None and wait.result.is_finished:
        last = f"the service still shows the {wait.result.status} training from before"
    else:
        last = f"the last status was {wait.result.status if wait.result else 'not read'}"
    return TrainingTimeoutError(
        f"the training of {list_id!r} was not over after {wait.elapsed:.1f} s and {wait.polls} "
        f"polls; {last}. The training goes on: wait again, for longer.",
        list_id=list_id,
        run=run,
        last_result=wait.result,
        last_error=wait.error,
        elapsed=wait.elapsed,
        polls=wait.polls,
    )


def _cancellable(
    wait: _Wait, list_id: str, step: Flow[T], run: TrainingRun | None = None
) -> Flow[T]:
    """Do one step; a caller who cancels gets an error that says what is known."""
    try:
        return (yield from step)
    except Cancelled:
        raise WaitCancelledError(
            f"the wait for the training of {list_id!r} was cancelled after {wait.polls} polls; "
            "the training itself goes on",
            list_id=list_id,
            run=run,
            last_result=wait.result,
        ) from None
