"""The faces of face lists and large face lists: adding and deleting them."""

from abc import ABC, abstractmethod

from azface.emulator.errors import persisted_face_not_found, quota_exceeded
from azface.emulator.ids import id_bytes, id_text
from azface.emulator.messages import Answer, Call, json_answer
from azface.emulator.operations.added_faces import face_to_add
from azface.emulator.operations.collection_operations import CollectionOperations
from azface.emulator.storage import Collection, StoredFace


class ListFaces(CollectionOperations, ABC):
    """The operations on the faces of a list, whatever its kind."""

    @property
    @abstractmethod
    def most_faces(self) -> int:
        """How many faces one list may hold."""

    async def add_face(self, call: Call) -> Answer:
        """Add{Kind}Face and Add{Kind}FaceFromUrl."""
        self._with_room(call)
        face = await face_to_add(self.resource, call)
        # Others were served while the picture was decoded.
        collection = self._with_room(call)
        face_id = self.resource.storage.faces.add(collection.key, face)
        return json_answer({"persistedFaceId": id_text(face_id)})

    async def delete_face(self, call: Call) -> Answer:
        """Delete{Kind}Face."""
        collection = self.writable(call)
        face = self.existing_face(collection, call)
        self.resource.storage.faces.delete(collection.key, face.id)
        return Answer()

    def existing_face(self, collection: Collection, call: Call) -> StoredFace:
        """The face that the path names.

        Raises:
            ServiceError: 404 PersistedFaceNotFound.
        """
        face_id = id_bytes(call.path["face"])
        face = face_id and self.resource.storage.faces.find(collection.key, face_id)
        if not face:
            raise persisted_face_not_found()
        return face

    def _with_room(self, call: Call) -> Collection:
        collection = self.writable(call)
        if collection.face_count >= self.most_faces:
            raise quota_exceeded(f"At most {self.most_faces} faces in one list.")
        return collection
