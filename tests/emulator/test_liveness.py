"""The liveness sessions: their life, with the device's part scripted."""

import base64
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from azface.emulator import Emulator, LivenessOutcome

PLAIN = "/detectLiveness-sessions"
VERIFY = "/detectLivenessWithVerify-sessions"
PASSIVE = {"livenessOperationMode": "Passive", "deviceCorrelationId": "phone-1"}
KEEPING = {**PASSIVE, "enableSessionImage": True}
NOBODY = "11111111-2222-4333-8444-555555555555"
TWO_DAYS = 48 * 3600.0

Pictures = Callable[[int], bytes]


def created(client: httpx.Client, **members: Any) -> str:
    answer = client.post(PLAIN, json={**PASSIVE, **members}).raise_for_status()
    return str(answer.json()["sessionId"])


def created_with(client: httpx.Client, verify_image: bytes, **members: Any) -> str:
    answer = posted_form(client, verify_image, **members).raise_for_status()
    return str(answer.json()["sessionId"])


def posted_form(client: httpx.Client, verify_image: bytes, **members: Any) -> httpx.Response:
    files = {"verifyImage": ("me.jpg", verify_image, "application/octet-stream")}
    return client.post(VERIFY, data={**PASSIVE, **members}, files=files)


def read(client: httpx.Client, path: str, session_id: str) -> dict[str, Any]:
    return dict(client.get(f"{path}/{session_id}").raise_for_status().json())


def latest(client: httpx.Client, path: str, session_id: str) -> dict[str, Any]:
    """The result of the session's latest attempt."""
    return dict(read(client, path, session_id)["results"]["attempts"][0]["result"])


def refusal(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def claims(token: str) -> dict[str, Any]:
    """What a token says, without a look at its signature."""
    part = token.split(".")[1]
    return dict(json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))))


def test_a_new_session_has_not_started_and_tells_its_token(client: Any) -> None:
    answer = client.post(PLAIN, json=PASSIVE)
    content = answer.json()
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert list(content) == ["sessionId", "authToken", "status", "modelVersion", "results"]
    assert (content["status"], content["modelVersion"]) == ("NotStarted", "2024-11-15")
    assert content["results"] == {"attempts": []}
    assert claims(content["authToken"])["sid"] == content["sessionId"]


@pytest.mark.parametrize(
    ("members", "seconds"),
    [({}, 600), ({"authTokenTimeToLiveInSeconds": 60}, 60)],
)
def test_the_token_lives_as_long_as_it_is_asked_to(
    client: Any, clock: Any, members: dict[str, int], seconds: int
) -> None:
    told = claims(client.post(PLAIN, json={**PASSIVE, **members}).json()["authToken"])
    assert told["iat"] == int(clock.now())
    assert told["exp"] - told["iat"] == seconds


def test_the_token_is_told_once(client: Any) -> None:
    session_id = created(client)
    content = read(client, PLAIN, session_id)
    assert (content["sessionId"], content["authToken"]) == (session_id, "")


def test_a_version_of_the_model_is_taken_as_it_comes(client: Any) -> None:
    content = read(client, PLAIN, created(client, livenessModelVersion="2025-05-20"))
    assert content["modelVersion"] == "2025-05-20"


def test_a_deleted_session_is_gone(client: Any) -> None:
    session_id = created(client)
    answer = client.delete(f"{PLAIN}/{session_id}")
    assert (answer.status_code, answer.content) == (204, b"")
    for again in (client.get, client.delete):
        assert refusal(again(f"{PLAIN}/{session_id}")) == (404, "SessionNotFound")


@pytest.mark.parametrize("path", [PLAIN, VERIFY])
@pytest.mark.parametrize("session_id", [NOBODY, "nobody", "%F0%9F%99%82", "..%2f"])
def test_an_unknown_session_is_not_found(client: Any, path: str, session_id: str) -> None:
    assert refusal(client.get(f"{path}/{session_id}")) == (404, "SessionNotFound")
    assert refusal(client.delete(f"{path}/{session_id}")) == (404, "SessionNotFound")


