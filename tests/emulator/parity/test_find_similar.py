"""Proofs of the rows on matching and on find similar."""

from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from azface.emulator import Fault

UNKNOWN = "00000000-0000-4000-8000-000000000000"
LIST = "/largefacelists/a"


def trained_list(proof: Any, *numbers: int) -> list[str]:
    """A trained large face list of these pictures; gives the ids of its faces."""
    proof.create(LIST)
    faces = [proof.add(LIST, number) for number in numbers]
    train(proof)
    return faces


def train(proof: Any) -> None:
    proof.client.train("a")
    proof.clock.advance(1)


def search(proof: Any, number: int, **members: Any) -> Any:
    body = {"faceId": proof.detect(number), "largeFaceListId": "a", **members}
    return proof.client.post("/findsimilars", json=body)


def found(proof: Any, number: int, **members: Any) -> list[str]:
    answer = search(proof, number, **members).raise_for_status()
    return [each["persistedFaceId"] for each in answer.json()]


@pytest.mark.proves("same-bytes")
def test_the_same_bytes_are_the_same_face(proof: Any) -> None:
    proof.create("/facelists/a")
    face, _ = proof.add("/facelists/a", 1), proof.add("/facelists/a", 2)
    body = {"faceId": proof.detect(1), "faceListId": "a"}
    assert proof.client.find_similar(**body) == [(face, 1.0)]


@pytest.mark.proves("same-picture")
def test_a_picture_encoded_again_finds_itself(
    proof: Any, drawn_face: Callable[[int], Image.Image], encode: Callable[..., bytes]
) -> None:
    proof.create("/facelists/a")
    face, _ = proof.add("/facelists/a", 1), proof.add("/facelists/a", 2)
    drawn = drawn_face(1)
    for again in (encode(drawn, "PNG"), encode(drawn.resize((120, 120)), "JPEG", quality=60)):
        body = {"faceId": proof.client.detect(again), "faceListId": "a"}
        [(similar, confidence)] = proof.client.find_similar(**body)
        assert similar == face
        assert 0.5 < confidence < 1


@pytest.mark.proves("named-by-seed")
def test_a_seed_names_who_is_who(proof: Any, encode: Callable[..., bytes]) -> None:
    one, other, stranger = (proof.picture(number) for number in (1, 2, 3))
    proof.start(seed={"identities": {"Ann": [one, other], "Bob": [stranger]}})

    def identical(first: bytes, second: bytes) -> bool:
        faces = {f"faceId{n}": proof.client.detect(p) for n, p in ((1, first), (2, second))}
        return bool(proof.client.post("/verify", json=faces).json()["isIdentical"])

    assert identical(one, other)
    assert not identical(one, stranger)


@pytest.mark.proves("similar-in-large-list")
def test_a_large_list_is_searched(proof: Any) -> None:
    face, _ = trained_list(proof, 1, 2)
    answer = proof.answers(search(proof, 1))
    assert answer.text == f'[{{"persistedFaceId":"{face}","confidence":1.0}}]'


@pytest.mark.proves("similar-in-face-list")
def test_a_face_list_is_searched_at_once(proof: Any) -> None:
    proof.create("/facelists/a")
    for number in (1, 2):
        face = proof.add("/facelists/a", number)
        body = {"faceId": proof.detect(number), "faceListId": "a"}
        similar = proof.answers(proof.client.post("/findsimilars", json=body)).json()
        assert [each["persistedFaceId"] for each in similar] == [face]


@pytest.mark.proves("similar-among-faces")
def test_detected_faces_are_searched(proof: Any) -> None:
    face, same, other = (proof.detect(number) for number in (1, 1, 2))
    body = {"faceId": face, "faceIds": [other, same, same]}
    similar = proof.answers(proof.client.post("/findsimilars", json=body)).json()
    assert similar == [{"faceId": same, "confidence": 1.0}]


@pytest.mark.proves("best-first")
def test_the_best_come_first(proof: Any) -> None:
    faces = trained_list(proof, 2, 1, 3, 1)
    similar = found(proof, 1, mode="matchFace")
    assert similar[:2] == [faces[1], faces[3]]
    assert set(similar) == set(faces)


@pytest.mark.proves("modes")
def test_the_modes_differ_in_their_threshold(proof: Any) -> None:
    trained_list(proof, 1, 2, 3)
    assert found(proof, 1) == found(proof, 1, mode="matchPerson")
    assert all(each["confidence"] >= 0.5 for each in search(proof, 1).json())
    assert len(found(proof, 1, mode="matchFace")) == 3


@pytest.mark.proves("twenty-by-default")
def test_twenty_are_given_by_default(proof: Any) -> None:
    proof.start(seed={"large_face_lists": {"a": {"face_count": 1_001, "trained": True}}})
    assert len(found(proof, 1, mode="matchFace")) == 20
    assert len(found(proof, 1, mode="matchFace", maxNumOfCandidatesReturned=1_000)) == 1_000
    assert search(proof, 1, maxNumOfCandidatesReturned=1_001).status_code == 400


