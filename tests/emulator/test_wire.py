"""The wire: keys, versions, headers, unknown paths, and what is remembered of requests."""

from typing import Any
from uuid import UUID

import httpx
import pytest

from azface.emulator import Emulator, ReceivedRequest

OK, ERROR = "/facelists", "/facelists/none"


def test_every_answer_has_the_recorded_headers(client: Any) -> None:
    for path in (OK, ERROR):
        headers = client.get(path).headers
        assert UUID(headers["apim-request-id"])
        assert headers["Content-Type"] == "application/json; charset=utf-8"
        assert headers["x-envoy-upstream-service-time"].isdigit()
        assert headers["x-ms-region"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Strict-Transport-Security"] == (
            "max-age=31536000; includeSubDomains; preload"
        )


def test_request_ids_differ(client: Any) -> None:
    assert len({client.get(OK).headers["apim-request-id"] for _ in range(5)}) == 5


def test_only_a_success_is_billed(client: Any) -> None:
    billed = client.get(OK).headers["CSP-Billing-Usage"]
    assert billed == "CognitiveServices.Face.Transaction=1"
    assert "CSP-Billing-Usage" not in client.get(ERROR).headers


def test_an_empty_success_has_length_0_and_no_type(client: Any) -> None:
    headers = client.put("/facelists/a", json={"name": "a"}).headers
    assert headers["Content-Length"] == "0"
    assert "Content-Type" not in headers


def test_header_names_are_written_as_recorded(client: Any) -> None:
    names = {name for name, _ in client.get(OK).headers.raw}
    assert {b"CSP-Billing-Usage", b"apim-request-id", b"Content-Type", b"x-ms-region"} <= names


def test_the_date_is_the_emulators(client: Any) -> None:
    assert client.get(OK).headers["Date"] == "Sun, 17 Mar 2030 17:46:40 GMT"


def test_bodies_are_compact_json_in_utf_8(client: Any) -> None:
    client.put("/facelists/a", json={"name": "caf\u00e9"})
    assert client.get(OK).content == '[{"name":"caf\u00e9","faceListId":"a"}]'.encode()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Ocp-Apim-Subscription-Key": "wrong"},
        {"Ocp-Apim-Subscription-Key": ""},
        {"Ocp-Apim-Subscription-Key": b"\xff\xfe"},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Basic right"},
        {"Authorization": "right"},
    ],
)
def test_without_the_key_the_gateway_refuses(
    plain_http: httpx.Client, headers: dict[str, Any]
) -> None:
    with Emulator(key="right") as emulator:
        answer = plain_http.get(f"{emulator.endpoint}/face/v1.2/facelists", headers=headers)
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "401"
    assert "right" not in answer.text
    assert answer.headers["apim-request-id"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Ocp-Apim-Subscription-Key": "right"},
        {"ocp-apim-subscription-key": "right"},
        {"Authorization": "Bearer right"},
        {"Authorization": "bearer right"},
    ],
)
def test_the_key_opens_as_a_header_or_as_a_token(
    plain_http: httpx.Client, headers: dict[str, str]
) -> None:
    with Emulator(key="right") as emulator:
        answer = plain_http.get(f"{emulator.endpoint}/face/v1.2/facelists", headers=headers)
    assert answer.status_code == 200


def test_the_key_is_asked_for_before_anything_else(
    plain_http: httpx.Client, emulator: Emulator
) -> None:
    for method, path in (("GET", "/face/v1.2/nope"), ("PUT", "/face/v1.2/facelists"), ("GET", "/")):
        assert plain_http.request(method, emulator.endpoint + path).status_code == 401


@pytest.mark.parametrize(
    "version", ["v1.0", "v1.1-preview.1", "v1.2-preview.1", "v1.2", "v1.3-preview.1"]
)
def test_known_versions_are_served_without_a_word(
    client: Any, emulator: Emulator, version: str
) -> None:
    answer = client.get(f"{emulator.endpoint}/face/{version}/facelists")
    assert answer.status_code == 200
    assert "Warning" not in answer.headers


