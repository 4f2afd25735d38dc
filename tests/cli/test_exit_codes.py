"""Each exit code, met by a real situation, and which of several counts."""

import inspect
import socket
from collections.abc import Callable
from typing import Any

import pytest

import azface
from azface import AzfaceError, BadRequestError, FaceApiError, QuotaExceededError
from azface.cli.exit_codes import WORST_FIRST, ExitCode, exit_code, worst
from azface.emulator import Emulator, Fault, TrainingDuration

Run = Callable[..., Any]

# Longer than a client waits, so that an injected error reaches the command at once.
LONG = {"Retry-After": "3600"}


def test_0_a_trained_list(run: Run, staff: str) -> None:
    assert run("training", "run", staff).code == 0


def test_2_an_endpoint_that_is_none(run: Run) -> None:
    ended = run("lists", "ls", "--endpoint", "ftp://example.com")
    assert ended.code == 2
    assert ended.err.startswith("error: the endpoint must be like")


def test_2_a_list_id_that_cannot_be(run: Run) -> None:
    assert run("training", "status", "Not An Id").code == 2


def test_2_a_picture_that_is_not_there(run: Run, staff: str) -> None:
    ended = run("faces", "add", staff, "nowhere.png")
    assert ended.code == 2
    assert "nowhere.png" in ended.err


def test_2_an_unknown_option(run: Run) -> None:
    assert run("lists", "ls", "--colour").code == 2


def test_3_a_wrong_key(run: Run, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("FACE_APIKEY", "wrong")
    assert run("lists", "ls").code == 3


def test_3_a_permission_that_is_missing(run: Run, emulator: Emulator) -> None:
    emulator.inject(Fault.answer(403, {"error": {"code": "Forbidden", "message": "No."}}))
    assert run("lists", "ls").code == 3


def test_4_a_list_that_is_not_there(run: Run) -> None:
    assert run("training", "status", "nowhere").code == 4


def test_5_a_list_that_exists_already(run: Run, staff: str) -> None:
    assert run("lists", "create", staff, "--name", "Again").code == 5


def test_5_an_answer_that_is_no_json(run: Run, emulator: Emulator) -> None:
    emulator.inject(Fault.answer(200, "<html>", {"Content-Type": "text/html"}))
    assert run("lists", "ls").code == 5


def test_5_a_picture_that_the_service_refuses(run: Run, staff: str, pictures: Any) -> None:
    assert run("faces", "add", staff, pictures / "broken.jpg").code == 5


@pytest.mark.parametrize("command", ["run", "start-and-wait", "status"])
def test_10_a_training_that_failed(run: Run, emulator: Emulator, staff: str, command: str) -> None:
    emulator.inject(Fault.training_fails("Out of memory."))
    if command != "run":
        assert run("training", "start", staff).code == 0
    commands = {"run": "run", "start-and-wait": "wait", "status": "status"}
    ended = run("training", commands[command], staff)
    assert ended.code == 10
    assert "Out of memory." in ended.err


@pytest.mark.parametrize("command", ["status", "wait"])
def test_11_a_list_never_trained(run: Run, staff: str, command: str) -> None:
    assert run("training", command, staff).code == 11


def test_75_a_port_where_nobody_listens(run: Run) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        endpoint = f"http://127.0.0.1:{unused.getsockname()[1]}"
        ended = run("lists", "ls", "--endpoint", endpoint, "--attempts", 1)
    assert ended.code == 75
    assert f"could not reach {endpoint}" in ended.err


@pytest.mark.parametrize("status", [429, 500, 503])
def test_75_a_service_that_cannot_now(run: Run, emulator: Emulator, status: int) -> None:
    emulator.inject(Fault.answer(status, headers=LONG))
    assert run("lists", "ls").code == 75


def test_124_a_training_that_takes_longer(run: Run, emulator: Emulator, staff: str) -> None:
    emulator.training = TrainingDuration.fixed(3600)
    ended = run("training", "run", staff, "--timeout", 0)
    assert ended.code == 124
    assert "The training goes on" in ended.err


def test_of_several_lists_what_a_person_must_mend_counts(
    run: Run, emulator: Emulator, staff: str
) -> None:
    assert run("training", "status", staff).code == 11
    assert run("training", "status", "nowhere", staff).code == 4
    assert run("training", "status", staff, "nowhere", "Not An Id").code == 2


def test_the_worst_of_all_codes_is_the_first_in_the_documented_order() -> None:
    assert set(WORST_FIRST) == set(ExitCode)
    order = list(WORST_FIRST)
    for place, code in enumerate(order):
        assert worst(reversed(order[place:])) is code
    assert worst([]) is ExitCode.DONE


def test_only_done_is_0_and_every_error_of_azface_has_a_code() -> None:
    kinds = [
        kind
        for _, kind in inspect.getmembers(azface, inspect.isclass)
        if issubclass(kind, AzfaceError)
    ]
    assert len(kinds) > 20
    for kind in kinds:
        error = kind.__new__(kind, "what went wrong")
        vars(error)["status_code"] = 400
        assert exit_code(error) is not ExitCode.DONE
    assert exit_code(AzfaceError("unknown")) is ExitCode.API_ERROR


def test_a_401_or_403_is_refused_whatever_its_class_and_a_400_is_not() -> None:
    assert exit_code(QuotaExceededError("full", status_code=403)) is ExitCode.REFUSED
    assert exit_code(FaceApiError("who?", status_code=401)) is ExitCode.REFUSED
    assert exit_code(BadRequestError("what?", status_code=400)) is ExitCode.API_ERROR
