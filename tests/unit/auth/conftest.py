"""Both clients over a handler, and credentials that count what is asked of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, NamedTuple

import anyio
import anyio.lowlevel
import httpx
import pytest

from azface import AsyncFaceClient, FaceClient, RetryPolicy

ENDPOINT = "https://example.cognitiveservices.azure.com"


class Token(NamedTuple):
    """As azure.core.credentials.AccessToken is."""

    token: str
    expires_on: float


class Tokens:
    """Makes token-1, token-2, ...; notes the scopes asked for."""

    def __init__(self, lifetime: float = 3600.0) -> None:
        self.lifetime = lifetime
        self.asked: list[tuple[str, ...]] = []

    def next(self, scopes: tuple[str, ...]) -> Token:
        self.asked.append(scopes)
        return Token(f"token-{len(self.asked)}", time.time() + self.lifetime)


class SyncTokens(Tokens):
    """As azure.identity's credentials are."""

    def get_token(self, *scopes: str, claims: str | None = None, **options: Any) -> Token:
        return self.next(scopes)

    def close(self) -> None:
        raise AssertionError("the credential is its owner's to close")


class AsyncTokens(Tokens):
    """As azure.identity.aio's credentials are."""

    async def get_token(self, *scopes: str, claims: str | None = None, **options: Any) -> Token:
        for _ in range(3):
            await anyio.lowlevel.checkpoint()
        return self.next(scopes)


@pytest.fixture
def sync_tokens() -> type[SyncTokens]:
    return SyncTokens


@pytest.fixture
def async_tokens() -> type[AsyncTokens]:
    return AsyncTokens


class Service:
    """Refuses some credentials, and notes what it was sent."""

    def __init__(self, refuses: Callable[[str | None], bool] = lambda _: False) -> None:
        self.refuses = refuses
        self.requests: list[httpx.Request] = []
        # Noted as they come: httpx sends the same request again with another proof.
        self.proofs: list[str | None] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        headers = request.headers
        proof = headers.get("ocp-apim-subscription-key") or headers.get("authorization")
        self.requests.append(request)
        self.proofs.append(proof)
        if self.refuses(proof):
            return httpx.Response(401, json={"error": {"code": "401", "message": "no"}})
        return httpx.Response(200, json={"status": "succeeded"})


@pytest.fixture
def service() -> type[Service]:
    return Service


@pytest.fixture(params=["sync", "asyncio", "trio"])
def twin(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def ask(twin: str) -> Callable[..., None]:
    """`ask(credential, service, times=1, between=None)`: asks for a status, in either twin."""

    def make(
        credential: Any,
        service: Callable[[httpx.Request], httpx.Response],
        times: int = 1,
        between: Callable[[], object] = lambda: None,
    ) -> None:
        transport, never = httpx.MockTransport(service), RetryPolicy(attempts=1)
        if twin == "sync":
            own = httpx.Client(transport=transport)
            client = FaceClient(ENDPOINT, credential, http_client=own, retry=never)
            for _ in range(times):
                client.large_face_lists.get_training_status("staff")
                between()
            return

        async def main() -> None:
            own = httpx.AsyncClient(transport=transport)
            client = AsyncFaceClient(ENDPOINT, credential, http_client=own, retry=never)
            for _ in range(times):
                await client.large_face_lists.get_training_status("staff")
                between()

        anyio.run(main, backend=twin)

    return make
