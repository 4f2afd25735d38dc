"""Ctrl-C in a wait: it leaves at once, loses nothing, and tells how to go on."""

import json
import re
import shlex
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from azface import FaceClient, NotTrainedError, TrainingRun
from azface.cli.command import Session
from azface.cli.output import Output
from azface.cli.resuming import Pace, way_on
from azface.cli.shared_options import SharedOptions
from azface.cli.watched_list import Start, WatchedList
from azface.emulator import Emulator, Fault, TrainingDuration

InTerminal = Callable[..., Any]
Run = Callable[..., Any]
WithFace = Callable[[str], None]


def commands_in(text: str) -> list[list[str]]:
    """The commands to go on with, as a shell would read them."""
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)
    return [shlex.split(line) for line in plain.splitlines() if line.startswith("  azface ")]


def file_of(command: list[str]) -> Path:
    return Path(command[command.index("--resume") + 1])


@pytest.fixture(autouse=True)
def _folder(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setenv("TMPDIR", str(tmp_path))
    environment.setattr(tempfile, "tempdir", str(tmp_path))


def test_ctrl_c_shows_what_has_ended_and_the_command_that_waits_for_the_rest(
    in_terminal: InTerminal, client: FaceClient, emulator: Emulator, with_face: WithFace
) -> None:
    for name in ("staff", "guests"):
        with_face(name)
    client.large_face_lists.train_and_wait("guests")
    emulator.training = TrainingDuration.fixed(3600)
    client.large_face_lists.train("staff")
    terminal = in_terminal("training", "wait", "staff", "guests", "--every", "600")
    terminal.read_until("next in")
    terminal.interrupt()
    assert terminal.ended() == 130
    assert "Traceback" not in terminal.text
    left = terminal.left()
    assert re.search(r"staff +\S+\u203a ", left)
    assert re.search(r"(?m)^guests +succeeded ", left)
    assert "stopped waiting for staff; a training that was started goes on" in " ".join(
        left.split()
    )
    [command] = commands_in(left)
    assert command[:-1] == ["azface", "training", "wait", "--every", "600", "--resume"]
    file = file_of(command)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text()) == {"format": "azface.ListId/1", "listId": "staff"}


def test_a_resumed_wait_is_for_the_same_training_as_before(
    in_terminal: InTerminal, client: FaceClient, emulator: Emulator, staff: str
) -> None:
    client.large_face_lists.train_and_wait(staff)
    emulator.inject(Fault.stale_status(reads=100))
    terminal = in_terminal("training", "run", staff, "--every", "600")
    terminal.read_until("next in")
    terminal.interrupt()
    assert terminal.ended() == 130
    [command] = commands_in(terminal.text)
    run = TrainingRun.from_json(file_of(command).read_text())
    assert run.before is not None
    assert run.before.succeeded
    # What the service shows of the training before is not taken for the end of this one.
    again = in_terminal(*command[1:])
    again.read_until("next in")
    again.interrupt()
    assert again.ended() == 130
    [command] = commands_in(again.text)
    assert TrainingRun.from_json(file_of(command).read_text()) == run


def test_a_training_that_was_not_started_is_to_be_trained_and_not_waited_for(
    in_terminal: InTerminal, client: FaceClient, emulator: Emulator, staff: str, tmp_path: Path
) -> None:
    emulator.training = TrainingDuration.fixed(3600)
    client.large_face_lists.train(staff)
    terminal = in_terminal("training", "run", staff, "--every", "600", "--timeout", "900")
    terminal.read_until("another runs")
    terminal.read_until("next in")
    terminal.interrupt()
    assert terminal.ended() == 130
    assert "its training was not started yet" in terminal.left()
    assert commands_in(terminal.text) == [
        ["azface", "training", "run", "--timeout", "900", "--every", "600", staff]
    ]
    assert list(tmp_path.iterdir()) == []


def _was_never_trained(client: FaceClient, list_id: str) -> bool:
    try:
        client.large_face_lists.get_training_status(list_id)
    except NotTrainedError:
        return True
    return False


