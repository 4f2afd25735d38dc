"""The file of `training start --save FILE`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Self

from azface import ConfigurationError, InvalidArgumentError, TrainingRun
from azface.cli.run_files import Training, content_of, read_trainings


class SavedRuns:
    """A file that the user named, replaced as a whole, and only once there is a run to put in.

    What it held until then may be all that there is of a running training. A context manager.

    Args:
        path: The file. A device or a pipe is written to, not replaced.

    Raises:
        ConfigurationError: It cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._is_replaced = path.is_file() or not path.exists()
        # Of a link, what it points to is replaced.
        self._written = self._target = path.resolve() if self._is_replaced else path
        if not self._is_replaced:
            return
        try:
            # Only from beside it can it take its place; nobody but its owner can read it.
            descriptor, name = tempfile.mkstemp(
                prefix="azface-", suffix=".json", dir=self._target.parent
            )
        except OSError as error:
            raise ConfigurationError(
                f"cannot write {path}: {error.strerror or error}; nothing was started"
            ) from None
        os.close(descriptor)
        self._written = Path(name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._written != self._target:
            self._written.unlink(missing_ok=True)

    def write(self, runs: Sequence[TrainingRun], named: Collection[str]) -> list[str]:
        """Write runs over what the file held, except of lists that were named and not started.

        Args:
            runs: One at least.
            named: The ids of all lists that were to be trained.

        Returns:
            The lists of which the file keeps an earlier training.

        Raises:
            ConfigurationError: The file cannot be written; the trainings were started all the same.
        """
        not_started = set(named) - {each.list_id for each in runs}
        kept = {each: run for each, run in self._held().items() if each in not_started}
        try:
            self._written.write_text(content_of([*runs, *kept.values()]), encoding="utf-8")
        except OSError as error:
            raise self._problem("write", error, "go on") from None
        if self._is_replaced:
            try:
                self._written.replace(self._target)
            except OSError as error:
                where, self._written = self._written, self._target
                raise self._problem("replace", error, f"are kept in {where}") from None
        return list(kept)

    def _held(self) -> dict[str, Training]:
        if not self._target.is_file():
            return {}
        try:
            return read_trainings(self._target.read_bytes())
        except (OSError, InvalidArgumentError):
            return {}

    def _problem(self, what: str, error: OSError, rest: str) -> ConfigurationError:
        return ConfigurationError(
            f"cannot {what} {self.path}: {error.strerror or error}; the trainings were started, "
            f"and {rest}"
        )
