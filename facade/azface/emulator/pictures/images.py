"""Pictures: checked as the service checks them, decoded safely, reduced to what matching needs."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from urllib.parse import unquote_to_bytes

import attrs
from PIL import Image, ImageFile

from azface.emulator.errors import ServiceError, invalid_image
from azface.emulator.limits import MINIMUM_FACE_PIXELS, Limits

_FORMATS = ("JPEG", "PNG", "GIF", "BMP")
_GRADIENTS = 9
_LUMA_STEP = 4
_CHROMA_GRID = 3
_CHROMA_LEVELS = (100, 119, 137, 156)
_LUMA_GRID = 2
_LUMA_LEVELS = (43, 86, 128, 171, 214)


@attrs.frozen
class Picture:
    """What the emulator keeps of a picture; the picture itself is not kept.

    Attributes:
        digest: SHA-256 of the bytes: the same file again.
        fingerprint: 256 bits that change little when the picture is encoded again or resized.
        width: Width in pixels.
        height: Height in pixels.
        fingerprints_of_boxes: The fingerprint of each part of the picture that was asked for.
    """

    digest: bytes
    fingerprint: bytes
    width: int
    height: int
    fingerprints_of_boxes: tuple[bytes, ...] = ()

    @property
    def has_face(self) -> bool:
        """Whether a face of the smallest size that the service detects fits in."""
        return min(self.width, self.height) >= MINIMUM_FACE_PIXELS


Box = tuple[int, int, int, int]


def read_picture(data: bytes, limits: Limits, boxes: Sequence[Box | None] = ()) -> Picture:
    """Checks and decodes a picture. Takes milliseconds to a second: not for the event loop.

    Args:
        data: The file.
        limits: Sizes that it must keep to.
        boxes: Parts (left, top, right, bottom in pixels) to be fingerprinted by themselves; None
            for the whole.

    Raises:
        ServiceError: 400 InvalidImageSize or InvalidImage.
    """
    if not limits.minimum_picture_bytes <= len(data) <= limits.maximum_picture_bytes:
        raise ServiceError(
            400,
            "InvalidImageSize",
            f"Image size must be {limits.minimum_picture_bytes} to "
            f"{limits.maximum_picture_bytes} bytes.",
        )
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            return _read(image, data, limits, boxes)
    except ServiceError:
        raise
    # Pillow's decoders raise almost anything on damaged data, and Pillow warns of a large picture
    # with a warning that a test run may have turned into an error.
    except Exception as error:
        raise invalid_image("Decoding error, image format unsupported.") from error


def _read(
    image: ImageFile.ImageFile, data: bytes, limits: Limits, boxes: Sequence[Box | None]
) -> Picture:
    width, height = image.size
    if width * height > limits.maximum_pixels:
        raise invalid_image(f"Image has more than {limits.maximum_pixels} pixels.")
    if not any(boxes):
        # A JPEG decoder can skip most of the work when the picture is to be made small anyway.
        image.draft("RGB", (256, 256))
    whole = _fingerprint(image)
    return Picture(
        hashlib.sha256(data).digest(),
        whole,
        width,
        height,
        tuple(whole if box is None else _fingerprint(image.crop(box)) for box in boxes),
    )


def _fingerprint(image: Image.Image) -> bytes:
    """Steps of brightness from cell to cell, and coarse colour and brightness, as 256 bits.

    The steps tell layouts apart, the coarse values tell flat colours apart. Values are written as
    bits above a row of levels, so a value that moves a little flips one bit at most.
    """
    # By way of RGBA, since Pillow warns of palettes with transparency.
    rgb = image.convert("RGBA" if image.has_transparency_data else "RGB").convert("RGB")
    luma, *chroma = rgb.convert("YCbCr").split()
    wide = _cells(luma, _GRADIENTS + 1, _GRADIENTS)
    high = _cells(luma, _GRADIENTS, _GRADIENTS + 1)
    bits: list[bool] = []
    for y in range(_GRADIENTS):
        for x in range(_GRADIENTS):
            at = y * (_GRADIENTS + 1) + x
            bits.append(wide[at + 1] - wide[at] > _LUMA_STEP)
            at = y * _GRADIENTS + x
            bits.append(high[at + _GRADIENTS] - high[at] > _LUMA_STEP)
    for channel in chroma:
        cells = _cells(channel, _CHROMA_GRID, _CHROMA_GRID)
        bits.extend(value > level for value in cells for level in _CHROMA_LEVELS)
    cells = _cells(luma, _LUMA_GRID, _LUMA_GRID)
    bits.extend(value > level for value in cells for level in _LUMA_LEVELS)
    bits.extend((image.width * 4 > image.height * 5, image.height * 4 > image.width * 5))
    return sum(1 << place for place, bit in enumerate(bits) if bit).to_bytes(32, "big")


def _cells(channel: Image.Image, columns: int, rows: int) -> bytes:
    """The mean value of each cell of a grid, row by row."""
    # Pillow's annotation names NumPy, which is not here.
    small = channel.resize((columns, rows), Image.Resampling.BOX)  # pyright: ignore[reportUnknownMemberType]
    return small.tobytes()


def picture_at(url: str, pictures: Mapping[str, bytes]) -> bytes:
    """The bytes that a URL stands for. Nothing is ever fetched.

    Raises:
        ServiceError: 400 InvalidURL for a URL that nobody registered.
    """
    registered = pictures.get(url)
    if registered is not None:
        return registered
    if url.startswith("data:") and "," in url:
        head, _, content = url.partition(",")
        try:
            data = unquote_to_bytes(content)
            return base64.b64decode(data, validate=True) if head.endswith(";base64") else data
        # Bad base64, or text that is not even UTF-8.
        except ValueError:
            raise ServiceError(400, "InvalidURL", "Image data URL is malformed.") from None
    raise ServiceError(
        400,
        "InvalidURL",
        "Image URL could not be downloaded: the emulator fetches nothing. Register the picture "
        "first: emulator.pictures[url] = data",
    )
