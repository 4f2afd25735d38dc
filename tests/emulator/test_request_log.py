"""What is remembered of requests, and how much of it."""

from typing import Any

import pytest

from azface.emulator import Emulator, Fault, ReceivedRequest
from azface.emulator.request_log import RequestLog
from azface.testing import VirtualClock

JSON = {"Content-Type": "application/json"}


def test_a_request_is_remembered_with_its_json_and_its_time(
    client: Any, emulator: Emulator, clock: VirtualClock
) -> None:
    client.put("/facelists/a", content='{"name":"caf\u00e9"}'.encode(), headers=JSON)
    clock.advance(5)
    client.get("/facelists/a")
    created, read = emulator.requests
    assert (created.json, created.body_size) == ({"name": "caf\u00e9"}, 16)
    assert (read.json, read.body_size) == (None, 0)
    assert read.at - created.at == 5


def test_the_requests_of_one_operation_can_be_asked_for(client: Any, emulator: Emulator) -> None:
    for name in "ab":
        client.put(f"/facelists/{name}", json={"name": name})
        client.get("/facelists")
    created = emulator.requests_of("CreateFaceList")
    assert [request.path[-1] for request in created] == ["a", "b"]
    assert emulator.requests_of("FaceListOperations_CreateFaceList") == created
    assert emulator.requests_of("TrainLargeFaceList") == []
    with pytest.raises(ValueError, match="TrainFaceList"):
        emulator.requests_of("TrainFaceList")


def test_the_fault_that_hit_is_remembered(client: Any, emulator: Emulator) -> None:
    client.event_hooks = {}
    emulator.inject(Fault.conflict())
    for _ in range(2):
        client.get("/facelists")
    assert [(each.status, each.fault) for each in emulator.requests] == [
        (409, "conflict"),
        (200, None),
    ]


def test_pictures_and_long_bodies_are_measured_but_not_kept(
    client: Any, emulator: Emulator, picture: Any
) -> None:
    client.detect(picture(1))
    client.put("/facelists/a", content=b"{" + b" " * 65_536, headers=JSON)
    client.put("/facelists/a", content=bytes(10_000_000), headers=JSON)
    detected, long, refused = emulator.requests
    assert (detected.body_size, detected.json) == (len(picture(1)), None)
    assert (long.body_size, long.body, long.json) == (65_537, None, None)
    assert (refused.status, refused.body_size, refused.json) == (413, 0, None)


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 60_000, b"\xff"])
def test_a_body_that_is_no_json_has_none(client: Any, emulator: Emulator, body: bytes) -> None:
    client.put("/facelists/a", content=body, headers=JSON)
    assert emulator.requests[0].json is None
    assert emulator.requests[0].body == body


def test_no_body_is_shown_by_a_repr(client: Any, emulator: Emulator) -> None:
    client.put("/facelists/a", json={"name": "a secret"})
    assert "a secret" not in repr(emulator.requests)


def test_the_list_is_the_callers_own(client: Any, emulator: Emulator) -> None:
    client.get("/facelists")
    emulator.requests.clear()
    assert len(emulator.requests) == 1


def test_only_so_much_is_remembered(client: Any, emulator: Emulator) -> None:
    # 32 MiB: 511 of the longest bodies that are kept, with their paths.
    body = b'{"name":"a"}' + b" " * (65_536 - 12)
    for number in range(530):
        client.put(f"/facelists/{number}", content=body, headers=JSON)
    assert len(emulator.requests) == 511
    assert emulator.requests[0].path.endswith("/19")


@pytest.mark.parametrize(
    ("method", "path", "query"),
    [("GET", "/" + "x" * 65_536, ""), ("GET", "/", "x" * 65_536), ("X" * 65_536, "/", "")],
    ids=["path", "query", "method"],
)
def test_what_is_long_elsewhere_than_in_the_body_counts_too(
    method: str, path: str, query: str
) -> None:
    log = RequestLog()
    for _ in range(600):
        log.add(ReceivedRequest(method, path, query, None, 401))
    assert len(log.all()) == 511
