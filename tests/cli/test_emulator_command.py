"""`azface emulator`: a process of its own, from its first line to its end."""

import json
import os
import signal
import socket
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from azface import FaceClient, RateLimitError, RetryPolicy, TrainingFailedError

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
    fault = {"fault": "training_fails", "message": "Out of memory."}
    options = ("--data", data, "--training", "instant", "--fault", json.dumps(fault))
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


def test_the_options_say_how_it_behaves(
    environment: pytest.MonkeyPatch, pictures: Path, tmp_path: Path
) -> None:
    seed = tmp_path / "seed.yaml"
    seed.write_text(
        "large_face_lists: {staff: {face_count: 5, trained: true}}\n"
        "faults: [{fault: conflict, operation: GetFaceLists}]\n"
    )
    options = ("--clock", "standing", "--random-seed", "x", "--search-while-training", "old_index")
    faults = ("--fault", "bad_gateway", "--fault", '{"fault": "slow", "seconds": 0.0}')
    ids: list[list[str]] = []
    for _ in range(2):
        with (
            serving(
                "--seed", seed, *options, *faults, "--training", "curve*0.5", "--tier", "S0"
            ) as variables,
            httpx.Client(
                base_url=f"{variables['FACE_ENDPOINT']}/_emulator",
                headers={"Ocp-Apim-Subscription-Key": variables["FACE_APIKEY"]},
                trust_env=False,
            ) as control,
        ):
            overview = control.get("").json()
            assert overview["clock"] == {
                "now": 1_893_456_000.0,
                "date": "2030-01-01T00:00:00Z",
                "running": False,
            }
            assert overview["training"] == "curve*0.5"
            # A reset keeps what the command was told.
            for _ in range(2):
                shown = [fault["fault"] for fault in control.get("/faults").json()]
                assert shown == ["conflict", "bad_gateway", "slow"]
                control.post("/reset").raise_for_status()
            control.delete("/faults").raise_for_status()
            with connected(variables) as client:
                faces = client.large_face_lists.list_faces("staff")
                ids.append([face.persisted_face_id for face in faces])
                client.large_face_lists.train("staff")
                [probe] = client.detect(pictures / "ann.png")
                assert client.large_face_lists.find_similar("staff", probe.face_id or "") == []
                statuses = [control.get("/clock").status_code for _ in range(20)]
                assert statuses == [200] * 20
                once = client.with_options(retry=RetryPolicy(attempts=1))
                with pytest.raises(RateLimitError):
                    [once.large_face_lists.get("staff") for _ in range(10)]
    assert ids[0] == ids[1]
    assert len(ids[0]) == 5


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
    ("options", "complaint"),
    [
        (("--port", 99_999), "--port must be from 0 to 65535, not 99999"),
        (("--key", "two words"), "key must be visible ASCII characters without spaces"),
        (
            ("--training", "-1"),
            'a training\'s length is "curve", "curve*0.01", "instant" or seconds',
        ),
        (("--data", Path(__file__)), f"Cannot use {__file__}: file is not a database"),
        (("--seed", "nowhere.json"), "cannot read nowhere.json: No such file or directory"),
        (("--seed", "nowhere"), "nowhere: a seed is a .yaml, .yml or .json file"),
        (("--fault", "rain"), "--fault rain: fault 'rain' is unknown; known are answer, "),
        (("--fault", "slow"), "--fault slow: fault slow has other members than none"),
        (("--fault", "{"), "--fault {: it is no JSON: Expecting property name"),
        (
            ("--fault", '{"fault": "conflict", "times": 0}'),
            '--fault {"fault": "conflict", "times": 0}: times must be 1 to 1000000000, not 0',
        ),
    ],
)
def test_an_option_that_cannot_be_is_one_line(
    run_bare: Run, options: tuple[object, ...], complaint: str
) -> None:
    ended = run_bare("emulator", *options)
    assert (ended.code, ended.out) == (2, "")
    assert len(ended.err.splitlines()) == 1
    assert ended.err.startswith(f"error: {complaint}")


@pytest.mark.parametrize("option", ["--tier", "--clock", "--search-while-training"])
def test_a_choice_that_there_is_not_is_told(run_bare: Run, option: str) -> None:
    ended = run_bare("emulator", option, "x")
    assert ended.code == 2
    assert f"Invalid value for '{option}'" in ended.err


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("identities", "is no JSON: Expecting value"),
        ('{"people": {}}', "seed.json: unknown: people; known are identities, "),
        (
            '{"identities": {"ann": ["broken.jpg"]}}',
            "seed.json: identities.ann[0]: Decoding error, image format unsupported.",
        ),
        (
            '{"large_face_lists": {"staff": {"faces": ["gone.jpg"]}}}',
            "seed.json: large_face_lists.staff.faces[0]: cannot read ",
        ),
    ],
)
def test_a_seed_that_cannot_be_is_told_in_one_line(
    run_bare: Run, tmp_path: Path, content: str, complaint: str
) -> None:
    (tmp_path / "broken.jpg").write_bytes(bytes(2000))
    seed = tmp_path / "seed.json"
    seed.write_text(content)
    ended = run_bare("emulator", "--seed", seed)
    assert ended.code == 2
    assert len(ended.err.splitlines()) == 1
    assert complaint in ended.err


def test_the_help_fits_in_80_columns_and_shows_a_seed(
    run_bare: Run, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv("COLUMNS", "80")
    ended = run_bare("emulator", "--help")
    assert ended.code == 0
    assert max(map(len, ended.out.splitlines())) <= 80
    seed = ended.out.partition("optional:")[2].partition("\u256d")[0]
    content = yaml.safe_load(textwrap.dedent(seed))
    assert content["large_face_lists"]["staff"]["faces"] == ["a1.jpg"]
    for option in ("--fault", "--tier", "--training", "--clock", "--random-seed", "--seed"):
        assert option in ended.out


def test_an_address_beyond_this_machine_draws_a_note(run_bare: Run) -> None:
    ended = run_bare("emulator", "--host", "address.invalid")
    assert ended.code == 2
    first, second = ended.err.splitlines()
    assert first.startswith("note: The emulator will listen on 'address.invalid'")
    assert second.startswith("error: cannot listen on address.invalid:0")
