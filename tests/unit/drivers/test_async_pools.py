"""The async client's pool: made in the loop that first sends, closed with its owner."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from azface import AsyncFaceClient, ConfigurationError
from azface._async_driver import AsyncDriver
from azface._exchange import Timeouts

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
        pool, slots = driver.sibling(Timeouts(1, 1))._pool()
        assert driver._pool() == (pool, slots)
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
