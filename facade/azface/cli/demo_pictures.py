"""The demo's pictures: drawn ones, or those of a folder."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

from attrs import frozen
from PIL import Image, ImageOps

from azface import ConfigurationError
from azface.cli.drawn_faces import drawn_faces

# Read only when it is at work: a folder may hold more than fits in memory.
Picture: TypeAlias = bytes | Path

# What the service reads.
_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".bmp"})

# Below this many pixels a side a copy is enlarged, since its JPEG must have 1 KB.
_SMALLEST_SIDE = 200


@frozen
class DemoPictures:
    """Pictures by file name, and how many other files the folder holds."""

    files: Mapping[str, Picture]
    others: int = 0


def demo_pictures(folder: Path | None) -> DemoPictures:
    """The pictures of a folder (not of those in it), by name; drawn ones for None.

    Raises:
        ConfigurationError: The folder cannot be read, or holds no picture.
    """
    if folder is None:
        return DemoPictures(drawn_faces())
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        raise ConfigurationError(f"cannot read {folder}: {error.strerror or error}") from None
    files = {path.name: path for path in paths if path.suffix.lower() in _SUFFIXES}
    if not files:
        raise ConfigurationError(f"{folder} holds no jpg, png, gif or bmp file")
    return DemoPictures(files, len(paths) - len(files))


def opened(picture: Picture) -> Image.Image:
    """The picture's first frame, without transparency."""
    with Image.open(BytesIO(picture) if isinstance(picture, bytes) else picture) as image:
        return image.convert("RGBA" if image.has_transparency_data else "RGB").convert("RGB")


def as_other_jpeg(picture: Picture) -> bytes:
    """The picture as a JPEG file of its own: alike to the eye, and other bytes."""
    copy = opened(picture)
    factor = max(1.0, _SMALLEST_SIDE / min(copy.size))
    file = BytesIO()
    ImageOps.scale(copy, factor).save(file, "JPEG", quality=88)
    return file.getvalue()
