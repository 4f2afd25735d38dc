"""A client's rate limit against the tiers that it is meant for."""

from __future__ import annotations

import asyncio
from typing import Any, Literal

import pytest

from azface import RateLimit, RateLimitError, RetryPolicy
from azface.emulator import Emulator, Fault, TrainingDuration

TIERS: list[Literal["F0", "S0"]] = ["F0", "S0"]
PRESETS = {"F0": RateLimit.F0, "S0": RateLimit.S0}
ONCE = RetryPolicy(attempts=1)
SEED = {"large_face_lists": {"staff": {"name": "Staff", "face_count": 5}}}


def statuses(emulator: Emulator) -> set[int | None]:
    return {each.status for each in emulator.requests}


@pytest.mark.parametrize("tier", TIERS)
def test_a_client_with_its_tiers_limit_meets_no_429(tier: Any) -> None:
    with Emulator(tier=tier, clock="standing") as emulator:
        began = emulator.clock.now()
        with emulator.client(rate_limit=PRESETS[tier], retry=ONCE) as client:
            for _ in range(101):
                client.face_lists.list()
        assert statuses(emulator) == {200}
        windows = 100 // PRESETS[tier].requests
        passed = emulator.clock.now() - began
        assert passed == pytest.approx(windows * PRESETS[tier].seconds, rel=0.02)


@pytest.mark.parametrize("tier", TIERS)
def test_a_client_without_one_does(tier: Any) -> None:
    with Emulator(tier=tier, clock="standing") as emulator, emulator.client(retry=ONCE) as client:
        for _ in range(PRESETS[tier].requests):
            client.face_lists.list()
        with pytest.raises(RateLimitError):
            client.face_lists.list()


def test_the_async_client_keeps_to_its_tier_too() -> None:
    async def main(emulator: Emulator) -> None:
        async with emulator.async_client(rate_limit=RateLimit.F0, retry=ONCE) as client:
            for number in range(50):
                await client.with_options(timeout=number + 1).face_lists.list()

    with Emulator(tier="F0", clock="standing") as emulator:
        asyncio.run(main(emulator))
        assert statuses(emulator) == {200}


@pytest.mark.parametrize("tier", TIERS)
def test_a_wait_of_half_an_hour_keeps_to_it(tier: Any) -> None:
    half_an_hour = TrainingDuration.fixed(1800)
    with Emulator(tier=tier, clock="standing", seed=SEED, training=half_an_hour) as emulator:
        with emulator.client(rate_limit=PRESETS[tier]) as client:
            assert client.large_face_lists.train_and_wait("staff").succeeded
        assert 429 not in statuses(emulator)


def test_a_client_that_shares_its_quota_slows_down_and_comes_through() -> None:
    with Emulator(tier="S0", clock="standing") as emulator:
        with emulator.client(rate_limit=RateLimit.per_second(40)) as client:
            for _ in range(200):
                client.face_lists.list()
        refused = [each.status for each in emulator.requests].count(429)
        # Without the limiter every eleventh call would be refused again and again.
        assert 1 <= refused <= 20


def test_siblings_count_together() -> None:
    with Emulator(tier="F0", clock="standing") as emulator:
        with emulator.client(rate_limit=RateLimit.F0, retry=ONCE) as client:
            sibling = client.with_options(timeout=5)
            for each in [client, sibling] * 30:
                each.face_lists.list()
        assert statuses(emulator) == {200}


def test_each_attempt_of_a_retry_counts() -> None:
    with Emulator(tier="F0", clock="standing") as emulator:
        emulator.inject(Fault.unavailable(), times=30)
        stubborn = RetryPolicy(attempts=40, max_delay=0.0, total=600.0)
        with emulator.client(rate_limit=RateLimit.F0, retry=stubborn) as client:
            client.face_lists.list()
        assert len(emulator.requests) == 31
        assert 429 not in statuses(emulator)
