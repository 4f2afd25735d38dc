"""Proofs of the rows on liveness sessions."""

import base64
import json
from typing import Any

import pytest

from azface.emulator import LivenessOutcome

PLAIN = "/detectLiveness-sessions"
VERIFY = "/detectLivenessWithVerify-sessions"
PASSIVE = {"livenessOperationMode": "Passive", "deviceCorrelationId": "phone"}
UNKNOWN = "00000000-0000-4000-8000-000000000000"
MEMBERS = ["sessionId", "authToken", "status", "modelVersion", "results"]


def post(proof: Any, **members: Any) -> Any:
    return proof.client.post(PLAIN, json={**PASSIVE, **members})


def post_form(proof: Any, verify_image: bytes, **members: Any) -> Any:
    files = {"verifyImage": ("me.jpg", verify_image, "application/octet-stream")}
    return proof.client.post(VERIFY, data={**PASSIVE, **members}, files=files)


def create(proof: Any, **members: Any) -> str:
    return str(post(proof, **members).raise_for_status().json()["sessionId"])


def create_with_verify(proof: Any, **members: Any) -> str:
    answer = post_form(proof, proof.picture(1), **members).raise_for_status()
    return str(answer.json()["sessionId"])


def read(proof: Any, session: str, path: str = PLAIN) -> dict[str, Any]:
    return dict(proof.client.get(f"{path}/{session}").raise_for_status().json())


def attempts(proof: Any, session: str, path: str = PLAIN) -> list[dict[str, Any]]:
    return list(read(proof, session, path)["results"]["attempts"])


def seconds(token: str) -> int:
    """How long a token says it lives."""
    claims = token.split(".")[1]
    told = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    return int(told["exp"]) - int(told["iat"])


@pytest.mark.proves("created")
def test_a_session_is_created(proof: Any) -> None:
    content = proof.answers(post(proof)).json()
    assert list(content) == MEMBERS
    assert content["authToken"]
    assert (content["status"], content["modelVersion"]) == ("NotStarted", "2024-11-15")
    assert content["results"] == {"attempts": []}


@pytest.mark.proves("created-with-verify")
def test_a_session_with_verification_is_created(proof: Any) -> None:
    content = proof.answers(post_form(proof, proof.picture(1))).json()
    assert list(content) == MEMBERS
    [reference] = content["results"]["verifyReferences"]
    detected = proof.post_picture("/detect", proof.picture(1)).json()
    assert reference["faceRectangle"] == detected[0]["faceRectangle"]


@pytest.mark.proves("token-told-once")
def test_the_token_is_told_once(proof: Any) -> None:
    for path, session in ((PLAIN, create(proof)), (VERIFY, create_with_verify(proof))):
        content = proof.answers(proof.client.get(f"{path}/{session}")).json()
        assert (content["sessionId"], content["authToken"]) == (session, "")


@pytest.mark.proves("token-unsigned")
def test_the_token_tells_its_times(proof: Any) -> None:
    assert seconds(post(proof).json()["authToken"]) == 600
    assert seconds(post(proof, authTokenTimeToLiveInSeconds=60).json()["authToken"]) == 60


@pytest.mark.proves("deleted")
def test_a_session_is_deleted_with_its_pictures(proof: Any) -> None:
    session = create(proof, enableSessionImage=True)
    proof.emulator.report_liveness(session, LivenessOutcome.succeeded(picture=proof.picture(1)))
    [attempt] = attempts(proof, session)
    assert proof.answers(proof.client.delete(f"{PLAIN}/{session}")).content == b""
    image = attempt["result"]["sessionImageId"]
    assert proof.client.get(f"/sessionImages/{image}").status_code == 404
    proof.answers(proof.client.delete(f"{VERIFY}/{create_with_verify(proof)}"))


@pytest.mark.proves("not-found")
def test_a_deleted_session_is_not_found(proof: Any) -> None:
    session = create(proof)
    proof.client.delete(f"{PLAIN}/{session}").raise_for_status()
    for path in (PLAIN, VERIFY):
        for each in (session, UNKNOWN, "none"):
            proof.answers(proof.client.get(f"{path}/{each}"))
            proof.answers(proof.client.delete(f"{path}/{each}"))


@pytest.mark.proves("two-sorts")
def test_the_two_sorts_are_apart(proof: Any) -> None:
    proof.answers(proof.client.get(f"{VERIFY}/{create(proof)}"))
    proof.answers(proof.client.get(f"{PLAIN}/{create_with_verify(proof)}"))


@pytest.mark.proves("expired")
def test_a_session_expires(proof: Any) -> None:
    session = create(proof)
    proof.clock.advance(48 * 3_600 - 1)
    assert read(proof, session)["status"] == "NotStarted"
    proof.clock.advance(1)
    proof.answers(proof.client.get(f"{PLAIN}/{session}"))


