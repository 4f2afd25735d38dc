"""One way of waiting for 10,000 trainings, measured in this process; writes what it found as JSON.

Called by `measured.py` with the way, the seconds of a window, and how to reach the emulator. With a
window the waits share 10 requests a second and are cancelled after it; without (0) there is no
limit, and they go on until all trainings are over.
"""

import asyncio
import json
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeAlias

import anyio  # noqa: F401 - azface imports it on use; here it counts as one of the libraries
from many.lists import FAILURE, LISTS, fate_of, name_of

from azface import (
    AsyncFaceClient,
    FaceClient,
    NotFoundError,
    RateLimit,
    TrainingFailedError,
    TrainingOutcome,
    TrainingResult,
    TrainingRun,
    WaitCancelledError,
)

# Before the window: by then connections are open, and what is imported on use is there.
SETTLING_SECONDS = 3.0

Found: TypeAlias = dict[str, Any]


def of_this_process(name: str) -> int:
    """A number in /proc/self/status: VmRSS or VmHWM (its peak), both in KB, or Threads."""
    return int(Path("/proc/self/status").read_text().split(f"{name}:")[1].split()[0])


def megabytes(name: str) -> float:
    return of_this_process(name) / 1_024


class Window:
    """A stretch of time, from its making on."""

    def __init__(self) -> None:
        self._begun, self._worked = time.perf_counter(), time.process_time()

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self._begun

    def found(self) -> Found:
        """What the waits cost in it, before they are cancelled."""
        return {
            "percent": (time.process_time() - self._worked) / self.seconds * 100,
            "peak": megabytes("VmHWM"),
            "threads": of_this_process("Threads"),
        }


def right(outcome: TrainingOutcome, number: int) -> bool:
    """Whether an outcome is that of the list with this number, and as it must be."""
    error, fate = outcome.error, fate_of(number)
    kind = {"succeeds": type(None), "fails": TrainingFailedError, "is deleted": NotFoundError}[fate]
    says_why = fate != "fails" or FAILURE in str(error)
    is_whole = fate != "succeeds" or (outcome.result is not None and outcome.result.succeeded)
    return outcome.list_id == name_of(number) and type(error) is kind and says_why and is_whole


def in_order(outcomes: list[TrainingOutcome]) -> int:
    """How many outcomes are right, each in its place; none if there are more or fewer."""
    if len(outcomes) != LISTS:
        return 0
    return sum(right(outcome, number) for number, outcome in enumerate(outcomes))


def sync_steady(client: FaceClient, runs: list[TrainingRun], seconds: float) -> Found:
    """All in this thread: what is called at each look also measures, and cancels at last."""
    settling, cancel, found = Window(), threading.Event(), Found()
    window: Window | None = None
    cancelling: Window | None = None

    def stop() -> None:
        nonlocal cancelling
        cancelling = Window()
        cancel.set()

    def looked(_: object) -> None:
        nonlocal window
        found.setdefault("first_look", settling.seconds)
        if window is None:
            window = Window() if settling.seconds > SETTLING_SECONDS else None
        elif window.seconds > seconds and "percent" not in found:
            found.update(window.found())
            threading.Timer(0.05, stop).start()

    outcomes = client.large_face_lists.wait_for_trainings(
        runs, timeout=None, on_poll=looked, cancel=cancel
    )
    assert cancelling is not None
    found["cancelling"] = cancelling.seconds
    found["delivered"] = sum(isinstance(each.error, WaitCancelledError) for each in outcomes)
    return {**found, "peak_cancelled": megabytes("VmHWM")}


def sync_ending(client: FaceClient, runs: list[TrainingRun]) -> Found:
    return {"delivered": in_order(client.large_face_lists.wait_for_trainings(runs))}


async def all_at_once(client: AsyncFaceClient, runs: list[TrainingRun]) -> Found:
    return {"delivered": in_order(await client.large_face_lists.wait_for_trainings(runs))}


async def as_they_end(client: AsyncFaceClient, runs: list[TrainingRun]) -> Found:
    """In any order, each once."""
    numbers = {run.list_id: number for number, run in enumerate(runs)}
    delivered = 0
    async for outcome in client.large_face_lists.as_completed(runs):
        delivered += right(outcome, numbers.pop(outcome.list_id, -1))
    return {"delivered": delivered}


async def a_task_each(client: AsyncFaceClient, runs: list[TrainingRun]) -> Found:
    """What one would write without `wait_for_trainings`."""
    wait = client.large_face_lists.wait_for_training
    await asyncio.gather(*map(wait, runs), return_exceptions=True)
    return {}


ASYNC_WAYS: Mapping[
    str, Callable[[AsyncFaceClient, list[TrainingRun]], Coroutine[Any, Any, Found]]
] = {
    "async": all_at_once,
    "as_completed": as_they_end,
    "tasks": a_task_each,
}


@asynccontextmanager
async def longest_gap(found: Found) -> AsyncIterator[None]:
    """Note for how long the event loop let no other task run."""
    longest = 0.0

    async def beat() -> None:
        nonlocal longest
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, time.perf_counter() - begun - 0.001)

    beating = asyncio.create_task(beat())
    yield
    beating.cancel()
    found["blocked"] = longest


async def async_steady(
    way: str, client: AsyncFaceClient, runs: list[TrainingRun], seconds: float
) -> Found:
    found = Found()
    async with longest_gap(found):
        await asyncio.sleep(0.1)
        waiting = asyncio.create_task(ASYNC_WAYS[way](client, runs))
        await asyncio.sleep(SETTLING_SECONDS)
    window = Window()
    await asyncio.sleep(seconds)
    found.update(window.found())
    cancelling = Window()
    waiting.cancel()
    await asyncio.wait([waiting])
    assert waiting.cancelled(), waiting
    return {**found, "cancelling": cancelling.seconds}


async def measure_async(
    way: str, seconds: float, limit: RateLimit | None, runs: list[TrainingRun], address: list[str]
) -> Found:
    async with AsyncFaceClient(*address, rate_limit=limit) as client:
        if seconds:
            return await async_steady(way, client, runs, seconds)
        return await ASYNC_WAYS[way](client, runs)


def measure(way: str, seconds: float, before: str, *address: str) -> Found:
    imported = megabytes("VmRSS")
    runs = [
        TrainingRun(list_id=name_of(number), before=TrainingResult.from_api(json.loads(before)))
        for number in range(LISTS)
    ]
    found: Found = {"imported": imported, "runs": megabytes("VmRSS") - imported}
    limit = RateLimit.S0 if seconds else None
    whole = Window()
    if way == "sync":
        with FaceClient(*address, rate_limit=limit) as client:
            found |= sync_steady(client, runs, seconds) if seconds else sync_ending(client, runs)
    else:
        found |= asyncio.run(measure_async(way, seconds, limit, runs, list(address)))
    return {**whole.found(), "seconds": whole.seconds, **found}


if __name__ == "__main__":
    WAY, SECONDS, *OTHERS = sys.argv[1:]
    json.dump(measure(WAY, float(SECONDS), *OTHERS), sys.stdout)
