"""Arguments that cannot be right are refused before any request; the limits are taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azface import FaceRectangle, InvalidArgumentError, InvalidImageError, PollSchedule
from azface import _arguments as arguments
from azface import _face_lists as lists
from azface._detection import detect
from azface._flow import Reply
from azface._list_kinds import LARGE, SMALL
from azface._settings import Settings
from azface._training import LARGE_FACE_LIST, status, train
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
NOT_COUNTS: list[Any] = [0, -1, 1_001, True, False, 1.0, "20", None, 10**30]

Make = Callable[[Settings], Any]

WITH_LIST_ID: dict[str, Callable[[Settings, Any], Any]] = {
    "get_training_status": lambda s, i: status(s, LARGE_FACE_LIST, i),
    "train": lambda s, i: train(s, LARGE_FACE_LIST, i, if_running="raise"),
    "wait": lambda s, i: watch(s, LARGE_FACE_LIST, i, timeout=None, schedule=PollSchedule()),
    "train_and_wait": lambda s, i: train_and_watch(
        s, LARGE_FACE_LIST, i, if_running="wait", timeout=None, schedule=PollSchedule()
    ),
    "create": lambda s, i: lists.create(
        s, LARGE, i, name="n", user_data=None, recognition_model="recognition_04"
    ),
    "get_large": lists.get_large,
    "get_small": lists.get_small,
    "update": lambda s, i: lists.update(s, SMALL, i, name="n", user_data=None),
    "delete": lambda s, i: lists.delete(s, LARGE, i),
    "add_face": lambda s, i: lists.add_face(s, LARGE, i, PICTURE, **ADDED),
    "list_faces": lambda s, i: lists.list_faces(s, i, start=None, page_size=1).pages(),
    "get_face": lambda s, i: lists.get_face(s, i, FACE),
    "update_face": lambda s, i: lists.update_face(s, i, FACE, user_data="u"),
    "delete_face": lambda s, i: lists.delete_face(s, SMALL, i, FACE),
    "find_similar": lambda s, i: lists.find_similar(
        s, LARGE, i, FACE, max_candidates=1, mode="matchPerson"
    ),
}
WITH_FACE_ID: dict[str, Callable[[Settings, Any], Any]] = {
    "get_face": lambda s, i: lists.get_face(s, "staff", i),
    "update_face": lambda s, i: lists.update_face(s, "staff", i, user_data="u"),
    "delete_face": lambda s, i: lists.delete_face(s, LARGE, "staff", i),
    "find_similar": lambda s, i: lists.find_similar(
        s, SMALL, "board", i, max_candidates=1, mode="matchFace"
    ),
}


def refusal(play: Any, settings: Settings, make: Make) -> InvalidArgumentError:
    """The error of a flow that is refused before it sends anything."""
    try:
        played = play(make(settings))
    except InvalidArgumentError as error:
        return error
    assert isinstance(played.error, InvalidArgumentError)
    assert (played.sent, played.sleeps) == ([], [])
    assert not played.error.outcome_unknown
    return played.error


@pytest.mark.parametrize("make", WITH_LIST_ID.values(), ids=WITH_LIST_ID.keys())
def test_a_bad_list_id_is_refused_before_any_request(
    play: Any, settings: Settings, make: Any
) -> None:
    for bad in BAD_IDS:
        error = refusal(play, settings, lambda s, bad=bad: make(s, bad))
        assert "must be 1 to 64 characters of a-z, 0-9, '-' and '_'" in str(error)
        assert len(str(error)) < 250


@pytest.mark.parametrize("make", WITH_FACE_ID.values(), ids=WITH_FACE_ID.keys())
def test_a_bad_face_id_is_refused_before_any_request(
    play: Any, settings: Settings, make: Any
) -> None:
    for bad in BAD_FACE_IDS:
        error = refusal(play, settings, lambda s, bad=bad: make(s, bad))
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


@pytest.mark.parametrize("bad", NOT_COUNTS)
def test_a_page_size_is_a_whole_number_from_1_to_1000(
    play: Any, settings: Settings, bad: Any
) -> None:
    makes: list[Make] = [
        lambda s: lists.large_lists(s, start=None, page_size=bad).pages(),
        lambda s: lists.list_faces(s, "staff", start=None, page_size=bad).pages(),
    ]
    for make in makes:
        error = refusal(play, settings, make)
        assert "page_size must be a whole number from 1 to 1,000, not " in str(error)
    for good in (1, 1_000):
        assert lists.large_lists(settings, start=None, page_size=good).page_size == good


@pytest.mark.parametrize("bad", NOT_COUNTS)
def test_a_number_of_candidates_is_a_whole_number_from_1_to_1000(
    play: Any, settings: Settings, bad: Any
) -> None:
    error = refusal(
        play,
        settings,
        lambda s: lists.find_similar(s, LARGE, "staff", FACE, max_candidates=bad, mode="matchFace"),
    )
    assert "max_candidates must be a whole number from 1 to 1,000" in str(error)


@pytest.mark.parametrize("bad", ["", "matchperson", "MatchFace", None, 5, ["matchFace"]])
def test_a_mode_is_one_of_two(play: Any, settings: Settings, bad: Any) -> None:
    error = refusal(
        play,
        settings,
        lambda s: lists.find_similar(s, LARGE, "staff", FACE, max_candidates=1, mode=bad),
    )
    assert "mode must be 'matchPerson' or 'matchFace'" in str(error)


@pytest.mark.parametrize("bad", ["", "x" * 65, 5, b"a", "\udc80"])
def test_a_listing_begins_after_an_id(play: Any, settings: Settings, bad: Any) -> None:
    makes: list[Make] = [
        lambda s: lists.large_lists(s, start=bad, page_size=1).pages(),
        lambda s: lists.list_faces(s, "staff", start=bad, page_size=1).pages(),
    ]
    for make in makes:
        assert "start" in str(refusal(play, settings, make))


@pytest.mark.parametrize("bad", ["x" * 16_385, 5, b"u", "\ud800"])
def test_the_data_of_a_list_is_a_text_of_16384_characters_at_most(
    play: Any, settings: Settings, bad: Any
) -> None:
    makes: list[Make] = [
        lambda s: lists.create(s, LARGE, "a", name="n", user_data=bad, recognition_model="r"),
        lambda s: lists.update(s, SMALL, "a", name=None, user_data=bad),
    ]
    for make in makes:
        assert "user_data" in str(refusal(play, settings, make))
    assert arguments.user_data("x" * 16_384, arguments.LIST_USER_DATA) == "x" * 16_384
    assert arguments.user_data("", arguments.LIST_USER_DATA) == ""


@pytest.mark.parametrize("bad", ["x" * 1_025, 5, b"u", "photo-\udcff.jpg"])
def test_the_data_of_a_face_is_a_text_of_1024_characters_at_most(
    play: Any, settings: Settings, bad: Any
) -> None:
    makes: list[Make] = [
        lambda s: lists.add_face(s, SMALL, "a", PICTURE, **(ADDED | {"user_data": bad})),
        lambda s: lists.update_face(s, "a", FACE, user_data=bad),
    ]
    for make in makes:
        assert "user_data" in str(refusal(play, settings, make))
    assert arguments.user_data("x" * 1_024, arguments.FACE_USER_DATA) == "x" * 1_024


def test_new_data_of_a_face_is_not_none(play: Any, settings: Settings) -> None:
    nothing: Any = None
    error = refusal(play, settings, lambda s: lists.update_face(s, "a", FACE, user_data=nothing))
    assert "the empty one clears it" in str(error)


@pytest.mark.parametrize("bad", ["", "x" * 129, 5, b"n", "\udfff"])
def test_a_name_has_1_to_128_characters(play: Any, settings: Settings, bad: Any) -> None:
    makes: list[Make] = [
        lambda s: lists.create(s, SMALL, "a", name=bad, user_data=None, recognition_model="r"),
        lambda s: lists.update(s, LARGE, "a", name=bad, user_data=None),
    ]
    for make in makes:
        assert str(refusal(play, settings, make)).startswith("name ")
    assert arguments.display_name("x" * 128) == "x" * 128


def test_an_update_changes_something(play: Any, settings: Settings) -> None:
    error = refusal(
        play, settings, lambda s: lists.update(s, LARGE, "a", name=None, user_data=None)
    )
    assert "a name, user_data, or both" in str(error)


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
def test_a_target_face_is_a_rectangle_of_whole_numbers(
    play: Any, settings: Settings, bad: Any
) -> None:
    make: Make = lambda s: lists.add_face(  # noqa: E731
        s, LARGE, "a", PICTURE, **(ADDED | {"target_face": bad})
    )
    assert "target_face" in str(refusal(play, settings, make))


@pytest.mark.parametrize("bad", ["", None, 5, "\ud800"])
def test_a_model_is_a_text(play: Any, settings: Settings, bad: Any) -> None:
    makes: list[Make] = [
        lambda s: detect(s, PICTURE, **(DETECTED | {"detection_model": bad})),
        lambda s: detect(s, PICTURE, **(DETECTED | {"recognition_model": bad})),
        lambda s: lists.add_face(s, LARGE, "a", PICTURE, **(ADDED | {"detection_model": bad})),
        lambda s: lists.create(s, LARGE, "a", name="n", user_data=None, recognition_model=bad),
    ]
    for make in makes:
        assert "_model " in str(refusal(play, settings, make))


@pytest.mark.parametrize("bad", [b"", b"x" * 1_023, "face.jpg", None])
def test_an_unusable_picture_is_refused_before_any_request(
    play: Any, settings: Settings, bad: Any
) -> None:
    makes: list[Make] = [
        lambda s: detect(s, bad, **DETECTED),
        lambda s: lists.add_face(s, SMALL, "a", bad, **ADDED),
    ]
    for make in makes:
        assert isinstance(refusal(play, settings, make), InvalidImageError)


@pytest.mark.parametrize("bad", [-1, -0.001, float("nan"), float("inf"), True, "5", [5]])
def test_a_wait_lasts_0_or_more_seconds_or_for_ever(bad: Any) -> None:
    with pytest.raises(InvalidArgumentError, match="timeout must be 0 or more seconds, or None"):
        arguments.seconds(bad, "timeout")
    assert arguments.seconds(None, "timeout") is None
    assert arguments.seconds(0, "timeout") == 0.0
    assert arguments.seconds(3_600, "timeout") == 3_600.0


def test_what_is_right_is_sent(play: Any, settings: Settings) -> None:
    for make in WITH_LIST_ID.values():
        if make not in (WITH_LIST_ID["wait"], WITH_LIST_ID["train_and_wait"]):
            assert play(make(settings, "staff"), iter([Reply(404)] * 2)).sent
