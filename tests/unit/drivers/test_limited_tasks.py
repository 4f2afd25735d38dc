"""A rate limit in the async client, on asyncio and trio: tasks that share it."""

from __future__ import annotations

import threading
from typing import Any

import anyio
import anyio.lowlevel
import httpx
import pytest

from azface import ConfigurationError, RateLimit, SystemClock, TrainingTimeoutError
from azface._flow import Acquire, Now
from azface._limiter import Limiter
from azface._pace import NEVER
from azface._turn import Turn
from azface.testing import VirtualClock

RUNNING, DONE = {"status": "running"}, {"status": "succeeded"}


class Noting:
    """Answers every request, and notes what it was and when it came."""

    def __init__(self, clock: Any, document: Any = DONE) -> None:
        self.clock, self.document = clock, document
        self.times: list[float] = []
        self.lists: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.times.append(self.clock.now())
        self.lists.append(request.url.path.split("/")[4])
        return httpx.Response(200, json=self.document)


class Held(SystemClock):
    """Time in which a sleep never ends by itself."""

    def now(self) -> float:
        return 0.0

    async def asleep(self, seconds: float) -> None:
        await anyio.sleep_forever()


def most_in_any(times: list[float], seconds: float) -> int:
    return max(sum(at <= each <= at + seconds for each in times) for at in times)


async def until_waiting(limiter: Limiter, number: int) -> None:
    while limiter.waiting < number:
        await anyio.lowlevel.checkpoint()


def test_tasks_and_siblings_keep_to_it_together(
    in_loop: Any, async_client_of: Any, clock: VirtualClock
) -> None:
    answers = Noting(clock)

    async def main() -> None:
        client = async_client_of(answers, rate_limit=RateLimit.S0)
        async with anyio.create_task_group() as tasks:
            for number in range(200):
                sibling = client.with_options(timeout=number + 1)
                tasks.start_soon(sibling.large_face_lists.get_training_status, f"list-{number}")
        assert client._settings.limiter.waiting == 0
        assert client._settings.limiter.in_flight == 0

    in_loop(main)
    assert most_in_any(answers.times, 1.0) == 10
    assert sorted(answers.lists) == sorted({f"list-{number}" for number in range(200)})
    assert clock.now() - 1000.0 == pytest.approx(19 * 1.01)


def test_in_real_time_all_come_through(in_loop: Any, async_client_of: Any) -> None:
    answers = Noting(SystemClock())

    async def main() -> None:
        client = async_client_of(answers, rate_limit=RateLimit(5, 0.05), clock=SystemClock())
        async with anyio.create_task_group() as tasks:
            for number in range(30):
                tasks.start_soon(client.large_face_lists.get_training_status, f"list-{number}")

    in_loop(main)
    assert len(answers.times) == 30


def test_a_status_call_does_not_wait_behind_a_thousand_polls(
    in_loop: Any, async_client_of: Any, clock: VirtualClock
) -> None:
    answers = Noting(clock)

    async def main() -> None:
        client = async_client_of(answers, rate_limit=RateLimit.S0)
        lists = client.large_face_lists
        async with anyio.create_task_group() as tasks:
            for number in range(1_000):
                tasks.start_soon(lists.wait_for_training, f"list-{number}")
            await until_waiting(client._settings.limiter, 900)
            answered = len(answers.lists)
            await lists.get_training_status("mine")
        # Those under way, and a poll whose share was due.
        assert answers.lists.index("mine") <= answered + 10 + 1

    in_loop(main)
    assert len(answers.lists) == 1_001


def test_a_wait_ends_at_its_deadline_wherever_it_is_in_the_queue(
    in_loop: Any, async_client_of: Any, clock: VirtualClock
) -> None:
    elapsed: list[float] = []

    async def wait(lists: Any, name: str) -> None:
        with pytest.raises(TrainingTimeoutError) as caught:
            await lists.wait_for_training(name, timeout=30.0)
        elapsed.append(caught.value.elapsed)

    async def main() -> None:
        client = async_client_of(Noting(clock, RUNNING), rate_limit=RateLimit.per_minute(2))
        async with anyio.create_task_group() as tasks:
            for number in range(50):
                tasks.start_soon(wait, client.large_face_lists, f"list-{number}")
        assert client._settings.limiter.waiting == 0

    in_loop(main)
    # The two that looked sleep between their looks, and what they sleep passes for all.
    assert elapsed == [pytest.approx(30.0, abs=1.0)] * 50


