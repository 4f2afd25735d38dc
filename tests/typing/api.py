"""How users see the types: checked by mypy strict and pyright strict, never run."""

from __future__ import annotations

import builtins
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import assert_type

import httpx

from azface import (
    AccessToken,
    Anonymous,
    ApiKey,
    AsyncFaceClient,
    AsyncLargeFaceLists,
    AsyncLargePersonGroups,
    AsyncPager,
    AsyncPersonGroups,
    AzfaceError,
    Clock,
    Credential,
    DetectedFace,
    EntraId,
    FaceApiError,
    FaceClient,
    FaceList,
    FaceListItem,
    FaceRectangle,
    LargeFaceList,
    LargeFaceLists,
    LargePersonGroup,
    LargePersonGroups,
    OperationStatus,
    Page,
    Pager,
    PersistedFace,
    Person,
    PersonGroup,
    PersonGroups,
    PollSchedule,
    RateLimit,
    RetryEvent,
    RetryPolicy,
    SimilarFace,
    TrainingError,
    TrainingResult,
    TrainingRun,
    TrainingTimeoutError,
    TrainingUpdate,
)
from azface.testing import VirtualClock

ENDPOINT = "https://example.cognitiveservices.azure.com"


class Token:
    token = "a token"
    expires_on = 0


class SyncTokens:
    def get_token(self, *scopes: str) -> AccessToken:
        raise NotImplementedError


class AsyncTokens:
    async def get_token(self, *scopes: str) -> AccessToken:
        raise NotImplementedError


class OwnCredential:
    def auth(self, endpoint: str) -> httpx.Auth:
        return httpx.BasicAuth("user", endpoint)


def noted(event: RetryEvent) -> None:
    assert_type(event.error, AzfaceError)
    assert_type(event.delay, float)


def clients() -> None:
    FaceClient(ENDPOINT, "key")
    FaceClient(ENDPOINT, ApiKey(lambda: "key"))
    FaceClient(ENDPOINT, Anonymous())
    FaceClient(ENDPOINT, EntraId(SyncTokens(), scope="scope"))
    FaceClient(ENDPOINT, SyncTokens())
    FaceClient(ENDPOINT, OwnCredential())
    AsyncFaceClient(ENDPOINT, AsyncTokens())
    credential: Credential = OwnCredential()
    token: AccessToken = Token()
    clock: Clock = VirtualClock()
    with FaceClient(
        ENDPOINT,
        credential,
        api_version="v1.1-preview.1",
        timeout=10,
        connect_timeout=1.5,
        retry=RetryPolicy(attempts=2),
        rate_limit=RateLimit.per_minute(20),
        on_retry=noted,
        allow_http=True,
        clock=clock,
        http_client=httpx.Client(),
    ) as client:
        assert_type(client, FaceClient)
        assert_type(client.with_options(timeout=1), FaceClient)
        assert_type(client.with_options(rate_limit=RateLimit.S0), FaceClient)
        assert_type(RateLimit.per_second(10), RateLimit)
        assert_type(client.large_face_lists, LargeFaceLists)
    assert_type(FaceClient.from_env(credential="key"), FaceClient)
    assert_type(token.token, str)


def large_face_lists(lists: LargeFaceLists, cancel: threading.Event) -> None:
    lists.create("staff", name="Staff", user_data=None, recognition_model="recognition_04")
    assert_type(lists.get("staff"), LargeFaceList)
    assert_type(lists.list(page_size=10), Pager[LargeFaceList])
    for found in lists.list(start="a"):
        assert_type(found, LargeFaceList)
    for page in lists.list_faces("staff").pages():
        assert_type(page, Page[PersistedFace])
        assert_type(page.items, builtins.list[PersistedFace])
        assert_type(page.next_start, str | None)
    for image in (b"bytes", Path("a.jpg"), BytesIO(b"bytes"), "https://example.com/a.jpg"):
        assert_type(lists.add_face("staff", image), PersistedFace)
    lists.add_face("staff", b"", target_face=FaceRectangle(left=0, top=0, width=1, height=1))
    assert_type(lists.find_similar("staff", "id", mode="matchFace"), builtins.list[SimilarFace])
    run = lists.train("staff", if_running="join")
    assert_type(run, TrainingRun)
    assert_type(run.before, TrainingResult | None)
    assert_type(lists.get_training_status("staff").status, OperationStatus | str)
    result = lists.wait_for_training(
        run, timeout=None, schedule=PollSchedule.every(30), on_poll=print, cancel=cancel
    )
    assert_type(result, TrainingResult)
    assert_type(result.last_successful_training_date_time, datetime | None)
    assert_type(lists.train_and_wait("staff", if_running="wait"), TrainingResult)
    updates = lists.watch_training("staff")
    assert_type(updates, Iterator[TrainingUpdate])


