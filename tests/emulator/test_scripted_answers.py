"""Scripted answers: given instead of the service's own, in order, and so many times."""

from typing import Any

import pytest

from azface.emulator import Emulator

PATH = "/face/v1.2/facelists"
TRAINING = "/face/v1.2/largefacelists/staff/training"


@pytest.fixture
def plain(client: Any, emulator: Emulator) -> Any:
    """A client that takes any answer."""
    client.event_hooks = {}
    client.base_url = emulator.endpoint
    return client


def test_a_mapping_is_sent_as_json(plain: Any, emulator: Emulator) -> None:
    body = {"error": {"code": "429", "message": "Try again in 21 seconds."}}
    emulator.respond_next(429, body=body, headers={"Retry-After": "21"})
    answer = plain.get(PATH)
    assert (answer.status_code, answer.json()) == (429, body)
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert answer.headers["Retry-After"] == "21"
    assert answer.headers["apim-request-id"]
    assert plain.get(PATH).status_code == 200


def test_text_and_bytes_are_sent_as_they_are(plain: Any, emulator: Emulator) -> None:
    emulator.respond_next(502, body="<html>\u00e9</html>", headers={"Content-Type": "text/html"})
    emulator.respond_next(200, body=b"\x00\xff")
    page = plain.get(PATH)
    assert (page.content, page.headers["Content-Type"]) == (
        "<html>\u00e9</html>".encode(),
        "text/html",
    )
    raw = plain.get(PATH)
    assert raw.content == b"\x00\xff"
    assert "Content-Type" not in raw.headers


@pytest.mark.parametrize("status", [200, 204, 299, 302, 304, 404, 499, 503, 520, 599])
def test_any_status_can_be_given(plain: Any, emulator: Emulator, status: int) -> None:
    emulator.respond_next(status)
    answer = plain.get(PATH)
    assert (answer.status_code, answer.content) == (status, b"")


def test_an_answer_is_given_so_many_times_and_in_order(plain: Any, emulator: Emulator) -> None:
    emulator.respond_next(503, times=2)
    emulator.respond_next(504)
    assert [plain.get(PATH).status_code for _ in range(4)] == [503, 503, 504, 200]


def test_an_answer_waits_for_its_operation(plain: Any, emulator: Emulator) -> None:
    emulator.respond_next(503, operation="FaceListOperations_GetLargeFaceListTrainingStatus")
    assert plain.get(PATH).status_code == 200
    assert plain.get("/face/v1.2/largefacelists/a/training").status_code == 503
    assert plain.get("/face/v1.2/largefacelists/a/training").status_code == 404


def test_a_scripted_request_is_not_performed_but_remembered(plain: Any, emulator: Emulator) -> None:
    emulator.respond_next(500, operation="FaceListOperations_CreateFaceList")
    plain.put(f"{PATH}/a", json={"name": "a"})
    assert plain.get(PATH).json() == []
    first = emulator.requests[0]
    assert (first.operation, first.status) == ("FaceListOperations_CreateFaceList", 500)


def test_an_operation_may_be_named_without_its_group(plain: Any, emulator: Emulator) -> None:
    emulator.respond_next(503, operation="GetLargeFaceListTrainingStatus")
    assert plain.get(TRAINING).status_code == 503


def test_given_headers_take_the_place_of_the_servers_own(plain: Any, emulator: Emulator) -> None:
    emulator.respond_next(200, headers={"Apim-Request-Id": "mine", "date": "today"})
    headers = plain.get(PATH).headers
    assert headers.get_list("apim-request-id") == ["mine"]
    assert headers.get_list("Date") == ["today"]


def test_a_caller_may_change_its_mapping_afterwards(plain: Any, emulator: Emulator) -> None:
    headers = {"x-a": "1"}
    emulator.respond_next(200, headers=headers)
    headers["x-a"] = "2"
    assert plain.get(PATH).headers["x-a"] == "1"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"status": 199}, "status"),
        ({"status": 600}, "status"),
        ({"status": 204, "body": "x"}, "204"),
        ({"status": 200, "times": 0}, "times"),
        ({"status": 200, "operation": "TrainFaceList"}, "TrainFaceList"),
        ({"status": 200, "headers": {"a b": "x"}}, "'a b'"),
        ({"status": 200, "headers": {"a": "x\r\ny"}}, "'a'"),
        ({"status": 200, "headers": {"a": "\u20ac"}}, "'a'"),
        ({"status": 200, "headers": {"Content-Length": "3"}}, "Content-Length"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Emulator().respond_next(**arguments)
