"""Training: derived from the clock, so no test here waits for anything."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from azface.emulator import Emulator, Fault, TrainingDuration

STATUS = "/largefacelists/a/training"


@pytest.fixture
def filled(client: Any, picture: Callable[[int], bytes]) -> Any:
    """A client, and a large face list "a" of two faces."""
    client.create_list("a")
    for number in (1, 2):
        client.add_face("largefacelists/a", picture(number))
    return client


def test_train_answers_202_and_where_to_look(filled: Any, emulator: Emulator) -> None:
    answer = filled.post("/largefacelists/a/train")
    assert (answer.status_code, answer.content) == (202, b"")
    assert answer.headers["Content-Length"] == "0"
    assert "Content-Type" not in answer.headers
    assert answer.headers["Operation-Location"] == f"{emulator.endpoint}/face/v1.2{STATUS}"
    assert answer.headers["Access-Control-Expose-Headers"] == "Operation-Location"
    assert (b"Operation-Location", answer.headers["Operation-Location"].encode()) in (
        answer.headers.raw
    )
    assert filled.get(answer.headers["Operation-Location"]).status_code == 200


def test_a_list_never_trained_answers_404_not_trained(filled: Any) -> None:
    answer = filled.get(STATUS)
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "LargeFaceListNotTrained"


def test_a_first_training_runs_and_succeeds_as_recorded(filled: Any, clock: Any) -> None:
    filled.train("a")
    assert filled.get(STATUS).text == (
        '{"status":"running","createdDateTime":"2030-03-17T17:46:40.25Z",'
        '"lastActionDateTime":"2030-03-17T17:46:40.25Z"}'
    )
    clock.advance(0.2)
    assert filled.status("a")["status"] == "running"
    clock.advance(0.05)
    assert filled.get(STATUS).text == (
        '{"status":"succeeded","createdDateTime":"2030-03-17T17:46:40.25Z",'
        '"lastActionDateTime":"2030-03-17T17:46:40.4948142Z",'
        '"lastSuccessfulTrainingDateTime":"2030-03-17T17:46:40.4948142Z"}'
    )


def test_timestamps_have_up_to_seven_decimals(filled: Any, clock: Any) -> None:
    clock.set(1_234_567_890.123456)
    filled.train("a")
    created = filled.status("a")["createdDateTime"]
    assert re.fullmatch(r"2009-02-13T23:31:30\.123\d{3,4}Z", created)
    clock.advance(10)
    clock.set(1_300_000_000)
    filled.train("a")
    assert filled.status("a")["createdDateTime"] == "2011-03-13T07:06:40Z"


def test_the_length_follows_the_duration_of_the_emulator(
    filled: Any, emulator: Emulator, clock: Any
) -> None:
    assert emulator.training == TrainingDuration()
    emulator.training = TrainingDuration.fixed(20)
    filled.train("a")
    clock.advance(19.9)
    assert filled.status("a")["status"] == "running"
    clock.advance(0.2)
    assert filled.status("a")["status"] == "succeeded"


def test_a_running_training_keeps_the_length_it_began_with(
    filled: Any, emulator: Emulator, clock: Any
) -> None:
    emulator.training = TrainingDuration.fixed(10)
    filled.train("a")
    emulator.training = TrainingDuration.fixed(1_000)
    clock.advance(11)
    assert filled.status("a")["status"] == "succeeded"


def test_while_it_retrains_the_earlier_success_stays_visible(filled: Any, clock: Any) -> None:
    filled.train("a")
    clock.advance(1)
    first = filled.status("a")
    filled.train("a")
    second = filled.status("a")
    assert second["status"] == "running"
    assert second["createdDateTime"] > first["createdDateTime"]
    assert second["lastSuccessfulTrainingDateTime"] == first["lastSuccessfulTrainingDateTime"]


def test_each_training_starts_later_than_the_last_even_if_time_stands(
    filled: Any, emulator: Emulator
) -> None:
    emulator.training = TrainingDuration.instant()
    created: list[str] = []
    for _ in range(3):
        filled.train("a")
        created.append(filled.status("a")["createdDateTime"])
    assert len(set(created)) == 3


def test_a_failure_shows_its_message_and_no_success(filled: Any, emulator: Emulator) -> None:
    emulator.training = TrainingDuration.instant()
    emulator.inject(Fault.training_fails("out of luck"))
    filled.train("a")
    assert filled.get(STATUS).text == (
        '{"status":"failed","createdDateTime":"2030-03-17T17:46:40.25Z",'
        '"lastActionDateTime":"2030-03-17T17:46:40.25Z","message":"out of luck"}'
    )


def test_a_failure_after_a_success_keeps_the_success(
    filled: Any, emulator: Emulator, clock: Any
) -> None:
    filled.train("a")
    clock.advance(1)
    success = filled.status("a")["lastSuccessfulTrainingDateTime"]
    emulator.inject(Fault.training_fails("out of luck"), times="always")
    for _ in range(2):
        filled.train("a")
        clock.advance(1)
        failed = filled.status("a")
        assert (failed["status"], failed["message"]) == ("failed", "out of luck")
        assert failed["lastSuccessfulTrainingDateTime"] == success


def test_a_fault_fails_one_training_by_default(filled: Any, emulator: Emulator, clock: Any) -> None:
    emulator.inject(Fault.training_fails("once"))
    for expected in ("failed", "succeeded"):
        filled.train("a")
        clock.advance(1)
        assert filled.status("a")["status"] == expected


def test_training_an_empty_list_ends_failed_with_a_message(client: Any, clock: Any) -> None:
    client.create_list("a")
    client.train("a")
    assert client.status("a")["status"] == "running"
    clock.advance(1)
    assert client.status("a")["status"] == "failed"
    assert client.status("a")["message"]


def test_stale_reads_show_the_state_before_so_many_times(
    filled: Any, emulator: Emulator, clock: Any
) -> None:
    emulator.inject(Fault.stale_status(reads=2), times="always")
    filled.train("a")
    assert [filled.get(STATUS).status_code for _ in range(3)] == [404, 404, 200]
    clock.advance(1)
    before = filled.status("a")
    filled.train("a")
    clock.advance(1)
    assert [filled.status("a") == before for _ in range(3)] == [True, True, False]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/train", None),
        ("DELETE", "", None),
        ("PATCH", "", {"name": "x"}),
        ("POST", "/persistedfaces", {"url": "http://p/x"}),
        ("DELETE", "/persistedfaces/x", None),
        ("PATCH", "/persistedfaces/x", {"userData": "x"}),
    ],
)
def test_writes_are_refused_while_it_runs_and_taken_afterwards(
    filled: Any,
    clock: Any,
    emulator: Emulator,
    picture: Callable[[int], bytes],
    method: str,
    path: str,
    body: dict[str, str] | None,
) -> None:
    emulator.pictures["http://p/x"] = picture(3)
    filled.train("a")
    refused = filled.request(method, f"/largefacelists/a{path}", json=body)
    assert refused.status_code == 409
    assert refused.json()["error"]["code"] == "LargeFaceListTrainingNotFinished"
    clock.advance(1)
    taken = filled.request(method, f"/largefacelists/a{path}", json=body)
    assert taken.status_code in (200, 202, 404)
    assert "NotFinished" not in taken.text


@pytest.mark.parametrize("path", ["", "/persistedfaces", "/training"])
def test_reads_are_answered_while_it_runs(filled: Any, path: str) -> None:
    filled.train("a")
    assert filled.get(f"/largefacelists/a{path}").status_code == 200


def test_a_training_of_one_list_leaves_the_others_alone(filled: Any) -> None:
    filled.create_list("b")
    filled.train("a")
    assert filled.patch("/largefacelists/b", json={"name": "x"}).status_code == 200
    assert filled.get("/largefacelists/b/training").status_code == 404


def test_a_list_created_again_was_never_trained(filled: Any, clock: Any) -> None:
    filled.train("a")
    clock.advance(1)
    filled.delete("/largefacelists/a").raise_for_status()
    filled.create_list("a")
    assert filled.get(STATUS).status_code == 404