async def async_large_face_lists(lists: AsyncLargeFaceLists) -> None:
    await lists.create("staff", name="Staff")
    assert_type(lists.list(), AsyncPager[LargeFaceList])
    async for found in lists.list():
        assert_type(found, LargeFaceList)
    async for page in lists.list_faces("staff").pages():
        assert_type(page, Page[PersistedFace])
    assert_type(await lists.train("staff"), TrainingRun)
    assert_type(await lists.wait_for_training("staff", timeout=60), TrainingResult)
    assert_type(await lists.train_and_wait("staff"), TrainingResult)
    assert_type(lists.watch_training("staff"), AsyncIterator[TrainingUpdate])


def person_groups(client: FaceClient, cancel: threading.Event) -> None:
    assert_type(client.large_person_groups, LargePersonGroups)
    assert_type(client.person_groups, PersonGroups)
    assert_type(client.large_person_groups.get("staff"), LargePersonGroup)
    groups = client.person_groups
    groups.create("staff", name="Staff", user_data=None, recognition_model="recognition_04")
    assert_type(groups.get("staff"), PersonGroup)
    assert_type(groups.list(page_size=10), Pager[PersonGroup])
    ann = groups.create_person("staff", name="Ann", user_data=None)
    assert_type(ann, Person)
    assert_type(ann.persisted_face_ids, tuple[str, ...])
    assert_type(groups.list_persons("staff", start="a"), Pager[Person])
    face = groups.add_face("staff", ann.person_id, Path("ann.jpg"), user_data="door")
    assert_type(face, PersistedFace)
    groups.update_face("staff", ann.person_id, face.persisted_face_id, user_data="yard")
    run = groups.train("staff", if_running="join")
    assert_type(run, TrainingRun)
    result = groups.wait_for_training(run, timeout=None, on_poll=print, cancel=cancel)
    assert_type(result.last_successful_training_id, str | None)
    assert_type(groups.watch_training("staff"), Iterator[TrainingUpdate])


async def async_person_groups(client: AsyncFaceClient) -> None:
    assert_type(client.person_groups, AsyncPersonGroups)
    groups = client.large_person_groups
    assert_type(groups, AsyncLargePersonGroups)
    async for found in groups.list():
        assert_type(found, LargePersonGroup)
    assert_type(await groups.get_person("staff", "id"), Person)
    assert_type(await groups.train_and_wait("staff", timeout=60), TrainingResult)
    assert_type(groups.watch_training("staff"), AsyncIterator[TrainingUpdate])


def face_lists_and_detect(client: FaceClient) -> None:
    assert_type(client.face_lists.get("board"), FaceList)
    assert_type(client.face_lists.list(), list[FaceListItem])
    assert_type(client.detect(b"", attributes=["mask"]), list[DetectedFace])
    assert_type(client.detect(b"")[0].face_id, str | None)


def errors(client: FaceClient) -> None:
    try:
        client.large_face_lists.train_and_wait("staff")
    except TrainingTimeoutError as error:
        assert_type(error.last_result, TrainingResult | None)
        assert_type(error.last_error, AzfaceError | None)
        assert_type(error.elapsed, float)
    except TrainingError as error:
        assert_type(error.run, TrainingRun | None)
    except FaceApiError as error:
        assert_type(error.code, str | None)
        assert_type(error.retry_after, float | None)
    except AzfaceError as error:
        assert_type(error.outcome_unknown, bool)


def refused(client: FaceClient, tokens: AsyncTokens) -> None:
    """Each line is wrong, and both checkers must say so (an unused ignore is an error too)."""
    FaceClient(ENDPOINT)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
    FaceClient(ENDPOINT, "key", api_version="v9")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    client.large_face_lists.create("staff")  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
    client.large_face_lists.train("staff", if_running="wait")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    client.large_face_lists.train_and_wait("staff", 60)  # type: ignore[call-arg, arg-type] # pyright: ignore[reportCallIssue]
    client.large_face_lists.find_similar("staff", 5)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
