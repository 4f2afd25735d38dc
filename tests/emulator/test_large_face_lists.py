"""Large face lists and their faces, apart from training."""

from collections.abc import Callable
from typing import Any

import pytest

from azface.emulator import Emulator, Limits

LISTS = "/largefacelists"


def test_a_list_shows_what_it_was_created_with(client: Any) -> None:
    body = {"name": "List A", "userData": "shelf 3", "recognitionModel": "recognition_04"}
    created = client.put(f"{LISTS}/list-a", json=body)
    assert (created.status_code, created.content) == (200, b"")
    shown = client.get(f"{LISTS}/list-a", params={"returnRecognitionModel": "true"})
    assert shown.json() == {**body, "largeFaceListId": "list-a"}


def test_what_was_never_set_or_not_asked_for_is_absent(client: Any) -> None:
    client.put(f"{LISTS}/a", json={"name": "A"})
    assert client.get(f"{LISTS}/a").json() == {"name": "A", "largeFaceListId": "a"}


def test_the_default_model_is_the_oldest(client: Any) -> None:
    client.put(f"{LISTS}/a", json={"name": "A"})
    shown = client.get(f"{LISTS}/a?returnRecognitionModel=True").json()
    assert shown["recognitionModel"] == "recognition_01"


def test_an_update_changes_what_it_names_and_nothing_else(client: Any) -> None:
    client.create_list("a", userData="old")
    client.patch(f"{LISTS}/a", json={"name": "new"}).raise_for_status()
    assert client.get(f"{LISTS}/a").json()["userData"] == "old"
    client.patch(f"{LISTS}/a", json={"userData": ""}).raise_for_status()
    shown = client.get(f"{LISTS}/a").json()
    assert shown == {"name": "new", "userData": "", "largeFaceListId": "a"}


def test_a_deleted_list_is_gone_and_its_id_is_free_and_empty(
    client: Any, picture: Callable[[int], bytes]
) -> None:
    client.create_list("a")
    client.add_face("largefacelists/a", picture(1))
    assert client.delete(f"{LISTS}/a").status_code == 200
    assert client.get(f"{LISTS}/a").status_code == 404
    client.create_list("a")
    assert client.get(f"{LISTS}/a/persistedfaces").json() == []


def test_lists_are_paged_in_the_order_of_their_ids(client: Any) -> None:
    for list_id in ("b", "a-2", "a", "c"):
        client.create_list(list_id)

    def ids(query: str) -> list[str]:
        return [each["largeFaceListId"] for each in client.get(f"{LISTS}{query}").json()]

    assert ids("") == ["a", "a-2", "b", "c"]
    assert ids("?top=2") == ["a", "a-2"]
    assert ids("?start=a-2&top=1") == ["b"]
    assert ids("?start=c") == []


def test_faces_are_paged_in_the_order_of_their_ids(
    client: Any, picture: Callable[[int], bytes]
) -> None:
    client.create_list("a")
    added = sorted(client.add_face("largefacelists/a", picture(n)) for n in range(7))
    seen: list[str] = []
    while page := client.get(
        f"{LISTS}/a/persistedfaces", params={"start": seen[-1] if seen else "", "top": 3}
    ).json():
        assert len(page) <= 3
        seen += [face["persistedFaceId"] for face in page]
    assert seen == added


def test_a_page_holds_a_thousand_faces_unless_told_otherwise(
    client: Any, picture: Callable[[int], bytes]
) -> None:
    client.create_list("a")
    small = picture(1)
    for _ in range(1_001):
        client.add_face("largefacelists/a", small)
    assert len(client.get(f"{LISTS}/a/persistedfaces").json()) == 1_000
    assert len(client.get(f"{LISTS}/a/persistedfaces?top=1").json()) == 1


def test_a_face_keeps_its_user_data(client: Any, picture: Callable[[int], bytes]) -> None:
    client.create_list("a")
    face = client.add_face("largefacelists/a", picture(1), "?userData=caf%C3%A9%20%F0%9F%98%80")
    path = f"{LISTS}/a/persistedfaces/{face}"
    assert client.get(path).json() == {"persistedFaceId": face, "userData": "caf\u00e9 \U0001f600"}
    client.patch(path, json={"userData": "new"}).raise_for_status()
    assert client.get(path).json()["userData"] == "new"
    client.patch(path, json={}).raise_for_status()
    assert client.get(path).json()["userData"] == "new"


def test_a_face_without_user_data_shows_none(client: Any, picture: Callable[[int], bytes]) -> None:
    client.create_list("a")
    face = client.add_face("largefacelists/a", picture(1))
    assert client.get(f"{LISTS}/a/persistedfaces/{face}").json() == {"persistedFaceId": face}


def test_a_face_id_is_found_in_either_case(client: Any, picture: Callable[[int], bytes]) -> None:
    client.create_list("a")
    face = client.add_face("largefacelists/a", picture(1))
    shown = client.get(f"{LISTS}/a/persistedfaces/{face.upper()}").json()
    assert shown["persistedFaceId"] == face


