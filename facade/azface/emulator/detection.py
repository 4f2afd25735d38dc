"""Detect: one face a picture, with plausible particulars that depend on the picture alone."""

from uuid import uuid4

from azface.emulator import arguments
from azface.emulator.errors import bad_argument
from azface.emulator.face_attributes import attributes, checked_attributes, landmarks, rectangle
from azface.emulator.limits import (
    DETECTION_MODELS,
    MAXIMUM_FACE_ID_SECONDS,
    MINIMUM_FACE_ID_SECONDS,
    RECOGNITION_MODELS,
)
from azface.emulator.messages import Answer, Call, Handler, json_answer
from azface.emulator.resource import Resource
from azface.emulator.storage import DetectedFace
from azface.emulator.timestamps import TICKS_PER_SECOND


class Detection:
    """The operations of face detection."""

    def __init__(self, resource: Resource) -> None:
        self._resource = resource

    def handlers(self) -> dict[str, Handler]:
        """The handler of each operation."""
        return {
            "FaceDetectionOperations_Detect": self.detect,
            "FaceDetectionOperations_DetectFromUrl": self.detect,
        }

    async def detect(self, call: Call) -> Answer:
        """Detect and DetectFromUrl: the faces, here one or, in a tiny picture, none."""
        detection_model = arguments.chosen(
            call.query.get("detectionModel"),
            "detectionModel",
            DETECTION_MODELS,
            DETECTION_MODELS[0],
        )
        recognition_model = arguments.chosen(
            call.query.get("recognitionModel"),
            "recognitionModel",
            RECOGNITION_MODELS,
            RECOGNITION_MODELS[0],
        )
        wanted = checked_attributes(
            call.query.get("returnFaceAttributes", ""), detection_model, recognition_model
        )
        with_id = arguments.query_boolean(call, "returnFaceId", default=True)
        with_landmarks = arguments.query_boolean(call, "returnFaceLandmarks")
        with_model = arguments.query_boolean(call, "returnRecognitionModel")
        seconds = arguments.query_integer(
            call,
            "faceIdTimeToLive",
            MINIMUM_FACE_ID_SECONDS,
            MAXIMUM_FACE_ID_SECONDS,
            MAXIMUM_FACE_ID_SECONDS,
        )
        if with_landmarks and detection_model == "detection_02":
            raise bad_argument("returnFaceLandmarks is not supported by detection_02.")
        picture, key = await self._resource.picture(call)
        if not picture.has_face:
            return json_answer([])
        face: dict[str, object] = {}
        if with_id:
            face_id = str(uuid4())
            now = self._resource.now()
            self._resource.storage.add_detected_face(
                face_id,
                DetectedFace(recognition_model, key),
                expires=now + seconds * TICKS_PER_SECOND,
                now=now,
            )
            face["faceId"] = face_id
        if with_model:
            face["recognitionModel"] = recognition_model
        face["faceRectangle"] = rectangle(picture)
        if with_landmarks:
            face["faceLandmarks"] = landmarks(picture)
        if wanted:
            face["faceAttributes"] = attributes(picture, wanted)
        return json_answer([face])
