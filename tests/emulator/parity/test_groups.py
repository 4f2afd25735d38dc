"""Proofs of the rows on the persons of groups."""

from typing import Any

import pytest

UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.mark.proves("person-created")
def test_a_person_is_created(proof: Any) -> None:
    proof.create()
    answer = proof.answers(proof.client.post(f"{proof.path}/persons", json={"name": "Ann"}))
    assert list(answer.json()) == ["personId"]


@pytest.mark.proves("person-shown")
def test_a_person_is_shown(proof: Any) -> None:
    (person,) = proof.fill(1)
    shown = proof.answers(proof.client.get(f"{proof.path}/persons/{person}")).json()
    assert (shown.pop("personId"), len(shown.pop("persistedFaceIds"))) == (person, 1)
    assert shown == {"name": "P"}


@pytest.mark.proves("person-without-faces")
def test_a_person_without_faces_shows_none(proof: Any) -> None:
    proof.create()
    person = proof.person()
    assert proof.client.get(f"{proof.path}/persons/{person}").json()["persistedFaceIds"] == []


@pytest.mark.proves("person-faces-in-order")
def test_a_persons_faces_are_in_order(proof: Any) -> None:
    proof.create()
    person = f"{proof.path}/persons/{proof.person()}"
    faces = [proof.add(person, number) for number in range(6)]
    assert faces != sorted(faces)
    assert proof.client.get(person).json()["persistedFaceIds"] == faces


@pytest.mark.proves("persons-in-order")
def test_persons_are_listed_in_order(proof: Any) -> None:
    proof.create()
    persons = sorted(proof.person() for _ in range(6))
    path = f"{proof.path}/persons"
    for query, expected in (("", persons), (f"?start={persons[1]}&top=3", persons[2:5])):
        listed = proof.answers(proof.client.get(path + query)).json()
        assert [each["personId"] for each in listed] == expected


@pytest.mark.proves("person-updated")
def test_a_person_is_updated(proof: Any) -> None:
    proof.create()
    path = f"{proof.path}/persons/{proof.person()}"
    for change in ({"userData": "u"}, {"name": "Ann"}):
        proof.answers(proof.client.patch(path, json=change))
    shown = proof.client.get(path).json()
    assert (shown["name"], shown["userData"]) == ("Ann", "u")


@pytest.mark.proves("person-deleted")
def test_a_deleted_person_is_found_no_more(proof: Any) -> None:
    one, other = proof.fill(1, 1)
    proof.train()
    assert proof.found(1) == [one, other]
    proof.answers(proof.client.delete(f"{proof.path}/persons/{one}"))
    assert proof.found(1) == [other]
    listed = proof.client.get(f"{proof.path}/persons").json()
    assert [each["personId"] for each in listed] == [other]


@pytest.mark.proves("person-missing")
def test_an_unknown_person_is_not_found(proof: Any) -> None:
    proof.create()
    path = f"{proof.path}/persons/{UNKNOWN}"
    proof.answers(proof.client.get(path))
    proof.answers(proof.client.patch(path, json={"name": "Ann"}))
    proof.answers(proof.client.delete(path))
    proof.answers(proof.post_picture(f"{path}/persistedfaces", proof.picture(1)))


@pytest.mark.proves("group-of-person-missing")
def test_an_unknown_group_has_no_persons(proof: Any) -> None:
    proof.answers(proof.client.get(f"{proof.path}/persons"))
    proof.answers(proof.client.post(f"{proof.path}/persons", json={"name": "Ann"}))


@pytest.mark.proves("person-face-added")
def test_a_face_is_added_to_a_person(proof: Any) -> None:
    proof.emulator.pictures["https://pictures.example/2.jpg"] = proof.picture(2)
    proof.create()
    person = f"{proof.path}/persons/{proof.person()}"
    path = f"{person}/persistedfaces"
    added = [
        proof.post_picture(path, proof.picture(1)),
        proof.client.post(path, json={"url": "https://pictures.example/2.jpg"}),
    ]
    faces = [proof.answers(each).json()["persistedFaceId"] for each in added]
    assert proof.client.get(person).json()["persistedFaceIds"] == faces


@pytest.mark.proves("person-face-kept")
def test_a_persons_face_is_shown_changed_and_deleted(proof: Any) -> None:
    proof.create()
    person = f"{proof.path}/persons/{proof.person()}"
    face = proof.add(person)
    path = f"{person}/persistedfaces/{face}"
    assert proof.answers(proof.client.get(path)).json() == {"persistedFaceId": face}
    proof.answers(proof.client.patch(path, json={"userData": "u"}))
    assert proof.client.get(path).json() == {"persistedFaceId": face, "userData": "u"}
    proof.answers(proof.client.delete(path))
    assert proof.client.get(person).json()["persistedFaceIds"] == []


@pytest.mark.proves("person-face-missing")
def test_a_face_of_another_person_is_not_found(proof: Any) -> None:
    proof.create()
    face = proof.add(f"{proof.path}/persons/{proof.person()}")
    other = f"{proof.path}/persons/{proof.person()}"
    for path in (f"{other}/persistedfaces/{face}", f"{other}/persistedfaces/{UNKNOWN}"):
        proof.answers(proof.client.get(path))
        proof.answers(proof.client.patch(path, json={"userData": "u"}))
        proof.answers(proof.client.delete(path))
