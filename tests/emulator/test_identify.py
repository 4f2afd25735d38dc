"""Identify in person groups and large person groups: who is found, and in which order."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from azface.emulator import Emulator

UNKNOWN = "00000000-0000-4000-8000-000000000000"
Pictures = Callable[[int], bytes]
Server = Callable[..., tuple[Emulator, Any]]


@pytest.fixture
def people(client: Any, clock: Any, group: str, picture: Pictures) -> list[str]:
    """The persons of a trained group, each with the picture of its place."""
    created = [client.create_person(group, str(n), picture(n)) for n in range(4)]
    train(client, clock, group)
    return created


def train(client: Any, clock: Any, group: str) -> None:
    client.post(f"/{group}/train").raise_for_status()
    clock.advance(1)


def candidates(client: Any, face: str, **members: Any) -> list[tuple[str, float]]:
    """The candidates for one face: person and confidence."""
    answer = client.post("/identify", json={"faceIds": [face], **members}).raise_for_status()
    [result] = answer.json()
    assert result["faceId"] == face
    return [(each["personId"], each["confidence"]) for each in result["candidates"]]


def test_a_picture_finds_its_person_in_a_trained_group(
    client: Any, people: list[str], id_name: str, picture: Pictures
) -> None:
    for number, person in enumerate(people):
        face = client.detect(picture(number))
        assert candidates(client, face, **{id_name: "a"}) == [(person, 1.0)]


def test_the_answer_is_written_as_recorded(
    client: Any, people: list[str], id_name: str, picture: Pictures
) -> None:
    face = client.detect(picture(1))
    body = {"faceIds": [face], id_name: "a", "confidenceThreshold": 0.7}
    assert client.post("/identify", json=body).text == (
        f'[{{"faceId":"{face}","candidates":[{{"personId":"{people[1]}","confidence":1.0}}]}}]'
    )


def test_a_stranger_has_no_candidates(
    client: Any, people: list[str], id_name: str, picture: Pictures
) -> None:
    assert candidates(client, client.detect(picture(99)), **{id_name: "a"}) == []


def test_each_face_has_its_result_in_the_order_of_the_request(
    client: Any, people: list[str], id_name: str, picture: Pictures
) -> None:
    faces = [client.detect(picture(number)) for number in (2, 99, 0)]
    asked = [faces[0], faces[1], faces[2], faces[0]]
    results = client.post("/identify", json={"faceIds": asked, id_name: "a"}).json()
    assert [each["faceId"] for each in results] == asked
    found = [[each["personId"] for each in result["candidates"]] for result in results]
    assert found == [[people[2]], [], [people[0]], [people[2]]]


def test_candidates_come_best_first_each_person_once(
    client: Any,
    clock: Any,
    group: str,
    id_name: str,
    picture: Pictures,
    drawn_face: Callable[[int], Image.Image],
    encode: Callable[..., bytes],
) -> None:
    poor = encode(drawn_face(1).resize((120, 120)), "JPEG", quality=30)
    alike = client.create_person(group, "alike", poor)
    same = client.create_person(group, "same", picture(7), poor, picture(1), picture(1))
    client.create_person(group, "other", picture(2))
    train(client, clock, group)
    face = client.detect(picture(1))
    found = candidates(client, face, **{id_name: "a"})
    assert [person for person, _ in found] == [same, alike]
    assert found[0][1] == 1.0
    assert 0.5 <= found[1][1] < 1.0
    limited = candidates(client, face, maxNumOfCandidatesReturned=1, **{id_name: "a"})
    assert limited == found[:1]


def test_equals_come_in_the_order_of_adding_ten_unless_told_otherwise(
    client: Any, clock: Any, emulator: Emulator, group: str, id_name: str, picture: Pictures
) -> None:
    created = [client.create_person(group, str(number), picture(1)) for number in range(12)]
    train(client, clock, group)
    body = {"faceIds": [client.detect(picture(1))], id_name: "a"}

    def found(url: str, **members: int) -> list[str]:
        [result] = client.post(url, json={**body, **members}).raise_for_status().json()
        return [each["personId"] for each in result["candidates"]]

    assert found("/identify") == created[:10]
    assert found("/identify", maxNumOfCandidatesReturned=100) == created
    old = f"{emulator.endpoint}/face/v1.0/identify"
    assert found(old) == created[:1]
    assert found(old, maxNumOfCandidatesReturned=3) == created[:3]


def test_the_threshold_decides_who_is_a_candidate(
    client: Any,
    people: list[str],
    id_name: str,
    drawn_face: Callable[[int], Image.Image],
    encode: Callable[..., bytes],
) -> None:
    face = client.detect(encode(drawn_face(3).resize((120, 120)), "JPEG", quality=30))
    [(person, sure)] = candidates(client, face, **{id_name: "a"})
    assert person == people[3]
    assert 0.5 <= sure < 1
    for threshold, found in ((sure, [(person, sure)]), (1, []), (sure + 0.00001, [])):
        members = {"confidenceThreshold": threshold, id_name: "a"}
        assert candidates(client, face, **members) == found
    everybody = candidates(client, face, confidenceThreshold=0, **{id_name: "a"})
    assert everybody[0] == (person, sure)
    assert {each for each, _ in everybody} == set(people)
    assert all(0 <= confidence < 0.5 for _, confidence in everybody[1:])


def test_faces_added_after_the_training_are_found_after_the_next(
    client: Any, clock: Any, people: list[str], group: str, id_name: str, picture: Pictures
) -> None:
    client.add_face(f"{group}/persons/{people[0]}", picture(7))
    late = client.create_person(group, "late", picture(8))
    seven, eight = (client.detect(picture(number)) for number in (7, 8))
    assert candidates(client, seven, **{id_name: "a"}) == []
    assert candidates(client, eight, **{id_name: "a"}) == []
    train(client, clock, group)
    assert candidates(client, seven, **{id_name: "a"}) == [(people[0], 1.0)]
    assert candidates(client, eight, **{id_name: "a"}) == [(late, 1.0)]


def test_deleted_persons_and_faces_are_not_found(
    client: Any, people: list[str], group: str, id_name: str, picture: Pictures
) -> None:
    client.delete(f"/{group}/persons/{people[1]}").raise_for_status()
    path = f"/{group}/persons/{people[2]}"
    face = client.get(path).json()["persistedFaceIds"][0]
    client.delete(f"{path}/persistedfaces/{face}").raise_for_status()
    for number, found in ((0, [(people[0], 1.0)]), (1, []), (2, []), (3, [(people[3], 1.0)])):
        assert candidates(client, client.detect(picture(number)), **{id_name: "a"}) == found


def test_a_face_deleted_before_it_was_trained_takes_no_other_along(
    client: Any, clock: Any, people: list[str], group: str, id_name: str, picture: Pictures
) -> None:
    gone = client.create_person(group, "gone", picture(7))
    client.delete(f"/{group}/persons/{gone}").raise_for_status()
    kept = client.create_person(group, "kept", picture(8))
    train(client, clock, group)
    assert candidates(client, client.detect(picture(7)), **{id_name: "a"}) == []
    assert candidates(client, client.detect(picture(8)), **{id_name: "a"}) == [(kept, 1.0)]


def test_an_updated_person_is_found_without_a_new_training(
    client: Any, people: list[str], group: str, id_name: str, picture: Pictures
) -> None:
    client.patch(f"/{group}/persons/{people[1]}", json={"name": "new"}).raise_for_status()
    face = client.detect(picture(1))
    assert candidates(client, face, **{id_name: "a"}) == [(people[1], 1.0)]


def test_a_group_is_searched_after_a_restart(
    serve: Server, clock: Any, tmp_path: Path, kind: str, id_name: str, picture: Pictures
) -> None:
    emulator, client = serve(clock=clock, data=tmp_path / "state")
    path = f"{kind.lower()}s/a"
    client.create_group(path)
    kept, gone = (client.create_person(path, str(n), picture(n)) for n in range(2))
    train(client, clock, path)
    emulator.stop()
    emulator, client = serve(clock=clock, data=tmp_path / "state")
    client.delete(f"/{path}/persons/{gone}").raise_for_status()
    assert candidates(client, client.detect(picture(1)), **{id_name: "a"}) == []
    assert candidates(client, client.detect(picture(0)), **{id_name: "a"}) == [(kept, 1.0)]
    client.delete(f"/{path}/persons/{kept}").raise_for_status()
    emulator.stop()
    _, client = serve(clock=clock, data=tmp_path / "state")
    assert candidates(client, client.detect(picture(0)), **{id_name: "a"}) == []


def test_given_identities_decide(
    serve: Server, clock: Any, kind: str, id_name: str, picture: Pictures
) -> None:
    identities = {"Ann": [picture(1), picture(2)], "Bob": [picture(3)]}
    _, client = serve(clock=clock, seed={"identities": identities})
    path = f"{kind.lower()}s/a"
    client.create_group(path)
    ann, bob = (client.create_person(path, str(n), picture(n)) for n in (1, 3))
    train(client, clock, path)
    [(person, sure)] = candidates(client, client.detect(picture(2)), **{id_name: "a"})
    assert person == ann
    assert 0.9 <= sure < 1
    face = client.detect(picture(3))
    everybody = candidates(client, face, confidenceThreshold=0, **{id_name: "a"})
    assert [each for each, _ in everybody] == [bob, ann]
    assert everybody[1][1] <= 0.1
