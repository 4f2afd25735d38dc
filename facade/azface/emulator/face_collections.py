"""What face lists and large face lists have in common: the lists themselves, and adding a face."""

from collections.abc import Mapping
from uuid import uuid4

import attrs

from azface.emulator import arguments
from azface.emulator.errors import ServiceError, bad_argument, invalid_image, quota_exceeded
from azface.emulator.limits import (
    DETECTION_MODELS,
    MAXIMUM_COLLECTION_USER_DATA_LENGTH,
    MAXIMUM_FACE_USER_DATA_LENGTH,
    RECOGNITION_MODELS,
)
from azface.emulator.messages import Answer, Call, json_answer
from azface.emulator.resource import Resource
from azface.emulator.storage import Collection, StoredFace


@attrs.frozen
class Kind:
    """A kind of collection.

    Attributes:
        name: As error codes spell it, such as "LargeFaceList".
        id_name: As members and messages spell its id, such as "largeFaceListId".
        collections: How many a resource may hold.
        faces: How many faces one may hold.
    """

    name: str
    id_name: str
    collections: int
    faces: int


class FaceCollections:
    """The operations on a kind of collection that every kind has."""

    def __init__(self, resource: Resource, kind: Kind) -> None:
        self.resource = resource
        self.kind = kind

    async def create(self, call: Call) -> Answer:
        """Create{Kind}: 200, 409 {Kind}Exists, 403 QuotaExceeded."""
        collection_id = arguments.checked_id(call.path["id"], self.kind.id_name)
        content = call.json()
        name = arguments.collection_name(content)
        if name is None:
            raise bad_argument("name is missing.")
        user_data = _user_data(content)
        model = arguments.chosen(
            content.get("recognitionModel"),
            "recognitionModel",
            RECOGNITION_MODELS,
            RECOGNITION_MODELS[0],
        )
        storage = self.resource.storage
        if storage.collection(self.kind.name, collection_id) is not None:
            raise ServiceError(
                409,
                f"{self.kind.name}Exists",
                f"{self.kind.id_name} '{collection_id}' exists already.",
            )
        if storage.count_collections(self.kind.name) >= self.kind.collections:
            raise quota_exceeded(f"At most {self.kind.collections} collections of this kind.")
        storage.create_collection(self.kind.name, collection_id, name, user_data, model)
        return Answer()

    async def get(self, call: Call) -> Answer:
        """Get{Kind}."""
        with_model = arguments.query_boolean(call, "returnRecognitionModel")
        return json_answer(self.shown(self.existing(call), with_model=with_model))

    async def update(self, call: Call) -> Answer:
        """Update{Kind}: changes name, user data, or both."""
        content = call.json()
        name, user_data = arguments.collection_name(content), _user_data(content)
        if name is None and user_data is None:
            raise bad_argument("name and userData are both empty.")
        self.resource.storage.update_collection(self.writable(call).key, name, user_data)
        return Answer()

    async def delete(self, call: Call) -> Answer:
        """Delete{Kind}."""
        self.resource.storage.delete_collection(self.writable(call).key)
        return Answer()

    async def add_face(self, call: Call) -> Answer:
        """Add{Kind}Face and Add{Kind}FaceFromUrl."""
        self._with_room(call)
        target = arguments.target_face(call)
        arguments.chosen(
            call.query.get("detectionModel"), "detectionModel", DETECTION_MODELS, "detection_01"
        )
        user_data = call.query.get("userData")
        if user_data is not None:
            arguments.checked_text(user_data, "userData", maximum=MAXIMUM_FACE_USER_DATA_LENGTH)
        picture, key = await self.resource.picture(call)
        if not picture.has_face:
            raise invalid_image("No face detected in the image.")
        if target is not None:
            left, top, width, height = target
            if left + width > picture.width or top + height > picture.height:
                raise bad_argument("targetFace is invalid: it is no rectangle inside the image.")
        # Others were served while the picture was decoded.
        collection = self._with_room(call)
        face_id = str(uuid4())
        self.resource.storage.add_face(collection.key, face_id, user_data, key)
        return json_answer({"persistedFaceId": face_id})

    async def delete_face(self, call: Call) -> Answer:
        """Delete{Kind}Face."""
        collection = self.writable(call)
        if not self.resource.storage.delete_face(collection.key, call.path["face"].lower()):
            raise self.face_not_found()
        return Answer()

    def existing(self, call: Call) -> Collection:
        """The collection that the path names.

        Raises:
            ServiceError: 400 for a malformed id, 404 {Kind}NotFound.
        """
        collection_id = arguments.checked_id(call.path["id"], self.kind.id_name)
        collection = self.resource.storage.collection(self.kind.name, collection_id)
        if collection is None:
            raise ServiceError(
                404,
                f"{self.kind.name}NotFound",
                f"{self.kind.id_name} '{collection_id}' is not found.",
            )
        return collection

    def writable(self, call: Call) -> Collection:
        """The collection that the path names, if it may be changed now."""
        return self.existing(call)

    def _with_room(self, call: Call) -> Collection:
        collection = self.writable(call)
        if collection.face_count >= self.kind.faces:
            raise quota_exceeded(f"At most {self.kind.faces} faces in one collection.")
        return collection

    def shown(self, collection: Collection, *, with_model: bool) -> dict[str, object]:
        """A collection as its JSON shows it: what was never set is absent."""
        content: dict[str, object] = {"name": collection.name}
        if collection.user_data is not None:
            content["userData"] = collection.user_data
        if with_model:
            content["recognitionModel"] = collection.recognition_model
        content[self.kind.id_name] = collection.id
        return content

    def face_not_found(self) -> ServiceError:
        """The refusal for a face that the collection does not hold."""
        return ServiceError(404, "PersistedFaceNotFound", "persistedFaceId is not found.")


def shown_face(face: StoredFace) -> dict[str, object]:
    """A persisted face as its JSON shows it."""
    content: dict[str, object] = {"persistedFaceId": face.id}
    if face.user_data is not None:
        content["userData"] = face.user_data
    return content


def _user_data(content: Mapping[str, object]) -> str | None:
    return arguments.text(content, "userData", maximum=MAXIMUM_COLLECTION_USER_DATA_LENGTH)
