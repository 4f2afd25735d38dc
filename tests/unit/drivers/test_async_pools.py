"""The async client's pool: made in the loop that first sends, closed with its owner."""

from __future__ import annotations

from typing import Any

import anyio
import httpx
import pytest

from azface import AsyncFaceClient, ConfigurationError, FaceClient
from azface._async_driver import AsyncDriver
from azface._exchange import MAX_CONNECTIONS, Timeouts

ENDPOINT = "https://example.cognitiveservices.azure.com"
KEY = "0123456789abcdef0123456789abcdef"
DONE = {"status": "succeeded"}


def test_a_closed_client_says_so(in_loop: Any, async_client_of: Any, service: Any) -> None:
    answers = service(DONE)

    async def main() -> None:
        async with async_client_of(answers) as client:
            sibling = client.with_options(timeout=5)
        for each in (client, sibling):
            with pytest.raises(ConfigurationError, match="closed"):
                await each.large_face_lists.get_training_status("staff")

    in_loop(main)
    assert answers.requests == []


def test_closing_a_sibling_leaves_the_others_open(
    in_loop: Any, async_client_of: Any, service: Any
) -> None:
    async def main() -> None:
        client = async_client_of(service(DONE))
        sibling = client.with_options(timeout=5)
        cousin = sibling.with_options(timeout=6)
        await sibling.aclose()
        with pytest.raises(ConfigurationError, match="closed"):
            await sibling.large_face_lists.get_training_status("staff")
        assert (await client.large_face_lists.get_training_status("staff")).succeeded
        assert (await cousin.large_face_lists.get_training_status("staff")).succeeded

    in_loop(main)


def test_a_client_of_the_users_own_is_never_closed_here(
    in_loop: Any, async_client_of: Any, service: Any
) -> None:
    own = httpx.AsyncClient(transport=httpx.MockTransport(service(DONE)))

    async def main() -> None:
        async with async_client_of(service(DONE), http_client=own) as client:
            await client.large_face_lists.get_training_status("staff")
        assert not own.is_closed
        other = async_client_of(service(DONE), http_client=own)
        await own.aclose()
        with pytest.raises(ConfigurationError, match="closed"):
            await other.large_face_lists.get_training_status("staff")

    in_loop(main)


def test_a_pool_of_our_own_is_made_on_first_use_and_closed_with_the_client(
    in_loop: Any, clock: Any
) -> None:
    async def main() -> None:
        driver = AsyncDriver(None, auth=httpx.Auth(), timeouts=Timeouts(30, 5), clock=clock)
        assert driver._client is None
        pool, *others = driver.sibling(Timeouts(1, 1))._pool()
        assert driver._pool() == (pool, *others)
        await driver.aclose()
        assert pool.is_closed
        never_used = AsyncDriver(None, auth=httpx.Auth(), timeouts=Timeouts(1, 1), clock=clock)
        await never_used.aclose()
        assert never_used.closed

    in_loop(main)


def test_use_in_a_second_event_loop_is_an_error_that_says_so(
    in_loop: Any, async_client_of: Any, service: Any
) -> None:
    answers = service(DONE)
    client = async_client_of(answers)

    async def main() -> None:
        await client.large_face_lists.get_training_status("staff")
        await client.with_options(timeout=5).large_face_lists.get_training_status("staff")

    in_loop(main)
    for _ in range(2):
        with pytest.raises(ConfigurationError, match="first used in another event loop"):
            in_loop(main)
    assert len(answers.requests) == 2


def test_a_client_made_outside_any_loop_works_in_one(in_loop: Any, service: Any) -> None:
    answers = service(DONE)
    own = httpx.AsyncClient(transport=httpx.MockTransport(answers))
    client = AsyncFaceClient(ENDPOINT, KEY, http_client=own)

    async def main() -> bool:
        async with client:
            return bool((await client.large_face_lists.get_training_status("staff")).succeeded)

    assert in_loop(main)


def test_what_waits_for_a_connection_waits_before_the_pool(in_loop: Any) -> None:
    under_way, most = 0, 0

    async def service(request: httpx.Request) -> httpx.Response:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await anyio.lowlevel.checkpoint()
        under_way -= 1
        return httpx.Response(200, content=b'{"status":"running"}')

    async def main() -> None:
        http_client = httpx.AsyncClient(transport=httpx.MockTransport(service))
        client = AsyncFaceClient("https://a.test", "key", http_client=http_client)
        sibling = client.with_options(timeout=1)
        async with anyio.create_task_group() as group:
            for number in range(300):
                lists = (client, sibling)[number % 2].large_face_lists
                group.start_soon(lists.get_training_status, "staff")
        await http_client.aclose()

    in_loop(main)
    assert most == MAX_CONNECTIONS


def test_one_task_at_a_time_may_ask_an_iterator(in_loop: Any, async_client_of: Any) -> None:
    async def main() -> list[str]:
        async def slow(request: httpx.Request) -> httpx.Response:
            await anyio.sleep(0.01)
            return httpx.Response(200, content=b"[]")

        http_client = httpx.AsyncClient(transport=httpx.MockTransport(slow))
        client = AsyncFaceClient("https://a.test", "key", http_client=http_client)
        pages = client.large_face_lists.list().pages()
        ended: list[str] = []

        async def ask() -> None:
            try:
                await anext(pages)
            except RuntimeError as error:
                ended.append(str(error))

        async with anyio.create_task_group() as group:
            group.start_soon(ask)
            group.start_soon(ask)
        await http_client.aclose()
        return ended

    assert in_loop(main) == ["another task is waiting for the next value of this iterator"]


def test_an_environment_that_cannot_be_used_is_a_configuration_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks4://127.0.0.1:9")
    with pytest.raises(ConfigurationError, match="proxies or certificates"):
        FaceClient("https://a.test", "key")