def test_a_session_is_not_found_among_those_of_the_other_sort(
    client: Any, picture: Pictures
) -> None:
    plain, with_verify = created(client), created_with(client, picture(1))
    assert refusal(client.get(f"{VERIFY}/{plain}")) == (404, "SessionNotFound")
    assert refusal(client.delete(f"{PLAIN}/{with_verify}")) == (404, "SessionNotFound")
    assert read(client, VERIFY, with_verify)["status"] == "NotStarted"


INVALID = [
    ({"livenessOperationMode": None}, "InvalidLivenessOperationMode"),
    ({"livenessOperationMode": "passive"}, "InvalidLivenessOperationMode"),
    ({"livenessOperationMode": 5}, "InvalidLivenessOperationMode"),
    ({"deviceCorrelationId": None}, "InvalidDeviceCorrelationId"),
    ({"deviceCorrelationId": ""}, "InvalidDeviceCorrelationId"),
    ({"deviceCorrelationId": "x" * 65}, "InvalidDeviceCorrelationId"),
    ({"deviceCorrelationIdSetInClient": True}, "InvalidDeviceCorrelationId"),
    ({"authTokenTimeToLiveInSeconds": 59}, "InvalidTokenLifetime"),
    ({"authTokenTimeToLiveInSeconds": 86_401}, "InvalidTokenLifetime"),
    ({"authTokenTimeToLiveInSeconds": 600.5}, "InvalidTokenLifetime"),
    ({"authTokenTimeToLiveInSeconds": "long"}, "InvalidTokenLifetime"),
    ({"authTokenTimeToLiveInSeconds": True}, "InvalidTokenLifetime"),
    ({"enableSessionImage": "yes"}, "BadArgument"),
    ({"deviceCorrelationIdSetInClient": "maybe"}, "BadArgument"),
    ({"livenessModelVersion": ""}, "BadArgument"),
    ({"livenessModelVersion": "x" * 65}, "BadArgument"),
]


@pytest.mark.parametrize(("members", "code"), INVALID)
def test_a_session_is_refused_for_what_is_documented(
    client: Any, picture: Pictures, members: dict[str, Any], code: str
) -> None:
    assert refusal(client.post(PLAIN, json={**PASSIVE, **members})) == (400, code)
    texts = {name: each for name, each in {**PASSIVE, **members}.items() if each is not None}
    files = {"verifyImage": ("me.jpg", picture(1))}
    assert refusal(client.post(VERIFY, data=texts, files=files)) == (400, code)


@pytest.mark.parametrize(
    "members",
    [
        {"deviceCorrelationId": "x" * 64},
        {"deviceCorrelationId": None, "deviceCorrelationIdSetInClient": True},
        {"deviceCorrelationIdSetInClient": False},
        {"livenessOperationMode": "PassiveActive"},
        {"authTokenTimeToLiveInSeconds": 86_400},
        {"enableSessionImage": None, "authTokenTimeToLiveInSeconds": None},
    ],
)
def test_members_within_their_range_are_taken(client: Any, members: dict[str, Any]) -> None:
    assert client.post(PLAIN, json={**PASSIVE, **members}).status_code == 200


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"a":1}x', b"\xff", b"[" * 10_000])
def test_what_is_no_json_object_is_an_invalid_body(client: Any, body: bytes) -> None:
    answer = client.post(PLAIN, content=body, headers={"Content-Type": "application/json"})
    assert refusal(answer) == (400, "InvalidRequestBody")


@pytest.mark.parametrize("path", [PLAIN, VERIFY])
@pytest.mark.parametrize("media_type", ["text/plain", "application/octet-stream"])
def test_another_content_type_is_refused(client: Any, path: str, media_type: str) -> None:
    answer = client.post(path, content=json.dumps(PASSIVE), headers={"Content-Type": media_type})
    assert refusal(answer) == (415, "BadArgument")


def test_the_two_sorts_of_session_do_not_take_each_others_body(
    client: Any, picture: Pictures
) -> None:
    assert refusal(client.post(VERIFY, json=PASSIVE)) == (415, "BadArgument")
    files = {"verifyImage": ("me.jpg", picture(1))}
    assert refusal(client.post(PLAIN, data=PASSIVE, files=files)) == (415, "BadArgument")


