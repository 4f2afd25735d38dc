"""Checks of what a fault is made of; it may come from a file or over HTTP, so also of its types."""

import re
from collections.abc import Collection, Mapping
from typing import cast

_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER_VALUE = re.compile(r"([!-~\xa1-\xff]([ -~\xa0-\xff\t]*[!-~\xa1-\xff])?)?")
# These frame the message; the server writes them itself.
_FRAMING = ("content-length", "transfer-encoding", "connection")
_MAXIMUM_SECONDS = 1_000_000


def check_whole(name: str, value: object, minimum: int, maximum: int) -> None:
    """A whole number in a range."""
    if not isinstance(value, int) or isinstance(value, bool) or not minimum <= value <= maximum:
        raise ValueError(f"{name} must be {minimum} to {maximum}, not {value!r}")


def check_seconds(name: str, value: object) -> None:
    """A length of time; None is none."""
    if value is None:
        return
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not 0 <= cast("float", value) <= _MAXIMUM_SECONDS:
        raise ValueError(f"{name} must be seconds from 0 to {_MAXIMUM_SECONDS}, not {value!r}")


def check_choice(name: str, value: object, choices: Collection[object]) -> None:
    """One of a few values."""
    if value not in choices:
        known = ", ".join(map(str, choices))
        raise ValueError(f"{name} must be one of {known}, not {value!r}")


def check_text(name: str, value: object) -> None:
    """A text that UTF-8 can hold."""
    if not isinstance(value, str) or not _is_utf8(value):
        raise ValueError(f"{name} must be a text, not {value!r}")


def check_headers(given: object) -> None:
    """Headers that can be sent and that the server does not write itself."""
    if not isinstance(given, Mapping):
        raise ValueError(f"headers must be names with their values, not {given!r}")  # noqa: TRY004
    for name, value in cast("Mapping[object, object]", given).items():
        if (
            not isinstance(name, str)
            or not isinstance(value, str)
            or _HEADER_NAME.fullmatch(name) is None
            or _HEADER_VALUE.fullmatch(value) is None
        ):
            raise ValueError(f"header {name!r} cannot be sent")
        if name.lower() in _FRAMING:
            raise ValueError(f"header {name!r} is written by the server")


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
