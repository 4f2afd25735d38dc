"""Proofs of the rows on faults: what comes on purpose only, so it is absent without the fault."""

import time
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from azface.emulator import Fault

LISTS, ONE = "/facelists", "/facelists/a"


def hit(proof: Any, fault: Fault, path: str = LISTS) -> httpx.Response:
    """The answer to a request that the fault hits; the next request is answered as ever."""
    proof.client.event_hooks = {}
    proof.emulator.inject(fault)
    answer: httpx.Response = proof.answers(proof.client.get(path))
    assert proof.client.get(LISTS).status_code == 200
    return answer


def names(proof: Any) -> list[str]:
    return [each["name"] for each in proof.client.get(LISTS).json()]


@pytest.mark.proves("rate-limited")
def test_the_gateways_429(proof: Any) -> None:
    error = hit(proof, Fault.rate_limited(retry_after=21)).json()["error"]
    assert "retry after 21 seconds" in error["message"]


@pytest.mark.proves("rate-limited-legacy")
def test_the_legacy_429(proof: Any) -> None:
    error = hit(proof, Fault.rate_limited(21, dialect="legacy")).json()["error"]
    message = "Rate limit is exceeded. Try again in 21 seconds."
    assert error == {"statusCode": 429, "message": message}


@pytest.mark.proves("rate-limited-legacy-code")
def test_the_legacy_429_with_a_code(proof: Any) -> None:
    hit(proof, Fault.rate_limited(21, dialect="legacy_code"))


@pytest.mark.proves("rate-limited-bare")
def test_the_bare_429(proof: Any) -> None:
    assert hit(proof, Fault.rate_limited(dialect="bare")).json()["statusCode"] == 429


@pytest.mark.proves("retry-after")
def test_when_to_try_again(proof: Any) -> None:
    headers = hit(proof, Fault.rate_limited(21)).headers
    assert not {"retry-after", "retry-after-ms"} & set(headers)
    headers = hit(proof, Fault.rate_limited(21, "seconds")).headers
    assert headers["Retry-After"] == "21"
    headers = hit(proof, Fault.rate_limited(21, "milliseconds")).headers
    assert headers["retry-after-ms"] == "21000"
    headers = hit(proof, Fault.rate_limited(21, "date")).headers
    when = parsedate_to_datetime(headers["Retry-After"])
    assert 20 <= when.timestamp() - proof.clock.now() <= 22


@pytest.mark.proves("token-expired")
def test_an_expired_token(proof: Any) -> None:
    assert "expired" in hit(proof, Fault.token_expired()).json()["error"]["message"]


@pytest.mark.proves("call-volume")
def test_the_months_calls_are_used_up(proof: Any) -> None:
    assert hit(proof, Fault.call_volume()).json()["error"]["statusCode"] == 403


@pytest.mark.proves("quota-exceeded")
def test_a_quota_is_used_up(proof: Any) -> None:
    hit(proof, Fault.quota_exceeded())


@pytest.mark.proves("conflict")
def test_another_write_is_in_progress(proof: Any) -> None:
    hit(proof, Fault.conflict())


@pytest.mark.proves("server-error")
def test_an_error_of_the_service(proof: Any) -> None:
    assert hit(proof, Fault.server_error()).json()["error"]["message"]


@pytest.mark.proves("bad-gateway")
def test_a_page_for_an_answer(proof: Any) -> None:
    answer = hit(proof, Fault.bad_gateway())
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.text.startswith("<html>")


@pytest.mark.proves("unavailable")
def test_an_empty_answer(proof: Any) -> None:
    answer = hit(proof, Fault.unavailable())
    assert (answer.content, "Retry-After" in answer.headers) == (b"", False)
    assert hit(proof, Fault.unavailable(5)).headers["Retry-After"] == "5"


@pytest.mark.proves("gateway-timeout")
def test_a_page_for_a_late_answer(proof: Any) -> None:
    assert hit(proof, Fault.gateway_timeout()).text.startswith("<html>")


@pytest.mark.proves("any-answer")
def test_any_answer(proof: Any) -> None:
    error = {"code": "OperationTimeOut", "message": "Request timeout."}
    answer = hit(proof, Fault.answer(408, {"error": error}, {"X-Own": "mine"}))
    assert answer.headers["X-Own"] == "mine"


@pytest.mark.proves("warned")
def test_a_success_with_another_status(proof: Any) -> None:
    proof.emulator.inject(Fault.warned())
    proof.answers(proof.client.put(ONE, json={"name": "A"}))
    assert names(proof) == ["A"]


@pytest.mark.proves("slow")
def test_a_late_answer(proof: Any) -> None:
    proof.emulator.inject(Fault.slow(0.05))
    started = time.monotonic()
    proof.answers(proof.client.get(LISTS))
    assert time.monotonic() - started >= 0.05


@pytest.mark.proves("cut-body")
def test_a_cut_answer(proof: Any) -> None:
    proof.emulator.inject(Fault.cut_body(), operation="CreateFaceList")
    with pytest.raises(httpx.RemoteProtocolError):
        proof.client.put(ONE, json={"name": "A"})
    proof.emulator.inject(Fault.cut_body(keep=3), operation="GetFaceList")
    received: list[bytes] = []
    with proof.client.stream("GET", ONE) as answer, pytest.raises(httpx.RemoteProtocolError):
        received.extend(answer.iter_raw())
    assert b"".join(received) == b'{"n'
    assert names(proof) == ["A"]


@pytest.mark.proves("reset-before")
def test_a_reset_before_the_work(proof: Any) -> None:
    proof.emulator.inject(Fault.reset_before())
    with pytest.raises(httpx.ReadError):
        proof.client.put(ONE, json={"name": "A"})
    assert names(proof) == []


@pytest.mark.proves("reset-after")
def test_a_reset_after_the_work(proof: Any) -> None:
    proof.emulator.inject(Fault.reset_after())
    with pytest.raises(httpx.ReadError):
        proof.client.put(ONE, json={"name": "A"})
    assert names(proof) == ["A"]


@pytest.mark.proves("stale-status")
def test_a_stale_status(proof: Any) -> None:
    proof.fill(1)
    proof.train()
    before = proof.status()
    proof.emulator.inject(Fault.stale_status(reads=2))
    proof.train()
    assert [proof.status() == before for _ in range(3)] == [True, True, False]


@pytest.mark.proves("training-fails")
def test_a_training_that_fails(proof: Any) -> None:
    proof.emulator.inject(Fault.training_fails("out of luck"))
    proof.fill(1)
    proof.train()
    status = proof.status()
    assert (status["status"], status["message"]) == ("failed", "out of luck")


@pytest.mark.proves("training-never-ends")
def test_a_training_that_never_ends(proof: Any) -> None:
    proof.emulator.inject(Fault.training_never_ends())
    proof.fill(1)
    proof.train()
    proof.clock.advance(10 * 365 * 24 * 3_600)
    assert proof.status()["status"] == "running"


@pytest.mark.proves("location-elsewhere")
def test_an_operation_location_elsewhere(proof: Any) -> None:
    proof.fill(1)
    for location in ("https://elsewhere.example/status", None):
        proof.emulator.inject(Fault.operation_location(location))
        answer = proof.answers(proof.client.post(f"{proof.path}/train"))
        assert answer.headers.get("Operation-Location") == location
        proof.clock.advance(1)
