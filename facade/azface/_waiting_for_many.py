"""The waiting for many trainings at once: each is waited for as it would be alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from azface import _arguments
from azface._flow import Stream
from azface._merged import Merged
from azface._settings import Settings
from azface._training import Trained
from azface._waiting import IfRunning, train_and_watch, watch
from azface.models import TrainingResult
from azface.poll_schedule import PollSchedule
from azface.training import TrainingOutcome, TrainingRun, TrainingUpdate

ManyWaits: TypeAlias = Merged[TrainingUpdate, TrainingResult, TrainingOutcome]


def watch_all(
    settings: Settings,
    trained: Trained,
    trainings: Iterable[str | TrainingRun],
    *,
    timeout: float | None,
    schedule: PollSchedule,
) -> ManyWaits:
    """Look at each until it is over; of one named twice, twice."""
    chosen = _arguments.several(trainings, "trainings", one="wait_for_training")
    flows = [
        watch(settings, trained, training, timeout=timeout, schedule=schedule)
        for training in chosen
    ]
    names = [each.list_id if isinstance(each, TrainingRun) else each for each in chosen]
    return _merged(names, flows, range(len(names)))


def train_and_watch_all(
    settings: Settings,
    trained: Trained,
    list_ids: Iterable[str],
    *,
    if_running: IfRunning,
    timeout: float | None,
    schedule: PollSchedule,
) -> ManyWaits:
    """Train each and look until that is over; one named twice is trained once."""
    chosen = _arguments.several(list_ids, f"{trained.parameter}s", one="train_and_wait")
    chosen = [_arguments.container_id(name, trained.parameter) for name in chosen]
    names = list(dict.fromkeys(chosen))
    flows = [
        train_and_watch(
            settings, trained, name, if_running=if_running, timeout=timeout, schedule=schedule
        )
        for name in names
    ]
    places = {name: place for place, name in enumerate(names)}
    return _merged(names, flows, [places[name] for name in chosen])


def _merged(
    names: Sequence[str],
    flows: Iterable[Stream[TrainingUpdate, TrainingResult]],
    order: Sequence[int],
) -> ManyWaits:
    def outcome(
        number: int, result: TrainingResult | None, error: Exception | None
    ) -> TrainingOutcome:
        return TrainingOutcome(names[number], result, error)

    return Merged(flows, outcome, order)
