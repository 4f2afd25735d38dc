"""What a call through the facade costs beyond the same request over bare httpx; no network."""

import asyncio
import time
from collections.abc import Callable, Iterable
from statistics import median

import httpx

from azface import AsyncFaceClient, FaceClient

ENDPOINT = "https://example.cognitiveservices.azure.com"
URL = f"{ENDPOINT}/face/v1.2/largefacelists/staff/training"
BODY = (
    b'{"status":"succeeded","createdDateTime":"2030-01-02T03:04:05.1234567Z",'
    b'"lastActionDateTime":"2030-01-02T03:04:05.9876543Z",'
    b'"lastSuccessfulTrainingDateTime":"2030-01-02T03:04:05.9876543Z"}'
)
CALLS = 300
ROUNDS = 7


def answer(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, content=BODY, headers={"content-type": "application/json"})


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) / CALLS


def report(name: str, pairs: list[tuple[float, float]]) -> str:
    ours, bare = (median(side) * 1e6 for side in zip(*pairs, strict=True))
    ratio = median(one / other for one, other in pairs)
    return f"{name}: {ours:.0f} us a status call, {bare:.0f} us bare httpx, ratio {ratio:.2f}"


def measure() -> Iterable[str]:
    http = httpx.Client(transport=httpx.MockTransport(answer))
    client = FaceClient(ENDPOINT, "key", http_client=http)

    def through_the_facade() -> None:
        for _ in range(CALLS):
            client.large_face_lists.get_training_status("staff")

    def bare() -> None:
        for _ in range(CALLS):
            http.get(URL).json()

    through_the_facade()
    yield report("sync", [(timed(through_the_facade), timed(bare)) for _ in range(ROUNDS)])
    yield asyncio.run(measure_async())


async def measure_async() -> str:
    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    client = AsyncFaceClient(ENDPOINT, "key", http_client=http)
    pairs: list[tuple[float, float]] = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for _ in range(CALLS):
            await client.large_face_lists.get_training_status("staff")
        between = time.perf_counter()
        for _ in range(CALLS):
            (await http.get(URL)).json()
        pairs.append(((between - begun) / CALLS, (time.perf_counter() - between) / CALLS))
    await http.aclose()
    return report("async", pairs)
