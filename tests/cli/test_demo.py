"""`azface demo`: with drawn faces, with a user's own pictures, and when something is missing."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from azface import FaceClient
from azface.cli.demo_pictures import as_other_jpeg
from azface.cli.drawn_faces import drawn_faces

Run = Callable[..., Any]
QUICK = ("--training-seconds", 0)


def test_the_demo_trains_a_list_and_finds_a_drawn_face_again(run_bare: Run) -> None:
    ended = run_bare("demo", *QUICK)
    assert (ended.code, ended.err) == (0, "")
    out = ended.out
    for told in ("emulator", "http://127.0.0.1:", "6 pictures", "succeeded", "azface --help"):
        assert told in out
    name = next(name for name in drawn_faces() if f"Find {name} again" in out)
    match = next(line.split() for line in out.splitlines() if line.strip().startswith(f"{name} "))
    assert match[0] == name
    assert 0.5 <= float(match[1]) < 1
    assert "last_successful_training_date_time" in out
    assert "FaceClient.from_env()" in out


def test_piped_lines_are_plain_and_fit_80_columns(run_bare: Run) -> None:
    lines = run_bare("demo", *QUICK).out.splitlines()
    assert max(map(len, lines)) <= 80
    assert all(line.isprintable() for line in lines)


def test_each_drawn_face_is_found_again_as_another_file_and_no_other_is(
    client: FaceClient,
) -> None:
    lists = client.large_face_lists
    lists.create("drawn", name="Drawn")
    faces = drawn_faces()
    for name, picture in faces.items():
        lists.add_face("drawn", picture, user_data=name)
    lists.train_and_wait("drawn")
    for name, picture in faces.items():
        [probe] = client.detect(as_other_jpeg(picture))
        assert probe.face_id is not None
        [match] = lists.find_similar("drawn", probe.face_id)
        assert lists.get_face("drawn", match.persisted_face_id).user_data == name


def test_own_pictures_are_used_and_what_cannot_be_is_named(run_bare: Run, tmp_path: Path) -> None:
    ann, ben, _, dora, *_ = drawn_faces().values()
    (tmp_path / "a.png").write_bytes(ann)
    Image.open(BytesIO(ben)).save(tmp_path / "B.JPG", "JPEG")
    Image.open(BytesIO(dora)).save(tmp_path / "c.gif")
    (tmp_path / "broken.bmp").write_bytes(b"BM" + bytes(2000))
    (tmp_path / "small.png").write_bytes(b"tiny")
    (tmp_path / "notes.txt").write_text("not a picture")
    ended = run_bare("demo", tmp_path, *QUICK)
    assert ended.code == 0
    assert "Add 5 pictures" in ended.out
    assert "skipped broken.bmp: refused, InvalidImage" in ended.out
    assert "skipped small.png" in ended.out
    assert "skipped what is no jpg, png, gif or bmp: 1" in ended.out
    assert "B.JPG, a.png, c.gif" in ended.out
    assert any(line.strip().startswith("a.png ") for line in ended.out.splitlines())


def test_a_small_picture_is_found_again(run_bare: Run, tmp_path: Path) -> None:
    small = Image.open(BytesIO(drawn_faces()["ann.png"])).resize((60, 60))
    small.save(tmp_path / "small.bmp")
    ended = run_bare("demo", tmp_path, *QUICK)
    assert ended.code == 0
    assert "Add 1 picture\n" in ended.out
    assert any(line.strip().startswith("small.bmp ") for line in ended.out.splitlines())


def test_a_folder_without_pictures_is_an_error(run_bare: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a picture")
    ended = run_bare("demo", tmp_path)
    assert ended.code == 2
    assert ended.err == f"error: {tmp_path} holds no jpg, png, gif or bmp file\n"


def test_a_folder_of_which_nothing_can_be_used_is_an_error(run_bare: Run, tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(bytes(2000))
    ended = run_bare("demo", tmp_path)
    assert ended.code == 2
    assert "skipped broken.jpg" in ended.out
    assert "none of the pictures can be used" in ended.err


def test_a_folder_that_is_not_there_is_an_error(run_bare: Run, tmp_path: Path) -> None:
    ended = run_bare("demo", tmp_path / "nowhere")
    assert ended.code == 2
    assert "No such file or directory" in ended.err


def test_a_proxy_in_the_environment_does_not_keep_the_demo_from_its_emulator(
    run_bare: Run, environment: pytest.MonkeyPatch
) -> None:
    environment.delenv("NO_PROXY")
    environment.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert run_bare("demo", *QUICK).code == 0