def test_a_session_runs_without_telling_its_model_and_then_succeeds(
    emulator: Emulator, client: Any
) -> None:
    session_id = created(client)
    emulator.report_liveness(session_id, LivenessOutcome.running())
    running = read(client, PLAIN, session_id)
    assert (running["status"], "modelVersion" in running) == ("Running", False)
    assert running["results"]["attempts"] == [{"attemptId": 1, "attemptStatus": "Running"}]
    emulator.report_liveness(session_id, LivenessOutcome.succeeded())
    succeeded = read(client, PLAIN, session_id)
    assert (succeeded["status"], succeeded["modelVersion"]) == ("Succeeded", "2024-11-15")
    (attempt,) = succeeded["results"]["attempts"]
    assert (attempt["attemptId"], attempt["attemptStatus"]) == (1, "Succeeded")
    assert "error" not in attempt


@pytest.mark.parametrize("decision", ["realface", "spoofface", "uncertain"])
def test_the_decision_is_the_scripted_one(emulator: Emulator, client: Any, decision: Any) -> None:
    session_id = created(client)
    emulator.report_liveness(session_id, LivenessOutcome.succeeded(decision))
    result = latest(client, PLAIN, session_id)
    assert list(result) == ["livenessDecision", "targets", "digest"]
    assert result["livenessDecision"] == decision


def test_a_failed_attempt_tells_why_and_where(emulator: Emulator, client: Any) -> None:
    session_id = created(client)
    emulator.report_liveness(session_id, LivenessOutcome.failed("NoFaceDetected", "No face."))
    content = read(client, PLAIN, session_id)
    (attempt,) = content["results"]["attempts"]
    assert content["status"] == attempt["attemptStatus"] == "Failed"
    assert "result" not in attempt
    assert (attempt["error"]["code"], attempt["error"]["message"]) == ("NoFaceDetected", "No face.")
    rectangle = attempt["error"]["targets"]["color"]["faceRectangle"]
    assert set(rectangle) == {"top", "left", "width", "height"}


def test_further_attempts_are_added_with_the_latest_in_front(
    emulator: Emulator, client: Any
) -> None:
    session_id = created(client)
    emulator.report_liveness(session_id, LivenessOutcome.failed("FaceWithMaskDetected", "A mask."))
    emulator.report_liveness(session_id, LivenessOutcome.canceled())
    assert read(client, PLAIN, session_id)["status"] == "Canceled"
    emulator.report_liveness(session_id, LivenessOutcome.running())
    emulator.report_liveness(session_id, LivenessOutcome.succeeded())
    content = read(client, PLAIN, session_id)
    states = [(each["attemptId"], each["attemptStatus"]) for each in content["results"]["attempts"]]
    assert states == [(3, "Succeeded"), (2, "Canceled"), (1, "Failed")]
    assert content["status"] == "Succeeded"


def test_the_picture_of_the_device_gives_the_rectangle_and_the_digest(
    emulator: Emulator, client: Any, picture: Pictures
) -> None:
    session_id = created(client)
    emulator.report_liveness(session_id, LivenessOutcome.succeeded(picture=picture(1)))
    result = latest(client, PLAIN, session_id)
    detected = client.post(
        "/detect", content=picture(1), headers={"Content-Type": "application/octet-stream"}
    ).json()
    assert result["targets"] == {"color": {"faceRectangle": detected[0]["faceRectangle"]}}
    assert result["digest"] == hashlib.sha256(picture(1)).hexdigest().upper()
    assert "sessionImageId" not in result


def test_a_kept_picture_can_be_read(emulator: Emulator, client: Any, picture: Pictures) -> None:
    session_id = created(client, enableSessionImage=True)
    emulator.report_liveness(session_id, LivenessOutcome.succeeded(picture=picture(1)))
    image_id = latest(client, PLAIN, session_id)["sessionImageId"]
    assert len(image_id) == 44
    answer = client.get(f"/sessionImages/{image_id}")
    assert answer.content == picture(1)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={image_id}.jpg"


def test_each_attempt_keeps_its_own_picture(
    emulator: Emulator, client: Any, picture: Pictures
) -> None:
    session_id = created(client, enableSessionImage=True)
    for number in (1, 2):
        emulator.report_liveness(session_id, LivenessOutcome.succeeded(picture=picture(number)))
    attempts = read(client, PLAIN, session_id)["results"]["attempts"]
    kept = [
        client.get(f"/sessionImages/{each['result']['sessionImageId']}").content
        for each in attempts
    ]
    assert kept == [picture(2), picture(1)]