def test_a_cancelled_task_leaves_the_queue_and_takes_no_slot(
    in_loop: Any, async_client_of: Any
) -> None:
    clock = Held()
    answers = Noting(clock)

    async def main() -> None:
        client = async_client_of(answers, rate_limit=RateLimit.S0, clock=clock)
        limiter = client._settings.limiter
        async with anyio.create_task_group() as tasks:
            for number in range(40):
                tasks.start_soon(client.large_face_lists.get_training_status, f"list-{number}")
            await until_waiting(limiter, 30)
            tasks.cancel_scope.cancel()
        assert (limiter.waiting, limiter.in_flight, limiter._deadlines) == (0, 0, [])

    in_loop(main)
    assert len(answers.times) <= 10


def test_who_is_next_goes_on_when_the_one_before_is_cancelled(
    in_loop: Any, async_client_of: Any, clock: VirtualClock
) -> None:
    class HoldsTheFirst(VirtualClock):
        held = False

        async def asleep(self, seconds: float) -> None:
            if not self.held:
                self.held = True
                await anyio.sleep_forever()
            await super().asleep(seconds)

    held = HoldsTheFirst()
    answers = Noting(held)

    async def main() -> None:
        client = async_client_of(answers, rate_limit=RateLimit.per_minute(1), clock=held)
        look = client.large_face_lists.get_training_status
        await look("first")
        async with anyio.create_task_group() as tasks:
            first = anyio.CancelScope()

            async def cancelled() -> None:
                with first:
                    await look("cancelled")

            tasks.start_soon(cancelled)
            await until_waiting(client._settings.limiter, 1)
            tasks.start_soon(look, "second")
            await until_waiting(client._settings.limiter, 2)
            first.cancel()

    in_loop(main)
    assert answers.lists == ["first", "second"]
    assert held.now() == pytest.approx(60.01)


def test_a_turn_that_does_not_come_in_time_is_told_so(
    in_loop: Any, async_driver_of: Any, clock: VirtualClock
) -> None:
    limiter = Limiter(RateLimit.per_minute(1), clock.now)

    def flow() -> Any:
        first = yield from Acquire(limiter, "call", NEVER)
        first.left()
        second = yield from Acquire(limiter, "poll", 1007.0)
        third = yield from Acquire(limiter, "call", 2000.0)
        return [each is not None for each in (first, second, third)]

    async def main() -> Any:
        return await async_driver_of().run(flow())

    assert in_loop(main) == [True, False, True]
    assert clock.now() == pytest.approx(1060.01)


def test_one_who_waits_to_be_woken_is_told_at_its_deadline(
    in_loop: Any, async_driver_of: Any
) -> None:
    limiter = Limiter(RateLimit.per_second(1), SystemClock().now, in_flight=1)

    def flow() -> Any:
        first = yield from Acquire(limiter, "call", NEVER)
        second = yield from Acquire(limiter, "call", SystemClock().now() + 0.02)
        return first is not None, second is not None

    async def main() -> Any:
        return await async_driver_of(clock=SystemClock()).run(flow())

    assert in_loop(main) == (True, False)


def test_a_closed_client_does_not_queue(
    in_loop: Any, async_client_of: Any, clock: VirtualClock
) -> None:
    async def main() -> None:
        client = async_client_of(Noting(clock), rate_limit=RateLimit.per_minute(1))
        await client.large_face_lists.get_training_status("staff")
        await client.aclose()
        with pytest.raises(ConfigurationError, match="closed"):
            await client.large_face_lists.get_training_status("staff")

    in_loop(main)
    assert clock.sleeps == []


