"""Cassettes: recorded traffic that answers in place of the service.

Replay is strict: a request that the cassette does not hold is an error and is never sent, every
interaction answers once, and one that was not played is an error too. What is recorded holds no
secret and no host but `PLACEHOLDER`.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import Any

from azface.testing import _vcr
from azface.testing._scrubbing import PLACEHOLDER, CassetteError

__all__ = ["PLACEHOLDER", "Cassette", "CassetteError", "cassette_settings", "use_cassette"]


def cassette_settings() -> dict[str, Any]:
    """The settings of azface's cassettes, for a `vcr.VCR` of your own.

    Or for the `vcr_config` fixture of pytest-recording and pytest-vcr. Requests match by method,
    path, query and body, not by host: an emulator's port changes. Requests and answers are
    scrubbed, and requests to anything but the Face API refused. The record mode is left to you.

    Returns:
        Keyword arguments of `vcr.VCR`; a new dict each time.

    Example:
        >>> from azface.testing import cassette_settings
        >>> cassette_settings()["match_on"]
        ('method', 'path', 'query', 'body')
    """
    return _vcr.settings()


@contextmanager
def use_cassette(path: str | PathLike[str], *, record: bool = False) -> Generator[Cassette]:
    """Play a cassette, or record it, inside a `with` block.

    While the block runs no HTTP request of this process reaches the network when playing, and only
    requests to the Face API do when recording. Not for several threads that each want a cassette
    of their own: there is one for the process.

    Args:
        path: The cassette, a YAML file.
        record: Send requests and write the answers to `path`, replacing it, when the block ends
            without an exception. Its metadata says whether they came from an emulator (a loopback
            address) or a resource, when, and by which versions.

    Yields:
        The cassette.

    Raises:
        CassetteError: There is no such cassette, or it cannot be read; when the block ends, an
            interaction was not played, or nothing was recorded.
        ImportError: vcrpy is missing: `pip install 'azface[testing]'`.

    Example:
        >>> from azface import Anonymous, FaceClient
        >>> from azface.testing import PLACEHOLDER, VirtualClock, use_cassette
        >>> def is_trained(list_id: str) -> bool:
        ...     with (
        ...         use_cassette(f"cassettes/{list_id}.yaml"),
        ...         FaceClient(PLACEHOLDER, Anonymous(), clock=VirtualClock()) as client,
        ...     ):
        ...         return client.large_face_lists.get_training_status(list_id).succeeded
    """
    with open_cassette(path, record=record) as cassette:
        yield cassette
        cassette.finish()


@contextmanager
def open_cassette(path: str | PathLike[str], *, record: bool) -> Generator[Cassette]:
    """Like `use_cassette`, for one who calls `finish` himself when all went well."""
    file = Path(path)
    if not record and not file.is_file():
        raise CassetteError(
            f"there is no cassette {file}: record it, with use_cassette(..., record=True) or "
            "pytest --azface-record"
        )
    tape = _vcr.Tape(file, recording=record)
    with tape.in_use():
        yield Cassette(file, tape, recording=record)


class Cassette:
    """A cassette in use; `use_cassette` gives it.

    Attributes:
        path: Its file.
        recording: Whether it is being recorded, rather than played.
    """

    def __init__(self, path: Path, tape: _vcr.Tape, *, recording: bool) -> None:
        self.path, self.recording = path, recording
        self._tape = tape

    def __repr__(self) -> str:
        return f"<Cassette {self.path}>"

    @property
    def metadata(self) -> Mapping[str, str]:
        """Where it came from: recorded_from, recorded_on, azface_version and api_version."""
        return dict(self._tape.metadata)

    @property
    def unused(self) -> list[str]:
        """What was not played yet: a line for each interaction, with its number from 1."""
        if self.recording:
            return []
        return [
            f"{number}. {interaction.summary}"
            for number, interaction in enumerate(self._tape.interactions, start=1)
            if not interaction.played
        ]

    def finish(self) -> None:
        """Write what was recorded, or check that all was played; `use_cassette` does so itself.

        Raises:
            CassetteError: An interaction was not played, or nothing was recorded.
        """
        if not self.recording:
            self._check_all_played()
            return
        if not self._tape.interactions:
            raise CassetteError(f"nothing was recorded for {self.path}: no request was sent")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self._tape.dump(), encoding="utf-8", newline="\n")

    def _check_all_played(self) -> None:
        unused = self.unused
        if unused:
            lines = "\n  ".join(unused)
            raise CassetteError(
                f"{len(unused)} of {len(self._tape.interactions)} interactions of {self.path} were "
                f"not played:\n  {lines}"
            )
