"""The command as a whole: how it is started, what it says of itself, what it lacks."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from azface import __version__
from azface.cli.exit_codes import ExitCode

Run = Callable[..., Any]


def test_version(run_bare: Run) -> None:
    ended = run_bare("--version")
    assert (ended.code, ended.out) == (0, f"azface {__version__}\n")


def test_help_lists_the_commands_and_every_exit_code(run_bare: Run) -> None:
    ended = run_bare("--help")
    assert ended.code == 0
    for command in ("demo", "emulator", "training", "lists", "faces"):
        assert f" {command} " in ended.out
    codes = ended.out[ended.out.index("Exit codes") :]
    for code in ExitCode:
        assert f" {code.value}  " in codes


def test_every_command_that_calls_the_service_has_the_same_options(run_bare: Run) -> None:
    commands = {
        "training": ("status", "start", "wait", "run"),
        "lists": ("ls", "create", "delete"),
        "faces": ("add", "ls"),
    }
    for group, names in commands.items():
        for name in names:
            out = run_bare(group, name, "--help").out
            for option in ("--json", "--endpoint", "--auth", "--api-version", "--request-timeout"):
                assert f" {option} " in out, (group, name, option)


def test_python_m_azface_is_the_command() -> None:
    command = [sys.executable, "-P", "-m", "azface", "--version"]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)
    assert ended.stdout == f"azface {__version__}\n"


@pytest.mark.parametrize(
    ("module", "arguments", "advice"),
    [
        ("typer", [], "pip install 'azface[cli]'"),
        ("rich", ["lists", "ls"], "pip install 'azface[cli]'"),
        ("PIL", ["demo"], "pip install 'azface[emulator]'"),
        ("PIL", ["emulator"], "pip install 'azface[emulator]'"),
    ],
)
def test_an_extra_that_is_missing_is_told_with_what_to_install(
    module: str, arguments: list[str], advice: str
) -> None:
    program = (
        f"import sys; sys.modules[{module!r}] = None\n"
        f"from azface.cli import main; sys.exit(main({arguments!r}))"
    )
    command = [sys.executable, "-P", "-c", program]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("error: ")
    assert ended.stderr.endswith(f"{advice}\n")


def test_the_command_without_the_emulator_extra_calls_the_service() -> None:
    program = (
        "import sys; sys.modules['PIL'] = None\n"
        "from azface.cli import main\n"
        "sys.exit(main(['lists', 'ls', '--endpoint', 'http://127.0.0.1:9', '--attempts', '1']))"
    )
    ended = subprocess.run(
        [sys.executable, "-P", "-c", program],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
        env={"FACE_APIKEY": "key", "NO_PROXY": "127.0.0.1"},
    )
    assert (ended.returncode, ended.stderr[:23]) == (75, "error: could not reach ")
