"""Proofs of the rows on errors and on the gateway."""

import socket
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import httpx
import pytest

from azface.emulator import Emulator

OK, ERROR = "/facelists", "/facelists/none"
JSON = {"Content-Type": "application/json"}
TEXT = {"Content-Type": "text/plain"}


@pytest.mark.proves("shape")
def test_an_error_has_code_and_message(proof: Any) -> None:
    [(name, error)] = proof.answers(proof.client.get(ERROR)).json().items()
    assert (name, list(error)) == ("error", ["code", "message"])


@pytest.mark.proves("messages")
def test_a_message_is_the_emulators_own(proof: Any) -> None:
    answer = proof.answers(proof.client.post("/findsimilars", json={"faceId": proof.detect(1)}))
    expected = "Exactly one of faceIds, faceListId, largeFaceListId is expected."
    assert answer.json()["error"]["message"] == expected


@pytest.mark.proves("no-code-header")
def test_the_code_is_in_no_header(proof: Any) -> None:
    assert "x-ms-error-code" not in proof.answers(proof.client.get(ERROR)).headers


@pytest.mark.proves("body-malformed")
def test_a_malformed_body_is_refused(proof: Any) -> None:
    for body in (b"", b"{", b"[]", b'"a"', b"null", b"\xff", b'{"name": NaN}'):
        proof.answers(proof.client.put("/facelists/a", content=body, headers=JSON))
        proof.answers(proof.client.post("/findsimilars", content=body, headers=JSON))


@pytest.mark.proves("member-mistyped")
def test_a_member_of_another_type_is_refused(proof: Any) -> None:
    for value in (5, True, [], {}):
        proof.answers(proof.client.put("/facelists/a", json={"name": value}))
    proof.create("/facelists/a", userData=None)
    proof.answers(proof.client.patch("/facelists/a", json={"name": None, "userData": None}))


@pytest.mark.proves("unknown-members")
def test_unknown_members_are_ignored(proof: Any) -> None:
    proof.answers(proof.client.put("/facelists/a", json={"name": "A", "colour": "red"}))
    proof.answers(proof.client.get("/facelists?colour=red"))


@pytest.mark.proves("given-twice")
def test_the_last_of_two_counts(proof: Any) -> None:
    proof.answers(proof.client.get("/largefacelists?top=0&top=1"))
    assert proof.client.get("/largefacelists?top=1&top=0").status_code == 400
    body = b'{"name": 5, "name": "A"}'
    proof.answers(proof.client.put("/facelists/a", content=body, headers=JSON))


@pytest.mark.proves("media-type")
def test_another_content_type_is_refused(proof: Any) -> None:
    proof.answers(proof.client.put("/facelists/a", content=b'{"name": "A"}', headers=TEXT))
    proof.answers(proof.client.post("/detect", content=proof.picture(1), headers=TEXT))
    octets = {"Content-Type": "application/octet-stream"}
    proof.answers(proof.client.put("/facelists/a", content=b'{"name": "A"}', headers=octets))
    proof.client.post("/detect", content=proof.picture(1), headers=octets).raise_for_status()


@pytest.mark.proves("method")
def test_another_method_is_refused(proof: Any) -> None:
    answer = proof.answers(proof.client.post("/facelists/a"))
    assert answer.headers["Allow"] == "DELETE, GET, PATCH, PUT"


@pytest.mark.proves("path")
def test_another_path_is_not_found(proof: Any) -> None:
    for path in ("/face/v1.2/nope", "/face/v1.2/facelists/a%2Fb/c/d", "/face/v1.2", "/"):
        proof.answers(proof.client.get(proof.emulator.endpoint + path))


@pytest.mark.proves("body-too-large")
def test_a_large_body_is_refused(proof: Any) -> None:
    proof.answers(proof.post_picture("/detect", bytes(8 * 1_024 * 1_024 + 1)))


