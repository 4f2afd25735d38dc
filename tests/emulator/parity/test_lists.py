"""Proofs of the rows on lists and groups, and on the faces of lists."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest

UNKNOWN = "00000000-0000-4000-8000-000000000000"
LEFT = {"left": 10, "top": 60, "width": 100, "height": 100}
RIGHT = {"left": 130, "top": 60, "width": 100, "height": 100}
WITH_MODEL = "?returnRecognitionModel=true"


def start_with_two_faces(proof: Any) -> None:
    """Picture 1 has two faces, to the left and to the right."""
    faces = [{"rectangle": LEFT}, {"rectangle": RIGHT}]
    proof.start(seed={"faces": [{"picture": proof.picture(1), "faces": faces}]})
    proof.create()


@pytest.mark.proves("collection-created")
def test_a_list_is_created(proof: Any) -> None:
    answer = proof.answers(proof.client.put(proof.path, json={"name": "A"}))
    assert answer.content == b""
    assert proof.client.get(proof.path).json()["name"] == "A"


@pytest.mark.proves("collection-exists")
def test_an_id_in_use_is_refused(proof: Any) -> None:
    proof.create()
    proof.answers(proof.client.put(proof.path, json={"name": "Other"}))
    proof.answers(proof.client.put(proof.path, json={"name": "A"}))


@pytest.mark.proves("collection-shown")
def test_a_list_is_shown(proof: Any) -> None:
    proof.create(userData="u")
    proof.create(f"{proof.kinds_path}/b")
    shown = proof.answers(proof.client.get(proof.path)).json()
    shown.pop("persistedFaces", None)
    assert shown == {"name": "A", "userData": "u", proof.id_name: "a"}
    assert "userData" not in proof.client.get(f"{proof.kinds_path}/b").json()


@pytest.mark.proves("model-on-request")
def test_the_model_is_shown_on_request(proof: Any) -> None:
    proof.create()
    assert "recognitionModel" not in proof.answers(proof.client.get(proof.path)).json()
    assert "recognitionModel" not in proof.answers(proof.client.get(proof.kinds_path)).json()[0]
    for shown in (
        proof.client.get(proof.path + WITH_MODEL).json(),
        *proof.client.get(proof.kinds_path + WITH_MODEL).json(),
    ):
        assert shown["recognitionModel"] == "recognition_04"


@pytest.mark.proves("model-by-default")
def test_the_default_model_is_the_oldest(proof: Any) -> None:
    proof.client.put(proof.path, json={"name": "A"}).raise_for_status()
    shown = proof.client.get(proof.path + WITH_MODEL).json()
    assert shown["recognitionModel"] == "recognition_01"


@pytest.mark.proves("collections-in-order")
def test_lists_are_listed_in_order(proof: Any) -> None:
    for each in ("b", "_", "9", "a-", "10", "aa", "a"):
        proof.create(f"{proof.kinds_path}/{each}")
    listed = proof.answers(proof.client.get(proof.kinds_path)).json()
    assert [each[proof.id_name] for each in listed] == ["10", "9", "_", "a", "a-", "aa", "b"]


@pytest.mark.proves("collections-in-pages")
def test_lists_are_listed_in_pages(proof: Any) -> None:
    for each in "abcd":
        proof.create(f"{proof.kinds_path}/{each}")
    for query, expected in (("start=a&top=2", "bc"), ("start=bb", "cd"), ("start=&top=1", "a")):
        listed = proof.answers(proof.client.get(f"{proof.kinds_path}?{query}")).json()
        assert [each[proof.id_name] for each in listed] == list(expected)


@pytest.mark.proves("face-lists-at-once")
def test_face_lists_are_listed_at_once(proof: Any) -> None:
    for each in "ab":
        proof.create(f"/facelists/{each}")
    listed = proof.answers(proof.client.get("/facelists?start=a&top=1")).json()
    assert [each["faceListId"] for each in listed] == ["a", "b"]


@pytest.mark.proves("collection-updated")
def test_an_update_leaves_the_rest(proof: Any) -> None:
    proof.create()
    for change in ({"userData": "u"}, {"name": "B"}):
        proof.answers(proof.client.patch(proof.path, json=change))
    shown = proof.client.get(proof.path).json()
    assert (shown["name"], shown["userData"]) == ("B", "u")


@pytest.mark.proves("update-of-nothing")
def test_an_update_of_nothing_is_refused(proof: Any) -> None:
    proof.create()
    proof.answers(proof.client.patch(proof.path, json={}))


@pytest.mark.proves("collection-deleted")
def test_a_deleted_list_is_gone(proof: Any) -> None:
    proof.fill(1)
    proof.answers(proof.client.delete(proof.path))
    assert proof.client.get(proof.path).status_code == 404
    assert proof.client.get(proof.kinds_path).json() == []
    proof.create()


@pytest.mark.proves("collection-missing")
def test_an_unknown_list_is_not_found(proof: Any) -> None:
    proof.answers(proof.client.get(proof.path))
    proof.answers(proof.client.patch(proof.path, json={"name": "B"}))
    proof.answers(proof.client.delete(proof.path))


@pytest.mark.proves("id-malformed")
def test_a_malformed_id_is_refused(proof: Any) -> None:
    for malformed in ("A", "a.b", "%C3%A9", "a" * 65):
        path = f"{proof.kinds_path}/{malformed}"
        proof.answers(proof.client.put(path, json={"name": "A"}))
        proof.answers(proof.client.get(path))
    proof.create(f"{proof.kinds_path}/{'a' * 64}")


@pytest.mark.proves("name-and-user-data")
def test_names_and_user_data_have_their_lengths(proof: Any) -> None:
    for members in ({}, {"name": ""}, {"name": "n" * 129}, {"name": "A", "userData": "u" * 16_385}):
        proof.answers(proof.client.put(proof.path, json=members))
    proof.create(name="n" * 128, userData="u" * 16_384)


@pytest.mark.proves("face-added")
def test_a_face_is_added(proof: Any) -> None:
    proof.create()
    path = f"{proof.path}/persistedfaces"
    answer = proof.answers(proof.post_picture(path, proof.picture(1))).json()
    assert list(answer) == ["persistedFaceId"]
    assert UUID(answer["persistedFaceId"]).version == 4


@pytest.mark.proves("face-added-by-url")
def test_a_face_is_added_by_url(proof: Any) -> None:
    proof.emulator.pictures["https://pictures.example/1.jpg"] = proof.picture(1)
    proof.create()
    body = {"url": "https://pictures.example/1.jpg"}
    proof.answers(proof.client.post(f"{proof.path}/persistedfaces", json=body))


@pytest.mark.proves("face-needed")
def test_a_picture_without_a_face_is_refused(proof: Any) -> None:
    proof.start(seed={"faces": [{"picture": proof.picture(1), "faces": []}]})
    proof.create()
    proof.answers(proof.post_picture(f"{proof.path}/persistedfaces", proof.picture(1)))


@pytest.mark.proves("face-unclear")
def test_several_faces_are_refused(proof: Any) -> None:
    start_with_two_faces(proof)
    proof.answers(proof.post_picture(f"{proof.path}/persistedfaces", proof.picture(1)))


@pytest.mark.proves("target-face-chooses")
def test_the_target_face_chooses(proof: Any) -> None:
    both = [{"rectangle": LEFT, "identity": "Ann"}, {"rectangle": RIGHT, "identity": "Bob"}]
    names = {"Ann": [proof.picture(2)], "Bob": [proof.picture(3)]}
    pictures = [{"picture": proof.picture(1), "faces": both}]
    proof.start(seed={"faces": pictures, "identities": names})
    ids: dict[int, str] = {}
    for number, target in ((2, "20,70,100,80"), (3, "100,60,140,100")):
        path = f"/facelists/{number}" if proof.kind == "FaceList" else f"/largefacelists/{number}"
        proof.create(path)
        answer = proof.answers(
            proof.post_picture(f"{path}/persistedfaces?targetFace={target}", proof.picture(1))
        )
        ids[number] = answer.json()["persistedFaceId"]
        if proof.kind == "LargeFaceList":
            proof.client.train(str(number))
    proof.clock.advance(1)
    for number, face in ids.items():
        body = {"faceId": proof.detect(number), proof.id_name: str(number)}
        assert [each for each, _ in proof.client.find_similar(**body)] == [face]


@pytest.mark.proves("target-face-beside")
def test_a_target_without_a_face_is_refused(proof: Any) -> None:
    start_with_two_faces(proof)
    path = f"{proof.path}/persistedfaces?targetFace=0,200,240,40"
    proof.answers(proof.post_picture(path, proof.picture(1)))


@pytest.mark.proves("target-face-of-one")
def test_the_only_face_is_taken(proof: Any) -> None:
    proof.create()
    path = f"{proof.path}/persistedfaces?targetFace=0,0,1,1"
    proof.answers(proof.post_picture(path, proof.picture(1)))


@pytest.mark.proves("target-face-malformed")
def test_a_malformed_target_is_refused(proof: Any) -> None:
    proof.create()
    for target in ("1,2,3", "1,2,3,x", "-1,0,10,10", "0,0,0,10", "0,0,241,240"):
        path = f"{proof.path}/persistedfaces?targetFace={target}"
        proof.answers(proof.post_picture(path, proof.picture(1)))


@pytest.mark.proves("face-user-data-of-1024")
def test_user_data_of_a_face_has_its_length(proof: Any) -> None:
    proof.create()
    path = f"{proof.path}/persistedfaces?userData="
    proof.answers(proof.post_picture(path + "u" * 1_025, proof.picture(1)))
    proof.post_picture(path + "u" * 1_024, proof.picture(1)).raise_for_status()


@pytest.mark.proves("faces-in-order")
def test_faces_are_listed_in_order(proof: Any) -> None:
    proof.start(seed={"large_face_lists": {"a": {"face_count": 20}}})
    path = "/largefacelists/a/persistedfaces"
    listed = [each["persistedFaceId"] for each in proof.answers(proof.client.get(path)).json()]
    assert listed == sorted(listed)
    for start in (listed[4], listed[7][:5], "8", "zz"):
        page = proof.answers(proof.client.get(f"{path}?start={start}&top=3")).json()
        expected = [each for each in listed if each > start][:3]
        assert [each["persistedFaceId"] for each in page] == expected


@pytest.mark.proves("face-list-with-faces")
def test_a_face_list_shows_its_faces(proof: Any) -> None:
    proof.create("/facelists/a")
    face = proof.add("/facelists/a", 1, "?userData=u")
    shown = proof.answers(proof.client.get("/facelists/a")).json()
    assert shown["persistedFaces"] == [{"persistedFaceId": face, "userData": "u"}]


@pytest.mark.proves("face-shown")
def test_a_face_shows_its_user_data(proof: Any) -> None:
    proof.create("/largefacelists/a")
    face = proof.add("/largefacelists/a")
    path = f"/largefacelists/a/persistedfaces/{face}"
    assert proof.answers(proof.client.get(path)).json() == {"persistedFaceId": face}
    for change in ({"userData": "u"}, {}):
        proof.answers(proof.client.patch(path, json=change))
        assert proof.client.get(path).json() == {"persistedFaceId": face, "userData": "u"}


@pytest.mark.proves("face-deleted")
def test_a_deleted_face_is_gone(proof: Any) -> None:
    (face,) = proof.fill(1)
    path = f"{proof.path}/persistedfaces/{face}"
    proof.answers(proof.client.delete(path))
    assert proof.client.delete(path).status_code == 404


@pytest.mark.proves("face-missing")
def test_an_unknown_face_is_not_found(proof: Any) -> None:
    for path in ("/facelists/a", "/largefacelists/a"):
        proof.create(path)
        proof.answers(proof.client.delete(f"{path}/persistedfaces/{UNKNOWN}"))
    path = f"/largefacelists/a/persistedfaces/{UNKNOWN}"
    proof.answers(proof.client.get(path))
    proof.answers(proof.client.patch(path, json={"userData": "u"}))


@pytest.mark.proves("writes-in-turn")
def test_writes_at_once_are_all_done(proof: Any) -> None:
    proof.create()
    path = f"{proof.path}/persistedfaces"
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda n: proof.post_picture(path, proof.picture(n)), range(8)))
    assert len({proof.answers(each).json()["persistedFaceId"] for each in answers}) == 8
