"""Seeds in files: YAML and JSON, with paths relative to their folder."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from azface.emulator import Emulator, Seed

Picture = Callable[[int], bytes]
YAML = """\
identities:
  ann: [people/a1.jpg, people/a2.jpg]
pictures: {"https://example.com/a.jpg": people/a1.jpg}
faces:
  - picture: both.jpg
    faces:
      - {rectangle: {left: 10, top: 10, width: 50, height: 50}, identity: ann}
      - {rectangle: {left: 90, top: 10, width: 60, height: 60}}
  - {picture: landscape.jpg, faces: []}
large_face_lists:
  staff:
    name: Staff
    faces: [people/a1.jpg, {picture: people/a2.jpg, user_data: second}]
    face_count: 10
    trained: true
person_groups:
  team: {persons: [{name: Ann, faces: [people/a1.jpg]}], trained: true}
face_lists: {guests: }
training: curve*0.01
faults:
  - {fault: rate_limited, operation: DetectFromUrl}
tier: S0
"""


def bomb(first: str, next_one: str) -> bytes:
    """YAML of ten lines that stands for a thousand million values."""
    lines = [f"- &a0 {first}"]
    for number in range(9):
        lines.append(f"- &a{number + 1} {next_one.format(', '.join([f'*a{number}'] * 10))}")
    return "\n".join(["faces:", *lines]).encode()


@pytest.fixture
def folder(tmp_path: Path, picture: Picture) -> Path:
    (tmp_path / "people").mkdir()
    for number, name in enumerate(("people/a1", "people/a2", "both", "landscape")):
        (tmp_path / f"{name}.jpg").write_bytes(picture(number))
    return tmp_path


def test_yaml_says_all_that_can_be_said(serve: Any, folder: Path, picture: Picture) -> None:
    (folder / "seed.yaml").write_text(YAML)
    emulator, client = serve(seed=folder / "seed.yaml", clock="standing")
    url = {"url": "https://example.com/a.jpg"}
    query = "?recognitionModel=recognition_04"
    assert client.post(f"/detect{query}", json=url).status_code == 429
    assert emulator.training.of(1000) == 0.015
    probe = client.post(f"/detect{query}", json=url).json()[0]["faceId"]
    found = client.find_similar(faceId=probe, largeFaceListId="staff")
    assert [confidence >= 0.9 for _, confidence in found] == [True, True]
    assert len(client.get("/largefacelists/staff/persistedfaces").json()) == 10
    assert len(client.get("/persongroups/team/persons").json()) == 1
    assert len(client.get("/facelists").json()) == 1
    headers = {"Content-Type": "application/octet-stream"}
    for number, faces in ((2, 2), (3, 0)):
        answer = client.post("/detect", content=picture(number), headers=headers)
        assert len(answer.json()) == faces


@pytest.mark.parametrize("name", ["seed.json", "SEED.JSON"])
def test_json_says_the_same(folder: Path, name: str) -> None:
    content = {"face_lists": {"a": {"faces": ["both.jpg"]}}}
    (folder / name).write_text(json.dumps(content))
    assert Seed.load(str(folder / name)) == Seed.parse(content, folder)


@pytest.mark.parametrize("name", ["seed.yaml", "seed.yml", "seed.json"])
def test_an_empty_file_in_yaml_is_an_empty_seed_and_in_json_none(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("")
    if name == "seed.json":
        with pytest.raises(ValueError, match="is no JSON"):
            Seed.load(tmp_path / name)
    else:
        assert Seed.load(tmp_path / name) == Seed()


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("seed.yaml", b"a: [", r"seed\.yaml is no YAML: while parsing .* line 1, column 5"),
        ("seed.yaml", b"a: !!python/object:os.system {}", "is no YAML: could not determine"),
        (
            "seed.yaml",
            bomb("[x]", "[{}]"),
            r"seed\.yaml: with its aliases it has more than 1,000,000 values$",
        ),
        (
            "seed.yaml",
            bomb("{x: y}", "{{<<: [{}]}}"),
            r"seed\.yaml: with its aliases it has more than 1,000,000 values$",
        ),
        ("seed.yaml", b"tier: &a [*a]", r"seed\.yaml: tier: one of F0, S0 is needed, not \[\["),
        ("seed.json", b'{"training": 1e17}', r"training: seconds must be .* not 1e\+17$"),
        ("seed.yaml", b"\0", r"seed\.yaml is no YAML: unacceptable character"),
        ("seed.yaml", b"\xff", r"^cannot read .*seed\.yaml: 'utf-8' codec"),
        ("seed.json", b"{", r"seed\.json is no JSON: Expecting property name"),
        ("seed.json", b"[" * 100_000, r"seed\.json is no JSON"),
        ("seed.json", b"[]", r"seed\.json: names with their values are needed, not \[\]"),
        ("seed.json", b'{"people": 1}', r"seed\.json: unknown: people; known are identities, "),
        ("seed.toml", b"", r"seed\.toml: a seed is a \.yaml, \.yml or \.json file$"),
        (
            "seed.yaml",
            b"large_face_lists: {2024: {}}",
            r"seed\.yaml: large_face_lists: 2024 must be a text: put it in quotes$",
        ),
        (
            "seed.yaml",
            b"large_face_lists: {a: {faces: [nowhere.jpg]}}",
            r"seed\.yaml: large_face_lists\.a\.faces\[0\]: cannot read .*nowhere\.jpg: No such",
        ),
        (
            "seed.yaml",
            b"face_lists: {a: {faces: [tiny.jpg]}}",
            r"seed\.yaml: face_lists\.a\.faces\[0\]: Image size must be",
        ),
    ],
)
def test_a_file_that_cannot_be_is_named_in_one_line(
    tmp_path: Path, name: str, content: bytes, complaint: str
) -> None:
    (tmp_path / "tiny.jpg").write_bytes(b"tiny")
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ValueError, match=complaint) as raised:
        Emulator(seed=tmp_path / name)
    assert "\n" not in str(raised.value)


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^cannot read .*seed\.yaml: No such file or directory$"):
        Emulator(seed=str(tmp_path / "seed.yaml"))
