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
    ("PUT", "/persongroups/a"),
    ("PATCH", "/largepersongroups/a"),
    ("POST", "/identify"),
    ("POST", "/verify"),
    ("POST", "/group"),
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
        b'{"name":"\\ud83d"}',
        b'{"na\\ud800me":"a"}',
        b'{"name":"a",}',
        b'{"name":-Infinity}',
        b'{"name":1e999}',
        b'{"name":"a"}{"name":"b"}',
        b'{"name":"\x00"}',
        b'{"name":"\xc0\xaf"}',
        b'\xff\xfe{"name":"a"}',
        b'\xef\xbb\xbf\xef\xbb\xbf{"name":"a"}',
        b'{"name":' + b"9" * 10_000 + b"}",
        b'{"name":"a","userData":{"a":1}}',
        '{"name":"a"'.encode("utf-16"),
        '{"name":"a"}'.encode("utf-32"),
        '{"name":"\u00e9"}'.encode("latin-1"),
    ],
)
@pytest.mark.parametrize(("method", "path"), WRITES)
def test_a_body_that_does_not_fit_is_a_bad_argument(
    client: Any, method: str, path: str, body: bytes
) -> None:
    answer = client.request(method, path, content=body, headers=JSON)
    code = answer.json()["error"]["code"]
    assert (answer.status_code, code) == (400, "BadArgument") or (
        answer.status_code == 404 and code.endswith("NotFound")
    )


def test_of_a_member_given_twice_the_last_counts(client: Any) -> None:
    body = b'{"name":"a","name":"b"}'
    assert client.put("/facelists/a", content=body, headers=JSON).is_success
    assert client.get("/facelists/a").json()["name"] == "b"


def test_a_byte_order_mark_is_passed_over(client: Any) -> None:
    body = b'\xef\xbb\xbf{"name":"a"}'
    assert client.put("/facelists/a", content=body, headers=JSON).is_success


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
        "/face/v1.2/../../etc/passwd",
        "/face/v1.2/largefacelists/%2e%2e/training",
        "/face/v1.2/largefacelists/%2e",
        "/face/v1.2/largefacelists/a%2ftraining",
        "/face/v1.2/largefacelists/a%5ctraining",
        "/face/v1.2/largefacelists/%c0%af",
        "/face/v1.2/largefacelists/%ff%fe",
        "/face/v1.2/largefacelists/%f0%9f%98%80",
        "/face/v1.2/largefacelists/%ed%a0%80",
        "/face/v1.2/largefacelists/%00",
        "/face/v1.2/largefacelists/a%00",
        "/face/v1.2/largefacelists/a%0d%0aX:%20y",
        "/face/v1.2/largefacelists/%zz",
        "/face/v1.2/largefacelists/%",
        "/face/v1.2/largefacelists/%2561",
        "/face/v1.2/largefacelists/" + "a" * 65,
        "/face/v1.2/largefacelists/" + "a" * 50_000,
        "/face/v1.2/largefacelists/" + "%61" * 10_000,
        "/face/v1.2/largefacelists/a/persistedfaces/" + "a" * 50_000,
        "/face/v1.2/" + "a/" * 20_000,
        "/face/" + "v" * 50_000 + "/facelists",
        "//face/v1.2/facelists",
        "/face//v1.2/facelists",
        "/face/v1.2//facelists",
        "/face/v1.2/facelists/",
        "/FACE/v1.2/facelists",
        "/face/v1.2/facelists#x",
        "/face/v1.2/facelists;x",
        "/face/v1.2/facelists?",
        "/face/v1.2/largefacelists?top=%ff",
        "/face/v1.2/largefacelists?start=%ff",
        "/face/v1.2/largefacelists?start=%00",
        "/face/v1.2/largefacelists?top=1&top=2",
        "/face/v1.2/largefacelists?top=" + "9" * 5_000,
        "/face/v1.2/largefacelists?&&=&=x&top",
        "/face/v1.2/largefacelists?" + "&" * 50_000,
        "/_emulator/../face/v1.2/facelists",
        "*",
        "x",
        "http://elsewhere/face/v1.2/facelists",
        "/face/v1.2/facelists?" + "x" * 50_000,
        "/face/v1.2/facelists?" + "x" * 100_000,
    ],
    ids=lambda target: target[:40],
)
def test_a_strange_target_is_answered(emulator: Emulator, target: str) -> None:
    status, error = _send_raw(emulator, f"GET {target} HTTP/1.1\r\n".encode(), emulator.key)
    refused = [(400, "BadArgument"), (404, "404"), (404, "LargeFaceListNotFound")]
    assert (status, error) in [(200, None), *refused]


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "TRACE", "CONNECT", "PATCH", "FOO", "get"])
def test_another_method_answers_405(emulator: Emulator, method: str) -> None:
    line = f"{method} /face/v1.2/facelists HTTP/1.1\r\n".encode()
    status, error = _send_raw(emulator, line, emulator.key)
    assert (status, error) == (405, None if method == "HEAD" else "405")


@pytest.mark.parametrize(
    "line",
    [
        b"GET /face/v1.2/\xff HTTP/1.1\r\n",
        b"GET /face/v1.2/ facelists HTTP/1.1\r\n",
        b"GET /face/v1.2/\x00 HTTP/1.1\r\n",
        b"nonsense\r\n",
        b"\r\n\r\n\r\nx\r\n",
        b"GET / HTTP/9.9.9\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)) + b"\r\n\r\n",
        b"GET /face/v1.2/facelists HTTP/1.1\r\nContent-Length: x\r\n",
        b"GET /face/v1.2/facelists HTTP/1.1\r\nContent-Length: -1\r\n",
        b"GET /face/v1.2/facelists HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
        b"GET /face/v1.2/facelists HTTP/1.1\r\nTransfer-Encoding: gzip\r\n",
        b"GET /face/v1.2/facelists HTTP/1.1\r\nbad header: x\r\n",
        b"GET /face/v1.2/facelists HTTP/1.1\r\nx: \x00\r\n",
        b"GET /face/v1.2/facelists HTTP/1.1\r\nx: " + b"y" * 300_000 + b"\r\n",
        b"GET /face/v1.2/facelists HTTP/1.1\r\n" + b"x: y\r\n" * 50_000,
        b"GET /" + b"x" * 300_000,
        b"x" * 1_000_000,
    ],
    ids=lambda line: repr(line[:60]),
)
def test_what_is_no_http_answers_400(emulator: Emulator, line: bytes) -> None:
    assert _send_raw(emulator, line, emulator.key) == (400, "BadArgument")
    assert emulator.requests == []


def test_a_chunk_that_is_none_answers_400(emulator: Emulator) -> None:
    start = b"PUT /face/v1.2/facelists/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    for chunk in (b"zz\r\n", b"-1\r\n", b"2\r\nabc\r\n", b"f" * 40 + b"\r\n"):
        assert _exchange(emulator, start + chunk) == (400, "BadArgument")


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


def _send_raw(emulator: Emulator, start: bytes, key: str) -> tuple[int, str | None]:
    """The status and the code of the error, if there is one, that a request begun so gets."""
    headers = f"Host: x\r\nOcp-Apim-Subscription-Key: {key}\r\nConnection: close\r\n\r\n"
    return _exchange(emulator, start + headers.encode())


def _exchange(emulator: Emulator, sent: bytes) -> tuple[int, str | None]:
    with _connected(emulator) as connection:
        connection.sendall(sent)
        received = b""
        while data := connection.recv(65_536):
            received += data
    head, _, body = received.partition(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    return status, json.loads(body)["error"]["code"] if body and status >= 400 else None
