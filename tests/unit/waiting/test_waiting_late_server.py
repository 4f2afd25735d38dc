"""A service with a late server, trainings of ours and of others: no end is taken for another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import define, frozen
from hypothesis import given
from hypothesis import strategies as st

from azface import PollSchedule, TrainingFailedError
from azface._flow import Emit, Now, Reply, Request, Send, Sleep
from azface._training import LARGE_FACE_LIST
from azface._waiting import train_and_watch

REQUEST_SECONDS = 0.04
STARTED = 100.0


@frozen
class Training:
    """One training: when it began and ended, in seconds, and how."""

    begun: float
    ended: float
    succeeds: bool
    is_ours: bool


@define
class Service:
    """Two servers of one list: one knows everything, the other what was known `lag` seconds ago.

    Attributes:
        others: When others try to train, soonest last.
        lag: Seconds.
        late: For each status after our request to train, whether the late server answers.
        lengths: Of the trainings, in seconds; 2 after that.
        failures: For each training, whether it fails; after that none does.
    """

    others: list[float]
    lag: float
    late: Iterator[bool]
    lengths: Iterator[float]
    failures: Iterator[bool]
    trainings: list[Training]
    now: float = STARTED
    was_asked_to_train: bool = False

    def __call__(self, request: Request) -> Reply:
        while self.others and self.others[-1] <= self.now:
            self.train(self.others.pop(), is_ours=False)
        if request.method == "POST":
            self.was_asked_to_train = True
            return Reply(202) if self.train(self.now, is_ours=True) else refusal(409, "NotFinished")
        # What was before our start is told by the server that takes it: what a late one says of
        # that, nothing later can put right.
        is_late = self.was_asked_to_train and next(self.late, False)
        return self.status(self.now - (self.lag if is_late else 0.0))

    def train(self, now: float, *, is_ours: bool) -> bool:
        """Start a training, unless one is running."""
        if self.trainings and self.trainings[-1].ended > now:
            return False
        ended = now + next(self.lengths, 2.0)
        self.trainings.append(Training(now, ended, not next(self.failures, False), is_ours))
        return True

    def status(self, now: float) -> Reply:
        """What was known at some time."""
        known = [training for training in self.trainings if training.begun <= now]
        if not known:
            return refusal(404, "NotTrained")
        last = known[-1]
        end = "succeeded" if last.succeeds else "failed"
        document = {
            "status": "running" if now < last.ended else end,
            "createdDateTime": timestamp(last.begun),
            "lastActionDateTime": timestamp(min(now, last.ended)),
        }
        if successes := [each for each in known if each.succeeds and each.ended <= now]:
            document["lastSuccessfulTrainingDateTime"] = timestamp(successes[-1].ended)
        return Reply(200, {}, json.dumps(document).encode())


def timestamp(seconds: float) -> str:
    moment = datetime(2030, 1, 2, tzinfo=UTC) + timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f") + "7Z"


def refusal(status: int, code: str) -> Reply:
    code = ("LargeFaceListTraining" if status == 409 else "LargeFaceList") + code
    return Reply(status, {}, json.dumps({"error": {"code": code, "message": "no"}}).encode())


def played(flow: Any, service: Service) -> Any:
    """What a wait returns or raises, in virtual time."""
    answer: Any = None
    try:
        while True:
            effect, answer = flow.send(answer), None
            match effect:
                case Send(request):
                    service.now += REQUEST_SECONDS / 2
                    answer = service(request)
                    service.now += REQUEST_SECONDS / 2
                case Sleep(seconds):
                    service.now += seconds
                case Now():
                    answer = service.now
                case Emit():
                    pass
                case _:
                    answer = 0.5
    except StopIteration as stop:
        return stop.value
    except TrainingFailedError as error:
        return error.result


@given(
    others=st.lists(st.floats(70, 130), max_size=6),
    lag=st.floats(1, 25),
    late=st.lists(st.booleans(), max_size=40),
    lengths=st.lists(st.sampled_from([0.3, 1.0, 3.0, 8.0]), max_size=8),
    failures=st.lists(st.booleans(), max_size=8),
    if_running=st.sampled_from(["wait", "join"]),
)
def test_the_end_that_is_told_is_of_a_training_that_began_with_ours_or_later(
    settings: Any, if_running: Any, others: list[float], lag: float, **chances: list[Any]
) -> None:
    service = Service(
        sorted(others, reverse=True),
        lag,
        trainings=[],
        **{name: iter(each) for name, each in chances.items()},
    )
    flow = train_and_watch(
        settings,
        LARGE_FACE_LIST,
        "staff",
        if_running=if_running,
        timeout=600.0,
        schedule=PollSchedule(),
    )
    result = played(flow, service)
    ours = [each for each in service.trainings if each.is_ours]
    # Joined, the training is somebody else's, and was running when we came.
    begun = ours[0].begun if ours else STARTED - 8.0
    ended = [
        each for each in service.trainings if each.begun >= begun and each.ended <= service.now
    ]
    assert result.succeeded in {each.succeeds for each in ended}, service.trainings
