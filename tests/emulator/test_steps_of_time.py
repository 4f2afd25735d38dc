"""Time that is advanced in steps: they add up to what they are together."""

from typing import Any

import pytest

from azface.emulator import TrainingDuration
from azface.testing import VirtualClock

each_start = pytest.mark.parametrize("start", [0.0, 1_893_456_000.0, 1_900_000_000.25])
steps_of_a_second = pytest.mark.parametrize(
    ("step", "count"), [(0.1, 10), (0.05, 20), (1 / 3, 3), (1 / 7, 7)]
)


@each_start
@steps_of_a_second
def test_a_training_of_a_second_ends_with_the_last_of_its_parts(
    serve: Any, start: float, step: float, count: int
) -> None:
    clock = VirtualClock(start)
    seed = {"large_face_lists": {"a": {"face_count": 5}}}
    _, client = serve(clock=clock, seed=seed, training=TrainingDuration.fixed(1))
    client.train("a")
    for _ in range(count):
        assert client.status("a")["status"] == "running"
        clock.advance(step)
    assert client.status("a")["status"] == "succeeded"


@each_start
@steps_of_a_second
def test_a_tier_takes_calls_again_with_the_last_part_of_its_second(
    serve: Any, start: float, step: float, count: int
) -> None:
    clock = VirtualClock(start)
    _, client = serve(clock=clock, tier="S0")
    client.event_hooks = {}
    for _ in range(10):
        assert client.get("/facelists").status_code == 200
    for _ in range(count):
        assert client.get("/facelists").status_code == 429
        clock.advance(step)
    assert client.get("/facelists").status_code == 200
