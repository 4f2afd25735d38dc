"""The emulator's state, in SQLite: in memory, or in a file that outlives the process.

One connection, used by the server's loop thread alone. A write is committed before it is answered.
"""

import os

import attrs

from azface.emulator.data_file import opened, transaction
from azface.emulator.matching import FaceKey
from azface.emulator.training import Training


@attrs.frozen
class Collection:
    """A face list or large face list.

    Attributes:
        key: Its number in the store, never used twice.
        id: Its id, as the caller chose it.
        name: Its name.
        user_data: Its user data, if ever set.
        recognition_model: The model its faces belong to.
        face_count: How many faces it holds.
    """

    key: int
    id: str
    name: str
    user_data: str | None
    recognition_model: str
    face_count: int


@attrs.frozen
class StoredFace:
    """A persisted face: its id and its user data, if ever set."""

    id: str
    user_data: str | None


@attrs.frozen
class DetectedFace:
    """A face that detect has seen and that has not expired."""

    recognition_model: str
    key: FaceKey


class Storage:
    """Collections, their trainings and faces, and detected faces.

    Args:
        data: File to keep the state in, created if it is missing; None for memory.

    Raises:
        DataFileError: If the file cannot be used.
    """

    def __init__(self, data: str | os.PathLike[str] | None) -> None:
        self._connection = opened(data)

    def close(self) -> None:
        """Closes the store and gives up the file."""
        self._connection.close()

    def create_collection(
        self, kind: str, collection_id: str, name: str, user_data: str | None, model: str
    ) -> None:
        """Adds an empty collection; its id must be free."""
        self._connection.execute(
            "INSERT INTO collections (kind, id, name, user_data, recognition_model)"
            " VALUES (?, ?, ?, ?, ?)",
            (kind, collection_id, name, user_data, model),
        )

    def collection(self, kind: str, collection_id: str) -> Collection | None:
        """One collection, or None."""
        row = self._connection.execute(
            "SELECT key, id, name, user_data, recognition_model, face_count"
            " FROM collections WHERE kind = ? AND id = ?",
            (kind, collection_id),
        ).fetchone()
        return None if row is None else Collection(*row)

    def collections(self, kind: str, start: str, top: int) -> list[Collection]:
        """Collections by id, beginning after `start`."""
        rows = self._connection.execute(
            "SELECT key, id, name, user_data, recognition_model, face_count"
            " FROM collections WHERE kind = ? AND id > ? ORDER BY id LIMIT ?",
            (kind, start, top),
        )
        return [Collection(*row) for row in rows]

    def count_collections(self, kind: str) -> int:
        """How many collections of a kind there are."""
        (count,) = self._connection.execute(
            "SELECT COUNT(*) FROM collections WHERE kind = ?", (kind,)
        ).fetchone()
        return int(count)

    def update_collection(self, key: int, name: str | None, user_data: str | None) -> None:
        """Changes what is given."""
        self._connection.execute(
            "UPDATE collections SET name = COALESCE(?, name), user_data = COALESCE(?, user_data)"
            " WHERE key = ?",
            (name, user_data, key),
        )

    def delete_collection(self, key: int) -> None:
        """Removes a collection with its training and faces."""
        self._connection.execute("DELETE FROM collections WHERE key = ?", (key,))

    def training(self, collection: int) -> Training | None:
        """The collection's latest training, or None before the first."""
        row = self._connection.execute(
            "SELECT started, finishes, failure, boundary, succeeded, succeeded_boundary"
            " FROM trainings WHERE collection = ?",
            (collection,),
        ).fetchone()
        return None if row is None else Training(*row)

    def set_training(self, collection: int, training: Training) -> None:
        """Replaces the collection's training."""
        self._connection.execute(
            "INSERT OR REPLACE INTO trainings (collection, started, finishes, failure, boundary,"
            " succeeded, succeeded_boundary) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (collection, *attrs.astuple(training)),
        )

    def add_face(self, collection: int, face_id: str, user_data: str | None, key: FaceKey) -> None:
        """Adds a face to a collection."""
        with transaction(self._connection):
            self._connection.execute(
                "INSERT INTO faces (collection, id, user_data, digest, fingerprint, identity)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (collection, face_id, user_data, key.digest, key.fingerprint, key.identity),
            )
            self._connection.execute(
                "UPDATE collections SET face_count = face_count + 1 WHERE key = ?", (collection,)
            )

    def face(self, collection: int, face_id: str) -> StoredFace | None:
        """One face of a collection, or None."""
        row = self._connection.execute(
            "SELECT id, user_data FROM faces WHERE collection = ? AND id = ?", (collection, face_id)
        ).fetchone()
        return None if row is None else StoredFace(*row)

    def faces(self, collection: int, start: str, top: int) -> list[StoredFace]:
        """Faces by id, beginning after `start`."""
        rows = self._connection.execute(
            "SELECT id, user_data FROM faces WHERE collection = ? AND id > ? ORDER BY id LIMIT ?",
            (collection, start, top),
        )
        return [StoredFace(*row) for row in rows]

    def update_face(self, collection: int, face_id: str, user_data: str) -> None:
        """Changes a face's user data."""
        self._connection.execute(
            "UPDATE faces SET user_data = ? WHERE collection = ? AND id = ?",
            (user_data, collection, face_id),
        )

    def delete_face(self, collection: int, face_id: str) -> bool:
        """Removes a face; False if there is none."""
        with transaction(self._connection):
            deleted = self._connection.execute(
                "DELETE FROM faces WHERE collection = ? AND id = ?", (collection, face_id)
            ).rowcount
            self._connection.execute(
                "UPDATE collections SET face_count = face_count - ? WHERE key = ?",
                (deleted, collection),
            )
        return deleted > 0

    def last_sequence(self, collection: int) -> int:
        """The sequence number of the collection's newest face; 0 if it is empty."""
        (last,) = self._connection.execute(
            "SELECT COALESCE(MAX(sequence), 0) FROM faces WHERE collection = ?", (collection,)
        ).fetchone()
        return int(last)

    def face_keys(
        self, collection: int, after: int, boundary: int, size: int
    ) -> list[tuple[int, str, FaceKey]]:
        """Faces as (sequence, id, key) in the order of adding: `after` < sequence <= `boundary`."""
        rows = self._connection.execute(
            "SELECT sequence, id, digest, fingerprint, identity FROM faces"
            " WHERE collection = ? AND sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?",
            (collection, after, boundary, size),
        )
        return [(row[0], row[1], FaceKey(*row[2:])) for row in rows]

    def add_detected_face(
        self, face_id: str, face: DetectedFace, *, expires: int, now: int
    ) -> None:
        """Remembers a detected face until it expires, and forgets those that have."""
        with transaction(self._connection):
            self._connection.execute("DELETE FROM detected_faces WHERE expires <= ?", (now,))
            self._connection.execute(
                "INSERT INTO detected_faces (id, expires, recognition_model, digest, fingerprint,"
                " identity) VALUES (?, ?, ?, ?, ?, ?)",
                (face_id, expires, face.recognition_model, *attrs.astuple(face.key)),
            )

    def detected_face(self, face_id: str, now: int) -> DetectedFace | None:
        """A detected face, or None if it is unknown or has expired."""
        row = self._connection.execute(
            "SELECT recognition_model, digest, fingerprint, identity FROM detected_faces"
            " WHERE id = ? AND expires > ?",
            (face_id, now),
        ).fetchone()
        return None if row is None else DetectedFace(row[0], FaceKey(*row[1:]))
