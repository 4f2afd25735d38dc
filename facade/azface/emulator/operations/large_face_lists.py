"""Large face lists: searchable once they are trained."""

from azface.emulator import arguments
from azface.emulator.kinds import LARGE_FACE_LIST
from azface.emulator.limits import MAXIMUM_FACE_USER_DATA_LENGTH
from azface.emulator.messages import Answer, Call, Handler, json_answer
from azface.emulator.operations.added_faces import shown_face
from azface.emulator.operations.list_faces import ListFaces
from azface.emulator.operations.training_operations import TrainingOperations
from azface.emulator.resource import Resource


class LargeFaceLists(ListFaces, TrainingOperations):
    """The operations on large face lists."""

    def __init__(self, resource: Resource) -> None:
        super().__init__(resource, LARGE_FACE_LIST)

    @property
    def most_faces(self) -> int:
        """How many faces one may hold."""
        return self.resource.limits.faces_per_large_face_list

    def handlers(self) -> dict[str, Handler]:
        """The handler of each operation."""
        return {
            "FaceListOperations_CreateLargeFaceList": self.create,
            "FaceListOperations_DeleteLargeFaceList": self.delete,
            "FaceListOperations_GetLargeFaceList": self.get,
            "FaceListOperations_UpdateLargeFaceList": self.update,
            "FaceListOperations_GetLargeFaceLists": self.list_page,
            "FaceListOperations_GetLargeFaceListTrainingStatus": self.training_status,
            "FaceListOperations_TrainLargeFaceList": self.train,
            "FaceListOperations_AddLargeFaceListFaceFromUrl": self.add_face,
            "FaceListOperations_AddLargeFaceListFace": self.add_face,
            "FaceListOperations_GetLargeFaceListFaces": self.list_faces,
            "FaceListOperations_DeleteLargeFaceListFace": self.delete_face,
            "FaceListOperations_GetLargeFaceListFace": self.get_face,
            "FaceListOperations_UpdateLargeFaceListFace": self.update_face,
        }

    async def list_faces(self, call: Call) -> Answer:
        """GetLargeFaceListFaces: in the order of their ids."""
        collection = self.existing(call)
        start, top = arguments.page(call)
        faces = self.resource.storage.faces.page(collection.key, start, top)
        return json_answer([shown_face(face) for face in faces])

    async def get_face(self, call: Call) -> Answer:
        """GetLargeFaceListFace."""
        return json_answer(shown_face(self.existing_face(self.existing(call), call)))

    async def update_face(self, call: Call) -> Answer:
        """UpdateLargeFaceListFace: changes its user data, if any is given."""
        user_data = arguments.text(call.json(), "userData", maximum=MAXIMUM_FACE_USER_DATA_LENGTH)
        collection = self.writable(call)
        face = self.existing_face(collection, call)
        if user_data is not None:
            self.resource.storage.faces.update(collection.key, face.id, user_data)
        return Answer()
