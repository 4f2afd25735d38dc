"""The rate limit as its users write it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import attrs
import pytest

from azface import AsyncFaceClient, ConfigurationError, FaceClient, RateLimit
from azface.emulator.tiers import RATES
from azface.testing import VirtualClock

ENDPOINT = "https://example.cognitiveservices.azure.com"
HUGE = pytest.param(10**5000, id="of more digits than Python shows")
CLIENTS: list[type[Any]] = [FaceClient, AsyncFaceClient]


def test_limits_are_values() -> None:
    assert RateLimit.per_second(10) == RateLimit(10, 1.0) == RateLimit.S0
    assert RateLimit.per_minute(20) == RateLimit(20, 60.0) == RateLimit.F0
    assert hash(RateLimit.S0) == hash(RateLimit.per_second(10))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        RateLimit.S0.requests = 20  # type: ignore[misc]


@pytest.mark.parametrize("tier", RATES)
def test_the_presets_are_what_the_emulators_tiers_take(tier: Any) -> None:
    rate = RATES[tier]
    assert getattr(RateLimit, tier) == RateLimit(rate.calls, rate.seconds)


@pytest.mark.parametrize("requests", [0, -1, 0.5, 10.0, True, None, "10", 10**9 + 1, HUGE])
def test_requests_are_a_whole_number_of_at_least_one(requests: Any) -> None:
    for make in (RateLimit.per_second, RateLimit.per_minute):
        with pytest.raises(
            ConfigurationError, match=r"whole number, 1 to 1,000,000,000.*per_minute"
        ):
            make(requests)


@pytest.mark.parametrize("seconds", [1, 0.001, 1e10, 1e300])
def test_a_window_is_any_time(seconds: float) -> None:
    assert RateLimit(10**9, seconds).seconds == seconds


@pytest.mark.parametrize(
    "seconds",
    [0, -1.0, float("inf"), float("nan"), "1", None, True, timedelta(seconds=1), 10**400, HUGE],
)
def test_a_window_is_a_time(seconds: Any) -> None:
    with pytest.raises(
        ConfigurationError, match=r"seconds must be a number above 0, such as 60\.0"
    ):
        RateLimit(10, seconds)


@pytest.mark.parametrize("cls", CLIENTS)
@pytest.mark.parametrize("wrong", [10, "S0", RateLimit, (10, 1.0), 0, False])
def test_a_client_says_what_a_rate_limit_is(cls: type[Any], wrong: Any) -> None:
    for make in (partial(cls, ENDPOINT, "key"), cls(ENDPOINT, "key").with_options):
        with pytest.raises(
            ConfigurationError, match=r"RateLimit\.S0 or RateLimit\.per_second\(10\)"
        ):
            make(rate_limit=wrong)


@pytest.mark.parametrize("cls", CLIENTS)
def test_siblings_share_the_limiter_unless_given_a_limit_of_their_own(cls: type[Any]) -> None:
    client = cls(ENDPOINT, "key", rate_limit=RateLimit.S0)
    sibling = client.with_options(timeout=5).with_options(api_version="v1.1-preview.1")
    own = client.with_options(rate_limit=RateLimit.S0)
    limiters = [each._settings.limiter for each in (client, sibling, own)]
    assert limiters[0] is limiters[1]
    assert limiters[0] is not limiters[2]
    assert own.with_options(timeout=5)._settings.limiter is limiters[2]


@pytest.mark.parametrize("cls", CLIENTS)
def test_a_client_has_no_limiter_unless_asked_for(
    cls: type[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACE_ENDPOINT", ENDPOINT)
    monkeypatch.setenv("FACE_APIKEY", "key")
    assert cls.from_env()._settings.limiter is None
    assert cls.from_env(rate_limit=RateLimit.F0)._settings.limiter is not None
    limited = cls(ENDPOINT, "key").with_options(rate_limit=RateLimit.F0)
    assert limited._settings.limiter is not None


@pytest.mark.parametrize("cls", CLIENTS)
def test_a_limiter_goes_by_the_clock_of_its_client(cls: type[Any]) -> None:
    clock = VirtualClock(5.0)
    client = cls(ENDPOINT, "key", rate_limit=RateLimit.S0, clock=clock)
    sibling = client.with_options(timeout=3).with_options(rate_limit=RateLimit.F0)
    for each in (client, sibling):
        assert each._settings.limiter._now() == clock.now()
        clock.advance(1.0)
