"""Which pictures are taken: sizes, formats, damage, and URLs that are never fetched."""

import base64
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from azface.emulator import Emulator, Limits

OCTETS = {"Content-Type": "application/octet-stream"}


def code(answer: Any) -> str | None:
    return None if answer.status_code == 200 else str(answer.json()["error"]["code"])


def detect(client: Any, picture: bytes) -> str | None:
    return code(client.post("/detect", content=picture, headers=OCTETS))


def detect_url(client: Any, url: str) -> str | None:
    return code(client.post("/detect", json={"url": url}))


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "GIF", "BMP"])
def test_the_four_formats_are_read(
    client: Any, drawn_face: Any, encode: Any, file_format: str
) -> None:
    assert detect(client, encode(drawn_face(1), file_format)) is None


@pytest.mark.parametrize("file_format", ["TIFF", "WEBP", "PPM", "ICO"])
def test_other_formats_are_no_pictures(
    client: Any, drawn_face: Any, encode: Any, file_format: str
) -> None:
    assert detect(client, encode(drawn_face(1), file_format)) == "InvalidImage"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_pixel_is_read(client: Any, encode: Any, mode: str) -> None:
    image = Image.effect_noise((200, 200), 90)
    pixels = Image.new("I;16", (200, 200), 1_000) if mode == "I;16" else image.convert(mode)
    data = encode(pixels, "PNG")
    padded = data + bytes(max(0, 1_024 - len(data)))
    assert detect(client, padded) is None


def test_a_palette_with_transparency_is_read(client: Any, drawn_face: Any, encode: Any) -> None:
    palette = drawn_face(1).convert("P")
    transparent = encode(palette, "PNG", transparency=bytes(range(256)))
    assert detect(client, transparent) is None


def test_a_cmyk_jpeg_is_read(client: Any, drawn_face: Any, encode: Any) -> None:
    assert detect(client, encode(drawn_face(1).convert("CMYK"), "JPEG")) is None


def test_of_an_animation_the_first_frame_counts(client: Any, drawn_face: Any, encode: Any) -> None:
    first, second = drawn_face(1), drawn_face(2)
    animation = encode(first, "GIF", save_all=True, append_images=[second])
    still = encode(first, "GIF")
    one, other = (client.detect(each) for each in (animation, still))
    assert client.find_similar(faceId=one, faceIds=[other]) != []


def test_a_file_must_have_1_kb_to_6_mb(client: Any, picture: Callable[[int], bytes]) -> None:
    # Bytes after the end of a JPEG are nothing to its decoder.
    data = picture(1)
    assert len(data) > 1_024
    assert detect(client, data + bytes(6_291_456 - len(data))) is None
    assert detect(client, data + bytes(6_291_457 - len(data))) == "InvalidImageSize"
    assert detect(client, data[:1_023]) == "InvalidImageSize"
    assert detect(client, data[:1_024]) == "InvalidImage"
    assert detect(client, b"") == "InvalidImageSize"


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "BMP", "GIF"])
def test_a_damaged_file_is_no_picture(
    client: Any, drawn_face: Any, encode: Any, file_format: str
) -> None:
    data = encode(drawn_face(1), file_format)
    assert detect(client, data[: max(1_100, len(data) // 2)]) == "InvalidImage"
    assert detect(client, bytes(2_000)) == "InvalidImage"
    assert detect(client, data[:20] + b"\xff" * len(data)) == "InvalidImage"


def test_a_small_file_that_unfolds_to_a_huge_picture_is_refused(client: Any) -> None:
    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

    for side in (8_000, 12_000, 60_000):
        header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
        pixels = zlib.compress(bytes(1_000_000))
        bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels)
        assert detect(client, bomb + chunk(b"IEND", b"")) == "InvalidImage"


def test_the_limits_of_a_picture_may_be_lowered(
    serve: Callable[..., tuple[Emulator, Any]], picture: Callable[[int], bytes]
) -> None:
    _, small = serve(limits=Limits(maximum_picture_bytes=2_000))
    assert detect(small, picture(1)) == "InvalidImageSize"
    _, few = serve(limits=Limits(maximum_pixels=10_000))
    assert detect(few, picture(1)) == "InvalidImage"


def test_a_registered_url_stands_for_its_picture(
    client: Any, emulator: Emulator, picture: Callable[[int], bytes]
) -> None:
    url = "https://img.example/p1.jpg?size=1"
    assert detect_url(client, url) == "InvalidURL"
    emulator.pictures[url] = picture(1)
    assert detect_url(client, url) is None
    client.put("/facelists/a", json={"name": "a", "recognitionModel": "recognition_04"})
    answer = client.post("/facelists/a/persistedfaces", json={"url": url})
    query = client.detect(picture(1))
    face = answer.json()["persistedFaceId"]
    assert client.find_similar(faceId=query, faceListId="a") == [(face, 1.0)]


def test_pictures_may_be_given_from_the_start(
    serve: Callable[..., tuple[Emulator, Any]], picture: Callable[[int], bytes]
) -> None:
    given = {"http://p/1": picture(1)}
    emulator, client = serve(seed={"pictures": given})
    assert detect_url(client, "http://p/1") is None
    emulator.pictures["http://p/2"] = picture(2)
    assert list(given) == ["http://p/1"]


def test_no_url_is_ever_fetched_and_the_error_says_what_to_do(
    client: Any, emulator: Emulator
) -> None:
    before = len(emulator.requests)
    answer = client.post("/detect", json={"url": f"{emulator.endpoint}/face/v1.2/facelists"})
    assert "emulator.pictures[url] = data" in answer.json()["error"]["message"]
    assert len(emulator.requests) == before + 1


def test_a_data_url_is_read(client: Any, picture: Callable[[int], bytes]) -> None:
    content = base64.b64encode(picture(1)).decode()
    assert detect_url(client, f"data:image/jpeg;base64,{content}") is None
    assert detect_url(client, "data:image/jpeg;base64,%%%") == "InvalidURL"
    assert detect_url(client, "data:,x") == "InvalidImageSize"
    assert detect_url(client, "data:") == "InvalidURL"


@pytest.mark.parametrize("url", ["", 5, None, ["x"]])
def test_what_is_no_url_is_a_bad_argument(client: Any, url: object) -> None:
    answer = client.post("/detect", json={"url": url})
    assert code(answer) == "BadArgument"
