"""Arguments that cannot be right are refused before any request; the limits are taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from azface import FaceRectangle, InvalidArgumentError, InvalidImageError
from azface import _arguments as arguments
from azface import _containers as containers
from azface import _face_lists as lists
from azface import _person_groups as groups
from azface._detection import detect
from azface._group_kinds import SMALL as GROUPS
from azface._list_kinds import LARGE, SMALL
from azface._settings import Settings

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

NOT_COUNTS: list[Any] = [0, -1, 1_001, True, False, 1.0, "20", None, 10**30]

Make = Callable[[Settings], Any]


@pytest.mark.parametrize("bad", NOT_COUNTS)
def test_a_page_size_is_a_whole_number_from_1_to_1000(
    argument_error: Any, settings: Settings, bad: Any
) -> None:
    makes: list[Make] = [
        lambda s: lists.large_lists(s, start=None, page_size=bad).pages(),
        lambda s: lists.list_faces(s, "staff", start=None, page_size=bad).pages(),
        lambda s: groups.groups(s, GROUPS, start=None, page_size=bad).pages(),
        lambda s: groups.list_persons(s, GROUPS, "a", start=None, page_size=bad).pages(),
    ]
    for make in makes:
        error = argument_error(make)
        assert "page_size must be a whole number from 1 to 1,000, not " in str(error)
    for good in (1, 1_000):
        assert lists.large_lists(settings, start=None, page_size=good).page_size == good


@pytest.mark.parametrize("bad", NOT_COUNTS)
def test_a_number_of_candidates_is_a_whole_number_from_1_to_1000(
    argument_error: Any, bad: Any
) -> None:
    error = argument_error(
        lambda s: lists.find_similar(s, LARGE, "staff", FACE, max_candidates=bad, mode="matchFace"),
    )
    assert "max_candidates must be a whole number from 1 to 1,000" in str(error)


@pytest.mark.parametrize("bad", ["", "matchperson", "MatchFace", None, 5, ["matchFace"]])
def test_a_mode_is_one_of_two(argument_error: Any, bad: Any) -> None:
    error = argument_error(
        lambda s: lists.find_similar(s, LARGE, "staff", FACE, max_candidates=1, mode=bad),
    )
    assert "mode must be 'matchPerson' or 'matchFace'" in str(error)


@pytest.mark.parametrize("bad", ["", "x" * 65, 5, b"a", "\udc80"])
def test_a_listing_begins_after_an_id(argument_error: Any, bad: Any) -> None:
    makes: list[Make] = [
        lambda s: lists.large_lists(s, start=bad, page_size=1).pages(),
        lambda s: lists.list_faces(s, "staff", start=bad, page_size=1).pages(),
        lambda s: groups.groups(s, GROUPS, start=bad, page_size=1).pages(),
        lambda s: groups.list_persons(s, GROUPS, "a", start=bad, page_size=1).pages(),
    ]
    for make in makes:
        assert "start" in str(argument_error(make))


@pytest.mark.parametrize("bad", ["x" * 16_385, 5, b"u", "\ud800"])
def test_the_data_of_a_list_or_person_is_a_text_of_16384_characters_at_most(
    argument_error: Any, bad: Any
) -> None:
    makes: list[Make] = [
        lambda s: containers.create(s, LARGE, "a", name="n", user_data=bad, recognition_model="r"),
        lambda s: containers.update(s, SMALL, "a", name=None, user_data=bad),
        lambda s: groups.create_person(s, GROUPS, "a", name="n", user_data=bad),
        lambda s: groups.update_person(s, GROUPS, "a", FACE, name=None, user_data=bad),
    ]
    for make in makes:
        assert "user_data" in str(argument_error(make))
    assert arguments.user_data("x" * 16_384, arguments.CONTAINER_USER_DATA) == "x" * 16_384
    assert arguments.user_data("", arguments.CONTAINER_USER_DATA) == ""


@pytest.mark.parametrize("bad", ["x" * 1_025, 5, b"u", "photo-\udcff.jpg"])
def test_the_data_of_a_face_is_a_text_of_1024_characters_at_most(
    argument_error: Any, bad: Any
) -> None:
    makes: list[Make] = [
        lambda s: lists.add_face(s, SMALL, "a", PICTURE, **(ADDED | {"user_data": bad})),
        lambda s: lists.update_face(s, "a", FACE, user_data=bad),
        lambda s: groups.add_face(s, GROUPS, "a", FACE, PICTURE, **(ADDED | {"user_data": bad})),
        lambda s: groups.update_face(s, GROUPS, "a", FACE, FACE, user_data=bad),
    ]
    for make in makes:
        assert "user_data" in str(argument_error(make))
    assert arguments.user_data("x" * 1_024, arguments.FACE_USER_DATA) == "x" * 1_024


def test_new_data_of_a_face_is_not_none(argument_error: Any) -> None:
    nothing: Any = None
    error = argument_error(lambda s: lists.update_face(s, "a", FACE, user_data=nothing))
    assert "the empty one clears it" in str(error)


@pytest.mark.parametrize("bad", ["", "x" * 129, 5, b"n", "\udfff"])
def test_a_name_has_1_to_128_characters(argument_error: Any, bad: Any) -> None:
    makes: list[Make] = [
        lambda s: containers.create(s, SMALL, "a", name=bad, user_data=None, recognition_model="r"),
        lambda s: containers.update(s, LARGE, "a", name=bad, user_data=None),
        lambda s: groups.create_person(s, GROUPS, "a", name=bad, user_data=None),
        lambda s: groups.update_person(s, GROUPS, "a", FACE, name=bad, user_data=None),
    ]
    for make in makes:
        assert str(argument_error(make)).startswith("name ")
    assert arguments.display_name("x" * 128) == "x" * 128


def test_an_update_changes_something(argument_error: Any) -> None:
    makes: list[Make] = [
        lambda s: containers.update(s, LARGE, "a", name=None, user_data=None),
        lambda s: groups.update_person(s, GROUPS, "a", FACE, name=None, user_data=None),
    ]
    for make in makes:
        assert "a name, user_data, or both" in str(argument_error(make))


@pytest.mark.parametrize(
    "bad",
    [
        FaceRectangle(-1, 0, 1, 1),
        FaceRectangle(0, 0, 1, 2**31),
        FaceRectangle(0, True, 1, 1),
        FaceRectangle(0, 1.0, 1, 1),  # type: ignore[arg-type]
        FaceRectangle("1", 0, 1, 1),  # type: ignore[arg-type]
        (0, 0, 1, 1),
        "0,0,1,1",
        False,
    ],
)
def test_a_target_face_is_a_rectangle_of_whole_numbers(argument_error: Any, bad: Any) -> None:
    make: Make = lambda s: lists.add_face(  # noqa: E731
        s, LARGE, "a", PICTURE, **(ADDED | {"target_face": bad})
    )
    assert "target_face" in str(argument_error(make))


@pytest.mark.parametrize("bad", ["", None, 5, "\ud800"])
def test_a_model_is_a_text(argument_error: Any, bad: Any) -> None:
    makes: list[Make] = [
        lambda s: detect(s, PICTURE, **(DETECTED | {"detection_model": bad})),
        lambda s: detect(s, PICTURE, **(DETECTED | {"recognition_model": bad})),
        lambda s: lists.add_face(s, LARGE, "a", PICTURE, **(ADDED | {"detection_model": bad})),
        lambda s: containers.create(s, LARGE, "a", name="n", user_data=None, recognition_model=bad),
    ]
    for make in makes:
        assert "_model " in str(argument_error(make))


@pytest.mark.parametrize("bad", [b"", b"x" * 1_023, "face.jpg", None])
def test_an_unusable_picture_is_refused_before_any_request(argument_error: Any, bad: Any) -> None:
    makes: list[Make] = [
        lambda s: detect(s, bad, **DETECTED),
        lambda s: lists.add_face(s, SMALL, "a", bad, **ADDED),
        lambda s: groups.add_face(s, GROUPS, "a", FACE, bad, **ADDED),
    ]
    for make in makes:
        assert isinstance(argument_error(make), InvalidImageError)


@pytest.mark.parametrize("bad", [-1, -0.001, float("nan"), float("inf"), True, "5", [5]])
def test_a_wait_lasts_0_or_more_seconds_or_for_ever(bad: Any) -> None:
    with pytest.raises(InvalidArgumentError, match="timeout must be 0 or more seconds, or None"):
        arguments.seconds(bad, "timeout")
    assert arguments.seconds(None, "timeout") is None
    assert arguments.seconds(0, "timeout") == 0.0
    assert arguments.seconds(3_600, "timeout") == 3_600.0
