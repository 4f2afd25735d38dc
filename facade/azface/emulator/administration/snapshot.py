"""A moment of an emulator, kept to come back to: in memory, in a file, or sent over HTTP."""

import hashlib
import json
import os
from pathlib import Path
from typing import Self

import attrs
from attrs.validators import ge, le, max_len, min_len

from azface.emulator.ids import KEY_BYTES
from azface.emulator.storage import SCHEMA_VERSION
from azface.emulator.timestamps import EARLIEST_SECONDS, LATEST_SECONDS

_NAME = b"azface emulator snapshot "
_MAXIMUM_HEAD = 1_024
_FIRST_LINE = b"%s%d" % (_NAME, SCHEMA_VERSION)


@attrs.frozen
class Snapshot:
    """What an emulator held at a moment, made by `Emulator.snapshot`.

    It has all lists, groups, persons, faces, trainings, detected faces and liveness sessions. What
    was set up around them is not in it: faults, the pictures behind URLs, the length of trainings,
    and the seed's identities.

    Attributes:
        at: The moment by the emulator's clock, in Unix seconds.
        ids: What the ids made after that moment depend on.
        state: The store's content.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from azface.emulator import Emulator, Snapshot
        >>> with Emulator(seed={"face_lists": {"staff": {"face_count": 3}}}) as emulator:
        ...     snapshot = emulator.snapshot()
        >>> with TemporaryDirectory() as folder:
        ...     snapshot.save(Path(folder) / "staff.snapshot")
        ...     snapshot = Snapshot.load(Path(folder) / "staff.snapshot")
        >>> with Emulator() as emulator, emulator.client() as face_client:
        ...     emulator.restore(snapshot)
        ...     [found.name for found in face_client.face_lists.list()]
        ['staff']
    """

    at: float = attrs.field(validator=[ge(EARLIEST_SECONDS), le(LATEST_SECONDS)])
    ids: bytes = attrs.field(repr=False, validator=[min_len(KEY_BYTES), max_len(KEY_BYTES)])
    state: bytes = attrs.field(repr=False)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes it to a file, over one that is there.

        Raises:
            OSError: If the file cannot be written.
        """
        Path(path).write_bytes(self.to_bytes())

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Reads it from a file.

        Raises:
            OSError: If the file cannot be read.
            ValueError: If it holds no snapshot, a damaged one, or one of another version of the
                emulator.
        """
        try:
            return cls.from_bytes(Path(path).read_bytes())
        except ValueError as error:
            raise ValueError(f"{os.fspath(path)}: {error}") from None

    def to_bytes(self) -> bytes:
        """What `save` writes."""
        head = {"at": self.at, "ids": self.ids.hex(), "sha256": _digest(self.state)}
        return b"\n".join((_FIRST_LINE, json.dumps(head).encode(), self.state))

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """Reads what `to_bytes` gave.

        Raises:
            ValueError: As `load`.
        """
        # Not more at once than its first lines: the rest may be hundreds of megabytes.
        first, head, *_ = [*content[:_MAXIMUM_HEAD].split(b"\n", 2), b"", b""]
        if not first.startswith(_NAME):
            raise ValueError("this is no snapshot of an emulator")
        if first != _FIRST_LINE:
            raise ValueError("this snapshot is of another version of the emulator")
        state = content[len(first) + len(head) + 2 :]
        try:
            values = json.loads(head)
            if values["sha256"] == _digest(state):
                return cls(float(values["at"]), bytes.fromhex(values["ids"]), state)
        except (ValueError, TypeError, KeyError, RecursionError):
            pass
        raise ValueError("this snapshot is damaged")


def _digest(state: bytes) -> str:
    return hashlib.sha256(state).hexdigest()
