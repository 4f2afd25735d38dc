"""Proofs of the rows on limits and on time."""

from typing import Any

import pytest

from azface.emulator import Limits, TrainingDuration
from azface.testing import VirtualClock

LIST = "/largefacelists/a"
WITH_MODEL = "?recognitionModel=recognition_04"


def statuses(proof: Any, count: int) -> list[int]:
    return [proof.client.get("/facelists").status_code for _ in range(count)]


@pytest.mark.proves("free-tier-rate")
def test_the_free_tier_takes_20_a_minute(proof: Any) -> None:
    proof.start(tier="F0")
    for _ in range(2):
        assert statuses(proof, 20) == [200] * 20
        proof.clock.advance(59)
        proof.answers(proof.client.get("/facelists"))
        proof.clock.advance(1)


@pytest.mark.proves("paid-tier-rate")
def test_the_paid_tier_takes_10_a_second(proof: Any) -> None:
    proof.start(tier="S0")
    for _ in range(2):
        assert statuses(proof, 10) == [200] * 10
        proof.clock.advance(0.9)
        proof.answers(proof.client.get("/facelists"))
        proof.clock.advance(0.1)


@pytest.mark.proves("wait-in-message")
def test_the_message_says_how_long_to_wait(proof: Any) -> None:
    proof.start(tier="F0")
    statuses(proof, 20)
    proof.clock.advance(39)
    answer = proof.answers(proof.client.get("/facelists"))
    assert answer.json()["error"]["message"].endswith("retry after 21 seconds.")
    assert "Retry-After" not in answer.headers


@pytest.mark.proves("free-tier-quotas")
def test_the_free_tier_has_its_quotas(proof: Any) -> None:
    proof.start(tier="F0", seed={"large_face_lists": {"a": {"face_count": 999}}})
    path = f"{LIST}/persistedfaces"
    proof.post_picture(path, proof.picture(1)).raise_for_status()
    proof.answers(proof.post_picture(path, proof.picture(2)))


@pytest.mark.proves("free-tier-persons")
def test_the_free_tier_has_1000_persons_in_all(proof: Any) -> None:
    groups = {"a": {"person_count": 600}, "b": {"person_count": 399}}
    proof.start(tier="F0", seed={"person_groups": groups})
    path = "/persongroups/a/persons"
    proof.client.post(path, json={"name": "P"}).raise_for_status()
    proof.answers(proof.client.post(path, json={"name": "P"}))


@pytest.mark.proves("face-lists")
def test_there_are_64_face_lists(proof: Any) -> None:
    proof.start(seed={"face_lists": {str(number): {} for number in range(63)}})
    proof.create("/facelists/a")
    proof.answers(proof.client.put("/facelists/b", json={"name": "B"}))


@pytest.mark.proves("faces-per-face-list")
def test_a_face_list_has_1000_faces(proof: Any) -> None:
    proof.start(seed={"face_lists": {"a": {"face_count": 999}}})
    path = "/facelists/a/persistedfaces"
    proof.post_picture(path, proof.picture(1)).raise_for_status()
    proof.answers(proof.post_picture(path, proof.picture(2)))


@pytest.mark.proves("faces-per-person")
def test_a_person_has_248_faces(proof: Any) -> None:
    persons = [{"name": "P", "faces": [proof.picture(1)] * 247}]
    kind = "person_groups" if proof.kind == "PersonGroup" else "large_person_groups"
    proof.start(seed={kind: {"a": {"persons": persons}}})
    [person] = proof.client.get(f"{proof.path}/persons").json()
    path = f"{proof.path}/persons/{person['personId']}/persistedfaces"
    proof.post_picture(path, proof.picture(1)).raise_for_status()
    proof.answers(proof.post_picture(path, proof.picture(2)))


@pytest.mark.proves("quotas-on-request")
def test_a_quota_may_be_lowered(proof: Any) -> None:
    names = ("face_lists", "large_face_lists", "person_groups", "large_person_groups")
    proof.start(limits=Limits(**dict.fromkeys(names, 1)))
    proof.create()
    proof.answers(proof.client.put(f"{proof.kinds_path}/b", json={"name": "B"}))


