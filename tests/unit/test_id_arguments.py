"""Ids that cannot be right are refused before any request, whatever they are ids of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azface import InvalidArgumentError, PollSchedule
from azface import _arguments as arguments
from azface import _containers as containers
from azface import _face_lists as lists
from azface import _person_groups as groups
from azface._flow import Reply
from azface._group_kinds import LARGE as LARGE_GROUPS
from azface._group_kinds import SMALL as GROUPS
from azface._list_kinds import LARGE, SMALL
from azface._settings import Settings
from azface._training import LARGE_FACE_LIST, PERSON_GROUP, status, train
from azface._waiting import train_and_watch, watch

FACE = "11111111-1111-4111-8111-111111111111"
PICTURE = b"picture" * 300
ADDED = {"target_face": None, "detection_model": "detection_03", "user_data": None}
DETECTED = {
    "detection_model": "detection_03",
    "recognition_model": "recognition_04",
    "return_face_id": True,
    "attributes": (),
    "landmarks": False,
    "face_id_time_to_live": 86_400,
}

BAD_IDS: list[Any] = [
    "",
    "Staff",
    "x" * 65,
    "X" * 10_000,
    "st\u00e4ff",
    "staff\n",
    " staff",
    "st aff",
    "a/b",
    "a.b",
    "..",
    "\u0661",
    None,
    5,
    b"staff",
    ["staff"],
]
BAD_FACE_IDS: list[Any] = [
    "",
    "ann",
    FACE[:-1],
    FACE + "\n",
    FACE.replace("-", ""),
    "{" + FACE + "}",
    "urn:uuid:" + FACE,
    "\u0661" + FACE[1:],
    None,
    5,
    b"1" * 36,
]
Make = Callable[[Settings], Any]

WITH_LIST_ID: dict[str, Callable[[Settings, Any], Any]] = {
    "get_training_status": lambda s, i: status(s, LARGE_FACE_LIST, i),
    "train": lambda s, i: train(s, LARGE_FACE_LIST, i, if_running="raise"),
    "wait": lambda s, i: watch(s, LARGE_FACE_LIST, i, timeout=None, schedule=PollSchedule()),
    "train_and_wait": lambda s, i: train_and_watch(
        s, LARGE_FACE_LIST, i, if_running="wait", timeout=None, schedule=PollSchedule()
    ),
    "create": lambda s, i: containers.create(
        s, LARGE, i, name="n", user_data=None, recognition_model="recognition_04"
    ),
    "get_large": lists.get_large,
    "get_small": lists.get_small,
    "update": lambda s, i: containers.update(s, SMALL, i, name="n", user_data=None),
    "delete": lambda s, i: containers.delete(s, LARGE, i),
    "add_face": lambda s, i: lists.add_face(s, LARGE, i, PICTURE, **ADDED),
    "list_faces": lambda s, i: lists.list_faces(s, i, start=None, page_size=1).pages(),
    "get_face": lambda s, i: lists.get_face(s, i, FACE),
    "update_face": lambda s, i: lists.update_face(s, i, FACE, user_data="u"),
    "delete_face": lambda s, i: lists.delete_face(s, SMALL, i, FACE),
    "find_similar": lambda s, i: lists.find_similar(
        s, LARGE, i, FACE, max_candidates=1, mode="matchPerson"
    ),
}
WITH_GROUP_ID: dict[str, Callable[[Settings, Any], Any]] = {
    "get_training_status": lambda s, i: status(s, PERSON_GROUP, i),
    "train": lambda s, i: train(s, PERSON_GROUP, i, if_running="raise"),
    "create": lambda s, i: containers.create(
        s, LARGE_GROUPS, i, name="n", user_data=None, recognition_model="recognition_04"
    ),
    "get": lambda s, i: groups.get(s, GROUPS, i),
    "update": lambda s, i: containers.update(s, LARGE_GROUPS, i, name="n", user_data=None),
    "delete": lambda s, i: containers.delete(s, GROUPS, i),
    "create_person": lambda s, i: groups.create_person(s, GROUPS, i, name="n", user_data=None),
    "get_person": lambda s, i: groups.get_person(s, GROUPS, i, FACE),
    "list_persons": lambda s, i: groups.list_persons(
        s, LARGE_GROUPS, i, start=None, page_size=1
    ).pages(),
    "update_person": lambda s, i: groups.update_person(
        s, GROUPS, i, FACE, name="n", user_data=None
    ),
    "delete_person": lambda s, i: groups.delete_person(s, GROUPS, i, FACE),
    "add_face": lambda s, i: groups.add_face(s, GROUPS, i, FACE, PICTURE, **ADDED),
    "get_face": lambda s, i: groups.get_face(s, GROUPS, i, FACE, FACE),
    "update_face": lambda s, i: groups.update_face(s, GROUPS, i, FACE, FACE, user_data="u"),
    "delete_face": lambda s, i: groups.delete_face(s, GROUPS, i, FACE, FACE),
}
WITH_PERSON_ID: dict[str, Callable[[Settings, Any], Any]] = {
    "get_person": lambda s, i: groups.get_person(s, GROUPS, "a", i),
    "update_person": lambda s, i: groups.update_person(s, GROUPS, "a", i, name="n", user_data=None),
    "delete_person": lambda s, i: groups.delete_person(s, GROUPS, "a", i),
    "add_face": lambda s, i: groups.add_face(s, GROUPS, "a", i, PICTURE, **ADDED),
    "get_face": lambda s, i: groups.get_face(s, GROUPS, "a", i, FACE),
    "update_face": lambda s, i: groups.update_face(s, GROUPS, "a", i, FACE, user_data="u"),
    "delete_face": lambda s, i: groups.delete_face(s, GROUPS, "a", i, FACE),
}
WITH_FACE_ID: dict[str, Callable[[Settings, Any], Any]] = {
    "get_face": lambda s, i: lists.get_face(s, "staff", i),
    "update_face": lambda s, i: lists.update_face(s, "staff", i, user_data="u"),
    "delete_face": lambda s, i: lists.delete_face(s, LARGE, "staff", i),
    "find_similar": lambda s, i: lists.find_similar(
        s, SMALL, "board", i, max_candidates=1, mode="matchFace"
    ),
    "get_person_face": lambda s, i: groups.get_face(s, GROUPS, "a", FACE, i),
    "update_person_face": lambda s, i: groups.update_face(s, GROUPS, "a", FACE, i, user_data="u"),
    "delete_person_face": lambda s, i: groups.delete_face(s, GROUPS, "a", FACE, i),
}


@pytest.mark.parametrize("make", WITH_LIST_ID.values(), ids=WITH_LIST_ID.keys())
def test_a_bad_list_id_is_refused_before_any_request(argument_error: Any, make: Any) -> None:
    for bad in BAD_IDS:
        error = argument_error(lambda s, bad=bad: make(s, bad))
        assert "list_id" in str(error) or "training" in str(error)
        assert "must be 1 to 64 characters of a-z, 0-9, '-' and '_'" in str(error)
        assert len(str(error)) < 250


@pytest.mark.parametrize("make", WITH_GROUP_ID.values(), ids=WITH_GROUP_ID.keys())
def test_a_bad_group_id_is_refused_before_any_request(argument_error: Any, make: Any) -> None:
    for bad in BAD_IDS:
        error = argument_error(lambda s, bad=bad: make(s, bad))
        assert str(error).startswith("group_id must be 1 to 64 characters of a-z, 0-9, '-' and")
        assert len(str(error)) < 250


@pytest.mark.parametrize("make", WITH_PERSON_ID.values(), ids=WITH_PERSON_ID.keys())
def test_a_bad_person_id_is_refused_before_any_request(argument_error: Any, make: Any) -> None:
    for bad in BAD_FACE_IDS:
        error = argument_error(lambda s, bad=bad: make(s, bad))
        assert str(error).startswith("person_id must be a UUID such as")
        assert "detect" not in str(error)


@pytest.mark.parametrize("make", WITH_FACE_ID.values(), ids=WITH_FACE_ID.keys())
def test_a_bad_face_id_is_refused_before_any_request(argument_error: Any, make: Any) -> None:
    for bad in BAD_FACE_IDS:
        error = argument_error(lambda s, bad=bad: make(s, bad))
        assert "face_id must be a UUID such as" in str(error)


def test_the_longest_and_the_shortest_id_are_taken() -> None:
    for good in ("a", "0", "-", "_", "a" * 64, "a-b_c-9"):
        assert arguments.container_id(good) == good
    for good in (FACE, FACE.upper(), "AAAAAAAA-bbbb-CCCC-dddd-eeeeeeeeeeee"):
        assert arguments.face_id(good, "face_id") == good


@given(st.text() | st.text("aZ9-_.~/%", max_size=70))
def test_an_id_that_is_taken_needs_no_quoting_in_a_path(text: str) -> None:
    try:
        taken = arguments.container_id(text)
    except InvalidArgumentError:
        return
    assert quote(taken, safe="") == taken == text


def test_what_is_right_is_sent(play: Any, settings: Settings) -> None:
    for make in WITH_LIST_ID.values():
        if make not in (WITH_LIST_ID["wait"], WITH_LIST_ID["train_and_wait"]):
            assert play(make(settings, "staff"), iter([Reply(404)] * 2)).sent
    for make in WITH_GROUP_ID.values():
        assert play(make(settings, "staff"), iter([Reply(404)] * 2)).sent
