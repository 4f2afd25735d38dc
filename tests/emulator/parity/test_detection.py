"""Proofs of the rows on detection."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from azface.emulator import Limits, LivenessOutcome

SESSIONS = "/detectLiveness-sessions"
KEEPING = {
    "livenessOperationMode": "Passive",
    "deviceCorrelationId": "phone",
    "enableSessionImage": True,
}
Encode = Callable[..., bytes]


def detect(proof: Any, query: str = "", data: bytes | None = None) -> Any:
    return proof.post_picture(f"/detect{query}", proof.picture(1) if data is None else data)


def noise(width: int, height: int) -> Image.Image:
    """A picture whose file is not too small, however few its pixels."""
    return Image.effect_noise((width, height), 100).convert("RGB")


@pytest.mark.proves("one-face")
def test_a_picture_has_one_face(proof: Any, encode: Encode) -> None:
    for width, height in ((36, 36), (300, 200)):
        [face] = proof.answers(detect(proof, data=encode(noise(width, height), "BMP"))).json()
        box = face["faceRectangle"]
        assert abs(box["left"] + box["width"] / 2 - width / 2) <= 1
        assert abs(box["top"] + box["height"] / 2 - height / 2) <= 1


@pytest.mark.proves("faces-by-seed")
def test_a_seed_says_which_faces_there_are(proof: Any) -> None:
    sizes = [20, *range(40, 140), 30]
    faces = [{"rectangle": {"left": 0, "top": 0, "width": n, "height": n}} for n in sizes]
    proof.start(seed={"faces": [{"picture": proof.picture(1), "faces": faces}]})
    found = proof.answers(detect(proof)).json()
    assert [each["faceRectangle"]["width"] for each in found] == list(range(139, 39, -1))


@pytest.mark.proves("no-face")
def test_a_picture_may_have_no_face(proof: Any, encode: Encode) -> None:
    proof.start(seed={"faces": [{"picture": proof.picture(1), "faces": []}]})
    for data in (proof.picture(1), encode(noise(35, 200), "BMP")):
        assert proof.answers(detect(proof, data=data)).json() == []


@pytest.mark.proves("default-members")
def test_a_face_shows_its_id_and_rectangle(proof: Any) -> None:
    [face] = proof.answers(detect(proof)).json()
    assert list(face) == ["faceId", "faceRectangle"]
    assert list(face["faceRectangle"]) == ["top", "left", "width", "height"]


@pytest.mark.proves("without-id")
def test_a_face_may_be_without_an_id(proof: Any) -> None:
    [face] = proof.answers(detect(proof, "?returnFaceId=false")).json()
    assert "faceId" not in face


@pytest.mark.proves("default-models")
def test_the_default_models_are_the_oldest(proof: Any) -> None:
    [face] = detect(proof, "?returnRecognitionModel=true").json()
    assert face["recognitionModel"] == "recognition_01"
    # Of the three detection models only the first gives glasses.
    assert detect(proof, "?returnFaceAttributes=glasses").status_code == 200


@pytest.mark.proves("by-url")
def test_a_url_is_detected(proof: Any) -> None:
    proof.emulator.pictures["https://pictures.example/1.jpg"] = proof.picture(1)
    [expected] = detect(proof).json()
    data = f"data:image/jpeg;base64,{base64.b64encode(proof.picture(1)).decode()}"
    for url in ("https://pictures.example/1.jpg", data):
        [face] = proof.answers(proof.client.post("/detect", json={"url": url})).json()
        assert face["faceRectangle"] == expected["faceRectangle"]


@pytest.mark.proves("by-session-image")
def test_a_sessions_picture_is_detected(proof: Any) -> None:
    session = proof.client.post(SESSIONS, json=KEEPING).json()["sessionId"]
    proof.emulator.report_liveness(session, LivenessOutcome.succeeded(picture=proof.picture(1)))
    [attempt] = proof.client.get(f"{SESSIONS}/{session}").json()["results"]["attempts"]
    body = {"sessionImageId": attempt["result"]["sessionImageId"]}
    [face] = proof.answers(proof.client.post("/detect", json=body)).json()
    assert face["faceRectangle"] == detect(proof).json()[0]["faceRectangle"]


@pytest.mark.proves("session-image-unknown")
def test_an_unknown_session_picture_is_refused(proof: Any) -> None:
    proof.answers(proof.client.post("/detect", json={"sessionImageId": "none"}))


@pytest.mark.proves("landmarks")
def test_landmarks_lie_in_the_rectangle_alike(proof: Any) -> None:
    places: list[dict[str, tuple[float, float]]] = []
    for number in (1, 2):
        [face] = detect(proof, "?returnFaceLandmarks=true", proof.picture(number)).json()
        box, points = face["faceRectangle"], face["faceLandmarks"]
        places.append(
            {
                name: (
                    pytest.approx((point["x"] - box["left"]) / box["width"], abs=0.01),
                    pytest.approx((point["y"] - box["top"]) / box["height"], abs=0.01),
                )
                for name, point in points.items()
            }
        )
    assert len(places[0]) == 27
    assert {"pupilLeft", "noseTip", "underLipBottom"} <= set(places[0])
    assert places[0] == places[1]


@pytest.mark.proves("landmarks-unsupported")
def test_one_model_gives_no_landmarks(proof: Any) -> None:
    query = "?returnFaceLandmarks=true&detectionModel=detection_02"
    proof.answers(detect(proof, query))


@pytest.mark.proves("attributes-made-up")
def test_attributes_are_the_same_again(proof: Any) -> None:
    query = "?returnFaceAttributes=headPose,glasses,blur"
    shown = [
        proof.answers(detect(proof, query, proof.picture(number))).json()[0]["faceAttributes"]
        for number in (1, 1, 2)
    ]
    assert set(shown[0]) == {"headPose", "glasses", "blur"}
    assert shown[0] == shown[1] != shown[2]


@pytest.mark.proves("attributes-gated")
def test_gated_attributes_are_refused(proof: Any) -> None:
    for name in ("age", "smile", "facialHair", "hair", "gender", "emotion", "makeup"):
        answer = proof.answers(detect(proof, f"?returnFaceAttributes=headPose,{name}"))
        assert answer.json()["error"]["code"] == "InvalidRequest"


@pytest.mark.proves("attribute-unknown")
def test_an_unknown_attribute_is_refused(proof: Any) -> None:
    proof.answers(detect(proof, "?returnFaceAttributes=mood"))


@pytest.mark.proves("attribute-of-other-model")
def test_attributes_go_with_their_model(proof: Any) -> None:
    given = {
        1: {"headPose", "glasses", "occlusion", "accessories", "blur", "exposure", "noise"},
        2: set[str](),
        3: {"headPose", "mask", "blur"},
    }
    for model, names in given.items():
        query = f"?detectionModel=detection_0{model}&returnFaceAttributes="
        for name in given[1] | given[3]:
            answer = detect(proof, query + name)
            if name in names:
                assert list(answer.json()[0]["faceAttributes"]) == [name]
            else:
                proof.answers(answer)


@pytest.mark.proves("quality-by-model")
def test_quality_goes_with_its_model(proof: Any) -> None:
    query = "?returnFaceAttributes=qualityForRecognition&recognitionModel=recognition_0"
    for model in (1, 2):
        proof.answers(detect(proof, f"{query}{model}"))
    for model in (3, 4):
        detect(proof, f"{query}{model}").raise_for_status()


@pytest.mark.proves("formats")
def test_four_formats_are_read(
    proof: Any, drawn_face: Callable[[int], Image.Image], encode: Encode
) -> None:
    for name in ("JPEG", "PNG", "GIF", "BMP"):
        detect(proof, data=encode(drawn_face(1), name)).raise_for_status()
    for data in (encode(drawn_face(1), "TIFF"), encode(drawn_face(1), "WEBP"), b"?" * 2_000):
        proof.answers(detect(proof, data=data))


@pytest.mark.proves("file-sizes")
def test_files_have_their_sizes(proof: Any) -> None:
    # A JPEG file may be followed by anything.
    whole = 6 * 1_024 * 1_024
    for data in (proof.picture(1)[:1_023], proof.picture(1).ljust(whole + 1, b"?")):
        proof.answers(detect(proof, data=data))
    detect(proof, data=proof.picture(1).ljust(whole, b"?")).raise_for_status()


@pytest.mark.proves("too-many-pixels")
def test_too_many_pixels_are_refused(proof: Any, encode: Encode) -> None:
    assert Limits().maximum_pixels == 50_000_000
    proof.answers(detect(proof, data=encode(Image.new("1", (10_000, 5_001)), "PNG")))
