"""Detect as a flow: the request it sends, and the faces it gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from azface import (
    DetectedFace,
    FaceRectangle,
    HeadPose,
    ImageRefusedError,
    InvalidArgumentError,
    TransportError,
)
from azface._detection import detect
from azface._flow import Reply
from azface._settings import Settings

PICTURE = bytes(range(256)) * 8
FACE_ID = "44444444-4444-4444-8444-444444444444"
FOUND = {
    "faceId": FACE_ID,
    "faceRectangle": {"top": 35, "left": 28, "width": 114, "height": 164},
    "recognitionModel": "recognition_04",
}
DEFAULTS: dict[str, Any] = {
    "detection_model": "detection_03",
    "recognition_model": "recognition_04",
    "return_face_id": True,
    "attributes": (),
    "landmarks": False,
    "face_id_time_to_live": 86_400,
}
QUERY = {
    "detectionModel": "detection_03",
    "recognitionModel": "recognition_04",
    "returnFaceId": "true",
    "returnFaceLandmarks": "false",
    "returnRecognitionModel": "true",
    "faceIdTimeToLive": 86_400,
}


def test_a_picture_is_sent_with_every_option_named(
    play: Any, settings: Settings, reply: Callable[..., Reply]
) -> None:
    played = play(detect(settings, PICTURE, **DEFAULTS), [reply([FOUND], apim_request_id="r1")])
    (sent,) = played.sent
    assert (sent.method, sent.url) == ("POST", f"{settings.base_url}/detect")
    assert sent.params == QUERY
    assert sent.content == PICTURE
    assert sent.headers["Content-Type"] == "application/octet-stream"
    rectangle = FaceRectangle(left=28, top=35, width=114, height=164)
    assert played.value == [
        DetectedFace(rectangle, face_id=FACE_ID, recognition_model="recognition_04")
    ]
    assert (played.value[0].request_id, played.value[0].raw) == ("r1", FOUND)


@pytest.mark.parametrize(
    ("options", "query"),
    [
        ({"return_face_id": False}, {"returnFaceId": "false"}),
        ({"landmarks": True}, {"returnFaceLandmarks": "true"}),
        ({"face_id_time_to_live": 60}, {"faceIdTimeToLive": 60}),
        ({"attributes": ["headPose", "mask"]}, {"returnFaceAttributes": "headPose,mask"}),
        ({"attributes": iter(("blur",))}, {"returnFaceAttributes": "blur"}),
        ({"detection_model": "detection_09"}, {"detectionModel": "detection_09"}),
        ({"recognition_model": "recognition_09"}, {"recognitionModel": "recognition_09"}),
    ],
)
def test_each_option_is_one_query(
    play: Any,
    settings: Settings,
    reply: Callable[..., Reply],
    options: dict[str, Any],
    query: dict[str, Any],
) -> None:
    played = play(detect(settings, PICTURE, **(DEFAULTS | options)), [reply([])])
    assert played.sent[0].params == QUERY | query


def test_a_url_is_fetched_by_the_service(
    play: Any, settings: Settings, reply: Callable[..., Reply]
) -> None:
    played = play(detect(settings, "https://img.example/q.jpg", **DEFAULTS), [reply([])])
    assert played.sent[0].json == {"url": "https://img.example/q.jpg"}
    assert played.sent[0].content is None


def test_a_file_is_read_once_for_all_attempts(
    play: Any, settings: Settings, reply: Callable[..., Reply], tmp_path: Path
) -> None:
    path = tmp_path / "face.jpg"
    path.write_bytes(PICTURE)
    with path.open("rb") as stream:
        replies = [TransportError("lost the connection"), reply([FOUND])]
        played = play(detect(settings, stream, **DEFAULTS), replies)
    assert len(played.value) == 1
    assert [sent.content for sent in played.sent] == [PICTURE, PICTURE]


def test_no_face_is_the_empty_list(
    play: Any, settings: Settings, reply: Callable[..., Reply]
) -> None:
    assert play(detect(settings, PICTURE, **DEFAULTS), [reply([])]).value == []


def test_faces_keep_the_order_of_the_service_and_what_was_asked_for(
    play: Any, settings: Settings, reply: Callable[..., Reply]
) -> None:
    posed = FOUND | {"faceAttributes": {"headPose": {"pitch": 1, "roll": 2, "yaw": 3}}}
    plain = {"faceRectangle": FOUND["faceRectangle"]}
    first, second = play(detect(settings, PICTURE, **DEFAULTS), [reply([posed, plain])]).value
    assert first.face_attributes.head_pose == HeadPose(pitch=1, roll=2, yaw=3)
    assert (second.face_id, second.face_attributes, second.face_landmarks) == (None, None, None)


def test_a_picture_the_service_cannot_read_is_an_invalid_image(
    play: Any, settings: Settings, reply: Callable[..., Reply]
) -> None:
    refusal = reply({"error": {"code": "InvalidImage", "message": "Decoding error."}}, 400)
    played = play(detect(settings, PICTURE, **DEFAULTS), [refusal])
    assert type(played.error) is ImageRefusedError
    assert not played.error.outcome_unknown


@pytest.mark.parametrize("bad", ["mask", None, 5, [""], ["mask", 5], ["mask,blur"], b"mask"])
def test_attributes_are_several_names(play: Any, settings: Settings, bad: Any) -> None:
    played = play(detect(settings, PICTURE, **(DEFAULTS | {"attributes": bad})))
    assert isinstance(played.error, InvalidArgumentError)
    assert "attributes must be" in str(played.error)
    assert played.sent == []


@pytest.mark.parametrize("bad", [59, 0, -1, 86_401, True, 60.0, "60", None])
def test_a_face_id_lives_60_to_86400_seconds(play: Any, settings: Settings, bad: Any) -> None:
    played = play(detect(settings, PICTURE, **(DEFAULTS | {"face_id_time_to_live": bad})))
    assert isinstance(played.error, InvalidArgumentError)
    expected = "face_id_time_to_live (seconds) must be a whole number from 60 to 86,400"
    assert expected in str(played.error)
    assert played.sent == []
