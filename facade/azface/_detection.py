"""Detect, as a flow (operation Detect)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import cast

from azface import _arguments
from azface._call import call
from azface._flow import Blocking, Flow
from azface._operation import Json, Operation
from azface._settings import Settings
from azface.detected_face import DetectedFace
from azface.errors import InvalidArgumentError
from azface.images import ImageSource, ImageUrl, load_image

# Sent again freely: what a lost answer leaves behind is a face id that expires.
DETECT = Operation("Detect", "face_detection_operations", 200, "array", "read")

# Seconds: `faceIdTimeToLive` of the API's schema.
FACE_ID_TIME_TO_LIVE = (60, 86_400)


def detect(
    settings: Settings,
    image: ImageSource,
    *,
    detection_model: str,
    recognition_model: str,
    return_face_id: bool,
    attributes: Iterable[str],
    landmarks: bool,
    face_id_time_to_live: int,
) -> Flow[list[DetectedFace]]:
    """Find the faces in a picture."""
    seconds = _arguments.within(
        face_id_time_to_live, "face_id_time_to_live (seconds)", *FACE_ID_TIME_TO_LIVE
    )
    arguments = {
        "detection_model": _arguments.non_empty(detection_model, "detection_model"),
        "recognition_model": _arguments.non_empty(recognition_model, "recognition_model"),
        "return_face_id": return_face_id,
        "return_face_attributes": _names(attributes),
        "return_face_landmarks": landmarks,
        "return_recognition_model": True,
        "face_id_time_to_live": seconds,
    }
    picture = yield from Blocking(partial(load_image, image))
    body = (
        Json("DetectFromUrlRequest", {"url": picture.url})
        if isinstance(picture, ImageUrl)
        else picture
    )
    request = DETECT.request(settings, arguments, body)
    return (
        yield from call(
            settings,
            DETECT,
            request,
            lambda reply: DETECT.read_array(settings, request, reply, DetectedFace.from_api),
        )
    )


def _names(attributes: object) -> str | None:
    """The query `returnFaceAttributes`: the names, joined by commas."""
    if isinstance(attributes, str) or not isinstance(attributes, Iterable):
        raise InvalidArgumentError("attributes must be several names, as ['mask'], not one text")
    given = cast("Iterable[object]", attributes)
    names = [_arguments.non_empty(name, "each of attributes") for name in given]
    if any("," in name for name in names):
        raise InvalidArgumentError("each of attributes must be one name, without commas")
    return ",".join(names) or None
