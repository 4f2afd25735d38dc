"""Who looks like whom, without biometrics: same bytes, a given identity, or a like picture.

Nothing here recognises faces. A picture finds itself, also encoded again or resized; for anything
more, the caller says which pictures show the same person.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import attrs

from azface.emulator.errors import ServiceError
from azface.emulator.images import Picture, read_picture
from azface.emulator.limits import Limits

MATCH_CONFIDENCE = 0.5
_SAME_PICTURE_BITS = 10
_SAME_IDENTITY_CONFIDENCE = 0.9
_OTHER_IDENTITY_CONFIDENCE = 0.1


@attrs.frozen
class FaceKey:
    """What a stored face is compared by.

    Attributes:
        digest: SHA-256 of the picture's bytes.
        fingerprint: The picture's 256 bits.
        identity: Who it shows, if the caller said so.
    """

    digest: bytes
    fingerprint: bytes
    identity: str | None


def confidence(one: FaceKey, other: FaceKey) -> float:
    """How sure the emulator is that two faces are the same person's, 0.0 to 1.0.

    At `MATCH_CONFIDENCE` and above they count as the same person.
    """
    if one.digest == other.digest:
        return 1.0
    alike = _likeness(one.fingerprint, other.fingerprint)
    if one.identity is None or other.identity is None:
        return round(alike, 5)
    if one.identity == other.identity:
        return round(_SAME_IDENTITY_CONFIDENCE + 0.09 * alike, 5)
    return round(_OTHER_IDENTITY_CONFIDENCE * alike, 5)


def _likeness(one: bytes, other: bytes) -> float:
    distance = (int.from_bytes(one) ^ int.from_bytes(other)).bit_count()
    if distance <= _SAME_PICTURE_BITS:
        return 0.99 - (0.99 - MATCH_CONFIDENCE) * distance / _SAME_PICTURE_BITS
    return MATCH_CONFIDENCE * _SAME_PICTURE_BITS / distance


class Identities:
    """Which pictures show whom, as the caller gave it.

    Args:
        pictures: For each name its pictures, as bytes or as paths of files.
        limits: Sizes that a picture must keep to.

    Raises:
        ValueError: If a picture is unusable or stands under two names.
    """

    def __init__(
        self, pictures: Mapping[str, Iterable[bytes | os.PathLike[str]]], limits: Limits
    ) -> None:
        self._names: dict[bytes, str] = {}
        self._fingerprints: list[tuple[bytes, str]] = []
        for name, group in pictures.items():
            for source in group:
                self._add(name, source, limits)

    def _add(self, name: str, source: bytes | os.PathLike[str], limits: Limits) -> None:
        try:
            picture = read_picture(
                source if isinstance(source, bytes) else Path(source).read_bytes(), limits
            )
        except ServiceError as error:
            raise ValueError(f"identities[{name!r}]: {error.message}") from error
        if self._names.setdefault(picture.digest, name) != name:
            raise ValueError(
                f"One picture is given for both {self._names[picture.digest]!r} and {name!r}"
            )
        self._fingerprints.append((picture.fingerprint, name))

    def key(self, picture: Picture) -> FaceKey:
        """The picture's key: its identity by its bytes, else by the most alike given picture."""
        name = self._names.get(picture.digest)
        if name is None and self._fingerprints:
            alike, nearest = max(
                (_likeness(fingerprint, picture.fingerprint), owner)
                for fingerprint, owner in self._fingerprints
            )
            name = nearest if alike >= MATCH_CONFIDENCE else None
        return FaceKey(picture.digest, picture.fingerprint, name)
