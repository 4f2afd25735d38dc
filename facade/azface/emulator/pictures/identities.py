"""Who is on which picture, as the caller gave it."""

from collections.abc import Iterable, Mapping

import attrs

from azface.emulator.errors import ServiceError
from azface.emulator.limits import Limits
from azface.emulator.pictures.images import Picture, read_picture
from azface.emulator.pictures.similarity import MATCH_CONFIDENCE, likeness


@attrs.frozen
class GivenPicture:
    """A picture of which it is said who it shows, or whose faces are on it.

    Attributes:
        picture: The picture.
        place: Where that is said, for messages.
    """

    picture: bytes = attrs.field(repr=False)
    place: str = attrs.field(eq=False)


class Identities:
    """Which pictures show whom.

    Args:
        pictures: For each name its pictures.
        limits: Sizes that a picture must keep to.

    Raises:
        ValueError: If a picture is unusable or stands under two names.
    """

    def __init__(self, pictures: Mapping[str, Iterable[GivenPicture]], limits: Limits) -> None:
        self._names: dict[bytes, str] = {}
        self._fingerprints: list[tuple[bytes, str]] = []
        for name, group in pictures.items():
            for source in group:
                self._add(name, source, limits)

    def _add(self, name: str, source: GivenPicture, limits: Limits) -> None:
        try:
            picture = read_picture(source.picture, limits)
        except ServiceError as error:
            raise ValueError(f"{source.place}: {error.message}") from error
        if self._names.setdefault(picture.digest, name) != name:
            raise ValueError(
                f"{source.place}: this picture is given for both {self._names[picture.digest]!r} "
                f"and {name!r}"
            )
        self._fingerprints.append((picture.fingerprint, name))

    def of(self, picture: Picture) -> str | None:
        """Who a picture shows: by its bytes, else by the most alike given picture."""
        name = self._names.get(picture.digest)
        if name is None and self._fingerprints:
            alike, nearest = max(
                (likeness(fingerprint, picture.fingerprint), owner)
                for fingerprint, owner in self._fingerprints
            )
            name = nearest if alike >= MATCH_CONFIDENCE else None
        return name
