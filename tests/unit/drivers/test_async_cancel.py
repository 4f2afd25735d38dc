"""Ending a wait of the async client from outside: the cancellation of its task."""

from __future__ import annotations

import asyncio
from typing import Any

import anyio
import httpx
import pytest

RUNNING, DONE = {"status": "running"}, {"status": "succeeded"}


class Stage:
    """Where a wait comes to rest for ever, so that it can be cancelled there."""

    def __init__(self) -> None:
        self.reached = anyio.Event()
        self.left_by: list[str] = []

    async def rest(self) -> None:
        self.reached.set()
        try:
            await anyio.sleep_forever()
        except BaseException as error:
            self.left_by.append(type(error).__name__)
            raise


async def cancelled_at_rest(stage: Stage, waiting: Any) -> None:
    """Runs a wait until it rests, cancels it, and expects it to end."""
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(waiting)
        await stage.reached.wait()
        tasks.cancel_scope.cancel()
    assert stage.left_by[0].startswith("Cancelled")
    assert len(stage.left_by) == 1


@pytest.mark.parametrize("name", ["wait_for_training", "train_and_wait", "watch_training"])
@pytest.mark.parametrize("where", ["request", "sleep"])
def test_a_cancelled_wait_ends_at_once_and_asks_no_more(
    in_loop: Any, async_client_of: Any, clock: Any, where: str, name: str
) -> None:
    requests: list[httpx.Request] = []

    async def main() -> None:
        stage = Stage()

        async def answer(request: httpx.Request) -> httpx.Response:
            requests.append(request)
            if request.method == "POST":
                return httpx.Response(202)
            if where == "request":
                await stage.rest()
            return httpx.Response(200, json=RUNNING)

        async def asleep(seconds: float) -> None:
            await stage.rest()

        clock.asleep = asleep
        lists = async_client_of(answer).large_face_lists

        async def waiting() -> None:
            if name == "watch_training":
                async for _ in lists.watch_training("staff"):
                    pass
            else:
                await getattr(lists, name)("staff")

        await cancelled_at_rest(stage, waiting)

    in_loop(main)
    polls = [request.method for request in requests]
    assert polls == ["GET", "POST", "GET"] if name + where == "train_and_waitsleep" else ["GET"]


def test_a_cancelled_wait_closes_its_flow(
    in_loop: Any, async_driver_of: Any, clock: Any, watched: Any
) -> None:
    async def main() -> None:
        stage = Stage()

        async def asleep(seconds: float) -> None:
            await stage.rest()

        clock.asleep = asleep
        driver = async_driver_of()

        async def waiting() -> None:
            await driver.run(watched.flow())

        await cancelled_at_rest(stage, waiting)
        assert watched.closed

    in_loop(main)


def test_a_time_out_of_the_event_loop_ends_a_wait(in_loop: Any, async_client_of: Any) -> None:
    async def answer(request: httpx.Request) -> httpx.Response:
        await anyio.sleep_forever()
        raise AssertionError

    async def main() -> bool:
        with anyio.move_on_after(0) as scope:
            await async_client_of(answer).large_face_lists.wait_for_training("staff")
        return scope.cancelled_caught

    assert in_loop(main) is True


@pytest.mark.parametrize("where", ["request", "sleep"])
def test_steps_whose_task_was_cancelled_say_so_and_are_never_misread(
    in_loop: Any, async_client_of: Any, clock: Any, where: str
) -> None:
    # A flow that was broken off at an effect must not be sent on without the effect's reply.
    requests: list[httpx.Request] = []

    async def main() -> None:
        scope = anyio.CancelScope()

        async def rest() -> None:
            scope.cancel()
            await anyio.sleep_forever()

        async def answer(request: httpx.Request) -> httpx.Response:
            requests.append(request)
            if where == "request":
                await rest()
            return httpx.Response(200, json=RUNNING)

        async def asleep(seconds: float) -> None:
            await rest()

        clock.asleep = asleep
        updates = async_client_of(answer).large_face_lists.watch_training("staff")
        if where == "sleep":
            assert (await anext(updates)).status == "running"
        with scope:
            await anext(updates)
        assert scope.cancelled_caught
        with pytest.raises(RuntimeError, match="wait anew"):
            await anext(updates)

    in_loop(main)
    assert len(requests) == 1


def test_a_cancelled_wait_can_be_awaited_like_any_task(async_client_of: Any, clock: Any) -> None:
    async def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=RUNNING)

    async def main() -> None:
        asleep = anyio.Event()

        async def sleep(seconds: float) -> None:
            asleep.set()
            await anyio.sleep_forever()

        clock.asleep = sleep
        lists = async_client_of(answer).large_face_lists
        task = asyncio.ensure_future(lists.wait_for_training("staff"))
        await asleep.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    anyio.run(main, backend="asyncio")
