"""What identify refuses, and the person directory, which is empty."""

from collections.abc import Callable
from typing import Any

import pytest

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


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def test_a_group_in_training_is_not_searched(
    client: Any, people: list[str], kind: str, group: str, id_name: str, picture: Pictures
) -> None:
    client.post(f"/{group}/train").raise_for_status()
    body = {"faceIds": [client.detect(picture(1))], id_name: "a"}
    assert code(client.post("/identify", json=body)) == (409, f"{kind}TrainingNotFinished")


def test_a_group_in_training_may_be_searched_as_it_was_trained_before(
    serve: Server, clock: Any, kind: str, id_name: str, picture: Pictures
) -> None:
    _, client = serve(clock=clock, search_while_training="old_index")
    path = f"{kind.lower()}s/a"
    client.create_group(path)
    person = client.create_person(path, "Ann", picture(1))
    train(client, clock, path)
    client.create_person(path, "Bob", picture(1))
    client.post(f"/{path}/train").raise_for_status()
    assert candidates(client, client.detect(picture(1)), **{id_name: "a"}) == [(person, 1.0)]


def test_a_group_never_trained_with_success_is_not_searched(
    client: Any, clock: Any, kind: str, group: str, id_name: str, picture: Pictures
) -> None:
    client.create_person(group, "Ann")
    body = {"faceIds": [client.detect(picture(1))], id_name: "a"}
    assert code(client.post("/identify", json=body)) == (400, f"{kind}NotTrained")
    train(client, clock, group)
    assert code(client.post("/identify", json=body)) == (400, f"{kind}NotTrained")


def test_an_unknown_group_or_face_is_refused(
    client: Any, clock: Any, people: list[str], kind: str, id_name: str, picture: Pictures
) -> None:
    face = client.detect(picture(1), "?recognitionModel=recognition_04&faceIdTimeToLive=60")
    body = {"faceIds": [face], id_name: "none"}
    assert code(client.post("/identify", json=body)) == (400, f"{kind}NotFound")
    body = {"faceIds": [face, UNKNOWN], id_name: "a"}
    assert code(client.post("/identify", json=body)) == (400, "FaceNotFound")
    clock.advance(60)
    body = {"faceIds": [face], id_name: "a"}
    assert code(client.post("/identify", json=body)) == (400, "FaceNotFound")


def test_faces_of_another_model_are_incompatible(
    client: Any, people: list[str], id_name: str, picture: Pictures
) -> None:
    body = {"faceIds": [client.detect(picture(1), "")], id_name: "a"}
    answer = client.post("/identify", json=body)
    assert code(answer) == (400, "BadArgument")
    assert answer.json()["error"]["message"] == "recognitionModel is incompatible."


@pytest.mark.parametrize(
    "members",
    [
        {"faceIds": []},
        {"faceIds": [UNKNOWN] * 11},
        {"faceIds": UNKNOWN},
        {"faceIds": ["x"]},
        {"faceIds": [None]},
        {"faceIds": None},
        {"maxNumOfCandidatesReturned": 0},
        {"maxNumOfCandidatesReturned": 101},
        {"maxNumOfCandidatesReturned": 1.5},
        {"maxNumOfCandidatesReturned": "1"},
        {"confidenceThreshold": -0.1},
        {"confidenceThreshold": 1.1},
        {"confidenceThreshold": "0.5"},
        {"confidenceThreshold": True},
        {"personGroupId": "A"},
        {"personGroupId": 5},
    ],
)
def test_arguments_outside_their_range_are_refused(client: Any, members: dict[str, Any]) -> None:
    body = {"faceIds": [UNKNOWN], "personGroupId": "a", **members}
    assert code(client.post("/identify", json=body)) == (400, "BadArgument")


