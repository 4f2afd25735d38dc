"""Ctrl-C pressed again and again, SIGTERM and SIGHUP: the handle of a training is never lost."""

import json
import re
import select
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

from azface import FaceClient, TrainingRun
from azface.emulator import Emulator, Fault, TrainingDuration

InTerminal = Callable[..., Any]
WithFace = Callable[[str], None]

HIDDEN, SHOWN = "\x1b[?25l", "\x1b[?25h"


@pytest.fixture(autouse=True)
def _folder(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setenv("TMPDIR", str(tmp_path))
    environment.setattr(tempfile, "tempdir", str(tmp_path))


def saved_in(text: str) -> Path:
    """The file that the command names which is shown last."""
    last = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).rstrip().splitlines()[-1]
    command, option, file = last.partition(" --resume ")
    assert command.startswith("  azface training wait"), text
    assert option, text
    return Path(file)


def assert_told(terminal: Any) -> None:
    assert terminal.ended() == 130
    for noise in ("Traceback", "KeyboardInterrupt", "Exception ignored"):
        assert noise not in terminal.text
    assert terminal.text.count(HIDDEN) == terminal.text.count(SHOWN) == 1
    file = saved_in(terminal.text)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert TrainingRun.from_json(file.read_text()).list_id == "staff"


def test_ctrl_c_again_and_again_loses_neither_the_file_nor_the_command(
    in_terminal: InTerminal, emulator: Emulator, staff: str
) -> None:
    emulator.training = TrainingDuration.fixed(3600)
    terminal = in_terminal("training", "run", staff)
    terminal.read_until("next in")
    while terminal.process.poll() is None:
        terminal.process.send_signal(signal.SIGINT)
        if select.select([terminal.master], [], [], 0.002)[0]:
            terminal.read()
    assert_told(terminal)


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGHUP])
def test_what_a_supervisor_sends_is_taken_as_ctrl_c(
    in_terminal: InTerminal, emulator: Emulator, staff: str, sent: signal.Signals
) -> None:
    emulator.training = TrainingDuration.fixed(3600)
    terminal = in_terminal("training", "run", staff)
    terminal.read_until("next in")
    terminal.process.send_signal(sent)
    assert_told(terminal)


def test_a_terminal_that_is_closed_leaves_the_file(
    in_terminal: InTerminal, emulator: Emulator, staff: str, tmp_path: Path
) -> None:
    emulator.training = TrainingDuration.fixed(3600)
    terminal = in_terminal("training", "run", staff)
    terminal.read_until("next in")
    terminal.close()
    terminal.process.send_signal(signal.SIGHUP)
    assert terminal.process.wait(timeout=20) == 130
    [file] = tmp_path.iterdir()
    assert TrainingRun.from_json(file.read_text()).list_id == staff


def piped(*arguments: str, before: str = "", **options: Any) -> "subprocess.Popen[str]":
    """The command in pipes, after some Python of the test's own."""
    program = f"{before}\nimport sys\nfrom azface.cli import main\nsys.exit(main())"
    return subprocess.Popen(
        [sys.executable, "-P", "-c", program, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def when_sent(emulator: Emulator, requests: int) -> None:
    """Come back once so many requests have been met."""
    deadline = time.monotonic() + 20
    while len(emulator.requests) < requests:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_signal_that_is_ignored_from_the_start_stays_so(
    in_terminal: InTerminal, emulator: Emulator, staff: str
) -> None:
    emulator.training = TrainingDuration.fixed(3600)
    sent = len(emulator.requests)
    nohup = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)"
    process = piped("training", "run", staff, "--every", "0.05", before=nohup)
    with process:
        when_sent(emulator, sent + 4)
        process.send_signal(signal.SIGHUP)
        when_sent(emulator, len(emulator.requests) + 4)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    saved_in(err)


def test_the_command_is_told_though_a_name_look_up_still_hangs(
    in_terminal: InTerminal, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv("FACE_ENDPOINT", "https://hangs.example")
    hangs = (
        "import socket, sys, time\n"
        "def hang(*args, **kwargs):\n"
        "    sys.stderr.write('asked\\n')\n"
        "    time.sleep(60)\n"
        "socket.getaddrinfo = hang"
    )
    process = piped("training", "wait", "staff", before=hangs)
    with process:
        assert process.stderr is not None
        assert process.stderr.readline() == "asked\n"
        process.send_signal(signal.SIGINT)
        assert process.stderr.readline().startswith("note: stopped waiting for staff")
        assert saved_in(process.stderr.readline()).exists()
        # Python waits for its threads; who does not want to presses once more.
        while process.poll() is None:
            process.send_signal(signal.SIGINT)
            time.sleep(0.01)
        assert process.stderr.read() == ""
    assert process.returncode == 130


def test_the_command_is_told_though_the_pipe_of_the_table_was_stopped_as_well(
    in_terminal: InTerminal, client: FaceClient, emulator: Emulator, with_face: WithFace
) -> None:
    for name in ("staff", "guests"):
        with_face(name)
    client.large_face_lists.train_and_wait("guests")
    emulator.training = TrainingDuration.fixed(3600)
    sent = len(emulator.requests)
    client.large_face_lists.train("staff")
    process = piped("training", "wait", "staff", "guests", "--every", "0.05")
    with process:
        when_sent(emulator, sent + 6)
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.send_signal(signal.SIGINT)
        err = process.stderr.read()
    assert process.returncode == 130
    assert "Traceback" not in err
    assert "Exception ignored" not in err
    assert json.loads(saved_in(err).read_text())["listId"] == "staff"


def test_a_start_that_is_stopped_saves_what_was_started(
    in_terminal: InTerminal,
    emulator: Emulator,
    with_face: WithFace,
    tmp_path: Path,
) -> None:
    for name in ("staff", "guests", "others"):
        with_face(name)
    emulator.training = TrainingDuration.fixed(3600)
    for seconds in (0.01, 20):
        emulator.inject(Fault.slow(seconds), operation="TrainLargeFaceList")
    sent = len(emulator.requests)
    file = tmp_path / "runs.json"
    process = piped("training", "start", "staff", "guests", "others", "--save", str(file))
    with process:
        when_sent(emulator, sent + 4)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "staff" in out
    assert err == (
        "note: stopped; nobody knows whether the training of guests was started; 1 more was not "
        "tried\n"
    )
    assert TrainingRun.from_json(file.read_text()).list_id == "staff"
    assert [each.name for each in tmp_path.iterdir()] == ["runs.json"]


def test_sigterm_ends_any_other_command_as_ctrl_c_does(
    in_terminal: InTerminal, emulator: Emulator, staff: str, pictures: Path
) -> None:
    emulator.inject(Fault.slow(30), operation="AddLargeFaceListFace")
    terminal = in_terminal("faces", "add", staff, str(pictures / "ann.png"))
    terminal.read_until("adding")
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.ended() == 130
    assert "note: stopped" in terminal.left()
    assert terminal.text.count(HIDDEN) == terminal.text.count(SHOWN) == 1


@pytest.mark.parametrize("module", ["typer", "azface.cli.app", "azface.cli.training"])
def test_ctrl_c_while_the_command_is_being_loaded_is_130_and_nothing_else(module: str) -> None:
    presses = (
        "import os, signal, sys\n"
        "class Presses:\n"
        "    def find_spec(self, name, *rest):\n"
        f"        if name == {module!r}: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Presses())"
    )
    with piped("--version", before=presses) as process:
        assert process.communicate(timeout=20) == ("", "")
    assert process.returncode == 130
