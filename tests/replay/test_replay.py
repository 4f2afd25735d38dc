"""Every cassette, played through both clients: offline, without sleeping, to its end."""

from __future__ import annotations

import re
import socket
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import anyio
import pytest
import yaml
from players import play_async, play_sync
from record import CASSETTES, path_of, record
from scenarios import SCENARIOS, Scenario

from azface import Anonymous, AsyncFaceClient, FaceClient
from azface.testing import PLACEHOLDER, VirtualClock, use_cassette

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

each_scenario = pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)

RECORDED_FROM_EMULATOR = [
    scenario
    for scenario in SCENARIOS
    if "recorded_from: emulator" in path_of(scenario).read_text(encoding="utf-8")
]


def interactions(path: Path) -> list[dict[str, Any]]:
    return list(yaml.safe_load(path.read_text(encoding="utf-8"))["interactions"])


def tells_to_wait(interaction: dict[str, Any]) -> bool:
    """Whether a client that gets this answer has to sleep once."""
    response = interaction["response"]
    return response["status"]["code"] == 429 or '"status":"running"' in response["body"]["string"]


@each_scenario
@pytest.mark.parametrize("player", ["sync", "asyncio", "trio"])
def test_a_client_plays_the_whole_cassette_without_sleeping(
    scenario: Scenario, player: str
) -> None:
    clock = VirtualClock()
    options: Any = {"api_version": scenario.api_version, "clock": clock}
    with use_cassette(path_of(scenario)) as cassette:
        assert len(cassette.unused) == len(interactions(cassette.path))
        if player == "sync":
            play_sync(scenario, FaceClient(PLACEHOLDER, Anonymous(), **options))
        else:
            client = AsyncFaceClient(PLACEHOLDER, Anonymous(), **options)
            anyio.run(partial(play_async, scenario, client), backend=player)
        assert cassette.unused == []
    # Nothing slept, since only the virtual clock moved: once for each answer that said to wait.
    assert len(clock.sleeps) == sum(map(tells_to_wait, interactions(path_of(scenario))))
    assert clock.now() == pytest.approx(sum(clock.sleeps))


def test_some_cassettes_tell_to_wait() -> None:
    waits = {
        scenario.name
        for scenario in SCENARIOS
        if any(map(tells_to_wait, interactions(path_of(scenario))))
    }
    assert {"train_and_wait", "train_and_wait.v1.1-preview.1", "throttled_then_fine"} <= waits


def test_each_cassette_belongs_to_a_scenario() -> None:
    assert {path.name for path in CASSETTES.iterdir()} == {
        path_of(scenario).name for scenario in SCENARIOS
    }


@each_scenario
def test_each_cassette_says_where_it_came_from(scenario: Scenario) -> None:
    document = yaml.safe_load(path_of(scenario).read_text(encoding="utf-8"))
    metadata = document["metadata"]
    assert sorted(metadata) == ["api_version", "azface_version", "recorded_from", "recorded_on"]
    assert metadata["recorded_from"] in ("emulator", "resource")
    assert metadata["api_version"] == scenario.api_version


@pytest.mark.parametrize("scenario", RECORDED_FROM_EMULATOR, ids=lambda scenario: scenario.name)
def test_the_emulator_still_answers_as_recorded(scenario: Scenario, tmp_path: Path) -> None:
    anew = record(scenario, tmp_path)
    assert outline(anew) == outline(path_of(scenario))


def outline(path: Path) -> list[Any]:
    """What a recording has in common with the next one of the same scenario."""
    return [
        (
            interaction["request"]["method"],
            target(interaction["request"]["uri"]),
            interaction["response"]["status"]["code"],
            sorted(interaction["response"]["headers"]),
            shape(yaml.safe_load(interaction["response"]["body"]["string"])),
        )
        for interaction in interactions(path)
    ]


def target(uri: str) -> tuple[str, list[tuple[str, str]]]:
    """Path and query; versions of httpx escape a space in their own ways."""
    parts = urlsplit(UUID.sub("ID", uri))
    return parts.path, parse_qsl(parts.query)


def shape(value: Any, name: str = "") -> Any:
    """A JSON value without what is new each time, such as ids."""
    if isinstance(value, dict):
        return {key: shape(value[key], key) for key in value}
    if isinstance(value, list):
        return [shape(item) for item in value]
    return value if name in ("status", "code", "message", "recognitionModel") else type(value)


def test_the_guard_lets_nobody_out() -> None:
    with (
        socket.socket() as outgoing,
        pytest.raises(AssertionError, match=r"wanted to reach 192\.0\.2\.1"),
    ):
        outgoing.connect(("192.0.2.1", 443))
    with pytest.raises(AssertionError, match=r"wanted to reach example\.com"):
        socket.create_connection(("example.com", 443))