def test_a_kept_picture_goes_with_its_session(
    emulator: Emulator, client: Any, picture: Pictures
) -> None:
    session_id = created(client, enableSessionImage=True)
    emulator.report_liveness(session_id, LivenessOutcome.succeeded(picture=picture(1)))
    image_id = latest(client, PLAIN, session_id)["sessionImageId"]
    client.delete(f"{PLAIN}/{session_id}").raise_for_status()
    assert refusal(client.get(f"/sessionImages/{image_id}")) == (404, "404")
    answer = client.post("/detect", json={"sessionImageId": image_id})
    assert refusal(answer) == (400, "BadArgument")


@pytest.mark.parametrize("image_id", ["nothing", "%00", "..%2f..", "x" * 200])
def test_an_unknown_picture_is_not_found(client: Any, image_id: str) -> None:
    assert refusal(client.get(f"/sessionImages/{image_id}")) == (404, "404")


def test_detect_sees_the_face_on_a_kept_picture(
    emulator: Emulator, client: Any, picture: Pictures
) -> None:
    session_id = created(client, enableSessionImage=True)
    emulator.report_liveness(session_id, LivenessOutcome.succeeded(picture=picture(1)))
    result = latest(client, PLAIN, session_id)
    query = "recognitionModel=recognition_04&returnFaceAttributes=blur"
    answer = client.post(f"/detect?{query}", json={"sessionImageId": result["sessionImageId"]})
    (face,) = answer.raise_for_status().json()
    assert emulator.requests[-1].operation == "FaceDetectionOperations_DetectFromSessionImageId"
    assert face["faceRectangle"] == result["targets"]["color"]["faceRectangle"]
    assert set(face["faceAttributes"]) == {"blur"}
    same, other = client.detect(picture(1)), client.detect(picture(2))
    found = client.find_similar(faceId=face["faceId"], faceIds=[same, other])
    assert found == [(same, 1.0)]


@pytest.mark.parametrize("image_id", ["nothing", "", 5, ["x"], "\ud800", "x" * 65])
def test_detect_refuses_an_unknown_picture(client: Any, image_id: object) -> None:
    answer = client.post(
        "/detect",
        content=json.dumps({"sessionImageId": image_id}),
        headers={"Content-Type": "application/json"},
    )
    assert refusal(answer) == (400, "BadArgument")


def test_a_session_is_kept_for_two_days(
    emulator: Emulator, client: Any, clock: Any, picture: Pictures
) -> None:
    session_id = created(client, enableSessionImage=True)
    emulator.report_liveness(session_id, LivenessOutcome.succeeded(picture=picture(1)))
    image_id = latest(client, PLAIN, session_id)["sessionImageId"]
    clock.advance(TWO_DAYS - 1)
    assert read(client, PLAIN, session_id)["status"] == "Succeeded"
    assert client.get(f"/sessionImages/{image_id}").status_code == 200
    clock.advance(1)
    assert refusal(client.get(f"{PLAIN}/{session_id}")) == (404, "SessionNotFound")
    assert refusal(client.delete(f"{PLAIN}/{session_id}")) == (404, "SessionNotFound")
    assert refusal(client.get(f"/sessionImages/{image_id}")) == (404, "404")
    answer = client.post("/detect", json={"sessionImageId": image_id})
    assert refusal(answer) == (400, "BadArgument")
    with pytest.raises(LookupError, match="expired"):
        emulator.report_liveness(session_id, LivenessOutcome.running())


def test_a_new_session_sweeps_away_only_what_has_expired(
    emulator: Emulator, client: Any, clock: Any, picture: Pictures
) -> None:
    created(client)
    clock.advance(TWO_DAYS / 2)
    kept = created(client, enableSessionImage=True)
    emulator.report_liveness(kept, LivenessOutcome.succeeded(picture=picture(1)))
    clock.advance(TWO_DAYS / 2)
    created(client)
    image_id = latest(client, PLAIN, kept)["sessionImageId"]
    assert client.get(f"/sessionImages/{image_id}").content == picture(1)


