"""The collections: face lists, large face lists, person groups and large person groups."""

import sqlite3

import attrs


@attrs.frozen
class Collection:
    """A collection of whatever kind.

    Attributes:
        key: Its number in the store, never used twice.
        id: Its id, as the caller chose it.
        name: Its name.
        user_data: Its user data, if ever set.
        recognition_model: The model its faces belong to.
        face_count: How many faces it holds.
        person_count: How many persons it holds.
    """

    key: int
    id: str
    name: str
    user_data: str | None
    recognition_model: str
    face_count: int
    person_count: int


class Collections:
    """The table of collections. An id is unique within its kind."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def create(
        self, kind: str, collection_id: str, name: str, user_data: str | None, model: str
    ) -> int:
        """Adds an empty collection, whose id must be free; gives its key."""
        cursor = self._connection.execute(
            "INSERT INTO collections (kind, id, name, user_data, recognition_model)"
            " VALUES (?, ?, ?, ?, ?)",
            (kind, collection_id, name, user_data, model),
        )
        return int(cursor.lastrowid or 0)

    def find(self, kind: str, collection_id: str) -> Collection | None:
        """One collection, or None."""
        row = self._connection.execute(
            "SELECT key, id, name, user_data, recognition_model, face_count, person_count"
            " FROM collections WHERE kind = ? AND id = ?",
            (kind, collection_id),
        ).fetchone()
        return None if row is None else Collection(*row)

    def page(self, kind: str, start: str, top: int) -> list[Collection]:
        """Collections by id, beginning after `start`."""
        rows = self._connection.execute(
            "SELECT key, id, name, user_data, recognition_model, face_count, person_count"
            " FROM collections WHERE kind = ? AND id > ? ORDER BY id LIMIT ?",
            (kind, start, top),
        )
        return [Collection(*row) for row in rows]

    def count(self, kind: str) -> int:
        """How many collections of a kind there are."""
        (count,) = self._connection.execute(
            "SELECT COUNT(*) FROM collections WHERE kind = ?", (kind,)
        ).fetchone()
        return int(count)

    def count_persons(self, kind: str) -> int:
        """How many persons all collections of a kind hold."""
        (count,) = self._connection.execute(
            "SELECT COALESCE(SUM(person_count), 0) FROM collections WHERE kind = ?", (kind,)
        ).fetchone()
        return int(count)

    def count_faces(self, kind: str) -> int:
        """How many faces all collections of a kind hold."""
        (count,) = self._connection.execute(
            "SELECT COALESCE(SUM(face_count), 0) FROM collections WHERE kind = ?", (kind,)
        ).fetchone()
        return int(count)

    def update(self, key: int, name: str | None, user_data: str | None) -> None:
        """Changes what is given."""
        self._connection.execute(
            "UPDATE collections SET name = COALESCE(?, name), user_data = COALESCE(?, user_data)"
            " WHERE key = ?",
            (name, user_data, key),
        )

    def delete(self, key: int) -> None:
        """Removes a collection. What it held is out of reach at once, and to be swept away."""
        self._connection.execute("DELETE FROM collections WHERE key = ?", (key,))
