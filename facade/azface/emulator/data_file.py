"""The SQLite database behind the emulator's state: its schema, and how its file is opened."""

import os
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

# "aZfa": a file with another id is somebody else's database.
_APPLICATION_ID = 0x615A6661
_SCHEMA_VERSION = 1
_SCHEMA = """
CREATE TABLE collections (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    user_data TEXT,
    recognition_model TEXT NOT NULL,
    face_count INTEGER NOT NULL DEFAULT 0,
    UNIQUE (kind, id)
);
CREATE TABLE trainings (
    collection INTEGER PRIMARY KEY REFERENCES collections ON DELETE CASCADE,
    started INTEGER NOT NULL,
    finishes INTEGER NOT NULL,
    failure TEXT,
    boundary INTEGER NOT NULL,
    succeeded INTEGER,
    succeeded_boundary INTEGER
);
CREATE TABLE faces (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    collection INTEGER NOT NULL REFERENCES collections ON DELETE CASCADE,
    id TEXT NOT NULL,
    user_data TEXT,
    digest BLOB NOT NULL,
    fingerprint BLOB NOT NULL,
    identity TEXT
);
CREATE UNIQUE INDEX faces_by_id ON faces (collection, id);
CREATE INDEX faces_by_sequence ON faces (collection, sequence);
CREATE TABLE detected_faces (
    id TEXT PRIMARY KEY,
    expires INTEGER NOT NULL,
    recognition_model TEXT NOT NULL,
    digest BLOB NOT NULL,
    fingerprint BLOB NOT NULL,
    identity TEXT
) WITHOUT ROWID;
CREATE INDEX detected_faces_by_expiry ON detected_faces (expires);
"""


class DataFileError(RuntimeError):
    """The data file cannot be used: in use by another emulator, not ours, or not to be opened."""


def opened(data: str | os.PathLike[str] | None) -> sqlite3.Connection:
    """A connection to the state in a file, created if it is missing, or in memory for None.

    It commits each statement by itself, and may be used by another thread than the one that
    opened it, though by one alone.

    Raises:
        DataFileError: If the file cannot be used.
    """
    try:
        connection = sqlite3.connect(
            ":memory:" if data is None else os.fspath(data),
            timeout=0,
            isolation_level=None,
            check_same_thread=False,
        )
    except sqlite3.Error as error:
        raise DataFileError(f"Cannot open {data}: {error}") from error
    try:
        _prepare(connection)
    except DataFileError as error:
        connection.close()
        raise DataFileError(f"Cannot use {data}: {error}") from None
    except sqlite3.Error as error:
        connection.close()
        if "locked" in str(error):
            raise DataFileError(f"{data} is in use by another emulator") from error
        raise DataFileError(f"Cannot use {data}: {error}") from error
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    execute = connection.execute
    # Exclusive, so that a second emulator is refused and no shared memory file is needed.
    execute("PRAGMA locking_mode = EXCLUSIVE")
    execute("PRAGMA journal_mode = WAL")
    # In WAL mode this is safe against the death of the process, though not of the machine.
    execute("PRAGMA synchronous = NORMAL")
    execute("PRAGMA foreign_keys = ON")
    with transaction(connection):
        (application,) = execute("PRAGMA application_id").fetchone()
        (version,) = execute("PRAGMA user_version").fetchone()
        (tables,) = execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        if tables == 0:
            for statement in _SCHEMA.split(";"):
                execute(statement)
            execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
        elif application != _APPLICATION_ID:
            raise DataFileError("it is no emulator's file")
        elif version != _SCHEMA_VERSION:
            raise DataFileError("another version of the emulator wrote it")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Generator[None, None, None]:
    """Commits what its block does as one, or undoes it all if the block raises."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
