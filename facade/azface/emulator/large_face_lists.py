"""Large face lists: searchable once they are trained."""

from azface.emulator import arguments
from azface.emulator.errors import ServiceError
from azface.emulator.face_collections import FaceCollections, Kind, shown_face
from azface.emulator.limits import MAXIMUM_FACE_USER_DATA_LENGTH
from azface.emulator.messages import Answer, Call, Handler, json_answer
from azface.emulator.resource import Resource
from azface.emulator.storage import Collection
from azface.emulator.training import StaleReads

LARGE_FACE_LIST = "LargeFaceList"


class LargeFaceLists(FaceCollections):
    """The operations on large face lists."""

    def __init__(self, resource: Resource) -> None:
        limits = resource.limits
        super().__init__(
            resource,
            Kind(
                LARGE_FACE_LIST,
                "largeFaceListId",
                limits.large_face_lists,
                limits.faces_per_large_face_list,
            ),
        )
        self._stale = StaleReads()

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

    def writable(self, call: Call) -> Collection:
        """The list that the path names; 409 while its training runs."""
        collection = self.existing(call)
        training = self.resource.storage.training(collection.key)
        if training is not None and training.running(self.resource.now()):
            raise training_not_finished(collection.id)
        return collection

    async def list_page(self, call: Call) -> Answer:
        """GetLargeFaceLists: in the order of their ids."""
        start, top = arguments.page(call)
        with_model = arguments.query_boolean(call, "returnRecognitionModel")
        lists = self.resource.storage.collections(LARGE_FACE_LIST, start, top)
        return json_answer([self.shown(each, with_model=with_model) for each in lists])

    async def train(self, call: Call) -> Answer:
        """TrainLargeFaceList: 202; the status is found at Operation-Location."""
        collection = self.writable(call)
        resource = self.resource
        previous = resource.storage.training(collection.key)
        training = resource.trainer.begin(
            previous,
            resource.now(),
            faces=collection.face_count,
            boundary=resource.storage.last_sequence(collection.key),
        )
        resource.storage.set_training(collection.key, training)
        self._stale.begin(collection.key, previous, resource.trainer.behaviour.stale_reads)
        return Answer(
            202,
            headers={
                "Operation-Location": f"{resource.endpoint}/face/{call.version}/largefacelists/"
                f"{collection.id}/training",
                "Access-Control-Expose-Headers": "Operation-Location",
            },
        )

    async def training_status(self, call: Call) -> Answer:
        """GetLargeFaceListTrainingStatus: 200, or 404 LargeFaceListNotTrained."""
        collection = self.existing(call)
        resource = self.resource
        training = self._stale.seen(collection.key, resource.storage.training(collection.key))
        if training is None:
            raise not_trained(404, collection.id)
        return json_answer(training.result(resource.now()))

    async def list_faces(self, call: Call) -> Answer:
        """GetLargeFaceListFaces: in the order of their ids."""
        collection = self.existing(call)
        start, top = arguments.page(call)
        faces = self.resource.storage.faces(collection.key, start.lower(), top)
        return json_answer([shown_face(face) for face in faces])

    async def get_face(self, call: Call) -> Answer:
        """GetLargeFaceListFace."""
        collection = self.existing(call)
        face = self.resource.storage.face(collection.key, call.path["face"].lower())
        if face is None:
            raise self.face_not_found()
        return json_answer(shown_face(face))

    async def update_face(self, call: Call) -> Answer:
        """UpdateLargeFaceListFace: changes its user data, if any is given."""
        user_data = arguments.text(call.json(), "userData", maximum=MAXIMUM_FACE_USER_DATA_LENGTH)
        collection = self.writable(call)
        face = self.resource.storage.face(collection.key, call.path["face"].lower())
        if face is None:
            raise self.face_not_found()
        if user_data is not None:
            self.resource.storage.update_face(collection.key, face.id, user_data)
        return Answer()


def training_not_finished(list_id: str) -> ServiceError:
    """The refusal of whatever cannot be done while a training runs."""
    return ServiceError(
        409,
        "LargeFaceListTrainingNotFinished",
        f"Large face list '{list_id}' is in training; try again when it has ended.",
    )


def not_trained(status: int, list_id: str) -> ServiceError:
    """The refusal for a list without a training: 404 for its status, 400 for a search in it."""
    return ServiceError(
        status, "LargeFaceListNotTrained", f"Large face list '{list_id}' has not been trained."
    )
