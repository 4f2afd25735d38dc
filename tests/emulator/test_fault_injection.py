"""Which requests a fault hits: by operation, so many times, by chance, and until it is removed."""

import gc
import weakref
from typing import Any

import httpx
import pytest

from azface.emulator import Emulator, Fault, TrainingDuration

LISTS = "/face/v1.2/facelists"
STATUS = "/face/v1.2/largefacelists/a/training"
GET_STATUS = "GetLargeFaceListTrainingStatus"


@pytest.fixture
def plain(client: Any, emulator: Emulator) -> Any:
    """A client that takes any answer."""
    client.event_hooks = {}
    client.base_url = emulator.endpoint
    return client


def test_faults_hit_so_many_times_and_in_order(plain: Any, emulator: Emulator) -> None:
    first = emulator.inject(Fault.unavailable(), times=2)
    emulator.inject(Fault.gateway_timeout())
    assert [plain.get(LISTS).status_code for _ in range(4)] == [503, 503, 504, 200]
    assert first.hits == 2


def test_always_means_until_it_is_removed(plain: Any, emulator: Emulator) -> None:
    injected = emulator.inject(Fault.unavailable(), times="always")
    assert [plain.get(LISTS).status_code for _ in range(5)] == [503] * 5
    for _ in range(2):
        injected.remove()
    assert plain.get(LISTS).status_code == 200
    assert injected.hits == 5


def test_clearing_removes_them_all(plain: Any, emulator: Emulator) -> None:
    emulator.inject(Fault.unavailable(), times="always")
    emulator.inject(Fault.conflict())
    emulator.clear_faults()
    assert plain.get(LISTS).status_code == 200


@pytest.mark.parametrize("name", [GET_STATUS, f"FaceListOperations_{GET_STATUS}"])
def test_a_fault_waits_for_its_operation(plain: Any, emulator: Emulator, name: str) -> None:
    injected = emulator.inject(Fault.unavailable(), operation=name)
    assert injected.operation == f"FaceListOperations_{GET_STATUS}"
    assert [plain.get(path).status_code for path in (LISTS, STATUS, STATUS)] == [200, 503, 404]


def test_a_newer_fault_passes_an_older_one_that_does_not_apply(
    plain: Any, emulator: Emulator
) -> None:
    emulator.inject(Fault.conflict(), operation=GET_STATUS)
    emulator.inject(Fault.training_fails("no"))
    emulator.inject(Fault.unavailable())
    assert plain.get(LISTS).status_code == 503


def test_an_unknown_path_is_hit_too(plain: Any, emulator: Emulator) -> None:
    emulator.inject(Fault.unavailable())
    assert plain.get("/nowhere").status_code == 503


def test_one_fault_hits_a_request_at_most(plain: Any, emulator: Emulator) -> None:
    slow = emulator.inject(Fault.slow(0))
    warned = emulator.inject(Fault.warned())
    assert plain.get(LISTS).status_code == 200
    assert (slow.hits, warned.hits) == (1, 0)


def test_a_request_without_the_key_uses_up_no_fault(plain: Any, emulator: Emulator) -> None:
    injected = emulator.inject(Fault.unavailable())
    refused = plain.get(LISTS, headers={"Ocp-Apim-Subscription-Key": "wrong"})
    assert (refused.status_code, injected.hits) == (401, 0)
    assert plain.get(LISTS).status_code == 503


def hits(serve: Any, seed: int | str, count: int = 60) -> list[bool]:
    emulator, client = serve(random_seed=seed)
    client.event_hooks = {}
    injected = emulator.inject(Fault.unavailable(), probability=0.3)
    assert injected.times == "always"
    return [client.get("/facelists").status_code == 503 for _ in range(count)]


def test_chances_follow_the_seed(serve: Any) -> None:
    first = hits(serve, 7)
    assert first == hits(serve, 7) == hits(serve, "7")
    assert first != hits(serve, "other")
    assert 5 < sum(first) < 35


