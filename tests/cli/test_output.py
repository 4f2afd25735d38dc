"""What stands on stdout and on stderr."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from azface import FaceClient
from azface.emulator import Emulator, Fault

Run = Callable[..., Any]


def test_an_error_is_one_line_on_stderr_with_the_request_id(run: Run) -> None:
    ended = run("training", "status", "nowhere")
    assert ended.out == ""
    assert len(ended.err.splitlines()) == 1
    assert ended.err.startswith("error: nowhere: 404 LargeFaceListNotFound")
    assert "request id" in ended.err


def test_with_json_an_error_that_ends_the_command_stands_on_stdout_too(
    run: Run, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv("FACE_APIKEY", "wrong")
    ended = run("lists", "ls", "--json")
    error = ended.document["error"]
    assert list(error) == ["type", "message", "code", "status_code", "request_id"]
    assert (error["type"], error["status_code"]) == ("AuthenticationError", 401)
    assert ended.err == f"error: {error['message']}\n"


def test_the_request_id_of_a_failed_training_is_in_its_json(
    run: Run, emulator: Emulator, staff: str
) -> None:
    emulator.inject(Fault.training_fails("Out of memory."))
    [entry] = run("training", "run", staff, "--json").document
    assert entry["error"]["type"] == "TrainingFailedError"
    assert entry["error"]["request_id"] in entry["error"]["message"]


def test_without_a_terminal_there_is_no_progress_and_no_escape_sequence(
    run: Run, staff: str
) -> None:
    ended = run("training", "run", staff)
    assert "\x1b" not in ended.out + ended.err
    assert ended.err == ""


def test_with_force_color_there_is_colour_but_no_progress_in_a_pipe(
    run: Run, environment: pytest.MonkeyPatch, staff: str
) -> None:
    environment.setenv("FORCE_COLOR", "1")
    ended = run("training", "run", staff)
    assert "\x1b[32m" in ended.out
    assert ended.err == ""


def test_a_piped_table_is_never_wrapped(run: Run, client: FaceClient) -> None:
    name, data = "N" * 128, "d" * 400
    client.large_face_lists.create("staff", name=name, user_data=data)
    _, row = run("lists", "ls").out.splitlines()
    assert row.split() == ["staff", name, "recognition_04", data]


def test_control_characters_of_others_do_not_reach_the_terminal(
    run: Run, client: FaceClient
) -> None:
    client.large_face_lists.create("staff", name="\x1b[2Jred [bold]b[/bold]\nnext")
    _, row = run("lists", "ls").out.splitlines()
    assert row.startswith("staff  ?[2Jred [bold]b[/bold] next")


def test_json_is_ascii_and_keeps_every_character(run: Run, client: FaceClient) -> None:
    client.large_face_lists.create("staff", name="Zo\u00eb \U0001f600")
    out = run("lists", "ls", "--json").out
    assert out.isascii()
    assert json.loads(out)[0]["name"] == "Zo\u00eb \U0001f600"