def test_ranges_include_their_ends(
    client: Any, people: list[str], id_name: str, picture: Pictures
) -> None:
    face = client.detect(picture(1))
    for members in (
        {"faceIds": [face] * 10},
        {"maxNumOfCandidatesReturned": 1},
        {"maxNumOfCandidatesReturned": 100},
        {"confidenceThreshold": 0},
        {"confidenceThreshold": 1.0},
        {"confidenceThreshold": None, "maxNumOfCandidatesReturned": None},
    ):
        body = {"faceIds": [face], id_name: "a", **members}
        assert client.post("/identify", json=body).status_code == 200


def test_what_is_no_json_is_refused(client: Any) -> None:
    answer = client.post("/identify", content="text", headers={"Content-Type": "text/plain"})
    assert code(answer) == (415, "BadArgument")


@pytest.mark.parametrize(
    ("scope", "error"),
    [
        ({}, "MissingIdentificationScopeParameters"),
        ({"personIds": None}, "MissingIdentificationScopeParameters"),
        ({"personGroupId": None}, "PersonGroupIdAndLargePersonGroupIdBothNull"),
        (
            {"personGroupId": None, "largePersonGroupId": None},
            "PersonGroupIdAndLargePersonGroupIdBothNull",
        ),
        (
            {"personGroupId": "a", "largePersonGroupId": "a"},
            "PersonGroupIdAndLargePersonGroupIdBothNotNull",
        ),
        (
            {"personGroupId": "a", "personIds": ["*"]},
            "IncompatibleIdentificationScopeParametersCombination",
        ),
        (
            {"largePersonGroupId": "a", "dynamicPersonGroupId": "a"},
            "IncompatibleIdentificationScopeParametersCombination",
        ),
        (
            {"dynamicPersonGroupId": "a", "personIds": ["*"]},
            "IncompatibleIdentificationScopeParametersCombination",
        ),
    ],
)
def test_exactly_one_scope_is_expected(client: Any, scope: dict[str, Any], error: str) -> None:
    answer = client.post("/identify", json={"faceIds": [UNKNOWN], **scope})
    assert code(answer) == (400, error)


def test_a_scope_that_is_null_does_not_count_beside_another(
    client: Any, people: list[str], id_name: str, picture: Pictures
) -> None:
    face = client.detect(picture(1))
    members = {"personGroupId": None, "largePersonGroupId": None, id_name: "a"}
    assert candidates(client, face, **members) == [(people[1], 1.0)]


@pytest.mark.parametrize("person_ids", [["*"], [UNKNOWN], [UNKNOWN] * 30])
def test_the_person_directory_is_empty(
    client: Any, picture: Pictures, person_ids: list[str]
) -> None:
    assert candidates(client, client.detect(picture(1)), personIds=person_ids) == []


@pytest.mark.parametrize("person_ids", [[], [UNKNOWN] * 31, ["*", UNKNOWN], ["x"], "*", [5]])
def test_persons_of_the_directory_are_named_by_up_to_thirty_ids_or_a_star(
    client: Any, picture: Pictures, person_ids: Any
) -> None:
    body = {"faceIds": [client.detect(picture(1))], "personIds": person_ids}
    assert code(client.post("/identify", json=body)) == (400, "BadArgument")


def test_no_dynamic_person_group_is_found(client: Any, picture: Pictures) -> None:
    body = {"faceIds": [client.detect(picture(1))], "dynamicPersonGroupId": "a"}
    assert code(client.post("/identify", json=body)) == (400, "DynamicPersonGroupNotFound")
    body["dynamicPersonGroupId"] = "A"
    assert code(client.post("/identify", json=body)) == (400, "BadArgument")


@pytest.mark.parametrize("scope", [{"personIds": ["*"]}, {"dynamicPersonGroupId": "a"}])
def test_an_unknown_face_is_refused_in_the_directory_too(
    client: Any, scope: dict[str, Any]
) -> None:
    answer = client.post("/identify", json={"faceIds": [UNKNOWN], **scope})
    assert code(answer) == (400, "FaceNotFound")
