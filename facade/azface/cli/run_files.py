"""Trainings in a file: `training start --save` and Ctrl-C write it, `wait --resume` reads it.

A run is kept as `TrainingRun.to_json` has it, and a list that was waited for by its id alone as
`{"format": "azface.ListId/1", "listId": ...}`; several as an array. No secret is in it.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO, TypeAlias, cast

from azface import ConfigurationError, InvalidArgumentError, TrainingRun
from azface.cli.documents import Document

Training: TypeAlias = str | TrainingRun

_ID_FORMAT = "azface.ListId/1"


def run_document(run: TrainingRun) -> Document:
    """A run as `TrainingRun.to_json` writes it."""
    return cast("Document", json.loads(run.to_json()))


def write_runs(path: Path, runs: Sequence[TrainingRun]) -> None:
    """Write runs to a file that the user named, over what it held.

    Raises:
        ConfigurationError: The file cannot be written; the trainings were started all the same.
    """
    try:
        path.write_text(_content(runs), encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(
            f"cannot write {path}: {error.strerror or error}; the trainings were started, and go on"
        ) from None


def write_new_file(trainings: Sequence[Training]) -> Path:
    """Write to a new file that only its owner can read, in the directory for temporary files.

    There it overwrites nothing, can be made wherever the command is run, and goes away by itself;
    of use it is as long as a training lasts.

    Raises:
        OSError: It cannot be written.
    """
    descriptor, name = tempfile.mkstemp(prefix="azface-", suffix=".json")
    path = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(_content(trainings))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def read_trainings(file: TextIO) -> dict[str, Training]:
    """The trainings by list id: of a file as above, or of what `training start --json` printed.

    Raises:
        InvalidArgumentError: It is neither, holds no training, or one of a person group.
    """
    try:
        content: object = json.loads(file.read())
    except (ValueError, RecursionError) as error:
        raise InvalidArgumentError(f"--resume is no JSON: {error}") from None
    entries = cast("list[object]", content) if isinstance(content, list) else [content]
    if not entries:
        raise InvalidArgumentError("--resume holds no training")
    return dict(map(_training_in, entries))


def _content(trainings: Sequence[Training]) -> str:
    """One training as it is, several as an array."""
    documents = [
        run_document(each)
        if isinstance(each, TrainingRun)
        else {"format": _ID_FORMAT, "listId": each}
        for each in trainings
    ]
    content = documents[0] if len(documents) == 1 else documents
    return json.dumps(content, indent=2) + "\n"


def _training_in(entry: object) -> tuple[str, Training]:
    """The list id and the training; of an entry of `--json`'s list its result."""
    if isinstance(entry, dict):
        fields = cast("dict[str, Any]", entry)
        if "error" in fields:
            raise InvalidArgumentError(f"the training of {fields.get('list_id')!r} did not start")
        entry = fields.get("result", fields)
        if fields.get("format") == _ID_FORMAT:
            list_id = fields.get("listId")
            if not isinstance(list_id, str):
                raise InvalidArgumentError("--resume: a listId is no text")
            return list_id, list_id
    run = TrainingRun.from_json(json.dumps(entry))
    if run.container != "large_face_list":
        raise InvalidArgumentError(
            f"--resume: {run.list_id!r} is a {run.container.replace('_', ' ')}, and this command "
            f"knows large face lists only; in Python, client.{run.container}s.wait_for_training("
            "TrainingRun.from_json(text)) waits for it"
        )
    return run.list_id, run
