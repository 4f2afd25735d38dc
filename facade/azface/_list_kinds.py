"""The two kinds of face lists: which operations each has, and what the wire calls its id."""

from __future__ import annotations

from attrs import frozen

from azface._containers import ContainerKind
from azface._operation import Operation, face_list_operation


@frozen(kw_only=True)
class ListKind(ContainerKind):
    """The operations and the names of one kind of list."""

    id_field: str
    find_similar_model: str


LARGE = ListKind(
    parameter="list_id",
    argument="large_face_list_id",
    id_field="largeFaceListId",
    create=face_list_operation("CreateLargeFaceList"),
    get=face_list_operation("GetLargeFaceList", root="object", effect="read"),
    list=face_list_operation("GetLargeFaceLists", root="array", effect="read"),
    update=face_list_operation("UpdateLargeFaceList"),
    delete=face_list_operation("DeleteLargeFaceList"),
    add_face=face_list_operation("AddLargeFaceListFace", root="object", effect="once"),
    delete_face=face_list_operation("DeleteLargeFaceListFace"),
    find_similar_model="FindSimilarFromLargeFaceListRequest",
)
SMALL = ListKind(
    parameter="list_id",
    argument="face_list_id",
    id_field="faceListId",
    create=face_list_operation("CreateFaceList"),
    get=face_list_operation("GetFaceList", root="object", effect="read"),
    list=face_list_operation("GetFaceLists", root="array", effect="read"),
    update=face_list_operation("UpdateFaceList"),
    delete=face_list_operation("DeleteFaceList"),
    add_face=face_list_operation("AddFaceListFace", root="object", effect="once"),
    delete_face=face_list_operation("DeleteFaceListFace"),
    find_similar_model="FindSimilarFromFaceListRequest",
)

GET_LARGE_FACES = face_list_operation("GetLargeFaceListFaces", root="array", effect="read")
GET_LARGE_FACE = face_list_operation("GetLargeFaceListFace", root="object", effect="read")
UPDATE_LARGE_FACE = face_list_operation("UpdateLargeFaceListFace")
FIND_SIMILAR = Operation("FindSimilar", "face_recognition_operations", 200, "array", "read")

# Every operation here, for the test that holds them against the documents.
OPERATIONS: tuple[Operation, ...] = (
    *(
        operation
        for kind in (LARGE, SMALL)
        for operation in (
            kind.create,
            kind.get,
            kind.list,
            kind.update,
            kind.delete,
            kind.add_face,
            kind.delete_face,
        )
    ),
    GET_LARGE_FACES,
    GET_LARGE_FACE,
    UPDATE_LARGE_FACE,
    FIND_SIMILAR,
)
