"""Identify: the persons of a trained group that detected faces may belong to."""

from collections.abc import Mapping

from azface.emulator import arguments
from azface.emulator.errors import ServiceError
from azface.emulator.ids import id_text
from azface.emulator.kinds import LARGE_PERSON_GROUP, PERSON_GROUP, Kind
from azface.emulator.limits import (
    DEFAULT_IDENTIFY_CANDIDATES,
    DEFAULT_IDENTIFY_CANDIDATES_OF_V1_0,
    MAXIMUM_IDENTIFIED_FACES,
    MAXIMUM_IDENTIFY_CANDIDATES,
    MAXIMUM_PERSON_IDS,
)
from azface.emulator.messages import Answer, Call, Handler, json_answer
from azface.emulator.operations.find_similar import check_models
from azface.emulator.pictures.similarity import MATCH_CONFIDENCE
from azface.emulator.resource import Resource
from azface.emulator.storage import DetectedFace

_GROUPS = {kind.id_name: kind for kind in (PERSON_GROUP, LARGE_PERSON_GROUP)}
_DIRECTORY, _DYNAMIC_GROUP = "personIds", "dynamicPersonGroupId"
_SCOPES = (*_GROUPS, _DIRECTORY, _DYNAMIC_GROUP)
_EVERYBODY = ["*"]


class Identification:
    """The four operations of identify.

    Nobody is in the person directory: the operations that fill it are not served.
    """

    def __init__(self, resource: Resource) -> None:
        self._resource = resource

    def handlers(self) -> dict[str, Handler]:
        """The handler of each operation."""
        return {
            "FaceRecognitionOperations_IdentifyFromPersonGroup": self.identify,
            "FaceRecognitionOperations_IdentifyFromLargePersonGroup": self.identify,
            "FaceRecognitionOperations_IdentifyFromPersonDirectory": self.identify,
            "FaceRecognitionOperations_IdentifyFromDynamicPersonGroup": self.identify,
        }

    async def identify(self, call: Call) -> Answer:
        """IdentifyFrom{Kind}, ...FromPersonDirectory and ...FromDynamicPersonGroup."""
        content = call.json()
        face_ids = arguments.face_ids(
            content.get("faceIds"), "faceIds", 1, MAXIMUM_IDENTIFIED_FACES
        )
        maximum = arguments.integer(
            content.get("maxNumOfCandidatesReturned"),
            "maxNumOfCandidatesReturned",
            1,
            MAXIMUM_IDENTIFY_CANDIDATES,
            DEFAULT_IDENTIFY_CANDIDATES_OF_V1_0
            if call.version == "v1.0"
            else DEFAULT_IDENTIFY_CANDIDATES,
        )
        minimum = arguments.number(
            content.get("confidenceThreshold"), "confidenceThreshold", 0, 1, MATCH_CONFIDENCE
        )
        scope = _scope(content)
        group_id = "" if scope == _DIRECTORY else arguments.referred_id(content, scope)
        if scope == _DIRECTORY and content[scope] != _EVERYBODY:
            arguments.face_ids(content[scope], scope, 1, MAXIMUM_PERSON_IDS)
        if scope in _GROUPS:
            await self._resource.index(_GROUPS[scope], group_id)
        # From here on no others are served, so that the answer is of one moment.
        faces = [self._resource.detected_face(face_id, missing=400) for face_id in face_ids]
        if scope == _DYNAMIC_GROUP:
            raise ServiceError(
                400, "DynamicPersonGroupNotFound", f"{scope} '{group_id}' is not found."
            )
        results: list[dict[str, object]] = []
        for face_id, face in zip(face_ids, faces, strict=True):
            found: list[tuple[float, bytes]] = []
            if scope in _GROUPS:
                found = self._in_group(_GROUPS[scope], group_id, face, minimum, maximum)
            candidates = [{"personId": id_text(each), "confidence": sure} for sure, each in found]
            results.append({"faceId": id_text(face_id), "candidates": candidates})
        return json_answer(results)

    def _in_group(
        self, kind: Kind, group_id: str, face: DetectedFace, minimum: float, maximum: int
    ) -> list[tuple[float, bytes]]:
        """The persons that a face may belong to: confidence and id, best first."""
        storage = self._resource.storage
        group = self._resource.collection(kind, group_id, missing=400)
        boundary = self._resource.searchable_faces(kind, group)
        check_models(face, group.recognition_model)
        best = storage.faces.index(group.key).persons(
            face.key, boundary=boundary, minimum=minimum, maximum=maximum
        )
        ids = storage.persons.ids(person for _, person in best)
        return [(sure, each) for (sure, _), each in zip(best, ids, strict=True)]


def _scope(content: Mapping[str, object]) -> str:
    """The one member that says where to search.

    Raises:
        ServiceError: 400 with one of four codes, whose differences no page explains: null counts as
            given only for the two that speak of null.
    """
    given = [name for name in _SCOPES if content.get(name) is not None]
    if len(given) == 1:
        return given[0]
    groups = " and ".join(_GROUPS)
    if given[:2] == list(_GROUPS):
        code, message = "PersonGroupIdAndLargePersonGroupIdBothNotNull", f"{groups} are both given."
    elif given:
        code = "IncompatibleIdentificationScopeParametersCombination"
        message = f"Only one of {', '.join(_SCOPES)} is expected."
    elif any(name in content for name in _GROUPS):
        code, message = "PersonGroupIdAndLargePersonGroupIdBothNull", f"{groups} are both null."
    else:
        code = "MissingIdentificationScopeParameters"
        message = f"One of {', '.join(_SCOPES)} is expected."
    raise ServiceError(400, code, message)
