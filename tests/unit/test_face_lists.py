"""Lists of faces as flows: the requests they send, and what they give."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from azface import (
    FaceList,
    FaceListItem,
    FaceRectangle,
    LargeFaceList,
    PersistedFace,
    SimilarFace,
)
from azface import _containers as containers
from azface import _face_lists as lists
from azface._flow import Reply
from azface._list_kinds import LARGE, SMALL
from azface._settings import Settings

FACE, OTHER = "11111111-1111-4111-8111-111111111111", "11111111-1111-4111-8111-111111111112"
PICTURE = bytes(range(256)) * 8
NO_OPTIONS = {"target_face": None, "detection_model": "detection_03", "user_data": None}
MODEL = {"returnRecognitionModel": "true"}

STAFF = {"largeFaceListId": "staff", "name": "Staff", "recognitionModel": "recognition_04"}
STAFF_READ = LargeFaceList("staff", "Staff", recognition_model="recognition_04")
ANN = {"persistedFaceId": FACE, "userData": "Ann"}


def create(settings: Settings, kind: Any = LARGE, user_data: str | None = "shelf 3") -> Any:
    return containers.create(
        settings,
        kind,
        "staff",
        name="Staff",
        user_data=user_data,
        recognition_model="recognition_04",
    )


# The flow; method and path; query; JSON body; the answer; what is read from it.
REQUESTS: list[tuple[Callable[[Settings], Any], str, Any, Any, Any, Any]] = [
    (
        create,
        "PUT /largefacelists/staff",
        {},
        {"name": "Staff", "userData": "shelf 3", "recognitionModel": "recognition_04"},
        None,
        None,
    ),
    (
        lambda s: create(s, SMALL, None),
        "PUT /facelists/staff",
        {},
        {"name": "Staff", "recognitionModel": "recognition_04"},
        None,
        None,
    ),
    (
        lambda s: lists.get_large(s, "staff"),
        "GET /largefacelists/staff",
        MODEL,
        None,
        STAFF,
        STAFF_READ,
    ),
    (
        lambda s: lists.get_small(s, "board"),
        "GET /facelists/board",
        MODEL,
        None,
        {"faceListId": "board", "name": "Board", "persistedFaces": [ANN]},
        FaceList("board", "Board", persisted_faces=(PersistedFace(FACE, "Ann"),)),
    ),
    (
        lists.list_small,
        "GET /facelists",
        MODEL,
        None,
        [{"faceListId": "board", "name": "Board", "recognitionModel": "recognition_04"}],
        [FaceListItem("board", "Board", recognition_model="recognition_04")],
    ),
    (
        lambda s: containers.update(s, LARGE, "staff", name="New", user_data=None),
        "PATCH /largefacelists/staff",
        {},
        {"name": "New"},
        None,
        None,
    ),
    (
        lambda s: containers.update(s, SMALL, "board", name=None, user_data=""),
        "PATCH /facelists/board",
        {},
        {"userData": ""},
        None,
        None,
    ),
    (lambda s: containers.delete(s, LARGE, "a"), "DELETE /largefacelists/a", {}, None, None, None),
    (lambda s: containers.delete(s, SMALL, "a"), "DELETE /facelists/a", {}, None, None, None),
    (
        lambda s: lists.add_face(
            s,
            LARGE,
            "staff",
            "https://img.example/p1.jpg",
            target_face=FaceRectangle(10, 20, 100, 120),
            detection_model="detection_03",
            user_data="Ann",
        ),
        "POST /largefacelists/staff/persistedfaces",
        {"targetFace": "10,20,100,120", "detectionModel": "detection_03", "userData": "Ann"},
        {"url": "https://img.example/p1.jpg"},
        {"persistedFaceId": FACE},
        PersistedFace(FACE, "Ann"),
    ),
    (
        lambda s: lists.get_face(s, "staff", FACE),
        f"GET /largefacelists/staff/persistedfaces/{FACE}",
        {},
        None,
        ANN,
        PersistedFace(FACE, "Ann"),
    ),
    (
        lambda s: lists.update_face(s, "staff", FACE, user_data="Ann B."),
        f"PATCH /largefacelists/staff/persistedfaces/{FACE}",
        {},
        {"userData": "Ann B."},
        None,
        None,
    ),
    (
        lambda s: lists.delete_face(s, LARGE, "staff", FACE),
        f"DELETE /largefacelists/staff/persistedfaces/{FACE}",
        {},
        None,
        None,
        None,
    ),
    (
        lambda s: lists.delete_face(s, SMALL, "board", FACE),
        f"DELETE /facelists/board/persistedfaces/{FACE}",
        {},
        None,
        None,
        None,
    ),
    (
        lambda s: lists.find_similar(s, LARGE, "staff", FACE, max_candidates=3, mode="matchFace"),
        "POST /findsimilars",
        {},
        {
            "faceId": FACE,
            "largeFaceListId": "staff",
            "maxNumOfCandidatesReturned": 3,
            "mode": "matchFace",
        },
        [{"persistedFaceId": OTHER, "confidence": 0.98765}],
        [SimilarFace(OTHER, 0.98765)],
    ),
    (
        lambda s: lists.find_similar(
            s, SMALL, "board", FACE, max_candidates=20, mode="matchPerson"
        ),
        "POST /findsimilars",
        {},
        {
            "faceId": FACE,
            "faceListId": "board",
            "maxNumOfCandidatesReturned": 20,
            "mode": "matchPerson",
        },
        [],
        [],
    ),
]


@pytest.mark.parametrize(("flow", "line", "params", "body", "answer", "expected"), REQUESTS)
def test_the_request_is_the_documented_one_and_its_answer_is_read(
    play: Any,
    settings: Settings,
    reply: Callable[..., Reply],
    flow: Callable[[Settings], Any],
    line: str,
    params: Any,
    body: Any,
    answer: Any,
    expected: Any,
) -> None:
    played = play(flow(settings), [reply(b"" if answer is None else answer)])
    (sent,) = played.sent
    assert f"{sent.method} {sent.url.removeprefix(settings.base_url)}" == line
    assert sent.params == params
    assert (sent.json, sent.content) == (body, None)
    assert played.value == expected


@pytest.mark.parametrize("kind", [LARGE, SMALL], ids=lambda kind: kind.id_field)
def test_a_picture_travels_as_bytes_and_without_what_was_not_given(
    play: Any, settings: Settings, reply: Callable[..., Reply], kind: Any
) -> None:
    flow = lists.add_face(settings, kind, "staff", PICTURE, **NO_OPTIONS)
    played = play(flow, [reply({"persistedFaceId": FACE}, apim_request_id="request-1")])
    (sent,) = played.sent
    assert sent.params == {"detectionModel": "detection_03"}
    assert (sent.content, sent.json) == (PICTURE, None)
    assert played.value == PersistedFace(FACE, None)
    assert played.value.request_id == "request-1"
    assert played.value.raw == {"persistedFaceId": FACE}


def test_results_carry_the_request_id_and_the_raw_object(
    play: Any, settings: Settings, reply: Callable[..., Reply]
) -> None:
    got = play(lists.get_large(settings, "staff"), [reply(STAFF, apim_request_id="r1")]).value
    assert (got.request_id, got.raw) == ("r1", STAFF)
    (found,) = play(
        lists.list_small(settings),
        [reply([{"faceListId": "a", "name": "A", "new": 1}], apim_request_id="r2")],
    ).value
    assert (found.request_id, found.raw["new"]) == ("r2", 1)


def test_lists_are_asked_for_page_by_page_after_the_last_id(
    play: Any, settings: Settings, reply: Callable[..., Reply]
) -> None:
    pages = [
        [{"largeFaceListId": "a", "name": "A"}, {"largeFaceListId": "b", "name": "B"}],
        [{"largeFaceListId": "c", "name": "C"}],
    ]
    flow = lists.large_lists(settings, start="0", page_size=2).pages()
    played = play(flow, [reply(page) for page in pages])
    assert [sent.url.removeprefix(settings.base_url) for sent in played.sent] == [
        "/largefacelists"
    ] * 2
    assert [sent.params for sent in played.sent] == [
        {"start": "0", "top": 2, **MODEL},
        {"start": "b", "top": 2, **MODEL},
    ]
    assert [page.next_start for page in played.emitted] == ["b", None]
    assert [found.name for page in played.emitted for found in page.items] == ["A", "B", "C"]


def test_faces_are_asked_for_page_by_page_after_the_last_id(
    play: Any, settings: Settings, reply: Callable[..., Reply]
) -> None:
    flow = lists.list_faces(settings, "staff", start=None, page_size=1).pages()
    played = play(flow, [reply([ANN]), reply([])])
    assert [sent.params for sent in played.sent] == [{"top": 1}, {"start": FACE, "top": 1}]
    assert [page.items for page in played.emitted] == [[PersistedFace(FACE, "Ann")], []]
