"""Trainings in a file: `training start --save` and Ctrl-C write it, `wait --resume` reads it.

A run is kept as `TrainingRun.to_json` has it, and a list that was waited for by its id alone as
`{"format": "azface.ListId/1", "listId": ...}`; several as an array. No secret is in it.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias, cast

from azface import InvalidArgumentError, TrainingRun
from azface.cli.documents import Document
from azface.cli.list_ids import LIST_ID_RULE, is_list_id

Training: TypeAlias = str | TrainingRun

_ID_FORMAT = "azface.ListId/1"
_LATER_ID_FORMAT = re.compile(r"azface\.ListId/(?:[2-9]|[1-9][0-9]{1,5})")


def run_document(run: TrainingRun) -> Document:
    """A run as `TrainingRun.to_json` writes it."""
    return cast("Document", json.loads(run.to_json()))


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
            file.write(content_of(trainings))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def read_trainings(content: bytes) -> dict[str, Training]:
    """The trainings by list id: of a file as above, or of what `training start --json` printed.

    No message quotes what a file holds that is none of these, for that may be a secret.

    Raises:
        InvalidArgumentError: It is neither, holds no training, one of a person group, or two of one
            list.
    """
    try:
        document: object = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise InvalidArgumentError(f"--resume is no JSON: {error}") from None
    entries = cast("list[object]", document) if isinstance(document, list) else [document]
    if not entries:
        raise InvalidArgumentError("--resume holds no training")
    trainings: dict[str, Training] = {}
    for list_id, training in map(_training_in, entries):
        # Runs with different texts may be equal, to a millionth of a second.
        earlier = trainings.setdefault(list_id, training)
        if content_of([earlier]) != content_of([training]):
            raise InvalidArgumentError(f"--resume holds two different trainings of {list_id!r}")
    return trainings


def content_of(trainings: Sequence[Training]) -> str:
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
            whose = fields.get("list_id")
            which = f"the training of {whose!r}" if is_list_id(whose) else "one of the trainings"
            raise InvalidArgumentError(f"--resume: {which} did not start")
        entry = fields.get("result", fields)
        found = fields.get("format")
        if found == _ID_FORMAT:
            list_id = _checked(fields.get("listId"))
            return list_id, list_id
        if isinstance(found, str) and _LATER_ID_FORMAT.fullmatch(found):
            raise InvalidArgumentError(
                f"--resume: the format of an entry is {found!r}, which a later version of azface "
                f"wrote; this one reads {_ID_FORMAT!r}"
            )
    try:
        run = TrainingRun.from_json(json.dumps(entry))
    except InvalidArgumentError as error:
        raise InvalidArgumentError(f"--resume: {error}") from None
    list_id = _checked(run.list_id)
    if run.container != "large_face_list":
        raise InvalidArgumentError(
            f"--resume: {list_id!r} is a {run.container.replace('_', ' ')}, and this command "
            f"knows large face lists only; in Python, client.{run.container}s.wait_for_training("
            "TrainingRun.from_json(text)) waits for it"
        )
    return list_id, run


def _checked(found: object) -> str:
    if not is_list_id(found):
        raise InvalidArgumentError(f"--resume: the id of a list {LIST_ID_RULE}, and one is not")
    return found
