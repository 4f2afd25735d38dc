"""The persons of person groups and large person groups."""

import sqlite3
from collections.abc import Iterable, Iterator

import attrs

from azface.emulator.ids import Ids, ids_after
from azface.emulator.storage.database import last_number, transaction
from azface.emulator.storage.faces import Faces

_PAGE_AFTER = (
    "SELECT key, id, name, user_data, face_count FROM persons"
    " WHERE collection = ? AND id > ? ORDER BY id LIMIT ?"
)
_PAGE_FROM = _PAGE_AFTER.replace("id > ?", "id >= ?")


@attrs.frozen
class Person:
    """A person of a group.

    Attributes:
        key: Its number in the store, never used twice.
        id: Its id.
        name: Its name.
        user_data: Its user data, if ever set.
        face_count: How many faces it has.
    """

    key: int
    id: bytes
    name: str
    user_data: str | None
    face_count: int


class Persons:
    """The table of persons."""

    def __init__(self, connection: sqlite3.Connection, ids: Ids, faces: Faces) -> None:
        self._connection = connection
        self._ids = ids
        self._faces = faces
        self._last = last_number(connection, "persons")

    def add(self, collection: int, name: str, user_data: str | None) -> Person:
        """Adds a person without faces to a group."""
        (person,) = self.add_all(collection, [(name, user_data)])
        return person

    def add_all(self, collection: int, people: Iterable[tuple[str, str | None]]) -> list[Person]:
        """Adds persons, each a name and user data, to a group as one."""
        persons = [
            Person(number, self._ids.make("person", number), name, user_data, 0)
            for number, (name, user_data) in enumerate(people, self._last + 1)
        ]
        with transaction(self._connection):
            self._connection.executemany(
                "INSERT INTO persons (key, id, name, user_data, face_count, collection)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                [(*attrs.astuple(person), collection) for person in persons],
            )
            self._count(collection, len(persons))
        self._last += len(persons)
        return persons

    def find(self, collection: int, person_id: bytes) -> Person | None:
        """One person of a group, or None."""
        row = self._connection.execute(
            "SELECT key, id, name, user_data, face_count FROM persons"
            " WHERE collection = ? AND id = ?",
            (collection, person_id),
        ).fetchone()
        return None if row is None else Person(*row)

    def page(self, collection: int, start: str, top: int) -> list[Person]:
        """Persons by id, beginning after `start`."""
        bound, inclusive = ids_after(start)
        rows = self._connection.execute(
            _PAGE_FROM if inclusive else _PAGE_AFTER, (collection, bound, top)
        )
        return [Person(*row) for row in rows]

    def ids(self, keys: Iterable[int]) -> list[bytes]:
        """The ids of persons given by their keys, in that order."""
        return [
            self._connection.execute("SELECT id FROM persons WHERE key = ?", (key,)).fetchone()[0]
            for key in keys
        ]

    def update(self, key: int, name: str | None, user_data: str | None) -> None:
        """Changes what is given."""
        self._connection.execute(
            "UPDATE persons SET name = COALESCE(?, name), user_data = COALESCE(?, user_data)"
            " WHERE key = ?",
            (name, user_data, key),
        )

    def delete(self, collection: int, key: int) -> None:
        """Removes a person with its faces."""
        with transaction(self._connection):
            self._faces.delete_of_person(collection, key)
            self._connection.execute("DELETE FROM persons WHERE key = ?", (key,))
            self._count(collection, -1)

    def sweep(self, collection: int) -> Iterator[None]:
        """Removes the persons of a group that is gone, a portion at each step."""
        deleted = 1
        while deleted:
            deleted = self._connection.execute(
                "DELETE FROM persons WHERE key IN"
                " (SELECT key FROM persons WHERE collection = ? LIMIT 5000)",
                (collection,),
            ).rowcount
            yield

    def _count(self, collection: int, change: int) -> None:
        self._connection.execute(
            "UPDATE collections SET person_count = person_count + ? WHERE key = ?",
            (change, collection),
        )
