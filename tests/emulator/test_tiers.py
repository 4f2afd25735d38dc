"""Pricing tiers: how fast one may call, and how much one may keep."""

from typing import Any

import pytest

from azface.emulator import Emulator, Fault, Limits
from azface.testing import VirtualClock


@pytest.fixture
def tier(serve: Any, clock: VirtualClock) -> Any:
    """Starts an emulator of a tier, with a client that takes any answer."""

    def start(name: str, **options: Any) -> Any:
        _, client = serve(tier=name, clock=clock, **options)
        client.event_hooks = {}
        return client

    return start


def statuses(client: Any, count: int, path: str = "/facelists") -> list[int]:
    return [client.get(path).status_code for _ in range(count)]


@pytest.mark.parametrize(("name", "calls", "seconds"), [("F0", 20, 60), ("S0", 10, 1)])
def test_a_tier_takes_so_many_calls_in_any_stretch_of_time(
    tier: Any, clock: VirtualClock, name: str, calls: int, seconds: float
) -> None:
    client = tier(name)
    half = calls // 2
    assert statuses(client, half) == [200] * half
    clock.advance(seconds / 2)
    assert statuses(client, half + 2) == [200] * half + [429] * 2
    clock.advance(seconds / 2 - 0.01)
    assert statuses(client, 1) == [429]
    clock.advance(0.01)
    assert statuses(client, half + 1) == [200] * half + [429]
    clock.advance(seconds / 2)
    assert statuses(client, half + 1) == [200] * half + [429]


def test_a_refusal_says_in_the_gateways_words_when_to_come_back(
    tier: Any, clock: VirtualClock
) -> None:
    client = tier("F0")
    statuses(client, 20)
    clock.advance(38.5)
    answer = client.get("/facelists")
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (429, "429")
    assert error["message"].endswith("Please retry after 22 seconds.")
    assert "retry-after" not in answer.headers
    clock.advance(21.5)
    assert client.get("/facelists").status_code == 200


def test_refused_calls_do_not_count(tier: Any, clock: VirtualClock) -> None:
    client = tier("S0")
    assert statuses(client, 40) == [200] * 10 + [429] * 30
    clock.advance(1)
    assert statuses(client, 10) == [200] * 10


def test_a_wrong_key_counts_not_but_an_error_of_the_service_does(tier: Any) -> None:
    client = tier("S0")
    wrong = {"Ocp-Apim-Subscription-Key": "wrong"}
    assert {client.get("/facelists", headers=wrong).status_code for _ in range(20)} == {401}
    assert statuses(client, 11, "/facelists/none") == [404] * 10 + [429]


def test_a_refused_call_is_hit_by_no_fault(serve: Any, clock: VirtualClock) -> None:
    emulator, client = serve(tier="S0", clock=clock)
    client.event_hooks = {}
    statuses(client, 10)
    injected = emulator.inject(Fault.unavailable())
    assert statuses(client, 1) == [429]
    assert injected.hits == 0
    clock.advance(1)
    assert statuses(client, 1) == [503]


def test_a_clock_that_is_set_back_does_not_lock_anybody_out(tier: Any, clock: VirtualClock) -> None:
    client = tier("F0")
    assert statuses(client, 21)[-1] == 429
    clock.set(1_000_000_000)
    assert statuses(client, 1) == [200]


def test_without_a_tier_there_is_no_throttle(serve: Any, clock: VirtualClock) -> None:
    _, client = serve(clock=clock)
    assert statuses(client, 50) == [200] * 50


def test_the_free_tier_keeps_64_lists(serve: Any) -> None:
    _, client = serve(limits=Limits.of_tier("F0"))
    client.event_hooks = {}
    for number in range(64):
        client.create_list(f"list-{number}")
    refused = client.put("/largefacelists/one-more", json={"name": "x"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "QuotaExceeded")


def test_a_tier_brings_its_limits_unless_others_are_given(tier: Any, clock: VirtualClock) -> None:
    def created(client: Any) -> int:
        answers: list[int] = []
        for number in range(66):
            clock.advance(60)
            path = f"/largefacelists/list-{number}"
            answers.append(client.put(path, json={"name": "x"}).status_code)
        return answers.count(200)

    assert created(tier("F0")) == 64
    assert created(tier("F0", limits=Limits(large_face_lists=3))) == 3
    assert created(tier("S0")) == 66


def test_the_quotas_are_those_of_the_quota_page() -> None:
    paid, free = Limits.of_tier("S0"), Limits.of_tier("F0")
    assert paid == Limits()
    assert (paid.face_lists, free.face_lists) == (64, 64)
    assert (paid.faces_per_face_list, free.faces_per_face_list) == (1_000, 1_000)
    assert (paid.large_face_lists, free.large_face_lists) == (1_000_000, 64)
    assert paid.faces_per_large_face_list == 1_000_000
    assert free.faces_per_large_face_list == 1_000
    assert (paid.person_groups, free.person_groups) == (1_000_000, 1_000)
    assert (paid.persons_per_person_group, free.persons_per_person_group) == (10_000, 1_000)
    assert (paid.large_person_groups, free.large_person_groups) == (1_000_000, 1_000)
    assert paid.persons_per_large_person_group == 1_000_000
    assert free.persons_per_large_person_group == 1_000
    assert (paid.faces_per_person, free.faces_per_person) == (248, 248)


def test_a_tier_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="F0, S0"):
        Emulator(tier="S1")  # type: ignore[arg-type]