def test_a_session_with_verification_tells_the_face_to_compare_with(
    client: Any, picture: Pictures
) -> None:
    content = posted_form(client, picture(1)).raise_for_status().json()
    assert list(content) == ["sessionId", "authToken", "status", "modelVersion", "results"]
    (reference,) = content["results"].pop("verifyReferences")
    assert content["results"] == {"attempts": []}
    detected = client.post(
        "/detect?returnFaceAttributes=qualityForRecognition&recognitionModel=recognition_04",
        content=picture(1),
        headers={"Content-Type": "application/octet-stream"},
    ).json()[0]
    assert reference == {
        "referenceType": "Color",
        "faceRectangle": detected["faceRectangle"],
        **detected["faceAttributes"],
    }
    later = read(client, VERIFY, content["sessionId"])
    assert later["results"] == {"verifyReferences": [reference], "attempts": []}


@pytest.mark.parametrize(("taken", "sure"), [(1, 1.0), (2, None)])
def test_the_two_pictures_are_compared(
    emulator: Emulator, client: Any, picture: Pictures, taken: int, sure: float | None
) -> None:
    session_id = created_with(client, picture(1))
    emulator.report_liveness(session_id, LivenessOutcome.succeeded(picture=picture(taken)))
    result = latest(client, VERIFY, session_id)
    assert list(result) == ["livenessDecision", "targets", "digest", "verifyResult"]
    verdict = result["verifyResult"]
    assert verdict["isIdentical"] == (taken == 1)
    assert verdict["matchConfidence"] == sure if sure else verdict["matchConfidence"] < 0.5


def test_identities_decide_a_verification(serve: Any, picture: Pictures) -> None:
    emulator, client = serve(seed={"identities": {"Ann": [picture(1), picture(2)]}})
    session_id = created_with(client, picture(1))
    emulator.report_liveness(session_id, LivenessOutcome.succeeded(picture=picture(2)))
    assert latest(client, VERIFY, session_id)["verifyResult"]["isIdentical"] is True


@pytest.mark.parametrize(
    ("threshold", "sure", "identical"),
    [
        (None, 0.5, True),
        (None, 0.49, False),
        ("0.8", 0.79, False),
        ("0.8", 0.8, True),
        (1, 1, True),
    ],
)
def test_the_threshold_decides_who_is_identical(
    emulator: Emulator,
    client: Any,
    picture: Pictures,
    threshold: object,
    sure: float,
    identical: bool,
) -> None:
    members = {} if threshold is None else {"verifyConfidenceThreshold": threshold}
    session_id = created_with(client, picture(1), **members)
    emulator.report_liveness(session_id, LivenessOutcome.succeeded(match_confidence=sure))
    verdict = latest(client, VERIFY, session_id)["verifyResult"]
    assert verdict == {"matchConfidence": sure, "isIdentical": identical}


@pytest.mark.parametrize(("asked", "told"), [("true", True), ("True", True), ("false", False)])
def test_the_hash_of_the_verify_image_is_told_if_asked_for(
    emulator: Emulator, client: Any, picture: Pictures, asked: str, told: bool
) -> None:
    session_id = created_with(client, picture(1), returnVerifyImageHash=asked)
    emulator.report_liveness(session_id, LivenessOutcome.succeeded(match_confidence=1))
    digest = hashlib.sha256(picture(1)).hexdigest().upper()
    shown = latest(client, VERIFY, session_id).get("verifyImageHash")
    assert shown == (digest if told else None)


def test_texts_of_a_form_may_name_their_type_and_charset(
    emulator: Emulator, client: Any, picture: Pictures
) -> None:
    plain = "text/plain; charset=UTF-8"
    files = {
        "livenessOperationMode": (None, "PassiveActive", plain),
        "deviceCorrelationId": (None, "Ger\u00e4t", plain),
        "enableSessionImage": (None, "true", plain),
        "authTokenTimeToLiveInSeconds": (None, "60", plain),
        "verifyImage": ("blob", picture(1), "application/octet-stream"),
    }
    answer = client.post(VERIFY, files=files).raise_for_status()
    told = claims(answer.json()["authToken"])
    assert told["exp"] - told["iat"] == 60
    session_id = answer.json()["sessionId"]
    emulator.report_liveness(session_id, LivenessOutcome.succeeded(picture=picture(1)))
    assert "sessionImageId" in latest(client, VERIFY, session_id)


