"""The script that records the cassettes, with an emulator in the part of a real resource."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from props import LIST
from record import main, path_of
from scenarios import SCENARIOS

from azface import FaceClient
from azface.emulator import Emulator

ONLY_EMULATOR = [scenario for scenario in SCENARIOS if scenario.only_emulator]


@pytest.fixture
def resource(monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    """What the environment names as the resource."""
    with Emulator() as emulator:
        monkeypatch.setenv("FACE_ENDPOINT", emulator.endpoint)
        monkeypatch.setenv("FACE_APIKEY", emulator.key)
        yield emulator


def test_a_scenario_is_recorded_from_the_resource_that_the_environment_names(
    resource: Emulator, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with FaceClient(resource.endpoint, resource.key) as client:
        kinds = (client.large_face_lists, client.person_groups, client.large_person_groups)
        for kind in kinds:
            kind.create(LIST, name="left behind by a recording that failed")
        main(["never_trained", "wrong_key"], tmp_path)
        assert [list(kind.list()) for kind in kinds] == [[], [], []]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "never_trained.yaml",
        "wrong_key.yaml",
    ]
    assert capsys.readouterr().out.count("recorded ") == 2


def test_what_only_the_emulator_can_play_keeps_its_cassette_and_says_why(
    resource: Emulator, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for scenario in ONLY_EMULATOR:
        path_of(scenario, tmp_path).write_text("old", encoding="utf-8")
    main([scenario.name for scenario in ONLY_EMULATOR], tmp_path)
    assert {path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {"old"}
    assert capsys.readouterr().out.splitlines() == [
        f"kept      {path_of(scenario, tmp_path)}: {scenario.only_emulator}"
        for scenario in ONLY_EMULATOR
    ]
    assert resource.requests == []


def test_without_a_resource_the_emulator_plays_its_part(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("FACE_ENDPOINT", raising=False)
    main(["training_fails"], tmp_path)
    assert "Training data is corrupt" in (tmp_path / "training_fails.yaml").read_text("utf-8")


def test_a_scenario_that_does_not_exist_is_refused_before_anything_is_recorded(
    tmp_path: Path,
) -> None:
    with pytest.raises(SystemExit, match="no such scenario: nothing"):
        main(["nothing", "pages"], tmp_path)
    assert list(tmp_path.iterdir()) == []
