"""Arguments of a call, checked before any request: what is wrong, and what would be right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from azface.errors import InvalidArgumentError

T = TypeVar("T")

# The API's own pattern is ^[a-z0-9-_]+$ with 1 to 64 characters, for every container's id.
_CONTAINER_ID = re.compile(r"[a-z0-9_-]{1,64}", re.ASCII)
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)

CONTAINER_USER_DATA = 16_384
FACE_USER_DATA = 1_024
NAME = 128
PAGE_SIZE = 1_000
INFINITY = float("inf")


def container_id(value: object, name: str = "list_id") -> str:
    """An id that the user has chosen for a list or a group."""
    if not isinstance(value, str) or not _CONTAINER_ID.fullmatch(value):
        raise InvalidArgumentError(
            f"{name} must be 1 to 64 characters of a-z, 0-9, '-' and '_' (lower case only), "
            f"not {_shown(value)}"
        )
    return _plain(value)


def face_id(value: object, name: str) -> str:
    """An id that the service has made for a face."""
    hint = " (detect gives none with return_face_id=False)" if value is None else ""
    return service_id(value, name, hint)


def service_id(value: object, name: str, hint: str = "") -> str:
    """An id that the service has made."""
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        raise InvalidArgumentError(
            f"{name} must be a UUID such as '11111111-1111-4111-8111-111111111111', "
            f"not {_shown(value)}{hint}"
        )
    return _plain(value)


def display_name(value: object) -> str:
    """The name of a list, a group or a person."""
    if not isinstance(value, str) or not 1 <= len(value) <= NAME:
        raise InvalidArgumentError(f"name must be a text of 1 to {NAME} characters")
    return encodable(value, "name")


def user_data(value: object, limit: int) -> str | None:
    """A text kept with a list, a group, a person or a face."""
    if value is None:
        return None
    if isinstance(value, str) and len(value) <= limit:
        return encodable(value, "user_data")
    raise InvalidArgumentError(
        f"user_data must be a text of at most {limit:,} characters; keep more in a store of "
        "your own, under the id"
    )


def several(values: Iterable[T], name: str, *, one: str) -> list[T]:
    """Any number of things; `one` is the method that takes a single one."""
    try:
        if not isinstance(values, str | bytes):
            return list(values)
    except TypeError:
        pass
    raise InvalidArgumentError(
        f"{name} must be a list or another iterable, not {_shown(values)}; for a single one there "
        f"is {one}"
    )


def within(value: object, name: str, low: int, high: int) -> int:
    """A whole number from `low` to `high`, both included."""
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise InvalidArgumentError(
            f"{name} must be a whole number from {low:,} to {high:,}, not {_shown(value)}"
        )
    return value


def seconds(value: object, name: str) -> float | None:
    """A length of time; None is without end."""
    if value is None:
        return None
    # Written so that nan fails too.
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < INFINITY:
        return float(value)
    raise InvalidArgumentError(f"{name} must be 0 or more seconds, or None, not {_shown(value)}")


def cursor(value: object) -> str | None:
    """Where a listing begins: the last id that is not wanted."""
    if value is None:
        return None
    if isinstance(value, str) and 1 <= len(value) <= 64:
        return encodable(value, "start")
    raise InvalidArgumentError("start must be an id of 1 to 64 characters, or None")


def non_empty(value: object, name: str) -> str:
    """A text the service chooses among, such as a model's name."""
    if not isinstance(value, str) or not value:
        raise InvalidArgumentError(f"{name} must be a text, not {_shown(value)}")
    return encodable(value, name)


def encodable(value: str, name: str) -> str:
    """A text that can travel; one with half of a surrogate pair cannot be written as UTF-8."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise InvalidArgumentError(
            f"{name} holds half of a surrogate pair at character {error.start}, as file names that "
            "are no UTF-8 do"
        ) from None
    return _plain(value)


def _plain(value: str) -> str:
    """A text itself, where a subclass such as a (str, Enum) would be written otherwise."""
    return str.__str__(value)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."