@pytest.mark.parametrize(
    "members",
    [
        {"verifyConfidenceThreshold": "1.01"},
        {"verifyConfidenceThreshold": "-0.1"},
        {"verifyConfidenceThreshold": "NaN"},
        {"verifyConfidenceThreshold": "high"},
        {"verifyConfidenceThreshold": "true"},
        {"returnVerifyImageHash": "[" * 10_000},
    ],
)
def test_arguments_of_a_verification_outside_their_range_are_refused(
    client: Any, picture: Pictures, members: dict[str, str]
) -> None:
    assert refusal(posted_form(client, picture(1), **members)) == (400, "BadArgument")


def test_a_verify_image_must_be_a_usable_picture_of_a_face(
    client: Any, picture: Pictures, encode: Callable[..., bytes]
) -> None:
    blank = encode(Image.effect_noise((30, 200), 90), "PNG")
    for bad in (b"", b"x" * 5_000, picture(1)[:2_000], blank, bytes(7 * 1_024 * 1_024)):
        assert refusal(posted_form(client, bad)) == (400, "BadArgument")


@pytest.mark.parametrize(("count", "status"), [(0, 400), (1, 200), (2, 400)])
def test_a_verify_image_must_show_one_face(
    serve: Any, picture: Pictures, count: int, status: int
) -> None:
    seed = {"faces": [{"picture": picture(1), "faces": [{}] * count}]}
    _, client = serve(seed=seed)
    assert posted_form(client, picture(1)).status_code == status


def test_a_verify_image_must_be_there_with_a_file_name(client: Any, picture: Pictures) -> None:
    without_name = {"verifyImage": (None, "no file"), "other": ("me.jpg", picture(1))}
    answer = client.post(VERIFY, data=PASSIVE, files=without_name)
    assert refusal(answer) == (400, "BadArgument")


def form(*parts: tuple[str, bytes]) -> bytes:
    """A form with the boundary "x", its parts given as the rest of their heads and their bodies."""
    head = "--x\r\nContent-Disposition: form-data"
    return b"".join(f"{head}{rest}\r\n\r\n".encode() + body + b"\r\n" for rest, body in parts)


TEXT = ('; name="livenessOperationMode"', b"Passive")


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", form(TEXT) + b"--x--\r\n"),
        ("multipart/form-data; boundary=", form(TEXT) + b"--x--\r\n"),
        ("multipart/form-data; boundary=y", form(TEXT) + b"--x--\r\n"),
        ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data; boundary=x", form(TEXT)),
        ("multipart/form-data; boundary=x", form(TEXT, TEXT) + b"--x--\r\n"),
        ("multipart/form-data; boundary=x", form(('; name="a"', b"\xff")) + b"--x--\r\n"),
        ("multipart/form-data; boundary=x", form(("", b"a")) + b"--x--\r\n"),
        (
            "multipart/form-data; boundary=x",
            form(*((f'; name="{each}"', b"") for each in range(51))) + b"--x--\r\n",
        ),
        (
            "multipart/form-data; boundary=x",
            form(('; name="a"\r\nContent-Transfer-Encoding: base64', b"abc")) + b"--x--\r\n",
        ),
    ],
)
def test_what_is_no_form_is_an_invalid_body(client: Any, content_type: str, body: bytes) -> None:
    answer = client.post(VERIFY, content=body, headers={"Content-Type": content_type})
    assert refusal(answer) == (400, "InvalidRequestBody")


def test_an_outcome_for_an_unknown_session_is_a_lookup_error(emulator: Emulator) -> None:
    for session_id in (NOBODY, "nobody"):
        with pytest.raises(LookupError, match=session_id):
            emulator.report_liveness(session_id, LivenessOutcome.running())