def test_of_a_start_under_way_it_says_that_nobody_knows(
    in_terminal: InTerminal, client: FaceClient, emulator: Emulator, staff: str
) -> None:
    emulator.inject(Fault.slow(30), operation="TrainLargeFaceList")
    terminal = in_terminal("training", "run", staff, "--if-running", "join")
    while _was_never_trained(client, staff):
        terminal.read()
    terminal.interrupt()
    interrupted = time.monotonic()
    assert terminal.ended() == 130
    assert time.monotonic() - interrupted < 15
    assert "nobody knows yet whether its training was started: staff" in terminal.left()
    assert commands_in(terminal.text) == [
        ["azface", "training", "run", "--if-running", "join", staff]
    ]


def test_in_a_pipe_json_is_one_document_with_an_entry_for_each_list(
    in_terminal: InTerminal, client: FaceClient, emulator: Emulator, with_face: WithFace
) -> None:
    for name in ("staff", "guests"):
        with_face(name)
    client.large_face_lists.train_and_wait("guests")
    emulator.training = TrainingDuration.fixed(3600)
    client.large_face_lists.train("staff")
    sent = len(emulator.requests)
    command = [sys.executable, "-P", "-m", "azface", "training", "wait", "staff", "guests"]
    process = subprocess.Popen(
        [*command, "nowhere", "--json", "--every", "0.05"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    # A second look at the one that runs comes after those at the others.
    while len(emulator.requests) < sent + 5:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    running, trained, missing = json.loads(out)
    assert running["error"]["type"] == "WaitCancelledError"
    assert "a training that was started goes on" in running["error"]["message"]
    assert trained["result"]["status"] == "succeeded"
    assert missing["error"]["type"] == "NotFoundError"
    error, note, advice = err.splitlines()
    assert error.startswith("error: nowhere: 404")
    assert note.startswith("note: stopped waiting")
    assert advice.startswith("  azface training wait --json --every 0.05 --resume ")


def told(
    capsys: pytest.CaptureFixture[str],
    *left: tuple[str | TrainingRun, Start],
    pace: Pace | None = None,
    **options: Any,
) -> tuple[str, list[list[str]]]:
    session = Session(SharedOptions(**options), Output())
    lists = [
        (WatchedList(each if isinstance(each, str) else each.list_id, each, True, 0.0), start)
        for each, start in left
    ]
    way_on(session, pace or Pace(), [], lists).tell()
    err = capsys.readouterr().err
    return err, commands_in(err)


def test_the_command_has_the_options_of_the_one_it_goes_on_from(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run = TrainingRun(list_id="staff")
    err, [command] = told(
        capsys,
        (run, Start.MADE),
        pace=Pace(timeout=600.0, every=0.5),
        json=True,
        endpoint="http://localhost:8080",
        request_timeout=2.5,
    )
    assert " ".join(command[:-1]) == (
        "azface training wait --json --endpoint http://localhost:8080 --request-timeout 2.5 "
        "--timeout 600 --every 0.5 --resume"
    )
    assert "--timeout counts anew" in err


def test_runs_and_ids_are_kept_side_by_side_and_each_kind_of_rest_has_its_command(
    run: Run, capsys: pytest.CaptureFixture[str], staff: str
) -> None:
    started = TrainingRun(list_id="a")
    err, commands = told(
        capsys,
        (started, Start.MADE),
        ("b", Start.MADE),
        ("c", Start.NOT_MADE),
        ("-d", Start.UNKNOWN),
        ("e", Start.UNKNOWN),
    )
    assert commands[1:] == [
        ["azface", "training", "run", "c"],
        ["azface", "training", "run", "--", "-d", "e"],
    ]
    documents = json.loads(file_of(commands[0]).read_text())
    assert documents == [
        json.loads(started.to_json()),
        {"format": "azface.ListId/1", "listId": "b"},
    ]
    assert err.count("note: ") == 3


def test_very_many_are_counted_in_the_sentence_and_named_in_the_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    err, [command] = told(capsys, *((f"list-{n}", Start.UNKNOWN) for n in range(500)))
    assert "list-4 and 495 more." in err
    assert len(command) == 503


def test_where_no_file_can_be_written_the_command_names_the_lists(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    err, commands = told(capsys, (TrainingRun(list_id="staff"), Start.MADE), ("b", Start.MADE))
    assert commands == [["azface", "training", "wait", "staff", "b"]]
    assert "no file could be written (No such file or directory)" in err
    assert "may take the end of an earlier training" in err


def test_a_new_file_each_time_so_that_none_is_lost(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for _ in range(2):
        told(capsys, ("staff", Start.MADE))
    assert len(list(tmp_path.iterdir())) == 2
