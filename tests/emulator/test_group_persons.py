"""The persons of person groups and large person groups, and the faces of these persons."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from azface.emulator import Emulator, Limits

UNKNOWN = "00000000-0000-4000-8000-000000000000"
OCTETS = {"Content-Type": "application/octet-stream"}


@pytest.fixture
def person(client: Any, group: str) -> str:
    """The path of a person of the group."""
    return f"{group}/persons/{client.create_person(group, 'Ann')}"


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def test_a_person_shows_what_it_was_created_with(client: Any, group: str) -> None:
    created = client.post(f"/{group}/persons", json={"name": "Ann", "userData": "badge 7"})
    assert created.status_code == 200
    assert re.fullmatch(r'\{"personId":"[0-9a-f-]{36}"\}', created.text)
    person = created.json()["personId"]
    assert client.get(f"/{group}/persons/{person}").json() == {
        "personId": person,
        "name": "Ann",
        "userData": "badge 7",
        "persistedFaceIds": [],
    }


def test_a_person_without_user_data_shows_none(client: Any, person: str) -> None:
    shown = client.get(f"/{person}").json()
    assert sorted(shown) == ["name", "persistedFaceIds", "personId"]


def test_an_update_of_a_person_changes_what_it_names(client: Any, person: str) -> None:
    client.patch(f"/{person}", json={"userData": "u"}).raise_for_status()
    client.patch(f"/{person}", json={"name": "Anne"}).raise_for_status()
    shown = client.get(f"/{person}").json()
    assert (shown["name"], shown["userData"]) == ("Anne", "u")
    assert code(client.patch(f"/{person}", json={})) == (400, "BadArgument")


def test_a_person_is_found_by_its_id_in_either_case(client: Any, person: str) -> None:
    path, _, person_id = person.rpartition("/")
    assert client.get(f"/{path}/{person_id.upper()}").json()["personId"] == person_id


@pytest.mark.parametrize(
    ("members", "status"),
    [
        ({"name": "n" * 128}, 200),
        ({"name": "n" * 129}, 400),
        ({"name": ""}, 400),
        ({}, 400),
        ({"name": 5}, 400),
        ({"name": "n", "userData": "u" * 16_384}, 200),
        ({"name": "n", "userData": "u" * 16_385}, 400),
        ({"name": "n", "userData": None}, 200),
    ],
)
def test_the_members_of_a_person_are_checked(
    client: Any, members: dict[str, object], status: int
) -> None:
    client.create_group("persongroups/a")
    assert client.post("/persongroups/a/persons", json=members).status_code == status


def test_persons_are_paged_in_the_order_of_their_ids(
    client: Any, group: str, picture: Callable[[int], bytes]
) -> None:
    created = sorted(client.create_person(group, str(number)) for number in range(7))
    with_face = client.create_person(group, "with a face", picture(1))
    created = sorted([*created, with_face])
    seen: list[dict[str, Any]] = []
    while page := client.get(
        f"/{group}/persons", params={"start": seen[-1]["personId"] if seen else "", "top": 3}
    ).json():
        assert len(page) <= 3
        seen += page
    assert [each["personId"] for each in seen] == created
    assert [len(each["persistedFaceIds"]) for each in seen].count(1) == 1
    assert code(client.get(f"/{group}/persons?top=0")) == (400, "BadArgument")


def test_a_page_of_persons_is_as_long_as_asked_for(client: Any, group: str) -> None:
    for number in range(120):
        client.create_person(group, str(number))
    assert len(client.get(f"/{group}/persons").json()) == 120
    assert len(client.get(f"/{group}/persons?top=110").json()) == 110


def test_a_person_shows_its_faces_in_the_order_of_adding(
    client: Any, person: str, picture: Callable[[int], bytes]
) -> None:
    faces = [client.add_face(person, picture(number)) for number in range(5)]
    assert client.get(f"/{person}").json()["persistedFaceIds"] == faces
    assert client.delete(f"/{person}/persistedfaces/{faces[2]}").status_code == 200
    assert client.get(f"/{person}").json()["persistedFaceIds"] == faces[:2] + faces[3:]


def test_a_face_of_a_person_keeps_its_user_data(
    client: Any, person: str, picture: Callable[[int], bytes]
) -> None:
    face = client.add_face(person, picture(1))
    path = f"/{person}/persistedfaces/{face}"
    assert client.get(path).json() == {"persistedFaceId": face}
    client.patch(path, json={"userData": "left"}).raise_for_status()
    client.patch(path, json={}).raise_for_status()
    assert client.get(path).json() == {"persistedFaceId": face, "userData": "left"}
    other = client.add_face(person, picture(2), "?userData=right")
    assert client.get(f"/{person}/persistedfaces/{other}").json()["userData"] == "right"


def test_a_face_is_added_from_a_url(
    client: Any, emulator: Emulator, person: str, picture: Callable[[int], bytes]
) -> None:
    emulator.pictures["http://p/1"] = picture(1)
    added = client.post(f"/{person}/persistedfaces", json={"url": "http://p/1"})
    face = added.raise_for_status().json()["persistedFaceId"]
    assert client.get(f"/{person}").json()["persistedFaceIds"] == [face]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"small", (400, "InvalidImageSize")),
        (b"?" * 2_000, (400, "InvalidImage")),
        ({"url": "http://127.0.0.1:9/x.jpg"}, (400, "InvalidURL")),
        ({"url": ""}, (400, "BadArgument")),
    ],
)
def test_an_unusable_picture_is_refused(
    client: Any, person: str, content: bytes | dict[str, str], error: tuple[int, str]
) -> None:
    path = f"/{person}/persistedfaces"
    if isinstance(content, bytes):
        answer = client.post(path, content=content, headers=OCTETS)
    else:
        answer = client.post(path, json=content)
    assert code(answer) == error


def test_what_is_no_json_is_refused(client: Any, group: str, person: str) -> None:
    text = {"content": "text", "headers": {"Content-Type": "text/plain"}}
    for method, path in (
        ("PUT", f"/{group}"),
        ("PATCH", f"/{group}"),
        ("POST", f"/{group}/persons"),
        ("PATCH", f"/{person}"),
        ("POST", f"/{person}/persistedfaces"),
        ("PATCH", f"/{person}/persistedfaces/{UNKNOWN}"),
    ):
        assert code(client.request(method, path, **text)) == (415, "BadArgument")


def calls(person: str, face: str) -> list[tuple[str, str, dict[str, str] | None]]:
    """Every call about a person and its faces."""
    path = f"/persons/{person}"
    return [
        ("GET", path, None),
        ("PATCH", path, {"name": "x"}),
        ("DELETE", path, None),
        ("POST", f"{path}/persistedfaces", {"url": "http://p/1"}),
        ("GET", f"{path}/persistedfaces/{face}", None),
        ("PATCH", f"{path}/persistedfaces/{face}", {"userData": "x"}),
        ("DELETE", f"{path}/persistedfaces/{face}", None),
    ]


def test_calls_about_an_unknown_group_are_refused(client: Any, kind: str, groups: str) -> None:
    whole: list[tuple[str, str, dict[str, str] | None]] = [
        ("GET", "", None),
        ("PATCH", "", {"name": "x"}),
        ("DELETE", "", None),
        ("POST", "/train", None),
        ("GET", "/training", None),
        ("POST", "/persons", {"name": "x"}),
        ("GET", "/persons", None),
    ]
    for method, path, body in [*whole, *calls(UNKNOWN, UNKNOWN)]:
        missing = client.request(method, f"/{groups}/none{path}", json=body)
        assert code(missing) == (404, f"{kind}NotFound")
        malformed = client.request(method, f"/{groups}/NONE{path}", json=body)
        assert code(malformed) == (400, "BadArgument")


@pytest.mark.parametrize("unknown", [UNKNOWN, "x"])
def test_calls_about_an_unknown_person_are_refused(client: Any, group: str, unknown: str) -> None:
    for method, path, body in calls(unknown, UNKNOWN):
        answer = client.request(method, f"/{group}{path}", json=body)
        assert code(answer) == (404, "PersonNotFound")


@pytest.mark.parametrize("unknown", [UNKNOWN, "x"])
def test_calls_about_an_unknown_face_are_refused(client: Any, person: str, unknown: str) -> None:
    for method, path, body in calls("", unknown)[4:]:
        answer = client.request(method, f"/{person}{path.removeprefix('/persons/')}", json=body)
        assert code(answer) == (404, "PersistedFaceNotFound")


def test_a_person_belongs_to_one_group_and_a_face_to_one_person(
    client: Any, groups: str, group: str, person: str, picture: Callable[[int], bytes]
) -> None:
    face = client.add_face(person, picture(1))
    other = f"{group}/persons/{client.create_person(group, 'Bob')}"
    for method in ("GET", "DELETE"):
        answer = client.request(method, f"/{other}/persistedfaces/{face}")
        assert code(answer) == (404, "PersistedFaceNotFound")
    client.create_group(f"{groups}/b")
    elsewhere = client.delete(f"/{groups}/b/persons/{person.rpartition('/')[2]}")
    assert code(elsewhere) == (404, "PersonNotFound")
    assert client.get(f"/{person}").json()["persistedFaceIds"] == [face]


def test_a_deleted_person_is_gone_with_its_faces(
    client: Any, group: str, person: str, picture: Callable[[int], bytes]
) -> None:
    face = client.add_face(person, picture(1))
    assert client.delete(f"/{person}").status_code == 200
    assert code(client.get(f"/{person}")) == (404, "PersonNotFound")
    assert code(client.get(f"/{person}/persistedfaces/{face}")) == (404, "PersonNotFound")
    assert client.get(f"/{group}/persons").json() == []


def test_a_person_may_have_so_many_faces_and_no_more(
    serve: Callable[..., tuple[Emulator, Any]], groups: str, picture: Callable[[int], bytes]
) -> None:
    emulator, client = serve(limits=Limits(faces_per_person=2))
    emulator.pictures["http://p/1"] = picture(1)
    client.create_group(f"{groups}/a")
    person = client.create_person(f"{groups}/a", "Ann", picture(1))
    path = f"{groups}/a/persons/{person}"
    face = client.add_face(path, picture(2))
    refused = client.post(f"/{path}/persistedfaces", json={"url": "http://p/1"})
    assert code(refused) == (403, "QuotaExceeded")
    client.create_person(f"{groups}/a", "Bob", picture(1), picture(2))
    client.delete(f"/{path}/persistedfaces/{face}").raise_for_status()
    client.add_face(path, picture(3))


def test_faces_added_at_the_same_time_keep_to_the_quota(
    serve: Callable[..., tuple[Emulator, Any]], groups: str, picture: Callable[[int], bytes]
) -> None:
    _, client = serve(limits=Limits(faces_per_person=1))
    client.create_group(f"{groups}/a")
    path = f"{groups}/a/persons/{client.create_person(f'{groups}/a', 'Ann')}"

    def add(number: int) -> int:
        file = picture(number)
        return int(client.post(f"/{path}/persistedfaces", content=file, headers=OCTETS).status_code)

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(add, range(8))) == [200] + [403] * 7
    assert len(client.get(f"/{path}").json()["persistedFaceIds"]) == 1


def test_writes_are_refused_while_it_is_trained_and_reads_are_not(
    client: Any,
    clock: Any,
    emulator: Emulator,
    kind: str,
    group: str,
    picture: Callable[[int], bytes],
) -> None:
    emulator.pictures["http://p/1"] = picture(1)
    person = client.create_person(group, "Ann", picture(1))
    face = client.get(f"/{group}/persons/{person}").json()["persistedFaceIds"][0]
    every: list[tuple[str, str, dict[str, str] | None]] = [
        ("POST", "/train", None),
        ("PATCH", "", {"name": "x"}),
        ("POST", "/persons", {"name": "x"}),
        *reversed(calls(person, face)),
        ("GET", "/persons", None),
        ("GET", "", None),
        ("DELETE", "", None),
    ]
    client.post(f"/{group}/train").raise_for_status()
    for method, path, body in every:
        answer = client.request(method, f"/{group}{path}", json=body)
        if method == "GET":
            assert answer.status_code == 200
        else:
            assert code(answer) == (409, f"{kind}TrainingNotFinished")
    clock.advance(1)
    for method, path, body in every[1:]:
        taken = client.request(method, f"/{group}{path}", json=body)
        assert taken.status_code in (200, 404)
