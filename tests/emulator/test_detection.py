"""Detect: one face a picture, and what is told of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from PIL import Image

OCTETS = {"Content-Type": "application/octet-stream"}
LEVELS = {"low", "medium", "high"}


def detect(client: Any, picture: bytes, query: str = "") -> Any:
    answer = client.post(f"/detect{query}", content=picture, headers=OCTETS)
    return answer.raise_for_status().json()


def test_by_default_a_face_has_an_id_and_a_rectangle(
    client: Any, picture: Callable[[int], bytes]
) -> None:
    (face,) = detect(client, picture(1))
    assert list(face) == ["faceId", "faceRectangle"]
    assert str(UUID(face["faceId"])) == face["faceId"]
    box = face["faceRectangle"]
    assert list(box) == ["top", "left", "width", "height"]
    assert box["top"] >= 0
    assert box["left"] >= 0
    assert box["top"] + box["height"] <= 240
    assert box["left"] + box["width"] <= 240
    assert min(box["width"], box["height"]) >= 36


def test_without_an_id_none_is_made(client: Any, picture: Callable[[int], bytes]) -> None:
    (face,) = detect(client, picture(1), "?returnFaceId=false")
    assert list(face) == ["faceRectangle"]


def test_the_same_picture_gives_the_same_face_with_a_new_id(
    client: Any, picture: Callable[[int], bytes]
) -> None:
    query = (
        "?returnFaceLandmarks=true&returnFaceAttributes="
        "headPose,glasses,occlusion,accessories,blur,exposure,noise"
    )
    first, second = (detect(client, picture(1), query)[0] for _ in range(2))
    assert first.pop("faceId") != second.pop("faceId")
    assert first == second


def test_all_27_landmarks_lie_in_the_rectangle(
    client: Any, picture: Callable[[int], bytes]
) -> None:
    (face,) = detect(client, picture(1), "?returnFaceLandmarks=true")
    box, marks = face["faceRectangle"], face["faceLandmarks"]
    assert len(marks) == 27
    for mark in marks.values():
        assert box["left"] <= mark["x"] <= box["left"] + box["width"]
        assert box["top"] <= mark["y"] <= box["top"] + box["height"]
    assert marks["pupilLeft"]["x"] < marks["noseTip"]["x"] < marks["pupilRight"]["x"]


def test_the_model_is_told_when_asked(client: Any, picture: Callable[[int], bytes]) -> None:
    query = "?recognitionModel=recognition_04&returnRecognitionModel=true"
    assert detect(client, picture(1), query)[0]["recognitionModel"] == "recognition_04"


def test_the_attributes_of_the_newest_models(client: Any, picture: Callable[[int], bytes]) -> None:
    query = (
        "?detectionModel=detection_03&recognitionModel=recognition_04"
        "&returnFaceAttributes=headPose,mask,qualityForRecognition,blur"
    )
    (face,) = detect(client, picture(1), query)
    attributes = face["faceAttributes"]
    assert set(attributes) == {"headPose", "mask", "qualityForRecognition", "blur"}
    assert set(attributes["headPose"]) == {"pitch", "roll", "yaw"}
    assert attributes["mask"] == {"noseAndMouthCovered": False, "type": "noMask"}
    assert attributes["qualityForRecognition"] in LEVELS
    assert attributes["blur"]["blurLevel"] in LEVELS


def test_the_attributes_of_the_oldest_model(client: Any, picture: Callable[[int], bytes]) -> None:
    names = "accessories,blur,exposure,glasses,headPose,noise,occlusion"
    for number in range(20):
        (face,) = detect(client, picture(number), f"?returnFaceAttributes={names}")
        attributes = face["faceAttributes"]
        assert list(attributes) == names.split(",")
        assert attributes["glasses"] in {"noGlasses", "readingGlasses", "sunglasses"}
        assert attributes["exposure"]["exposureLevel"] in {
            "underExposure",
            "goodExposure",
            "overExposure",
        }
        assert attributes["noise"]["noiseLevel"] in LEVELS
        assert 0 <= attributes["noise"]["value"] <= 1
        assert bool(attributes["accessories"]) == (attributes["glasses"] != "noGlasses")


@pytest.mark.parametrize(
    "query",
    [
        "returnFaceAttributes=mask",
        "returnFaceAttributes=glasses&detectionModel=detection_03",
        "returnFaceAttributes=headPose&detectionModel=detection_02",
        "returnFaceAttributes=qualityForRecognition",
        "returnFaceAttributes=beauty",
        "returnFaceLandmarks=true&detectionModel=detection_02",
        "returnFaceLandmarks=1",
        "detectionModel=detection_9",
        "recognitionModel=",
        "faceIdTimeToLive=59",
        "faceIdTimeToLive=86401",
        "faceIdTimeToLive=100.5",
    ],
)
def test_arguments_outside_their_range_are_refused(
    client: Any, picture: Callable[[int], bytes], query: str
) -> None:
    answer = client.post(f"/detect?{query}", content=picture(1), headers=OCTETS)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "BadArgument")


def test_of_a_parameter_given_twice_the_last_counts(
    client: Any, picture: Callable[[int], bytes]
) -> None:
    for last, shown in (("false", False), ("true", True)):
        query = f"returnFaceId=true&returnFaceId=false&returnFaceId={last}"
        [face] = client.post(f"/detect?{query}", content=picture(1), headers=OCTETS).json()
        assert ("faceId" in face) is shown


@pytest.mark.parametrize("name", ["age", "smile", "facialHair", "hair", "gender", "emotion"])
def test_gated_attributes_are_an_unsupported_feature(
    client: Any, picture: Callable[[int], bytes], name: str
) -> None:
    answer = client.post(
        f"/detect?returnFaceAttributes=blur,{name}", content=picture(1), headers=OCTETS
    )
    assert answer.status_code == 403
    assert answer.json()["error"]["innererror"]["code"] == "UnsupportedFeature"


def test_a_picture_too_small_for_a_face_has_none(client: Any, encode: Callable[..., bytes]) -> None:
    image = Image.effect_noise((35, 300), 90)
    assert detect(client, encode(image, "PNG")) == []
    client.create_list("a")
    answer = client.post(
        "/largefacelists/a/persistedfaces", content=encode(image, "PNG"), headers=OCTETS
    )
    assert answer.json()["error"]["code"] == "InvalidImage"


@pytest.mark.parametrize("size", [(36, 36), (36, 900), (900, 37), (50, 50)])
def test_the_rectangle_lies_in_the_smallest_pictures_too(
    client: Any, encode: Callable[..., bytes], size: tuple[int, int]
) -> None:
    (face,) = detect(client, encode(Image.effect_noise(size, 90), "BMP"))
    box = face["faceRectangle"]
    assert 0 <= box["left"] <= size[0] - box["width"]
    assert 0 <= box["top"] <= size[1] - box["height"]
    assert min(box["width"], box["height"]) >= 36
