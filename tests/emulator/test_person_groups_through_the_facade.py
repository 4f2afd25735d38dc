"""The life of both kinds of groups, through both clients and both API versions, over sockets."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from azface import (
    AlreadyExistsError,
    ApiVersion,
    AsyncFaceClient,
    FaceClient,
    InvalidArgumentError,
    NotFoundError,
    NotTrainedError,
    QuotaExceededError,
    TrainingFailedError,
    TrainingNotFinishedError,
    TrainingRun,
    TrainingTimeoutError,
    TransportError,
)
from azface.emulator import Emulator, Fault
from azface.testing import VirtualClock

URL = "https://example.com/a.jpg"
KINDS = ["person_groups", "large_person_groups"]


@pytest.fixture
def emulator(clock: VirtualClock, picture: Callable[[int], bytes]) -> Iterator[Emulator]:
    with Emulator(clock=clock) as running:
        running.pictures[URL] = picture(1)
        yield running


@pytest.fixture
def client(emulator: Emulator) -> Iterator[FaceClient]:
    with emulator.client() as made:
        yield made


@pytest.fixture(params=KINDS)
def groups(request: pytest.FixtureRequest, client: FaceClient) -> Any:
    """The resource of either kind."""
    return getattr(client, request.param)


@pytest.mark.parametrize("version", ["v1.2", "v1.1-preview.1"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_whole_life_of_a_group(
    emulator: Emulator, picture: Callable[[int], bytes], kind: str, version: ApiVersion
) -> None:
    with emulator.client(api_version=version) as client:
        groups: Any = getattr(client, kind)
        groups.create("staff", name="Staff", user_data="u")
        groups.update("staff", name="All staff")
        kept = groups.get("staff")
        assert (kept.name, kept.user_data) == ("All staff", "u")
        assert kept.recognition_model == "recognition_04"
        assert list(groups.list()) == [kept]
        ann = groups.create_person("staff", name="Ann", user_data="p")
        assert groups.get_person("staff", ann.person_id) == ann
        groups.update_person("staff", ann.person_id, user_data="q")
        face = groups.add_face("staff", ann.person_id, picture(2), user_data="f")
        spare = groups.add_face("staff", ann.person_id, URL)
        groups.update_face("staff", ann.person_id, face.persisted_face_id, user_data="g")
        assert groups.get_face("staff", ann.person_id, face.persisted_face_id).user_data == "g"
        groups.delete_face("staff", ann.person_id, spare.persisted_face_id)
        [known] = groups.list_persons("staff")
        assert (known.name, known.user_data) == ("Ann", "q")
        assert known.persisted_face_ids == (face.persisted_face_id,)
        result = groups.train_and_wait("staff")
        assert groups.get_training_status("staff") == result
        assert bool(result.last_successful_training_id) == (kind == "person_groups")
        groups.delete_person("staff", ann.person_id)
        assert list(groups.list_persons("staff")) == []
        groups.delete("staff")
        with pytest.raises(NotFoundError):
            groups.get("staff")
    assert {each.path.split("/")[2] for each in emulator.requests} == {version}


@pytest.mark.parametrize("kind", KINDS)
def test_the_async_twin_trains_and_watches_as_the_sync_one_does(
    emulator: Emulator, kind: str
) -> None:
    async def story(client: AsyncFaceClient) -> None:
        groups: Any = getattr(client, kind)
        await groups.create("staff", name="Staff")
        for name in ("Ann", "Ben", "Cy"):
            person = await groups.create_person("staff", name=name)
            await groups.add_face("staff", person.person_id, URL)
        names = [person.name async for person in groups.list_persons("staff", page_size=2)]
        assert sorted(names) == ["Ann", "Ben", "Cy"]
        first = await groups.train_and_wait("staff")
        run = await groups.train("staff")
        updates = [update async for update in groups.watch_training(run)]
        assert updates[-1].done
        assert updates[-1].result.created_date_time != first.created_date_time
        again = await groups.wait_for_training(TrainingRun.from_json(run.to_json()))
        assert again == updates[-1].result

    async def main() -> None:
        async with emulator.async_client() as client:
            await story(client)

    asyncio.run(main())


def test_an_old_success_that_is_still_served_is_not_taken_for_the_new_one(
    emulator: Emulator, groups: Any
) -> None:
    groups.create("staff", name="Staff")
    ann = groups.create_person("staff", name="Ann")
    groups.add_face("staff", ann.person_id, URL)
    old = groups.train_and_wait("staff")
    emulator.inject(Fault.stale_status(reads=2), times="always")
    new = groups.train_and_wait("staff")
    assert new.created_date_time != old.created_date_time


def test_errors_are_those_of_lists(emulator: Emulator, groups: Any) -> None:
    groups.create("staff", name="Staff")
    with pytest.raises(AlreadyExistsError):
        groups.create("staff", name="Staff")
    with pytest.raises(NotTrainedError):
        groups.get_training_status("staff")
    with pytest.raises(NotTrainedError):
        groups.wait_for_training("staff")
    with pytest.raises(TrainingFailedError) as caught:
        groups.train_and_wait("staff")
    assert caught.value.result.message
    nobody = "11111111-1111-4111-8111-111111111111"
    with pytest.raises(NotFoundError) as missing:
        groups.get_person("staff", nobody)
    assert missing.value.code == "PersonNotFound"
    ann = groups.create_person("staff", name="Ann")
    with pytest.raises(NotFoundError) as missing:
        groups.delete_face("staff", ann.person_id, nobody)
    assert missing.value.code == "PersistedFaceNotFound"
    groups.add_face("staff", ann.person_id, URL)
    with pytest.raises(TrainingTimeoutError) as late:
        groups.wait_for_training(groups.train("staff"), timeout=0)
    assert late.value.run.container == container_of(groups)
    with pytest.raises(TrainingNotFinishedError):
        groups.create_person("staff", name="Ben")
    emulator.inject(Fault.quota_exceeded())
    with pytest.raises(QuotaExceededError):
        groups.create("other", name="Other")


def test_a_person_and_a_face_whose_answers_are_lost_are_made_once(
    emulator: Emulator, groups: Any
) -> None:
    groups.create("staff", name="Staff")
    emulator.inject(Fault.reset_after())
    with pytest.raises(TransportError) as caught:
        groups.create_person("staff", name="Ann")
    assert caught.value.outcome_unknown
    [ann] = groups.list_persons("staff")
    emulator.inject(Fault.reset_after())
    with pytest.raises(TransportError) as caught:
        groups.add_face("staff", ann.person_id, URL)
    assert caught.value.outcome_unknown
    assert len(groups.get_person("staff", ann.person_id).persisted_face_ids) == 1


def test_creating_and_deleting_outlive_a_lost_answer(emulator: Emulator, groups: Any) -> None:
    emulator.inject(Fault.reset_after())
    groups.create("staff", name="Staff", user_data="u")
    ann = groups.create_person("staff", name="Ann")
    emulator.inject(Fault.reset_after())
    groups.delete_person("staff", ann.person_id)
    emulator.inject(Fault.reset_after())
    groups.delete("staff")
    assert list(groups.list()) == []


def test_a_run_of_one_kind_is_refused_by_the_others(client: FaceClient, groups: Any) -> None:
    groups.create("staff", name="Staff")
    run = groups.train("staff")
    for other in (client.large_face_lists, client.person_groups, client.large_person_groups):
        if container_of(other) != run.container:
            with pytest.raises(InvalidArgumentError, match=f"the run is of a {run.container}"):
                other.wait_for_training(run)


def container_of(resource: Any) -> str:
    """The container that a resource is about, by its name."""
    return {
        "LargeFaceLists": "large_face_list",
        "PersonGroups": "person_group",
        "LargePersonGroups": "large_person_group",
    }[type(resource).__name__]
