"""Proofs of the rows on identify, verify and group."""

from typing import Any

import pytest

from azface.emulator import Fault

UNKNOWN = "00000000-0000-4000-8000-000000000000"


def identify(proof: Any, **members: Any) -> Any:
    return proof.client.post("/identify", json=members)


def verify(proof: Any, **members: Any) -> Any:
    return proof.client.post("/verify", json=members)


@pytest.mark.proves("identify-while-training")
def test_a_group_in_training_is_not_searched(proof: Any) -> None:
    (person,) = proof.fill(1)
    proof.begin_training()
    proof.answers(proof.search(1))
    proof.clock.advance(1)
    proof.begin_training()
    proof.answers(proof.search(1))
    proof.clock.advance(1)
    assert proof.found(1) == [person]


@pytest.mark.proves("old-index-of-group")
def test_a_group_in_training_may_be_searched(proof: Any) -> None:
    proof.start(search_while_training="old_index")
    (person,) = proof.fill(1)
    proof.train()
    proof.person(1)
    proof.begin_training()
    [result] = proof.answers(proof.search(1)).json()
    assert [each["personId"] for each in result["candidates"]] == [person]


@pytest.mark.proves("identified")
def test_faces_are_identified_in_their_order(proof: Any) -> None:
    persons = dict(zip((1, 2, 3), proof.fill(1, 2, 3), strict=True))
    proof.train()
    faces = {number: proof.detect(number) for number in (3, 1)}
    body = {"faceIds": list(faces.values()), proof.id_name: "a", "confidenceThreshold": 0}
    results = proof.answers(identify(proof, **body)).json()
    for (number, face), result in zip(faces.items(), results, strict=True):
        assert (result["faceId"], len(result["candidates"])) == (face, 3)
        assert result["candidates"][0] == {"personId": persons[number], "confidence": 1.0}


@pytest.mark.proves("nobody-identified")
def test_a_stranger_has_no_candidates(proof: Any) -> None:
    proof.fill(1)
    proof.train()
    [result] = proof.answers(proof.search(2)).json()
    assert result["candidates"] == []


@pytest.mark.proves("identify-by-default")
def test_ten_candidates_are_given_by_default(proof: Any) -> None:
    proof.fill(*[1] * 11)
    proof.train()
    assert len(proof.found(1)) == 10
    path = f"{proof.emulator.endpoint}/face/v1.0/identify"
    body = {"faceIds": [proof.detect(1)], proof.id_name: "a"}
    [result] = proof.client.post(path, json=body).json()
    assert len(result["candidates"]) == 1


@pytest.mark.proves("identify-threshold")
def test_candidates_come_from_a_half(proof: Any) -> None:
    persons = proof.fill(1, 2)
    proof.train()
    assert proof.found(1) == proof.found(1, confidenceThreshold=0.5) == persons[:1]
    assert proof.found(1, confidenceThreshold=0) == persons


@pytest.mark.proves("group-not-trained")
def test_a_group_never_trained_is_not_searched(proof: Any) -> None:
    proof.fill(1)
    proof.answers(proof.search(1))
    proof.emulator.inject(Fault.training_fails("no luck"))
    proof.train()
    proof.answers(proof.search(1))


@pytest.mark.proves("group-missing")
def test_an_unknown_group_is_not_searched(proof: Any) -> None:
    proof.answers(proof.search(1))
    body = {"faceId": proof.detect(1), "personId": UNKNOWN, proof.id_name: "a"}
    proof.answers(verify(proof, **body))


@pytest.mark.proves("identify-unknown-face")
def test_one_unknown_face_refuses_all(proof: Any) -> None:
    proof.fill(1)
    proof.train()
    proof.answers(identify(proof, faceIds=[proof.detect(1), UNKNOWN], **{proof.id_name: "a"}))


@pytest.mark.proves("identify-1-to-10")
def test_identify_takes_ten_faces(proof: Any) -> None:
    proof.fill(1)
    proof.train()
    face, group = proof.detect(1), {proof.id_name: "a"}
    for faces, maximum in (([], 1), ([face] * 11, 1), ([face], 0), ([face], 101)):
        body = {"faceIds": faces, "maxNumOfCandidatesReturned": maximum, **group}
        proof.answers(identify(proof, **body))
    body = {"faceIds": [face] * 10, "maxNumOfCandidatesReturned": 100, **group}
    assert len(identify(proof, **body).json()) == 10


@pytest.mark.proves("scope-missing")
def test_identify_without_a_scope(proof: Any) -> None:
    proof.answers(identify(proof, faceIds=[UNKNOWN]))
    proof.answers(identify(proof, faceIds=[UNKNOWN], personIds=None))


@pytest.mark.proves("scope-both-null")
def test_identify_with_a_null_group(proof: Any) -> None:
    proof.answers(identify(proof, faceIds=[UNKNOWN], personGroupId=None))
    groups = {"personGroupId": None, "largePersonGroupId": None}
    proof.answers(identify(proof, faceIds=[UNKNOWN], **groups))


@pytest.mark.proves("scope-both-given")
def test_identify_with_both_groups(proof: Any) -> None:
    groups = {"personGroupId": "a", "largePersonGroupId": "a"}
    proof.answers(identify(proof, faceIds=[UNKNOWN], **groups))
    proof.answers(identify(proof, faceIds=[UNKNOWN], **groups, personIds=["*"]))