@pytest.mark.proves("mode-refused")
def test_a_wrong_mode_is_refused(proof: Any) -> None:
    for mode in (None, "passive", "Active"):
        proof.answers(post(proof, livenessOperationMode=mode))
    post(proof, livenessOperationMode="PassiveActive").raise_for_status()


@pytest.mark.proves("device-refused")
def test_a_wrong_device_is_refused(proof: Any) -> None:
    for device in (None, "x" * 65):
        proof.answers(post(proof, deviceCorrelationId=device))
    proof.answers(post(proof, deviceCorrelationIdSetInClient=True))
    members = {"deviceCorrelationId": None, "deviceCorrelationIdSetInClient": True}
    post(proof, **members).raise_for_status()


@pytest.mark.proves("lifetime-refused")
def test_a_wrong_lifetime_is_refused(proof: Any) -> None:
    for lifetime in (59, 86_401):
        proof.answers(post(proof, authTokenTimeToLiveInSeconds=lifetime))
    post(proof, authTokenTimeToLiveInSeconds=86_400).raise_for_status()


@pytest.mark.proves("body-refused")
def test_a_body_that_is_no_object_is_refused(proof: Any) -> None:
    proof.answers(proof.client.post(PLAIN, json=[]))


@pytest.mark.proves("verify-image-refused")
def test_a_wrong_verify_image_is_refused(proof: Any) -> None:
    proof.start(seed={"faces": [{"picture": proof.picture(1), "faces": [{}, {}]}]})
    for image in (proof.picture(1), b"?" * 2_000, b"small"):
        proof.answers(post_form(proof, image))
    files = {"other": ("me.jpg", proof.picture(2))}
    proof.answers(proof.client.post(VERIFY, data=PASSIVE, files=files))


@pytest.mark.proves("attempts-scripted")
def test_attempts_are_scripted(proof: Any) -> None:
    session = create(proof)
    decisions = ("realface", "spoofface", "uncertain", "realface")
    for decision in decisions:
        proof.emulator.report_liveness(session, LivenessOutcome.succeeded(decision))
    shown = [each["result"]["livenessDecision"] for each in attempts(proof, session)]
    assert shown == list(reversed(decisions))


@pytest.mark.proves("running")
def test_a_running_session_has_no_model_version(proof: Any) -> None:
    session = create(proof)
    proof.emulator.report_liveness(session, LivenessOutcome.running())
    content = read(proof, session)
    assert (content["status"], "modelVersion" in content) == ("Running", False)


@pytest.mark.proves("succeeded")
def test_a_success_has_a_result(proof: Any) -> None:
    session = create(proof)
    proof.emulator.report_liveness(session, LivenessOutcome.succeeded())
    [attempt] = attempts(proof, session)
    assert list(attempt) == ["attemptId", "attemptStatus", "result"]
    assert list(attempt["result"]) == ["livenessDecision", "targets", "digest"]


@pytest.mark.proves("failed")
def test_a_failure_has_an_error(proof: Any) -> None:
    session = create(proof)
    proof.emulator.report_liveness(session, LivenessOutcome.failed("NoFaceDetected", "No face."))
    [attempt] = attempts(proof, session)
    assert list(attempt) == ["attemptId", "attemptStatus", "error"]
    assert list(attempt["error"]) == ["code", "message", "targets"]
    assert attempt["error"]["code"] == "NoFaceDetected"


@pytest.mark.proves("latest-first")
def test_the_latest_attempt_is_first(proof: Any) -> None:
    session = create(proof)
    for outcome in (LivenessOutcome.canceled(), LivenessOutcome.succeeded()):
        proof.emulator.report_liveness(session, outcome)
    assert read(proof, session)["status"] == "Succeeded"
    assert [each["attemptId"] for each in attempts(proof, session)] == [2, 1]


@pytest.mark.proves("verified")
def test_the_pictures_are_compared(proof: Any) -> None:
    for taken, threshold, identical in ((1, "0.5", True), (2, "0.5", False), (2, "0", True)):
        session = create_with_verify(proof, verifyConfidenceThreshold=threshold)
        outcome = LivenessOutcome.succeeded(picture=proof.picture(taken))
        proof.emulator.report_liveness(session, outcome)
        [attempt] = attempts(proof, session, VERIFY)
        assert attempt["result"]["verifyResult"]["isIdentical"] == identical


@pytest.mark.proves("image-kept")
def test_a_kept_picture_is_given(proof: Any) -> None:
    session = create(proof, enableSessionImage=True)
    proof.emulator.report_liveness(session, LivenessOutcome.succeeded(picture=proof.picture(1)))
    [attempt] = attempts(proof, session)
    image = attempt["result"]["sessionImageId"]
    answer = proof.answers(proof.client.get(f"/sessionImages/{image}"))
    assert answer.content == proof.picture(1)
    assert answer.headers["Content-Disposition"] == f"attachment; filename={image}.jpg"


@pytest.mark.proves("image-missing")
def test_an_unknown_picture_is_not_found(proof: Any) -> None:
    proof.answers(proof.client.get("/sessionImages/none"))
