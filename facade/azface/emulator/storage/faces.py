"""The persisted faces of all collections, and the index that searches in them."""

import sqlite3
from collections.abc import Iterable, Iterator

import attrs

from azface.emulator.ids import Ids, ids_after
from azface.emulator.pictures.search_index import SearchIndex
from azface.emulator.storage.database import last_number, transaction

_PAGE_AFTER = "SELECT id, user_data FROM faces WHERE collection = ? AND id > ? ORDER BY id LIMIT ?"
_PAGE_FROM = _PAGE_AFTER.replace("id > ?", "id >= ?")


@attrs.frozen
class StoredFace:
    """A persisted face.

    Attributes:
        id: Its id.
        user_data: Its user data, if ever set.
    """

    id: bytes
    user_data: str | None


@attrs.frozen
class NewFace:
    """A face to be stored.

    Attributes:
        key: What it is compared by.
        user_data: Its user data, if any.
        person: The key of the person it belongs to, in a group.
    """

    key: bytes
    user_data: str | None = None
    person: int | None = None


class Faces:
    """The table of faces. Their sequence numbers tell in which order they were added."""

    def __init__(self, connection: sqlite3.Connection, ids: Ids) -> None:
        self._connection = connection
        self._ids = ids
        self._last = last_number(connection, "faces")
        self._indexes: dict[int, SearchIndex] = {}

    @property
    def latest(self) -> int:
        """The sequence number given last, in whichever collection."""
        return self._last

    def add(self, collection: int, face: NewFace) -> bytes:
        """Adds a face to a collection; gives its id."""
        (face_id,) = self.add_all(collection, [face])
        return face_id

    def add_all(self, collection: int, faces: Iterable[NewFace]) -> list[bytes]:
        """Adds faces to a collection as one; gives their ids."""
        rows: list[tuple[int, int, int | None, bytes, str | None, bytes]] = []
        people: dict[int, int] = {}
        for number, face in enumerate(faces, self._last + 1):
            face_id = self._ids.make("persisted face", number)
            rows.append((number, collection, face.person, face_id, face.user_data, face.key))
            if face.person is not None:
                people[face.person] = people.get(face.person, 0) + 1
        with transaction(self._connection):
            self._connection.executemany(
                "INSERT INTO faces (sequence, collection, person, id, user_data, key)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                rows,
            )
            self._count(collection, len(rows), people)
        self._last += len(rows)
        return [row[3] for row in rows]

    def find(self, collection: int, face_id: bytes, person: int | None = None) -> StoredFace | None:
        """One face of a collection, and of a person if one is given; or None."""
        row = self._connection.execute(
            "SELECT id, user_data FROM faces"
            " WHERE collection = ? AND id = ? AND (? IS NULL OR person = ?)",
            (collection, face_id, person, person),
        ).fetchone()
        return None if row is None else StoredFace(*row)

    def page(self, collection: int, start: str, top: int) -> list[StoredFace]:
        """Faces by id, beginning after `start`."""
        bound, inclusive = ids_after(start)
        rows = self._connection.execute(
            _PAGE_FROM if inclusive else _PAGE_AFTER, (collection, bound, top)
        )
        return [StoredFace(*row) for row in rows]

    def ids_of_person(self, person: int) -> list[bytes]:
        """The ids of a person's faces, in the order of adding."""
        rows = self._connection.execute(
            "SELECT id FROM faces WHERE person = ? ORDER BY sequence", (person,)
        )
        return [face_id for (face_id,) in rows]

    def keys_of_person(self, person: int) -> list[bytes]:
        """What a person's faces are compared by."""
        rows = self._connection.execute("SELECT key FROM faces WHERE person = ?", (person,))
        return [key for (key,) in rows]

    def update(self, collection: int, face_id: bytes, user_data: str) -> None:
        """Changes a face's user data."""
        self._connection.execute(
            "UPDATE faces SET user_data = ? WHERE collection = ? AND id = ?",
            (user_data, collection, face_id),
        )

    def delete(self, collection: int, face_id: bytes, person: int | None = None) -> bool:
        """Removes a face, of a person if one is given; False if there is none."""
        row = self._connection.execute(
            "SELECT sequence, person FROM faces"
            " WHERE collection = ? AND id = ? AND (? IS NULL OR person = ?)",
            (collection, face_id, person, person),
        ).fetchone()
        if row is None:
            return False
        sequence, owner = row
        with transaction(self._connection):
            self._connection.execute("DELETE FROM faces WHERE sequence = ?", (sequence,))
            self._count(collection, -1, {} if owner is None else {owner: -1})
        if collection in self._indexes:
            self._indexes[collection].remove([sequence])
        return True

    def delete_of_person(self, collection: int, person: int) -> None:
        """Removes the faces of a person who is being removed. To be called in a transaction."""
        rows = self._connection.execute(
            "DELETE FROM faces WHERE person = ? RETURNING sequence", (person,)
        ).fetchall()
        self._count(collection, -len(rows), {})
        if collection in self._indexes:
            self._indexes[collection].remove([sequence for (sequence,) in rows])

    def sweep(self, collection: int) -> Iterator[None]:
        """Removes the faces of a collection that is gone, a portion at each step."""
        self._indexes.pop(collection, None)
        deleted = 1
        while deleted:
            deleted = self._connection.execute(
                "DELETE FROM faces WHERE sequence IN"
                " (SELECT sequence FROM faces WHERE collection = ? LIMIT 5000)",
                (collection,),
            ).rowcount
            yield

    def last(self, collection: int) -> int:
        """The sequence number of the collection's newest face; 0 if it is empty."""
        (last,) = self._connection.execute(
            "SELECT COALESCE(MAX(sequence), 0) FROM faces WHERE collection = ?", (collection,)
        ).fetchone()
        return int(last)

    def indexing(self, collection: int) -> Iterator[None]:
        """Brings the collection's search index up to date, a portion of the faces at each step."""
        index = self._indexes.setdefault(collection, SearchIndex())
        while rows := self._connection.execute(
            "SELECT sequence, COALESCE(person, 0), key FROM faces"
            " WHERE collection = ? AND sequence > ? ORDER BY sequence LIMIT 10000",
            (collection, index.last),
        ).fetchall():
            index.add(rows)
            yield

    def index(self, collection: int) -> SearchIndex:
        """The collection's search index, with every face in it."""
        for _ in self.indexing(collection):
            pass
        return self._indexes[collection]

    def ids(self, sequences: Iterable[int]) -> list[bytes]:
        """The ids of faces given by their sequence numbers, in that order."""
        return [
            self._connection.execute(
                "SELECT id FROM faces WHERE sequence = ?", (sequence,)
            ).fetchone()[0]
            for sequence in sequences
        ]

    def _count(self, collection: int, change: int, people: dict[int, int]) -> None:
        self._connection.execute(
            "UPDATE collections SET face_count = face_count + ? WHERE key = ?", (change, collection)
        )
        self._connection.executemany(
            "UPDATE persons SET face_count = face_count + ? WHERE key = ?",
            [(count, person) for person, count in people.items()],
        )
