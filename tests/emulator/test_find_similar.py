"""Find similar on all three kinds of targets."""

from collections.abc import Callable
from typing import Any

import pytest

from azface.emulator import Emulator, Fault

UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def trained(client: Any, clock: Any, picture: Callable[[int], bytes]) -> dict[int, str]:
    """A trained large face list "a"; gives the face id of each picture in it."""
    client.create_list("a")
    faces = {number: client.add_face("largefacelists/a", picture(number)) for number in range(5)}
    client.train("a")
    clock.advance(1)
    return faces


def test_a_picture_finds_itself_in_a_trained_list(
    client: Any, trained: dict[int, str], picture: Callable[[int], bytes]
) -> None:
    for number, face in trained.items():
        query = client.detect(picture(number))
        assert client.find_similar(faceId=query, largeFaceListId="a") == [(face, 1.0)]


def test_a_stranger_finds_nobody(
    client: Any, trained: dict[int, str], picture: Callable[[int], bytes]
) -> None:
    assert client.find_similar(faceId=client.detect(picture(99)), largeFaceListId="a") == []


def test_match_face_ranks_everybody_by_confidence(
    client: Any, trained: dict[int, str], picture: Callable[[int], bytes]
) -> None:
    query = client.detect(picture(3))
    found = client.find_similar(faceId=query, largeFaceListId="a", mode="matchFace")
    assert {face for face, _ in found} == set(trained.values())
    assert found[0] == (trained[3], 1.0)
    confidences = [confidence for _, confidence in found]
    assert confidences == sorted(confidences, reverse=True)
    assert all(0 <= each < 0.5 and each == round(each, 5) for each in confidences[1:])
    best = client.find_similar(
        faceId=query, largeFaceListId="a", mode="matchFace", maxNumOfCandidatesReturned=2
    )
    assert best == found[:2]


def test_a_full_match_is_written_with_its_decimal(
    client: Any, trained: dict[int, str], picture: Callable[[int], bytes]
) -> None:
    body = {"faceId": client.detect(picture(0)), "largeFaceListId": "a"}
    answer = client.post("/findsimilars", json=body)
    assert answer.text == f'[{{"persistedFaceId":"{trained[0]}","confidence":1.0}}]'


def test_a_face_added_after_the_training_is_found_after_the_next(
    client: Any, clock: Any, trained: dict[int, str], picture: Callable[[int], bytes]
) -> None:
    late = client.add_face("largefacelists/a", picture(7))
    query = client.detect(picture(7))
    assert client.find_similar(faceId=query, largeFaceListId="a") == []
    client.train("a")
    clock.advance(1)
    assert client.find_similar(faceId=query, largeFaceListId="a") == [(late, 1.0)]


def test_a_deleted_face_is_not_found(
    client: Any, trained: dict[int, str], picture: Callable[[int], bytes]
) -> None:
    client.delete(f"/largefacelists/a/persistedfaces/{trained[2]}").raise_for_status()
    assert client.find_similar(faceId=client.detect(picture(2)), largeFaceListId="a") == []


def test_after_a_failed_training_the_last_success_is_searched(
    client: Any,
    clock: Any,
    emulator: Emulator,
    trained: dict[int, str],
    picture: Callable[[int], bytes],
) -> None:
    late = client.add_face("largefacelists/a", picture(7))
    emulator.inject(Fault.training_fails("no"))
    client.train("a")
    clock.advance(1)
    found = client.find_similar(
        faceId=client.detect(picture(1)), largeFaceListId="a", mode="matchFace"
    )
    assert trained[1] in dict(found)
    assert late not in dict(found)


