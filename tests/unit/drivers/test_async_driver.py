"""The async driver, on asyncio and trio: requests, loops, pools, and effects performed."""

from __future__ import annotations

import json
import threading
from typing import Any

import anyio
import anyio.lowlevel
import httpx
import pytest

from azface import ResponseFormatError, TrainingTimeoutError
from azface._flow import Blocking, Chance, Emit, Now, Request, Send, Sleep
from azface.testing import VirtualClock

ENDPOINT = "https://example.cognitiveservices.azure.com"
KEY = "0123456789abcdef0123456789abcdef"
RUNNING, DONE = {"status": "running"}, {"status": "succeeded"}


def test_train_is_a_post_of_nothing(in_loop: Any, async_client_of: Any, service: Any) -> None:
    answers = service(DONE, 202)

    async def main() -> None:
        await async_client_of(answers).large_face_lists.train("staff")

    in_loop(main)
    request = answers.requests[1]
    assert (request.method, request.content) == ("POST", b"")
    assert request.headers["content-length"] == "0"
    assert request.headers["ocp-apim-subscription-key"] == KEY


def test_time_outs_are_given_with_each_request(
    in_loop: Any, async_client_of: Any, service: Any
) -> None:
    answers = service(DONE)

    async def main() -> None:
        client = async_client_of(answers, timeout=7, connect_timeout=2)
        await client.large_face_lists.get_training_status("staff")
        await client.with_options(timeout=90).large_face_lists.get_training_status("staff")

    in_loop(main)
    assert [request.extensions["timeout"] for request in answers.requests] == [
        {"connect": 2, "read": 7, "write": 7, "pool": 7},
        {"connect": 2, "read": 90, "write": 90, "pool": 90},
    ]


def test_a_redirect_is_not_followed_and_carries_no_key_elsewhere(
    in_loop: Any, async_client_of: Any, service: Any
) -> None:
    answers = service(httpx.Response(307, headers={"location": "https://elsewhere.example/"}))
    own = httpx.AsyncClient(transport=httpx.MockTransport(answers), follow_redirects=True)

    async def main() -> None:
        client = async_client_of(answers, http_client=own)
        with pytest.raises(ResponseFormatError, match="redirects are off"):
            await client.large_face_lists.get_training_status("staff")

    in_loop(main)
    assert [request.url.host for request in answers.requests] == [
        "example.cognitiveservices.azure.com"
    ]


def test_tasks_may_share_a_client(in_loop: Any, async_client_of: Any, service: Any) -> None:
    answers = service(DONE)

    async def main() -> None:
        client = async_client_of(answers)
        async with anyio.create_task_group() as tasks:
            for number in range(20):
                tasks.start_soon(client.large_face_lists.get_training_status, f"list-{number}")

    in_loop(main)
    assert len({str(request.url) for request in answers.requests}) == 20


def test_each_effect_is_performed_and_its_reply_sent_back(
    in_loop: Any, async_driver_of: Any, service: Any
) -> None:
    def flow() -> Any:
        reply = yield from Send(Request("GET", ENDPOINT + "/x", params={"top": 3}))
        before = yield from Now()
        yield from Sleep(2.5)
        after = yield from Now()
        yield from Emit("seen")
        chance = yield from Chance()
        worked = yield from Blocking(threading.get_ident)
        return reply, after - before, chance, worked

    seen: list[str] = []
    answers = service(DONE)

    async def main() -> Any:
        return await async_driver_of(answers).run(flow(), on_emit=seen.append)

    reply, slept, chance, worked = in_loop(main)
    assert (reply.status, json.loads(reply.body)) == (200, DONE)
    assert str(answers.requests[0].url) == ENDPOINT + "/x?top=3"
    assert (slept, seen) == (2.5, ["seen"])
    assert 0 <= chance < 1
    assert worked != threading.get_ident(), "what may block must not hold up the loop"


