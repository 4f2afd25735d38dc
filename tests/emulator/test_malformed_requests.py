"""Whatever is sent, the answer is a refusal in the service's terms, never a fault."""

import json
import socket
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from azface.emulator import Emulator

JSON = {"Content-Type": "application/json"}
WRITES = [
    ("PUT", "/largefacelists/a"),
    ("PATCH", "/largefacelists/a"),
    ("PATCH", "/largefacelists/a/persistedfaces/x"),
    ("POST", "/largefacelists/a/persistedfaces"),
    ("PUT", "/facelists/a"),
    ("POST", "/detect"),
    ("POST", "/findsimilars"),
]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"nonsense",
        b"[]",
        b"null",
        b'"text"',
        b"[" * 10_000,
        b'{"name":' * 10_000 + b"1" + b"}" * 10_000,
        b'{"name":"\xff\xfe"}',
        b'{"name":NaN}',
        b'{"name":"a\\ud800"}',
        b'{"name":' + b"9" * 10_000 + b"}",
        b'{"name":"a","userData":{"a":1}}',
        '{"name":"a"'.encode("utf-16"),
    ],
)
@pytest.mark.parametrize(("method", "path"), WRITES)
def test_a_body_that_does_not_fit_is_a_bad_argument(
    client: Any, method: str, path: str, body: bytes
) -> None:
    answer = client.request(method, path, content=body, headers=JSON)
    assert answer.status_code in (400, 404)
    assert answer.json()["error"]["code"] in ("BadArgument", "LargeFaceListNotFound")


@pytest.mark.parametrize(("method", "path"), WRITES)
@pytest.mark.parametrize("media_type", ["text/plain", "application/xml", "", None])
def test_another_content_type_answers_415(
    client: Any, method: str, path: str, media_type: str | None
) -> None:
    client.create_list("a")
    headers = {} if media_type is None else {"Content-Type": media_type}
    answer = client.request(method, path, content=b'{"name":"a"}', headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (415, "BadArgument")


def test_parameters_of_the_content_type_do_not_matter(client: Any) -> None:
    headers = {"Content-Type": "Application/JSON; charset=UTF-8"}
    assert client.put("/facelists/a", content=b'{"name":"a"}', headers=headers).is_success


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_a_body_of_ten_megabytes_answers_413(client: Any, method: str, path: str) -> None:
    answer = client.request(method, path, content=bytes(10_000_000), headers=JSON)
    assert answer.status_code == 413
    assert client.get("/facelists").status_code == 200


def test_a_stream_without_a_length_is_measured_too(client: Any) -> None:
    chunks = (bytes(1_000_000) for _ in range(10))
    assert client.put("/facelists/a", content=chunks, headers=JSON).status_code == 413


def test_a_body_where_none_belongs_is_ignored(client: Any) -> None:
    client.create_list("a")
    answer = client.request("POST", "/largefacelists/a/train", content=b"{", headers=JSON)
    assert answer.status_code == 202


@pytest.mark.parametrize(
    "target",
    [
        "/face/v1.2/largefacelists/..",
        "/face/v1.2/largefacelists/../facelists",
        "/face/v1.2/largefacelists/%2e%2e/training",
        "/face/v1.2/largefacelists/a%2ftraining",
        "/face/v1.2/largefacelists/%ff%fe",
        "/face/v1.2/largefacelists/%00",
        "/face/v1.2/largefacelists/%zz",
        "/face/v1.2/largefacelists/%",
        "//face/v1.2/facelists",
        "/face//v1.2/facelists",
        "/face/v1.2/facelists/",
        "/face/v1.2/largefacelists?top=%ff",
        "/face/v1.2/largefacelists?start=%ff",
        "/face/v1.2/largefacelists?&&=&=x&top",
        "*",
        "http://elsewhere/face/v1.2/facelists",
        "/face/v1.2/facelists?" + "x" * 100_000,
    ],
)
def test_a_strange_target_is_answered(emulator: Emulator, target: str) -> None:
    status = _send_raw(emulator, f"GET {target} HTTP/1.1\r\n".encode(), emulator.key)
    assert status in (200, 400, 404)


@pytest.mark.parametrize(
    "line",
    [
        b"GET /face/v1.2/\xff HTTP/1.1\r\n",
        b"nonsense\r\n",
        b"GET /face/v1.2/facelists HTTP/1.1\r\nContent-Length: x\r\n",
    ],
)
def test_what_is_no_http_answers_400(emulator: Emulator, line: bytes) -> None:
    assert _send_raw(emulator, line, emulator.key) == 400


def test_a_client_that_hangs_up_does_no_harm(emulator: Emulator, client: Any) -> None:
    started = b"PUT /face/v1.2/facelists/a HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"
    for part in (b"", started[:20], started):
        with _connected(emulator) as connection:
            connection.sendall(part)
    assert client.get("/facelists").json() == []


_JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
_MEMBERS = st.dictionaries(
    st.sampled_from(
        ["name", "userData", "recognitionModel", "url", "faceId", "faceIds", "faceListId", "mode"]
    ),
    _JSON_VALUES,
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(write=st.sampled_from(WRITES), members=_MEMBERS)
def test_no_json_object_brings_the_service_down(
    client: Any, write: tuple[str, str], members: dict[str, object]
) -> None:
    method, path = write
    answer = client.request(method, path, content=json.dumps(members), headers=JSON)
    assert answer.status_code < 500


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    list_id=st.text(min_size=1, max_size=70),
    query=st.dictionaries(st.sampled_from(["start", "top", "returnRecognitionModel"]), st.text()),
)
def test_no_id_and_no_query_brings_the_service_down(
    client: Any, list_id: str, query: dict[str, str]
) -> None:
    path = httpx.URL(f"/largefacelists/{_quoted(list_id)}/persistedfaces")
    assert client.get(path, params=query).status_code < 500


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode("utf-8", "surrogatepass"))


def _connected(emulator: Emulator) -> socket.socket:
    address = urlsplit(emulator.endpoint)
    return socket.create_connection((str(address.hostname), int(address.port or 0)), timeout=10)


def _send_raw(emulator: Emulator, start: bytes, key: str) -> int:
    headers = f"Host: x\r\nOcp-Apim-Subscription-Key: {key}\r\nConnection: close\r\n\r\n"
    with _connected(emulator) as connection:
        connection.sendall(start + headers.encode())
        received = b""
        while data := connection.recv(65_536):
            received += data
    return int(received.split(b" ", 2)[1])
