"""Face lists: small, searchable at once, never trained."""

from azface.emulator import arguments
from azface.emulator.face_collections import FaceCollections, Kind, shown_face
from azface.emulator.messages import Answer, Call, Handler, json_answer
from azface.emulator.resource import Resource

FACE_LIST = "FaceList"


class FaceLists(FaceCollections):
    """The operations on face lists."""

    def __init__(self, resource: Resource) -> None:
        limits = resource.limits
        super().__init__(
            resource, Kind(FACE_LIST, "faceListId", limits.face_lists, limits.faces_per_face_list)
        )

    def handlers(self) -> dict[str, Handler]:
        """The handler of each operation."""
        return {
            "FaceListOperations_CreateFaceList": self.create,
            "FaceListOperations_DeleteFaceList": self.delete,
            "FaceListOperations_GetFaceList": self.get_with_faces,
            "FaceListOperations_UpdateFaceList": self.update,
            "FaceListOperations_GetFaceLists": self.list_all,
            "FaceListOperations_AddFaceListFaceFromUrl": self.add_face,
            "FaceListOperations_AddFaceListFace": self.add_face,
            "FaceListOperations_DeleteFaceListFace": self.delete_face,
        }

    async def get_with_faces(self, call: Call) -> Answer:
        """GetFaceList: a face list comes with its faces."""
        with_model = arguments.query_boolean(call, "returnRecognitionModel")
        face_list = self.existing(call)
        faces = self.resource.storage.faces(face_list.key, "", face_list.face_count)
        return json_answer(
            {
                **self.shown(face_list, with_model=with_model),
                "persistedFaces": [shown_face(face) for face in faces],
            }
        )

    async def list_all(self, call: Call) -> Answer:
        """GetFaceLists: all of them; this listing has no pages."""
        with_model = arguments.query_boolean(call, "returnRecognitionModel")
        face_lists = self.resource.storage.collections(FACE_LIST, "", self.kind.collections)
        return json_answer([self.shown(each, with_model=with_model) for each in face_lists])
