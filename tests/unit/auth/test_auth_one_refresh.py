"""EntraId: one token is fetched at a time, however many threads or tasks ask."""

from __future__ import annotations

import threading
from typing import Any

import anyio
import httpx
import pytest

from azface import AsyncFaceClient, EntraId, FaceClient, RetryPolicy, SystemClock

ENDPOINT = "https://example.cognitiveservices.azure.com"


class Meeting(SystemClock):
    """A clock at which many threads meet: each waits there, once, until all have come."""

    def __init__(self, parties: int) -> None:
        self.seconds = 1000.0
        self.barrier = threading.Barrier(parties)
        self.came = threading.local()
        self.open = True

    def now(self) -> float:
        if not self.open and not hasattr(self.came, "before"):
            self.came.before = True
            self.barrier.wait(30)
        return self.seconds


def in_threads(count: int, call: Any) -> None:
    failed: list[BaseException] = []

    def target() -> None:
        try:
            call()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=target, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failed == []


def test_20_threads_that_find_a_stale_token_fetch_one_new_one(
    service: Any, sync_tokens: Any
) -> None:
    clock, credential, answers = Meeting(20), sync_tokens(), service()
    own = httpx.Client(transport=httpx.MockTransport(answers))
    client = FaceClient(ENDPOINT, EntraId(credential, clock=clock), http_client=own)
    client.large_face_lists.get_training_status("staff")
    clock.seconds += 3600
    # From now on each thread stops where it finds the token stale, until all 20 have.
    clock.open = False
    in_threads(20, lambda: client.large_face_lists.get_training_status("staff"))
    assert len(credential.asked) == 2
    assert answers.proofs == ["Bearer token-1", *["Bearer token-2"] * 20]


def test_20_threads_whose_token_is_refused_fetch_one_new_one(
    service: Any, sync_tokens: Any
) -> None:
    barrier, credential = threading.Barrier(20), sync_tokens()

    def refuses(proof: str | None) -> bool:
        if proof == "Bearer token-1":
            barrier.wait(30)  # all are on their way with it
        return proof == "Bearer token-1"

    answers = service(refuses)
    own = httpx.Client(transport=httpx.MockTransport(answers))
    client = FaceClient(ENDPOINT, EntraId(credential), http_client=own)
    in_threads(20, lambda: client.large_face_lists.get_training_status("staff"))
    assert len(credential.asked) == 2
    assert answers.proofs.count("Bearer token-2") == 20


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
@pytest.mark.parametrize("kind", ["sync_tokens", "async_tokens"])
@pytest.mark.parametrize("clients", [1, 2])
def test_20_tasks_fetch_one_token(
    request: pytest.FixtureRequest, service: Any, backend: str, kind: str, clients: int
) -> None:
    credential, answers = request.getfixturevalue(kind)(), service()
    entra_id = EntraId(credential)

    async def main() -> None:
        async with anyio.create_task_group() as tasks:
            for _ in range(clients):
                own = httpx.AsyncClient(transport=httpx.MockTransport(answers))
                client = AsyncFaceClient(ENDPOINT, entra_id, http_client=own)
                for _ in range(20 // clients):
                    tasks.start_soon(client.large_face_lists.get_training_status, "staff")

    anyio.run(main, backend=backend)
    assert len(credential.asked) == 1
    assert answers.proofs == ["Bearer token-1"] * 20


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
@pytest.mark.parametrize("kind", ["sync_tokens", "async_tokens"])
def test_20_tasks_whose_token_is_refused_fetch_one_new_one(
    request: pytest.FixtureRequest, service: Any, backend: str, kind: str
) -> None:
    credential = request.getfixturevalue(kind)()
    answers = service(lambda proof: proof == "Bearer token-1")

    async def main() -> None:
        all_there, there = anyio.Event(), 0

        async def answer(asked: httpx.Request) -> httpx.Response:
            nonlocal there
            response = answers(asked)
            if response.status_code == 401:
                there += 1
                if there == 20:
                    all_there.set()
                await all_there.wait()
            return response  # type: ignore[no-any-return]

        own = httpx.AsyncClient(transport=httpx.MockTransport(answer))
        client = AsyncFaceClient(
            ENDPOINT, EntraId(credential), http_client=own, retry=RetryPolicy(attempts=1)
        )
        async with anyio.create_task_group() as tasks:
            for _ in range(20):
                tasks.start_soon(client.large_face_lists.get_training_status, "staff")

    anyio.run(main, backend=backend)
    assert len(credential.asked) == 2
    assert answers.proofs.count("Bearer token-2") == 20


def test_one_credential_serves_loops_that_come_one_after_the_other(
    service: Any, async_tokens: Any
) -> None:
    credential, answers = async_tokens(-5), service()
    entra_id = EntraId(credential)

    async def main() -> None:
        own = httpx.AsyncClient(transport=httpx.MockTransport(answers))
        client = AsyncFaceClient(ENDPOINT, entra_id, http_client=own)
        async with anyio.create_task_group() as tasks:
            for _ in range(3):
                tasks.start_soon(client.large_face_lists.get_training_status, "staff")

    for backend in ("asyncio", "asyncio", "trio"):
        anyio.run(main, backend=backend)
    assert len(answers.requests) == 9
