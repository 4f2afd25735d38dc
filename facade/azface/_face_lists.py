"""What can be done with a list of faces, as flows: the same for large and small lists.

Sources: the operations of FaceListOperations and POST /findsimilars. What differs between the kinds
of lists stands in `_list_kinds.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal, TypeAlias, TypeVar

from azface import _arguments
from azface._call import call
from azface._fields import Document
from azface._flow import Blocking, Flow, Reply
from azface._list_kinds import (
    FIND_SIMILAR,
    GET_LARGE_FACE,
    GET_LARGE_FACES,
    LARGE,
    SMALL,
    UPDATE_LARGE_FACE,
    ListKind,
)
from azface._operation import Json, Operation
from azface._pages import Listing
from azface._settings import Settings
from azface.detected_face import FaceRectangle
from azface.errors import AlreadyExistsError, AzfaceError, InvalidArgumentError, NotFoundError
from azface.images import ImageSource, ImageUrl, load_image
from azface.models import FaceList, FaceListItem, LargeFaceList, PersistedFace, SimilarFace

T = TypeVar("T")

MatchMode: TypeAlias = Literal["matchPerson", "matchFace"]


def create(
    settings: Settings,
    kind: ListKind,
    list_id: str,
    *,
    name: str,
    user_data: str | None,
    recognition_model: str,
) -> Flow[None]:
    """Create a list; after a lost answer, a list that is just as asked for counts as ours."""
    fields: Mapping[str, str | None] = {
        "name": _arguments.display_name(name),
        "userData": _arguments.user_data(user_data, _arguments.LIST_USER_DATA),
        "recognitionModel": _arguments.non_empty(recognition_model, "recognition_model"),
    }

    def made_by_us(error: AzfaceError) -> Flow[None]:
        if isinstance(error, AlreadyExistsError):
            there = yield from _get(settings, kind, list_id, lambda found, _: found)
            if all(
                (there.get(field) or None) == (value or None) for field, value in fields.items()
            ):
                return
            error.outcome_unknown = False
        raise error

    yield from _do(
        settings,
        kind.create,
        _target(kind, list_id),
        Json("CreateCollectionRequest", fields),
        after_loss=made_by_us,
    )


def get_large(settings: Settings, list_id: str) -> Flow[LargeFaceList]:
    """Read a large list's name, data and model."""
    return _get(settings, LARGE, list_id, LargeFaceList.from_api)


def get_small(settings: Settings, list_id: str) -> Flow[FaceList]:
    """Read a list's name, data, model and faces."""
    return _get(settings, SMALL, list_id, FaceList.from_api)


def list_small(settings: Settings) -> Flow[list[FaceListItem]]:
    """Read all lists; there are at most 64, in one answer."""
    return _list(settings, SMALL.list, FaceListItem.from_api, {"return_recognition_model": True})


def large_lists(settings: Settings, *, start: str | None, page_size: int) -> Listing[LargeFaceList]:
    """Walk through the large lists, by id."""
    size = _arguments.within(page_size, "page_size", 1, _arguments.PAGE_SIZE)

    def fetch(after: str | None) -> Flow[list[LargeFaceList]]:
        arguments = {"start": after, "top": size, "return_recognition_model": True}
        return _list(settings, LARGE.list, LargeFaceList.from_api, arguments)

    return Listing(fetch, lambda found: found.large_face_list_id, _arguments.cursor(start), size)


def update(
    settings: Settings, kind: ListKind, list_id: str, *, name: str | None, user_data: str | None
) -> Flow[None]:
    """Change a list's name or data."""
    if name is None and user_data is None:
        raise InvalidArgumentError("update needs a name, user_data, or both")
    fields = {
        "name": None if name is None else _arguments.display_name(name),
        "userData": _arguments.user_data(user_data, _arguments.LIST_USER_DATA),
    }
    yield from _do(
        settings,
        kind.update,
        _target(kind, list_id),
        Json("UserDefinedFieldsForUpdate", fields),
    )


def delete(settings: Settings, kind: ListKind, list_id: str) -> Flow[None]:
    """Delete a list with its faces."""
    target = _target(kind, list_id)
    yield from _do(settings, kind.delete, target, after_loss=_gone_is_done)


