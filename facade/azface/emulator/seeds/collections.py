"""The lists and groups of a seed, read and checked as the service checks its arguments."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from azface.emulator import arguments
from azface.emulator.kinds import (
    FACE_LIST,
    LARGE_FACE_LIST,
    LARGE_PERSON_GROUP,
    PERSON_GROUP,
    Kind,
)
from azface.emulator.limits import (
    MAXIMUM_FACE_USER_DATA_LENGTH,
    MAXIMUM_USER_DATA_LENGTH,
    RECOGNITION_MODELS,
)
from azface.emulator.pictures.reader import Rectangle
from azface.emulator.seeds.document import Part

KIND_NAMES: Mapping[str, Kind] = {
    "face_lists": FACE_LIST,
    "large_face_lists": LARGE_FACE_LIST,
    "person_groups": PERSON_GROUP,
    "large_person_groups": LARGE_PERSON_GROUP,
}
_COMMON = ("name", "user_data", "recognition_model")
_MODEL = "recognition_04"
_SIDES = ("left", "top", "width", "height")
_MOST = 1_000_000_000


@attrs.frozen
class SeedFace:
    """A face to be persisted.

    Attributes:
        place: Where in the seed it stands.
        picture: The picture that it is on.
        user_data: Its user data, if any.
        target: Which of several faces on the picture is meant.
    """

    place: str = attrs.field(eq=False)
    picture: bytes = attrs.field(repr=False)
    user_data: str | None = None
    target: Rectangle | None = None


@attrs.frozen
class SeedPerson:
    """A person of a group.

    Attributes:
        place: Where in the seed it stands.
        name: Its name.
        user_data: Its user data, if any.
        faces: Its faces.
    """

    place: str = attrs.field(eq=False)
    name: str
    user_data: str | None
    faces: tuple[SeedFace, ...]


@attrs.frozen
class SeedCollection:
    """A list or a group.

    Attributes:
        place: Where in the seed it stands.
        kind: Its kind.
        id: Its id.
        name: Its name.
        user_data: Its user data, if any.
        recognition_model: The model that its faces belong to.
        faces: The faces of a list that have pictures.
        persons: The persons of a group that have names.
        synthetic: How many faces, or persons with one face each, are made up besides.
        trained: Whether it has been trained with all that.
    """

    place: str = attrs.field(eq=False)
    kind: Kind
    id: str
    name: str
    user_data: str | None
    recognition_model: str
    faces: tuple[SeedFace, ...]
    persons: tuple[SeedPerson, ...]
    synthetic: int
    trained: bool


def collections_of(parts: Mapping[str, Part]) -> tuple[SeedCollection, ...]:
    """The lists and groups that a seed names.

    Args:
        parts: The members of the seed.

    Raises:
        ValueError: If something cannot be; the message names the place.
    """
    return tuple(
        _collection(kind, collection_id, part)
        for name, kind in KIND_NAMES.items()
        if name in parts
        for collection_id, part in parts[name].entries().items()
    )


def rectangle_of(part: Part) -> Rectangle:
    """A rectangle in pixels.

    Raises:
        ValueError: If it is none.
    """
    sides = part.members(*_SIDES)
    missing = [side for side in _SIDES if side not in sides]
    if missing:
        raise part.error(f"{', '.join(missing)} is missing")
    left, top = (sides[side].integer(0, _MOST) for side in _SIDES[:2])
    width, height = (sides[side].integer(1, _MOST) for side in _SIDES[2:])
    return Rectangle(left, top, width, height)


def _collection(kind: Kind, collection_id: str, part: Part) -> SeedCollection:
    content, count = ("persons", "person_count") if kind.of_persons else ("faces", "face_count")
    parts = part.members(*_COMMON, content, count, *(("trained",) if kind.trained else ()))
    written = part.mapping()
    given = parts[content].each(content) if content in parts else []
    total = parts[count].integer(0, _MOST) if count in parts else len(given)
    if total < len(given):
        raise parts[count].error(f"{len(given)} {content} are given, more than {total}")
    faces = () if kind.of_persons else tuple(_face(each) for each in given)
    persons = tuple(_person(each) for each in given) if kind.of_persons else ()
    trained = "trained" in parts and parts["trained"].boolean()
    if trained and total == len(given) and not (faces or any(each.faces for each in persons)):
        raise parts["trained"].error("there is no face to train with")
    return SeedCollection(
        place=part.described,
        kind=kind,
        id=part.checked(lambda: arguments.checked_id(collection_id, "the id")),
        name=part.checked(lambda: arguments.name(written)) or collection_id,
        user_data=_user_data(part),
        recognition_model=part.checked(
            lambda: arguments.chosen(
                written.get("recognition_model"), "recognition_model", RECOGNITION_MODELS, _MODEL
            )
        ),
        faces=faces,
        persons=persons,
        synthetic=total - len(given),
        trained=trained,
    )


def _person(part: Part) -> SeedPerson:
    parts = part.members("name", "user_data", "faces")
    written = part.mapping()
    name = part.checked(lambda: arguments.required_name(written))
    faces = parts["faces"].each("faces") if "faces" in parts else []
    return SeedPerson(part.described, name, _user_data(part), tuple(_face(each) for each in faces))


def _face(part: Part) -> SeedFace:
    """A face: only its picture, or a mapping with the picture in it."""
    if not isinstance(part.value, Mapping):
        return SeedFace(part.described, part.picture())
    parts = part.members("picture", "user_data", "target_face")
    if "picture" not in parts:
        raise part.error("picture is missing")
    return SeedFace(
        part.described,
        parts["picture"].picture(),
        _user_data(part, MAXIMUM_FACE_USER_DATA_LENGTH),
        rectangle_of(parts["target_face"]) if "target_face" in parts else None,
    )


def _user_data(part: Part, maximum: int = MAXIMUM_USER_DATA_LENGTH) -> str | None:
    written = part.mapping()
    return part.checked(lambda: arguments.text(written, "user_data", maximum=maximum))
