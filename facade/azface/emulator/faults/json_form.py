"""Faults in JSON: the kind, and the arguments of its constructor by their names."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any, cast


def constructed(
    constructors: Mapping[str, Callable[..., Any]], members: Mapping[str, object]
) -> Any:
    """What the constructor that `members` names makes of the others.

    Raises:
        ValueError: For an unknown kind, an unknown or missing member, or a value that cannot be.
    """
    given = dict(members)
    kind = given.pop("fault", None)
    constructor = constructors.get(kind) if isinstance(kind, str) else None
    if constructor is None:
        raise ValueError(f"fault {kind!r} is unknown; known are {', '.join(constructors)}")
    signature = inspect.signature(constructor)
    try:
        signature.bind(**given)
    except TypeError:
        known = ", ".join(signature.parameters) or "none"
        raise ValueError(
            f"fault {kind} has other members than {', '.join(given) or 'none'}; known are: {known}"
        ) from None
    return constructor(**given)


def members(kind: str, constructor: Callable[..., Any], value: object) -> dict[str, object]:
    """A fault's kind, and those arguments of its constructor that are not as by default.

    Raises:
        ValueError: If a body is no text.
    """
    shown: dict[str, object] = {"fault": kind}
    for name, parameter in inspect.signature(constructor).parameters.items():
        argument = getattr(value, name)
        if argument != parameter.default:
            shown[name] = _plain(argument)
    return shown


def _plain(argument: object) -> object:
    if isinstance(argument, bytes):
        try:
            return argument.decode()
        except UnicodeDecodeError:
            raise ValueError("a body that is no text has no JSON form") from None
    if isinstance(argument, Mapping):
        return dict(cast("Mapping[str, str]", argument))
    return argument