def test_a_deleted_face_is_gone(client: Any, picture: Callable[[int], bytes]) -> None:
    client.create_list("a")
    kept, gone = (client.add_face("largefacelists/a", picture(n)) for n in (1, 2))
    assert client.delete(f"{LISTS}/a/persistedfaces/{gone}").status_code == 200
    assert client.delete(f"{LISTS}/a/persistedfaces/{gone}").status_code == 404
    assert client.get(f"{LISTS}/a/persistedfaces").json() == [{"persistedFaceId": kept}]


def test_a_face_of_one_list_is_none_of_another(
    client: Any, picture: Callable[[int], bytes]
) -> None:
    client.create_list("a")
    client.create_list("b")
    face = client.add_face("largefacelists/a", picture(1))
    assert client.get(f"{LISTS}/b/persistedfaces/{face}").status_code == 404
    assert client.delete(f"{LISTS}/b/persistedfaces/{face}").status_code == 404


@pytest.mark.parametrize(
    "list_id", ["a" * 65, "A", "a.b", "a b", "\u00e4", "a%2Fb", "..%2Fa", "%00"]
)
def test_an_id_outside_its_alphabet_or_length_is_refused(client: Any, list_id: str) -> None:
    answer = client.put(f"{LISTS}/{list_id}", json={"name": "x"})
    assert answer.json()["error"]["code"] == "BadArgument"


@pytest.mark.parametrize("list_id", ["a" * 64, "-", "_", "0", "a-b_9"])
def test_an_id_of_its_alphabet_is_taken(client: Any, list_id: str) -> None:
    assert client.put(f"{LISTS}/{list_id}", json={"name": "x"}).status_code == 200


@pytest.mark.parametrize(
    ("members", "status"),
    [
        ({"name": "n" * 128}, 200),
        ({"name": "n" * 129}, 400),
        ({}, 400),
        ({"name": None}, 400),
        ({"name": ["n"]}, 400),
        ({"name": "n", "userData": "u" * 16_384}, 200),
        ({"name": "n", "userData": "u" * 16_385}, 400),
        ({"name": "n", "userData": 5}, 400),
        ({"name": "n", "userData": None}, 200),
        ({"name": "n", "recognitionModel": "recognition_05"}, 400),
        ({"name": "n", "recognitionModel": 4}, 400),
        ({"name": "n", "unknown": [1, 2]}, 200),
    ],
)
def test_the_members_of_a_list_are_checked(
    client: Any, members: dict[str, object], status: int
) -> None:
    assert client.put(f"{LISTS}/a", json=members).status_code == status


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("userData=" + "u" * 1_024, 200),
        ("userData=" + "u" * 1_025, 400),
        ("detectionModel=detection_03", 200),
        ("detectionModel=detection_04", 400),
        ("targetFace=0,0,240,240", 200),
        ("targetFace=10%2C10%2C50%2C50", 200),
        ("targetFace=0,0,241,240", 400),
        ("targetFace=-1,0,10,10", 400),
        ("targetFace=0,0,0,10", 400),
        ("targetFace=a,b,c,d", 400),
        ("targetFace=1,2,3,4,5", 400),
        ("targetFace=10&targetFace=10&targetFace=50&targetFace=50", 400),
    ],
)
def test_the_query_of_a_face_is_checked(
    client: Any, picture: Callable[[int], bytes], query: str, status: int
) -> None:
    client.create_list("a")
    answer = client.post(
        f"{LISTS}/a/persistedfaces?{query}",
        content=picture(1),
        headers={"Content-Type": "application/octet-stream"},
    )
    assert answer.status_code == status


@pytest.mark.parametrize(
    "query", ["top=0", "top=1001", "top=x", "top=", "top=1e2", "start=" + "s" * 65]
)
def test_a_page_outside_its_range_is_refused(client: Any, query: str) -> None:
    assert client.get(f"{LISTS}?{query}").status_code == 400


def test_a_quota_counts_what_is_there_now(
    serve: Callable[..., tuple[Emulator, Any]], picture: Callable[[int], bytes]
) -> None:
    _, client = serve(limits=Limits(large_face_lists=1, faces_per_large_face_list=1))
    client.create_list("a")
    assert client.put(f"{LISTS}/b", json={"name": "b"}).status_code == 403
    face = client.add_face("largefacelists/a", picture(1))
    octets = {"Content-Type": "application/octet-stream"}
    refused = client.post(f"{LISTS}/a/persistedfaces", content=picture(2), headers=octets)
    assert refused.json()["error"]["code"] == "QuotaExceeded"
    client.delete(f"{LISTS}/a/persistedfaces/{face}").raise_for_status()
    client.add_face("largefacelists/a", picture(2))
    client.delete(f"{LISTS}/a").raise_for_status()
    client.create_list("b")
