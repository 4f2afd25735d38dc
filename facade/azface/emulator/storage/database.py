"""The SQLite database behind the emulator's state: its schema, and how its file is opened."""

import os
import sqlite3
import threading
from collections.abc import Generator
from contextlib import closing, contextmanager

# "aZfa": a file with another id is somebody else's database.
_APPLICATION_ID = 0x615A6661
SCHEMA_VERSION = 3
# No foreign keys: a collection is gone as soon as its row is, and its content is swept away after
# that, in portions, so that a list of a million faces does not hold up everybody else.
_SCHEMA = """
CREATE TABLE collections (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    user_data TEXT,
    recognition_model TEXT NOT NULL,
    face_count INTEGER NOT NULL DEFAULT 0,
    person_count INTEGER NOT NULL DEFAULT 0,
    UNIQUE (kind, id)
);
CREATE TABLE trainings (
    collection INTEGER PRIMARY KEY,
    id BLOB NOT NULL,
    started INTEGER NOT NULL,
    finishes INTEGER,
    failure TEXT,
    boundary INTEGER NOT NULL,
    success_id BLOB,
    success_ended INTEGER,
    success_boundary INTEGER
);
CREATE TABLE persons (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    collection INTEGER NOT NULL,
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    user_data TEXT,
    face_count INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX persons_by_id ON persons (collection, id);
CREATE TABLE faces (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    collection INTEGER NOT NULL,
    person INTEGER,
    id BLOB NOT NULL,
    user_data TEXT,
    key BLOB NOT NULL
);
CREATE UNIQUE INDEX faces_by_id ON faces (collection, id);
CREATE INDEX faces_by_sequence ON faces (collection, sequence);
CREATE INDEX faces_by_person ON faces (person) WHERE person IS NOT NULL;
CREATE TABLE detected_faces (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    expires INTEGER NOT NULL,
    recognition_model TEXT NOT NULL,
    key BLOB NOT NULL
);
CREATE INDEX detected_faces_by_expiry ON detected_faces (expires);
CREATE TABLE sessions (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    expires INTEGER NOT NULL,
    model_version TEXT NOT NULL,
    keeps_images INTEGER NOT NULL,
    reference_face TEXT,
    reference_key BLOB,
    reference_hash TEXT,
    threshold REAL
);
CREATE INDEX sessions_by_expiry ON sessions (expires);
CREATE TABLE session_attempts (
    session INTEGER NOT NULL,
    number INTEGER NOT NULL,
    status TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (session, number)
);
CREATE TABLE session_images (
    id TEXT PRIMARY KEY,
    session INTEGER NOT NULL,
    data BLOB NOT NULL
);
CREATE INDEX session_images_by_session ON session_images (session);
CREATE TABLE time (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    seconds REAL NOT NULL
);
"""
_TABLES = (
    "collections",
    "trainings",
    "persons",
    "faces",
    "detected_faces",
    "sessions",
    "session_attempts",
    "session_images",
    "time",
    "sqlite_sequence",
)


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
        connection = _connected(data)
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


def emptied(
    connection: sqlite3.Connection, data: str | os.PathLike[str] | None
) -> sqlite3.Connection:
    """A connection to the same place with nothing in it; the one given is not to be used again."""
    if data is None:
        _forget(connection)
        return opened(None)
    with transaction(connection):
        for table in _TABLES:
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
    return connection


def replaced(
    connection: sqlite3.Connection, data: str | os.PathLike[str] | None, state: sqlite3.Connection
) -> sqlite3.Connection:
    """A connection to the same place with another state in it; the one given is done with."""
    target = connection if data is not None else _connected(None)
    state.backup(target)
    if target is not connection:
        _forget(connection)
    return target


@contextmanager
def saved_state(
    saved: bytes, connection: sqlite3.Connection
) -> Generator[sqlite3.Connection, None, None]:
    """A connection to a state that was saved, to be put back by another connection.

    Raises:
        ValueError: If it is no whole state, or not one of this version.
    """
    with closing(sqlite3.connect(":memory:")) as source:
        try:
            source.deserialize(saved)
            possible = _traits(source) == _traits(connection)
            whole = possible and source.execute("PRAGMA quick_check").fetchone() == ("ok",)
        # For no bytes at all it finds no memory.
        except (sqlite3.Error, MemoryError, OverflowError):
            whole = False
        if not whole:
            raise ValueError("this is no state of an emulator, or one of another version")
        yield source


def _traits(connection: sqlite3.Connection) -> list[object]:
    """What two databases must have in common for the one to take the other's place."""
    pragmas = ("application_id", "user_version", "page_size", "encoding")
    schema = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name")
    return [*(connection.execute(f"PRAGMA {each}").fetchone() for each in pragmas), *schema]


def last_number(connection: sqlite3.Connection, table: str) -> int:
    """The last number that a table has given to a row, also if that row is gone."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return 0 if row is None else int(row[0])


def _connected(data: str | os.PathLike[str] | None) -> sqlite3.Connection:
    return sqlite3.connect(
        ":memory:" if data is None else os.fspath(data),
        timeout=0,
        isolation_level=None,
        check_same_thread=False,
    )


def _forget(connection: sqlite3.Connection) -> None:
    # To free a million faces takes a while, and nobody needs to wait for it.
    threading.Thread(target=connection.close, name="azface-emulator-forget").start()


def _prepare(connection: sqlite3.Connection) -> None:
    execute = connection.execute
    # Exclusive, so that a second emulator is refused and no shared memory file is needed.
    execute("PRAGMA locking_mode = EXCLUSIVE")
    execute("PRAGMA journal_mode = WAL")
    # In WAL mode this is safe against the death of the process, though not of the machine.
    execute("PRAGMA synchronous = NORMAL")
    with transaction(connection):
        (application,) = execute("PRAGMA application_id").fetchone()
        (version,) = execute("PRAGMA user_version").fetchone()
        (tables,) = execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        if tables == 0:
            for statement in _SCHEMA.split(";"):
                execute(statement)
            execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        elif application != _APPLICATION_ID:
            raise DataFileError("it is no emulator's file")
        elif version != SCHEMA_VERSION:
            raise DataFileError("another version of the emulator wrote it")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Generator[None, None, None]:
    """Commits what its block does as one, or undoes it all if the block raises.

    Within another, it is a part of that one.
    """
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def filling(connection: sqlite3.Connection) -> Generator[None, None, None]:
    """A transaction for very many rows: the tables' indexes are made anew at its end.

    That is faster than to keep a million random ids in order all the time, and in a file, whose
    pages are not all in memory, by far.
    """
    with transaction(connection):
        indexes = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        yield
        for _, statement in indexes:
            connection.execute(statement)
