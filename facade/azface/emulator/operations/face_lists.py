"""Face lists: small, searchable at once, never trained."""

from azface.emulator import arguments
from azface.emulator.kinds import FACE_LIST
from azface.emulator.messages import Answer, Call, Handler, json_answer
from azface.emulator.operations.added_faces import shown_face
from azface.emulator.operations.list_faces import ListFaces
from azface.emulator.resource import Resource


class FaceLists(ListFaces):
    """The operations on face lists."""

    def __init__(self, resource: Resource) -> None:
        super().__init__(resource, FACE_LIST)

    @property
    def most_faces(self) -> int:
        """How many faces one may hold."""
        return self.resource.limits.faces_per_face_list

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
        faces = self.resource.storage.faces.page(face_list.key, "", face_list.face_count)
        return json_answer(
            {
                **self.shown(face_list, with_model=with_model),
                "persistedFaces": [shown_face(face) for face in faces],
            }
        )

    async def list_all(self, call: Call) -> Answer:
        """GetFaceLists: all of them; this listing has no pages."""
        # No refusal is documented for it: what is neither true nor false counts as false.
        with_model = call.query.get("returnRecognitionModel", "").lower() == "true"
        most = self.resource.limits.face_lists
        face_lists = self.resource.storage.collections.page(FACE_LIST.name, "", most)
        return json_answer([self.shown(each, with_model=with_model) for each in face_lists])
