"""Whatever bytes come with whatever status: every operation gives a whole result or an AzfaceError.

Any other exception fails a test here, since the flow player lets it through.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import repeat
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from azface import (
    AzfaceError,
    FaceApiError,
    OperationStatus,
    PollSchedule,
    ResponseFormatError,
    TrainingResult,
)
from azface import _containers as containers
from azface import _face_lists as lists
from azface import _person_groups as groups
from azface._detection import detect
from azface._flow import Reply
from azface._group_kinds import LARGE as LARGE_GROUPS
from azface._group_kinds import SMALL as GROUPS
from azface._list_kinds import LARGE, SMALL
from azface._settings import Settings
from azface._training import LARGE_FACE_LIST, PERSON_GROUP, status, train
from azface._waiting import watch

FACE = "11111111-1111-4111-8111-111111111111"
PICTURE = b"picture" * 300
ADDED = {"target_face": None, "detection_model": "detection_03", "user_data": "Ann"}
CREATED = {"name": "Staff", "user_data": None, "recognition_model": "recognition_04"}
SEARCHED = {"max_candidates": 20, "mode": "matchPerson"}
DETECTED = {
    "detection_model": "detection_03",
    "recognition_model": "recognition_04",
    "return_face_id": True,
    "attributes": ["headPose"],
    "landmarks": False,
    "face_id_time_to_live": 86_400,
}

TRAINING = {
    "status": "succeeded",
    "createdDateTime": "2030-01-02T03:04:05.1234567Z",
    "lastActionDateTime": "2030-01-02T03:04:05.987654Z",
    "lastSuccessfulTrainingDateTime": None,
    "message": None,
}
STAFF = {"largeFaceListId": "staff", "name": "Staff", "recognitionModel": "recognition_04"}
BOARD = {"faceListId": "board", "name": "Board", "userData": "u"}
PERSISTED = {"persistedFaceId": FACE, "userData": "Ann"}
PERSON = {"personId": FACE, "name": "Ann", "userData": "u", "persistedFaceIds": [FACE]}
FOUND = {
    "faceId": FACE,
    "faceRectangle": {"top": 35, "left": 28, "width": 114, "height": 164},
    "faceAttributes": {
        "headPose": {"pitch": 0.1, "roll": 0.2, "yaw": 0.3},
        "accessories": [{"type": "glasses", "confidence": 0.9}],
        "mask": {"noseAndMouthCovered": False, "type": "noMask"},
    },
}

# Name: how the flow is made, and a good answer to each of its requests (None: without body).
FLOWS: dict[str, tuple[Callable[[Settings], Any], Any]] = {
    "get_training_status": (lambda s: status(s, LARGE_FACE_LIST, "staff"), TRAINING),
    "train": (lambda s: train(s, LARGE_FACE_LIST, "staff", if_running="join"), TRAINING),
    "watch": (
        lambda s: watch(s, LARGE_FACE_LIST, "staff", timeout=2, schedule=PollSchedule()),
        TRAINING,
    ),
    "create": (lambda s: containers.create(s, LARGE, "staff", **CREATED), None),
    "create_small": (lambda s: containers.create(s, SMALL, "board", **CREATED), None),
    "get_large": (lambda s: lists.get_large(s, "staff"), STAFF),
    "get_small": (
        lambda s: lists.get_small(s, "board"),
        {**BOARD, "persistedFaces": [PERSISTED]},
    ),
    "list_small": (lambda s: lists.list_small(s), [BOARD, BOARD]),
    "large_lists": (lambda s: lists.large_lists(s, start=None, page_size=2).pages(), [STAFF]),
    "update": (lambda s: containers.update(s, LARGE, "staff", name="S", user_data=None), None),
    "delete": (lambda s: containers.delete(s, LARGE, "staff"), None),
    "add_face": (lambda s: lists.add_face(s, LARGE, "staff", PICTURE, **ADDED), PERSISTED),
    "add_face_small": (lambda s: lists.add_face(s, SMALL, "board", PICTURE, **ADDED), PERSISTED),
    "list_faces": (
        lambda s: lists.list_faces(s, "staff", start=None, page_size=2).pages(),
        [PERSISTED],
    ),
    "get_face": (lambda s: lists.get_face(s, "staff", FACE), PERSISTED),
    "update_face": (lambda s: lists.update_face(s, "staff", FACE, user_data="Ann"), None),
    "delete_face": (lambda s: lists.delete_face(s, LARGE, "staff", FACE), None),
    "find_similar": (
        lambda s: lists.find_similar(s, LARGE, "staff", FACE, **SEARCHED),
        [{"persistedFaceId": FACE, "confidence": 0.9}],
    ),
    "group_training_status": (
        lambda s: status(s, PERSON_GROUP, "staff"),
        TRAINING | {"lastSuccessfulTrainingId": FACE},
    ),
    "get_group": (
        lambda s: groups.get(s, GROUPS, "staff"),
        {"personGroupId": "staff", "name": "Staff", "userData": None},
    ),
    "groups": (
        lambda s: groups.groups(s, LARGE_GROUPS, start=None, page_size=2).pages(),
        [{"largePersonGroupId": "staff", "name": "Staff"}],
    ),
    "create_person": (
        lambda s: groups.create_person(s, GROUPS, "staff", name="Ann", user_data=None),
        {"personId": FACE},
    ),
    "get_person": (lambda s: groups.get_person(s, LARGE_GROUPS, "staff", FACE), PERSON),
    "list_persons": (
        lambda s: groups.list_persons(s, GROUPS, "staff", start=None, page_size=2).pages(),
        [PERSON],
    ),
    "delete_person": (lambda s: groups.delete_person(s, GROUPS, "staff", FACE), None),
    "add_person_face": (
        lambda s: groups.add_face(s, GROUPS, "staff", FACE, PICTURE, **ADDED),
        PERSISTED,
    ),
    "detect": (lambda s: detect(s, PICTURE, **DETECTED), [FOUND]),
}
WITH_BODY = [name for name, (_, document) in FLOWS.items() if document is not None]
WITHOUT_BODY = [name for name in FLOWS if name not in WITH_BODY]


def fits(value: Any, hint: Any) -> bool:
    """Whether a value is of its annotated type, all the way down."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is UnionType:
        return any(fits(value, each) for each in arguments)
    if origin is tuple:
        return type(value) is tuple and all(fits(each, arguments[0]) for each in value)
    if attrs.has(hint):
        hints = get_type_hints(hint)
        return isinstance(value, hint) and all(
            fits(getattr(value, field.name), hints[field.name]) for field in attrs.fields(hint)
        )
    if hint is float:
        return type(value) in (int, float) and abs(value) < float("inf")
    if origin is not None:
        return isinstance(value, Mapping)
    assert hint in (str, int, bool, datetime, NoneType, OperationStatus), hint
    return isinstance(value, hint) and not (hint is int and type(value) is bool)


