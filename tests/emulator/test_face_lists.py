"""Face lists: small, searchable at once, never trained."""

from collections.abc import Callable
from typing import Any


def test_a_face_list_comes_with_its_faces(client: Any, picture: Callable[[int], bytes]) -> None:
    body = {"name": "FL A", "userData": "u", "recognitionModel": "recognition_04"}
    assert client.put("/facelists/fl-a", json=body).status_code == 200
    face = client.add_face("facelists/fl-a", picture(1), "?userData=p2")
    shown = client.get("/facelists/fl-a?returnRecognitionModel=true").json()
    assert shown == {
        **body,
        "faceListId": "fl-a",
        "persistedFaces": [{"persistedFaceId": face, "userData": "p2"}],
    }


def test_the_listing_shows_all_lists_without_their_faces(
    client: Any, picture: Callable[[int], bytes]
) -> None:
    for list_id in ("b", "a"):
        client.put(f"/facelists/{list_id}", json={"name": list_id})
    client.add_face("facelists/a", picture(1))
    assert client.get("/facelists?top=1&start=a").json() == [
        {"name": "a", "faceListId": "a"},
        {"name": "b", "faceListId": "b"},
    ]
    shown = client.get("/facelists?returnRecognitionModel=true").json()
    assert {each["recognitionModel"] for each in shown} == {"recognition_01"}


def test_it_is_updated_and_deleted(client: Any) -> None:
    client.put("/facelists/a", json={"name": "old"})
    assert client.patch("/facelists/a", json={"name": "new"}).status_code == 200
    assert client.get("/facelists/a").json()["name"] == "new"
    assert client.delete("/facelists/a").status_code == 200
    assert client.get("/facelists").json() == []


def test_a_face_is_removed(client: Any, picture: Callable[[int], bytes]) -> None:
    client.put("/facelists/a", json={"name": "a"})
    face = client.add_face("facelists/a", picture(1))
    assert client.delete(f"/facelists/a/persistedfaces/{face}").status_code == 200
    assert client.get("/facelists/a").json()["persistedFaces"] == []


def test_face_lists_and_large_face_lists_have_ids_of_their_own(client: Any) -> None:
    client.create_list("a")
    assert client.get("/facelists/a").status_code == 404
    client.put("/facelists/a", json={"name": "a"}).raise_for_status()
    client.delete("/largefacelists/a").raise_for_status()
    assert client.get("/facelists/a").status_code == 200


def test_a_resource_holds_64_face_lists(client: Any) -> None:
    for number in range(64):
        assert client.put(f"/facelists/fl-{number}", json={"name": "x"}).status_code == 200
    refused = client.put("/facelists/fl-64", json={"name": "x"})
    assert refused.json()["error"]["code"] == "QuotaExceeded"


def test_a_face_list_holds_1000_faces(client: Any, picture: Callable[[int], bytes]) -> None:
    client.put("/facelists/a", json={"name": "a"})
    small = picture(1)
    for _ in range(1_000):
        client.add_face("facelists/a", small)
    octets = {"Content-Type": "application/octet-stream"}
    refused = client.post("/facelists/a/persistedfaces", content=small, headers=octets)
    assert refused.json()["error"]["code"] == "QuotaExceeded"
    assert len(client.get("/facelists/a").json()["persistedFaces"]) == 1_000
