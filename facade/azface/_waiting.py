"""The waiting for a training, as flows.

A wait looks at the status, decides whether what it sees is the end of the training waited for, and
sleeps as the schedule says: never past the deadline, never sooner than the service asked for.
"""

from __future__ import annotations

import logging
from itertools import count
from typing import Literal, NamedTuple, NoReturn, TypeAlias

from attrs import evolve

from azface import _arguments
from azface._call import report
from azface._flow import Chance, Emit, Now, Sleep, Stream
from azface._freshness import Freshness
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
    TrainingTimeoutError,
    WaitCancelledError,
)
from azface.models import OperationStatus, TrainingResult
from azface.poll_schedule import PollSchedule
from azface.retry import RetryEvent, RetryPolicy, is_transient
from azface.training import TrainingRun, TrainingUpdate

IfRunning: TypeAlias = Literal["wait", "join", "raise"]

# Answers outside the contract, one after the other, that a wait puts up with.
UNREADABLE_IN_A_ROW = 3

# Seconds that the age of a training may be off by: the service tells the time in whole ones.
AGE_IS_OFF_BY = 2.0

# Seconds until the next look at most; clocks cannot sleep for what some would ask.
LONGEST_WAIT = 86_400.0

_ONCE = RetryPolicy(attempts=1)

logger = logging.getLogger("azface")


class _Event(NamedTuple):
    """What failed and will be done again, for those who are told of it."""

    operation: str
    attempt: int


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
    over_since: float | None = None
    for attempt in count(1):
        wait.elapsed = (yield from Now()) - wait.begun
        if wait.is_too_late:
            yield from _give_up(wait, timed_out(wait))
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
            failure = error
            wait.elapsed = (yield from Now()) - wait.begun
        else:
            return (yield from _wait(settings, trained, wait, schedule, just_started=True))
        if isinstance(failure, TrainingTimeoutError):
            yield from _give_up(wait, failure)
        wait.error = failure
        event = _Event(trained.train.operation_id, attempt)
        if not _is_worth_another_start(wait.error, if_running):
            yield from _give_up(wait, wait.error)
        if not isinstance(wait.error, TrainingNotFinishedError):
            yield from _rest(settings, wait, starting, wait.elapsed, event)
            continue
        polls = wait.polls
        try:
            # Faces added since that training began are not in it, so ours comes after it.
            yield from _wait(settings, trained, wait, schedule, ours=False)
        except TrainingFailedError as error:
            logger.info("%s: the training before ours failed: %s", list_id, error)
        was_seen = wait.polls > polls + 1
        if was_seen and over_since is None and wait.left > 0:
            yield from Emit(update_of(wait, 0.0))
        else:
            # "Still running" and "over" within one look, or once more: one of both is behind.
            since = wait.elapsed if over_since is None else over_since
            yield from _rest(settings, wait, starting, wait.elapsed - since, event)
        over_since = wait.elapsed if over_since is None else over_since
    raise AssertionError("unreachable")


def _wait(
    settings: Settings,
    trained: Trained,
    wait: WaitState,
    schedule: PollSchedule,
    *,
    ours: bool = True,
    just_started: bool = False,
) -> Stream[TrainingUpdate, TrainingResult]:
    """Look until the training in `wait`, or the one before ours, is over."""
    run = wait.run
    once = evolve(settings, retry=_ONCE, lane="poll")
    wait.elapsed = begun = (yield from Now()) - wait.begun
    if wait.is_over:
        yield from _give_up(wait, timed_out(wait))
    last = None if run is None else length_of(run.before)
    # Of the training before ours nothing is told that could be taken for ours.
    wait.expected = schedule.expects(last) if ours else None
    # With a run, or when ours was refused, a training was started whatever is shown yet.
    started = run is not None or not ours
    freshness = Freshness(run)
    ahead = 0.0
    while True:
        yield from cancellable(wait, _look(once, trained, wait, started))
        result = wait.result if wait.error is None else None
        if result is not None:
            end = freshness.end_in(result, wait.elapsed)
            if end is not None:
                wait.result = end
                if ours:
                    yield from Emit(update_of(wait, None, done=True))
                return outcome_of(wait, end)
        elapsed = wait.elapsed - begun
        if result is not None and wait.age is not None:
            ahead = wait.age - elapsed
        if schedule.expected_seconds is not None and not just_started and ahead > AGE_IS_OFF_BY:
            # It began before this wait did, in another process or by someone else; but the clocks
            # that tell so may be wrong, and an end is not overdue because of that.
            elapsed = max(elapsed, min(elapsed + ahead, schedule.expected_seconds))
        event = _Event(trained.status.operation_id, wait.polls)
        yield from _rest(settings, wait, schedule, elapsed, event, last)


def _rest(
    settings: Settings,
    wait: WaitState,
    schedule: PollSchedule,
    elapsed: float,
    event: _Event,
    last: float | None = None,
) -> Stream[TrainingUpdate, None]:
    """Sleep until the next look, or raise when there is no time for one."""
    pause = schedule.next_wait(elapsed=elapsed, chance=(yield from Chance()), last=last)
    told = wait.retry_after if wait.error is None else getattr(wait.error, "retry_after", None)
    asked_for = min(told or 0.0, LONGEST_WAIT)
    if wait.left == 0:
        yield from _give_up(wait, timed_out(wait))
    # Looking at the deadline itself is of use, unless the service asked for more time.
    look_again = asked_for <= wait.left
    pause = min(max(pause, asked_for), wait.left, LONGEST_WAIT)
    if wait.error is not None and look_again:
        report(settings, RetryEvent(event.operation, event.attempt, pause, wait.error))
    looked_at = yield from Now()
    yield from Emit(update_of(wait, pause if look_again else None))
    # Whoever is shown the update may take his time, which is not added to ours.
    spent = (yield from Now()) - looked_at
    yield from cancellable(wait, iter(Sleep(max(0.0, pause - spent))))
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
    limited = yield from within(settings, wait)
    if wait.is_too_late:
        yield from _give_up(wait, timed_out(wait))
    wait.polls += 1
    try:
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
