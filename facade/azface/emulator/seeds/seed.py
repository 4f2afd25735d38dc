"""What an emulator begins with: who is on which picture, and what the service already holds."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Self, TypeAlias

import attrs

from azface.emulator.faults.planned import PlannedFault
from azface.emulator.pictures.identities import GivenPicture
from azface.emulator.pictures.reader import SeededFace
from azface.emulator.seeds.collections import (
    KIND_NAMES,
    SeedCollection,
    collections_of,
    rectangle_of,
)
from azface.emulator.seeds.document import Part, document, shown
from azface.emulator.tiers import RATES, Tier
from azface.emulator.training_duration import TrainingDuration

_MEMBERS = ("identities", "pictures", "faces", *KIND_NAMES, "training", "faults", "tier")


@attrs.frozen(kw_only=True)
class Seed:
    """What an emulator begins with, read and checked; made by `load` or `parse`.

    It may be given to any number of emulators; its files are not read again.

    Attributes:
        identities: For each name the pictures that show this person.
        pictures: What URLs stand for.
        faces: The pictures of which the faces are given, each with these.
        collections: The face lists, large face lists, person groups and large person groups.
        training: How long trainings take, if that is given.
        faults: What goes wrong on purpose.
        tier: The pricing tier, if one is given.

    Example:
        >>> from azface.emulator import Emulator, Seed
        >>> seed = Seed.parse({"large_face_lists": {"staff": {"face_count": 1000}}})
        >>> with Emulator(seed=seed) as emulator, emulator.client() as face_client:
        ...     print(len(list(face_client.large_face_lists.list_faces("staff"))))
        1000
    """

    identities: Mapping[str, tuple[GivenPicture, ...]] = attrs.field(
        factory=dict[str, tuple[GivenPicture, ...]]
    )
    pictures: Mapping[str, bytes] = attrs.field(factory=dict[str, bytes], repr=False)
    faces: tuple[tuple[GivenPicture, tuple[SeededFace, ...]], ...] = ()
    collections: tuple[SeedCollection, ...] = ()
    training: TrainingDuration | None = None
    faults: tuple[PlannedFault, ...] = ()
    tier: Tier | None = None

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Reads a seed file, and the pictures that it names.

        Args:
            path: A .yaml, .yml or .json file; paths in it are relative to its folder.

        Raises:
            ValueError: If it or a picture cannot be read, or something in it cannot be; the message
                names the place.

        Example:
            >>> from pathlib import Path
            >>> from tempfile import TemporaryDirectory
            >>> from azface.emulator import Seed
            >>> with TemporaryDirectory() as folder:
            ...     path = Path(folder) / "seed.yaml"
            ...     _ = path.write_text("face_lists: {staff: {faces: [ann.jpg]}}")
            ...     _ = (path.parent / "ann.jpg").write_bytes(picture)
            ...     seed = Seed.load(path)
            >>> [face_list.id for face_list in seed.collections]
            ['staff']
        """
        return cls._of(document(Path(path)))

    @classmethod
    def parse(cls, content: Mapping[str, object], folder: str | os.PathLike[str] = ".") -> Self:
        """Reads a seed that is written in Python.

        Args:
            content: What a file would hold; pictures may be bytes as well.
            folder: What paths of pictures are relative to.

        Raises:
            ValueError: As `load`.
        """
        return cls._of(Part(content, folder=Path(folder)))

    @classmethod
    def _of(cls, whole: Part) -> Self:
        parts = whole.members(*_MEMBERS)
        identities = _entries(parts, "identities")
        return cls(
            identities={
                name: tuple(_picture(each) for each in pictures.each("pictures"))
                for name, pictures in identities.items()
            },
            pictures={url: each.picture() for url, each in _entries(parts, "pictures").items()},
            faces=tuple(_faces_on_picture(each) for each in _each(parts, "faces")),
            collections=collections_of(parts),
            training=_training(parts["training"]) if "training" in parts else None,
            faults=tuple(_fault(each) for each in _each(parts, "faults")),
            tier=_tier(parts["tier"]) if "tier" in parts else None,
        )


SeedSource: TypeAlias = Seed | Mapping[str, object] | str | os.PathLike[str]


def seed_of(source: SeedSource | None) -> Seed:
    """The seed that an emulator's argument means; None is an empty one.

    Raises:
        ValueError: As `Seed.load`.
    """
    if source is None:
        return Seed()
    if isinstance(source, Seed):
        return source
    return Seed.load(source) if isinstance(source, str | os.PathLike) else Seed.parse(source)


def _entries(parts: Mapping[str, Part], name: str) -> dict[str, Part]:
    return parts[name].entries() if name in parts else {}


def _each(parts: Mapping[str, Part], name: str) -> list[Part]:
    return parts[name].each(name) if name in parts else []


def _picture(part: Part) -> GivenPicture:
    return GivenPicture(part.picture(), part.described)


def _faces_on_picture(part: Part) -> tuple[GivenPicture, tuple[SeededFace, ...]]:
    parts = part.members("picture", "faces")
    if "picture" not in parts:
        raise part.error("picture is missing")
    return _picture(parts["picture"]), tuple(_face(each) for each in _each(parts, "faces"))


def _face(part: Part) -> SeededFace:
    parts = part.members("rectangle", "identity")
    return SeededFace(
        rectangle_of(parts["rectangle"]) if "rectangle" in parts else None,
        parts["identity"].text() if "identity" in parts else None,
    )


def _training(part: Part) -> TrainingDuration:
    value = part.value
    # YAML and JSON read seconds as a number.
    if isinstance(value, int | float) and not isinstance(value, bool):
        return part.checked(lambda: TrainingDuration.fixed(value))
    text = part.text()
    return part.checked(lambda: TrainingDuration.parse(text))


def _fault(part: Part) -> PlannedFault:
    written = part.mapping()
    return part.checked(lambda: PlannedFault.from_json(written))


def _tier(part: Part) -> Tier:
    for tier in RATES:
        if part.value == tier:
            return tier
    raise part.error(f"one of {', '.join(RATES)} is needed, not {shown(part.value)}")
