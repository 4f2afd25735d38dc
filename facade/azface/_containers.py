"""What every list and every group is: created, changed, deleted, and never filled twice, as flows.

Sources: the operations of FaceListOperations and PersonGroupOperations that take the schemas
CreateCollectionRequest, UserDefinedFieldsForUpdate, AddFaceFromUrlRequest and FaceUserData.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from attrs import frozen

from azface import _arguments
from azface._fields import Document
from azface._flow import Blocking, Flow
from azface._operation import Json, Operation
from azface._sending import ask, do, gone_is_done
from azface._settings import Settings
from azface.detected_face import FaceRectangle
from azface.errors import AlreadyExistsError, AzfaceError, InvalidArgumentError
from azface.images import ImageSource, ImageUrl, load_image
from azface.models import PersistedFace


@frozen(kw_only=True)
class ContainerKind:
    """The operations and the names of one kind of list or group.

    Attributes:
        parameter: What users call its id.
        argument: What the generated code calls its id.
    """

    parameter: str
    argument: str
    create: Operation
    get: Operation
    list: Operation
    update: Operation
    delete: Operation
    add_face: Operation
    delete_face: Operation


def target(kind: ContainerKind, container_id: str) -> dict[str, str]:
    """The arguments that name one list or group."""
    return {kind.argument: _arguments.container_id(container_id, kind.parameter)}


def create(
    settings: Settings,
    kind: ContainerKind,
    container_id: str,
    *,
    name: str,
    user_data: str | None,
    recognition_model: str,
) -> Flow[None]:
    """Create it; after a lost answer, one that is just as asked for counts as ours."""
    fields: Mapping[str, str | None] = {
        "name": _arguments.display_name(name),
        "userData": _arguments.user_data(user_data, _arguments.CONTAINER_USER_DATA),
        "recognitionModel": _arguments.non_empty(recognition_model, "recognition_model"),
    }
    place = target(kind, container_id)

    def read(found: Document, _: str | None) -> Document:
        return found

    def made_by_us(error: AzfaceError) -> Flow[None]:
        if isinstance(error, AlreadyExistsError):
            asked = {**place, "return_recognition_model": True}
            there = yield from ask(settings, kind.get, read, asked)
            if all(
                (there.get(field) or None) == (value or None) for field, value in fields.items()
            ):
                return
            error.outcome_unknown = False
        raise error

    yield from do(
        settings,
        kind.create,
        place,
        Json("CreateCollectionRequest", fields),
        after_loss=made_by_us,
    )


def update(
    settings: Settings,
    kind: ContainerKind,
    container_id: str,
    *,
    name: str | None,
    user_data: str | None,
) -> Flow[None]:
    """Change its name or data."""
    body = changed_fields(name, user_data)
    yield from do(settings, kind.update, target(kind, container_id), body)


def changed_fields(name: str | None, user_data: str | None) -> Json:
    """The body that changes a list, a group or a person."""
    if name is None and user_data is None:
        raise InvalidArgumentError("update needs a name, user_data, or both")
    fields = {
        "name": None if name is None else _arguments.display_name(name),
        "userData": _arguments.user_data(user_data, _arguments.CONTAINER_USER_DATA),
    }
    return Json("UserDefinedFieldsForUpdate", fields)


def delete(settings: Settings, kind: ContainerKind, container_id: str) -> Flow[None]:
    """Delete it with all that is in it."""
    yield from do(settings, kind.delete, target(kind, container_id), after_loss=gone_is_done)


def add_face(
    settings: Settings,
    operation: Operation,
    place: Mapping[str, str],
    image: ImageSource,
    *,
    target_face: FaceRectangle | None,
    detection_model: str,
    user_data: str | None,
) -> Flow[PersistedFace]:
    """Add the face in a picture; never sent again unless the service surely did nothing."""
    arguments = {
        **place,
        "target_face": _rectangle(target_face),
        "detection_model": _arguments.non_empty(detection_model, "detection_model"),
        "user_data": _arguments.user_data(user_data, _arguments.FACE_USER_DATA),
    }
    picture = yield from Blocking(partial(load_image, image))
    body = (
        Json("AddFaceFromUrlRequest", {"url": picture.url})
        if isinstance(picture, ImageUrl)
        else picture
    )

    def read(document: Document, request_id: str | None) -> PersistedFace:
        face = PersistedFace.from_api(document, request_id)
        return PersistedFace(face.persisted_face_id, user_data, request_id=request_id, raw=document)

    return (yield from ask(settings, operation, read, arguments, body))


def update_face(
    settings: Settings, operation: Operation, place: Mapping[str, str], *, user_data: str
) -> Flow[None]:
    """Change what is kept with a face."""
    given = _arguments.user_data(user_data, _arguments.FACE_USER_DATA)
    if given is None:
        raise InvalidArgumentError("user_data must be a text; the empty one clears it")
    yield from do(settings, operation, place, Json("FaceUserData", {"userData": given}))


def _rectangle(target: object) -> str | None:
    """The query `targetFace`: left, top, width, height, joined by commas."""
    if target is None:
        return None
    if not isinstance(target, FaceRectangle):
        raise InvalidArgumentError("target_face must be a FaceRectangle, or None")
    edges = (target.left, target.top, target.width, target.height)
    for name, edge in zip(("left", "top", "width", "height"), edges, strict=True):
        _arguments.within(edge, f"target_face.{name}", 0, 2**31 - 1)
    return ",".join(map(str, edges))
