"""What was seen of all lists that are waited for."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from azface import (
    AzfaceError,
    OperationStatus,
    TrainingFailedError,
    TrainingOutcome,
    TrainingRun,
    TrainingTimeoutError,
    TrainingUpdate,
    WaitCancelledError,
)
from azface.cli.exit_codes import ExitCode, exit_code
from azface.cli.output import Outcome
from azface.cli.run_files import Training
from azface.cli.watched_list import Look, Stage, Start, Waited, WatchedList

# Seconds until a wait gives up, as in the Python calls.
DEFAULT_TIMEOUT = 3600.0

# Seconds that the facade takes for none: a deadline this near has passed.
_NO_TIME = 0.001


class WaitHistory:
    """What was seen of several lists.

    Args:
        trainings: Runs and ids, each list once.
        timeout: Seconds until the waits give up.
        trains: Whether each is trained first.
        now: Seconds on a scale that never goes back.
    """

    def __init__(
        self,
        trainings: Iterable[Training],
        *,
        timeout: float = DEFAULT_TIMEOUT,
        trains: bool = False,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.now = now
        self._timeout = timeout
        begun = now()
        self._lists = {
            list_id: WatchedList(list_id, each, trains, begun)
            for each in trainings
            for list_id in [each.list_id if isinstance(each, TrainingRun) else each]
        }

    def __getitem__(self, list_id: str) -> WatchedList:
        return self._lists[list_id]

    @property
    def lists(self) -> list[WatchedList]:
        """All of them, in the order given."""
        return list(self._lists.values())

    def polled(self, update: TrainingUpdate) -> None:
        """Note what one look brought."""
        watched = self._lists[update.list_id]
        polled = update.polls > watched.polls
        if update.run is not None:
            watched.training = update.run
        outcome = self._end_of(update)
        if outcome is None:
            stage, failed = _stage_of(update, watched.trains), update.error is not None
            watched.looks.append(Look(update.elapsed, stage, polled=polled, failed=failed))
        watched.seen = (update, self.now())
        if outcome is not None:
            watched.ended_after = update.elapsed
            watched.outcome = outcome

    def ended(self, outcomes: Iterable[TrainingOutcome]) -> None:
        """Note how the waits ended, all of them."""
        for each in outcomes:
            watched = self._lists[each.list_id]
            watched.ended_after = 0.0 if watched.last is None else watched.last.elapsed
            if each.result is not None:
                waited = Waited(each.result, watched.ended_after, watched.polls)
                watched.outcome = Outcome(each.list_id, waited)
                continue
            if not isinstance(each.error, AzfaceError):
                # Nothing of ours, so its own traceback tells most.
                raise each.error or AssertionError(each)
            if isinstance(each.error, TrainingTimeoutError):
                watched.ended_after = each.error.elapsed
            watched.outcome = Outcome(each.list_id, error=each.error)

    def stopped(self) -> list[tuple[WatchedList, Start]]:
        """Note that nobody waits any longer; gives the lists whose trainings are not over."""
        now = self.now()
        left = [(each, each.start(now)) for each in self.lists if each.is_unfinished]
        for watched, start in left:
            elapsed = watched.elapsed(now)
            error = WaitCancelledError(
                f"the wait was stopped after {elapsed:.1f} s and {watched.polls} polls; "
                f"{_FOLLOWS[start]}",
                list_id=watched.list_id,
                run=watched.training if isinstance(watched.training, TrainingRun) else None,
                last_result=None if watched.last is None else watched.last.result,
                started=start is not Start.NOT_MADE,
            )
            error.outcome_unknown = start is Start.UNKNOWN
            watched.ended_after = elapsed
            watched.outcome = Outcome(watched.list_id, error=error)
        return left

    def _end_of(self, update: TrainingUpdate) -> Outcome[Waited] | None:
        """The end that an update tells of; the facade's own outcomes come when all have ended."""
        list_id, result, error = update.list_id, update.result, update.error
        if update.done and result is not None:
            if result.succeeded:
                return Outcome(list_id, Waited(result, update.elapsed, update.polls))
            reason = result.message or "the service gave no reason"
            message = f"the training of {list_id!r} failed: {reason}"
            failure = TrainingFailedError(message, list_id=list_id, result=result, run=update.run)
            return Outcome(list_id, error=failure)
        if update.next_poll_in is not None:
            return None
        left = self._timeout - update.elapsed
        if error is not None and exit_code(error) is not ExitCode.TRY_LATER:
            return Outcome(list_id, error=error)
        if left >= _NO_TIME and error is not None:
            # Asked to wait beyond the deadline, it sleeps until then.
            sleeps = (getattr(error, "retry_after", None) or 0.0) > left
            return None if sleeps else Outcome(list_id, error=error)
        timed_out = TrainingTimeoutError(
            f"the training of {list_id!r} was not over after {update.elapsed:.1f} s",
            list_id=list_id,
            run=update.run,
            elapsed=update.elapsed,
            polls=update.polls,
        )
        return Outcome(list_id, error=timed_out)


_FOLLOWS = {
    Start.MADE: "a training that was started goes on",
    Start.NOT_MADE: "it had not been started yet",
    Start.UNKNOWN: "nobody knows whether it was started",
}


def _stage_of(update: TrainingUpdate, trains: bool) -> Stage:
    if update.result is None:
        return Stage.ASKING
    # The end of an earlier training may be shown for a while after the start of ours.
    if update.result.is_finished or update.status == OperationStatus.NOT_STARTED:
        return Stage.NOT_STARTED
    return Stage.ANOTHER_RUNS if trains and update.run is None else Stage.RUNNING
