"""Proofs of the rows on what is not emulated: the refusals."""

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from PIL import Image

OLD = "/detectLiveness/singleModal/sessions"
OLD_WITH_VERIFY = "/detectLivenessWithVerify/singleModal/sessions"
OCTETS = {"Content-Type": "application/octet-stream"}
FACES = "/persons/x/recognitionModels/recognition_04/persistedfaces"
GROUP = "/dynamicpersongroups/a"
ADDED: dict[str, Any] = {"name": "A", "addPersonIds": ["x"]}


def refuses(proof: Any, operation: str, method: str, path: str, **request: Any) -> None:
    """The refusal is the row's, and its message names the operation."""
    answer = proof.answers(proof.client.request(method, path, **request))
    assert re.search(rf"_{operation}\b", answer.json()["error"]["message"])


@pytest.mark.proves("biometrics")
def test_no_face_is_recognised(
    proof: Any, drawn_face: Callable[[int], Image.Image], encode: Callable[..., bytes]
) -> None:
    turned = encode(drawn_face(1).rotate(40, fillcolor="white"), "JPEG")
    body = {"faceId1": proof.detect(1), "faceId2": proof.client.detect(turned)}
    assert not proof.client.post("/verify", json=body).json()["isIdentical"]
    proof.start(seed={"identities": {"Ann": [proof.picture(1), turned]}})
    body = {"faceId1": proof.detect(1), "faceId2": proof.client.detect(turned)}
    assert proof.client.post("/verify", json=body).json()["isIdentical"]


@pytest.mark.proves("face-sizes")
def test_a_seeded_face_has_any_size(proof: Any, encode: Callable[..., bytes]) -> None:
    wide = encode(Image.new("RGB", (5_000, 100)), "BMP")
    faces = [{"rectangle": {"left": 0, "top": 0, "width": n, "height": 10}} for n in (5_000, 10)]
    proof.start(seed={"faces": [{"picture": wide, "faces": faces}]})
    found = proof.post_picture("/detect", wide).json()
    assert [each["faceRectangle"]["width"] for each in found] == [5_000, 10]


@pytest.mark.proves("urls")
def test_nothing_is_fetched(proof: Any) -> None:
    proof.create("/largefacelists/a")
    for path in ("/detect", "/largefacelists/a/persistedfaces"):
        for url in ("https://example.com/face.jpg", proof.emulator.endpoint, "file:///etc/hosts"):
            proof.answers(proof.client.post(path, json={"url": url}))


@pytest.mark.proves("entra-tokens")
def test_tokens_are_not_verified(proof: Any, plain_http: httpx.Client) -> None:
    url = f"{proof.emulator.endpoint}/face/v1.2/facelists"
    token = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2lnbmF0dXJl"
    proof.answers(plain_http.get(url, headers={"Authorization": f"Bearer {token}"}))
    key = {"Authorization": f"Bearer {proof.emulator.key}"}
    assert plain_http.get(url, headers=key).status_code == 200


@pytest.mark.proves("approval")
def test_no_approval_is_needed(proof: Any) -> None:
    proof.create("/largepersongroups/a")
    proof.client.create_person("largepersongroups/a", "P", proof.picture(1))
    proof.client.post("/largepersongroups/a/train").raise_for_status()
    proof.clock.advance(1)
    faces = [proof.detect(1), proof.detect(1)]
    body = {"faceIds": faces, "largePersonGroupId": "a"}
    proof.answers(proof.client.post("/identify", json=body))
    body = {"faceId1": faces[0], "faceId2": faces[1]}
    proof.answers(proof.client.post("/verify", json=body))


@pytest.mark.proves("rates")
def test_any_number_of_calls_is_taken(proof: Any) -> None:
    for _ in range(201):
        proof.answers(proof.client.get("/facelists"))