def test_a_failed_effect_is_thrown_into_the_flow(in_loop: Any, async_driver_of: Any) -> None:
    def flow() -> Any:
        try:
            yield from Blocking(lambda: 1 // 0)
        except ZeroDivisionError:
            return (yield from Blocking(lambda: "mended"))

    async def main() -> Any:
        return await async_driver_of().run(flow())

    assert in_loop(main) == "mended"


def test_work_that_raises_stop_iteration_does_not_end_a_flow_silently(
    in_loop: Any, async_driver_of: Any
) -> None:
    def flow() -> Any:
        yield from Blocking(lambda: next(iter(())))
        return "silent"

    async def main() -> Any:
        return await async_driver_of().run(flow())

    with pytest.raises(RuntimeError, match="StopIteration"):
        in_loop(main)


@pytest.mark.parametrize(
    ("error", "surfaces"),
    [
        (ValueError, ValueError),
        (StopIteration, RuntimeError),
        (StopAsyncIteration, RuntimeError),
        (KeyboardInterrupt, KeyboardInterrupt),
    ],
)
def test_what_a_callback_raises_surfaces_and_closes_the_flow(
    in_loop: Any,
    async_driver_of: Any,
    watched: Any,
    error: type[BaseException],
    surfaces: type[BaseException],
) -> None:
    def callback(_: object) -> None:
        raise error("mine")

    async def main() -> None:
        with pytest.raises((surfaces, error)) as caught:
            await async_driver_of().run(watched.flow(), on_emit=callback)
        assert "mine" in repr([caught.value, caught.value.__cause__])

    in_loop(main)
    assert watched.closed


def test_what_on_poll_raises_ends_the_wait_with_an_error(
    in_loop: Any, async_client_of: Any, service: Any
) -> None:
    answers = service(RUNNING, DONE)

    def on_poll(update: object) -> None:
        raise StopIteration("mine")

    async def main() -> None:
        lists = async_client_of(answers).large_face_lists
        with pytest.raises(RuntimeError, match="StopIteration"):
            await lists.wait_for_training("staff", on_poll=on_poll)

    in_loop(main)
    assert len(answers.requests) == 1


def test_a_loop_that_is_left_early_closes_the_flow_without_a_warning(
    in_loop: Any, async_driver_of: Any, watched: Any
) -> None:
    async def main() -> None:
        async for _ in async_driver_of().iterate(watched.flow()):
            break

    in_loop(main)
    assert watched.closed


def test_steps_may_be_closed_early_and_more_than_once(
    in_loop: Any, async_driver_of: Any, watched: Any
) -> None:
    async def main() -> list[str]:
        steps = async_driver_of().iterate(watched.flow())
        await steps.__anext__()
        await steps.aclose()
        assert watched.closed
        await steps.aclose()
        return [step async for step in steps]

    assert in_loop(main) == []


def test_a_loop_over_a_flow_ends_with_it(in_loop: Any, async_driver_of: Any, watched: Any) -> None:
    async def main() -> list[str]:
        return [step async for step in async_driver_of().iterate(watched.flow(end=True))]

    assert in_loop(main) == ["seen"]
    assert watched.closed


def test_an_async_on_poll_is_awaited(in_loop: Any, async_client_of: Any, service: Any) -> None:
    told: list[Any] = []

    async def tell(update: Any) -> None:
        told.append(update.status)

    async def main() -> None:
        lists = async_client_of(service(RUNNING, DONE)).large_face_lists
        await lists.wait_for_training("staff", on_poll=tell)

    in_loop(main)
    assert told == ["running", "succeeded"]


def test_a_wait_gives_its_updates_to_on_poll_and_to_a_loop_alike(
    in_loop: Any, async_client_of: Any, service: Any
) -> None:
    told: list[Any] = []

    async def main() -> list[Any]:
        lists = async_client_of(service(RUNNING, RUNNING, DONE)).large_face_lists
        assert (await lists.wait_for_training("staff", on_poll=told.append)).succeeded
        lists = async_client_of(service(RUNNING, RUNNING, DONE)).large_face_lists
        return [update async for update in lists.watch_training("staff")]

    watched = in_loop(main)
    assert [(update.status, update.done) for update in told] == [
        ("running", False),
        ("running", False),
        ("succeeded", True),
    ]
    assert [(update.status, update.done) for update in watched] == [
        (update.status, update.done) for update in told
    ]


def test_a_watch_that_is_left_early_asks_no_more(
    in_loop: Any, async_client_of: Any, service: Any
) -> None:
    answers = service(RUNNING)

    async def main() -> None:
        async for update in async_client_of(answers).large_face_lists.watch_training("staff"):
            assert update.status == "running"
            break

    in_loop(main)
    assert len(answers.requests) == 1


def test_a_wait_on_a_clock_of_the_users_own_takes_no_real_time(
    in_loop: Any, async_client_of: Any, service: Any, clock: Any
) -> None:
    async def main() -> float:
        with pytest.raises(TrainingTimeoutError) as caught:
            await async_client_of(service(RUNNING)).large_face_lists.wait_for_training("staff")
        return caught.value.elapsed

    assert in_loop(main) == pytest.approx(3600)
    assert sum(clock.sleeps) == pytest.approx(3600)


def test_an_iterator_whose_task_was_cancelled_does_not_end_as_if_all_was_done(
    in_loop: Any, async_driver_of: Any
) -> None:
    def flow() -> Any:
        yield from Emit("seen")
        yield from Sleep(3600)

    class Resting(VirtualClock):
        async def asleep(self, seconds: float) -> None:
            await anyio.sleep_forever()

    async def main() -> None:
        steps = async_driver_of(clock=Resting()).iterate(flow())
        assert await anext(steps) == "seen"
        with anyio.move_on_after(0.01):
            await anext(steps)
        with pytest.raises(RuntimeError, match="wait anew for what is left"):
            await anext(steps)
        await steps.aclose()
        with pytest.raises(StopAsyncIteration):
            await anext(steps)

    in_loop(main)
