"""What `--json` prints: the public models under their own field names."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeAlias

import attrs

from azface import AzfaceError, TrainingFailedError, TrainingTimeoutError

Document: TypeAlias = dict[str, Any]


def document(model: attrs.AttrsInstance) -> Document:
    """A model's fields in snake case; without `raw`, and timestamps in ISO 8601."""
    return attrs.asdict(
        model,
        filter=lambda attribute, _: attribute.name != "raw",
        value_serializer=lambda _instance, _attribute, value: (
            value.isoformat() if isinstance(value, datetime) else value
        ),
    )


def error_document(error: AzfaceError) -> Document:
    """An error's kind, its message, and what the service's answer named."""
    # A failed training was told by a good answer, which has a request id as well.
    answer = getattr(error, "result", error)
    said: Document = {
        "type": type(error).__name__,
        "message": str(error),
        "code": getattr(error, "code", None),
        "status_code": getattr(error, "status_code", None),
        "request_id": getattr(answer, "request_id", None),
    }
    match error:
        case TrainingFailedError():
            said["result"] = document(error.result)
        case TrainingTimeoutError():
            last = error.last_result
            said |= {
                "started": error.started,
                "elapsed": error.elapsed,
                "polls": error.polls,
                "last_result": None if last is None else document(last),
            }
        case _:
            pass
    return said
