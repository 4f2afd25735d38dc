"""The emulator's seed file: who is on which picture, and what URLs stand for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from attrs import frozen

from azface import ConfigurationError


@frozen
class Seed:
    """What a seed file holds.

    Attributes:
        identities: For each name the pictures that show this person.
        pictures: For each URL the picture that it stands for.
    """

    identities: Mapping[str, Sequence[bytes]]
    pictures: Mapping[str, bytes]


NOTHING = Seed({}, {})


def read_seed(path: Path) -> Seed:
    """Read a seed file and the pictures it names, relative to its folder.

    Raises:
        ConfigurationError: It, or a picture, cannot be read, or it is not as it should be.
    """
    document = _object(_read(path), str(path))
    unknown = document.keys() - {"identities", "pictures"}
    if unknown:
        raise ConfigurationError(f"{path}: unknown: {', '.join(sorted(unknown))}")
    identities: dict[str, list[bytes]] = {}
    for name, files in _object(document.get("identities", {}), f"{path}: identities").items():
        if not isinstance(files, list):
            raise ConfigurationError(f"{path}: identities: {name!r} needs an array of pictures")
        identities[name] = [_picture(path, each) for each in cast("list[object]", files)]
    pictures = _object(document.get("pictures", {}), f"{path}: pictures")
    return Seed(identities, {url: _picture(path, file) for url, file in pictures.items()})


def _read(path: Path) -> object:
    try:
        content: object = json.loads(path.read_bytes())
    except OSError as error:
        raise ConfigurationError(f"cannot read {path}: {error.strerror or error}") from None
    except ValueError as error:
        raise ConfigurationError(f"{path} is no JSON: {error}") from None
    return content


def _object(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ConfigurationError(f"{where}: a JSON object is needed")
    return cast("dict[str, Any]", value)


def _picture(seed: Path, file: object) -> bytes:
    if not isinstance(file, str):
        raise ConfigurationError(f"{seed}: a picture must be a path, not {file!r}")
    path = seed.parent / file
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"cannot read {path}: {error.strerror or error}") from None
