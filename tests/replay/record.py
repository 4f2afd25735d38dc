"""Records the cassettes: `nox -s record`, or `python tests/replay/record.py [NAME ...]`.

From a real resource where FACE_ENDPOINT and FACE_APIKEY are set, else from the emulator. It is all
real HTTP; the emulator's trainings go by a virtual clock, so that nothing waits.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

import anyio
from players import play_async
from props import ANN, ANN_AGAIN, BEN, LIST, SAMPLE_URL
from scenarios import SCENARIOS, Scenario

from azface import AsyncFaceClient, FaceClient, NotFoundError
from azface.emulator import Emulator, TrainingDuration
from azface.testing import VirtualClock, use_cassette

CASSETTES = Path(__file__).parents[2] / "cassettes"

# Recognisable, so that a test can look for them in the cassettes.
EMULATOR_KEY = "the-key-of-the-emulator-that-is-recorded"
WRONG_KEY = "a-key-that-no-service-knows"

# 2026-01-01T00:00:00Z; the same in each recording, so that dates in cassettes do not change.
START = 1_767_225_600.0


def path_of(scenario: Scenario, folder: Path = CASSETTES) -> Path:
    """Where a scenario's cassette is."""
    return folder / f"{scenario.name}.yaml"


def record(scenario: Scenario, folder: Path = CASSETTES) -> Path:
    """Record one scenario from the emulator.

    Returns:
        The cassette.
    """
    clock = VirtualClock(START)
    emulator = Emulator(
        key=EMULATOR_KEY,
        clock=clock,
        # The same ids at each recording, so that a cassette changes only where the traffic does.
        random_seed=scenario.name,
        training=TrainingDuration.fixed(3.0),
        seed={
            "identities": {"Ann": [ANN, ANN_AGAIN], "Ben": [BEN]},
            "pictures": {SAMPLE_URL: BEN},
        },
    )
    with emulator, use_cassette(path_of(scenario, folder), record=True):
        scenario.prepare(emulator)
        client = AsyncFaceClient(
            emulator.endpoint,
            WRONG_KEY if scenario.wrong_key else EMULATOR_KEY,
            api_version=scenario.api_version,
            clock=clock,
        )
        anyio.run(partial(play_async, scenario, client))
    return path_of(scenario, folder)


def record_from_resource(scenario: Scenario, folder: Path = CASSETTES) -> Path:
    """Record one scenario from the resource that the environment names.

    Returns:
        The cassette.
    """
    with ExitStack() as stack:
        # Before, for what an earlier recording that failed has left behind; and after.
        remove_leftovers()
        stack.callback(remove_leftovers)
        stack.enter_context(use_cassette(path_of(scenario, folder), record=True))
        client = AsyncFaceClient.from_env(
            credential=WRONG_KEY if scenario.wrong_key else None,
            api_version=scenario.api_version,
        )
        anyio.run(partial(play_async, scenario, client))
    return path_of(scenario, folder)


def remove_leftovers() -> None:
    """Delete the list and the groups that scenarios make, if they are there."""
    with FaceClient.from_env() as client:
        for found in (client.large_face_lists, client.person_groups, client.large_person_groups):
            with suppress(NotFoundError):
                found.delete(LIST)


def main(names: Iterable[str], folder: Path = CASSETTES) -> None:
    """Record the scenarios named, or all."""
    wanted = set(names) or {scenario.name for scenario in SCENARIOS}
    unknown = wanted - {scenario.name for scenario in SCENARIOS}
    if unknown:
        sys.exit(f"no such scenario: {', '.join(sorted(unknown))}")
    from_resource = bool(os.environ.get("FACE_ENDPOINT", "").strip())
    for scenario in SCENARIOS:
        if scenario.name not in wanted:
            continue
        if from_resource and scenario.only_emulator:
            print(f"kept      {path_of(scenario, folder)}: {scenario.only_emulator}")
            continue
        path = (record_from_resource if from_resource else record)(scenario, folder)
        print(f"recorded  {path}")


if __name__ == "__main__":
    main(sys.argv[1:])
