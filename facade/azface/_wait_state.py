"""How far a wait has come, and what is said of it: updates, and the errors it can end with."""

from __future__ import annotations

from typing import TypeVar

from attrs import define, evolve

from azface import _arguments
from azface._flow import SHORTEST_SLEEP, Cancelled, Flow, Now, Stream
from azface._settings import Settings
from azface.error_codes import one_line
from azface.errors import (
    AzfaceError,
    TrainingFailedError,
    TrainingTimeoutError,
    WaitCancelledError,
)
from azface.models import TrainingResult
from azface.training import TrainingRun, TrainingUpdate

# Seconds after the deadline in which the look at it may still begin: sleeps end a little late. Many
# waits that share a thread would otherwise each look once more after the deadline of all.
GRACE = 0.25

T = TypeVar("T")
U = TypeVar("U")


@define
class WaitState:
    """How far a wait has come; one for all its parts, since they share a deadline.

    Attributes:
        run: The training waited for, once it is known to be started.
    """

    list_id: str
    begun: float
    timeout: float | None
    run: TrainingRun | None = None
    elapsed: float = 0.0
    polls: int = 0
    result: TrainingResult | None = None
    error: AzfaceError | None = None
    unreadable: int = 0
    warned: bool = False
    started: bool = True
    starting: bool = False
    expected: float | None = None
    age: float | None = None
    retry_after: float | None = None

    @property
    def left(self) -> float:
        """Seconds until the deadline."""
        if self.timeout is None:
            return float("inf")
        left = self.timeout - self.elapsed
        return left if left >= SHORTEST_SLEEP else 0.0

    @property
    def is_over(self) -> bool:
        """Whether the deadline has passed; a time-out of 0 is none to keep, but looks once."""
        return self.left == 0 and self.timeout is not None and self.timeout >= SHORTEST_SLEEP

    @property
    def is_too_late(self) -> bool:
        """Whether even the look at the deadline itself would come too late."""
        return self.is_over and self.elapsed - (self.timeout or 0.0) > GRACE


def begin(list_id: str, timeout: float | None) -> Flow[WaitState]:
    """A wait that begins now; `timeout` in seconds."""
    timeout = _arguments.seconds(timeout, "timeout")
    return WaitState(list_id, begun=(yield from Now()), timeout=timeout)


def within(settings: Settings, wait: WaitState | None) -> Flow[Settings]:
    """The settings, with retries and requests that end where the wait does."""
    if wait is None:
        return settings
    wait.elapsed = (yield from Now()) - wait.begun
    deadline = float("inf") if wait.timeout is None else wait.begun + wait.timeout
    return evolve(settings, deadline=deadline)


def cancellable(wait: WaitState, step: Stream[U, T]) -> Stream[U, T]:
    """Do one step; a caller who cancels gets an error that says what is known."""
    try:
        return (yield from step)
    except Cancelled:
        follows = "the training itself goes on" if wait.started else "it had not been started yet"
        if wait.starting:
            follows = "nobody knows whether it was started"
        error = WaitCancelledError(
            f"the wait for the training of {wait.list_id!r} was cancelled after {wait.polls} "
            f"polls; {follows}",
            list_id=wait.list_id,
            run=wait.run,
            last_result=wait.result,
            started=wait.started,
        )
        error.outcome_unknown = wait.starting
        raise error from None


def update_of(wait: WaitState, next_poll_in: float | None, *, done: bool = False) -> TrainingUpdate:
    """What the last look brought, for those who watch."""
    return TrainingUpdate(
        wait.list_id,
        wait.result,
        wait.elapsed,
        wait.polls,
        next_poll_in,
        error=wait.error,
        done=done,
        expected=wait.expected,
        run=wait.run,
    )


def outcome_of(wait: WaitState, result: TrainingResult) -> TrainingResult:
    """The end of a training: returned when it is a success, raised when it is a failure."""
    if result.succeeded:
        return result
    reason = one_line(result.message or "the service gave no reason")
    raise TrainingFailedError(
        f"the training of {wait.list_id!r} failed: {reason} "
        f"[request id {one_line(result.request_id or 'none')}]",
        list_id=wait.list_id,
        result=result,
        run=wait.run,
    )


def timed_out(wait: WaitState) -> TrainingTimeoutError:
    """The error for a deadline that has passed."""
    if wait.error is not None:
        last = f"the last look failed: {wait.error}"
    elif wait.result is None:
        last = "no status was read"
    elif wait.result.is_finished and wait.started:
        last = f"the service still shows the {wait.result.status} training from before"
    else:
        last = f"the last status was {one_line(wait.result.status)}"
    ended, advice = "was not over", "The training goes on: wait again, for longer."
    if not wait.started:
        ended = "could not be started"
        if wait.error is None and wait.polls:
            ended += ", since an earlier one was running,"
        advice = "Train again: waiting is not enough."
    error = TrainingTimeoutError(
        f"the training of {wait.list_id!r} {ended} after {wait.elapsed:.1f} s and {wait.polls} "
        f"polls; {last}. {advice}",
        list_id=wait.list_id,
        run=wait.run,
        last_result=wait.result,
        last_error=wait.error,
        elapsed=wait.elapsed,
        polls=wait.polls,
        started=wait.started,
    )
    # Of a start whose answer was lost nobody knows whether it happened.
    error.outcome_unknown = wait.error is not None and wait.error.outcome_unknown
    return error
