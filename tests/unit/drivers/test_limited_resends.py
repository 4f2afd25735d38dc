"""What a credential sends again after a 401: every request has a turn of its own."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import anyio
import httpx
import pytest

from azface import (
    AuthenticationError,
    AzfaceError,
    ConfigurationError,
    RateLimit,
    RequestTimeoutError,
    TrainingTimeoutError,
    WaitCancelledError,
)
from azface._flow import Acquire, Request, Send
from azface._limiter import Limiter
from azface._pace import NEVER
from azface._turn import Turn
from azface.testing import VirtualClock

ENDPOINT = "https://example.cognitiveservices.azure.com"
ONE_A_MINUTE = RateLimit.per_minute(1)

Run = Callable[..., Any]


class Again(httpx.Auth):
    """Sends each request so often, whatever is answered; a token comes from elsewhere first."""

    def __init__(self, times: int = 2, issuer: str = "") -> None:
        self.times, self.issuer = times, issuer

    def auth_flow(self, request: httpx.Request) -> Any:
        for _ in range(self.times):
            if self.issuer:
                yield httpx.Request("GET", self.issuer)
            yield request


class Service:
    """Answers 401, but for the last of so many requests; notes when and with which time-outs."""

    def __init__(self, clock: Any, last: int = 2) -> None:
        self.clock, self.last = clock, last
        self.times: list[float] = []
        self.read_timeouts: list[float] = []
        self.on_request: Callable[[], object] = lambda: None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.host != "example.cognitiveservices.azure.com":
            return httpx.Response(200)
        self.times.append(self.clock.now() - 1000.0)
        self.read_timeouts.append(request.extensions["timeout"]["read"])
        self.on_request()
        status = 200 if len(self.times) % self.last == 0 else 401
        return httpx.Response(status, json={"status": "running"})


@pytest.fixture(params=["sync", "asyncio", "trio"])
def run(request: Any, driver_of: Any, async_driver_of: Any) -> Run:
    """`run(handler, *flows, **options)`: by a driver of each kind, the flows side by side."""

    def perform(handler: Any, *flows: Any, **options: Any) -> None:
        if request.param == "sync":
            driver = driver_of(handler, **options)
            threads = [threading.Thread(target=driver.run, args=(flow,)) for flow in flows]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(10)
            return

        async def main() -> None:
            driver = async_driver_of(handler, **options)
            async with anyio.create_task_group() as tasks:
                for flow in flows:
                    tasks.start_soon(driver.run, flow)

        anyio.run(main, backend=request.param)

    return perform


def sending(
    limiter: Limiter, ended: list[Any], deadline: float = NEVER, longest: float | None = None
) -> Any:
    """A flow that sends one request in its turn."""
    turn = yield from Acquire(limiter, "call", deadline)
    assert turn is not None
    try:
        reply = yield from Send(Request("GET", ENDPOINT + "/x"), longest, turn)
        ended.append(reply.status)
    except AzfaceError as error:
        ended.append(error)
    finally:
        turn.release()


def test_each_takes_a_slot(run: Run, clock: VirtualClock) -> None:
    service, ended = Service(clock, last=3), list[Any]()
    limiter = Limiter(ONE_A_MINUTE, clock.now)
    run(service, sending(limiter, ended), auth=Again(3))
    assert service.times == pytest.approx([0.0, 60.01, 120.02])
    assert ended == [200]
    assert limiter.in_flight == 0


def test_requests_to_whoever_issues_tokens_take_none(run: Run, clock: VirtualClock) -> None:
    service, ended = Service(clock), list[Any]()
    limiter = Limiter(ONE_A_MINUTE, clock.now)
    run(service, sending(limiter, ended), auth=Again(2, "https://login.example/token"))
    assert service.times == pytest.approx([0.0, 60.01])


def test_when_all_connections_are_taken_by_refused_requests_all_are_sent_again(
    run: Run, clock: VirtualClock
) -> None:
    service, ended = Service(clock, last=1), list[Any]()
    limiter = Limiter(RateLimit.per_minute(4), clock.now, in_flight=4)
    run(service, *[sending(limiter, ended) for _ in range(12)], auth=Again(2))
    assert ended == [200] * 12
    assert len(service.times) == 24
    for at in service.times:
        assert sum(at <= each <= at + 60.0 for each in service.times) <= 4
    assert (limiter.waiting, limiter.in_flight) == (0, 0)


def test_one_whose_turn_does_not_come_in_time_was_not_sent(run: Run, clock: VirtualClock) -> None:
    service, ended = Service(clock), list[Any]()
    limiter = Limiter(ONE_A_MINUTE, clock.now)
    run(service, sending(limiter, ended, longest=45.0), auth=Again(2))
    assert isinstance(ended[0], RequestTimeoutError)
    assert not ended[0].sent
    assert (len(service.times), clock.now()) == (1, pytest.approx(1045.0))
    assert limiter.in_flight == 0


def test_one_whose_turn_comes_late_is_cut_to_what_is_left(run: Run, clock: VirtualClock) -> None:
    for longest, left in ((62.0, 1.99), (60.02, 1.0), (None, 30.0)):
        service, ended = Service(clock), list[Any]()
        limiter = Limiter(ONE_A_MINUTE, clock.now)
        run(service, sending(limiter, ended, longest=longest), auth=Again(2))
        assert service.read_timeouts == pytest.approx([30.0, left])


def test_a_client_that_is_closed_meanwhile_sends_it_no_more(
    client_of: Any, clock: VirtualClock
) -> None:
    service = Service(clock)
    credential = SimpleNamespace(auth=lambda _: Again(2))
    client = client_of(service, credential=credential, rate_limit=ONE_A_MINUTE)
    service.on_request = client.close
    with pytest.raises(ConfigurationError, match="closed"):
        client.large_face_lists.get_training_status("staff")
    assert len(service.times) == 1
    assert client._settings.limiter.in_flight == 0


def test_a_wait_whose_key_is_refused_ends_at_its_deadline(
    client_of: Any, clock: VirtualClock
) -> None:
    service = Service(clock)
    credential = SimpleNamespace(auth=lambda _: Again(2))
    client = client_of(service, credential=credential, rate_limit=ONE_A_MINUTE)
    with pytest.raises(TrainingTimeoutError) as caught:
        client.large_face_lists.wait_for_training("staff", timeout=30.0)
    assert isinstance(caught.value.last_error, RequestTimeoutError)
    assert clock.now() == pytest.approx(1030.0)


def test_a_cancel_ends_the_waiting_for_the_second_turn(client_of: Any, clock: VirtualClock) -> None:
    service = Service(clock)
    cancel = threading.Event()
    service.on_request = cancel.set
    credential = SimpleNamespace(auth=lambda _: Again(2))
    client = client_of(service, credential=credential, rate_limit=ONE_A_MINUTE)
    with pytest.raises(WaitCancelledError):
        client.large_face_lists.wait_for_training("staff", cancel=cancel)
    assert len(service.times) == 1
    assert clock.sleeps == []
    assert client._settings.limiter.in_flight == 0


def test_a_task_that_is_cancelled_while_it_is_sent_again_gives_its_slot_back(
    in_loop: Any, async_driver_of: Any, clock: VirtualClock
) -> None:
    limiter = Limiter(ONE_A_MINUTE, clock.now)

    async def main() -> None:
        under_way = anyio.Event()

        async def answer(_: httpx.Request) -> httpx.Response:
            if clock.now() > 1000.0:
                under_way.set()
                await anyio.sleep_forever()
            return httpx.Response(401)

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(async_driver_of(answer, auth=Again(2)).run, sending(limiter, []))
            await under_way.wait()
            tasks.cancel_scope.cancel()
        clock.advance(61.0)
        turn = Turn(limiter, "call", NEVER)
        turn.enter()
        assert turn.ask() is None

    # httpx leaves requests to the garbage collector, and with them what they hold.
    gc.disable()
    try:
        in_loop(main)
    finally:
        gc.enable()


def test_without_a_limit_nothing_is_waited_for(client_of: Any, clock: VirtualClock) -> None:
    service = Service(clock, last=3)
    credential = SimpleNamespace(auth=lambda _: Again(2))
    with pytest.raises(AuthenticationError):
        client_of(service, credential=credential).large_face_lists.get_training_status("staff")
    assert service.times == [0.0, 0.0]
