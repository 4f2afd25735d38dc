"""What happens when a test and its cassette do not fit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import yaml
from props import ZOE

from azface import Anonymous, AzfaceError, FaceClient
from azface.emulator import Emulator
from azface.testing import PLACEHOLDER, CassetteError, VirtualClock, use_cassette


@pytest.fixture
def cassette(tmp_path: Path) -> Path:
    """A cassette with two readings of the same list, whose user data changed in between."""
    path = tmp_path / "folder" / "two.yaml"
    with (
        Emulator() as emulator,
        use_cassette(path, record=True),
        FaceClient(emulator.endpoint, emulator.key) as client,
    ):
        client.face_lists.create("staff", name="Staff", user_data=ZOE)
        client.face_lists.get("staff")
        client.face_lists.update("staff", user_data="later")
        client.face_lists.get("staff")
    return path


def player() -> FaceClient:
    return FaceClient(PLACEHOLDER, Anonymous(), clock=VirtualClock())


def play_all(client: FaceClient) -> list[str | None]:
    lists = client.face_lists
    lists.create("staff", name="Staff", user_data=ZOE)
    first = lists.get("staff").user_data
    lists.update("staff", user_data="later")
    return [first, lists.get("staff").user_data]


def test_equal_requests_get_their_answers_in_the_order_of_recording(cassette: Path) -> None:
    with use_cassette(cassette), player() as client:
        assert play_all(client) == [ZOE, "later"]


def test_an_unexpected_request_is_an_error_and_is_not_sent(cassette: Path) -> None:
    with Emulator() as emulator, FaceClient(emulator.endpoint, emulator.key) as client:
        with pytest.raises(CassetteError, match=r"GET .*/largefacelists"), use_cassette(cassette):
            list(client.large_face_lists.list())
        assert emulator.requests == []


def test_the_error_of_an_unexpected_request_is_neither_retried_nor_ours() -> None:
    assert not issubclass(CassetteError, AzfaceError | httpx.HTTPError)


def test_the_same_request_with_another_body_is_unexpected(cassette: Path) -> None:
    with pytest.raises(CassetteError, match="body"), use_cassette(cassette), player() as client:
        client.face_lists.create("staff", name="Staff", user_data="another")


def test_an_interaction_is_played_once_only(cassette: Path) -> None:
    with use_cassette(cassette), player() as client:
        play_all(client)
        with pytest.raises(CassetteError, match="played it back"):
            client.face_lists.get("staff")


def test_an_unused_interaction_fails_and_is_listed(cassette: Path) -> None:
    def play_half() -> None:
        with use_cassette(cassette), player() as client:
            client.face_lists.create("staff", name="Staff", user_data=ZOE)
            client.face_lists.get("staff")

    with pytest.raises(CassetteError) as caught:
        play_half()
    assert str(caught.value).splitlines() == [
        f"2 of 4 interactions of {cassette} were not played:",
        "  3. PATCH /face/v1.2/facelists/staff -> 200",
        "  4. GET /face/v1.2/facelists/staff?returnRecognitionModel=true -> 200",
    ]


def test_what_a_test_raises_is_not_hidden_by_what_it_left_unused(cassette: Path) -> None:
    with pytest.raises(ZeroDivisionError), use_cassette(cassette):
        _ = 1 // 0


def test_a_missing_cassette_is_an_error_that_names_it(tmp_path: Path) -> None:
    message = r"there is no cassette .*gone\.yaml: record it"
    with pytest.raises(CassetteError, match=message), use_cassette(tmp_path / "gone.yaml"):
        pass


def test_without_vcrpy_the_error_names_the_extra(
    cassette: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "vcr", None)
    with pytest.raises(ImportError, match=r"need vcr: .*azface\[testing\]"), use_cassette(cassette):
        pass


@pytest.mark.parametrize("content", ["", "a: [", "version: 1", "[]", "interactions: 5", "\x00"])
def test_a_damaged_cassette_is_an_error_that_names_it(content: str, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(content, encoding="utf-8")
    message = r"x\.yaml is not a cassette"
    with pytest.raises(CassetteError, match=message), use_cassette(tmp_path / "x.yaml"):
        pass


def test_a_recording_that_fails_leaves_the_old_cassette(cassette: Path) -> None:
    def fail() -> None:
        with (
            Emulator() as emulator,
            FaceClient(emulator.endpoint, emulator.key) as client,
            use_cassette(cassette, record=True),
        ):
            client.face_lists.create("staff", name="Staff")
            _ = 1 // 0

    old = cassette.read_bytes()
    with pytest.raises(ZeroDivisionError):
        fail()
    assert cassette.read_bytes() == old


def test_a_recording_replaces_the_old_cassette(cassette: Path) -> None:
    with (
        Emulator() as emulator,
        FaceClient(emulator.endpoint, emulator.key) as client,
        use_cassette(cassette, record=True) as recording,
    ):
        assert client.face_lists.list() == []
        assert recording.unused == []
    with use_cassette(cassette) as played, player() as client:
        assert client.face_lists.list() == []
    assert played.metadata["recorded_from"] == "emulator"
    assert repr(played) == f"<Cassette {cassette}>"


def test_a_recording_without_a_request_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    with (
        pytest.raises(CassetteError, match="nothing was recorded"),
        use_cassette(path, record=True),
    ):
        pass
    assert not path.exists()


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("http://127.0.0.1:1", "emulator"),
        ("http://[::1]:1", "emulator"),
        ("http://localhost:1", "emulator"),
        ("https://mine.cognitiveservices.azure.com", "resource"),
        ("https://127.0.0.1.example", "resource"),
        (PLACEHOLDER, "resource"),
    ],
)
def test_only_loopback_is_recorded_as_an_emulator(url: str, source: str, tmp_path: Path) -> None:
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=[]))
    path = tmp_path / "x.yaml"
    with use_cassette(path, record=True), httpx.Client(transport=transport) as client:
        client.get(f"{url}/face/v1.2/facelists")
        client.get(f"{url}/face/v1.1-preview.1/facelists")
    metadata = yaml.safe_load(path.read_text(encoding="utf-8"))["metadata"]
    assert metadata["recorded_from"] == source
    assert metadata["api_version"] == "v1.1-preview.1, v1.2"


def test_a_plain_vcr_reads_our_cassettes(cassette: Path) -> None:
    import vcr

    with vcr.use_cassette(str(cassette), record_mode="none") as plain, player() as client:
        assert play_all(client) == [ZOE, "later"]
        assert plain.all_played


def test_user_data_survives_any_locale(tmp_path: Path) -> None:
    path = tmp_path / "locale.yaml"
    run_in_ascii_locale(RECORD, path)
    assert path.read_bytes().isascii()
    run_in_ascii_locale(REPLAY, path)
    # As somebody may have written it by hand.
    text = yaml.safe_dump(yaml.safe_load(path.read_bytes()), allow_unicode=True)
    assert not text.isascii()
    path.write_text(text, encoding="utf-8")
    run_in_ascii_locale(REPLAY, path)


RECORD = """
import locale, sys
from azface import FaceClient
from azface.emulator import Emulator
from azface.testing import use_cassette
assert locale.getpreferredencoding(False).upper() in ("ANSI_X3.4-1968", "US-ASCII", "CP1252"), (
    locale.getpreferredencoding(False)
)
name = "Zo\\u00eb \\u6771\\u4eac \\U0001f600"
with Emulator() as emulator, use_cassette(sys.argv[1], record=True):
    with FaceClient(emulator.endpoint, emulator.key) as client:
        client.face_lists.create("staff", name="Staff", user_data=name)
        assert client.face_lists.get("staff").user_data == name
"""

REPLAY = """
import sys
from azface import Anonymous, FaceClient
from azface.testing import PLACEHOLDER, use_cassette
name = "Zo\\u00eb \\u6771\\u4eac \\U0001f600"
with use_cassette(sys.argv[1]), FaceClient(PLACEHOLDER, Anonymous()) as client:
    client.face_lists.create("staff", name="Staff", user_data=name)
    assert client.face_lists.get("staff").user_data == name
"""


def run_in_ascii_locale(code: str, path: Path) -> None:
    subprocess.run(
        [sys.executable, "-P", "-c", code, str(path)],
        check=True,
        # LC_ALL=C alone would be coerced to UTF-8 by Python.
        env={**os.environ, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"},
    )
