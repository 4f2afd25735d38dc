"""Training: how it behaves here, and its state, which is derived from the clock at each look."""

import threading
from collections import deque

import attrs
from attrs.validators import ge, instance_of, le

from azface.emulator.timestamps import ticks, timestamp

EMPTY_LIST_MESSAGE = "There is no face in the list: nothing to train."


@attrs.frozen
class TrainingBehaviour:
    """How long a training takes and how it ends.

    The defaults give about 0.2 s for a few faces and 20 minutes for a million, as the service's
    documentation and recordings have it.

    Attributes:
        base_seconds: Seconds that any training takes, 0 to 1e9.
        seconds_per_face: Seconds added for each face in the list, 0 to 1000.
        failure: If given, every training fails, with this message.
        stale_reads: How many status reads after a 202 still show the state before it.
    """

    base_seconds: float = attrs.field(default=0.2, validator=[ge(0.0), le(1e9)])
    seconds_per_face: float = attrs.field(default=0.0012, validator=[ge(0.0), le(1e3)])
    failure: str | None = None
    stale_reads: int = attrs.field(default=0, validator=[instance_of(int), ge(0)])


@attrs.frozen
class Training:
    """The latest training of a collection, and its latest success before that.

    Attributes:
        started: Tick of its start.
        finishes: Tick from which on it no longer runs.
        failure: The message it fails with; None if it succeeds.
        boundary: The last face it saw, as a sequence number.
        succeeded: Tick of the latest success before this training, if any.
        succeeded_boundary: The last face which that one saw.
    """

    started: int
    finishes: int
    failure: str | None
    boundary: int
    succeeded: int | None = None
    succeeded_boundary: int | None = None

    @property
    def ended(self) -> int:
        """Tick of its end, past or to come. Never before its start, also if it took no time."""
        return max(self.started, self.finishes)

    def running(self, now: int) -> bool:
        """Whether it still runs at this tick."""
        return now < self.finishes

    def latest_success(self, now: int) -> tuple[int, int] | None:
        """Tick and boundary of the latest success as of this tick; None before the first."""
        if not self.running(now) and self.failure is None:
            return self.ended, self.boundary
        if self.succeeded is None or self.succeeded_boundary is None:
            return None
        return self.succeeded, self.succeeded_boundary

    def result(self, now: int) -> dict[str, object]:
        """The TrainingResult that the service would show, with the members it would leave out."""
        running = self.running(now)
        failed = not running and self.failure is not None
        success = self.latest_success(now)
        result: dict[str, object] = {
            "status": "running" if running else "failed" if failed else "succeeded",
            "createdDateTime": timestamp(self.started),
            "lastActionDateTime": timestamp(self.started if running else self.ended),
        }
        if success is not None:
            result["lastSuccessfulTrainingDateTime"] = timestamp(success[0])
        if failed:
            result["message"] = self.failure
        return result


class Trainer:
    """Starts trainings as the behaviour of the moment says. Safe to change from any thread."""

    def __init__(self, behaviour: TrainingBehaviour) -> None:
        self.behaviour = behaviour
        self._failures: deque[str] = deque()
        self._lock = threading.Lock()

    def fail_next(self, message: str) -> None:
        """Lets the next training that starts, of whatever collection, fail with a message."""
        with self._lock:
            self._failures.append(message)

    def begin(self, previous: Training | None, now: int, *, faces: int, boundary: int) -> Training:
        """A new training. It starts later than the previous one, even on a clock that stands."""
        behaviour = self.behaviour
        with self._lock:
            failure = self._failures.popleft() if self._failures else behaviour.failure
        started = now if previous is None else max(now, previous.started + 1)
        success = None if previous is None else previous.latest_success(now)
        return Training(
            started=started,
            finishes=now + ticks(behaviour.base_seconds + behaviour.seconds_per_face * faces),
            failure=EMPTY_LIST_MESSAGE if failure is None and faces == 0 else failure,
            boundary=boundary,
            succeeded=None if success is None else success[0],
            succeeded_boundary=None if success is None else success[1],
        )


class StaleReads:
    """What status reads get to see while they lag behind. Lost when the emulator stops."""

    def __init__(self) -> None:
        self._left: dict[int, tuple[Training | None, int]] = {}

    def begin(self, collection: int, previous: Training | None, reads: int) -> None:
        """Lets so many reads of a collection's status show its previous training."""
        self._left[collection] = (previous, reads)

    def seen(self, collection: int, training: Training | None) -> Training | None:
        """What this read sees: the training, or the one before it; None for none."""
        previous, left = self._left.pop(collection, (None, 0))
        if left == 0:
            return training
        self._left[collection] = (previous, left - 1)
        return previous
