"""`azface lists` and `azface faces`, for both kinds of lists."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from azface import FaceClient
from azface.emulator import Emulator

Run = Callable[..., Any]


@pytest.mark.parametrize("kind", ["large", "small"])
def test_a_list_is_created_shown_filled_and_deleted(
    run: Run, emulator: Emulator, pictures: Path, kind: str
) -> None:
    assert run("lists", "ls", "--kind", kind).err.startswith("note: there is no")
    options = ("--user-data", "shelf 3", "--recognition-model", "recognition_03", "--kind", kind)
    created = run("lists", "create", "staff", "--name", "Staff", *options)
    noun = {"large": "large face list", "small": "face list"}[kind]
    assert (created.code, created.out) == (0, f"created the {noun} staff\n")
    row = run("lists", "ls", "--kind", kind).out.splitlines()[1]
    assert row.split() == ["staff", "Staff", "recognition_03", "shelf", "3"]
    assert run("faces", "ls", "staff", "--kind", kind).err == "note: there is no face in staff\n"
    added = run("faces", "add", "staff", pictures / "ann.png", "--kind", kind, "--json")
    [face] = run("faces", "ls", "staff", "--kind", kind, "--json").document
    assert added.document[0]["picture"] == str(pictures / "ann.png")
    assert added.document[0]["result"]["persisted_face_id"] == face["persisted_face_id"]
    assert face["user_data"] == "ann.png"
    deleted = run("lists", "delete", "staff", "--yes", "--kind", kind)
    assert (deleted.code, deleted.out) == (0, f"deleted the {noun} staff\n")
    assert run("lists", "ls", "--kind", kind, "--json").document == []


def test_what_was_done_is_told_as_json(run: Run) -> None:
    created = run("lists", "create", "staff", "--name", "Staff", "--json")
    assert created.document == {"list_id": "staff", "created": True}
    deleted = run("lists", "delete", "staff", "--yes", "--json")
    assert deleted.document == {"list_id": "staff", "deleted": True}


def test_lists_as_json_have_the_fields_of_the_python_model(run: Run, staff: str) -> None:
    [entry] = run("lists", "ls", "--json").document
    assert entry.pop("request_id")
    assert entry == {
        "large_face_list_id": "staff",
        "name": "staff",
        "user_data": None,
        "recognition_model": "recognition_04",
    }


def test_without_a_terminal_nothing_is_deleted_unless_told_so(
    run: Run, client: FaceClient, staff: str
) -> None:
    ended = run("lists", "delete", staff)
    assert ended.code == 2
    assert "say --yes" in ended.err
    assert client.large_face_lists.get(staff).name == staff


def test_pictures_are_added_in_order_each_under_its_file_name(
    run: Run, client: FaceClient, staff: str, pictures: Path
) -> None:
    ended = run("faces", "add", staff, pictures / "ben.png", pictures / "carl.png")
    assert ended.code == 0
    names = [row.split()[-1] for row in ended.out.splitlines()[1:]]
    assert names == ["ben.png", "carl.png"]
    stored = {face.user_data for face in client.large_face_lists.list_faces(staff)}
    assert stored == {"ann.png", "ben.png", "carl.png"}


def test_user_data_replaces_the_file_name(run: Run, staff: str, pictures: Path) -> None:
    ended = run("faces", "add", staff, pictures / "ben.png", "--user-data", "Ben", "--json")
    assert ended.document[0]["result"]["user_data"] == "Ben"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://example.com/faces/ann%20b.png?sig=secret", "ann b.png"),
        ("https://example.com/", "example.com"),
    ],
)
def test_a_url_goes_to_the_service_as_it_is_and_names_the_face_without_its_query(
    run: Run, emulator: Emulator, staff: str, pictures: Path, url: str, name: str
) -> None:
    emulator.pictures[url] = (pictures / "dora.png").read_bytes()
    [entry] = run("faces", "add", staff, url, "--json").document
    assert entry["result"]["user_data"] == name


def test_an_unusable_picture_is_left_out_and_the_others_are_added(
    run: Run, staff: str, pictures: Path
) -> None:
    files = [pictures / name for name in ("broken.jpg", "gone.png", "ben.png")]
    ended = run("faces", "add", staff, *files, "--json")
    assert ended.code == 2
    broken, gone, ben = ended.document
    assert broken["error"]["type"] == "ImageRefusedError"
    assert gone["error"]["type"] == "InvalidImageError"
    assert ben["result"]["user_data"] == "ben.png"


def test_any_other_error_ends_the_adding(run: Run, pictures: Path) -> None:
    files = [pictures / name for name in ("ann.png", "ben.png", "carl.png")]
    ended = run("faces", "add", "nowhere", *files)
    assert ended.code == 4
    assert ended.err.endswith("note: 2 more pictures were not tried\n")
