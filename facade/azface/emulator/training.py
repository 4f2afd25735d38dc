"""Training: its state, which is derived from the clock at each look, and how one begins."""

from azface.emulator.faults import Fault
from azface.emulator.ids import Ids
from azface.emulator.storage import Training
from azface.emulator.timestamps import length_in_ticks
from azface.emulator.training_duration import TrainingDuration

EMPTY_MESSAGE = "There is no face to train with."


class Trainer:
    """Starts trainings, with the length of the moment. May be changed from any thread."""

    def __init__(self, duration: TrainingDuration, ids: Ids) -> None:
        self.duration = duration
        self._ids = ids

    def begin(
        self,
        collection: int,
        previous: Training | None,
        now: int,
        *,
        faces: int,
        boundary: int,
        fault: Fault | None,
    ) -> Training:
        """A new training. It starts later than the previous one, even on a clock that stands."""
        started = now if previous is None else max(now, previous.started + 1)
        failure = EMPTY_MESSAGE if faces == 0 else None
        finishes: int | None = now + length_in_ticks(self.duration.of(faces))
        if fault is not None and fault.kind == "training_fails":
            failure = fault.message
        if fault is not None and fault.kind == "training_never_ends":
            finishes = None
        success = None if previous is None else previous.latest_success(now)
        return Training(
            id=self._ids.make("training", f"{collection} {started}"),
            started=started,
            finishes=finishes,
            failure=failure,
            boundary=boundary,
            success=success,
        )


class StaleReads:
    """What status reads get to see while they lag behind. Lost when the emulator stops."""

    def __init__(self) -> None:
        self._left: dict[int, tuple[Training | None, int]] = {}

    def begin(self, collection: int, previous: Training | None, fault: Fault | None) -> None:
        """Lets reads of a collection's status show its previous training, if the fault says so."""
        reads = fault.reads if fault is not None and fault.kind == "stale_status" else 0
        self._left[collection] = (previous, reads)

    def seen(self, collection: int, training: Training | None) -> Training | None:
        """What this read sees: the training, or the one before it; None for none."""
        previous, left = self._left.pop(collection, (None, 0))
        if left == 0:
            return training
        self._left[collection] = (previous, left - 1)
        return previous

    def reset(self) -> None:
        """Lets every read see the present."""
        self._left.clear()