@pytest.mark.proves("page-of-1-to-1000")
def test_a_page_has_1_to_1000_entries(proof: Any) -> None:
    proof.start(seed={"large_face_lists": {"a": {"face_count": 1_001}}})
    path = f"{LIST}/persistedfaces"
    for top in (0, 1_001, -1, "x"):
        proof.answers(proof.client.get(f"{path}?top={top}"))
        proof.answers(proof.client.get(f"{proof.kinds_path}?top={top}"))
    assert len(proof.client.get(path).json()) == 1_000


@pytest.mark.proves("start-of-64")
def test_start_has_up_to_64_characters(proof: Any) -> None:
    proof.answers(proof.client.get(f"{proof.kinds_path}?start={'a' * 65}"))
    assert proof.client.get(f"{proof.kinds_path}?start={'a' * 64}").status_code == 200


def assert_lives(proof: Any, query: str, seconds: float) -> None:
    """A face that is detected with a query expires so many seconds later."""
    face = proof.detect(1, WITH_MODEL + query)
    proof.clock.advance(seconds - 1)
    body = {"faceId": face, "faceIds": [proof.detect(1)]}
    assert proof.client.post("/findsimilars", json=body).status_code == 200
    proof.clock.advance(1)
    proof.answers(proof.client.post("/findsimilars", json=body))


@pytest.mark.proves("face-expires")
def test_a_face_expires_after_a_day(proof: Any) -> None:
    assert_lives(proof, "", 24 * 3_600)


@pytest.mark.proves("face-expires-on-request")
def test_a_face_expires_when_it_is_told_to(proof: Any) -> None:
    assert_lives(proof, "&faceIdTimeToLive=60", 60)


@pytest.mark.proves("face-lifetime-refused")
def test_a_wrong_lifetime_is_refused(proof: Any) -> None:
    for seconds in (59, 86_401):
        path = f"/detect?faceIdTimeToLive={seconds}"
        proof.answers(proof.post_picture(path, proof.picture(1)))


@pytest.mark.proves("persisted-face-stays")
def test_a_persisted_face_stays(proof: Any) -> None:
    proof.create(LIST)
    face = proof.add(LIST)
    proof.clock.advance(100 * 365 * 24 * 3_600)
    proof.answers(proof.client.get(f"{LIST}/persistedfaces/{face}"))


@pytest.mark.proves("timestamps")
def test_times_have_up_to_seven_decimals(proof: Any) -> None:
    proof.create(LIST)
    proof.add(LIST)
    for moment, seconds, begun, ended in (
        (500_000_000, 1, "1985-11-05T00:53:20Z", "1985-11-05T00:53:21Z"),
        (600_000_000, 1 / 128, "1989-01-05T10:40:00Z", "1989-01-05T10:40:00.0078125Z"),
        (700_000_000.5, 0.25, "1992-03-07T20:26:40.5Z", "1992-03-07T20:26:40.75Z"),
    ):
        proof.emulator.training = TrainingDuration.fixed(seconds)
        proof.clock.set(moment)
        proof.client.train("a")
        proof.clock.advance(1)
        status = proof.client.status("a")
        assert (status["createdDateTime"], status["lastActionDateTime"]) == (begun, ended)


@pytest.mark.proves("created-after-date")
def test_the_start_may_be_after_the_date(proof: Any) -> None:
    proof.create(LIST)
    proof.add(LIST)
    started = proof.client.post(f"{LIST}/train")
    assert started.headers["Date"] == "Sun, 17 Mar 2030 17:46:40 GMT"
    assert proof.client.status("a")["createdDateTime"] == "2030-03-17T17:46:40.25Z"


@pytest.mark.proves("own-clock")
def test_trainings_go_by_the_clock(proof: Any) -> None:
    proof.create(LIST)
    proof.add(LIST)
    proof.client.train("a")
    assert {proof.client.status("a")["status"] for _ in range(3)} == {"running"}
    proof.clock.advance(1)
    assert proof.client.status("a")["status"] == "succeeded"


@pytest.mark.proves("same-again")
def test_the_same_calls_get_the_same_bodies(proof: Any) -> None:
    def bodies() -> list[bytes]:
        proof.start(random_seed=7, clock=VirtualClock(1_900_000_000))
        proof.create(LIST)
        added = proof.post_picture(f"{LIST}/persistedfaces", proof.picture(1))
        detected = proof.post_picture("/detect", proof.picture(1))
        proof.client.train("a")
        status = proof.client.get(f"{LIST}/training")
        return [each.content for each in (added, detected, status)]

    assert bodies() == bodies()
