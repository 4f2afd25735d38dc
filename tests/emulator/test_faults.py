"""Faults as values: made by name, written as JSON, refused when they cannot be."""

import json
from typing import Any

import pytest

from azface.emulator import Fault

EVERY_KIND = [
    Fault.answer(302, "text", {"Location": "/", "X-A": "1"}),
    Fault.answer(418, {"error": {"code": "Teapot"}}),
    Fault.answer(204),
    Fault.rate_limited(),
    Fault.rate_limited(21, "date", "legacy_code"),
    Fault.token_expired(),
    Fault.call_volume(),
    Fault.quota_exceeded(),
    Fault.conflict(),
    Fault.server_error(),
    Fault.server_error(520),
    Fault.bad_gateway(),
    Fault.unavailable(),
    Fault.unavailable(2.5),
    Fault.gateway_timeout(),
    Fault.warned(),
    Fault.slow(0.25),
    Fault.cut_body(),
    Fault.cut_body(0),
    Fault.reset_before(),
    Fault.reset_after(),
    Fault.stale_status(),
    Fault.stale_status(reads=3),
    Fault.training_fails("no space"),
    Fault.training_never_ends(),
    Fault.operation_location(None),
    Fault.operation_location("https://elsewhere.example/x"),
]


@pytest.mark.parametrize("fault", EVERY_KIND, ids=lambda fault: str(fault.to_json()))
def test_json_gives_the_same_fault_again(fault: Fault) -> None:
    assert Fault.from_json(json.loads(json.dumps(fault.to_json()))) == fault


def test_every_kind_has_a_constructor_of_its_name() -> None:
    with pytest.raises(ValueError, match="known are") as caught:
        Fault.from_json({"fault": "nonsense"})
    known = str(caught.value).partition("known are ")[2].split(", ")
    assert set(known) == {fault.kind for fault in EVERY_KIND}


def test_json_leaves_out_what_is_as_by_default() -> None:
    assert Fault.rate_limited(3).to_json() == {"fault": "rate_limited", "retry_after": 3}
    assert Fault.reset_after().to_json() == {"fault": "reset_after"}
    assert Fault.answer(503, "busy").to_json() == {"fault": "answer", "status": 503, "body": "busy"}


def test_a_body_that_is_no_text_has_no_json() -> None:
    with pytest.raises(ValueError, match="no text"):
        Fault.answer(200, b"\xff").to_json()


def test_faults_are_values() -> None:
    assert Fault.answer(200, headers={"a": "1"}) == Fault.answer(200, headers={"a": "1"})
    assert len({Fault.slow(1), Fault.slow(1), Fault.slow(2)}) == 2
    with pytest.raises(AttributeError):
        Fault.slow(1).seconds = 2  # type: ignore[misc]


def test_a_caller_may_change_its_mapping_afterwards() -> None:
    headers, body = {"x-a": "1"}, {"a": 1}
    fault = Fault.answer(200, body, headers)
    headers["x-a"] = body["a"] = 2  # type: ignore[assignment]
    assert (fault.headers["x-a"], fault.body) == ("1", b'{"a":1}')


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({}, "None is unknown; known are answer, rate_limited"),
        ({"fault": "answers"}, "'answers' is unknown"),
        ({"fault": "instead"}, "unknown"),
        ({"fault": "from_json"}, "unknown"),
        ({"fault": ["slow"]}, "unknown"),
        ({"fault": "slow"}, "known are: seconds"),
        ({"fault": "slow", "second": 1}, "known are: seconds"),
        ({"fault": "conflict", "status": 409}, "known are: none"),
        ({"fault": "slow", "seconds": "1"}, "seconds must be"),
        ({"fault": "slow", "seconds": -1}, "seconds must be"),
        ({"fault": "slow", "seconds": True}, "seconds must be"),
        ({"fault": "slow", "seconds": float("nan")}, "seconds must be"),
        ({"fault": "cut_body", "keep": -1}, "keep must be"),
        ({"fault": "cut_body", "keep": 1.5}, "keep must be"),
        ({"fault": "stale_status", "reads": 0}, "reads must be"),
        ({"fault": "training_fails", "message": 5}, "message must be a text"),
        ({"fault": "training_fails", "message": "\ud800"}, "message must be a text"),
        ({"fault": "operation_location", "location": "a\r\nb"}, "Operation-Location"),
        ({"fault": "operation_location", "location": 5}, "Operation-Location"),
        ({"fault": "rate_limited", "dialect": "klingon"}, "gateway, legacy, legacy_code, bare"),
        ({"fault": "rate_limited", "header": "seconds"}, "needs retry_after"),
        ({"fault": "rate_limited", "retry_after": 1, "header": "days"}, "header must be one of"),
        ({"fault": "rate_limited", "retry_after": "1"}, "retry_after must be"),
        ({"fault": "unavailable", "retry_after": -1}, "retry_after must be"),
        ({"fault": "server_error", "status": 499}, "500 to 599"),
        ({"fault": "answer", "status": 199}, "status must be"),
        ({"fault": "answer", "status": 600}, "status must be"),
        ({"fault": "answer", "status": "200"}, "status must be"),
        ({"fault": "answer", "status": 204, "body": "x"}, "204 has no body"),
        ({"fault": "answer", "status": 200, "body": [1]}, "body must be a text"),
        ({"fault": "answer", "status": 200, "body": None}, "body must be"),
        ({"fault": "answer", "status": 200, "body": "\ud800"}, "body must be"),
        ({"fault": "answer", "status": 200, "headers": ["a"]}, "headers must be"),
        ({"fault": "answer", "status": 200, "headers": {"a b": "x"}}, "'a b'"),
        ({"fault": "answer", "status": 200, "headers": {"a": "x\r\ny"}}, "'a'"),
        ({"fault": "answer", "status": 200, "headers": {"a": " x"}}, "'a'"),
        ({"fault": "answer", "status": 200, "headers": {"a": "\u20ac"}}, "'a'"),
        ({"fault": "answer", "status": 200, "headers": {"a": 1}}, "'a'"),
        ({"fault": "answer", "status": 200, "headers": {"Content-Length": "3"}}, "Content-Length"),
    ],
)
def test_a_fault_that_cannot_be_is_refused(members: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Fault.from_json(members)