@pytest.mark.parametrize("version", ["v9", "latest", "v1.2%22%0d%0aX:%20y", "%C3%A9"])
def test_an_unknown_version_is_served_with_a_warning(
    client: Any, emulator: Emulator, version: str
) -> None:
    base = f"{emulator.endpoint}/face/{version}"
    answer = client.get(f"{base}/facelists")
    assert answer.status_code == 200
    assert answer.headers["Warning"].startswith('299 - "')
    client.create_list("a")
    started = client.post(f"{base}/largefacelists/a/train")
    assert started.headers["Operation-Location"] == f"{base}/largefacelists/a/training"


def test_versions_share_one_state(client: Any, emulator: Emulator) -> None:
    client.create_list("a")
    shown = client.get(f"{emulator.endpoint}/face/v1.1-preview.1/largefacelists/a")
    assert shown.status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [
        ("GET", "/persons", "PersonDirectoryOperations_GetPersons"),
        ("DELETE", "/dynamicpersongroups/a", "PersonDirectoryOperations_DeleteDynamicPersonGroup"),
        ("GET", "/operations/x", "GetOperationResult"),
        ("PATCH", "/settings", "LivenessSessionOperations_PatchSettings"),
        (
            "POST",
            "/persons/x/recognitionModels/recognition_04/persistedfaces",
            "PersonDirectoryOperations_AddPersonFaceFromUrl",
        ),
    ],
)
def test_an_operation_not_served_answers_501_with_its_name(
    client: Any, emulator: Emulator, method: str, path: str, operation: str
) -> None:
    answer = client.request(method, path)
    assert answer.status_code == 501
    assert operation in answer.json()["error"]["message"]
    assert emulator.requests[-1].operation == operation


def test_overloads_are_told_apart_by_media_type_and_member(client: Any, emulator: Emulator) -> None:
    sent: list[tuple[str, dict[str, Any], str]] = [
        ("/identify", {"json": {"personIds": ["*"]}}, "IdentifyFromPersonDirectory"),
        ("/verify", {"json": {"faceId1": "x", "faceId2": "y"}}, "VerifyFaceToFace"),
        ("/findsimilars", {"json": {"faceListId": "a"}}, "FindSimilarFromFaceList"),
        ("/findsimilars", {"json": {"largeFaceListId": "a"}}, "FindSimilarFromLargeFaceList"),
        ("/findsimilars", {"json": {"faceIds": []}}, "FindSimilar"),
        ("/findsimilars", {"json": [1]}, "FindSimilar"),
        ("/detect", {"json": {"url": "x"}}, "DetectFromUrl"),
        (
            "/detect",
            {"content": b"x", "headers": {"Content-Type": "application/octet-stream"}},
            "Detect",
        ),
    ]
    for path, request, operation in sent:
        client.post(path, **request)
        assert str(emulator.requests[-1].operation).endswith(f"Operations_{operation}")


def test_a_known_path_with_another_method_answers_405_with_the_methods(client: Any) -> None:
    answer = client.post("/facelists")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET"
    assert client.post("/largefacelists/a").headers["Allow"] == "DELETE, GET, PATCH, PUT"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/face",
        "/face/",
        "/face/v1.2",
        "/face/v1.2/",
        "/face/v1.2/nope",
        "/other/v1.2/facelists",
    ],
)
def test_an_unknown_path_answers_404(client: Any, emulator: Emulator, path: str) -> None:
    answer = client.get(emulator.endpoint + path)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "404")
    assert emulator.requests[-1].operation is None


def test_requests_are_remembered_as_they_were_sent(client: Any, emulator: Emulator) -> None:
    client.get("/largefacelists/a%20b?top=5&start=%C3%A9")
    assert emulator.requests == [
        ReceivedRequest(
            method="GET",
            path="/face/v1.2/largefacelists/a%20b",
            query="top=5&start=%C3%A9",
            operation="FaceListOperations_GetLargeFaceList",
            status=400,
            at=1_900_000_000.25,
        )
    ]


def test_no_key_is_remembered(client: Any, emulator: Emulator) -> None:
    client.get(OK)
    assert emulator.key not in repr(emulator.requests)
    assert emulator.key not in repr(emulator)
