"""A picture made ready to travel: read once into bytes, and checked before any request."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast
from urllib.parse import urlsplit

from attrs import frozen

from azface.errors import InvalidImageError

ImageSource: TypeAlias = bytes | PathLike[str] | BinaryIO | str

# 1 KB to 6 MB (prose of the API's pages; the byte counts are the usual reading).
MIN_BYTES = 1024
MAX_BYTES = 6 * 1024 * 1024


@frozen
class ImageUrl:
    """A picture that the service fetches itself."""

    url: str


def load_image(image: ImageSource) -> bytes | ImageUrl:
    """Read a picture; blocks while it reads a file.

    Args:
        image: The bytes of a JPEG, PNG, GIF (first frame) or BMP of 1 KB to 6 MB; a path to such a
            file; a file opened with "rb", read from where it stands; or, as a `str`, a URL that the
            service can reach.

    Raises:
        InvalidImageError: It is missing, empty, too small, too big or not a picture at all.
    """
    if isinstance(image, str):
        return _url(image)
    if isinstance(image, bytes | bytearray | memoryview):
        return _checked(bytes(image), "the picture")
    if isinstance(image, PathLike):
        return _checked(_file(Path(image)), repr(str(Path(image))))
    if hasattr(image, "read"):
        return _checked(_stream(image), "the stream")
    raise InvalidImageError(
        f"image must be bytes, a path, a file opened with 'rb' or a URL, not {type(image).__name__}"
    )


def _url(text: str) -> ImageUrl:
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    ours = parts.scheme in ("http", "https") and parts.netloc != ""
    if not ours or not text.isprintable() or " " in text:
        shown = text if len(text) <= 80 else text[:77] + "..."
        raise InvalidImageError(
            f"a str is taken as a URL (http or https), and {shown!r} is none; for a file give "
            "pathlib.Path(...)"
        )
    return ImageUrl(text)


def _file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        # A ValueError is a path that no file can have.
        why = getattr(error, "strerror", None) or error
        raise InvalidImageError(f"cannot read {str(path)!r}: {why}") from error


def _stream(stream: BinaryIO) -> bytes:
    parts: list[bytes] = []
    left = MAX_BYTES + 1
    while left > 0:
        try:
            part = cast("object", stream.read(left))
        except (OSError, ValueError) as error:
            raise InvalidImageError(f"cannot read the stream: {error}") from error
        if not isinstance(part, bytes):
            raise InvalidImageError("the stream gives text: open the file with 'rb'")
        if not part:
            break
        # An unbuffered stream may give less than there is.
        parts.append(part)
        left -= len(part)
    if not parts:
        raise InvalidImageError(
            "the stream is empty or exhausted: it was read before; seek(0), or give bytes"
        )
    return b"".join(parts)


def _checked(content: bytes, name: str) -> bytes:
    if not content:
        raise InvalidImageError(f"{name} is empty (0 bytes)")
    if len(content) < MIN_BYTES:
        raise InvalidImageError(
            f"{name} has {len(content)} bytes; the service takes pictures from 1 KB (1,024 bytes)"
        )
    if len(content) > MAX_BYTES:
        raise InvalidImageError(
            f"{name} has more than 6 MB ({MAX_BYTES:,} bytes): scale it down; a face of 200 x 200 "
            "pixels is enough"
        )
    return content