@pytest.mark.proves("list-not-trained")
def test_a_list_never_trained_is_not_searched(proof: Any) -> None:
    proof.create(LIST)
    proof.add(LIST)
    proof.answers(search(proof, 1))
    proof.emulator.inject(Fault.training_fails("no luck"))
    train(proof)
    proof.answers(search(proof, 1))


@pytest.mark.proves("similar-while-training")
def test_a_list_in_training_is_not_searched(proof: Any) -> None:
    proof.create(LIST)
    face = proof.add(LIST)
    proof.client.train("a")
    proof.answers(search(proof, 1))
    proof.clock.advance(1)
    proof.client.train("a")
    proof.answers(search(proof, 1))
    proof.clock.advance(1)
    assert found(proof, 1) == [face]


@pytest.mark.proves("old-index-of-list")
def test_a_list_in_training_may_be_searched(proof: Any) -> None:
    proof.start(search_while_training="old_index")
    (face,) = trained_list(proof, 1)
    proof.add(LIST)
    proof.client.train("a")
    similar = proof.answers(search(proof, 1)).json()
    assert [each["persistedFaceId"] for each in similar] == [face]


@pytest.mark.proves("added-after-training")
def test_a_face_added_later_is_found_later(proof: Any) -> None:
    trained_list(proof, 1)
    late = proof.add(LIST, 2)
    assert found(proof, 2) == []
    train(proof)
    assert found(proof, 2) == [late]


@pytest.mark.proves("deleted-after-training")
def test_a_deleted_face_is_found_no_more(proof: Any) -> None:
    face, same = trained_list(proof, 1, 1)
    proof.client.delete(f"{LIST}/persistedfaces/{face}").raise_for_status()
    assert found(proof, 1) == [same]


@pytest.mark.proves("failed-training-searched")
def test_the_last_success_is_searched(proof: Any) -> None:
    (face,) = trained_list(proof, 1)
    proof.add(LIST)
    proof.emulator.inject(Fault.training_fails("no luck"))
    train(proof)
    similar = proof.answers(search(proof, 1)).json()
    assert [each["persistedFaceId"] for each in similar] == [face]


@pytest.mark.proves("face-list-empty")
def test_an_empty_face_list_is_not_searched(proof: Any) -> None:
    proof.create("/facelists/a")
    body = {"faceId": proof.detect(1), "faceListId": "a"}
    proof.answers(proof.client.post("/findsimilars", json=body))


@pytest.mark.proves("list-missing")
def test_an_unknown_list_is_not_searched(proof: Any) -> None:
    proof.answers(proof.search(1))


@pytest.mark.proves("face-unknown")
def test_an_unknown_face_is_not_searched_for(proof: Any) -> None:
    trained_list(proof, 1)
    proof.create("/facelists/a")
    proof.add("/facelists/a")
    known = proof.detect(1)
    for target in ({"faceListId": "a"}, {"largeFaceListId": "a"}, {"faceIds": [known]}):
        proof.answers(proof.client.post("/findsimilars", json={"faceId": UNKNOWN, **target}))
    body = {"faceId": known, "faceIds": [UNKNOWN]}
    proof.answers(proof.client.post("/findsimilars", json=body))


@pytest.mark.proves("models-differ")
def test_faces_of_two_models_are_not_compared(proof: Any) -> None:
    trained_list(proof, 1)
    proof.create("/facelists/a")
    proof.add("/facelists/a")
    proof.create("/persongroups/a")
    proof.client.create_person("persongroups/a", "P", proof.picture(1))
    proof.client.post("/persongroups/a/train").raise_for_status()
    proof.clock.advance(1)
    old, new = proof.detect(1, ""), proof.detect(1)
    for target in ({"faceListId": "a"}, {"largeFaceListId": "a"}, {"faceIds": [new]}):
        proof.answers(proof.client.post("/findsimilars", json={"faceId": old, **target}))
    body = {"faceIds": [old], "personGroupId": "a"}
    proof.answers(proof.client.post("/identify", json=body))
    proof.answers(proof.client.post("/verify", json={"faceId1": old, "faceId2": new}))
    proof.answers(proof.client.post("/group", json={"faceIds": [old, new]}))


@pytest.mark.proves("one-target")
def test_exactly_one_target_is_wanted(proof: Any) -> None:
    face = proof.detect(1)
    proof.answers(proof.client.post("/findsimilars", json={"faceId": face}))
    body = {"faceId": face, "faceListId": "a", "largeFaceListId": "a"}
    proof.answers(proof.client.post("/findsimilars", json=body))
