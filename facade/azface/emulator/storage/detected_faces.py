"""The faces that detect has seen, each until it expires."""

import sqlite3

import attrs

from azface.emulator.ids import Ids
from azface.emulator.storage.database import last_number, transaction


@attrs.frozen
class DetectedFace:
    """A face that detect has seen and that has not expired.

    Attributes:
        recognition_model: The model it was detected with.
        key: What it is compared by.
    """

    recognition_model: str
    key: bytes


class DetectedFaces:
    """The table of detected faces."""

    def __init__(self, connection: sqlite3.Connection, ids: Ids) -> None:
        self._connection = connection
        self._ids = ids
        self._last = last_number(connection, "detected_faces")

    def add(self, face: DetectedFace, *, expires: int, now: int) -> bytes:
        """Remembers a face until it expires, and forgets those that have; gives its id."""
        number = self._last + 1
        face_id = self._ids.make("detected face", number)
        with transaction(self._connection):
            self._connection.execute("DELETE FROM detected_faces WHERE expires <= ?", (now,))
            self._connection.execute(
                "INSERT INTO detected_faces (sequence, id, expires, recognition_model, key)"
                " VALUES (?, ?, ?, ?, ?)",
                (number, face_id, expires, face.recognition_model, face.key),
            )
        self._last = number
        return face_id

    def find(self, face_id: bytes, now: int) -> DetectedFace | None:
        """A detected face, or None if it is unknown or has expired."""
        row = self._connection.execute(
            "SELECT recognition_model, key FROM detected_faces WHERE id = ? AND expires > ?",
            (face_id, now),
        ).fetchone()
        return None if row is None else DetectedFace(*row)