def test_closing_ends_the_waiting_for_a_turn_at_once(in_loop: Any, async_client_of: Any) -> None:
    clock = Held()
    ended: list[str] = []

    async def look(client: Any, name: str) -> None:
        with pytest.raises(ConfigurationError, match="closed"):
            await client.large_face_lists.get_training_status(name)
        ended.append(name)

    async def main() -> None:
        client = async_client_of(Noting(clock), rate_limit=RateLimit.per_minute(1), clock=clock)
        limiter = client._settings.limiter
        await client.large_face_lists.get_training_status("staff")
        siblings = [client.with_options(timeout=5) for _ in range(2)]
        async with anyio.create_task_group() as tasks:
            # The first sleeps, the others wait to be woken.
            for number, each in enumerate([siblings[0], client, *siblings]):
                tasks.start_soon(look, each, f"{number}")
                await until_waiting(limiter, number + 1)
            await siblings[0].aclose()
            while limiter.waiting > 2:
                await anyio.lowlevel.checkpoint()
            assert sorted(ended) == ["0", "2"]
            await client.aclose()
        assert sorted(ended) == ["0", "1", "2", "3"]
        assert (limiter.waiting, limiter.in_flight) == (0, 0)

    in_loop(main)


def test_steps_are_not_closed_under_the_task_that_waits_for_the_next(
    in_loop: Any, async_client_of: Any
) -> None:
    clock = Held()

    async def main() -> None:
        client = async_client_of(
            Noting(clock, RUNNING), rate_limit=RateLimit.per_minute(1), clock=clock
        )
        limiter = client._settings.limiter
        await client.large_face_lists.get_training_status("staff")
        lists = client.large_face_lists
        for steps in (lists.watch_training("staff"), lists.as_completed(["staff", "guests"])):
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(anext, steps)
                await until_waiting(limiter, 1)
                with pytest.raises(RuntimeError, match="waiting for the next value"):
                    await steps.aclose()
                tasks.cancel_scope.cancel()
            await steps.aclose()
            assert (limiter.waiting, limiter.in_flight) == (0, 0)

    in_loop(main)


def test_a_turn_that_its_flow_drops_is_released(in_loop: Any, async_driver_of: Any) -> None:
    limiter = Limiter(RateLimit.per_minute(5), lambda: 0.0, in_flight=1)

    def flow() -> Any:
        for _ in range(2):
            turn = yield from Acquire(limiter, "call", NEVER)
            assert limiter.in_flight == 1
            del turn
            yield from Now()

    async def main() -> None:
        await async_driver_of().run(flow())

    in_loop(main)
    assert limiter.in_flight == 0


def test_a_task_is_woken_by_a_flow_that_is_collected_in_another_thread(
    in_loop: Any, async_driver_of: Any
) -> None:
    limiter = Limiter(RateLimit.per_minute(5), SystemClock().now, in_flight=1)
    held = [Turn(limiter, "call", NEVER)]
    held[0].enter()
    held[0].ask()

    def flow() -> Any:
        return (yield from Acquire(limiter, "call", NEVER)) is not None

    async def main() -> bool:
        granted: list[bool] = []

        async def acquire() -> None:
            granted.append(await async_driver_of(clock=SystemClock()).run(flow()))

        with anyio.move_on_after(5):
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(acquire)
                await until_waiting(limiter, 1)
                thread = threading.Thread(target=held.clear)
                # The loop sleeps meanwhile, and nothing else would wake it.
                threading.Timer(0.02, thread.start).start()
        return granted == [True]

    assert in_loop(main)


def test_a_task_of_a_loop_that_has_ended_is_woken_in_vain(
    in_loop: Any, async_driver_of: Any
) -> None:
    limiter = Limiter(RateLimit.per_minute(5), SystemClock().now, in_flight=1)
    wakers: list[Any] = []
    turn = Turn(limiter, "call", NEVER)
    turn.enter()
    turn.ask()

    def flow() -> Any:
        yield from Acquire(limiter, "call", NEVER)

    async def main() -> None:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(async_driver_of(clock=SystemClock()).run, flow())
            await until_waiting(limiter, 1)
            wakers.append(limiter._next().wake)  # type: ignore[union-attr]
            tasks.cancel_scope.cancel()

    in_loop(main)
    for work in (wakers[0], threading.Thread(target=wakers[0]).start):
        work()
