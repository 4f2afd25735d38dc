"""A picture as the emulator sees it: its size, and the faces on it."""

import hashlib
from collections.abc import Mapping, Sequence

import attrs

from azface.emulator.limits import MAXIMUM_DETECTED_FACES, MINIMUM_FACE_PIXELS, Limits
from azface.emulator.pictures.identities import Identities
from azface.emulator.pictures.images import Picture, read_picture
from azface.emulator.pictures.similarity import face_key


@attrs.frozen
class Rectangle:
    """Where a face is, in pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def area(self) -> int:
        """Its size in pixels."""
        return self.width * self.height

    def common_area(self, other: "Rectangle") -> int:
        """How many pixels two rectangles share."""
        across = min(self.left + self.width, other.left + other.width) - max(self.left, other.left)
        down = min(self.top + self.height, other.top + other.height) - max(self.top, other.top)
        return max(0, across) * max(0, down)


@attrs.frozen
class SeededFace:
    """A face that the caller says is on a picture.

    Attributes:
        rectangle: Where; None for the middle.
        identity: Who it shows, if that is said.
    """

    rectangle: Rectangle | None = None
    identity: str | None = None


@attrs.frozen
class Face:
    """A face on a picture.

    Attributes:
        rectangle: Where it is.
        digest: 32 bytes that are this face's own: what detect makes up depends on them.
        key: What it is compared by.
    """

    rectangle: Rectangle
    digest: bytes
    key: bytes


@attrs.frozen
class SeenPicture:
    """A picture and the faces on it, the largest first."""

    width: int
    height: int
    faces: tuple[Face, ...]


class PictureReader:
    """Decodes pictures and finds the faces on them: one each, unless the caller said otherwise.

    Args:
        identities: Who is on which picture.
        faces: The faces on pictures of which that is said, by SHA-256 of the picture.
        limits: Sizes that a picture must keep to.
    """

    def __init__(
        self, identities: Identities, faces: Mapping[bytes, Sequence[SeededFace]], limits: Limits
    ) -> None:
        self._identities = identities
        self._faces = faces
        self._limits = limits

    def read(self, data: bytes) -> SeenPicture:
        """Checks and decodes a picture. Takes milliseconds to a second: not for the event loop.

        Raises:
            ServiceError: 400 InvalidImageSize or InvalidImage.
        """
        seeded = self._faces.get(hashlib.sha256(data).digest()) if self._faces else None
        boxes = [_box(face.rectangle) for face in seeded or ()]
        picture = read_picture(data, self._limits, boxes)
        if seeded is None:
            faces = [self._only_face(picture)] if picture.has_face else []
        else:
            faces = [_seeded_face(picture, number, face) for number, face in enumerate(seeded)]
        faces.sort(key=lambda face: -face.rectangle.area)
        return SeenPicture(picture.width, picture.height, tuple(faces[:MAXIMUM_DETECTED_FACES]))

    def _only_face(self, picture: Picture) -> Face:
        key = face_key(picture.digest, picture.fingerprint, self._identities.of(picture))
        return Face(_central_rectangle(picture, picture.digest), picture.digest, key)


def _seeded_face(picture: Picture, number: int, face: SeededFace) -> Face:
    digest = hashlib.sha256(picture.digest + number.to_bytes(2, "big")).digest()
    return Face(
        face.rectangle or _central_rectangle(picture, digest),
        digest,
        face_key(digest, picture.fingerprints_of_boxes[number], face.identity),
    )


def _box(rectangle: Rectangle | None) -> tuple[int, int, int, int] | None:
    if rectangle is None:
        return None
    return (
        rectangle.left,
        rectangle.top,
        rectangle.left + rectangle.width,
        rectangle.top + rectangle.height,
    )


def _central_rectangle(picture: Picture, digest: bytes) -> Rectangle:
    """About half the picture, never below the smallest detectable face."""
    across, down = digest[0] / 255, digest[1] / 255
    smaller = min(picture.width, picture.height)
    width = max(MINIMUM_FACE_PIXELS, int(smaller * (0.45 + 0.1 * across)))
    height = min(smaller, max(MINIMUM_FACE_PIXELS, int(width * (1.1 + 0.3 * down))))
    return Rectangle((picture.width - width) // 2, (picture.height - height) // 2, width, height)
