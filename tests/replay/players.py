"""Who plays a scenario: the async client as it is, or the sync client made awaitable."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Coroutine, Generator
from typing import Any

from scenarios import Scenario

from azface import AsyncFaceClient, FaceClient


async def play_async(scenario: Scenario, client: AsyncFaceClient) -> None:
    """Play with the async client, in the running event loop."""
    async with client:
        await scenario.play(client)


def play_sync(scenario: Scenario, client: FaceClient) -> None:
    """Play with the sync client, in this thread and without an event loop."""
    with client:
        story: Any = scenario.play(Awaitable(client))  # type: ignore[arg-type]
        _run(story)


class Awaitable:
    """A sync client or resource: `await` and `async for` work on what its methods give."""

    def __init__(self, sync: object) -> None:
        self._sync = sync

    def __getattr__(self, name: str) -> Any:
        attribute = getattr(self._sync, name)
        if not inspect.ismethod(attribute):
            return Awaitable(attribute)
        return lambda *arguments, **options: _Result(attribute(*arguments, **options))


class _Result:
    """What a sync method gave, in the form of what its async twin would give."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def __await__(self) -> Generator[None, None, Any]:
        return self._value
        yield  # never reached: it makes this a generator

    async def __aiter__(self) -> AsyncIterator[Any]:
        for item in self._value:
            yield item

    def pages(self) -> _Result:
        return _Result(self._value.pages())


def _run(story: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine that never has to wait for anything."""
    try:
        story.send(None)
    except StopIteration:
        return
    raise AssertionError("the sync client made somebody wait")
