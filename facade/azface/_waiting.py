"""The waiting for a training, as flows.

A wait looks at the status, decides whether what it sees is the end of the training waited for, and
sleeps as the schedule says: never past the deadline, never sooner than the service asked for.
"""

from __future__ import annotations

import logging
from typing import Literal, NoReturn, TypeAlias

from attrs import evolve

from azface import _arguments
from azface._call import report
from azface._flow import Chance, Emit, Now, Sleep, Stream
from azface._settings import Settings
from azface._training import Trained, status, train
from azface._training_times import length_of
from azface._wait_state import (
    WaitState,
    begin,
    cancellable,
    outcome_of,
    timed_out,
    update_of,
    within,
)
from azface.errors import (
    AzfaceError,
    InvalidArgumentError,
    NotTrainedError,
    ResponseFormatError,
    TrainingFailedError,
    TrainingNotFinishedError,
    WaitCancelledError,
)
from azface.models import OperationStatus, TrainingResult
from azface.poll_schedule import PollSchedule
from azface.retry import RetryEvent, RetryPolicy, is_transient
from azface.training import TrainingRun, TrainingUpdate, began_anew

IfRunning: TypeAlias = Literal["wait", "join", "raise"]

# Answers outside the contract, one after the other, that a wait puts up with.
UNREADABLE_IN_A_ROW = 3

# Seconds that the age of a training may be off by: the service tells the time in whole ones.
AGE_IS_OFF_BY = 2.0

# Seconds of a Retry-After that a wait obeys; clocks cannot sleep for what some would ask.
LONGEST_RETRY_AFTER = 86_400.0

_ONCE = RetryPolicy(attempts=1)

logger = logging.getLogger("azface")


def watch(
    settings: Settings,
    trained: Trained,
    training: str | TrainingRun,
    *,
    timeout: float | None,
    schedule: PollSchedule,
) -> Stream[TrainingUpdate, TrainingResult]:
    """Look until the training is over; emits what each look brought."""
    run = training if isinstance(training, TrainingRun) else None
    if run is not None and run.container != trained.container:
        raise InvalidArgumentError(f"the run is of a {run.container}, not of a {trained.container}")
    list_id = _arguments.container_id(
        training if run is None else run.list_id,
        "training (a TrainingRun, as TrainingRun.from_json reads it, or an id)",
    )
    wait = yield from begin(list_id, timeout)
    wait.run = run
    return (yield from _wait(settings, trained, wait, schedule))


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
    list_id = _arguments.container_id(list_id, trained.parameter)
    wait = yield from begin(list_id, timeout)
    wait.started = False
    starting = evolve(schedule, expected_seconds=None)
    while True:
        start = train(
            settings,
            trained,
            list_id,
            if_running="join" if if_running == "join" else "raise",
            wait=wait,
        )
        try:
            wait.run = yield from cancellable(wait, start)
        except WaitCancelledError:
            raise
        except AzfaceError as error:
            wait.error = error
            wait.elapsed = (yield from Now()) - wait.begun
        else:
            return (yield from _wait(settings, trained, wait, schedule))
        if not _is_worth_another_start(wait.error, if_running):
            yield from _give_up(wait, wait.error)
        if not isinstance(wait.error, TrainingNotFinishedError):
            yield from _rest(settings, trained, wait, starting, wait.elapsed)
            continue
        polls = wait.polls
        try:
            # Faces added since that training began are not in it, so ours comes after it.
            yield from _wait(settings, trained, wait, schedule, ours=False)
        except TrainingFailedError as error:
            logger.info("%s: the training before ours failed: %s", list_id, error)
        if wait.polls == polls + 1 or wait.left == 0:
            # "Still running" and "over" within one look: one of the two answers is behind.
            yield from _rest(settings, trained, wait, starting, 0.0)
        else:
            yield from Emit(update_of(wait, 0.0))