def assert_whole(result: Any) -> None:
    for each in result if isinstance(result, list) else [result]:
        assert each is None or fits(each, type(each)), each


def outcome(play: Any, settings: Settings, name: str, reply: Reply) -> Any:
    """Play a flow that gets the same reply to whatever it sends, and check what comes of it."""
    played = play(FLOWS[name][0](settings), repeat(reply))
    if played.error is not None:
        assert str(played.error).isprintable()
        return played.error
    for emitted in played.emitted:
        # Pages hold a list of items, updates the status.
        assert_whole(getattr(emitted, "items", None) or getattr(emitted, "result", None))
    if name not in ("train", "watch"):
        assert_whole(played.result)
    return played.result


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["running", FACE, "2030-01-02T03:04:05Z", 429, 1e400, 10**400]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["error", "code", "message", "innererror", "statusCode", "status"])
            | st.text(),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
HEADERS = st.dictionaries(
    st.sampled_from(
        ["retry-after", "retry-after-ms", "date", "content-type", "apim-request-id", "location"]
    ),
    st.sampled_from(["1", "inf", "-1", "nan", "9" * 400, "Wed, 21 Oct 2015 07:28:00 +2360"])
    | st.text(st.characters(max_codepoint=255), max_size=20),
)
STATUSES = st.sampled_from([200, 202, 299, 400, 404, 409, 429, 503]) | st.integers(100, 999)


@st.composite
def damaged(draw: st.DrawFn, document: Any) -> Any:
    """A good document with one part, however deep, put in the place of random JSON or left out."""
    changed = copy.deepcopy(document)
    inner = changed
    while True:
        steps = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
        step = draw(st.sampled_from(steps))
        if isinstance(inner[step], dict | list) and inner[step] and draw(st.booleans()):
            inner = inner[step]
        elif draw(st.booleans()):
            inner[step] = draw(JSON)
            return changed
        else:
            del inner[step]
            return changed


def encoded(document: Any) -> bytes:
    return json.dumps(document).encode()


@pytest.mark.parametrize("name", FLOWS)
@given(body=st.binary() | JSON.map(encoded), status=STATUSES, headers=HEADERS)
def test_any_bytes_with_any_status_end_in_a_result_or_an_azface_error(
    play: Any, settings: Settings, name: str, status: int, headers: dict[str, str], body: bytes
) -> None:
    ended = outcome(play, settings, name, Reply(status, headers, body))
    if status >= 400:
        assert isinstance(ended, AzfaceError)
        if name != "watch":
            assert isinstance(ended, FaceApiError)
            assert ended.status_code == status
    elif not 200 <= status < 300:
        assert isinstance(ended, ResponseFormatError)


@pytest.mark.parametrize("name", WITH_BODY)
@given(data=st.data())
def test_a_good_answer_with_one_part_damaged_is_read_whole_or_refused(
    play: Any, settings: Settings, name: str, data: st.DataObject
) -> None:
    document = data.draw(damaged(FLOWS[name][1]))
    ended = outcome(play, settings, name, Reply(200, {}, encoded(document)))
    if not isinstance(ended, AzfaceError) and name == "get_training_status":
        assert isinstance(ended, TrainingResult)
        assert encoded(ended.raw) == encoded(document)


@pytest.mark.parametrize("name", WITH_BODY)
def test_a_good_answer_is_read_and_one_cut_anywhere_never_is(
    play: Any, settings: Settings, name: str
) -> None:
    body = encoded(FLOWS[name][1])
    assert not isinstance(outcome(play, settings, name, Reply(200, {}, body)), AzfaceError)
    for end in range(len(body)):
        ended = outcome(play, settings, name, Reply(200, {}, body[:end]))
        assert isinstance(ended, ResponseFormatError)
        assert ended.body == body[:end]


@pytest.mark.parametrize("name", WITHOUT_BODY)
def test_an_operation_without_body_takes_nothing_or_json_for_a_success(
    play: Any, settings: Settings, name: str
) -> None:
    for body in (b"", b" \r\n", b"{}", b"null"):
        assert outcome(play, settings, name, Reply(200, {}, body)) is None
    for body in (b"<html>sign in</html>", b"OK", b"\xff", b"{"):
        ended = outcome(play, settings, name, Reply(200, {}, body))
        assert isinstance(ended, ResponseFormatError)
