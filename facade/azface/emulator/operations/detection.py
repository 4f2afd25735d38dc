"""Detect: the faces on a picture, with plausible particulars that depend on the face alone."""

from azface.emulator import arguments
from azface.emulator.bodies import JSON_MEDIA_TYPE
from azface.emulator.errors import bad_argument
from azface.emulator.ids import id_text
from azface.emulator.limits import (
    DETECTION_MODELS,
    MAXIMUM_FACE_ID_SECONDS,
    MAXIMUM_SESSION_IMAGE_ID_LENGTH,
    MINIMUM_FACE_ID_SECONDS,
    RECOGNITION_MODELS,
)
from azface.emulator.messages import Answer, Call, Handler, json_answer
from azface.emulator.operations.face_attributes import (
    attributes,
    checked_attributes,
    landmarks,
    rectangle,
)
from azface.emulator.pictures.reader import SeenPicture
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
            "FaceDetectionOperations_DetectFromSessionImageId": self.detect,
        }

    async def detect(self, call: Call) -> Answer:
        """Detect, DetectFromUrl and DetectFromSessionImageId: the faces, the largest first."""
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
        picture = await self._picture(call)
        now = self._resource.now()
        shown: list[dict[str, object]] = []
        for found in picture.faces:
            face: dict[str, object] = {}
            if with_id:
                face_id = self._resource.storage.detected_faces.add(
                    DetectedFace(recognition_model, found.key),
                    expires=now + seconds * TICKS_PER_SECOND,
                    now=now,
                )
                face["faceId"] = id_text(face_id)
            if with_model:
                face["recognitionModel"] = recognition_model
            face["faceRectangle"] = rectangle(found)
            if with_landmarks:
                face["faceLandmarks"] = landmarks(found)
            if wanted:
                face["faceAttributes"] = attributes(found, wanted)
            shown.append(face)
        return json_answer(shown)

    async def _picture(self, call: Call) -> SeenPicture:
        content = call.json() if call.media_type == JSON_MEDIA_TYPE else {}
        image_id = arguments.text(
            content, "sessionImageId", maximum=MAXIMUM_SESSION_IMAGE_ID_LENGTH
        )
        if image_id is None:
            return await self._resource.picture(call)
        data = self._resource.storage.sessions.image(image_id, self._resource.now())
        if data is None:
            raise bad_argument("sessionImageId is invalid: unknown or expired.")
        return await self._resource.seen(data)