@pytest.mark.proves("no-http")
def test_what_is_no_http_is_refused(proof: Any) -> None:
    address = urlsplit(proof.emulator.endpoint)
    with socket.create_connection((str(address.hostname), int(address.port or 0))) as connection:
        connection.sendall(b"hello\r\n\r\n")
        received = b"".join(iter(lambda: connection.recv(65_536), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    status = int(head.split()[1])
    proof.answers(httpx.Response(status, content=body, headers=JSON))


@pytest.mark.proves("key-needed")
def test_the_key_is_needed(proof: Any, plain_http: httpx.Client) -> None:
    for headers in ({}, {"Ocp-Apim-Subscription-Key": "wrong"}):
        for path in ("/face/v1.2/facelists", "/face/v1.2/nope", "/"):
            proof.answers(plain_http.get(proof.emulator.endpoint + path, headers=headers))


@pytest.mark.proves("request-id")
def test_every_answer_has_an_id(proof: Any) -> None:
    answers = [proof.client.get(path) for path in (OK, OK, ERROR)]
    assert len({UUID(each.headers["apim-request-id"]) for each in answers}) == 3
    assert [each for each in answers if "x-ms-request-id" in each.headers] == []


@pytest.mark.proves("recorded-headers")
def test_answers_have_the_recorded_headers(proof: Any) -> None:
    for path in (OK, ERROR):
        headers = proof.client.get(path).headers
        assert headers["x-envoy-upstream-service-time"].isdigit()
        lifetime = "max-age=31536000; includeSubDomains; preload"
        assert headers["Strict-Transport-Security"] == lifetime
        assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.proves("region")
def test_the_region_is_the_emulator(proof: Any) -> None:
    for path in (OK, ERROR):
        assert proof.client.get(path).headers["x-ms-region"] == "Emulator"


@pytest.mark.proves("billing")
def test_a_success_is_counted(proof: Any) -> None:
    billed = proof.client.get(OK).headers["CSP-Billing-Usage"]
    assert billed == "CognitiveServices.Face.Transaction=1"
    assert "CSP-Billing-Usage" not in proof.client.get(ERROR).headers


@pytest.mark.proves("json")
def test_bodies_are_compact_json(proof: Any) -> None:
    proof.create("/facelists/a", name="caf\u00e9")
    answer = proof.answers(proof.client.get(OK))
    assert answer.content == '[{"name":"caf\u00e9","faceListId":"a"}]'.encode()
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"


@pytest.mark.proves("empty-success")
def test_an_empty_success_has_no_type(proof: Any) -> None:
    answer = proof.answers(proof.client.put("/facelists/a", json={"name": "A"}))
    assert answer.headers["Content-Length"] == "0"
    assert "Content-Type" not in answer.headers


@pytest.mark.proves("date")
def test_the_date_is_the_clocks(proof: Any) -> None:
    proof.clock.advance(60)
    assert proof.client.get(OK).headers["Date"] == "Sun, 17 Mar 2030 17:47:40 GMT"


@pytest.mark.proves("versions")
def test_versions_share_one_state(proof: Any) -> None:
    proof.create("/facelists/a")
    for version in ("v1.0", "v1.1-preview.1", "v1.2-preview.1", "v1.2", "v1.3-preview.1"):
        path = f"{proof.emulator.endpoint}/face/{version}/facelists/a"
        assert "Warning" not in proof.answers(proof.client.get(path)).headers


@pytest.mark.proves("unknown-version")
def test_an_unknown_version_is_served(proof: Any) -> None:
    for version in ("v9", "v1.4-preview.1"):
        path = f"{proof.emulator.endpoint}/face/{version}/facelists"
        assert proof.answers(proof.client.get(path)).headers["Warning"].startswith('299 - "')


@pytest.mark.proves("plain-http")
def test_it_listens_on_loopback(proof: Any) -> None:
    assert proof.emulator.endpoint.startswith("http://127.0.0.1:")
    assert proof.client.get(OK).status_code == 200
    with pytest.warns(UserWarning, match="beyond this machine"):
        Emulator(host="0.0.0.0")
