"""What can be done with a list of faces, as flows: the same for large and small lists.

Sources: the operations of FaceListOperations and POST /findsimilars. What differs between the kinds
of lists stands in `_list_kinds.py`, what lists share with groups in `_containers.py`.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from azface import _arguments, _containers
from azface._containers import target
from azface._flow import Flow
from azface._list_kinds import (
    FIND_SIMILAR,
    GET_LARGE_FACE,
    GET_LARGE_FACES,
    LARGE,
    SMALL,
    UPDATE_LARGE_FACE,
    ListKind,
)
from azface._operation import Json
from azface._pages import Listing
from azface._sending import ask, ask_for_list, do, gone_is_done, listing
from azface._settings import Settings
from azface.detected_face import FaceRectangle
from azface.errors import InvalidArgumentError
from azface.images import ImageSource
from azface.models import FaceList, FaceListItem, LargeFaceList, PersistedFace, SimilarFace

MatchMode: TypeAlias = Literal["matchPerson", "matchFace"]

_WITH_MODEL = {"return_recognition_model": True}


def get_large(settings: Settings, list_id: str) -> Flow[LargeFaceList]:
    """Read a large list's name, data and model."""
    arguments = {**target(LARGE, list_id), **_WITH_MODEL}
    return ask(settings, LARGE.get, LargeFaceList.from_api, arguments)


def get_small(settings: Settings, list_id: str) -> Flow[FaceList]:
    """Read a list's name, data, model and faces."""
    arguments = {**target(SMALL, list_id), **_WITH_MODEL}
    return ask(settings, SMALL.get, FaceList.from_api, arguments)


def list_small(settings: Settings) -> Flow[list[FaceListItem]]:
    """Read all lists; there are at most 64, in one answer."""
    return ask_for_list(settings, SMALL.list, FaceListItem.from_api, _WITH_MODEL)


def large_lists(settings: Settings, *, start: str | None, page_size: int) -> Listing[LargeFaceList]:
    """Walk through the large lists, by id."""
    return listing(
        settings,
        LARGE.list,
        LargeFaceList.from_api,
        lambda found: found.large_face_list_id,
        _WITH_MODEL,
        start=start,
        page_size=page_size,
    )


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
    """Add the face in a picture to a list."""
    return _containers.add_face(
        settings,
        kind.add_face,
        target(kind, list_id),
        image,
        target_face=target_face,
        detection_model=detection_model,
        user_data=user_data,
    )


def list_faces(
    settings: Settings, list_id: str, *, start: str | None, page_size: int
) -> Listing[PersistedFace]:
    """Walk through the faces of a large list, by persisted face id."""
    return listing(
        settings,
        GET_LARGE_FACES,
        PersistedFace.from_api,
        lambda face: face.persisted_face_id,
        target(LARGE, list_id),
        start=start,
        page_size=page_size,
    )


def get_face(settings: Settings, list_id: str, persisted_face_id: str) -> Flow[PersistedFace]:
    """Read one face of a large list."""
    place = _face_target(LARGE, list_id, persisted_face_id)
    return ask(settings, GET_LARGE_FACE, PersistedFace.from_api, place)


def update_face(
    settings: Settings, list_id: str, persisted_face_id: str, *, user_data: str
) -> Flow[None]:
    """Change what is kept with one face of a large list."""
    place = _face_target(LARGE, list_id, persisted_face_id)
    return _containers.update_face(settings, UPDATE_LARGE_FACE, place, user_data=user_data)


def delete_face(
    settings: Settings, kind: ListKind, list_id: str, persisted_face_id: str
) -> Flow[None]:
    """Delete one face of a list."""
    place = _face_target(kind, list_id, persisted_face_id)
    return do(settings, kind.delete_face, place, after_loss=gone_is_done)


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
    return ask_for_list(settings, FIND_SIMILAR, SimilarFace.from_api, {}, body)


def _face_target(kind: ListKind, list_id: str, persisted_face_id: str) -> dict[str, str]:
    face = _arguments.face_id(persisted_face_id, "persisted_face_id")
    return {**target(kind, list_id), "persisted_face_id": face}
