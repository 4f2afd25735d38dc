"""Streams that are closed, full, or no longer read."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from azface.emulator import Emulator, TrainingDuration

Shell = Callable[..., "subprocess.CompletedProcess[str]"]

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")


@pytest.fixture
def shell(environment: pytest.MonkeyPatch, emulator: Emulator, staff: str) -> Shell:
    """Runs a line of the shell in which `azface` is the command."""
    environment.setenv("FACE_ENDPOINT", emulator.endpoint)
    environment.setenv("FACE_APIKEY", emulator.key)

    def run(line: str, stdout: Any = subprocess.PIPE) -> "subprocess.CompletedProcess[str]":
        line = line.replace("azface ", f"exec {shlex.quote(sys.executable)} -P -m azface ", 1)
        ended = subprocess.run(
            ["sh", "-c", line],
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
            timeout=30,
            check=False,
        )
        for noise in ("Traceback", "Exception ignored"):
            assert noise not in ended.stderr, ended.stderr
        return ended

    return run


@pytest.mark.parametrize("option", ["", "--json"])
def test_a_closed_stdout_gets_nothing_and_changes_nothing(shell: Shell, option: str) -> None:
    ended = shell(f"azface training run staff {option} >&-")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    ended = shell(f"azface training status nowhere {option} >&-")
    assert (ended.returncode, ended.stdout) == (4, "")
    assert ended.stderr.startswith("error: nowhere: 404")


@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full"])
@needs_full
def test_without_a_stderr_the_result_and_the_code_are_as_ever(
    shell: Shell, redirection: str
) -> None:
    ended = shell(f"azface training wait staff nowhere --json {redirection}")
    assert ended.returncode == 4
    first, second = json.loads(ended.stdout)
    assert first["error"]["code"] == "LargeFaceListNotTrained"
    assert second["error"]["code"] == "LargeFaceListNotFound"
    assert ended.stderr == ""


def test_without_any_stream_the_code_tells(shell: Shell) -> None:
    assert shell("azface training run staff <&- >&- 2>&-").returncode == 0
    assert shell("azface lists delete staff <&- >&- 2>&-").returncode == 2


@pytest.mark.parametrize(
    "command", ["training run staff --json", "lists ls", "--help", "--version"]
)
@needs_full
def test_a_full_disk_is_one_line_and_74(shell: Shell, command: str) -> None:
    ended = shell(f"azface {command} >{FULL}")
    assert ended.returncode == 74
    assert ended.stderr == "error: cannot write to stdout: No space left on device\n"


@needs_full
def test_what_went_wrong_before_counts_more_than_a_full_disk(shell: Shell) -> None:
    assert shell(f"azface training status nowhere --json >{FULL}").returncode == 4


@pytest.mark.parametrize("command", ["training run staff", "lists ls --json", "--help", "demo"])
def test_a_reader_that_has_gone_is_74_without_a_word(shell: Shell, command: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as gone:
        ended = shell(f"azface {command}", stdout=gone)
    assert (ended.returncode, ended.stderr) == (74, "")


@needs_full
def test_the_runs_are_saved_though_they_cannot_be_shown(
    shell: Shell, emulator: Emulator, tmp_path: Path
) -> None:
    emulator.training = TrainingDuration.fixed(3600)
    file = tmp_path / "run.json"
    assert shell(f"azface training start staff --save {file} >{FULL}").returncode == 74
    assert json.loads(file.read_text())["listId"] == "staff"
