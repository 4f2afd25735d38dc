"""Find similar: among detected faces, in a face list, or in a trained large face list."""

import asyncio
import heapq
from collections.abc import Iterable
from typing import cast

from azface.emulator import arguments
from azface.emulator.errors import ServiceError, bad_argument
from azface.emulator.face_lists import FACE_LIST
from azface.emulator.large_face_lists import LARGE_FACE_LIST, not_trained, training_not_finished
from azface.emulator.limits import (
    DEFAULT_CANDIDATES,
    MATCH_MODES,
    MAXIMUM_CANDIDATES,
    MAXIMUM_FACE_IDS,
)
from azface.emulator.matching import MATCH_CONFIDENCE, FaceKey, confidence
from azface.emulator.messages import Answer, Call, Handler, json_answer
from azface.emulator.resource import Resource
from azface.emulator.storage import Collection, DetectedFace

# A search lets others be served after so many faces.
_BATCH = 2_000
_TARGETS = ("faceIds", "faceListId", "largeFaceListId")


class Recognition:
    """The operations of face recognition."""

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
        target = targets[0]
        search = _Search(maximum, MATCH_CONFIDENCE if mode == MATCH_MODES[0] else 0.0)
        if target == "faceIds":
            self._search_faces(search, face_id, content[target])
            id_name = "faceId"
        else:
            await self._search_collection(search, face_id, target, content[target])
            id_name = "persistedFaceId"
        return json_answer([{id_name: found, "confidence": sure} for sure, found in search.best])

    def _search_faces(self, search: "_Search", face_id: str, given: object) -> None:
        listed = cast("list[object]", given) if isinstance(given, list) else []
        if not 1 <= len(listed) <= MAXIMUM_FACE_IDS:
            raise bad_argument(f"faceIds is invalid: 1 to {MAXIMUM_FACE_IDS} ids are expected.")
        ids = dict.fromkeys(arguments.face_id(each, "faceIds") for each in listed)
        face = self._detected(face_id)
        others = [self._detected(each) for each in ids]
        for other in others:
            _check_models(face, other.recognition_model)
        search.add(face.key, zip(ids, (each.key for each in others), strict=True))

    async def _search_collection(
        self, search: "_Search", face_id: str, id_name: str, given: object
    ) -> None:
        if not isinstance(given, str):
            raise bad_argument(f"{id_name} is invalid: a string is expected.")
        collection_id = arguments.checked_id(given, id_name)
        face = self._detected(face_id)
        large = id_name == "largeFaceListId"
        kind = LARGE_FACE_LIST if large else FACE_LIST
        storage = self._resource.storage
        collection = storage.collection(kind, collection_id)
        if collection is None:
            # 404 from the list's own operations, but 400 here.
            raise ServiceError(400, f"{kind}NotFound", f"{id_name} '{collection_id}' is not found.")
        boundary = self._trained_boundary(collection) if large else self._boundary(collection)
        _check_models(face, collection.recognition_model)
        after = 0
        while batch := storage.face_keys(collection.key, after, boundary, _BATCH):
            search.add(face.key, ((stored, key) for _, stored, key in batch))
            after = batch[-1][0]
            await asyncio.sleep(0)

    def _boundary(self, collection: Collection) -> int:
        if collection.face_count == 0:
            raise ServiceError(400, "FaceListNotReady", f"Face list '{collection.id}' is empty.")
        return self._resource.storage.last_sequence(collection.key)

    def _trained_boundary(self, collection: Collection) -> int:
        training = self._resource.storage.training(collection.key)
        now = self._resource.now()
        if training is not None and training.running(now):
            raise training_not_finished(collection.id)
        success = None if training is None else training.latest_success(now)
        if success is None:
            raise not_trained(400, collection.id)
        return success[1]

    def _detected(self, face_id: str) -> DetectedFace:
        face = self._resource.storage.detected_face(face_id, self._resource.now())
        if face is None:
            raise ServiceError(400, "FaceNotFound", "Face is not found: unknown or expired.")
        return face


class _Search:
    """The best candidates so far. Between equals the one that was added to the list first."""

    def __init__(self, maximum: int, minimum: float) -> None:
        self.best: list[tuple[float, str]] = []
        self._maximum = maximum
        self._minimum = minimum

    def add(self, face: FaceKey, candidates: Iterable[tuple[str, FaceKey]]) -> None:
        scored = [(confidence(face, key), candidate) for candidate, key in candidates]
        scored = [each for each in scored if each[0] >= self._minimum]
        self.best = heapq.nlargest(
            self._maximum, [*self.best, *scored], key=lambda candidate: candidate[0]
        )


def _check_models(face: DetectedFace, recognition_model: str) -> None:
    if face.recognition_model != recognition_model:
        raise bad_argument("recognitionModel is incompatible.")
