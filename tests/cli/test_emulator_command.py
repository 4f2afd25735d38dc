"""`azface emulator`: a process of its own, from its first line to its end."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from azface import FaceClient, TrainingFailedError

Run = Callable[..., Any]


@contextmanager
def serving(*arguments: object, **environment: str) -> Iterator[dict[str, str]]:
    """The variables that the command prints; it is told to stop at the end, and exits with 0."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "azface", "emulator", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | environment,
    )
    with process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(2)]
        assert all(line.startswith("export ") for line in lines), process.communicate(timeout=10)
        try:
            yield dict(line.removeprefix("export ").strip().split("=", 1) for line in lines)
        finally:
            process.send_signal(signal.SIGTERM)
            out, err = process.communicate(timeout=10)
    assert process.returncode == 0
    assert out == ""
    assert "Traceback" not in err


def connected(variables: dict[str, str]) -> FaceClient:
    return FaceClient(variables["FACE_ENDPOINT"], variables["FACE_APIKEY"])


def test_it_prints_where_it_is_serves_with_a_seed_and_ends_cleanly(
    environment: pytest.MonkeyPatch, pictures: Path, tmp_path: Path
) -> None:
    seed = tmp_path / "seed.json"
    faces = {"one person": [str(pictures / "ann.png"), str(pictures / "ben.png")]}
    urls = {"https://example.com/carl.png": str(pictures / "carl.png")}
    seed.write_text(json.dumps({"identities": faces, "pictures": urls}))
    data = tmp_path / "state.db"
    options = ("--data", data, "--training-fails", "Out of memory.", "--training-base-seconds", 0)
    with (
        serving("--seed", seed, *options, AZFACE_EMULATOR_KEY="a-key") as variables,
        connected(variables) as client,
    ):
        assert variables["FACE_APIKEY"] == "a-key"
        client.face_lists.create("small", name="Small")
        client.face_lists.add_face("small", pictures / "ann.png", user_data="ann")
        client.face_lists.add_face("small", "https://example.com/carl.png", user_data="carl")
        [probe] = client.detect(pictures / "ben.png")
        assert probe.face_id is not None
        [match] = client.face_lists.find_similar("small", probe.face_id)
        assert match.confidence > 0.9
        client.large_face_lists.create("large", name="Large")
        client.large_face_lists.add_face("large", pictures / "ann.png")
        with pytest.raises(TrainingFailedError, match="Out of memory"):
            client.large_face_lists.train_and_wait("large")
    with serving("--data", data) as variables, connected(variables) as client:
        assert variables["FACE_APIKEY"] != "a-key"
        assert [found.name for found in client.face_lists.list()] == ["Small"]


def test_ctrl_c_ends_it_with_0(environment: pytest.MonkeyPatch) -> None:
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "azface", "emulator"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("export FACE_ENDPOINT=http://127.0.0.1:")
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=10)
    assert process.returncode == 0
    assert err.startswith("note: the emulator runs until Ctrl-C")


def test_a_port_in_use_is_an_error(run_bare: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = run_bare("emulator", "--port", port)
    assert ended.code == 2
    assert ended.err == f"error: cannot listen on 127.0.0.1:{port}: Address already in use\n"


@pytest.mark.parametrize(
    "options",
    [
        ("--port", 99_999),
        ("--key", "two words"),
        ("--training-base-seconds", -1),
        ("--data", Path(__file__)),
        ("--seed", "nowhere.json"),
    ],
)
def test_an_option_that_cannot_be_is_one_line(run_bare: Run, options: tuple[object, ...]) -> None:
    ended = run_bare("emulator", *options)
    assert (ended.code, ended.out) == (2, "")
    assert len(ended.err.splitlines()) == 1
    assert ended.err.startswith("error: ")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("identities", "is no JSON"),
        ("[]", "a JSON object is needed"),
        ('{"people": {}}', "unknown: people"),
        ('{"identities": []}', "identities: a JSON object is needed"),
        ('{"identities": {"ann": "a.jpg"}}', "'ann' needs an array of pictures"),
        ('{"identities": {"ann": [1]}}', "must be a path, not 1"),
        ('{"pictures": {"https://example.com": "gone.jpg"}}', "gone.jpg: No such file"),
        ('{"identities": {"ann": ["broken.jpg"]}}', "identities['ann']"),
    ],
)
def test_a_seed_that_cannot_be_is_told(
    run_bare: Run, tmp_path: Path, content: str, complaint: str
) -> None:
    (tmp_path / "broken.jpg").write_bytes(bytes(2000))
    seed = tmp_path / "seed.json"
    seed.write_text(content)
    ended = run_bare("emulator", "--seed", seed)
    assert ended.code == 2
    assert complaint in ended.err


def test_an_address_beyond_this_machine_draws_a_note(run_bare: Run) -> None:
    ended = run_bare("emulator", "--host", "address.invalid")
    assert ended.code == 2
    first, second = ended.err.splitlines()
    assert first.startswith("note: The emulator will listen on 'address.invalid'")
    assert second.startswith("error: cannot listen on address.invalid:0")
