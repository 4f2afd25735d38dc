"""What a lost answer means: create and delete are made sure of, no face or person sent twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from azface import (
    AlreadyExistsError,
    FaceApiError,
    NotFoundError,
    RequestTimeoutError,
    TransportError,
)
from azface import _containers as containers
from azface import _face_lists as lists
from azface import _person_groups as groups
from azface._flow import Reply
from azface._group_kinds import LARGE as LARGE_GROUPS
from azface._group_kinds import SMALL as GROUPS
from azface._list_kinds import LARGE, SMALL
from azface._settings import Settings

FACE = "11111111-1111-4111-8111-111111111111"
PICTURE = bytes(range(256)) * 8
NO_OPTIONS = {"target_face": None, "detection_model": "detection_03", "user_data": None}
LOST = RequestTimeoutError("no answer in time")
STAFF = {"largeFaceListId": "staff", "name": "Staff", "recognitionModel": "recognition_04"}


def refusal(status: int, code: str) -> Reply:
    return Reply(status, {}, b'{"error":{"code":"%s","message":"m"}}' % code.encode())


def create(settings: Settings, kind: Any = LARGE, user_data: str | None = "shelf 3") -> Any:
    return containers.create(
        settings,
        kind,
        "staff",
        name="Staff",
        user_data=user_data,
        recognition_model="recognition_04",
    )


MINE = STAFF | {"userData": "shelf 3"}


@pytest.mark.parametrize(
    ("kind", "there", "user_data"),
    [
        (LARGE, MINE, "shelf 3"),
        (LARGE, STAFF, None),
        (LARGE, STAFF | {"userData": None}, None),
        (LARGE, STAFF | {"userData": ""}, None),
        (LARGE, STAFF, ""),
        (SMALL, {"faceListId": "staff", **STAFF, "persistedFaces": []}, None),
        (GROUPS, {"personGroupId": "staff", **STAFF}, None),
        (LARGE_GROUPS, {"largePersonGroupId": "staff", **MINE}, "shelf 3"),
    ],
)
def test_a_create_sent_again_takes_what_is_just_as_asked_for_as_its_own(
    play: Any,
    settings: Settings,
    reply: Callable[..., Reply],
    kind: Any,
    there: Any,
    user_data: str | None,
) -> None:
    replies = [LOST, refusal(409, "LargeFaceListExists"), reply(there)]
    played = play(create(settings, kind, user_data), replies)
    assert played.error is None
    assert [sent.method for sent in played.sent] == ["PUT", "PUT", "GET"]
    assert played.sent[2].params == {"returnRecognitionModel": "true"}


@pytest.mark.parametrize(
    "difference",
    [
        {"name": "Other"},
        {"userData": "other"},
        {"userData": None},
        {"recognitionModel": "recognition_03"},
    ],
)
def test_a_create_sent_again_never_takes_another_list_for_its_own(
    play: Any, settings: Settings, reply: Callable[..., Reply], difference: dict[str, Any]
) -> None:
    replies = [LOST, refusal(409, "LargeFaceListExists"), reply(MINE | difference)]
    played = play(create(settings), replies)
    assert isinstance(played.error, AlreadyExistsError)
    assert not played.error.outcome_unknown


def test_a_create_whose_fate_cannot_be_read_leaves_the_outcome_unknown(
    play: Any, settings: Settings
) -> None:
    for answer in (refusal(403, "403"), refusal(404, "LargeFaceListNotFound"), Reply(200)):
        replies = [LOST, refusal(409, "LargeFaceListExists"), answer]
        played = play(create(settings), replies)
        assert played.error.outcome_unknown
        assert not isinstance(played.error, AlreadyExistsError)


def test_exists_without_a_lost_answer_before_it_is_an_error(play: Any, settings: Settings) -> None:
    exists = refusal(409, "LargeFaceListExists")
    not_sent = TransportError("could not reach", sent=False)
    for replies in ([exists], [not_sent, exists], [refusal(429, "429"), exists]):
        played = play(create(settings), replies)
        assert isinstance(played.error, AlreadyExistsError)
        assert not played.error.outcome_unknown


DELETES: list[tuple[Callable[[Settings], Any], str]] = [
    (lambda s: containers.delete(s, LARGE, "staff"), "LargeFaceListNotFound"),
    (lambda s: containers.delete(s, SMALL, "board"), "FaceListNotFound"),
    (lambda s: lists.delete_face(s, LARGE, "staff", FACE), "PersistedFaceNotFound"),
    (lambda s: lists.delete_face(s, SMALL, "board", FACE), "PersistedFaceNotFound"),
    (lambda s: containers.delete(s, GROUPS, "staff"), "PersonGroupNotFound"),
    (lambda s: containers.delete(s, LARGE_GROUPS, "staff"), "LargePersonGroupNotFound"),
    (lambda s: groups.delete_person(s, GROUPS, "staff", FACE), "PersonNotFound"),
    (lambda s: groups.delete_face(s, LARGE_GROUPS, "staff", FACE, FACE), "PersistedFaceNotFound"),
]


@pytest.mark.parametrize(("flow", "code"), DELETES)
def test_a_delete_sent_again_that_finds_nothing_is_done(
    play: Any, settings: Settings, flow: Any, code: str
) -> None:
    assert play(flow(settings), [LOST, refusal(404, code)]).error is None


@pytest.mark.parametrize(("flow", "code"), DELETES)
def test_a_delete_that_finds_nothing_at_first_is_an_error(
    play: Any, settings: Settings, flow: Any, code: str
) -> None:
    gone = refusal(404, code)
    for replies in ([gone], [TransportError("could not reach", sent=False), gone]):
        played = play(flow(settings), replies)
        assert isinstance(played.error, NotFoundError)
        assert not played.error.outcome_unknown


def test_a_bare_404_after_a_lost_delete_says_nothing_of_the_list(
    play: Any, settings: Settings
) -> None:
    played = play(containers.delete(settings, LARGE, "staff"), [LOST, Reply(404, {}, b"<html>")])
    assert type(played.error) is FaceApiError
    assert played.error.outcome_unknown


# What must not be done twice: the flow, and the id that its answer brings.
ONCE: list[Any] = [
    (lambda s: lists.add_face(s, LARGE, "staff", PICTURE, **NO_OPTIONS), "persistedFaceId"),
    (
        lambda s: groups.add_face(s, GROUPS, "staff", FACE, PICTURE, **NO_OPTIONS),
        "persistedFaceId",
    ),
    (
        lambda s: groups.create_person(s, LARGE_GROUPS, "staff", name="Ann", user_data=None),
        "personId",
    ),
]


@pytest.mark.parametrize(("flow", "id_field"), ONCE)
@pytest.mark.parametrize(
    "first",
    [
        TransportError("could not reach", sent=False),
        Reply(429),
        Reply(503, {"retry-after": "1"}),
        refusal(409, "ConcurrentOperationConflict"),
    ],
)
def test_what_is_added_once_is_sent_again_whole_when_it_was_surely_not_added(
    play: Any, settings: Settings, reply: Callable[..., Reply], flow: Any, id_field: str, first: Any
) -> None:
    played = play(flow(settings), [first, reply({id_field: FACE})])
    assert played.value.raw == {id_field: FACE}
    once, again = played.sent
    assert once == again
    assert again.content == PICTURE or again.json == {"name": "Ann"}


@pytest.mark.parametrize(("flow", "id_field"), ONCE)
@pytest.mark.parametrize(
    ("first", "unknown"),
    [
        (LOST, True),
        (TransportError("lost the connection"), True),
        (Reply(408), True),
        (Reply(500), True),
        (Reply(502), True),
        (Reply(503), True),
        (Reply(504), True),
        (Reply(200, {}, b"<html>"), True),
        (Reply(200, {}, b"{}"), True),
        (refusal(409, "LargeFaceListTrainingNotFinished"), False),
        (refusal(400, "InvalidImage"), False),
        (refusal(404, "LargeFaceListNotFound"), False),
    ],
)
def test_what_may_have_been_added_is_never_sent_again(
    play: Any, settings: Settings, flow: Any, id_field: str, first: Any, unknown: bool
) -> None:
    played = play(flow(settings), [first])
    assert len(played.sent) == 1
    assert played.error.outcome_unknown is unknown
