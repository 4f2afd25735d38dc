"""The doors: each method of a resource hands every argument on, in both twins alike."""

from __future__ import annotations

import asyncio
import inspect
import json
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import httpx
import pytest

from azface import (
    AsyncFaceLists,
    AsyncLargeFaceLists,
    AsyncLargePersonGroups,
    AsyncPersonGroups,
    FaceLists,
    FaceRectangle,
    LargeFaceLists,
    LargePersonGroups,
    PersonGroups,
    PollSchedule,
)
from azface._flow import Reply, Request
from azface._settings import Settings

FACE = "11111111-1111-4111-8111-111111111111"
URL = "https://img.example/p1.jpg"
ADDED = {"persistedFaceId": FACE}
MODEL_04 = '"recognitionModel": "recognition_04"'
BY_URL = f'{{"url": "{URL}"}}'
DONE = {"status": "succeeded", "createdDateTime": "2030-01-02T03:04:05Z"}
LATER = {"status": "succeeded", "createdDateTime": "2030-01-02T03:05:05Z"}
RECTANGLE = FaceRectangle(1, 2, 3, 4)
QUICK = PollSchedule.every(7)
ONE = ("wait_for_training", "train_and_wait", "watch_training")
MANY = ("wait_for_trainings", "train_and_wait_all", "as_completed")

LARGE, SMALL = (LargeFaceLists, AsyncLargeFaceLists), (FaceLists, AsyncFaceLists)
LARGE_GROUPS = (LargePersonGroups, AsyncLargePersonGroups)
GROUPS = (PersonGroups, AsyncPersonGroups)
TRAINED = (*LARGE, *LARGE_GROUPS, *GROUPS)

# Method, arguments, options, answers (None: no body), requests with query and JSON body.
Row = tuple[str, tuple[Any, ...], dict[str, Any], list[Any], list[str]]


def common(path: str, id_field: str, found: dict[str, str]) -> list[Row]:
    """What both kinds of lists can do: with no options, and with every option."""
    sent = f"POST {path}/a/persistedfaces?"
    search = "POST /findsimilars"
    named = f'{{"faceId": "{FACE}", "{id_field}": "a", '
    named += '"maxNumOfCandidatesReturned": %d, "mode": "%s"}'
    options = {"name": "A", "user_data": "u", "recognition_model": "recognition_01"}
    full = '{"name": "A", "recognitionModel": "recognition_01", "userData": "u"}'
    face = {"target_face": RECTANGLE, "detection_model": "detection_01", "user_data": "u"}
    query = "targetFace=1,2,3,4&detectionModel=detection_01&userData=u"
    changes = {"name": "A", "user_data": "u"}
    return [
        ("create", ("a",), {"name": "A"}, [None], [f'PUT {path}/a {{"name": "A", {MODEL_04}}}']),
        ("create", ("a",), options, [None], [f"PUT {path}/a {full}"]),
        ("get", ("a",), {}, [found], [f"GET {path}/a?returnRecognitionModel=true"]),
        ("update", ("a",), changes, [None], [f'PATCH {path}/a {{"name": "A", "userData": "u"}}']),
        ("delete", ("a",), {}, [None], [f"DELETE {path}/a"]),
        ("add_face", ("a", URL), {}, [ADDED], [f"{sent}detectionModel=detection_03 {BY_URL}"]),
        ("add_face", ("a", URL), face, [ADDED], [f"{sent}{query} {BY_URL}"]),
        ("delete_face", ("a", FACE), {}, [None], [f"DELETE {path}/a/persistedfaces/{FACE}"]),
        ("find_similar", ("a", FACE), {}, [[]], [f"{search} {named % (20, 'matchPerson')}"]),
        (
            "find_similar",
            ("a", FACE),
            {"max_candidates": 3, "mode": "matchFace"},
            [[]],
            [f"{search} {named % (3, 'matchFace')}"],
        ),
    ]


FACES = "/largefacelists/a/persistedfaces"
PAGE: dict[str, Any] = {"start": FACE, "page_size": 20}
WITH_MODEL = "returnRecognitionModel=true"
PATIENT = {"timeout": 60, "schedule": QUICK}


