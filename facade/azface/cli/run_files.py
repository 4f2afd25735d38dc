"""Started trainings in a file: what `training start` writes and `training wait --run` reads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from azface import ConfigurationError, InvalidArgumentError, TrainingRun
from azface.cli.documents import Document


def run_document(run: TrainingRun) -> Document:
    """A run as `TrainingRun.to_json` writes it."""
    return cast("Document", json.loads(run.to_json()))


def write_runs(path: Path, runs: Sequence[TrainingRun]) -> None:
    """Write one run as `TrainingRun.from_json` reads it, several as an array of such.

    Raises:
        ConfigurationError: The file cannot be written; the trainings were started all the same.
    """
    documents = [run_document(run) for run in runs]
    content = documents[0] if len(documents) == 1 else documents
    try:
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(
            f"cannot write {path}: {error.strerror or error}; the trainings were started, and go on"
        ) from None


def read_runs(text: str) -> dict[str, TrainingRun]:
    """The runs by list id: of a file as written above, or of what `training start --json` printed.

    Raises:
        InvalidArgumentError: It is neither, or holds no run.
    """
    try:
        content: object = json.loads(text)
    except ValueError as error:
        raise InvalidArgumentError(f"--run is no JSON: {error}") from None
    entries = cast("list[object]", content) if isinstance(content, list) else [content]
    runs = [TrainingRun.from_json(json.dumps(_run_in(entry))) for entry in entries]
    if not runs:
        raise InvalidArgumentError("--run holds no training")
    return {run.list_id: run for run in runs}


def _run_in(entry: object) -> object:
    """The run in an entry of `--json`'s list; any other entry is the run itself."""
    if not isinstance(entry, dict):
        return entry
    fields = cast("dict[str, Any]", entry)
    if "error" in fields:
        raise InvalidArgumentError(f"the training of {fields.get('list_id')!r} did not start")
    return fields.get("result", fields)
