"""The rate limit as its users write it."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from azface import AsyncFaceClient, ConfigurationError, FaceClient, RateLimit
from azface.emulator.tiers import RATES

ENDPOINT = "https://example.cognitiveservices.azure.com"
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


@pytest.mark.parametrize("requests", [0, -1, 0.5, 10.0, True, None, "10"])
def test_requests_are_a_whole_number_of_at_least_one(requests: Any) -> None:
    for make in (RateLimit.per_second, RateLimit.per_minute):
        with pytest.raises(ConfigurationError, match="per_minute"):
            make(requests)


@pytest.mark.parametrize("seconds", [0, -1.0, float("inf"), float("nan")])
def test_a_window_is_a_time(seconds: float) -> None:
    with pytest.raises(ConfigurationError, match="seconds"):
        RateLimit(10, seconds)


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