def training(path: str) -> list[Row]:
    """What all that is trained can do."""
    look, train = f"GET {path}/a/training", f"POST {path}/a/train"
    again = [look, train, look]
    return [
        ("get_training_status", ("a",), {}, [DONE], [look]),
        ("train", ("a",), {}, [DONE, None], [look, train]),
        ("train", ("a",), {"if_running": "join"}, [DONE, None], [look, train]),
        ("wait_for_training", ("a",), {}, [DONE], [look]),
        ("wait_for_training", ("a",), PATIENT, [DONE], [look]),
        ("watch_training", ("a",), {}, [DONE], [look]),
        ("watch_training", ("a",), PATIENT, [DONE], [look]),
        ("train_and_wait", ("a",), {}, [DONE, None, LATER], again),
        ("train_and_wait", ("a",), {"if_running": "raise"}, [DONE, None, LATER], again),
        ("wait_for_trainings", (["a", "a"],), {}, [DONE, DONE], [look, look]),
        ("wait_for_trainings", (["a"],), PATIENT, [DONE], [look]),
        ("as_completed", (["a", "a"],), {}, [DONE, DONE], [look, look]),
        ("as_completed", (["a"],), PATIENT, [DONE], [look]),
        ("train_and_wait_all", (["a", "a"],), {}, [DONE, None, LATER], again),
        ("train_and_wait_all", (["a"],), {"if_running": "raise"}, [DONE, None, LATER], again),
    ]


def group_rows(path: str, id_field: str) -> list[Row]:
    """What both kinds of groups can do: with no options, and with every option."""
    persons, person = f"{path}/a/persons", f"{path}/a/persons/{FACE}"
    faces, face = f"{person}/persistedfaces", f"{person}/persistedfaces/{FACE}"
    full = '{"name": "A", "recognitionModel": "recognition_01", "userData": "u"}'
    options = {"name": "A", "user_data": "u", "recognition_model": "recognition_01"}
    changes, changed = {"name": "A", "user_data": "u"}, '{"name": "A", "userData": "u"}'
    given = {"target_face": RECTANGLE, "detection_model": "detection_01", "user_data": "u"}
    query = "targetFace=1,2,3,4&detectionModel=detection_01&userData=u"
    found, made = {id_field: "a", "name": "A"}, {"personId": FACE, "name": "A"}
    plain = "detectionModel=detection_03"
    new = '{"userData": "u"}'
    return [
        ("create", ("a",), {"name": "A"}, [None], [f'PUT {path}/a {{"name": "A", {MODEL_04}}}']),
        ("create", ("a",), options, [None], [f"PUT {path}/a {full}"]),
        ("get", ("a",), {}, [found], [f"GET {path}/a?{WITH_MODEL}"]),
        ("list", (), {}, [[]], [f"GET {path}?top=1000&{WITH_MODEL}"]),
        ("list", (), PAGE, [[]], [f"GET {path}?start={FACE}&top=20&{WITH_MODEL}"]),
        ("update", ("a",), changes, [None], [f"PATCH {path}/a {changed}"]),
        ("delete", ("a",), {}, [None], [f"DELETE {path}/a"]),
        ("create_person", ("a",), {"name": "A"}, [made], [f'POST {persons} {{"name": "A"}}']),
        ("create_person", ("a",), changes, [made], [f"POST {persons} {changed}"]),
        ("get_person", ("a", FACE), {}, [made], [f"GET {person}"]),
        ("list_persons", ("a",), {}, [[]], [f"GET {persons}?top=1000"]),
        ("list_persons", ("a",), PAGE, [[]], [f"GET {persons}?start={FACE}&top=20"]),
        ("update_person", ("a", FACE), changes, [None], [f"PATCH {person} {changed}"]),
        ("delete_person", ("a", FACE), {}, [None], [f"DELETE {person}"]),
        ("add_face", ("a", FACE, URL), {}, [ADDED], [f"POST {faces}?{plain} {BY_URL}"]),
        ("add_face", ("a", FACE, URL), given, [ADDED], [f"POST {faces}?{query} {BY_URL}"]),
        ("get_face", ("a", FACE, FACE), {}, [ADDED], [f"GET {face}"]),
        ("update_face", ("a", FACE, FACE), {"user_data": "u"}, [None], [f"PATCH {face} {new}"]),
        ("delete_face", ("a", FACE, FACE), {}, [None], [f"DELETE {face}"]),
        *training(path),
    ]


