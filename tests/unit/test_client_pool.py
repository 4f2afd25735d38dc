"""Whose connections they are, and who closes them."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from azface import AsyncFaceClient, ConfigurationError, FaceClient

ENDPOINT = "https://example.cognitiveservices.azure.com"
RUNNING = {"status": "running"}


def look(client: Any) -> Callable[[], Any]:
    return lambda: client.large_face_lists.get_training_status("staff")


def test_a_client_closes_its_own_pool() -> None:
    with FaceClient(ENDPOINT, "key") as client:
        pool = client._driver._client
        assert not pool.is_closed
    assert pool.is_closed
    with pytest.raises(ConfigurationError, match="this client is closed"):
        look(client)()


def test_an_async_client_closes_its_own_pool() -> None:
    async def main() -> None:
        async with AsyncFaceClient(ENDPOINT, "key") as client:
            pool, *_ = client._driver._pool()
            assert not pool.is_closed
        assert pool.is_closed
        with pytest.raises(ConfigurationError, match="this client is closed"):
            await look(client)()

    asyncio.run(main())


def test_an_http_client_of_the_caller_is_never_closed() -> None:
    with httpx.Client() as own:
        with FaceClient(ENDPOINT, "key", http_client=own):
            pass
        assert not own.is_closed

    async def main() -> None:
        async with httpx.AsyncClient() as own:
            async with AsyncFaceClient(ENDPOINT, "key", http_client=own):
                pass
            assert not own.is_closed

    asyncio.run(main())


@pytest.mark.parametrize("cls", [FaceClient, AsyncFaceClient])
def test_closing_a_sibling_leaves_the_pool_and_closing_the_first_ends_both(
    cls: type[Any],
) -> None:
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=RUNNING))

    async def main() -> None:
        client = cls(ENDPOINT, "key")
        # A pool of its own, whose connections are made up.
        pool_class = httpx.Client if cls is FaceClient else httpx.AsyncClient
        if cls is FaceClient:
            client._driver._client.close()
        client._driver._client = pool_class(transport=transport)
        sibling = client.with_options(timeout=1)
        grandchild = sibling.with_options(timeout=2)

        async def done(value: Any) -> Any:
            return await value if inspect.isawaitable(value) else value

        async def shut(each: Any) -> None:
            await done(each.close() if cls is FaceClient else each.aclose())

        await shut(sibling)
        assert (await done(look(client)())).status == "running"
        assert (await done(look(grandchild)())).status == "running"
        with pytest.raises(ConfigurationError, match="closed"):
            await done(look(sibling)())
        await shut(client)
        assert client._driver._client.is_closed
        for each in (client, grandchild):
            with pytest.raises(ConfigurationError, match="closed"):
                await done(look(each)())
        await shut(client)

    asyncio.run(main())