@pytest.mark.proves("scopes-mixed")
def test_identify_with_two_other_scopes(proof: Any) -> None:
    for group in ("personGroupId", "largePersonGroupId", "dynamicPersonGroupId"):
        proof.answers(identify(proof, faceIds=[UNKNOWN], personIds=["*"], **{group: "a"}))


@pytest.mark.proves("directory-identifies-nobody")
def test_nobody_is_in_the_directory(proof: Any) -> None:
    face = proof.detect(1)
    for persons in (["*"], [UNKNOWN]):
        answer = proof.answers(identify(proof, faceIds=[face], personIds=persons))
        assert answer.json() == [{"faceId": face, "candidates": []}]


@pytest.mark.proves("no-dynamic-groups")
def test_there_is_no_dynamic_group(proof: Any) -> None:
    proof.answers(identify(proof, faceIds=[proof.detect(1)], dynamicPersonGroupId="a"))


@pytest.mark.proves("verified-faces")
def test_two_faces_are_verified(proof: Any) -> None:
    face, same, other = (proof.detect(number) for number in (1, 1, 2))
    alike = proof.answers(verify(proof, faceId1=face, faceId2=same)).json()
    assert alike == {"isIdentical": True, "confidence": 1.0}
    unlike = proof.answers(verify(proof, faceId1=face, faceId2=other)).json()
    assert not unlike["isIdentical"]
    assert unlike["confidence"] < 0.5


@pytest.mark.proves("verified-person")
def test_the_best_face_of_a_person_counts(proof: Any) -> None:
    proof.create()
    person = proof.person(2, 1, 3)
    body = {"faceId": proof.detect(1), "personId": person, proof.id_name: "a"}
    assert proof.answers(verify(proof, **body)).json() == {"isIdentical": True, "confidence": 1.0}


@pytest.mark.proves("verify-unknown-face")
def test_an_unknown_face_is_not_verified(proof: Any) -> None:
    proof.answers(verify(proof, faceId1=proof.detect(1), faceId2=UNKNOWN))
    for group, id_name in (
        ("persongroups/a", "personGroupId"),
        ("largepersongroups/a", "largePersonGroupId"),
    ):
        proof.create(f"/{group}")
        person = proof.client.create_person(group, "P", proof.picture(1))
        proof.answers(verify(proof, faceId=UNKNOWN, personId=person, **{id_name: "a"}))


@pytest.mark.proves("verify-unknown-person")
def test_an_unknown_person_is_not_verified(proof: Any) -> None:
    proof.create()
    body = {"faceId": proof.detect(1), "personId": UNKNOWN, proof.id_name: "a"}
    proof.answers(verify(proof, **body))


@pytest.mark.proves("verify-person-without-face")
def test_a_person_without_a_face_is_not_verified(proof: Any) -> None:
    proof.create()
    body = {"faceId": proof.detect(1), "personId": proof.person(), proof.id_name: "a"}
    proof.answers(verify(proof, **body))


@pytest.mark.proves("verify-both-groups")
def test_verify_with_both_groups(proof: Any) -> None:
    groups = {"personGroupId": "a", "largePersonGroupId": "a"}
    proof.answers(verify(proof, faceId=proof.detect(1), personId=UNKNOWN, **groups))


@pytest.mark.proves("verify-in-directory")
def test_nobody_is_verified_in_the_directory(proof: Any) -> None:
    proof.answers(verify(proof, faceId=proof.detect(1), personId=UNKNOWN))


@pytest.mark.proves("grouped")
def test_faces_are_grouped(proof: Any) -> None:
    faces = [proof.detect(number) for number in (1, 2, 3, 2, 3, 3)]
    grouped = proof.answers(proof.client.post("/group", json={"faceIds": faces})).json()
    assert grouped == {
        "groups": [[faces[2], faces[4], faces[5]], [faces[1], faces[3]]],
        "messyGroup": [faces[0]],
    }


@pytest.mark.proves("messy-group-empty")
def test_a_messy_group_of_nobody_is_shown(proof: Any) -> None:
    faces = [proof.detect(1), proof.detect(1)]
    grouped = proof.client.post("/group", json={"faceIds": faces}).json()
    assert grouped == {"groups": [faces], "messyGroup": []}


@pytest.mark.proves("grouped-twice")
def test_a_face_given_twice_counts_once(proof: Any) -> None:
    face = proof.detect(1)
    grouped = proof.client.post("/group", json={"faceIds": [face, face]}).json()
    assert grouped == {"groups": [], "messyGroup": [face]}


@pytest.mark.proves("group-unknown-face")
def test_an_unknown_face_is_not_grouped(proof: Any) -> None:
    proof.answers(proof.client.post("/group", json={"faceIds": [proof.detect(1), UNKNOWN]}))


@pytest.mark.proves("group-2-to-1000")
def test_group_takes_two_to_a_thousand_faces(proof: Any) -> None:
    face = proof.detect(1)
    for count in (1, 1_001):
        proof.answers(proof.client.post("/group", json={"faceIds": [face] * count}))
    for count in (2, 1_000):
        proof.client.post("/group", json={"faceIds": [face] * count}).raise_for_status()
