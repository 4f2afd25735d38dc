"""`azface training`: status, start, wait and run."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from azface import FaceClient, TrainingRun
from azface.emulator import Emulator, Fault, TrainingDuration
from azface.training import Container

Run = Callable[..., Any]
WithFace = Callable[[str], None]


def test_status_shows_a_row_for_each_list(
    run: Run, client: FaceClient, with_face: WithFace
) -> None:
    for list_id in ("staff", "guests"):
        with_face(list_id)
        client.large_face_lists.train_and_wait(list_id)
    ended = run("training", "status", "staff", "guests")
    heading, *rows = ended.out.splitlines()
    assert heading.split()[:2] == ["LIST", "STATUS"]
    assert [row.split()[:2] for row in rows] == [["staff", "succeeded"], ["guests", "succeeded"]]
    assert ended.err == ""


def test_status_of_a_running_training_is_0(run: Run, emulator: Emulator, staff: str) -> None:
    emulator.training = TrainingDuration.fixed(3600)
    assert run("training", "start", staff).code == 0
    ended = run("training", "status", staff, "--json")
    assert ended.code == 0
    assert ended.document[0]["result"]["status"] == "running"


def test_status_as_json_names_the_fields_as_the_python_model_does(
    run: Run, client: FaceClient, staff: str
) -> None:
    result = client.large_face_lists.train_and_wait(staff)
    [entry] = run("training", "status", staff, "--json").document
    assert entry["list_id"] == staff
    assert entry["result"].pop("request_id")
    assert result.created_date_time is not None
    assert result.last_action_date_time is not None
    assert result.last_successful_training_date_time is not None
    assert entry["result"] == {
        "status": "succeeded",
        "message": None,
        "created_date_time": result.created_date_time.isoformat(),
        "last_action_date_time": result.last_action_date_time.isoformat(),
        "last_successful_training_date_time": (
            result.last_successful_training_date_time.isoformat()
        ),
        "last_successful_training_id": None,
    }


def test_json_has_a_result_or_an_error_for_each_list_in_the_order_given(
    run: Run, with_face: WithFace
) -> None:
    with_face("staff")
    with_face("guests")
    ended = run("training", "run", "nowhere", "staff", "guests", "--json")
    assert ended.code == 4
    nowhere, staff, guests = ended.document
    assert [each["list_id"] for each in ended.document] == ["nowhere", "staff", "guests"]
    assert nowhere["error"]["type"] == "NotFoundError"
    assert nowhere["error"]["code"] == "LargeFaceListNotFound"
    assert nowhere["error"]["status_code"] == 404
    assert nowhere["error"]["request_id"] in nowhere["error"]["message"]
    assert staff["result"]["status"] == guests["result"]["status"] == "succeeded"
    assert staff["result"]["polls"] >= 1
    assert staff["result"]["elapsed"] >= 0


def test_lists_are_waited_for_at_the_same_time(
    run: Run, emulator: Emulator, with_face: WithFace
) -> None:
    emulator.training = TrainingDuration.fixed(0.6)
    names = [f"list-{number}" for number in range(4)]
    for name in names:
        with_face(name)
    assert run("training", "run", *names).code == 0
    paths = [request.path for request in emulator.requests]
    last_start = max(place for place, path in enumerate(paths) if path.endswith("/train"))
    # When the last training was started, none of the others had ended.
    polled = {path for path in paths[last_start:] if path.endswith("/training")}
    assert len(polled) == len(names)


@pytest.mark.parametrize("command", ["status", "start", "wait", "run"])
def test_a_list_named_twice_is_worked_on_once(run: Run, staff: str, command: str) -> None:
    assert len(run("training", command, staff, staff, "--json").document) == 1


def test_run_trains_again_although_the_list_was_trained(
    run: Run, client: FaceClient, emulator: Emulator, staff: str
) -> None:
    before = client.large_face_lists.train_and_wait(staff).created_date_time
    emulator.training = TrainingDuration.fixed(0.1)
    emulator.inject(Fault.stale_status(reads=2))
    [entry] = run("training", "run", staff, "--json").document
    assert entry["result"]["created_date_time"] > before.isoformat()  # type: ignore[union-attr]


def test_start_says_what_was_before_it(run: Run, client: FaceClient, staff: str) -> None:
    assert run("training", "start", staff).out.splitlines()[1].split() == [
        "staff",
        "started",
        "never",
        "trained",
    ]
    client.large_face_lists.wait_for_training(staff)
    assert run("training", "start", staff).out.splitlines()[1].split()[1:] == [
        "started",
        "succeeded",
    ]


def test_start_while_a_training_runs_is_an_error_or_joins_it(
    run: Run, emulator: Emulator, staff: str
) -> None:
    emulator.training = TrainingDuration.fixed(3600)
    assert run("training", "start", staff).code == 0
    ended = run("training", "start", staff, "--json")
    assert (ended.code, ended.document[0]["error"]["type"]) == (5, "TrainingNotFinishedError")
    ended = run("training", "start", staff, "--if-running", "join")
    assert ended.code == 0
    assert "joined" in ended.out


@pytest.mark.parametrize("mode", ["join", "raise"])
def test_run_while_a_training_runs_does_as_told(
    run: Run, emulator: Emulator, staff: str, mode: str
) -> None:
    emulator.training = TrainingDuration.fixed(0.3)
    assert run("training", "start", staff).code == 0
    ended = run("training", "run", staff, "--if-running", mode)
    assert ended.code == {"join": 0, "raise": 5}[mode]


def test_another_process_can_wait_for_the_run_that_start_saved(
    run: Run, client: FaceClient, emulator: Emulator, staff: str, tmp_path: Path
) -> None:
    client.large_face_lists.train_and_wait(staff)
    emulator.training = TrainingDuration.fixed(3600)
    saved = tmp_path / "run.json"
    assert run("training", "start", staff, "--save", saved).code == 0
    assert TrainingRun.from_json(saved.read_text()).list_id == staff
    # The success before it is not taken for its end.
    assert run("training", "wait", "--resume", saved, "--timeout", 0).code == 124


def test_a_run_saved_by_python_can_be_waited_for(
    run: Run, client: FaceClient, staff: str, tmp_path: Path
) -> None:
    saved = tmp_path / "run.json"
    saved.write_text(client.large_face_lists.train(staff).to_json())
    assert run("training", "wait", "--resume", saved).code == 0


def test_several_saved_runs_can_be_waited_for_together_or_singly(
    run: Run, with_face: WithFace, tmp_path: Path
) -> None:
    with_face("staff")
    with_face("guests")
    saved = tmp_path / "runs.json"
    assert run("training", "start", "staff", "guests", "--save", saved).code == 0
    both = run("training", "wait", "--resume", saved, "--json").document
    assert [each["list_id"] for each in both] == ["staff", "guests"]
    one = run("training", "wait", "guests", "--resume", saved, "--json").document
    assert [each["list_id"] for each in one] == ["guests"]
    ended = run("training", "wait", "guests", "others", "--resume", saved)
    assert (ended.code, ended.err) == (2, "error: --resume holds no training of others\n")


def test_what_start_prints_as_json_can_be_waited_for(run: Run, staff: str, tmp_path: Path) -> None:
    printed = tmp_path / "printed.json"
    printed.write_text(run("training", "start", staff, "--json").out)
    assert run("training", "wait", "--resume", printed).code == 0


@pytest.mark.parametrize("container", ["person_group", "large_person_group"])
def test_a_run_of_a_person_group_is_refused_by_its_kind(
    run: Run, tmp_path: Path, container: Container
) -> None:
    file = tmp_path / "run.json"
    file.write_text(TrainingRun(list_id="team", container=container).to_json())
    ended = run("training", "wait", "--resume", file)
    assert ended.code == 2
    assert f"'team' is a {container.replace('_', ' ')}, and" in ended.err
    assert f"client.{container}s.wait_for_training(" in ended.err


def test_a_file_may_hold_runs_and_lists_by_their_ids(
    run: Run, client: FaceClient, emulator: Emulator, with_face: WithFace, tmp_path: Path
) -> None:
    runs: list[TrainingRun] = []
    for list_id in ("staff", "guests"):
        with_face(list_id)
        client.large_face_lists.train_and_wait(list_id)
        emulator.training = TrainingDuration.fixed(3600)
        emulator.inject(Fault.stale_status(reads=100))
        runs.append(client.large_face_lists.train(list_id))
        emulator.training = TrainingDuration.instant()
    file = tmp_path / "both.json"
    by_id = {"format": "azface.ListId/1", "listId": "guests"}
    file.write_text(json.dumps([json.loads(runs[0].to_json()), by_id]))
    ended = run("training", "wait", "--resume", file, "--timeout", 0, "--json")
    # The service still shows the successes from before: the end of no run, but of any training.
    assert ended.document[0]["error"]["type"] == "TrainingTimeoutError"
    assert ended.document[1]["result"]["status"] == "succeeded"


def test_a_pipe_gets_the_table_and_nothing_else(run: Run, with_face: WithFace) -> None:
    for list_id in ("staff", "guests"):
        with_face(list_id)
    ended = run("training", "run", "staff", "guests")
    heading, *rows = ended.out.splitlines()
    assert heading.split() == ["LIST", "STATUS", "WAITED", "POLLS", "SUCCEEDED", "(UTC)"]
    assert [row.split()[:2] for row in rows] == [["staff", "succeeded"], ["guests", "succeeded"]]
    assert ended.err == ""


@pytest.mark.parametrize("command", ["wait", "run"])
def test_a_list_id_that_cannot_be_is_told_before_any_request(
    run: Run, emulator: Emulator, staff: str, command: str
) -> None:
    sent = len(emulator.requests)
    ended = run("training", command, staff, "Not An Id", "--json")
    assert (ended.code, ended.document["error"]["type"]) == (2, "InvalidArgumentError")
    assert len(emulator.requests) == sent


def test_wait_without_a_list_says_what_is_missing(run: Run) -> None:
    ended = run("training", "wait")
    assert (ended.code, ended.err) == (2, "error: name a LIST, or give --resume FILE\n")


@pytest.mark.parametrize(("option", "value"), [("--every", 0), ("--timeout", -1)])
def test_times_that_cannot_be_are_refused(run: Run, staff: str, option: str, value: int) -> None:
    assert run("training", "run", staff, option, value).code == 2
