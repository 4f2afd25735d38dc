"""A detected face, its landmarks and its attributes, as operation Detect answers them."""

from __future__ import annotations

import copy
import pickle
import re
from typing import Any

import attrs
import pytest

from azface import (
    AccessoryItem,
    BlurProperties,
    DetectedFace,
    ExposureProperties,
    FaceAttributes,
    FaceLandmarks,
    FaceRectangle,
    FacialHair,
    HairColor,
    HairProperties,
    HeadPose,
    LandmarkCoordinate,
    MaskProperties,
    NoiseProperties,
    OcclusionProperties,
)

FACE_ID = "44444444-4444-4444-8444-444444444444"
# In the order of the recordings.
RECTANGLE = {"top": 35, "left": 28, "width": 114, "height": 164}

POINTS = [field.name for field in attrs.fields(FaceLandmarks)]
LANDMARKS = {
    re.sub("_(.)", lambda match: match[1].upper(), name): {"x": number, "y": number + 0.5}
    for number, name in enumerate(POINTS)
}

ATTRIBUTES: dict[str, Any] = {
    "headPose": {"pitch": 0.1, "roll": -0.2, "yaw": 3},
    "glasses": "noGlasses",
    "occlusion": {"foreheadOccluded": False, "eyeOccluded": True, "mouthOccluded": False},
    "accessories": [{"type": "headwear", "confidence": 0.99}],
    "blur": {"blurLevel": "low", "value": 0.06},
    "exposure": {"exposureLevel": "goodExposure", "value": 0.55},
    "noise": {"noiseLevel": "high", "value": 0.7},
    "mask": {"noseAndMouthCovered": False, "type": "noMask"},
    "qualityForRecognition": "high",
    "age": 71.0,
    "smile": 0.88,
    "facialHair": {"moustache": 0.8, "beard": 0.1, "sideburns": 0.02},
    "hair": {
        "bald": 0.0,
        "invisible": False,
        "hairColor": [{"color": "brown", "confidence": 1.0}],
    },
}
READ_ATTRIBUTES = FaceAttributes(
    head_pose=HeadPose(pitch=0.1, roll=-0.2, yaw=3),
    glasses="noGlasses",
    occlusion=OcclusionProperties(forehead_occluded=False, eye_occluded=True, mouth_occluded=False),
    accessories=(AccessoryItem(type="headwear", confidence=0.99),),
    blur=BlurProperties(blur_level="low", value=0.06),
    exposure=ExposureProperties(exposure_level="goodExposure", value=0.55),
    noise=NoiseProperties(noise_level="high", value=0.7),
    mask=MaskProperties(nose_and_mouth_covered=False, type="noMask"),
    quality_for_recognition="high",
    age=71.0,
    smile=0.88,
    facial_hair=FacialHair(moustache=0.8, beard=0.1, sideburns=0.02),
    hair=HairProperties(
        bald=0.0, invisible=False, hair_color=(HairColor(color="brown", confidence=1.0),)
    ),
)
FULL = {
    "faceId": FACE_ID,
    "recognitionModel": "recognition_04",
    "faceRectangle": RECTANGLE,
    "faceLandmarks": LANDMARKS,
    "faceAttributes": ATTRIBUTES,
}


def test_a_face_without_options_is_its_rectangle_and_its_id() -> None:
    found = DetectedFace.from_api({"faceId": FACE_ID, "faceRectangle": RECTANGLE})
    rectangle = FaceRectangle(left=28, top=35, width=114, height=164)
    assert found == DetectedFace(rectangle, face_id=FACE_ID)
    assert DetectedFace.from_api({"faceRectangle": RECTANGLE}).face_id is None


def test_a_face_with_every_option_is_read_whole() -> None:
    found = DetectedFace.from_api(FULL, "request-1")
    assert found.recognition_model == "recognition_04"
    assert found.face_attributes == READ_ATTRIBUTES
    assert (found.request_id, found.raw) == ("request-1", FULL)


def test_the_27_landmarks_are_each_read_from_their_own_name() -> None:
    landmarks = DetectedFace.from_api(FULL).face_landmarks
    assert len(POINTS) == 27
    for number, name in enumerate(POINTS):
        assert getattr(landmarks, name) == LandmarkCoordinate(number, number + 0.5)


def test_attributes_that_were_not_asked_for_are_none() -> None:
    assert FaceAttributes.from_api({}) == FaceAttributes()
    null = dict.fromkeys(ATTRIBUTES)
    assert FaceAttributes.from_api(null) == FaceAttributes()
    for name, value in ATTRIBUTES.items():
        alone = FaceAttributes.from_api({name: value})
        missing = FaceAttributes.from_api({k: v for k, v in ATTRIBUTES.items() if k != name})
        for field in attrs.fields(FaceAttributes):
            values = {getattr(alone, field.name), getattr(missing, field.name)}
            empty = () if field.name == "accessories" else None
            assert values == {getattr(READ_ATTRIBUTES, field.name), empty}


def without(document: dict[str, Any], *path: str) -> dict[str, Any]:
    changed = copy.deepcopy(document)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return changed


@pytest.mark.parametrize(
    "path",
    [
        ("faceRectangle",),
        ("faceRectangle", "top"),
        ("faceLandmarks", "noseTip"),
        ("faceLandmarks", "noseTip", "y"),
        *(
            ("faceAttributes", name, part)
            for name, value in ATTRIBUTES.items()
            if isinstance(value, dict)
            for part in value
            if part != "hairColor"
        ),
    ],
    ids=".".join,
)
def test_a_face_with_a_part_missing_is_not_half_filled(path: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=path[-1]):
        DetectedFace.from_api(without(FULL, *path))


def test_a_detected_face_is_frozen_and_hashable_and_equal_without_its_answer() -> None:
    found = DetectedFace.from_api(FULL, "request-1")
    same = attrs.evolve(found, request_id=None, raw={})
    assert found == same
    assert len({found, same}) == 1
    for kept in (copy.deepcopy(found), pickle.loads(pickle.dumps(found))):
        assert kept == found
        assert kept.raw == FULL
    for part in (found, found.face_rectangle, found.face_landmarks, READ_ATTRIBUTES):
        with pytest.raises(AttributeError):
            setattr(part, attrs.fields(type(part))[0].name, None)
