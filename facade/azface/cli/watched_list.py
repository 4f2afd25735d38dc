"""What was seen of one list that is waited for, and how its wait ended."""

from __future__ import annotations

from enum import Enum, StrEnum, auto

from attrs import Factory, define, frozen

from azface import (
    OperationStatus,
    TrainingFailedError,
    TrainingResult,
    TrainingTimeoutError,
    TrainingUpdate,
    WaitCancelledError,
)
from azface.cli.exit_codes import exit_code
from azface.cli.output import Outcome
from azface.cli.run_files import Training


class Stage(StrEnum):
    """How far a training is, as far as it was seen, or how the wait for it ended."""

    ASKING = "asking"
    ANOTHER_RUNS = "another runs"
    NOT_STARTED = "not started"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    TIMED_OUT = "timed out"
    STOPPED = "stopped"
    ERROR = "error"


class Start(Enum):
    """Whether the training that is waited for was started."""

    MADE = auto()
    NOT_MADE = auto()
    UNKNOWN = auto()


@frozen
class Waited:
    """A training that succeeded, and what the wait for it took."""

    result: TrainingResult
    elapsed: float
    polls: int


@frozen
class Look:
    """What was known of a training from one update on, but for the last one.

    Attributes:
        after: Seconds waited.
        stage: How far it was.
        polled: Whether this was a look at its status, and not at an attempt to start it.
        failed: Whether it brought an error.
    """

    after: float
    stage: Stage
    polled: bool = True
    failed: bool = False


@define(eq=False)
class WatchedList:
    """One list: what is waited for, and what was seen of it.

    Attributes:
        training: What is waited for: a run, or an id, which stands for any training of the list.
        trains: Whether it is trained first, so that what is seen may be another's training.
        seen: The last update, and when it came; both at once, since a thread draws them.
        outcome: How the wait ended, once it has.
        ended_after: Seconds waited by then.
    """

    list_id: str
    training: Training
    trains: bool
    begun: float
    looks: list[Look] = Factory(list[Look])
    seen: tuple[TrainingUpdate, float] | None = None
    outcome: Outcome[Waited] | None = None
    ended_after: float = 0.0

    @property
    def last(self) -> TrainingUpdate | None:
        """The last update."""
        return None if self.seen is None else self.seen[0]

    @property
    def polls(self) -> int:
        """Status requests sent."""
        return 0 if self.last is None else self.last.polls

    @property
    def stage(self) -> Stage:
        """How far it is."""
        if self.outcome is not None:
            return _stage_of_end(self.outcome)
        return self.looks[-1].stage if self.looks else Stage.ASKING

    @property
    def label(self) -> str:
        """The same for people: of an error which, and of a status we do not know its own word."""
        error = None if self.outcome is None else self.outcome.error
        if self.stage is Stage.ERROR and error is not None:
            return exit_code(error).label
        status = None if self.last is None else self.last.status
        if (
            self.stage is Stage.RUNNING
            and status is not None
            and not isinstance(status, OperationStatus)
        ):
            return status
        return self.stage.value

    @property
    def is_unfinished(self) -> bool:
        """Whether its training is not over, as far as is known."""
        return self.stage not in (Stage.SUCCEEDED, Stage.FAILED, Stage.ERROR)

    def elapsed(self, now: float) -> float:
        """Seconds waited so far, or in all."""
        if self.outcome is not None:
            return self.ended_after
        if self.seen is None:
            return now - self.begun
        update, at = self.seen
        return update.elapsed + now - at

    def start(self, now: float) -> Start:
        """Whether the training waited for is known to be started."""
        if not self.trains or not isinstance(self.training, str):
            return Start.MADE
        if self.seen is None:
            return Start.UNKNOWN
        update, at = self.seen
        may_be_starting = update.next_poll_in is None or now >= at + update.next_poll_in
        if may_be_starting or (update.error is not None and update.error.outcome_unknown):
            return Start.UNKNOWN
        return Start.NOT_MADE


def _stage_of_end(outcome: Outcome[Waited]) -> Stage:
    match outcome.error:
        case None:
            return Stage.SUCCEEDED
        case TrainingFailedError():
            return Stage.FAILED
        case TrainingTimeoutError():
            return Stage.TIMED_OUT
        case WaitCancelledError():
            return Stage.STOPPED
        case _:
            return Stage.ERROR
