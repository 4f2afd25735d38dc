"""A seed as it is written: a mapping, or a YAML or JSON file; each of its parts knows its place."""

from __future__ import annotations

import json
import os
import reprlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

import attrs

from azface.emulator.errors import ServiceError

if TYPE_CHECKING:
    from yaml import Node

Checked = TypeVar("Checked")

_MAXIMUM_SHOWN = 50
# In YAML a few lines can stand for more than any memory holds.
_MAXIMUM_VALUES = 1_000_000
_REPR = reprlib.Repr()
_REPR.maxlevel = 2
_REPR.maxstring = _REPR.maxother = _MAXIMUM_SHOWN


@attrs.frozen
class Part:
    """A part of a seed. What is null counts as absent, or as empty where a name stands before it.

    Attributes:
        value: What was written.
        place: Where, such as "large_face_lists.staff.faces[2]"; empty for the whole.
        source: The file; empty if it is none.
        folder: What the paths of pictures are relative to.
        pictures: The pictures read so far, so that each file is read once.
    """

    value: object
    place: str = ""
    source: str = ""
    folder: Path = attrs.field(factory=Path)
    pictures: dict[Path, bytes] = attrs.field(factory=dict[Path, bytes], repr=False)

    @property
    def described(self) -> str:
        """The place, and the file if there is one: what its errors begin with."""
        return ": ".join(filter(None, (self.source, self.place))) or "seed"

    def error(self, message: str) -> ValueError:
        """A mistake in this part."""
        return ValueError(f"{self.described}: {message}")

    def members(self, *known: str) -> dict[str, Part]:
        """The parts of a mapping that has no other keys than those, but for what is null.

        Raises:
            ValueError: If it is no mapping, or has others.
        """
        entries = self.entries()
        unknown = [name for name in entries if name not in known]
        if unknown:
            raise self.error(f"unknown: {', '.join(unknown)}; known are {', '.join(known)}")
        return {name: part for name, part in entries.items() if part.value is not None}

    def entries(self) -> dict[str, Part]:
        """The parts of a mapping whose keys are names of the caller's.

        Raises:
            ValueError: If it is no mapping, or a key is no text.
        """
        return {
            name: attrs.evolve(self, value=value, place=f"{self.place}.{name}".lstrip("."))
            for name, value in self.mapping().items()
        }

    def mapping(self) -> Mapping[str, object]:
        """The mapping itself.

        Raises:
            ValueError: If it is none, or a key is no text that UTF-8 can hold.
        """
        given: object = {} if self.value is None else self.value
        if not isinstance(given, Mapping):
            raise self.error(f"names with their values are needed, not {shown(given)}")
        for name in cast("Mapping[object, object]", given):
            if not isinstance(name, str):
                raise self.error(f"{shown(name)} must be a text: put it in quotes")
            if not name or not _is_utf8(name):
                raise self.error(f"{shown(name)} is no name")
        return cast("Mapping[str, object]", given)

    def each(self, of: str) -> list[Part]:
        """The parts of a list.

        Args:
            of: What it is a list of, for the message.

        Raises:
            ValueError: If it is no list.
        """
        given: object = () if self.value is None else self.value
        if not isinstance(given, list | tuple):
            raise self.error(f"a list of {of} is needed, not {shown(given)}")
        return [
            attrs.evolve(self, value=value, place=f"{self.place}[{number}]")
            for number, value in enumerate(cast("list[object]", given))
        ]

    def checked(self, check: Callable[[], Checked]) -> Checked:
        """What a check gives; what it refuses becomes a mistake of this part."""
        try:
            return check()
        except ServiceError as error:
            raise self.error(error.message) from None
        except (ValueError, OverflowError) as error:
            raise self.error(str(error)) from None

    def text(self) -> str:
        """A text that is not empty and that UTF-8 can hold.

        Raises:
            ValueError: If it is none.
        """
        if not isinstance(self.value, str) or not self.value or not _is_utf8(self.value):
            raise self.error(f"a text is needed, not {shown(self.value)}")
        return self.value

    def integer(self, minimum: int, maximum: int) -> int:
        """A whole number in a range.

        Raises:
            ValueError: If it is none.
        """
        value = self.value
        if not isinstance(value, int) or isinstance(value, bool) or not minimum <= value <= maximum:
            raise self.error(f"{minimum} to {maximum} is needed, not {shown(value)}")
        return value

    def boolean(self) -> bool:
        """True or false.

        Raises:
            ValueError: If it is neither.
        """
        if not isinstance(self.value, bool):
            raise self.error(f"true or false is needed, not {shown(self.value)}")
        return self.value

    def picture(self) -> bytes:
        """A picture, given as bytes or by the path of its file.

        Raises:
            ValueError: If it is neither, or the file cannot be read.
        """
        given = self.value
        if isinstance(given, bytes):
            return given
        if not isinstance(given, str | os.PathLike):
            raise self.error(f"the path of a picture is needed, not {shown(given)}")
        path = self.folder / cast("str | os.PathLike[str]", given)
        try:
            if path not in self.pictures:
                self.pictures[path] = path.read_bytes()
        except (OSError, ValueError) as error:
            raise self.error(f"cannot read {path}: {_reason(error)}") from None
        return self.pictures[path]


def shown(value: object) -> str:
    """The beginning of a value, for a message; of bytes, only that they are some."""
    return "bytes" if isinstance(value, bytes) else _REPR.repr(value)[:_MAXIMUM_SHOWN]


def document(path: Path) -> Part:
    """The content of a seed file.

    Args:
        path: A .json, .yaml or .yml file.

    Raises:
        ValueError: If it is of another kind, cannot be read, or is not well-formed.
    """
    kind = path.suffix.lower()
    if kind not in (".json", ".yaml", ".yml"):
        raise ValueError(f"{path}: a seed is a .yaml, .yml or .json file")
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, ValueError) as error:
        raise ValueError(f"cannot read {path}: {_reason(error)}") from None
    value = _json(path, text) if kind == ".json" else _yaml(path, text)
    return Part(value, source=str(path), folder=path.parent)


def _json(path: Path, text: str) -> object:
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{path} is no JSON: {error}") from None
    return value


def _yaml(path: Path, text: str) -> object:
    # It takes longer to import than a start without it may take.
    import yaml

    try:
        node = yaml.compose(text, yaml.SafeLoader)
        few = node is None or _count(node, {}) <= _MAXIMUM_VALUES
        value: object = yaml.safe_load(text) if few else None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        # YAML's complaints have several lines, with the place on the last.
        raise ValueError(f"{path} is no YAML: {' '.join(str(error).split())}") from None
    if not few:
        raise ValueError(f"{path}: with its aliases it has more than {_MAXIMUM_VALUES:,} values")
    return value


def _count(node: Node, known: dict[Node, int]) -> int:
    """How many values a node stands for, each as often as aliases repeat it."""
    if node not in known:
        # One that holds itself is not counted in itself.
        known[node] = 0
        # A text, a list of nodes, or one of pairs of them.
        value = cast("str | list[Node | tuple[Node, Node]]", node.value)
        for each in () if isinstance(value, str) else value:
            within = each if isinstance(each, tuple) else (each,)
            known[node] += sum(_count(every, known) for every in within)
        known[node] += 1
    return known[node]


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