@pytest.mark.proves("persons-of-directory")
def test_the_persons_of_the_directory_are_refused(proof: Any) -> None:
    refuses(proof, "CreatePerson", "POST", "/persons", json={"name": "Ann"})
    refuses(proof, "GetPersons", "GET", "/persons")
    for verb, method in (("Get", "GET"), ("Update", "PATCH"), ("Delete", "DELETE")):
        refuses(proof, f"{verb}Person", method, "/persons/x")
        refuses(proof, f"{verb}PersonFace", method, f"{FACES}/y")
    refuses(proof, "AddPersonFace", "POST", FACES, content=proof.picture(1), headers=OCTETS)
    refuses(proof, "AddPersonFaceFromUrl", "POST", FACES, json={"url": "http://p/1"})
    refuses(proof, "GetPersonFaces", "GET", FACES)
    path = "/persons/x/dynamicPersonGroupReferences"
    refuses(proof, "GetDynamicPersonGroupReferences", "GET", path)


@pytest.mark.proves("dynamic-person-groups")
def test_dynamic_person_groups_are_refused(proof: Any) -> None:
    refuses(proof, "CreateDynamicPersonGroup", "PUT", GROUP, json={"name": "A"})
    refuses(proof, "CreateDynamicPersonGroupWithPerson", "PUT", GROUP, json=ADDED)
    refuses(proof, "UpdateDynamicPersonGroup", "PATCH", GROUP, json={"name": "A"})
    refuses(proof, "UpdateDynamicPersonGroupWithPersonChanges", "PATCH", GROUP, json=ADDED)
    refuses(proof, "GetDynamicPersonGroup", "GET", GROUP)
    refuses(proof, "DeleteDynamicPersonGroup", "DELETE", GROUP)
    refuses(proof, "GetDynamicPersonGroups", "GET", "/dynamicpersongroups")
    refuses(proof, "GetDynamicPersonGroupPersons", "GET", f"{GROUP}/persons")


@pytest.mark.proves("operation-results")
def test_there_are_no_operation_results(proof: Any) -> None:
    answer = proof.answers(proof.client.get("/operations/x"))
    assert "GetOperationResult" in answer.json()["error"]["message"]


@pytest.mark.proves("older-liveness")
def test_older_liveness_sessions_are_refused(proof: Any) -> None:
    form = {"VerifyImage": ("me.jpg", proof.picture(1))}
    refuses(
        proof,
        "CreateLivenessWithVerifySessionWithVerifyImage",
        "POST",
        OLD_WITH_VERIFY,
        files=form,
    )
    for path, kind in ((OLD, "Liveness"), (OLD_WITH_VERIFY, "LivenessWithVerify")):
        refuses(proof, f"Create{kind}Session", "POST", path, json={})
        refuses(proof, f"Get{kind}Sessions", "GET", path)
        refuses(proof, f"Get{kind}SessionResult", "GET", f"{path}/x")
        refuses(proof, f"Delete{kind}Session", "DELETE", f"{path}/x")
        refuses(proof, f"Get{kind}SessionAuditEntries", "GET", f"{path}/x/audit")


@pytest.mark.proves("liveness-settings")
def test_liveness_settings_are_refused(proof: Any) -> None:
    refuses(proof, "GetSettings", "GET", "/settings")
    refuses(proof, "PatchSettings", "PATCH", "/settings", json={})
    path = "/settings/getClientAssetsAccessToken"
    refuses(proof, "GetClientAssetsAccessToken", "GET", path)


@pytest.mark.proves("device")
def test_what_the_device_calls_is_not_there(proof: Any) -> None:
    for path in ("/detectLiveness/singleModal", "/detectLivenessWithVerify/singleModal"):
        proof.answers(proof.client.post(path))


@pytest.mark.proves("snapshots")
def test_snapshots_are_not_there(proof: Any) -> None:
    base = f"{proof.emulator.endpoint}/face/v1.0"
    for method, path in (("POST", "/snapshots"), ("GET", "/snapshots"), ("GET", "/snapshots/x")):
        proof.answers(proof.client.request(method, base + path))
