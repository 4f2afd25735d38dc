"""`training start --save FILE`, and the files that `training wait --resume FILE` reads."""

import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from azface import ConfigurationError, FaceClient, InvalidArgumentError, NotFoundError, TrainingRun
from azface.cli.list_ids import is_list_id
from azface.cli.saved_runs import SavedRuns
from azface.emulator import Emulator, TrainingDuration

Run = Callable[..., Any]
WithFace = Callable[[str], None]

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")

RUN = json.loads(TrainingRun(list_id="staff").to_json())
BY_ID = {"format": "azface.ListId/1", "listId": "staff"}


def test_a_start_that_is_refused_leaves_the_file_as_it_was(
    run: Run, emulator: Emulator, staff: str, tmp_path: Path
) -> None:
    emulator.training = TrainingDuration.fixed(3600)
    file = tmp_path / "run.json"
    assert run("training", "start", staff, "--save", file).code == 0
    before = file.read_text()
    ended = run("training", "start", staff, "--save", file)
    assert ended.code == 5
    assert f"note: nothing was started, so {file} was left as it is\n" in ended.err
    assert file.read_text() == before
    assert list(tmp_path.iterdir()) == [file]


def test_where_nothing_was_started_no_file_is_made(run: Run, tmp_path: Path) -> None:
    assert run("training", "start", "nowhere", "--save", tmp_path / "run.json").code == 4
    assert list(tmp_path.iterdir()) == []


def test_of_a_list_that_was_not_started_again_the_file_keeps_the_training(
    run: Run, client: FaceClient, emulator: Emulator, with_face: WithFace, tmp_path: Path
) -> None:
    with_face("staff")
    with_face("guests")
    file = tmp_path / "runs.json"
    emulator.training = TrainingDuration.fixed(3600)
    assert run("training", "start", "guests", "--save", file).code == 0
    guests = json.loads(file.read_text())
    ended = run("training", "start", "staff", "guests", "--save", file)
    assert ended.code == 5
    assert f"{file} keeps the earlier training of guests" in ended.err
    started, kept = json.loads(file.read_text())
    assert (started["listId"], kept) == ("staff", guests)


def test_what_the_file_held_of_lists_that_are_not_named_is_gone(
    run: Run, with_face: WithFace, tmp_path: Path
) -> None:
    file = tmp_path / "runs.json"
    for name in ("staff", "guests"):
        with_face(name)
        assert run("training", "start", name, "--save", file).code == 0
        assert json.loads(file.read_text())["listId"] == name


