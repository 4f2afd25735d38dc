"""Group: which of many detected faces are alike."""

import asyncio
from collections.abc import Sequence

import numpy as np

from azface.emulator import arguments
from azface.emulator.errors import bad_argument
from azface.emulator.ids import id_text
from azface.emulator.limits import MAXIMUM_FACE_IDS, MINIMUM_GROUPED_FACES
from azface.emulator.messages import Answer, Call, Handler, json_answer
from azface.emulator.operations.find_similar import check_models
from azface.emulator.pictures.similarity import MATCH_CONFIDENCE, confidences, keys_array
from azface.emulator.resource import Resource


class Grouping:
    """The operation of group."""

    def __init__(self, resource: Resource) -> None:
        self._resource = resource

    def handlers(self) -> dict[str, Handler]:
        """The handler of the operation."""
        return {"FaceRecognitionOperations_Group": self.group}

    async def group(self, call: Call) -> Answer:
        """Group: the largest group first; whoever is like nobody is in the messy group."""
        listed = arguments.face_ids(
            call.json().get("faceIds"), "faceIds", MINIMUM_GROUPED_FACES, MAXIMUM_FACE_IDS
        )
        face_ids = list(dict.fromkeys(listed))
        now = self._resource.now()
        keys: list[bytes] = []
        model: str | None = None
        for face_id in face_ids:
            face = self._resource.storage.detected_faces.find(face_id, now)
            if face is None:
                # No page lists FaceNotFound for this operation.
                raise bad_argument("faceIds is invalid: a face is unknown or expired.")
            model = model or face.recognition_model
            check_models(face, model)
            keys.append(face.key)
        groups = [[id_text(face_ids[place]) for place in each] for each in await _connected(keys)]
        return json_answer(
            {
                "groups": sorted((each for each in groups if len(each) > 1), key=lambda g: -len(g)),
                "messyGroup": [each[0] for each in groups if len(each) == 1],
            }
        )


async def _connected(keys: Sequence[bytes]) -> list[list[int]]:
    """The places of the keys that likeness connects, directly or through others."""
    rows = keys_array(b"".join(keys))
    left = np.ones(len(keys), np.bool_)
    groups: list[list[int]] = []
    for first in range(len(keys)):
        if not left[first]:
            continue
        left[first] = False
        members = [first]
        # It grows while it is gone through.
        for member in members:
            near = left & (confidences(rows[member], rows) >= MATCH_CONFIDENCE)
            left &= ~near
            members.extend(np.flatnonzero(near).tolist())
            await asyncio.sleep(0)
        groups.append(sorted(members))
    return groups
