"""Arguments read from a path, a query or a JSON body, each checked against its documented range."""

import re
from collections.abc import Collection, Mapping
from typing import cast

from azface.emulator.errors import bad_argument
from azface.emulator.ids import id_bytes
from azface.emulator.limits import (
    MAXIMUM_ID_LENGTH,
    MAXIMUM_NAME_LENGTH,
    MAXIMUM_PAGE,
    MAXIMUM_USER_DATA_LENGTH,
)
from azface.emulator.messages import Call

_ID = re.compile(rf"[a-z0-9_-]{{1,{MAXIMUM_ID_LENGTH}}}")
_INTEGER = re.compile(r"-?[0-9]{1,10}")


def checked_id(value: str, name: str) -> str:
    """A collection's id: 1 to 64 lower-case letters, digits, '-' and '_'."""
    if _ID.fullmatch(value) is None:
        raise bad_argument(
            f"{name} is invalid: lower-case letters, digits, '-' and '_' only, at most "
            f"{MAXIMUM_ID_LENGTH} characters."
        )
    return value


def text(content: Mapping[str, object], name: str, *, maximum: int) -> str | None:
    """An optional text member; null counts as absent."""
    value = content.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise bad_argument(f"{name} is invalid: a string is expected.")
    return checked_text(value, name, maximum=maximum)


def checked_text(value: str, name: str, *, maximum: int) -> str:
    """A text of at most `maximum` characters that can be written as UTF-8."""
    if len(value) > maximum:
        raise bad_argument(f"{name} is too long: at most {maximum} characters.")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise bad_argument(f"{name} is invalid: it holds half of a surrogate pair.") from None
    return value


def name(content: Mapping[str, object]) -> str | None:
    """The optional `name` of a collection or person: 1 to 128 characters."""
    value = text(content, "name", maximum=MAXIMUM_NAME_LENGTH)
    if value == "":
        raise bad_argument("name is invalid: it is empty.")
    return value


def required_name(content: Mapping[str, object]) -> str:
    """The `name` that a new collection or person must have: 1 to 128 characters."""
    value = name(content)
    if value is None:
        raise bad_argument("name is missing.")
    return value


def user_data(content: Mapping[str, object]) -> str | None:
    """The optional `userData` of a collection or person: at most 16,384 characters."""
    return text(content, "userData", maximum=MAXIMUM_USER_DATA_LENGTH)


def name_and_user_data(content: Mapping[str, object]) -> tuple[str | None, str | None]:
    """What an update changes: name, user data, or both."""
    new_name, new_user_data = name(content), user_data(content)
    if new_name is None and new_user_data is None:
        raise bad_argument("name and userData are both empty.")
    return new_name, new_user_data


def chosen(value: object, name: str, allowed: Collection[str], default: str) -> str:
    """One of a set of values; null or absent is the default."""
    if value is None:
        return default
    if not isinstance(value, str) or value not in allowed:
        raise bad_argument(f"{name} is invalid: one of {', '.join(allowed)} is expected.")
    return value


def face_id(value: object, name: str) -> bytes:
    """An id of a face or person in a JSON body: a UUID."""
    found = id_bytes(value) if isinstance(value, str) else None
    if found is None:
        raise bad_argument(f"{name} is invalid: a UUID is expected.")
    return found


def face_ids(value: object, name: str, minimum: int, maximum: int) -> list[bytes]:
    """An array of so many UUIDs in a JSON body, in its order."""
    listed = cast("list[object]", value) if isinstance(value, list) else []
    if not minimum <= len(listed) <= maximum:
        raise bad_argument(f"{name} is invalid: {minimum} to {maximum} ids are expected.")
    return [face_id(each, name) for each in listed]


def referred_id(content: Mapping[str, object], name: str) -> str:
    """The id of a collection that a JSON body refers to."""
    value = content.get(name)
    if not isinstance(value, str):
        raise bad_argument(f"{name} is invalid: a string is expected.")
    return checked_id(value, name)


def integer(value: object, name: str, minimum: int, maximum: int, default: int) -> int:
    """A JSON integer in a range; null or absent is the default."""
    if value is None:
        return default
    if not isinstance(value, int) or isinstance(value, bool) or not minimum <= value <= maximum:
        raise bad_argument(f"{name} is invalid: {minimum} to {maximum} is expected.")
    return value


def number(value: object, name: str, minimum: float, maximum: float, default: float) -> float:
    """A JSON number in a range; null or absent is the default."""
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise bad_argument(f"{name} is invalid: a number is expected.")
    if not minimum <= value <= maximum:
        raise bad_argument(f"{name} is invalid: {minimum} to {maximum} is expected.")
    return value


def query_integer(call: Call, name: str, minimum: int, maximum: int, default: int) -> int:
    """An integer of the query in a range; absent is the default."""
    value = call.query.get(name)
    if value is None:
        return default
    number = int(value) if _INTEGER.fullmatch(value) else None
    return integer(number if number is not None else value, name, minimum, maximum, default)


def query_boolean(call: Call, name: str, *, default: bool = False) -> bool:
    """A boolean of the query, `true` or `false` in any case; absent is the default."""
    value = call.query.get(name)
    if value is None:
        return default
    if value.lower() not in ("true", "false"):
        raise bad_argument(f"{name} is invalid: true or false is expected.")
    return value.lower() == "true"


def page(call: Call) -> tuple[str, int]:
    """`start` (exclusive; empty for the beginning) and `top` of a listing."""
    start = checked_text(call.query.get("start", ""), "start", maximum=MAXIMUM_ID_LENGTH)
    return start, query_integer(call, "top", 1, MAXIMUM_PAGE, MAXIMUM_PAGE)


def target_face(call: Call) -> tuple[int, int, int, int] | None:
    """The query's `targetFace` as left, top, width, height; None when absent."""
    value = call.query.get("targetFace")
    if value is None:
        return None
    parts = [part.strip() for part in value.split(",")]
    if len(parts) != 4 or not all(_INTEGER.fullmatch(part) for part in parts):
        raise bad_argument("targetFace is invalid: left,top,width,height is expected.")
    left, top, width, height = map(int, parts)
    if left < 0 or top < 0 or width < 1 or height < 1:
        raise bad_argument("targetFace is invalid: it is no rectangle inside the image.")
    return left, top, width, height
