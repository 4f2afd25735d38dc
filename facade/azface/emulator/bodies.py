"""Bodies of requests: their media types, and JSON that anybody may have written."""

import json
from typing import cast

JSON_MEDIA_TYPE = "application/json"
OCTET_STREAM = "application/octet-stream"


def media_type(content_type: str) -> str:
    """A Content-Type without its parameters, in lower case."""
    return content_type.partition(";")[0].strip().lower()


def parsed_object(body: bytes) -> dict[str, object] | None:
    """A JSON object's members, or None for anything else, however malformed."""
    try:
        content = json.loads(body.decode("utf-8-sig"), parse_constant=_refuse_constant)
    # RecursionError: ten thousand opening brackets are valid JSON so far.
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, object]", content) if isinstance(content, dict) else None


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")