def test_outcomes_that_do_not_fit_the_session_are_refused_and_change_nothing(
    emulator: Emulator, client: Any, picture: Pictures
) -> None:
    plain, keeping = created(client), created(client, enableSessionImage=True)
    with_verify = created_with(client, picture(1))
    with pytest.raises(ValueError, match="without verification"):
        emulator.report_liveness(plain, LivenessOutcome.succeeded(match_confidence=0.5))
    with pytest.raises(ValueError, match="keeps pictures"):
        emulator.report_liveness(keeping, LivenessOutcome.succeeded())
    with pytest.raises(ValueError, match="picture or match_confidence"):
        emulator.report_liveness(with_verify, LivenessOutcome.succeeded())
    for path, session_id in ((PLAIN, plain), (PLAIN, keeping), (VERIFY, with_verify)):
        assert read(client, path, session_id)["results"]["attempts"] == []
    emulator.report_liveness(plain, LivenessOutcome.running())
    with pytest.raises(ValueError, match="runs already"):
        emulator.report_liveness(plain, LivenessOutcome.running())


def test_a_picture_of_the_device_must_be_usable_and_show_a_face(
    emulator: Emulator, client: Any, encode: Callable[..., bytes]
) -> None:
    session_id = created(client)
    blank = encode(Image.effect_noise((30, 200), 90), "PNG")
    for bad, reason in ((b"x" * 5_000, "Decoding"), (blank, "no face")):
        with pytest.raises(ValueError, match=f"picture: .*{reason}"):
            emulator.report_liveness(session_id, LivenessOutcome.succeeded(picture=bad))


def test_an_emulator_that_does_not_run_takes_no_outcome() -> None:
    emulator = Emulator()
    with pytest.raises(RuntimeError, match="not running"):
        emulator.report_liveness(NOBODY, LivenessOutcome.running())
    with emulator:
        pass
    with pytest.raises(RuntimeError, match="not running"):
        emulator.report_liveness(NOBODY, LivenessOutcome.running())


