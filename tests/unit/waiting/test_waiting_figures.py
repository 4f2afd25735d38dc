"""What the schedule promises in lateness and requests, held in virtual time by the benchmark."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

VIRTUAL = Path(__file__).parents[2] / "benchmarks" / "waits" / "virtual.py"


@pytest.fixture(scope="module")
def virtual() -> dict[str, Any]:
    return runpy.run_path(str(VIRTUAL))


@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize(
    "way",
    [
        "azface, by default",
        "azface, expected (20 %)",
        "azface, learned (20 %)",
        "azface, learned (wrongly)",
    ],
)
def test_lateness_and_requests_are_within_what_is_promised(
    virtual: dict[str, Any], way: str, number: int
) -> None:
    found = virtual["figures"](virtual["waits"](way, *virtual["CLASSES"][number], 150))
    assert virtual["not_kept"](way, number, found) == [], found


@pytest.mark.parametrize("number", range(5))
def test_a_training_as_long_as_the_last_is_known_no_later_than_without_knowing(
    virtual: dict[str, Any], number: int
) -> None:
    learned, by_default = (
        virtual["figures"](virtual["waits"](way, *virtual["CLASSES"][number], 150))
        for way in ("azface, learned (20 %)", "azface, by default")
    )
    assert learned.mean <= by_default.mean * 1.05
    assert learned.requests <= by_default.requests * 1.05


def test_a_fixed_interval_of_30_s_does_not_keep_what_is_promised(virtual: dict[str, Any]) -> None:
    found = virtual["figures"](virtual["waits"]("every 30 s", 1.0, 10.0, 20))
    assert virtual["not_kept"]("azface, by default", 1, found) == [
        "mean lateness 0.4 s",
        "12 % + 0.3 s",
    ]
