"""A picture made ready to travel: every way to give one, and every way it cannot be used."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest

from azface import InvalidArgumentError, InvalidImageError
from azface.images import MAX_BYTES, MIN_BYTES, ImageUrl, load_image

PICTURE = bytes(range(256)) * 8


class Somewhere(os.PathLike[str]):
    """A path that is no pathlib.Path."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __fspath__(self) -> str:
        return str(self._path)


class Trickle(io.RawIOBase):
    """An unbuffered stream, which gives as little as it likes."""

    def __init__(self, content: bytes) -> None:
        self._left = content

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part, self._left = self._left[:100], self._left[100:]
        buffer[: len(part)] = part
        return len(part)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "face.jpg"
    path.write_bytes(PICTURE)
    return path


def test_bytes_are_taken_as_they_are() -> None:
    for image in (PICTURE, bytearray(PICTURE), memoryview(PICTURE)):
        loaded = load_image(image)  # type: ignore[arg-type]
        assert loaded == PICTURE
        assert type(loaded) is bytes
    assert load_image(memoryview(PICTURE * 2)[::2]) == (PICTURE * 2)[::2]  # type: ignore[arg-type]


def test_a_path_is_read(file: Path) -> None:
    assert load_image(file) == PICTURE
    assert load_image(Somewhere(file)) == PICTURE


def test_a_stream_is_read_from_where_it_stands(file: Path) -> None:
    with file.open("rb") as opened:
        assert load_image(opened) == PICTURE
    stream = io.BytesIO(b"header" + PICTURE)
    stream.seek(6)
    assert load_image(stream) == PICTURE


def test_an_unbuffered_stream_is_read_to_its_end() -> None:
    assert load_image(Trickle(PICTURE)) == PICTURE  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "url", ["https://img.example/p1.jpg?x=1&y=%20", "http://img.example", "HTTPS://IMG.example/a"]
)
def test_a_str_is_a_url(url: str) -> None:
    assert load_image(url) == ImageUrl(url)


@pytest.mark.parametrize(
    "text",
    [
        "face.jpg",
        "/home/ann/face.jpg",
        "C:\\faces\\face.jpg",
        "C:/faces/face.jpg",
        "file:///home/ann/face.jpg",
        "ftp://img.example/p1.jpg",
        "data:image/png;base64,AAAA",
        "https:///p1.jpg",
        "https://img.example/p 1.jpg",
        "https://img.example/p1.jpg\n",
        "https://img.example/\udc80.jpg",
        "http://[::1",
        "",
        "x" * 10_000,
    ],
)
def test_a_str_that_is_no_url_is_refused_with_the_way_to_give_a_file(text: str) -> None:
    with pytest.raises(InvalidImageError, match=r"pathlib\.Path") as caught:
        load_image(text)
    assert len(str(caught.value)) < 250
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("size", [MIN_BYTES, MAX_BYTES])
def test_the_smallest_and_the_biggest_picture_are_taken(size: int, tmp_path: Path) -> None:
    content = b"x" * size
    path = tmp_path / "face.jpg"
    path.write_bytes(content)
    for image in (content, path, io.BytesIO(content)):
        loaded = load_image(image)
        assert isinstance(loaded, bytes)
        assert len(loaded) == size


@pytest.mark.parametrize(
    ("size", "message"),
    [
        (0, "empty"),
        (1, "has 1 bytes"),
        (MIN_BYTES - 1, "has 1023 bytes"),
        (MAX_BYTES + 1, "more than 6 MB"),
        (MAX_BYTES * 2, "more than 6 MB"),
    ],
)
def test_a_picture_out_of_range_is_refused_however_it_is_given(
    size: int, message: str, tmp_path: Path
) -> None:
    content = b"x" * size
    path = tmp_path / "face.jpg"
    path.write_bytes(content)
    for image in (content, memoryview(content), path, io.BytesIO(content)):
        with pytest.raises(InvalidImageError, match=message):
            load_image(image)  # type: ignore[arg-type]


def test_of_a_huge_stream_no_more_is_read_than_shows_that_it_is_too_big() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            self.given += len(buffer)
            return len(buffer)

    stream = Endless()
    with pytest.raises(InvalidImageError, match="more than 6 MB"):
        load_image(stream)  # type: ignore[arg-type]
    assert stream.given == MAX_BYTES + 1


@pytest.mark.parametrize("name", ["none.jpg", "folder", "no\0such", "x" * 300])
def test_a_path_without_a_readable_file_is_refused_by_its_name(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(InvalidImageError, match="cannot read") as caught:
        load_image(tmp_path / name)
    assert isinstance(caught.value.__cause__, OSError | ValueError)
    assert str(caught.value).isprintable()
    assert name[:6].replace("\0", "\\x00") in str(caught.value)


def test_an_exhausted_stream_is_told_from_an_empty_picture() -> None:
    stream = io.BytesIO(PICTURE)
    stream.read()
    with pytest.raises(InvalidImageError, match=r"exhausted.*seek\(0\)"):
        load_image(stream)


def test_a_text_stream_is_refused(file: Path) -> None:
    with pytest.raises(InvalidImageError, match="'rb'"):
        load_image(io.StringIO("x" * 2_000))  # type: ignore[arg-type]
    with (
        file.open(encoding="utf-8") as opened,
        pytest.raises(InvalidImageError, match="cannot read the stream"),
    ):
        load_image(opened)  # type: ignore[arg-type]


def test_a_closed_stream_is_refused() -> None:
    stream = io.BytesIO(PICTURE)
    stream.close()
    with pytest.raises(InvalidImageError, match="closed"):
        load_image(stream)


@pytest.mark.parametrize("image", [None, 5, [PICTURE], object()])
def test_anything_else_is_no_picture(image: Any) -> None:
    with pytest.raises(InvalidImageError, match=f"not {type(image).__name__}$"):
        load_image(image)


def test_an_unusable_picture_is_an_invalid_argument() -> None:
    assert issubclass(InvalidImageError, InvalidArgumentError)
