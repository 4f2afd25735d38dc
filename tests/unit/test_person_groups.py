"""Groups of persons as flows: the requests they send, and what they give, for both kinds alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from azface import FaceRectangle, LargePersonGroup, PersistedFace, Person, PersonGroup
from azface import _containers as containers
from azface import _person_groups as groups
from azface._flow import Reply
from azface._group_kinds import LARGE, SMALL
from azface._settings import Settings

ANN, BEN = "66666666-6666-4666-8666-666666666666", "66666666-6666-4666-8666-666666666667"
FACE = "88888888-8888-4888-8888-888888888888"
PICTURE = bytes(range(256)) * 8
NO_OPTIONS = {"target_face": None, "detection_model": "detection_03", "user_data": None}
MODEL = {"returnRecognitionModel": "true"}

KINDS = [
    pytest.param(LARGE, "/largepersongroups", "largePersonGroupId", LargePersonGroup, id="large"),
    pytest.param(SMALL, "/persongroups", "personGroupId", PersonGroup, id="small"),
]
both_kinds = pytest.mark.parametrize(("kind", "path", "id_field", "model"), KINDS)

ANN_SENT = {"personId": ANN, "name": "Ann", "userData": "u", "persistedFaceIds": [FACE]}
ANN_READ = Person(ANN, "Ann", user_data="u", persisted_face_ids=(FACE,))

# The flow; method and path below the group; query; JSON body; the answer; what is read from it.
REQUESTS: list[tuple[Callable[[Settings, Any], Any], str, Any, Any, Any, Any]] = [
    (
        lambda s, k: containers.create(
            s, k, "staff", name="Staff", user_data="u", recognition_model="recognition_04"
        ),
        "PUT ",
        {},
        {"name": "Staff", "userData": "u", "recognitionModel": "recognition_04"},
        None,
        None,
    ),
    (
        lambda s, k: containers.update(s, k, "staff", name="New", user_data=None),
        "PATCH ",
        {},
        {"name": "New"},
        None,
        None,
    ),
    (lambda s, k: containers.delete(s, k, "staff"), "DELETE ", {}, None, None, None),
    (
        lambda s, k: groups.create_person(s, k, "staff", name="Ann", user_data="u"),
        "POST /persons",
        {},
        {"name": "Ann", "userData": "u"},
        {"personId": ANN},
        Person(ANN, "Ann", user_data="u"),
    ),
    (
        lambda s, k: groups.create_person(s, k, "staff", name="Ann", user_data=None),
        "POST /persons",
        {},
        {"name": "Ann"},
        {"personId": ANN},
        Person(ANN, "Ann"),
    ),
    (
        lambda s, k: groups.get_person(s, k, "staff", ANN),
        f"GET /persons/{ANN}",
        {},
        None,
        ANN_SENT,
        ANN_READ,
    ),
    (
        lambda s, k: groups.update_person(s, k, "staff", ANN, name=None, user_data=""),
        f"PATCH /persons/{ANN}",
        {},
        {"userData": ""},
        None,
        None,
    ),
    (
        lambda s, k: groups.delete_person(s, k, "staff", ANN),
        f"DELETE /persons/{ANN}",
        {},
        None,
        None,
        None,
    ),
    (
        lambda s, k: groups.add_face(
            s,
            k,
            "staff",
            ANN,
            "https://img.example/p1.jpg",
            target_face=FaceRectangle(10, 20, 100, 120),
            detection_model="detection_03",
            user_data="door",
        ),
        f"POST /persons/{ANN}/persistedfaces",
        {"targetFace": "10,20,100,120", "detectionModel": "detection_03", "userData": "door"},
        {"url": "https://img.example/p1.jpg"},
        {"persistedFaceId": FACE},
        PersistedFace(FACE, "door"),
    ),
    (
        lambda s, k: groups.get_face(s, k, "staff", ANN, FACE),
        f"GET /persons/{ANN}/persistedfaces/{FACE}",
        {},
        None,
        {"persistedFaceId": FACE, "userData": None},
        PersistedFace(FACE),
    ),
    (
        lambda s, k: groups.update_face(s, k, "staff", ANN, FACE, user_data="yard"),
        f"PATCH /persons/{ANN}/persistedfaces/{FACE}",
        {},
        {"userData": "yard"},
        None,
        None,
    ),
    (
        lambda s, k: groups.delete_face(s, k, "staff", ANN, FACE),
        f"DELETE /persons/{ANN}/persistedfaces/{FACE}",
        {},
        None,
        None,
        None,
    ),
]


@both_kinds
@pytest.mark.parametrize(("flow", "line", "params", "body", "answer", "expected"), REQUESTS)
def test_the_request_is_the_documented_one_and_its_answer_is_read(
    play: Any,
    settings: Settings,
    reply: Callable[..., Reply],
    kind: Any,
    path: str,
    id_field: str,
    model: Any,
    flow: Any,
    line: str,
    params: Any,
    body: Any,
    answer: Any,
    expected: Any,
) -> None:
    played = play(flow(settings, kind), [reply(b"" if answer is None else answer)])
    (sent,) = played.sent
    method, _, below = line.partition(" ")
    assert (sent.method, sent.url) == (method, f"{settings.base_url}{path}/staff{below}")
    assert sent.params == params
    assert (sent.json, sent.content) == (body, None)
    assert played.value == expected


@both_kinds
def test_a_group_is_read_as_a_value_of_its_kind(
    play: Any,
    settings: Settings,
    reply: Callable[..., Reply],
    kind: Any,
    path: str,
    id_field: str,
    model: Any,
) -> None:
    document = {id_field: "staff", "name": "Staff", "recognitionModel": "recognition_04"}
    played = play(groups.get(settings, kind, "staff"), [reply(document, apim_request_id="r1")])
    assert played.value == model("staff", "Staff", recognition_model="recognition_04")
    assert (played.value.request_id, played.value.raw) == ("r1", document)
    (sent,) = played.sent
    assert (sent.url, sent.params) == (f"{settings.base_url}{path}/staff", MODEL)


@both_kinds
def test_groups_are_asked_for_page_by_page_after_the_last_id(
    play: Any,
    settings: Settings,
    reply: Callable[..., Reply],
    kind: Any,
    path: str,
    id_field: str,
    model: Any,
) -> None:
    pages = [[{id_field: "a", "name": "A"}, {id_field: "b", "name": "B"}], []]
    flow = groups.groups(settings, kind, start="0", page_size=2).pages()
    played = play(flow, [reply(page) for page in pages])
    assert [sent.url for sent in played.sent] == [settings.base_url + path] * 2
    assert [sent.params for sent in played.sent] == [
        {"start": "0", "top": 2, **MODEL},
        {"start": "b", "top": 2, **MODEL},
    ]
    assert [found for page in played.emitted for found in page.items] == [
        model("a", "A"),
        model("b", "B"),
    ]


@both_kinds
def test_persons_are_asked_for_page_by_page_after_the_last_id(
    play: Any,
    settings: Settings,
    reply: Callable[..., Reply],
    kind: Any,
    path: str,
    id_field: str,
    model: Any,
) -> None:
    flow = groups.list_persons(settings, kind, "staff", start=None, page_size=1).pages()
    played = play(flow, [reply([ANN_SENT]), reply([{"personId": BEN, "name": "Ben"}]), reply([])])
    assert {sent.url for sent in played.sent} == {f"{settings.base_url}{path}/staff/persons"}
    assert [sent.params.get("start") for sent in played.sent] == [None, ANN, BEN]
    assert [page.items for page in played.emitted] == [[ANN_READ], [Person(BEN, "Ben")], []]


def test_a_picture_travels_as_bytes_and_without_what_was_not_given(
    play: Any, settings: Settings, reply: Callable[..., Reply]
) -> None:
    flow = groups.add_face(settings, LARGE, "staff", ANN, PICTURE, **NO_OPTIONS)
    played = play(flow, [reply({"persistedFaceId": FACE}, apim_request_id="r1")])
    (sent,) = played.sent
    assert (sent.params, sent.content, sent.json) == (
        {"detectionModel": "detection_03"},
        PICTURE,
        None,
    )
    assert (played.value, played.value.request_id) == (PersistedFace(FACE), "r1")


def test_a_created_person_carries_the_request_id_and_the_raw_object(
    play: Any, settings: Settings, reply: Callable[..., Reply]
) -> None:
    flow = groups.create_person(settings, SMALL, "staff", name="Ann", user_data=None)
    made = play(flow, [reply({"personId": ANN}, apim_request_id="r1")]).value
    assert (made.request_id, made.raw) == ("r1", {"personId": ANN})