def test_an_outcome_can_be_written_as_json(picture: Pictures) -> None:
    read_outcome = LivenessOutcome.from_json
    assert read_outcome({"outcome": "running"}) == LivenessOutcome.running()
    assert read_outcome({"outcome": "canceled"}) == LivenessOutcome.canceled()
    assert read_outcome({"outcome": "failed", "code": "TimedOut", "message": "Too slow."}) == (
        LivenessOutcome.failed("TimedOut", "Too slow.")
    )
    assert read_outcome({"outcome": "succeeded"}) == LivenessOutcome.succeeded("realface")
    written = base64.b64encode(picture(1)).decode()
    assert read_outcome(
        {
            "outcome": "succeeded",
            "decision": "uncertain",
            "picture": written,
            "match_confidence": 0.25,
        }
    ) == LivenessOutcome.succeeded("uncertain", picture(1), 0.25)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({}, "outcome None"),
        ({"outcome": "finished"}, "known are running, succeeded"),
        ({"outcome": ["running"]}, "known are"),
        ({"outcome": "running", "code": "x"}, "known are: none"),
        ({"outcome": "failed", "code": "x"}, "known are: code, message"),
        ({"outcome": "failed", "code": "", "message": "x"}, "code must not be empty"),
        ({"outcome": "failed", "code": 5, "message": "x"}, "code must be a text"),
        ({"outcome": "failed", "code": "x", "message": "\ud800"}, "message must be a text"),
        ({"outcome": "succeeded", "decision": "fake"}, "decision must be one of"),
        ({"outcome": "succeeded", "decision": None}, "decision must be one of"),
        ({"outcome": "succeeded", "picture": "%"}, "picture must be base64"),
        ({"outcome": "succeeded", "picture": 5}, "picture must be base64"),
        ({"outcome": "succeeded", "picture": "\u00e4"}, "picture must be base64"),
        ({"outcome": "succeeded", "match_confidence": 1.5}, "match_confidence must be"),
        ({"outcome": "succeeded", "match_confidence": "0.5"}, "match_confidence must be"),
        ({"outcome": "succeeded", "match_confidence": True}, "match_confidence must be"),
    ],
)
def test_json_that_is_no_outcome_is_a_value_error(content: Any, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        LivenessOutcome.from_json(content)


def test_a_picture_given_as_a_path_is_refused() -> None:
    path: Any = Path("me.jpg")
    with pytest.raises(ValueError, match="picture must be bytes"):
        LivenessOutcome.succeeded(picture=path)


def test_sessions_survive_a_restart(serve: Any, tmp_path: Path, picture: Pictures) -> None:
    data = tmp_path / "state.db"
    with Emulator(data=data) as emulator:
        headers = {"Ocp-Apim-Subscription-Key": emulator.key}
        base_url = f"{emulator.endpoint}/face/v1.2"
        with httpx.Client(base_url=base_url, headers=headers) as client:
            session_id = created_with(client, picture(1), enableSessionImage="true")
            emulator.report_liveness(session_id, LivenessOutcome.succeeded(picture=picture(1)))
            emulator.report_liveness(session_id, LivenessOutcome.running())
            before = read(client, VERIFY, session_id)
    emulator, client = serve(data=data)
    assert read(client, VERIFY, session_id) == before
    emulator.report_liveness(session_id, LivenessOutcome.succeeded(picture=picture(1)))
    result = latest(client, VERIFY, session_id)
    assert result["verifyResult"] == {"matchConfidence": 1.0, "isIdentical": True}
    image_id = before["results"]["attempts"][1]["result"]["sessionImageId"]
    assert client.get(f"/sessionImages/{image_id}").content == picture(1)
    assert result["sessionImageId"] != image_id
    assert created(client) != session_id


def test_one_seed_and_a_standing_clock_give_the_same_bodies(serve: Any, picture: Pictures) -> None:
    def bodies() -> list[bytes]:
        emulator, client = serve(random_seed=7, clock="standing")
        answers = [client.post(PLAIN, json=KEEPING), posted_form(client, picture(1))]
        for path, answer in zip((PLAIN, VERIFY), list(answers), strict=True):
            session_id = answer.json()["sessionId"]
            emulator.report_liveness(session_id, LivenessOutcome.succeeded(picture=picture(2)))
            answers.append(client.get(f"{path}/{session_id}"))
        return [answer.content for answer in answers]

    first, second = bodies(), bodies()
    assert first == second
    assert len(set(first)) == 4


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/detectLiveness/singleModal/sessions"),
        ("GET", f"/detectLiveness/singleModal/sessions/{NOBODY}"),
        ("DELETE", f"/detectLiveness/singleModal/sessions/{NOBODY}"),
        ("POST", "/detectLivenessWithVerify/singleModal/sessions"),
        ("GET", f"/detectLivenessWithVerify/singleModal/sessions/{NOBODY}"),
    ],
)
def test_the_paths_of_before_v1_2_are_not_emulated(client: Any, method: str, path: str) -> None:
    answer = client.request(method, path)
    assert refusal(answer) == (501, "NotImplemented")
    assert "before v1.2" in answer.json()["error"]["message"]


@pytest.mark.parametrize("in_file", [False, True])
def test_a_reset_forgets_the_sessions(
    serve: Any, tmp_path: Path, picture: Pictures, in_file: bool
) -> None:
    emulator, client = serve(data=tmp_path / "state.db" if in_file else None, random_seed=1)
    session_id = created(client, enableSessionImage=True)
    emulator.report_liveness(session_id, LivenessOutcome.succeeded(picture=picture(1)))
    image_id = latest(client, PLAIN, session_id)["sessionImageId"]
    emulator.reset()
    assert refusal(client.get(f"{PLAIN}/{session_id}")) == (404, "SessionNotFound")
    assert refusal(client.get(f"/sessionImages/{image_id}")) == (404, "404")
    assert created(client) == session_id
    assert read(client, PLAIN, session_id)["results"] == {"attempts": []}


def test_a_snapshot_holds_the_sessions(emulator: Emulator, client: Any, picture: Pictures) -> None:
    session_id = created(client, enableSessionImage=True)
    emulator.report_liveness(session_id, LivenessOutcome.succeeded(picture=picture(1)))
    before = read(client, PLAIN, session_id)
    snapshot = emulator.snapshot()
    emulator.reset()
    emulator.restore(snapshot)
    assert read(client, PLAIN, session_id) == before
    image_id = latest(client, PLAIN, session_id)["sessionImageId"]
    assert client.get(f"/sessionImages/{image_id}").content == picture(1)
