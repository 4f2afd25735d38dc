"""Verify: whether two faces, or a face and a person, are the same person's."""

from functools import partial

from azface.emulator import arguments
from azface.emulator.errors import bad_argument, persisted_face_not_found, person_not_found
from azface.emulator.kinds import LARGE_PERSON_GROUP, PERSON_GROUP, Kind
from azface.emulator.messages import Answer, Call, Handler, json_answer
from azface.emulator.operations.find_similar import check_models
from azface.emulator.pictures.similarity import (
    MATCH_CONFIDENCE,
    confidence,
    confidences,
    keys_array,
)
from azface.emulator.resource import Resource


class Verification:
    """The four operations of verify.

    Nobody is in the person directory: the operations that fill it are not served.
    """

    def __init__(self, resource: Resource) -> None:
        self._resource = resource

    def handlers(self) -> dict[str, Handler]:
        """The handler of each operation."""
        return {
            "FaceRecognitionOperations_VerifyFaceToFace": self.face_to_face,
            "FaceRecognitionOperations_VerifyFromPersonGroup": partial(self.in_group, PERSON_GROUP),
            "FaceRecognitionOperations_VerifyFromLargePersonGroup": partial(
                self.in_group, LARGE_PERSON_GROUP
            ),
            "FaceRecognitionOperations_VerifyFromPersonDirectory": self.in_directory,
        }

    async def face_to_face(self, call: Call) -> Answer:
        """VerifyFaceToFace."""
        content = call.json()
        face_ids = [arguments.face_id(content.get(name), name) for name in ("faceId1", "faceId2")]
        one, other = (self._resource.detected_face(each, missing=404) for each in face_ids)
        check_models(one, other.recognition_model)
        return _verdict(confidence(one.key, other.key))

    async def in_group(self, kind: Kind, call: Call) -> Answer:
        """VerifyFrom{Kind}: the best of the person's faces counts, trained or not."""
        content = call.json()
        face_id = arguments.face_id(content.get("faceId"), "faceId")
        person_id = arguments.face_id(content.get("personId"), "personId")
        group_ids = [each.id_name for each in (PERSON_GROUP, LARGE_PERSON_GROUP)]
        if all(content.get(name) is not None for name in group_ids):
            raise bad_argument(f"{' and '.join(group_ids)} are both given.")
        group_id = arguments.referred_id(content, kind.id_name)
        face = self._resource.detected_face(face_id, missing=404)
        group = self._resource.collection(kind, group_id, missing=400)
        person = self._resource.storage.persons.find(group.key, person_id)
        if person is None:
            raise person_not_found()
        check_models(face, group.recognition_model)
        keys = self._resource.storage.faces.keys_of_person(person.key)
        if not keys:
            raise persisted_face_not_found()
        others = keys_array(b"".join(keys))
        return _verdict(float(confidences(keys_array(face.key)[0], others).max()))

    async def in_directory(self, call: Call) -> Answer:
        """VerifyFromPersonDirectory: 404 PersonNotFound."""
        content = call.json()
        face_id = arguments.face_id(content.get("faceId"), "faceId")
        arguments.face_id(content.get("personId"), "personId")
        self._resource.detected_face(face_id, missing=404)
        raise person_not_found()


def _verdict(sure: float) -> Answer:
    return json_answer({"isIdentical": sure >= MATCH_CONFIDENCE, "confidence": sure})
