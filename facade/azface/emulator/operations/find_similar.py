"""Find similar: among detected faces, in a face list, or in a trained large face list."""

from collections.abc import Mapping

from azface.emulator import arguments
from azface.emulator.errors import ServiceError, bad_argument
from azface.emulator.ids import id_text
from azface.emulator.kinds import FACE_LIST, LARGE_FACE_LIST, Kind
from azface.emulator.limits import (
    DEFAULT_CANDIDATES,
    MATCH_MODES,
    MAXIMUM_CANDIDATES,
    MAXIMUM_FACE_IDS,
)
from azface.emulator.messages import Answer, Call, Handler, json_answer
from azface.emulator.pictures.search_index import SearchIndex
from azface.emulator.pictures.similarity import MATCH_CONFIDENCE
from azface.emulator.resource import Resource
from azface.emulator.storage import DetectedFace

_TARGETS = ("faceIds", "faceListId", "largeFaceListId")


class FindSimilar:
    """The three operations of find similar."""

    def __init__(self, resource: Resource) -> None:
        self._resource = resource

    def handlers(self) -> dict[str, Handler]:
        """The handler of each operation."""
        return {
            "FaceRecognitionOperations_FindSimilar": self.find_similar,
            "FaceRecognitionOperations_FindSimilarFromFaceList": self.find_similar,
            "FaceRecognitionOperations_FindSimilarFromLargeFaceList": self.find_similar,
        }

    async def find_similar(self, call: Call) -> Answer:
        """FindSimilar, FindSimilarFromFaceList and FindSimilarFromLargeFaceList."""
        content = call.json()
        face_id = arguments.face_id(content.get("faceId"), "faceId")
        mode = arguments.chosen(content.get("mode"), "mode", MATCH_MODES, MATCH_MODES[0])
        maximum = arguments.integer(
            content.get("maxNumOfCandidatesReturned"),
            "maxNumOfCandidatesReturned",
            1,
            MAXIMUM_CANDIDATES,
            DEFAULT_CANDIDATES,
        )
        targets = [name for name in _TARGETS if content.get(name) is not None]
        if len(targets) != 1:
            raise bad_argument(f"Exactly one of {', '.join(_TARGETS)} is expected.")
        minimum = MATCH_CONFIDENCE if mode == MATCH_MODES[0] else 0.0
        if targets[0] == "faceIds":
            found = self._among_faces(face_id, content, minimum, maximum)
            id_name = "faceId"
        else:
            kind = FACE_LIST if targets[0] == "faceListId" else LARGE_FACE_LIST
            found = await self._in_list(kind, face_id, content, minimum, maximum)
            id_name = "persistedFaceId"
        return json_answer([{id_name: id_text(each), "confidence": sure} for sure, each in found])

    def _among_faces(
        self, face_id: bytes, content: Mapping[str, object], minimum: float, maximum: int
    ) -> list[tuple[float, bytes]]:
        listed = arguments.face_ids(content.get("faceIds"), "faceIds", 1, MAXIMUM_FACE_IDS)
        others = list(dict.fromkeys(listed))
        face = self._resource.detected_face(face_id, missing=400)
        index = SearchIndex()
        for number, other_id in enumerate(others, 1):
            other = self._resource.detected_face(other_id, missing=400)
            check_models(face, other.recognition_model)
            index.add([(number, 0, other.key)])
        best = index.faces(face.key, boundary=len(others), minimum=minimum, maximum=maximum)
        return [(sure, others[number - 1]) for sure, number in best]

    async def _in_list(
        self,
        kind: Kind,
        face_id: bytes,
        content: Mapping[str, object],
        minimum: float,
        maximum: int,
    ) -> list[tuple[float, bytes]]:
        list_id = arguments.referred_id(content, kind.id_name)
        await self._resource.index(kind, list_id)
        face = self._resource.detected_face(face_id, missing=400)
        face_list = self._resource.collection(kind, list_id, missing=400)
        if not kind.trained and face_list.face_count == 0:
            raise ServiceError(400, "FaceListNotReady", f"Face list '{list_id}' is empty.")
        boundary = self._resource.searchable_faces(kind, face_list)
        check_models(face, face_list.recognition_model)
        faces = self._resource.storage.faces
        best = faces.index(face_list.key).faces(
            face.key, boundary=boundary, minimum=minimum, maximum=maximum
        )
        ids = faces.ids(number for _, number in best)
        return [(sure, each) for (sure, _), each in zip(best, ids, strict=True)]


def check_models(face: DetectedFace, recognition_model: str) -> None:
    """Refuses to compare faces of two recognition models: 400 BadArgument."""
    if face.recognition_model != recognition_model:
        raise bad_argument("recognitionModel is incompatible.")
