"""The liveness sessions, their attempts, and the pictures that these kept."""

import base64
import json
import sqlite3
from collections.abc import Mapping

import attrs

from azface.emulator.ids import Ids
from azface.emulator.storage.database import last_number, transaction


@attrs.frozen
class Reference:
    """What a session with verification compares the face before the camera with.

    Attributes:
        face: The face as the session's JSON shows it.
        key: What it is compared by.
        picture_hash: SHA-256 of its picture, if results are to tell it.
        threshold: The least confidence at which two faces count as the same person's.
    """

    face: Mapping[str, object]
    key: bytes
    picture_hash: str | None
    threshold: float


@attrs.frozen
class Session:
    """A liveness session.

    Attributes:
        key: Its number in the store, never used twice.
        id: Its id.
        model_version: The version of the liveness model.
        keeps_images: Whether its attempts keep the picture that the device took.
        reference: What faces are compared with; None without verification.
    """

    key: int
    id: bytes
    model_version: str
    keeps_images: bool
    reference: Reference | None


@attrs.frozen
class Attempt:
    """An attempt of a session.

    Attributes:
        number: Its number in the session, from 1.
        status: Its state as the wire writes it.
        content: What its JSON holds besides these two.
    """

    number: int
    status: str
    content: Mapping[str, object]


class Sessions:
    """The table of liveness sessions, of both sorts, with those of their attempts and pictures."""

    def __init__(self, connection: sqlite3.Connection, ids: Ids) -> None:
        self._connection = connection
        self._ids = ids
        self._last = last_number(connection, "sessions")

    def add(
        self,
        model_version: str,
        reference: Reference | None,
        *,
        keeps_images: bool,
        expires: int,
        now: int,
    ) -> Session:
        """Adds a session that is kept until it expires, and forgets those that have expired."""
        number = self._last + 1
        session_id = self._ids.make("liveness session", number)
        session = Session(number, session_id, model_version, keeps_images, reference)
        with transaction(self._connection):
            self._forget(now)
            self._connection.execute(
                "INSERT INTO sessions (key, id, expires, model_version, keeps_images,"
                " reference_face, reference_key, reference_hash, threshold)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (number, session_id, expires, model_version, keeps_images, *_columns(reference)),
            )
        self._last = number
        return session

    def find(self, session_id: bytes, now: int) -> Session | None:
        """A session, or None if it is unknown or has expired."""
        row = self._connection.execute(
            "SELECT key, model_version, keeps_images,"
            " reference_face, reference_key, reference_hash, threshold"
            " FROM sessions WHERE id = ? AND expires > ?",
            (session_id, now),
        ).fetchone()
        if row is None:
            return None
        key, model_version, keeps_images, face, *rest = row
        reference = None if face is None else Reference(json.loads(face), *rest)
        return Session(key, session_id, model_version, bool(keeps_images), reference)

    def delete(self, key: int) -> None:
        """Removes a session with its attempts and pictures."""
        with transaction(self._connection):
            self._delete(key)

    def attempts(self, key: int) -> list[Attempt]:
        """The attempts of a session, the first one first."""
        rows = self._connection.execute(
            "SELECT number, status, content FROM session_attempts WHERE session = ?"
            " ORDER BY number",
            (key,),
        )
        return [Attempt(number, status, json.loads(content)) for number, status, content in rows]

    def image_id(self, key: int, number: int) -> str:
        """The id for the picture of a session's attempt: 44 characters, as the service's have."""
        halves = [self._ids.make("session image", f"{key}.{number}.{half}") for half in (1, 2)]
        return base64.urlsafe_b64encode(b"\x01" + b"".join(halves)).decode("ascii")

    def put_attempt(self, key: int, attempt: Attempt, image: tuple[str, bytes] | None) -> None:
        """Adds an attempt, or replaces the one of its number.

        Args:
            key: The session.
            attempt: The attempt.
            image: The id and the bytes of the picture it keeps, if any.
        """
        content = json.dumps(attempt.content)
        with transaction(self._connection):
            self._connection.execute(
                "INSERT OR REPLACE INTO session_attempts (session, number, status, content)"
                " VALUES (?, ?, ?, ?)",
                (key, attempt.number, attempt.status, content),
            )
            if image is not None:
                self._connection.execute(
                    "INSERT INTO session_images (session, id, data) VALUES (?, ?, ?)", (key, *image)
                )

    def image(self, image_id: str, now: int) -> bytes | None:
        """The picture that an attempt kept, or None if it is unknown or its session has expired."""
        row = self._connection.execute(
            "SELECT data FROM session_images JOIN sessions ON sessions.key = session"
            " WHERE session_images.id = ? AND expires > ?",
            (image_id, now),
        ).fetchone()
        return None if row is None else bytes(row[0])

    def _forget(self, now: int) -> None:
        """Removes the sessions that have expired. To be called in a transaction."""
        rows = self._connection.execute("SELECT key FROM sessions WHERE expires <= ?", (now,))
        for (key,) in rows.fetchall():
            self._delete(key)

    def _delete(self, key: int) -> None:
        self._connection.execute("DELETE FROM session_attempts WHERE session = ?", (key,))
        self._connection.execute("DELETE FROM session_images WHERE session = ?", (key,))
        self._connection.execute("DELETE FROM sessions WHERE key = ?", (key,))


def _columns(reference: Reference | None) -> tuple[object, ...]:
    if reference is None:
        return None, None, None, None
    return json.dumps(reference.face), reference.key, reference.picture_hash, reference.threshold