def test_a_list_whose_only_training_failed_is_not_trained(
    client: Any, clock: Any, emulator: Emulator, picture: Callable[[int], bytes]
) -> None:
    client.create_list("b")
    client.add_face("largefacelists/b", picture(1))
    emulator.inject(Fault.training_fails("no"))
    client.train("b")
    clock.advance(1)
    body = {"faceId": client.detect(picture(1)), "largeFaceListId": "b"}
    answer = client.post("/findsimilars", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "LargeFaceListNotTrained"


def test_a_face_list_is_searched_without_training(
    client: Any, picture: Callable[[int], bytes]
) -> None:
    client.put("/facelists/a", json={"name": "a", "recognitionModel": "recognition_04"})
    face = client.add_face("facelists/a", picture(1))
    client.add_face("facelists/a", picture(2))
    query = client.detect(picture(1))
    assert client.find_similar(faceId=query, faceListId="a") == [(face, 1.0)]


def test_detected_faces_are_searched_by_their_ids(
    client: Any, picture: Callable[[int], bytes]
) -> None:
    query, same, other = (client.detect(picture(number)) for number in (1, 1, 2))
    assert client.find_similar(faceId=query, faceIds=[other, same]) == [(same, 1.0)]
    ranked = client.find_similar(faceId=query, faceIds=[other, same, other], mode="matchFace")
    assert [face for face, _ in ranked] == [same, other]


def test_equals_are_given_in_the_order_of_adding(
    client: Any, clock: Any, picture: Callable[[int], bytes]
) -> None:
    client.create_list("a")
    faces = [client.add_face("largefacelists/a", picture(1)) for _ in range(30)]
    client.train("a")
    clock.advance(1)
    query = client.detect(picture(1))
    found = client.find_similar(faceId=query, largeFaceListId="a")
    assert [face for face, _ in found] == faces[:20]


@pytest.mark.parametrize("target", ["faceIds", "largeFaceListId"])
def test_faces_of_another_model_are_incompatible(
    client: Any, trained: dict[int, str], picture: Callable[[int], bytes], target: str
) -> None:
    old = client.detect(picture(1), "")
    body = {"faceId": old, target: "a" if target != "faceIds" else [client.detect(picture(1))]}
    answer = client.post("/findsimilars", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == "recognitionModel is incompatible."


@pytest.mark.parametrize(
    "members",
    [
        {"faceIds": []},
        {"faceIds": [UNKNOWN] * 1_001},
        {"faceIds": "x"},
        {"faceIds": ["x"]},
        {"faceIds": [UNKNOWN], "faceListId": "a"},
        {"faceListId": "a", "largeFaceListId": "a"},
        {"faceListId": 5},
        {"largeFaceListId": "A"},
        {"largeFaceListId": "a", "mode": "matchMaybe"},
        {"largeFaceListId": "a", "maxNumOfCandidatesReturned": 0},
        {"largeFaceListId": "a", "maxNumOfCandidatesReturned": 1_001},
        {"largeFaceListId": "a", "maxNumOfCandidatesReturned": True},
        {"largeFaceListId": "a", "maxNumOfCandidatesReturned": "5"},
        {"largeFaceListId": "a", "faceId": "x"},
        {"largeFaceListId": "a", "faceId": None},
    ],
)
def test_arguments_outside_their_range_are_refused(
    client: Any, trained: dict[int, str], members: dict[str, object]
) -> None:
    answer = client.post("/findsimilars", json={"faceId": UNKNOWN, **members})
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "BadArgument"


def test_a_face_is_forgotten_when_its_time_is_over(
    client: Any, clock: Any, picture: Callable[[int], bytes]
) -> None:
    short = client.detect(picture(1), "?recognitionModel=recognition_04&faceIdTimeToLive=60")
    long = client.detect(picture(1))
    clock.advance(59)
    assert client.find_similar(faceId=long, faceIds=[short]) == [(short, 1.0)]
    clock.advance(1)
    answer = client.post("/findsimilars", json={"faceId": long, "faceIds": [short]})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "FaceNotFound")
    clock.advance(86_400)
    answer = client.post("/findsimilars", json={"faceId": long, "faceIds": [long]})
    assert answer.json()["error"]["code"] == "FaceNotFound"