SMALL_ROWS: list[Row] = [
    *common("/facelists", "faceListId", {"faceListId": "a", "name": "A"}),
    ("list", (), {}, [[]], ["GET /facelists?returnRecognitionModel=true"]),
]
LARGE_ROWS: list[Row] = [
    *common("/largefacelists", "largeFaceListId", {"largeFaceListId": "a", "name": "A"}),
    ("list", (), {}, [[]], [f"GET /largefacelists?top=1000&{WITH_MODEL}"]),
    ("list", (), PAGE, [[]], [f"GET /largefacelists?start={FACE}&top=20&{WITH_MODEL}"]),
    ("list_faces", ("a",), {}, [[]], [f"GET {FACES}?top=1000"]),
    ("list_faces", ("a",), PAGE, [[]], [f"GET {FACES}?start={FACE}&top=20"]),
    ("get_face", ("a", FACE), {}, [ADDED], [f"GET {FACES}/{FACE}"]),
    (
        "update_face",
        ("a", FACE),
        {"user_data": "u"},
        [None],
        [f'PATCH {FACES}/{FACE} {{"userData": "u"}}'],
    ),
    *training("/largefacelists"),
]
ROWS = [
    (twins, *row)
    for twins, rows in (
        (LARGE, LARGE_ROWS),
        (SMALL, SMALL_ROWS),
        (LARGE_GROUPS, group_rows("/largepersongroups", "largePersonGroupId")),
        (GROUPS, group_rows("/persongroups", "personGroupId")),
    )
    for row in rows
]


def line(request: Request, base_url: str) -> str:
    """A request as the table writes it."""
    query = unquote(str(httpx.QueryParams(dict(request.params))))
    text = f"{request.method} {request.url.removeprefix(base_url)}"
    text += f"?{query}" if query else ""
    return text if request.json is None else f"{text} {json.dumps(request.json, sort_keys=True)}"


class PlayingDriver:
    """A driver that plays flows, and keeps what it was told besides."""

    def __init__(self, play: Any, replies: list[Reply]) -> None:
        self._play, self._replies = play, replies
        self.played: Any = None
        self.told: dict[str, Any] = {}

    def run(self, flow: Any, **told: Any) -> Any:
        self.played, self.told = self._play(flow, self._replies), told
        return self.played.value

    def iterate(self, flow: Any, **told: Any) -> Any:
        self.run(flow, **told)
        return iter(self.played.emitted)

    def run_all(self, merged: Any, **told: Any) -> Any:
        return self.run(merged.in_turn(), **told)

    def iterate_all(self, merged: Any, **told: Any) -> Any:
        return self.iterate(merged.as_they_end(), **told)


class AsyncPlayingDriver(PlayingDriver):
    async def run(self, flow: Any, **told: Any) -> Any:
        return super().run(flow, **told)

    def iterate(self, flow: Any, **told: Any) -> Any:
        PlayingDriver.run(self, flow, **told)
        return iter(self.played.emitted)


def opened(twin: type[Any], play: Any, replies: list[Reply], settings: Settings) -> Any:
    """A resource, and its driver."""
    driver_class = AsyncPlayingDriver if twin.__name__.startswith("Async") else PlayingDriver
    driver: Any = driver_class(play, replies)
    return twin(driver, settings), driver


def finished(called: Any) -> None:
    if inspect.isawaitable(called):

        async def main() -> None:
            await called

        asyncio.run(main())
    elif hasattr(called, "pages"):
        called.pages()


