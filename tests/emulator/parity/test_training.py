"""Proofs of the rows on training."""

from typing import Any

import pytest

from azface.emulator import Fault, TrainingDuration

MEMBERS = ["status", "createdDateTime", "lastActionDateTime"]
SUCCESS = "lastSuccessfulTrainingDateTime"
SUCCESS_ID = "lastSuccessfulTrainingId"


@pytest.mark.proves("train-accepted")
def test_a_training_is_accepted(proof: Any) -> None:
    proof.fill(1)
    answer = proof.answers(proof.client.post(f"{proof.path}/train"))
    assert answer.content == b""
    assert answer.headers["Content-Length"] == "0"
    assert "Content-Type" not in answer.headers
    assert "Content-Type" not in answer.request.headers


@pytest.mark.proves("operation-location")
def test_operation_location_is_the_status(proof: Any) -> None:
    proof.fill(1)
    headers = proof.answers(proof.client.post(f"{proof.path}/train")).headers
    where = f"{proof.emulator.endpoint}/face/v1.2{proof.path}/training"
    assert headers["Operation-Location"] == where
    assert headers["Access-Control-Expose-Headers"] == "Operation-Location"
    assert proof.client.get(where).json() == proof.status()


@pytest.mark.proves("never-trained")
def test_there_is_no_status_before_the_first_training(proof: Any) -> None:
    proof.fill(1)
    proof.answers(proof.client.get(f"{proof.path}/training"))


@pytest.mark.proves("running-at-once")
def test_the_first_status_is_running(proof: Any) -> None:
    proof.fill(1)
    proof.begin_training()
    assert proof.answers(proof.client.get(f"{proof.path}/training")).json()["status"] == "running"


@pytest.mark.proves("first-running-members")
def test_a_first_training_shows_no_success(proof: Any) -> None:
    proof.fill(1)
    proof.begin_training()
    assert list(proof.status()) == MEMBERS


@pytest.mark.proves("succeeded-members")
def test_a_success_shows_its_end(proof: Any) -> None:
    proof.fill(1)
    proof.train()
    status = proof.status()
    status.pop(SUCCESS_ID, None)
    assert list(status) == [*MEMBERS, SUCCESS]
    assert status["status"] == "succeeded"
    assert status["createdDateTime"] < status["lastActionDateTime"] == status[SUCCESS]


@pytest.mark.proves("created-is-start")
def test_created_is_the_start_of_the_training(proof: Any) -> None:
    proof.fill(1)
    for minute in ("47", "48"):
        proof.clock.advance(60)
        proof.train()
        assert proof.status()["createdDateTime"].startswith(f"2030-03-17T17:{minute}:4")


@pytest.mark.proves("last-action")
def test_no_write_moves_the_last_action(proof: Any) -> None:
    proof.fill(1)
    proof.begin_training()
    status = proof.status()
    assert status["lastActionDateTime"] == status["createdDateTime"]
    proof.clock.advance(1)
    ended = proof.status()["lastActionDateTime"]
    assert ended > status["lastActionDateTime"]
    proof.client.patch(proof.path, json={"name": "B"}).raise_for_status()
    assert proof.status()["lastActionDateTime"] == ended


@pytest.mark.proves("training-id-of-person-group")
def test_a_person_group_shows_its_trainings_id(proof: Any) -> None:
    path = "/persongroups/a"
    proof.create(path)
    proof.client.create_person("persongroups/a", "P", proof.picture(1))
    for _ in range(2):
        proof.client.post(f"{path}/train").raise_for_status()
        running = proof.client.get(f"{path}/training").json()
        proof.clock.advance(1)
        ended = proof.client.get(f"{path}/training").json()
        assert list(ended) == [*MEMBERS, SUCCESS_ID, SUCCESS]
        assert running.get(SUCCESS_ID) != ended[SUCCESS_ID]


@pytest.mark.proves("no-other-training-id")
def test_no_other_status_shows_an_id(proof: Any) -> None:
    proof.create("/largefacelists/a")
    proof.add("/largefacelists/a")
    proof.create("/largepersongroups/a")
    proof.client.create_person("largepersongroups/a", "P", proof.picture(1))
    for path in ("/largefacelists/a", "/largepersongroups/a"):
        proof.client.post(f"{path}/train").raise_for_status()
        proof.clock.advance(1)
        assert list(proof.client.get(f"{path}/training").json()) == [*MEMBERS, SUCCESS]


@pytest.mark.proves("failed-members")
def test_a_failure_shows_its_message(proof: Any) -> None:
    proof.emulator.inject(Fault.training_fails("no luck"))
    proof.fill(1)
    proof.train()
    assert list(proof.status()) == [*MEMBERS, "message"]
    assert proof.status()["message"] == "no luck"


@pytest.mark.proves("earlier-success-stays")
def test_an_earlier_success_stays(proof: Any) -> None:
    proof.fill(1)
    proof.train()
    success = proof.status()[SUCCESS]
    proof.emulator.inject(Fault.training_fails("no luck"))
    proof.begin_training()
    assert (proof.status()["status"], proof.status()[SUCCESS]) == ("running", success)
    proof.clock.advance(1)
    assert (proof.status()["status"], proof.status()[SUCCESS]) == ("failed", success)


