"""The latest training of each collection. What it shows at a moment follows from the clock."""

import sqlite3

import attrs


@attrs.frozen
class Success:
    """A training that succeeded.

    Attributes:
        id: The training's id.
        ended: Tick of its end.
        boundary: The last face that it saw, as a sequence number.
    """

    id: bytes
    ended: int
    boundary: int


@attrs.frozen
class Training:
    """The latest training of a collection, and the latest success before it.

    Attributes:
        id: Its id.
        started: Tick of its start.
        finishes: Tick from which on it no longer runs; None if it never ends.
        failure: The message it fails with; None if it succeeds.
        boundary: The last face it sees, as a sequence number.
        success: The latest success before this training, if any.
    """

    id: bytes
    started: int
    finishes: int | None
    failure: str | None
    boundary: int
    success: Success | None = None

    def ended(self, now: int) -> int | None:
        """Tick of its end, or None while it runs. Never before its start, if it took no time."""
        if self.finishes is None or now < self.finishes:
            return None
        return max(self.started, self.finishes)

    def running(self, now: int) -> bool:
        """Whether it still runs at this tick."""
        return self.ended(now) is None

    def latest_success(self, now: int) -> Success | None:
        """The latest success as of this tick; None before the first."""
        ended = self.ended(now)
        if ended is None or self.failure is not None:
            return self.success
        return Success(self.id, ended, self.boundary)


class Trainings:
    """The table of trainings, one for each collection that was ever trained."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, collection: int) -> Training | None:
        """The collection's latest training, or None before the first."""
        row = self._connection.execute(
            "SELECT id, started, finishes, failure, boundary,"
            " success_id, success_ended, success_boundary FROM trainings WHERE collection = ?",
            (collection,),
        ).fetchone()
        if row is None:
            return None
        training_id, started, finishes, failure, boundary, *success = row
        earlier = None if success[0] is None else Success(*success)
        return Training(training_id, started, finishes, failure, boundary, earlier)

    def replace(self, collection: int, training: Training) -> None:
        """Sets the collection's latest training."""
        success = training.success
        self._connection.execute(
            "INSERT OR REPLACE INTO trainings (collection, id, started, finishes, failure,"
            " boundary, success_id, success_ended, success_boundary)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                collection,
                *(training.id, training.started, training.finishes, training.failure),
                training.boundary,
                *((None, None, None) if success is None else attrs.astuple(success)),
            ),
        )