def add_face(
    settings: Settings,
    kind: ListKind,
    list_id: str,
    image: ImageSource,
    *,
    target_face: FaceRectangle | None,
    detection_model: str,
    user_data: str | None,
) -> Flow[PersistedFace]:
    """Add the face in a picture; never sent again unless the service surely did nothing."""
    arguments = {
        **_target(kind, list_id),
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
    request = kind.add_face.request(settings, arguments, body)

    def read_face(document: Document, request_id: str | None) -> PersistedFace:
        face = PersistedFace.from_api(document, request_id)
        return PersistedFace(face.persisted_face_id, user_data, request_id=request_id, raw=document)

    return (
        yield from call(
            settings,
            kind.add_face,
            request,
            lambda reply: kind.add_face.read_object(settings, request, reply, read_face),
        )
    )


def list_faces(
    settings: Settings, list_id: str, *, start: str | None, page_size: int
) -> Listing[PersistedFace]:
    """Walk through the faces of a large list, by persisted face id."""
    size = _arguments.within(page_size, "page_size", 1, _arguments.PAGE_SIZE)
    target = _target(LARGE, list_id)

    def fetch(after: str | None) -> Flow[list[PersistedFace]]:
        arguments = {**target, "start": after, "top": size}
        return _list(settings, GET_LARGE_FACES, PersistedFace.from_api, arguments)

    return Listing(fetch, lambda face: face.persisted_face_id, _arguments.cursor(start), size)


def get_face(settings: Settings, list_id: str, persisted_face_id: str) -> Flow[PersistedFace]:
    """Read one face of a large list."""
    target = _face_target(LARGE, list_id, persisted_face_id)
    return _object(settings, GET_LARGE_FACE, PersistedFace.from_api, target)


def update_face(
    settings: Settings, list_id: str, persisted_face_id: str, *, user_data: str
) -> Flow[None]:
    """Change what is kept with one face of a large list."""
    given = _arguments.user_data(user_data, _arguments.FACE_USER_DATA)
    if given is None:
        raise InvalidArgumentError("user_data must be a text; the empty one clears it")
    yield from _do(
        settings,
        UPDATE_LARGE_FACE,
        _face_target(LARGE, list_id, persisted_face_id),
        Json("FaceUserData", {"userData": given}),
    )


def delete_face(
    settings: Settings, kind: ListKind, list_id: str, persisted_face_id: str
) -> Flow[None]:
    """Delete one face of a list."""
    target = _face_target(kind, list_id, persisted_face_id)
    yield from _do(settings, kind.delete_face, target, after_loss=_gone_is_done)


def find_similar(
    settings: Settings,
    kind: ListKind,
    list_id: str,
    face_id: str,
    *,
    max_candidates: int,
    mode: MatchMode,
) -> Flow[list[SimilarFace]]:
    """Search a list for the faces most like a detected one."""
    if mode not in ("matchPerson", "matchFace"):
        raise InvalidArgumentError(f"mode must be 'matchPerson' or 'matchFace', not {mode!r}")
    body = Json(
        kind.find_similar_model,
        {
            "faceId": _arguments.face_id(face_id, "face_id"),
            "maxNumOfCandidatesReturned": _arguments.within(
                max_candidates, "max_candidates", 1, 1_000
            ),
            "mode": mode,
            kind.id_field: _arguments.container_id(list_id),
        },
    )
    return _list(settings, FIND_SIMILAR, SimilarFace.from_api, {}, body)


def _get(
    settings: Settings,
    kind: ListKind,
    list_id: str,
    read: Callable[[Document, str | None], T],
) -> Flow[T]:
    arguments = {**_target(kind, list_id), "return_recognition_model": True}
    return _object(settings, kind.get, read, arguments)


def _do(
    settings: Settings,
    operation: Operation,
    arguments: Mapping[str, object],
    body: Json | None = None,
    *,
    after_loss: Callable[[AzfaceError], Flow[None]] | None = None,
) -> Flow[None]:
    request = operation.request(settings, arguments, body)

    def read(reply: Reply) -> None:
        operation.read_nothing(request, reply)

    return call(settings, operation, request, read, after_loss=after_loss)


def _object(
    settings: Settings,
    operation: Operation,
    read: Callable[[Document, str | None], T],
    arguments: Mapping[str, object],
) -> Flow[T]:
    request = operation.request(settings, arguments)
    return call(
        settings,
        operation,
        request,
        lambda reply: operation.read_object(settings, request, reply, read),
    )


def _list(
    settings: Settings,
    operation: Operation,
    read: Callable[[Document, str | None], T],
    arguments: Mapping[str, object],
    body: Json | None = None,
) -> Flow[list[T]]:
    request = operation.request(settings, arguments, body)
    return call(
        settings,
        operation,
        request,
        lambda reply: operation.read_array(settings, request, reply, read),
    )


def _gone_is_done(error: AzfaceError) -> Flow[None]:
    """After a lost answer to a delete, "not found" says that it was done."""
    if not isinstance(error, NotFoundError):
        raise error
    yield from ()


def _target(kind: ListKind, list_id: str) -> dict[str, str]:
    return {kind.argument: _arguments.container_id(list_id)}


def _face_target(kind: ListKind, list_id: str, persisted_face_id: str) -> dict[str, str]:
    face = _arguments.face_id(persisted_face_id, "persisted_face_id")
    return {**_target(kind, list_id), "persisted_face_id": face}


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