@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize(
    ("twins", "method", "arguments", "options", "answers", "requests"),
    [pytest.param(*row, id=f"{row[0][0].__name__}.{row[1]}") for row in ROWS],
)
def test_a_method_sends_what_it_is_given(
    play: Any,
    settings: Settings,
    reply: Callable[..., Reply],
    asynchronous: bool,
    twins: Any,
    method: str,
    arguments: Any,
    options: Any,
    answers: list[Any],
    requests: list[str],
) -> None:
    replies = [reply(b"" if answer is None else answer) for answer in answers]
    resource, driver = opened(twins[asynchronous], play, replies, settings)
    finished(getattr(resource, method)(*arguments, **options))
    assert [line(each, settings.base_url) for each in driver.played.sent] == requests


@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize(
    "twins", [LARGE, SMALL, LARGE_GROUPS, GROUPS], ids=lambda twins: twins[0].__name__
)
def test_every_public_method_is_in_the_table(twins: Any, asynchronous: bool) -> None:
    methods = {name for name in dir(twins[asynchronous]) if not name.startswith("_")}
    assert methods == {row[1] for row in ROWS if row[0] is twins}


@pytest.mark.parametrize("twin", TRAINED)
@pytest.mark.parametrize("method", ONE)
def test_a_wait_is_bounded_by_its_timeout_and_schedule(
    play: Any, settings: Settings, reply: Callable[..., Reply], twin: Any, method: str
) -> None:
    running = reply({"status": "running"})
    started = [reply({"status": "succeeded"}), reply(b"")] if method == "train_and_wait" else []
    replies = [*started, *[running] * 4]
    resource, driver = opened(twin, play, replies, settings)
    with pytest.raises(TimeoutError, match="running"):
        finished(getattr(resource, method)("a", timeout=20, schedule=QUICK))
    assert driver.played.sleeps == [7.0, 7.0, 6.0]


@pytest.mark.parametrize("twin", TRAINED)
@pytest.mark.parametrize("method", [*ONE, *MANY])
def test_callbacks_and_cancel_reach_the_driver(
    play: Any, settings: Settings, reply: Callable[..., Reply], twin: Any, method: str
) -> None:
    answers = [DONE, b"", LATER] if method.startswith("train_and_wait") else [DONE]
    resource, driver = opened(twin, play, [reply(answer) for answer in answers], settings)
    given: dict[str, Any] = {}
    if method not in ("watch_training", "as_completed"):
        given["on_poll"] = print
    if not twin.__name__.startswith("Async"):
        given["cancel"] = threading.Event()
    finished(getattr(resource, method)("a" if method in ONE else ["a"], **given))
    expected = {"on_emit" if name == "on_poll" else name: value for name, value in given.items()}
    assert driver.told == expected


@pytest.mark.parametrize("twin", TRAINED)
@pytest.mark.parametrize("method", MANY)
def test_the_waits_for_many_are_bounded_by_their_timeout_and_schedule(
    play: Any, settings: Settings, reply: Callable[..., Reply], twin: Any, method: str
) -> None:
    running = reply({"status": "running"})
    started = [reply({"status": "succeeded"}), reply(b"")] if method.startswith("train") else []
    replies = [*started, *[running] * 4]
    resource, driver = opened(twin, play, replies, settings)
    finished(getattr(resource, method)(["a"], timeout=20, schedule=QUICK))
    assert driver.played.sleeps == [7.0, 7.0, 6.0]


@pytest.mark.parametrize("twin", TRAINED)
def test_a_training_is_joined_only_when_asked_to(
    play: Any, settings: Settings, reply: Callable[..., Reply], twin: Any
) -> None:
    busy = reply({"error": {"code": "LargeFaceListTrainingNotFinished"}}, 409)
    replies = [reply({"status": "running"}), busy]
    joined, driver = opened(twin, play, replies, settings)
    finished(joined.train("a", if_running="join"))
    assert driver.played.value.joined
    raising, driver = opened(twin, play, replies, settings)
    with pytest.raises(Exception, match="LargeFaceListTrainingNotFinished"):
        finished(raising.train("a"))
