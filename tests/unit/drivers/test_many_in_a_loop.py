"""Many waits by the async client, on asyncio and trio: side by side, and left at any time."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import anyio
import anyio.lowlevel
import httpx
import pytest

from azface import (
    InvalidArgumentError,
    NotFoundError,
    PollSchedule,
    RateLimit,
    SystemClock,
    TrainingFailedError,
    TrainingTimeoutError,
)
from azface.testing import VirtualClock

RUNNING, DONE = {"status": "running"}, {"status": "succeeded"}
NAMES = [f"list-{number}" for number in range(100)]


def list_of(request: httpx.Request) -> str:
    return request.url.path.split("/")[4]


class Lists:
    """Each list answers `looks` times that it is running, then what is said of its end."""

    def __init__(self, looks: dict[str, int], **ends: Any) -> None:
        self.looks = looks
        self.ends = ends
        self.asked: Counter[str] = Counter()
        self.in_flight = self.most_in_flight = 0

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        name = list_of(request)
        self.in_flight += 1
        self.most_in_flight = max(self.in_flight, self.most_in_flight)
        try:
            await anyio.lowlevel.checkpoint()
        finally:
            self.in_flight -= 1
        if request.method == "POST":
            return httpx.Response(202)
        self.asked[name] += 1
        if self.asked[name] <= self.looks.get(name, 0):
            return httpx.Response(200, json=RUNNING)
        end = self.ends.get(name.replace("-", "_"), DONE)
        if isinstance(end, int):
            return httpx.Response(end, json={"error": {"code": "LargeFaceListNotFound"}})
        return httpx.Response(200, json=end)


def test_requests_are_under_way_side_by_side(in_loop: Any, async_client_of: Any) -> None:
    async def main() -> Any:
        together = anyio.Event()
        waiting = set[str]()

        async def answer(request: httpx.Request) -> httpx.Response:
            waiting.add(list_of(request))
            if len(waiting) == 16:
                together.set()
            await together.wait()
            return httpx.Response(200, json=DONE)

        return await async_client_of(answer).large_face_lists.wait_for_trainings(NAMES[:16])

    outcomes = in_loop(main)
    assert [outcome.list_id for outcome in outcomes] == NAMES[:16]
    assert all(outcome.succeeded for outcome in outcomes)


def test_no_more_requests_are_under_way_than_pay(in_loop: Any, async_client_of: Any) -> None:
    service = Lists(dict.fromkeys(NAMES, 3))
    in_loop(lambda: async_client_of(service).large_face_lists.wait_for_trainings(NAMES))
    assert service.most_in_flight == 16
    assert service.asked == dict.fromkeys(NAMES, 4)


def test_whatever_sleeps_has_no_task_of_its_own(in_loop: Any, async_client_of: Any) -> None:
    class Counting(VirtualClock):
        sleeping = most = 0

        async def asleep(self, seconds: float) -> None:
            self.sleeping += 1
            self.most = max(self.most, self.sleeping)
            try:
                await super().asleep(seconds)
            finally:
                self.sleeping -= 1

    clock = Counting()
    service = Lists(dict.fromkeys(NAMES, 10))
    in_loop(
        lambda: async_client_of(service, clock=clock).large_face_lists.wait_for_trainings(NAMES)
    )
    assert clock.most == 1


@pytest.mark.parametrize("rate_limit", [None, RateLimit(50, 1.0)])
def test_every_outcome_is_delivered_in_order_whatever_happens_to_the_others(
    in_loop: Any, async_client_of: Any, rate_limit: RateLimit | None
) -> None:
    looks = {name: number % 7 for number, name in enumerate(NAMES)}
    ends = {"list_3": 404, "list_40": {"status": "failed", "message": "no faces"}, "list_99": 404}
    service = Lists(looks | {"list-50": 10_000}, **ends)

    async def main() -> Any:
        client = async_client_of(service, rate_limit=rate_limit)
        outcomes = await client.large_face_lists.wait_for_trainings(NAMES, timeout=900)
        if rate_limit is not None:
            assert client._settings.limiter.waiting == 0
            assert client._settings.limiter.in_flight == 0
        return outcomes

    outcomes = in_loop(main)
    assert [outcome.list_id for outcome in outcomes] == NAMES
    wrong = {each.list_id: type(each.error) for each in outcomes if not each.succeeded}
    assert wrong == {
        "list-3": NotFoundError,
        "list-40": TrainingFailedError,
        "list-50": TrainingTimeoutError,
        "list-99": NotFoundError,
    }


def test_many_are_trained_and_each_waits_for_its_own_training(
    in_loop: Any, async_client_of: Any
) -> None:
    class Trained(Lists):
        async def __call__(self, request: httpx.Request) -> httpx.Response:
            answer = await super().__call__(request)
            if request.method == "POST":
                self.started[list_of(request)] += 1
            if answer.status_code == 200:
                number = self.started[list_of(request)]
                document = answer.json() | {"createdDateTime": f"2030-01-0{number + 1}T00:00:00Z"}
                return httpx.Response(200, json=document)
            return answer

    service = Trained({})
    service.started = Counter[str]()  # type: ignore[attr-defined]
    outcomes = in_loop(
        lambda: async_client_of(service).large_face_lists.train_and_wait_all([*NAMES, "list-0"])
    )
    assert [outcome.list_id for outcome in outcomes] == [*NAMES, "list-0"]
    assert {outcome.result.created_date_time.day for outcome in outcomes} == {2}
    assert service.started == dict.fromkeys(NAMES, 1)  # type: ignore[attr-defined]


@pytest.mark.parametrize("rate_limit", [None, RateLimit(5, 1.0)])
def test_outcomes_come_as_they_end_and_nothing_goes_on_in_between(
    in_loop: Any, async_client_of: Any, rate_limit: RateLimit | None
) -> None:
    looks = {name: 3 * number for number, name in enumerate(NAMES[:12])}
    service = Lists(looks, list_7=404)
    # The same for all, so that those with fewer looks end first.
    schedule = PollSchedule.every(10)

    async def main() -> list[str]:
        client = async_client_of(service, rate_limit=rate_limit)
        names = list[str]()
        ended = client.large_face_lists.as_completed(NAMES[11::-1], schedule=schedule)
        async for outcome in ended:
            names.append(outcome.list_id)
            assert outcome.succeeded == (outcome.list_id != "list-7")
            asked = service.asked.total()
            for _ in range(20):
                await anyio.lowlevel.checkpoint()
            assert service.asked.total() == asked
            assert service.in_flight == 0
            if rate_limit is not None:
                assert client._settings.limiter.waiting == 0
                assert client._settings.limiter.in_flight == 0
        return names

    names = in_loop(main)
    assert sorted(names) == sorted(NAMES[:12])
    if rate_limit is None:
        assert names == NAMES[:12]


def test_an_iterator_of_outcomes_may_be_left_at_any_time(
    in_loop: Any, async_client_of: Any
) -> None:
    service = Lists({"list-1": 10_000})

    async def main() -> None:
        client = async_client_of(service, rate_limit=RateLimit.S0)
        async for outcome in client.large_face_lists.as_completed(NAMES[:3]):
            assert outcome.succeeded
            break
        ended = client.large_face_lists.as_completed(NAMES[:3])
        assert (await anext(ended)).succeeded
        await ended.aclose()
        assert [outcome async for outcome in ended] == []
        assert client._settings.limiter.waiting == 0
        assert client._settings.limiter.in_flight == 0

    in_loop(main)


def test_one_task_at_a_time_may_ask_for_the_next_outcome(
    in_loop: Any, async_client_of: Any
) -> None:
    async def main() -> None:
        asked = anyio.Event()

        async def answer(_: httpx.Request) -> httpx.Response:
            asked.set()
            await anyio.sleep_forever()
            raise AssertionError

        ended = async_client_of(answer).large_face_lists.as_completed(NAMES[:2])
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(ended.__anext__)
            await asked.wait()
            with pytest.raises(RuntimeError, match="another task"):
                await anext(ended)
            tasks.cancel_scope.cancel()
        # Requests without their answers: nothing can follow, and that is no regular end.
        with pytest.raises(RuntimeError, match="wait anew for what is left"):
            await anext(ended)
        await ended.aclose()
        with pytest.raises(StopAsyncIteration):
            await anext(ended)

    in_loop(main)


def test_an_iterator_that_is_closed_before_it_is_asked_asks_nothing(
    in_loop: Any, async_client_of: Any
) -> None:
    service = Lists({})

    async def main() -> None:
        ended = async_client_of(service).large_face_lists.as_completed(NAMES)
        await ended.aclose()
        assert [outcome async for outcome in ended] == []

    in_loop(main)
    assert service.asked == {}


def test_an_iterator_is_not_closed_while_a_task_waits_for_its_next_value(
    in_loop: Any, async_client_of: Any
) -> None:
    async def main() -> None:
        asked, may_end = anyio.Event(), anyio.Event()

        async def answer(_: httpx.Request) -> httpx.Response:
            asked.set()
            await may_end.wait()
            return httpx.Response(200, json=DONE)

        ended = async_client_of(answer).large_face_lists.as_completed(NAMES[:2])
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(ended.__anext__)
            await asked.wait()
            with pytest.raises(RuntimeError, match="cancel it"):
                await ended.aclose()
            may_end.set()

    in_loop(main)


@pytest.mark.parametrize(
    "raised", [ValueError("mine"), SystemExit(3), ExceptionGroup("g", [OSError()])]
)
def test_what_is_raised_out_of_a_wait_for_many_is_in_no_group_of_ours(
    in_loop: Any, async_client_of: Any, raised: BaseException
) -> None:
    class Broken(VirtualClock):
        async def asleep(self, seconds: float) -> None:
            raise raised

    def on_poll(_: Any) -> None:
        raise raised

    async def main() -> None:
        service = Lists(dict.fromkeys(NAMES, 3))
        broken = async_client_of(service, clock=Broken()).large_face_lists
        with pytest.raises(type(raised)) as caught:
            await broken.wait_for_trainings(NAMES)
        assert caught.value is raised
        with pytest.raises(type(raised)) as caught:
            await async_client_of(service).large_face_lists.wait_for_trainings(
                NAMES, on_poll=on_poll
            )
        assert caught.value is raised

    in_loop(main)


def test_a_clock_whose_sleeps_end_early_by_its_own_reading_makes_no_busy_loop(
    in_loop: Any, async_client_of: Any
) -> None:
    class Coarse(VirtualClock):
        """Shows whole ticks, and a sleep ends up to one before it should."""

        naps = 0

        def now(self) -> float:
            return super().now() // 0.016 * 0.016

        async def asleep(self, seconds: float) -> None:
            self.naps += 1
            assert self.naps < 1_000
            await super().asleep(max(0.0, seconds - 0.016))

    clock, service = Coarse(), Lists(dict.fromkeys(NAMES[:5], 8))
    in_loop(
        lambda: async_client_of(service, clock=clock).large_face_lists.wait_for_trainings(NAMES[:5])
    )
    assert service.asked == dict.fromkeys(NAMES[:5], 9)
    assert clock.naps < 200


def test_a_cancelled_wait_for_many_ends_at_once_and_leaves_nothing_behind(
    in_loop: Any, async_client_of: Any
) -> None:
    async def main() -> None:
        busy = anyio.Event()
        requests = list[str]()

        async def answer(request: httpx.Request) -> httpx.Response:
            requests.append(list_of(request))
            if len(requests) == 10:
                busy.set()
            await anyio.sleep_forever()
            raise AssertionError

        client = async_client_of(answer, rate_limit=RateLimit.S0, clock=SystemClock())
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(client.large_face_lists.wait_for_trainings, NAMES)
            await busy.wait()
            tasks.cancel_scope.cancel()
        assert client._settings.limiter.waiting == 0
        assert client._settings.limiter.in_flight == 0
        assert len(requests) == 10

    in_loop(main)


def test_what_a_callback_raises_ends_the_wait_as_it_is(in_loop: Any, async_client_of: Any) -> None:
    class Mine(Exception):
        pass

    def on_poll(update: Any) -> None:
        if update.list_id == "list-7":
            raise Mine

    async def async_on_poll(update: Any) -> None:
        await anyio.lowlevel.checkpoint()
        on_poll(update)

    async def main() -> None:
        client = async_client_of(Lists(dict.fromkeys(NAMES, 3)), rate_limit=RateLimit.S0)
        for callback in (on_poll, async_on_poll):
            with pytest.raises(Mine):
                await client.large_face_lists.wait_for_trainings(NAMES, on_poll=callback)
            assert client._settings.limiter.waiting == 0
            assert client._settings.limiter.in_flight == 0

    in_loop(main)


def test_updates_of_each_list_come_in_their_order(in_loop: Any, async_client_of: Any) -> None:
    seen: dict[str, list[tuple[int, bool]]] = {name: [] for name in NAMES}

    async def on_poll(update: Any) -> None:
        await anyio.lowlevel.checkpoint()
        seen[update.list_id].append((update.polls, update.done))

    service = Lists(dict.fromkeys(NAMES, 2))
    in_loop(
        lambda: async_client_of(service).large_face_lists.wait_for_trainings(NAMES, on_poll=on_poll)
    )
    assert all(each == [(1, False), (2, False), (3, True)] for each in seen.values())


def test_a_wait_that_becomes_due_while_all_others_sleep_long_is_not_late(
    in_loop: Any, async_client_of: Any
) -> None:
    # Real time: list-0 is asked again in 30 s; the answer about list-1 comes after that is known.
    asked = Counter[str]()

    async def answer(request: httpx.Request) -> httpx.Response:
        name = list_of(request)
        asked[name] += 1
        if name == "list-0":
            return httpx.Response(429, headers={"retry-after": "30"})
        await anyio.sleep(0.1)
        return httpx.Response(200, json=RUNNING if asked[name] == 1 else DONE)

    async def main() -> str:
        client = async_client_of(answer, clock=SystemClock())
        with anyio.fail_after(10):
            return (await anext(client.large_face_lists.as_completed(NAMES[:2]))).list_id

    assert in_loop(main) == "list-1"


def test_what_cannot_be_right_is_refused_before_any_request(
    in_loop: Any, async_client_of: Any
) -> None:
    service = Lists({})

    async def main() -> None:
        resource = async_client_of(service).large_face_lists
        with pytest.raises(InvalidArgumentError):
            await resource.wait_for_trainings(["list-0", "NO"])
        with pytest.raises(InvalidArgumentError):
            await resource.train_and_wait_all("list-0")
        with pytest.raises(InvalidArgumentError):
            await anext(resource.as_completed(["list-0", "NO"]))
        assert await resource.wait_for_trainings([]) == []

    in_loop(main)
    assert service.asked == {}


@pytest.mark.parametrize("seed", range(10))
def test_no_outcome_is_lost_when_outcomes_are_taken_one_by_one_in_any_weather(
    in_loop: Any, async_client_of: Any, seed: int
) -> None:
    chance = random.Random(seed)
    left = {name: chance.randrange(6) for name in NAMES}

    async def answer(request: httpx.Request) -> httpx.Response:
        name = list_of(request)
        for _ in range(chance.randrange(4)):
            await anyio.lowlevel.checkpoint()
        left[name] -= 1
        if left[name] < 0:
            return httpx.Response(200, json=DONE)
        weather = chance.choice([200, 200, 200, 429, 503, 0])
        if not weather:
            raise httpx.ReadError("reset")
        return httpx.Response(weather, json=RUNNING)

    async def main() -> list[str]:
        client = async_client_of(answer, rate_limit=RateLimit(chance.choice([1, 7, 200]), 1.0))
        ended = client.large_face_lists.as_completed(NAMES, timeout=None)
        names = [outcome.list_id async for outcome in ended]
        assert client._settings.limiter.waiting == 0
        assert client._settings.limiter.in_flight == 0
        return names

    assert sorted(in_loop(main)) == sorted(NAMES)