@pytest.mark.proves("nothing-to-train")
def test_training_nothing_fails(proof: Any) -> None:
    proof.create()
    if proof.kind != "LargeFaceList":
        proof.person()
    proof.answers(proof.client.post(f"{proof.path}/train"))
    assert proof.status()["status"] == "running"
    proof.clock.advance(1)
    assert (proof.status()["status"], bool(proof.status()["message"])) == ("failed", True)


@pytest.mark.proves("train-while-training")
def test_a_second_training_is_refused(proof: Any) -> None:
    proof.fill(1)
    proof.begin_training()
    proof.answers(proof.client.post(f"{proof.path}/train"))


@pytest.mark.proves("list-writes-while-training")
def test_a_list_in_training_refuses_writes(proof: Any) -> None:
    path = "/largefacelists/a"
    proof.create(path)
    face = f"{path}/persistedfaces/{proof.add(path)}"
    proof.client.train("a")
    proof.answers(proof.client.patch(path, json={"name": "B"}))
    proof.answers(proof.client.delete(path))
    proof.answers(proof.post_picture(f"{path}/persistedfaces", proof.picture(2)))
    proof.answers(proof.client.post(f"{path}/persistedfaces", json={"url": "http://p/1"}))
    proof.answers(proof.client.patch(face, json={"userData": "u"}))
    proof.answers(proof.client.delete(face))
    proof.clock.advance(1)
    assert proof.client.delete(face).status_code == 200


@pytest.mark.proves("group-writes-while-training")
def test_a_group_in_training_refuses_writes(proof: Any) -> None:
    proof.create()
    person = f"{proof.path}/persons/{proof.person()}"
    face = f"{person}/persistedfaces/{proof.add(person)}"
    proof.begin_training()
    proof.answers(proof.client.patch(proof.path, json={"name": "B"}))
    proof.answers(proof.client.delete(proof.path))
    proof.answers(proof.client.post(f"{proof.path}/persons", json={"name": "Ann"}))
    proof.answers(proof.client.patch(person, json={"name": "Ann"}))
    proof.answers(proof.client.delete(person))
    proof.answers(proof.post_picture(f"{person}/persistedfaces", proof.picture(2)))
    proof.answers(proof.client.post(f"{person}/persistedfaces", json={"url": "http://p/1"}))
    proof.answers(proof.client.patch(face, json={"userData": "u"}))
    proof.answers(proof.client.delete(face))
    proof.clock.advance(1)
    assert proof.client.delete(face).status_code == 200


@pytest.mark.proves("reads-while-training")
def test_a_list_in_training_is_read(proof: Any) -> None:
    proof.fill(1)
    proof.begin_training()
    for path in (proof.path, proof.kinds_path, f"{proof.path}/training"):
        proof.answers(proof.client.get(path))
    faces = "persistedfaces" if proof.kind == "LargeFaceList" else "persons"
    assert len(proof.answers(proof.client.get(f"{proof.path}/{faces}")).json()) == 1


@pytest.mark.proves("status-of-missing")
def test_an_unknown_list_is_not_trained(proof: Any) -> None:
    proof.answers(proof.client.post(f"{proof.path}/train"))
    proof.answers(proof.client.get(f"{proof.path}/training"))


@pytest.mark.proves("made-again")
def test_a_list_made_again_was_never_trained(proof: Any) -> None:
    proof.fill(1)
    proof.train()
    proof.client.delete(proof.path).raise_for_status()
    proof.create()
    proof.answers(proof.client.get(f"{proof.path}/training"))


def assert_training_takes(proof: Any, path: str, seconds: float) -> None:
    proof.client.post(f"{path}/train").raise_for_status()
    for advance, expected in ((seconds - 0.01, "running"), (0.01, "succeeded")):
        proof.clock.advance(advance)
        assert proof.client.get(f"{path}/training").json()["status"] == expected


@pytest.mark.proves("duration-by-faces")
def test_a_training_takes_its_documented_time(proof: Any) -> None:
    lists = {"thousand": {"face_count": 1_000}, "ten-thousand": {"face_count": 10_000}}
    proof.start(seed={"large_face_lists": lists})
    assert_training_takes(proof, "/largefacelists/thousand", 1.5)
    assert_training_takes(proof, "/largefacelists/ten-thousand", 7.5)
    assert proof.emulator.training.of(1_000_000) == 20 * 60


@pytest.mark.proves("duration-of-few")
def test_a_training_of_a_few_faces_is_short(proof: Any) -> None:
    proof.fill(1, 2, 3)
    proof.begin_training()
    proof.clock.advance(0.19)
    assert proof.status()["status"] == "running"
    proof.clock.advance(0.2)
    assert proof.status()["status"] == "succeeded"


@pytest.mark.proves("duration-on-request")
def test_a_training_takes_as_long_as_is_asked_for(proof: Any) -> None:
    proof.fill(1)
    for duration, seconds in ((TrainingDuration.fixed(900), 900), (TrainingDuration.scaled(10), 2)):
        proof.emulator.training = duration
        assert_training_takes(proof, proof.path, seconds)
    proof.emulator.training = TrainingDuration.instant()
    proof.begin_training()
    assert proof.status()["status"] == "succeeded"


@pytest.mark.proves("starts-differ")
def test_each_training_starts_later(proof: Any) -> None:
    proof.emulator.training = TrainingDuration.instant()
    proof.fill(1)
    started: list[str] = []
    for _ in range(3):
        proof.begin_training()
        # Without the Z, texts sort as their times do.
        started.append(proof.status()["createdDateTime"].removesuffix("Z"))
    assert started == sorted(set(started))
    assert len(started) == 3