def test_only_its_owner_can_read_the_file_even_if_others_could_before(
    run: Run, staff: str, tmp_path: Path
) -> None:
    file = tmp_path / "run.json"
    file.write_text("anything")
    file.chmod(0o644)
    assert run("training", "start", staff, "--save", file).code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert TrainingRun.from_json(file.read_text()).list_id == staff
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_goes_on_pointing_to_the_file(run: Run, staff: str, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    file, link = tmp_path / "there" / "run.json", tmp_path / "link"
    link.symlink_to(file)
    assert run("training", "start", staff, "--save", link).code == 0
    assert link.is_symlink()
    assert TrainingRun.from_json(file.read_text()).list_id == staff


def test_a_device_is_written_to_and_not_replaced(run: Run, staff: str) -> None:
    assert run("training", "start", staff, "--save", "/dev/null").code == 0
    assert Path("/dev/null").is_char_device()


def test_a_file_that_cannot_be_written_is_told_before_anything_is_started(
    run: Run, emulator: Emulator, staff: str, tmp_path: Path
) -> None:
    sent = len(emulator.requests)
    ended = run("training", "start", staff, "--save", tmp_path / "no folder" / "run.json")
    assert (ended.code, ended.out) == (2, "")
    assert "run.json: No such file or directory; nothing was started" in ended.err
    assert len(emulator.requests) == sent


def test_runs_that_cannot_take_the_place_of_the_file_are_where_the_error_says(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "run.json"
    one = TrainingRun(list_id="staff")
    with SavedRuns(path) as saved:
        path.mkdir()
        with pytest.raises(ConfigurationError, match="the trainings were started") as caught:
            saved.write([one], ["staff"])
    [file] = tmp_path.glob("azface-*.json")
    assert str(caught.value).endswith(f"and are kept in {file}")
    assert TrainingRun.from_json(file.read_text()) == one


@needs_full
def test_runs_that_cannot_be_saved_are_shown_all_the_same(run: Run, staff: str) -> None:
    ended = run("training", "start", staff, "--save", FULL, "--json")
    assert ended.code == 2
    assert ended.document[0]["result"]["listId"] == staff
    assert ended.err == (
        f"error: cannot write {FULL}: No space left on device; the trainings were started, and go "
        "on\n"
    )


SECRET = "SECRETSECRET" * 30


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("staff", "is no JSON"),
        ("", "is no JSON"),
        ("[]", "holds no training"),
        ("{}", "not a TrainingRun"),
        ("[1]", "not a TrainingRun"),
        ([{"list_id": "staff", "error": {}}], "the training of 'staff' did not start"),
        ([{"list_id": SECRET, "error": {}}], "one of the trainings did not start"),
        (BY_ID | {"listId": None}, "the id of a list must be 1 to 64 characters of a-z, "),
        (BY_ID | {"listId": SECRET}, "the id of a list must be 1 to 64 characters of a-z, "),
        (RUN | {"listId": SECRET}, "the id of a list must be 1 to 64 characters of a-z, "),
        (RUN | {"format": SECRET}, "its format is not 'azface.TrainingRun/1'"),
        (RUN | {"format": "azface.TrainingRun/2"}, "a later version of azface wrote"),
        (BY_ID | {"format": "azface.ListId/2"}, "is 'azface.ListId/2', which a later version of"),
        (BY_ID | {"format": "azface.ListId/" + SECRET}, "its format is not 'azface."),
        (RUN | {"apiVersion": "v1.3"}, "its apiVersion is 'v1.3'"),
        ([RUN, BY_ID], "holds two different trainings of 'staff'"),
        ([RUN, RUN | {"joined": True}], "holds two different trainings of 'staff'"),
        ("[" * 100_000, "is no JSON"),
        (b"\xff\xfe", "is no JSON"),
    ],
)
def test_a_file_that_cannot_be_waited_for_is_told_without_what_may_be_secret(
    run: Run, tmp_path: Path, content: Any, complaint: str
) -> None:
    file = tmp_path / "run.json"
    if isinstance(content, list | dict):
        content = json.dumps(content)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    ended = run("training", "wait", "--resume", file)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("error: --resume")
    assert complaint in ended.err
    assert "SECRET" not in ended.err


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_with_a_byte_order_mark_is_read(
    run: Run, client: FaceClient, staff: str, tmp_path: Path, encoding: str
) -> None:
    file = tmp_path / "run.json"
    file.write_text(client.large_face_lists.train(staff).to_json(), encoding)
    assert run("training", "wait", "--resume", file).code == 0


def test_one_training_given_twice_is_waited_for_once(
    run: Run, client: FaceClient, staff: str, tmp_path: Path
) -> None:
    document = json.loads(client.large_face_lists.train(staff).to_json())
    file = tmp_path / "run.json"
    file.write_text(json.dumps([document, document]))
    assert len(run("training", "wait", "--resume", file, "--json").document) == 1


@pytest.mark.parametrize("command", ["wait", "run"])
@pytest.mark.parametrize("bad", ["Not An Id", "", "a" * 65, "\udce9", "a\n"])
def test_an_id_that_cannot_be_is_told_as_the_list_on_the_command_line(
    run: Run, emulator: Emulator, staff: str, command: str, bad: str
) -> None:
    sent = len(emulator.requests)
    ended = run("training", command, staff, bad)
    assert ended.code == 2
    assert ended.err == (
        "error: LIST must be 1 to 64 characters of a-z, 0-9, '-' and '_' (lower case only), "
        f"not {bad!r}\n"
    )
    assert len(emulator.requests) == sent


@pytest.mark.parametrize("text", ["a", "-", "_9z", "a" * 64, "a" * 65, "", "A", "a b", "\u00e9"])
def test_the_command_line_and_python_agree_on_what_is_an_id(client: FaceClient, text: str) -> None:
    client.large_face_lists.create("a", name="A")
    try:
        client.large_face_lists.get(text)
    except InvalidArgumentError:
        assert not is_list_id(text)
    except NotFoundError:
        assert is_list_id(text)
    else:
        assert is_list_id(text)
