"""Scripted answers: what the next matching requests get instead of the service's own answer."""

import json
import re
import threading
from collections.abc import Mapping

import attrs

from azface.emulator.messages import JSON_MEDIA_TYPE, Answer
from azface.emulator.operations import OPERATION_IDS

_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER_VALUE = re.compile(r"[\x20-\x7e\xa0-\xff\t]*")
# These frame the message; the server writes them itself.
_FRAMING = ("content-length", "transfer-encoding", "connection")
_WITHOUT_BODY = (204, 304)


@attrs.define
class _Script:
    answer: Answer
    left: int
    operation: str | None


class ScriptedAnswers:
    """A queue of answers to give. Safe to use from any thread."""

    def __init__(self) -> None:
        self._scripts: list[_Script] = []
        self._lock = threading.Lock()

    def add(
        self,
        status: int,
        body: bytes | str | Mapping[str, object],
        headers: Mapping[str, str] | None,
        times: int,
        operation: str | None,
    ) -> None:
        """Appends an answer.

        Raises:
            ValueError: For a status, a header, a count or an operation id that cannot be.
        """
        if not 200 <= status <= 599:
            raise ValueError(f"status must be 200 to 599, not {status!r}")
        if times < 1:
            raise ValueError(f"times must be 1 or more, not {times!r}")
        if operation is not None:
            operation = _operation_id(operation)
        given = dict(headers or {})
        for name, value in given.items():
            if _HEADER_NAME.fullmatch(name) is None or _HEADER_VALUE.fullmatch(value) is None:
                raise ValueError(f"header {name!r} cannot be sent")
            if name.lower() in _FRAMING:
                raise ValueError(f"header {name!r} is written by the server")
        if isinstance(body, Mapping):
            content = json.dumps(body, separators=(",", ":")).encode()
            if "content-type" not in map(str.lower, given):
                given["Content-Type"] = f"{JSON_MEDIA_TYPE}; charset=utf-8"
        else:
            content = body.encode() if isinstance(body, str) else bytes(body)
        if content and status in _WITHOUT_BODY:
            raise ValueError(f"an answer with status {status} has no body")
        with self._lock:
            self._scripts.append(_Script(Answer(status, content, given), times, operation))

    def take(self, operation: str | None) -> Answer | None:
        """The answer for a request of this operation, if one is due; the oldest first."""
        with self._lock:
            for script in self._scripts:
                if script.operation in (None, operation):
                    script.left -= 1
                    if script.left == 0:
                        self._scripts.remove(script)
                    return script.answer
        return None


def _operation_id(name: str) -> str:
    """The id with its group; without one, as the documents and the facade write it, will do."""
    found = [each for each in OPERATION_IDS if name in (each, each.partition("_")[2])]
    if len(found) != 1:
        raise ValueError(f"operation {name!r} is no operation id of the Face API")
    return found[0]