def _wait(
    settings: Settings,
    trained: Trained,
    wait: WaitState,
    schedule: PollSchedule,
    *,
    ours: bool = True,
) -> Stream[TrainingUpdate, TrainingResult]:
    run = wait.run
    once = evolve(settings, retry=_ONCE, lane="poll")
    wait.elapsed = begun = (yield from Now()) - wait.begun
    last = None if run is None else length_of(run.before)
    expected = schedule.expects(last)
    # Of the training before ours nothing is told that could be taken for ours.
    wait.expected = expected if ours else None
    # With a run, or when ours was refused, a training was started whatever is shown yet.
    started = run is not None or not ours
    seen_unfinished = False
    ahead = 0.0
    while True:
        yield from cancellable(wait, _look(once, trained, wait, started))
        result = wait.result if wait.error is None else None
        if result is not None:
            if _is_end(result, run, seen_unfinished):
                if ours:
                    yield from Emit(update_of(wait, None, done=True))
                return outcome_of(wait, result)
            # A training seen with its own start ends with that start: until then an old end is one
            # that a late server still shows, so only an unfinished status without it is proof.
            seen_unfinished = seen_unfinished or not (
                result.is_finished or (run and run.before and began_anew(run.before, result))
            )
        elapsed = wait.elapsed - begun
        if result is not None and wait.age is not None:
            ahead = wait.age - elapsed
        if expected is not None and ahead > AGE_IS_OFF_BY:
            # It began before this wait did: in another process, or by someone else.
            elapsed += ahead
        yield from _rest(settings, trained, wait, schedule, elapsed, last)


def _rest(
    settings: Settings,
    trained: Trained,
    wait: WaitState,
    schedule: PollSchedule,
    elapsed: float,
    last: float | None = None,
) -> Stream[TrainingUpdate, None]:
    """Sleep until the next look, or raise when there is no time for one."""
    pause = schedule.next_wait(elapsed=elapsed, chance=(yield from Chance()), last=last)
    asked_for = min(getattr(wait.error, "retry_after", None) or 0.0, LONGEST_RETRY_AFTER)
    if wait.left == 0:
        yield from _give_up(wait, timed_out(wait))
    # Looking at the deadline itself is of use, unless the service asked for more time.
    look_again = asked_for <= wait.left
    pause = min(max(pause, asked_for), wait.left)
    if wait.error is not None and look_again:
        report(settings, RetryEvent(trained.status.operation_id, wait.polls, pause, wait.error))
    yield from Emit(update_of(wait, pause if look_again else None))
    yield from cancellable(wait, iter(Sleep(pause)))
    if not look_again:
        wait.elapsed = (yield from Now()) - wait.begun
        raise timed_out(wait)


def _give_up(wait: WaitState, error: AzfaceError) -> Stream[TrainingUpdate, NoReturn]:
    """The last update comes before the error."""
    yield from Emit(update_of(wait, None))
    raise error


def _look(
    settings: Settings, trained: Trained, wait: WaitState, started: bool
) -> Stream[TrainingUpdate, None]:
    """Read the status once into `wait`; raises only what waiting cannot mend."""
    wait.polls += 1
    try:
        limited = yield from within(settings, wait)
        result = yield from status(limited, trained, wait.list_id, wait)
    except AzfaceError as error:
        wait.error = error
        wait.unreadable = wait.unreadable + 1 if isinstance(error, ResponseFormatError) else 0
    else:
        wait.result, wait.error, wait.unreadable = result, None, 0
        if not isinstance(result.status, OperationStatus) and not wait.warned:
            wait.warned = True
            logger.warning("%s: unknown training status %r", wait.list_id, result.status)
    wait.elapsed = (yield from Now()) - wait.begun
    if wait.error is not None and not _is_passing(wait.error, started, wait.unreadable):
        yield from _give_up(wait, wait.error)


def _is_worth_another_start(error: AzfaceError, if_running: IfRunning) -> bool:
    """Whether a start that failed is worth repeating, at once or after the running training."""
    if isinstance(error, TrainingNotFinishedError):
        return if_running == "wait"
    # With "raise", a training that a lost answer started would be taken for another's.
    return is_transient(error) and not (error.outcome_unknown and if_running == "raise")


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
