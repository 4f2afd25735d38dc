"""Waits in virtual time: the real flow, fed by trainings of known lengths.

A request takes 0.05 s and shows the training as it was when it was sent. Trainings are spread
evenly over each class of lengths.
"""

import json
import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from statistics import fmean, quantiles
from typing import Any, NamedTuple

from azface import PollSchedule, RetryPolicy, TrainingResult, TrainingRun
from azface._flow import Chance, Emit, Now, Reply, Send, Sleep
from azface._settings import Settings
from azface._training import LARGE_FACE_LIST
from azface._waiting import watch

SETTINGS = Settings(
    endpoint="https://example.cognitiveservices.azure.com", api_version="v1.2", retry=RetryPolicy()
)
CREATED = datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC)
REQUEST_SECONDS = 0.05
TRAININGS = 200
OFF_BY = 0.2

# Seconds of training, from and to.
CLASSES = ((0.1, 1.0), (1.0, 10.0), (10.0, 60.0), (60.0, 300.0), (600.0, 1800.0))


class Wait(NamedTuple):
    """One wait: how long the training took, how late its end was known, what it cost."""

    length: float
    lateness: float
    requests: int


class Figures(NamedTuple):
    """The waits of one class in numbers; `relative` is the mean lateness over what 2 % allow."""

    mean: float
    p95: float
    worst: float
    requests: float
    relative: float
    beyond: float


class Growing:
    """1 s, and a quarter more after each look, up to 20 s; as many write it by hand."""

    expected_seconds = None

    def __init__(self) -> None:
        self._wait = 1.0

    def expects(self, last: float | None) -> None:
        """Seconds expected: it expects nothing."""

    def next_wait(self, **now: float | None) -> float:
        wait, self._wait = self._wait, min(20.0, self._wait * 1.25)
        return wait


def shown(status: str, **dates: datetime) -> Reply:
    document = {"status": status, **{name: date.isoformat() for name, date in dates.items()}}
    return Reply(200, {}, json.dumps(document).encode())


RUNNING = shown("running", createdDateTime=CREATED)
SUCCEEDED = shown("succeeded", createdDateTime=CREATED, lastSuccessfulTrainingDateTime=CREATED)


def a_run(last: float | None = None) -> TrainingRun:
    """A training that was just started, after one that took `last` seconds, or the first."""
    before = None
    if last is not None:
        begun = CREATED - timedelta(days=1)
        before = TrainingResult(
            "succeeded",
            created_date_time=begun,
            last_successful_training_date_time=begun + timedelta(seconds=last),
        )
    return TrainingRun(list_id="staff", before=before)


def simulate(
    schedule: Any, length: float, chance: random.Random, run: TrainingRun | None = None
) -> Wait:
    """Wait by the real flow, in virtual time, for a training that begins now."""
    flow = watch(SETTINGS, LARGE_FACE_LIST, run or a_run(), timeout=None, schedule=schedule)
    now, requests, answer = 0.0, 0, None
    try:
        while True:
            effect, answer = flow.send(answer), None
            match effect:
                case Send():
                    answer = SUCCEEDED if now >= length else RUNNING
                    now += REQUEST_SECONDS
                    requests += 1
                case Sleep(seconds):
                    now += seconds
                case Now():
                    answer = now
                case Chance():
                    answer = chance.random()
                case Emit():
                    pass
                case _:
                    raise TypeError(f"a wait has no use for {effect}")
    except StopIteration:
        return Wait(length, now - length, requests)


def by_default(length: float, chance: random.Random) -> Wait:
    return simulate(PollSchedule(), length, chance)


def as_expected(length: float, chance: random.Random) -> Wait:
    expected = length / chance.uniform(1 - OFF_BY, 1 + OFF_BY)
    return simulate(PollSchedule(expected_seconds=expected), length, chance)


def as_learned(length: float, chance: random.Random) -> Wait:
    last = length / chance.uniform(1 - OFF_BY, 1 + OFF_BY)
    return simulate(PollSchedule(), length, chance, a_run(last))


def as_learned_wrongly(length: float, chance: random.Random) -> Wait:
    """The training before took anything from a tenth of a second to half an hour."""
    return simulate(PollSchedule(), length, chance, a_run(10 ** chance.uniform(-1.0, 3.25)))


def every_30(length: float, chance: random.Random) -> Wait:
    return simulate(PollSchedule.every(30), length, chance)


def every_1(length: float, chance: random.Random) -> Wait:
    return simulate(PollSchedule.every(1), length, chance)


def growing(length: float, chance: random.Random) -> Wait:
    return simulate(Growing(), length, chance)


WAYS: Mapping[str, Callable[[float, random.Random], Wait]] = {
    "azface, by default": by_default,
    "azface, expected (20 %)": as_expected,
    "azface, learned (20 %)": as_learned,
    "azface, learned (wrongly)": as_learned_wrongly,
    "every 30 s": every_30,
    "every 1 s": every_1,
    "1 s x 1.25 to 20 s": growing,
}


def waits(way: str, low: float, high: float, trainings: int = TRAININGS) -> list[Wait]:
    """Wait for trainings spread evenly over a class of lengths; the same ones on every run."""
    chance = random.Random(f"{way} {low} {high}")
    lengths = (low + (high - low) * (number + 0.5) / trainings for number in range(trainings))
    return [WAYS[way](length, chance) for length in lengths]


def figures(played: list[Wait]) -> Figures:
    late = [wait.lateness for wait in played]
    return Figures(
        mean=fmean(late),
        p95=quantiles(late, n=20, method="inclusive")[-1],
        worst=max(late),
        requests=fmean(wait.requests for wait in played),
        relative=fmean(wait.lateness / max(0.02 * wait.length, 0.2) for wait in played),
        beyond=max(wait.lateness - 0.12 * wait.length - 0.3 for wait in played),
    )


# What is promised, class by class: mean lateness in seconds, and requests.
DEFAULT_PROMISE = ((0.25, 4), (0.4, 20), (2, 40), (8, 60), (9, 150))
EXPECTED_REQUESTS = (4, 8, 12, 16, 16)


def not_kept(way: str, number: int, found: Figures) -> list[str]:
    """What a schedule of ours promises for the class of that number, and breaks."""
    if way.startswith(("azface, by default", "azface, learned")):
        lateness, requests = DEFAULT_PROMISE[number]
        held = {
            f"mean lateness {lateness} s": found.mean <= lateness,
            f"{requests} requests": found.requests <= requests,
            "12 % + 0.3 s": found.beyond <= 0,
        }
    elif way == "azface, expected (20 %)":
        held = {
            "mean lateness 2 %": found.relative <= 1,
            f"{EXPECTED_REQUESTS[number]} requests": found.requests <= EXPECTED_REQUESTS[number],
        }
    else:
        held = {}
    return [promise for promise, kept in held.items() if not kept]