def test_a_chance_may_be_limited_in_number(serve: Any) -> None:
    emulator, client = serve(random_seed=1)
    client.event_hooks = {}
    injected = emulator.inject(Fault.unavailable(), probability=0.5, times=3)
    assert sum(client.get("/facelists").status_code == 503 for _ in range(60)) == 3
    assert injected.hits == 3


def test_a_fault_that_misses_leaves_the_request_to_the_next(serve: Any) -> None:
    emulator, client = serve(random_seed=1)
    client.event_hooks = {}
    rare = emulator.inject(Fault.unavailable(), probability=1e-9)
    emulator.inject(Fault.conflict(), times=20)
    assert {client.get("/facelists").status_code for _ in range(20)} == {409}
    assert rare.hits == 0


def test_faults_may_be_injected_before_the_start_and_outlive_a_stop(
    plain_http: Any, serve: Any
) -> None:
    emulator = Emulator(key="k")
    emulator.inject(Fault.unavailable(), times=2)
    for _ in range(2):
        with emulator:
            url, headers = f"{emulator.endpoint}{LISTS}", {"Ocp-Apim-Subscription-Key": "k"}
            assert plain_http.get(url, headers=headers).status_code == 503


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"times": 0}, "times"),
        ({"times": 1.5}, "times"),
        ({"times": "forever"}, "times"),
        ({"probability": 0}, "probability"),
        ({"probability": 1.1}, "probability"),
        ({"probability": float("nan")}, "probability"),
        ({"operation": "TrainFaceList"}, "TrainFaceList"),
        ({"operation": ""}, "no operation id"),
    ],
)
def test_an_injection_that_cannot_be_is_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Emulator().inject(Fault.conflict(), **arguments)


def test_a_fault_of_trainings_is_refused_for_other_operations() -> None:
    emulator = Emulator()
    for operation in ("TrainLargeFaceList", "TrainPersonGroup", "TrainLargePersonGroup"):
        emulator.inject(Fault.training_never_ends(), operation=operation)
    with pytest.raises(ValueError, match="stale_status is a fault of trainings"):
        emulator.inject(Fault.stale_status(), operation=GET_STATUS)


def test_a_fault_that_is_used_up_is_kept_by_nobody_but_its_owner(
    plain: Any, emulator: Emulator
) -> None:
    emulator.training = TrainingDuration.instant()
    plain.put("/face/v1.2/largefacelists/a", json={"name": "a"})
    kept = emulator.inject(Fault.warned(), operation="GetFaceLists")
    passed = [
        weakref.ref(emulator.inject(fault))
        for fault in (Fault.training_fails("no"), Fault.conflict(), Fault.cut_body())
    ]
    assert plain.post("/face/v1.2/largefacelists/a/train").status_code == 202
    assert plain.get(LISTS).status_code == 299
    assert plain.get(LISTS).status_code == 409
    with pytest.raises(httpx.RemoteProtocolError):
        plain.get(LISTS)
    assert plain.get(LISTS).status_code == 200
    gc.collect()
    assert [each() for each in passed] == [None] * 3
    assert (kept.hits, kept.is_due()) == (1, False)


def test_an_answer_that_can_have_no_body_does_not_use_up_its_cut(
    plain: Any, emulator: Emulator
) -> None:
    settings = {"livenessOperationMode": "Passive", "deviceCorrelationId": "phone"}
    sessions = "/face/v1.2/detectLiveness-sessions"
    session = plain.post(sessions, json=settings).json()["sessionId"]
    cut = emulator.inject(Fault.cut_body())
    assert plain.delete(f"{sessions}/{session}").status_code == 204
    assert plain.head(LISTS).status_code == 405
    assert (cut.hits, [each.fault for each in emulator.requests[-2:]]) == (0, [None, None])
    with pytest.raises(httpx.RemoteProtocolError):
        plain.get(LISTS)
    assert cut.hits == 1


@pytest.mark.parametrize("wrong", ["unavailable", Fault.unavailable, {"fault": "unavailable"}])
def test_what_is_no_fault_is_refused_at_once(wrong: Any) -> None:
    with pytest.raises(TypeError, match=r"such as Fault.unavailable\(\)"):
        Emulator().inject(wrong)
