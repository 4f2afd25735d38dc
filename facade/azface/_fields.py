"""Reading typed fields out of a JSON object; what does not fit is a FieldError, never a guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TypeVar, cast

from dateutil import parser as date_parser

T = TypeVar("T")

Document = Mapping[str, object]

# The two spellings there are; dateutil gets nothing else, since it guesses: to `parse`, "5" is the
# 5th of this month, and 13/1 is a day of January after all.
_ISO = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?", re.ASCII
)
_US = re.compile(
    r"(0?[1-9]|1[0-2])/\d{1,2}/\d{4} \d{1,2}:\d{2}(:\d{2})?( ?[AP]M)?", re.ASCII | re.IGNORECASE
)


class FieldError(ValueError):
    """A field of an answer is missing, or of another type than the contract says."""


def text(document: Document, name: str) -> str:
    """A required string."""
    return _typed(document, name, str, required=True) or ""


def optional_text(document: Document, name: str) -> str | None:
    """A string that may be absent or null."""
    return _typed(document, name, str)


def unlisted_text(document: Document, name: str) -> str | None:
    """A string in a field that no contract lists; anything else there stays in `raw` only."""
    value = document.get(name)
    return value if isinstance(value, str) else None


def integer(document: Document, name: str) -> int:
    """A required whole number (`2.0` counts as one)."""
    value = number(document, name)
    if value != int(value):
        raise FieldError(f"{name} is no whole number")
    return int(value)


def number(document: Document, name: str) -> float:
    """A required number."""
    value = optional_number(document, name)
    if value is None:
        raise FieldError(f"{name} is missing")
    return value


def optional_number(document: Document, name: str) -> float | None:
    """A number that may be absent or null."""
    value = document.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FieldError(f"{name} is {_kind(value)}, not a number")
    if not abs(value) < float("inf"):
        raise FieldError(f"{name} is not finite")
    return value


def truth(document: Document, name: str) -> bool:
    """A required true or false."""
    value = _typed(document, name, bool, required=True)
    return bool(value)


def optional_object(document: Document, name: str, read: Callable[[Document], T]) -> T | None:
    """An object that may be absent or null, read by `read`."""
    value = document.get(name)
    if value is None:
        return None
    return read(as_object(value, name))


def required_object(document: Document, name: str, read: Callable[[Document], T]) -> T:
    """A required object, read by `read`."""
    return read(as_object(document.get(name), name))


def objects(document: Document, name: str, read: Callable[[Document], T]) -> tuple[T, ...]:
    """A list of objects, each read by `read`; absent and null are the empty list."""
    value = document.get(name)
    if value is None:
        return ()
    if not isinstance(value, list):
        raise FieldError(f"{name} is {_kind(value)}, not a list")
    items = cast("list[object]", value)
    return tuple(read(as_object(item, f"{name}[{index}]")) for index, item in enumerate(items))


def texts(document: Document, name: str) -> tuple[str, ...]:
    """A list of strings; absent and null are the empty list."""
    value = document.get(name)
    if value is None:
        return ()
    if not isinstance(value, list):
        raise FieldError(f"{name} is {_kind(value)}, not a list")
    items = cast("list[object]", value)
    return tuple(
        text({f"{name}[{index}]": item}, f"{name}[{index}]") for index, item in enumerate(items)
    )


def as_object(value: object, name: str) -> Document:
    """The value as a JSON object."""
    if not isinstance(value, dict):
        raise FieldError(f"{name} is {_kind(value)}, not an object")
    return cast("Document", value)


def timestamp(document: Document, name: str) -> datetime | None:
    """An aware UTC datetime; None when absent, null, or unreadable (its text stays in `raw`)."""
    value = _typed(document, name, str)
    return None if value is None else read_timestamp(value)


def read_timestamp(value: str) -> datetime | None:
    """A point in time in any of the service's spellings, or None.

    0 to 7 digits of a second with `Z` or an offset (recorded traffic), or the US style of the pages
    of 2017 (`1/3/2017 4:11:35 AM`); a time without a zone is UTC.
    """
    value = value.strip()
    try:
        if _ISO.fullmatch(value):
            moment = date_parser.isoparse(value)
        elif _US.fullmatch(value):
            moment = date_parser.parse(value)
        else:
            return None
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _typed(document: Document, name: str, cls: type[T], *, required: bool = False) -> T | None:
    value = document.get(name)
    if value is None:
        if required:
            raise FieldError(f"{name} is missing" if name not in document else f"{name} is null")
        return None
    if not isinstance(value, cls):
        raise FieldError(f"{name} is {_kind(value)}, not {_NAMES[cls]}")
    return value


_NAMES: dict[type, str] = {str: "text", bool: "true or false"}


def _kind(value: object) -> str:
    names: dict[type, str] = {
        dict: "an object",
        list: "a list",
        str: "text",
        bool: "true or false",
    }
    return names.get(type(value), "a number" if isinstance(value, int | float) else "null")
