"""Verify: face with face, and face with a person of a group."""

from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from azface.emulator import Emulator

UNKNOWN = "00000000-0000-4000-8000-000000000000"
Pictures = Callable[[int], bytes]


def verdict(client: Any, **body: Any) -> tuple[bool, float]:
    answer = client.post("/verify", json=body).raise_for_status().json()
    return answer["isIdentical"], answer["confidence"]


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def test_a_face_is_identical_with_itself(client: Any, picture: Pictures) -> None:
    one, same = (client.detect(picture(1)) for _ in range(2))
    for other in (one, same):
        answer = client.post("/verify", json={"faceId1": one, "faceId2": other})
        assert answer.text == '{"isIdentical":true,"confidence":1.0}'


def test_a_picture_encoded_again_is_identical_and_another_is_not(
    client: Any,
    picture: Pictures,
    drawn_face: Callable[[int], Image.Image],
    encode: Callable[..., bytes],
) -> None:
    one = client.detect(picture(1))
    poor = client.detect(encode(drawn_face(1).resize((120, 120)), "JPEG", quality=30))
    identical, sure = verdict(client, faceId1=one, faceId2=poor)
    assert identical
    assert 0.5 <= sure < 1
    assert verdict(client, faceId1=poor, faceId2=one) == (identical, sure)
    identical, sure = verdict(client, faceId1=one, faceId2=client.detect(picture(2)))
    assert not identical
    assert 0 <= sure < 0.5


def test_a_confidence_of_a_half_is_enough(
    client: Any, drawn_face: Callable[[int], Image.Image], encode: Callable[..., bytes]
) -> None:
    one, other = drawn_face(1), drawn_face(2)
    faces = [client.detect(encode(Image.blend(one, other, step / 40), "PNG")) for step in range(13)]
    verdicts = [verdict(client, faceId1=faces[0], faceId2=each) for each in faces]
    assert {identical for identical, _ in verdicts} == {True, False}
    assert all(identical == (sure >= 0.5) for identical, sure in verdicts)


def test_given_identities_decide(
    serve: Callable[..., tuple[Emulator, Any]], picture: Pictures
) -> None:
    identities = {"Ann": [picture(1), picture(2)], "Bob": [picture(3)]}
    _, client = serve(seed={"identities": identities})
    one, two, three = (client.detect(picture(number)) for number in (1, 2, 3))
    identical, sure = verdict(client, faceId1=one, faceId2=two)
    assert identical
    assert 0.9 <= sure < 1
    identical, sure = verdict(client, faceId1=one, faceId2=three)
    assert not identical
    assert sure <= 0.1


def test_a_person_needs_no_training_and_its_best_face_counts(
    client: Any, group: str, id_name: str, picture: Pictures
) -> None:
    ann = client.create_person(group, "Ann", picture(7), picture(1), picture(8))
    bob = client.create_person(group, "Bob", picture(2))
    face = client.detect(picture(1))
    body = {"faceId": face, id_name: "a", "personId": ann}
    assert client.post("/verify", json=body).text == '{"isIdentical":true,"confidence":1.0}'
    identical, sure = verdict(client, faceId=face, personId=bob, **{id_name: "a"})
    assert not identical
    assert sure < 0.5


def test_a_person_is_verified_while_its_group_is_trained(
    client: Any, group: str, id_name: str, picture: Pictures
) -> None:
    ann = client.create_person(group, "Ann", picture(1))
    client.post(f"/{group}/train").raise_for_status()
    face = client.detect(picture(1))
    assert verdict(client, faceId=face, personId=ann, **{id_name: "a"}) == (True, 1.0)


def test_a_person_without_faces_is_not_verified(
    client: Any, group: str, id_name: str, picture: Pictures
) -> None:
    ann = client.create_person(group, "Ann", picture(1))
    path = f"/{group}/persons/{ann}"
    face = client.get(path).json()["persistedFaceIds"][0]
    client.delete(f"{path}/persistedfaces/{face}").raise_for_status()
    body = {"faceId": client.detect(picture(1)), "personId": ann, id_name: "a"}
    assert code(client.post("/verify", json=body)) == (404, "PersistedFaceNotFound")


def test_who_or_what_is_unknown_is_refused(
    client: Any, clock: Any, group: str, kind: str, id_name: str, picture: Pictures
) -> None:
    ann = client.create_person(group, "Ann", picture(1))
    face = client.detect(picture(1), "?recognitionModel=recognition_04&faceIdTimeToLive=60")
    body = {"faceId": face, "personId": ann, id_name: "a"}

    def refusal(**members: str) -> tuple[int, str]:
        return code(client.post("/verify", json={**body, **members}))

    assert refusal(faceId=UNKNOWN) == (404, "FaceNotFound")
    assert refusal(personId=UNKNOWN) == (404, "PersonNotFound")
    assert refusal(**{id_name: "none"}) == (400, f"{kind}NotFound")
    clock.advance(60)
    assert refusal() == (404, "FaceNotFound")


def test_an_unknown_face_is_refused_beside_a_known_one(client: Any, picture: Pictures) -> None:
    face = client.detect(picture(1))
    for body in ({"faceId1": face, "faceId2": UNKNOWN}, {"faceId1": UNKNOWN, "faceId2": face}):
        assert code(client.post("/verify", json=body)) == (404, "FaceNotFound")


def test_faces_of_another_model_are_incompatible(
    client: Any, group: str, id_name: str, picture: Pictures
) -> None:
    ann = client.create_person(group, "Ann", picture(1))
    old, new = client.detect(picture(1), ""), client.detect(picture(1))
    for body in ({"faceId1": old, "faceId2": new}, {"faceId": old, "personId": ann, id_name: "a"}):
        answer = client.post("/verify", json=body)
        assert code(answer) == (400, "BadArgument")
        assert answer.json()["error"]["message"] == "recognitionModel is incompatible."


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"faceId1": UNKNOWN},
        {"faceId1": UNKNOWN, "faceId2": "x"},
        {"faceId1": 5, "faceId2": UNKNOWN},
        {"faceId": UNKNOWN, "personGroupId": "a"},
        {"faceId": UNKNOWN, "personGroupId": "a", "personId": "x"},
        {"faceId": "x", "largePersonGroupId": "a", "personId": UNKNOWN},
        {"faceId": UNKNOWN, "largePersonGroupId": "A", "personId": UNKNOWN},
        {"faceId": UNKNOWN, "personGroupId": ["a"], "personId": UNKNOWN},
        {
            "faceId": UNKNOWN,
            "personGroupId": "a",
            "largePersonGroupId": "a",
            "personId": UNKNOWN,
        },
        {"personId": UNKNOWN},
        {"faceId": UNKNOWN, "personId": "x"},
    ],
)
def test_malformed_arguments_are_refused(client: Any, body: dict[str, Any]) -> None:
    assert code(client.post("/verify", json=body)) == (400, "BadArgument")


def test_what_is_no_json_is_refused(client: Any) -> None:
    answer = client.post("/verify", content="text", headers={"Content-Type": "text/plain"})
    assert code(answer) == (415, "BadArgument")


def test_nobody_is_found_in_the_person_directory(client: Any, picture: Pictures) -> None:
    body = {"faceId": client.detect(picture(1)), "personId": UNKNOWN}
    assert code(client.post("/verify", json=body)) == (404, "PersonNotFound")
    body["faceId"] = UNKNOWN
    assert code(client.post("/verify", json=body)) == (404, "FaceNotFound")
