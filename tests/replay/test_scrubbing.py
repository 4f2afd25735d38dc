"""What is taken out of a message before it goes into a cassette."""

from __future__ import annotations

import gzip
from pathlib import Path

import httpx
import pytest
import vcr
import yaml

from azface.testing import PLACEHOLDER, CassetteError, cassette_settings, use_cassette

SECRETS = {
    "OCP-apim-SUBSCRIPTION-key": "s3cr3t-1",
    "authorization": "Bearer s3cr3t-2",
    "Cookie": "session=s3cr3t-3",
    "API-Key": "s3cr3t-4",
    "x-api-key": "s3cr3t-5",
    "X-Something-New": "s3cr3t-6",
}


def answer(request: httpx.Request) -> httpx.Response:
    origin = f"http://{request.url.host}:8080"
    return httpx.Response(
        202,
        headers={
            "SET-cookie": "session=s3cr3t-7",
            "Api-Key": "s3cr3t-8",
            "OPERATION-Location": f"{origin}/face/v1.2/operations/1?a=b",
            "location": "/face/v1.2/relative",
            "Retry-After": "7",
        },
        json={"sessionId": "1", "authToken": "s3cr3t-9"},
    )


@pytest.fixture
def recorded(tmp_path: Path) -> str:
    """The text of a cassette, recorded from a service that is careless with secrets."""
    with (
        use_cassette(tmp_path / "secrets.yaml", record=True),
        httpx.Client(transport=httpx.MockTransport(answer), headers=SECRETS) as client,
    ):
        picture = {"url": "https://store.example/face.jpg?sv=1&sig=s3cr3t-0"}
        response = client.post("https://MINE.westus.example/face/v1.2/detect?a=b", json=picture)
        assert response.json()["authToken"] == "s3cr3t-9"
    return (tmp_path / "secrets.yaml").read_text(encoding="utf-8")


def test_no_secret_is_written_whatever_the_case_of_its_header(recorded: str) -> None:
    assert "s3cr3t" not in recorded
    for name in (*SECRETS, "set-cookie"):
        assert name.lower() not in recorded.lower()


def test_every_host_but_a_pictures_becomes_the_placeholder(recorded: str) -> None:
    [interaction] = yaml.safe_load(recorded)["interactions"]
    request, headers = interaction["request"], interaction["response"]["headers"]
    assert request["uri"] == f"{PLACEHOLDER}/face/v1.2/detect?a=b"
    assert headers["operation-location"] == [f"{PLACEHOLDER}/face/v1.2/operations/1?a=b"]
    assert headers["location"] == ["/face/v1.2/relative"]
    assert headers["retry-after"] == ["7"]
    assert "store.example/face.jpg?scrubbed" in request["body"]
    assert "mine." not in recorded.lower()


def test_what_was_scrubbed_still_matches(recorded: str, tmp_path: Path) -> None:
    with use_cassette(tmp_path / "secrets.yaml"), httpx.Client() as client:
        response = client.post(
            "https://other.example/face/v1.2/detect?a=b",
            json={"url": "https://store.example/face.jpg?sv=1&sig=another"},
        )
    assert response.json() == {"sessionId": "1", "authToken": "scrubbed"}


@pytest.mark.parametrize("record", [True, False])
def test_a_token_request_is_refused_and_not_sent(record: bool, tmp_path: Path) -> None:
    sent: list[httpx.Request] = []

    def tokens(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return answer(request)

    def read(client: httpx.Client) -> None:
        client.get(f"{PLACEHOLDER}/face/v1.2/facelists")

    url = "https://me:s3cr3t@login.example/t/oauth2/token?code=s3cr3t"
    path, transport = tmp_path / "x.yaml", httpx.MockTransport(tokens)
    with use_cassette(path, record=True), httpx.Client(transport=transport) as client:
        read(client)
    with use_cassette(path, record=record), httpx.Client(transport=transport) as client:
        with pytest.raises(
            CassetteError, match=r"POST https://login\.example/t/oauth2/token is no"
        ):
            client.post(url, data={"client_secret": "s3cr3t"})
        read(client)
    assert {request.url.host for request in sent} == {httpx.URL(PLACEHOLDER).host}
    assert "oauth2" not in path.read_text(encoding="utf-8")


def test_the_settings_scrub_in_a_vcr_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    recorder = vcr.VCR(**cassette_settings())
    with (
        recorder.use_cassette(str(path)),
        httpx.Client(transport=httpx.MockTransport(answer), headers=SECRETS) as client,
    ):
        client.get("https://mine.example/face/v1.2/facelists")
    text = path.read_text(encoding="utf-8")
    assert "s3cr3t" not in text
    assert "mine.example" not in text


def test_a_compressed_answer_is_kept_readable(tmp_path: Path) -> None:
    def compressed(request: httpx.Request) -> httpx.Response:
        headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
        return httpx.Response(200, headers=headers, content=gzip.compress(b'[{"name":"staff"}]'))

    with (
        use_cassette(tmp_path / "x.yaml", record=True),
        httpx.Client(transport=httpx.MockTransport(compressed)) as client,
    ):
        client.get(f"{PLACEHOLDER}/face/v1.2/facelists")
    assert '[{"name":"staff"}]' in (tmp_path / "x.yaml").read_text(encoding="utf-8")
    with use_cassette(tmp_path / "x.yaml"), httpx.Client() as client:
        assert client.get(f"{PLACEHOLDER}/face/v1.2/facelists").json() == [{"name": "staff"}]
