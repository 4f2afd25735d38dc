"""What a seed puts into an emulator, as its clients see it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from azface.emulator import Emulator, Limits, Seed, TrainingDuration

Picture = Callable[[int], bytes]
Serve = Callable[..., tuple[Emulator, Any]]
OCTETS = {"Content-Type": "application/octet-stream"}


def detected(client: Any, picture: bytes, query: str = "") -> list[dict[str, Any]]:
    answer = client.post(f"/detect{query}", content=picture, headers=OCTETS).raise_for_status()
    return list(answer.json())


def test_lists_are_there_from_the_start(serve: Serve, picture: Picture) -> None:
    _, client = serve(
        seed={
            "large_face_lists": {
                "staff": {
                    "name": "Staff",
                    "user_data": "u",
                    "recognition_model": "recognition_03",
                    "faces": [picture(1), {"picture": picture(2), "user_data": "two"}],
                }
            },
            "face_lists": {"guests": {}},
        }
    )
    assert client.get("/largefacelists/staff?returnRecognitionModel=true").json() == {
        "name": "Staff",
        "userData": "u",
        "recognitionModel": "recognition_03",
        "largeFaceListId": "staff",
    }
    faces = client.get("/largefacelists/staff/persistedfaces").json()
    assert sorted(face.get("userData", "") for face in faces) == ["", "two"]
    assert client.get("/facelists/guests?returnRecognitionModel=true").json() == {
        "name": "guests",
        "recognitionModel": "recognition_04",
        "persistedFaces": [],
        "faceListId": "guests",
    }
    assert client.get("/largefacelists/staff/training").status_code == 404


def test_a_list_said_to_be_trained_is_searched_at_once(
    serve: Serve, clock: Any, picture: Picture
) -> None:
    faces = [picture(1), picture(2)]
    _, client = serve(
        clock=clock, seed={"large_face_lists": {"a": {"faces": faces, "trained": True}}}
    )
    now = "2030-03-17T17:46:40.25Z"
    assert client.status("a") == {
        "status": "succeeded",
        "createdDateTime": now,
        "lastActionDateTime": now,
        "lastSuccessfulTrainingDateTime": now,
    }
    found = client.find_similar(faceId=client.detect(picture(2)), largeFaceListId="a")
    assert [confidence for _, confidence in found] == [1.0]


@pytest.mark.parametrize(
    ("member", "path", "id_name"),
    [
        ("person_groups", "persongroups", "personGroupId"),
        ("large_person_groups", "largepersongroups", "largePersonGroupId"),
    ],
)
def test_groups_have_their_persons(
    serve: Serve, picture: Picture, member: str, path: str, id_name: str
) -> None:
    persons = [
        {"name": "Ann", "user_data": "a", "faces": [picture(1), picture(2)]},
        {"name": "Ben"},
    ]
    _, client = serve(
        seed={member: {"team": {"name": "Team", "persons": persons, "trained": True}}}
    )
    shown = {each["name"]: each for each in client.get(f"/{path}/team/persons").json()}
    assert [len(shown[name]["persistedFaceIds"]) for name in ("Ann", "Ben")] == [2, 0]
    assert shown["Ann"]["userData"] == "a"
    body = {"faceIds": [client.detect(picture(2))], id_name: "team"}
    [result] = client.post("/identify", json=body).raise_for_status().json()
    assert result["candidates"] == [{"personId": shown["Ann"]["personId"], "confidence": 1.0}]


def test_detect_finds_the_faces_that_are_said_to_be_on_a_picture(
    serve: Serve, picture: Picture
) -> None:
    left = {"left": 10, "top": 20, "width": 60, "height": 80}
    right = {"left": 120, "top": 20, "width": 90, "height": 80}
    _, client = serve(
        seed={
            "identities": {"ann": [picture(2)]},
            "faces": [
                {
                    "picture": picture(1),
                    "faces": [{"rectangle": left, "identity": "ann"}, {"rectangle": right}],
                },
                {"picture": picture(3), "faces": []},
                {"picture": picture(4)},
            ],
        }
    )
    query = "?recognitionModel=recognition_04"
    faces = detected(client, picture(1), query)
    assert [face["faceRectangle"] for face in faces] == [right, left]
    assert detected(client, picture(3)) == detected(client, picture(4)) == []
    ids = [face["faceId"] for face in faces]
    [(found, confidence)] = client.find_similar(faceId=client.detect(picture(2)), faceIds=ids)
    assert found == ids[1]
    assert confidence >= 0.9


def test_a_face_of_a_list_is_chosen_among_several_by_its_target(
    serve: Serve, picture: Picture
) -> None:
    left = {"left": 10, "top": 20, "width": 60, "height": 80}
    right = {"left": 120, "top": 20, "width": 90, "height": 80}
    both = [{"rectangle": left, "identity": "ann"}, {"rectangle": right, "identity": "ben"}]
    _, client = serve(
        seed={
            "identities": {"ann": [picture(2)], "ben": [picture(3)]},
            "faces": [{"picture": picture(1), "faces": both}],
            "face_lists": {"a": {"faces": [{"picture": picture(1), "target_face": left}]}},
        }
    )
    assert len(client.find_similar(faceId=client.detect(picture(2)), faceListId="a")) == 1
    assert client.find_similar(faceId=client.detect(picture(3)), faceListId="a") == []


def test_faces_are_made_up_to_the_number_wanted(serve: Serve, picture: Picture) -> None:
    content = {"faces": [picture(1)], "face_count": 10_250, "trained": True}
    _, client = serve(seed={"large_face_lists": {"a": content}}, random_seed=1)
    ids: list[str] = []
    while page := client.get(
        "/largefacelists/a/persistedfaces", params={"start": ids[-1] if ids else ""}
    ).json():
        ids += [face["persistedFaceId"] for face in page]
    assert len(set(ids)) == len(ids) == 10_250
    query = client.detect(picture(1))
    found = client.find_similar(faceId=query, largeFaceListId="a", mode="matchFace")
    assert found[0][1] == 1.0
    assert all(confidence < 0.2 for _, confidence in found[1:])


def test_persons_are_made_up_with_one_face_each(serve: Serve, picture: Picture) -> None:
    persons = [{"name": "Ann", "faces": [picture(1), picture(2)]}]
    content = {"persons": persons, "person_count": 5, "trained": True}
    _, client = serve(seed={"large_person_groups": {"a": content}})
    shown = client.get("/largepersongroups/a/persons").json()
    faces = {each["name"]: len(each["persistedFaceIds"]) for each in shown}
    assert faces == {"Ann": 2, "Person 2": 1, "Person 3": 1, "Person 4": 1, "Person 5": 1}


def test_training_tier_and_faults_are_set(serve: Serve, clock: Any, picture: Picture) -> None:
    emulator, client = serve(
        clock=clock,
        seed={
            "training": "curve*0.5",
            "tier": "F0",
            "faults": [{"fault": "rate_limited", "operation": "GetLargeFaceLists", "times": 2}],
        },
    )
    assert emulator.training == TrainingDuration.scaled(0.5)
    statuses = [client.get("/largefacelists").status_code for _ in range(3)]
    assert statuses == [429, 429, 200]
    statuses = [client.get("/facelists").status_code for _ in range(18)]
    assert statuses == [200] * 17 + [429]


@pytest.mark.parametrize(("written", "seconds"), [(0.00001, 0.00001), (5, 5.0), ("0.5", 0.5)])
def test_training_may_be_a_number_of_seconds(written: object, seconds: float) -> None:
    assert Seed.parse({"training": written}).training == TrainingDuration.fixed(seconds)


def test_what_is_given_in_python_goes_before_the_seed(serve: Serve) -> None:
    seed = {"training": 5, "tier": "F0", "face_lists": {"a": {"face_count": 1000}}}
    emulator, client = serve(seed=seed, training=TrainingDuration.instant(), tier="S0")
    assert emulator.training == TrainingDuration.instant()
    statuses = {client.get("/facelists").status_code for _ in range(10)}
    assert statuses == {200}
    with pytest.raises(ValueError, match=r"^face_lists\.a: at most 999 faces$"):
        Emulator(seed=seed, limits=Limits(faces_per_face_list=999))


def test_null_counts_as_absent_and_after_a_name_as_empty(serve: Serve) -> None:
    content = {"name": None, "faces": None, "trained": None}
    lists = {"a": content, "b": None}
    _, client = serve(
        seed={"large_face_lists": lists, "identities": {"ann": None}, "faults": None, "tier": None}
    )
    assert client.get("/largefacelists").json() == [
        {"name": list_id, "largeFaceListId": list_id} for list_id in ("a", "b")
    ]


def test_a_seed_may_be_read_once_for_many_emulators(serve: Serve, tmp_path: Path) -> None:
    path = tmp_path / "seed.json"
    path.write_text(json.dumps({"face_lists": {"a": {}}}))
    seed = Seed.load(path)
    path.unlink()
    for _ in range(2):
        _, client = serve(seed=seed)
        assert len(client.get("/facelists").json()) == 1


def test_a_data_file_with_content_keeps_it(serve: Serve, tmp_path: Path) -> None:
    options = {"data": tmp_path / "state.db", "seed": {"face_lists": {"a": {}, "b": {}}}}
    first, client = serve(**options)
    client.delete("/facelists/a")
    first.stop()
    second, client = serve(**options)
    assert [each["faceListId"] for each in client.get("/facelists").json()] == ["b"]
    client.delete("/facelists/b")
    second.stop()
    _, client = serve(**options)
    assert client.get("/facelists").json() == []


def test_ids_of_made_up_faces_depend_on_the_random_seed_alone(serve: Serve) -> None:
    seed = {"large_face_lists": {"a": {"face_count": 3}}}

    def ids(random_seed: int | None) -> str:
        _, client = serve(seed=seed, random_seed=random_seed)
        return str(client.get("/largefacelists/a/persistedfaces").text)

    assert ids(1) == ids(1)
    assert len({ids(1), ids(2), ids(None), ids(None)}) == 4
