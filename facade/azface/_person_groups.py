"""What can be done with a group of persons, as flows: the same for person groups and large ones.

Sources: the operations of PersonGroupOperations. What differs between the kinds of groups stands in
`_group_kinds.py`, what groups share with lists in `_containers.py`, the training in `_training.py`.
"""

from __future__ import annotations

from typing import Any, TypeVar

from azface import _arguments, _containers, _fields
from azface._containers import changed_fields, target
from azface._fields import Document
from azface._flow import Flow
from azface._group_kinds import GroupKind
from azface._operation import Json
from azface._pages import Listing
from azface._sending import ask, do, gone_is_done, listing
from azface._settings import Settings
from azface.detected_face import FaceRectangle
from azface.images import ImageSource
from azface.models import PersistedFace
from azface.persons import Person

G = TypeVar("G")

_WITH_MODEL = {"return_recognition_model": True}


def get(settings: Settings, kind: GroupKind[G], group_id: str) -> Flow[G]:
    """Read a group's name, data and model."""
    return ask(settings, kind.get, kind.read, {**target(kind, group_id), **_WITH_MODEL})


def groups(
    settings: Settings, kind: GroupKind[G], *, start: str | None, page_size: int
) -> Listing[G]:
    """Walk through the groups of a kind, by id."""
    return listing(
        settings,
        kind.list,
        kind.read,
        kind.group_id,
        _WITH_MODEL,
        start=start,
        page_size=page_size,
    )


def create_person(
    settings: Settings, kind: GroupKind[Any], group_id: str, *, name: str, user_data: str | None
) -> Flow[Person]:
    """Create a person; never sent again unless the service surely did nothing."""
    fields = {
        "name": _arguments.display_name(name),
        "userData": _arguments.user_data(user_data, _arguments.CONTAINER_USER_DATA),
    }

    def read(document: Document, request_id: str | None) -> Person:
        person_id = _fields.text(document, "personId")
        return Person(person_id, name, user_data=user_data, request_id=request_id, raw=document)

    body = Json("UserDefinedFields", fields)
    return ask(settings, kind.create_person, read, target(kind, group_id), body)


def get_person(
    settings: Settings, kind: GroupKind[Any], group_id: str, person_id: str
) -> Flow[Person]:
    """Read one person with the ids of the person's faces."""
    place = _person(kind, group_id, person_id)
    return ask(settings, kind.get_person, Person.from_api, place)


def list_persons(
    settings: Settings, kind: GroupKind[Any], group_id: str, *, start: str | None, page_size: int
) -> Listing[Person]:
    """Walk through the persons of a group, by person id."""
    return listing(
        settings,
        kind.list_persons,
        Person.from_api,
        lambda person: person.person_id,
        target(kind, group_id),
        start=start,
        page_size=page_size,
    )


def update_person(
    settings: Settings,
    kind: GroupKind[Any],
    group_id: str,
    person_id: str,
    *,
    name: str | None,
    user_data: str | None,
) -> Flow[None]:
    """Change a person's name or data."""
    body = changed_fields(name, user_data)
    return do(settings, kind.update_person, _person(kind, group_id, person_id), body)


def delete_person(
    settings: Settings, kind: GroupKind[Any], group_id: str, person_id: str
) -> Flow[None]:
    """Delete a person with all faces."""
    place = _person(kind, group_id, person_id)
    return do(settings, kind.delete_person, place, after_loss=gone_is_done)


def add_face(
    settings: Settings,
    kind: GroupKind[Any],
    group_id: str,
    person_id: str,
    image: ImageSource,
    *,
    target_face: FaceRectangle | None,
    detection_model: str,
    user_data: str | None,
) -> Flow[PersistedFace]:
    """Add the face in a picture to a person."""
    return _containers.add_face(
        settings,
        kind.add_face,
        _person(kind, group_id, person_id),
        image,
        target_face=target_face,
        detection_model=detection_model,
        user_data=user_data,
    )


def get_face(
    settings: Settings,
    kind: GroupKind[Any],
    group_id: str,
    person_id: str,
    persisted_face_id: str,
) -> Flow[PersistedFace]:
    """Read one face of a person."""
    place = _face(kind, group_id, person_id, persisted_face_id)
    return ask(settings, kind.get_face, PersistedFace.from_api, place)


def update_face(
    settings: Settings,
    kind: GroupKind[Any],
    group_id: str,
    person_id: str,
    persisted_face_id: str,
    *,
    user_data: str,
) -> Flow[None]:
    """Change what is kept with one face of a person."""
    place = _face(kind, group_id, person_id, persisted_face_id)
    return _containers.update_face(settings, kind.update_face, place, user_data=user_data)


def delete_face(
    settings: Settings,
    kind: GroupKind[Any],
    group_id: str,
    person_id: str,
    persisted_face_id: str,
) -> Flow[None]:
    """Delete one face of a person."""
    place = _face(kind, group_id, person_id, persisted_face_id)
    return do(settings, kind.delete_face, place, after_loss=gone_is_done)


def _person(kind: GroupKind[Any], group_id: str, person_id: str) -> dict[str, str]:
    return {**target(kind, group_id), "person_id": _arguments.service_id(person_id, "person_id")}


def _face(
    kind: GroupKind[Any], group_id: str, person_id: str, persisted_face_id: str
) -> dict[str, str]:
    face = _arguments.service_id(persisted_face_id, "persisted_face_id")
    return {**_person(kind, group_id, person_id), "persisted_face_id": face}
