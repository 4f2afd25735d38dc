"""All tables together: opened, emptied, saved and put back as one."""

import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager

from azface.emulator.ids import Ids
from azface.emulator.storage.collections import Collections
from azface.emulator.storage.database import (
    emptied,
    filling,
    last_number,
    opened,
    replaced,
    saved_state,
)
from azface.emulator.storage.detected_faces import DetectedFaces
from azface.emulator.storage.faces import Faces
from azface.emulator.storage.persons import Persons
from azface.emulator.storage.sessions import Sessions
from azface.emulator.storage.trainings import Trainings

_WITHOUT_LOG = b"\x01\x01"
# How far the time may move before it is written again: a thousand times a second is cheap.
_UNWRITTEN_SECONDS = 0.001


class Storage:
    """The state of one emulator.

    Args:
        data: File to keep the state in, created if it is missing; None for memory.
        ids: What makes the ids of faces and persons.

    Raises:
        DataFileError: If the file cannot be used.

    Attributes:
        collections: Face lists, large face lists, person groups and large person groups.
        trainings: Their trainings.
        persons: The persons of groups.
        faces: The persisted faces.
        detected_faces: What detect has seen lately.
        sessions: The liveness sessions, with their attempts and pictures.
    """

    collections: Collections
    trainings: Trainings
    persons: Persons
    faces: Faces
    detected_faces: DetectedFaces
    sessions: Sessions
    _time: float | None

    def __init__(self, data: str | os.PathLike[str] | None, ids: Ids) -> None:
        self._data = data
        self._ids = ids
        self._connection = opened(data)
        self._read()
        for _ in self._leavings():
            pass

    def close(self) -> None:
        """Closes the store and gives up the file."""
        self._connection.close()

    @property
    def untouched(self) -> bool:
        """Whether there was never a list or group in it."""
        return last_number(self._connection, "collections") == 0

    @contextmanager
    def filling(self) -> Generator[None, None, None]:
        """Takes very many rows as one: all that its block adds, or nothing if it raises."""
        try:
            with filling(self._connection):
                yield
        except BaseException:
            self._read()
            raise

    def empty(self) -> None:
        """Removes everything, and starts the numbering anew."""
        self._connection = emptied(self._connection, self._data)
        self._read()

    @property
    def size(self) -> int:
        """How many bytes `save` gives."""
        (size,) = self._connection.execute(
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        ).fetchone()
        return int(size)

    def save(self) -> bytes:
        """The whole state, to be put back by `load` here or in another store."""
        saved = self._connection.serialize()
        # A copy of a file says that it has a write-ahead log, and could not be opened in memory.
        if saved[18:20] != _WITHOUT_LOG:
            saved = b"".join((saved[:18], _WITHOUT_LOG, memoryview(saved)[20:]))
        return saved

    def load(self, saved: bytes) -> None:
        """Puts back what `save` gave, in place of the present state.

        Raises:
            ValueError: If it is not what `save` gave; then the present state stays.
        """
        with saved_state(saved, self._connection) as source:
            self._connection = replaced(self._connection, self._data, source)
        self._read()
        for _ in self._leavings():
            pass

    @property
    def time(self) -> float | None:
        """The time that it was last used at, in Unix seconds; None before that."""
        return self._time

    def keep_time(self, seconds: float) -> None:
        """Keeps the time with the state, to a millisecond."""
        if self._time is None or abs(seconds - self._time) >= _UNWRITTEN_SECONDS:
            self._connection.execute(
                "INSERT OR REPLACE INTO time (only, seconds) VALUES (1, ?)", (seconds,)
            )
            self._time = seconds

    def delete_collection(self, key: int) -> Iterator[None]:
        """Removes a collection at once, and what it held in portions, one at each step."""
        self.collections.delete(key)
        return self._while_current(self._sweep(key))

    def indexing(self, key: int) -> Iterator[None]:
        """Brings a collection's search index up to date, a portion of its faces at each step."""
        return self._while_current(self.faces.indexing(key))

    def _read(self) -> None:
        row = self._connection.execute("SELECT seconds FROM time").fetchone()
        self._time = None if row is None else row[0]
        self.collections = Collections(self._connection)
        self.trainings = Trainings(self._connection)
        self.faces = Faces(self._connection, self._ids)
        self.persons = Persons(self._connection, self._ids, self.faces)
        self.detected_faces = DetectedFaces(self._connection, self._ids)
        self.sessions = Sessions(self._connection, self._ids)

    def _while_current(self, steps: Iterator[None]) -> Iterator[None]:
        """Steps that end early if all is emptied or replaced between two of them."""
        faces = self.faces
        for _ in steps:
            yield
            if self.faces is not faces:
                return

    def _sweep(self, key: int) -> Iterator[None]:
        self._connection.execute("DELETE FROM trainings WHERE collection = ?", (key,))
        yield from self.faces.sweep(key)
        yield from self.persons.sweep(key)

    def _leavings(self) -> Iterator[None]:
        """Sweeps away what a process that was killed had still to sweep."""
        gone = self._connection.execute(
            "SELECT DISTINCT collection FROM (SELECT collection FROM trainings UNION ALL"
            " SELECT DISTINCT collection FROM faces UNION ALL"
            " SELECT DISTINCT collection FROM persons)"
            " WHERE collection NOT IN (SELECT key FROM collections)"
        ).fetchall()
        for (key,) in gone:
            yield from self._sweep(key)
