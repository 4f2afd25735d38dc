"""Arguments read from a path, a query or a JSON body, each checked against its documented range."""

import re
from collections.abc import Collection, Mapping

from azface.emulator.errors import bad_argument
from azface.emulator.limits import MAXIMUM_ID_LENGTH, MAXIMUM_NAME_LENGTH, MAXIMUM_PAGE
from azface.emulator.messages import Call

_ID = re.compile(rf"[a-z0-9_-]{{1,{MAXIMUM_ID_LENGTH}}}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
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


def collection_name(content: Mapping[str, object]) -> str | None:
    """The optional `name` of a collection: 1 to 128 characters."""
    value = text(content, "name", maximum=MAXIMUM_NAME_LENGTH)
    if value == "":
        raise bad_argument("name is invalid: it is empty.")
    return value


def chosen(value: object, name: str, allowed: Collection[str], default: str) -> str:
    """One of a set of values; null or absent is the default."""
    if value is None:
        return default
    if not isinstance(value, str) or value not in allowed:
        raise bad_argument(f"{name} is invalid: one of {', '.join(allowed)} is expected.")
    return value


def face_id(value: object, name: str) -> str:
    """A face id in a JSON body: a UUID, given back in lower case."""
    if not isinstance(value, str) or _UUID.fullmatch(value) is None:
        raise bad_argument(f"{name} is invalid: a face id is expected.")
    return value.lower()


def integer(value: object, name: str, minimum: int, maximum: int, default: int) -> int:
    """A JSON integer in a range; null or absent is the default."""
    if value is None:
        return default
    if not isinstance(value, int) or isinstance(value, bool) or not minimum <= value <= maximum:
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
