"""What is recorded and replayed: each scenario is written once, for the async client.

`players.py` lets the sync client play it as well. A scenario cleans up after itself, makes the same
requests each time, and asserts only what holds on a real resource too, if it can be recorded there.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from attrs import frozen
from person_group_stories import (
    life_of_a_large_person_group,
    life_of_a_person_group,
    pictures_of_persons,
)
from props import ANN, ANN_AGAIN, BEN, EVERY_TWO_SECONDS, LIST, SAMPLE_URL, ZOE

from azface import (
    ApiVersion,
    AsyncFaceClient,
    AuthenticationError,
    NotFoundError,
    NotTrainedError,
    OperationStatus,
    TrainingFailedError,
    TrainingRun,
)
from azface.emulator import Emulator, Fault

GET = "FaceListOperations_Get"

DRAWN = "the service finds no face in a drawn picture"


@frozen
class Scenario:
    """One story of a client and its service, and the cassette of the same name.

    Attributes:
        play: What the client does.
        api_version: The API version it does it with.
        only_emulator: Why a real resource cannot play its part, or the empty string.
        wrong_key: Whether it is recorded with a key that the service refuses.
        prepare: What the emulator is told before.
    """

    play: Callable[[AsyncFaceClient], Awaitable[None]]
    api_version: ApiVersion = "v1.2"
    only_emulator: str = ""
    wrong_key: bool = False
    prepare: Callable[[Emulator], object] = lambda emulator: None

    @property
    def name(self) -> str:
        """The name of the function, and of the API version where it is not the newest."""
        version = "" if self.api_version == "v1.2" else f".{self.api_version}"
        return self.play.__name__ + version


async def train_and_wait(client: AsyncFaceClient) -> None:
    """A first training: running for a while, then succeeded."""
    lists = client.large_face_lists
    await lists.create(LIST, name="Cassette")
    await lists.add_face(LIST, SAMPLE_URL, user_data="Dad")
    result = await lists.train_and_wait(LIST, schedule=EVERY_TWO_SECONDS)
    assert result.status is OperationStatus.SUCCEEDED
    assert result.created_date_time is not None
    assert result.last_successful_training_date_time is not None
    assert result.last_successful_training_date_time >= result.created_date_time
    assert (await lists.get_training_status(LIST)) == result
    await lists.delete(LIST)


async def train_again_and_watch(client: AsyncFaceClient) -> None:
    """A second training, whose end is not mixed up with the first one's."""
    lists = client.large_face_lists
    await lists.create(LIST, name="Cassette")
    await lists.add_face(LIST, SAMPLE_URL, user_data="Dad")
    first = await lists.train_and_wait(LIST, schedule=EVERY_TWO_SECONDS)
    run = TrainingRun.from_json((await lists.train(LIST)).to_json())
    assert run.before == first
    updates = [u async for u in lists.watch_training(run, schedule=EVERY_TWO_SECONDS)]
    assert [update.done for update in updates] == [False] * (len(updates) - 1) + [True]
    assert updates[-1].result is not None
    assert updates[-1].result.created_date_time > first.created_date_time
    await lists.delete(LIST)


async def training_fails(client: AsyncFaceClient) -> None:
    """A training that the service gives up, with its reason."""
    lists = client.large_face_lists
    await lists.create(LIST, name="Cassette")
    await lists.add_face(LIST, SAMPLE_URL, user_data="Dad")
    with pytest.raises(TrainingFailedError, match="Training data is corrupt") as caught:
        await lists.train_and_wait(LIST, schedule=EVERY_TWO_SECONDS)
    assert caught.value.result is not None
    assert caught.value.result.last_successful_training_date_time is None
    assert (await lists.get_training_status(LIST)).status is OperationStatus.FAILED
    await lists.delete(LIST)


async def never_trained(client: AsyncFaceClient) -> None:
    """The status of a list that exists and was never trained."""
    await client.large_face_lists.create(LIST, name="Cassette")
    with pytest.raises(NotTrainedError) as caught:
        await client.large_face_lists.get_training_status(LIST)
    assert caught.value.status_code == 404
    assert caught.value.request_id
    await client.large_face_lists.delete(LIST)


async def unknown_list(client: AsyncFaceClient) -> None:
    """The status, and a training, of a list that does not exist."""
    with pytest.raises(NotFoundError):
        await client.large_face_lists.get_training_status(LIST)
    with pytest.raises(NotFoundError):
        await client.large_face_lists.train_and_wait(LIST)


async def wrong_key(client: AsyncFaceClient) -> None:
    """A key that the service does not know."""
    with pytest.raises(AuthenticationError) as caught:
        await client.large_face_lists.get_training_status(LIST)
    assert caught.value.status_code == 401


async def throttled_then_fine(client: AsyncFaceClient) -> None:
    """Too many requests: for one call, and in the middle of a wait."""
    lists = client.large_face_lists
    await lists.create(LIST, name="Cassette")
    assert (await lists.get(LIST)).name == "Cassette"
    await lists.add_face(LIST, SAMPLE_URL, user_data="Dad")
    result = await lists.train_and_wait(LIST, schedule=EVERY_TWO_SECONDS)
    assert result.succeeded
    await lists.delete(LIST)


async def life_of_a_large_face_list(client: AsyncFaceClient) -> None:
    """All that can be done with a large face list."""
    lists = client.large_face_lists
    await lists.create(LIST, name=ZOE, user_data="made for a cassette")
    await lists.update(LIST, user_data=ZOE)
    kept = await lists.get(LIST)
    assert (kept.name, kept.user_data, kept.recognition_model) == (ZOE, ZOE, "recognition_04")
    ann = await lists.add_face(LIST, ANN.read_bytes(), user_data=ZOE)
    ben = await lists.add_face(LIST, BEN, user_data="Ben")
    dad = await lists.add_face(LIST, SAMPLE_URL, user_data="Dad")
    await lists.update_face(LIST, ben.persisted_face_id, user_data="Ben B.")
    assert (await lists.get_face(LIST, ben.persisted_face_id)).user_data == "Ben B."
    await lists.delete_face(LIST, dad.persisted_face_id)
    assert {face.user_data async for face in lists.list_faces(LIST)} == {ZOE, "Ben B."}
    await lists.train_and_wait(LIST, schedule=EVERY_TWO_SECONDS)
    [face] = await client.detect(ANN_AGAIN, attributes=["qualityForRecognition"])
    [found] = await lists.find_similar(LIST, face.face_id)
    assert found.persisted_face_id == ann.persisted_face_id
    assert 0.5 < found.confidence < 1.0
    await lists.delete(LIST)


async def pages(client: AsyncFaceClient) -> None:
    """Listings of more than one page: of lists, and of the faces of one."""
    lists = client.large_face_lists
    ids = [f"{LIST}-{number}" for number in (1, 2, 3)]
    for list_id in ids:
        await lists.create(list_id, name=list_id)
    assert [found.large_face_list_id async for found in lists.list(page_size=2)] == ids
    faces = [await lists.add_face(ids[0], ANN, user_data=f"Ann {n}") for n in range(4)]
    sizes = [len(page.items) async for page in lists.list_faces(ids[0], page_size=2).pages()]
    # A full page may be the last, which only the empty one after it tells.
    assert sizes == [2, 2, 0]
    listed = [face.persisted_face_id async for face in lists.list_faces(ids[0], page_size=3)]
    assert sorted(listed) == sorted(face.persisted_face_id for face in faces)
    for list_id in ids:
        await lists.delete(list_id)


async def life_of_a_face_list(client: AsyncFaceClient) -> None:
    """All that can be done with a small face list, which needs no training."""
    lists = client.face_lists
    await lists.create(LIST, name="Board", user_data=ZOE)
    ann = await lists.add_face(LIST, ANN.read_bytes(), user_data=ZOE)
    ben = await lists.add_face(LIST, BEN, user_data="Ben")
    await lists.delete_face(LIST, ben.persisted_face_id)
    sample = await lists.add_face(LIST, SAMPLE_URL)
    await lists.delete_face(LIST, sample.persisted_face_id)
    await lists.update(LIST, name="Board members")
    kept = await lists.get(LIST)
    assert (kept.name, kept.user_data) == ("Board members", ZOE)
    assert [face.user_data for face in kept.persisted_faces] == [ZOE]
    assert [found.face_list_id for found in await lists.list()] == [LIST]
    [face] = await client.detect(ANN_AGAIN)
    [found] = await lists.find_similar(LIST, face.face_id, max_candidates=1, mode="matchFace")
    assert found.persisted_face_id == ann.persisted_face_id
    await lists.delete(LIST)


def throttle(emulator: Emulator) -> None:
    """Answer 429 to the first reading of a list, and to the first two looks at its training."""
    message = "Rate limit is exceeded. Try again in 21 seconds."
    throttled = {"error": {"code": "429", "message": message}}
    emulator.inject(Fault.answer(429, throttled), operation=f"{GET}LargeFaceList")
    # The look before a training starts, answered as the emulator itself would.
    message = f"Large face list '{LIST}' has not been trained."
    not_trained = {"error": {"code": "LargeFaceListNotTrained", "message": message}}
    status = f"{GET}LargeFaceListTrainingStatus"
    emulator.inject(Fault.answer(404, not_trained), operation=status)
    emulator.inject(Fault.answer(429, throttled, {"Retry-After": "9"}), times=2, operation=status)


SCENARIOS = (
    Scenario(train_and_wait),
    Scenario(train_and_wait, api_version="v1.1-preview.1"),
    Scenario(train_again_and_watch),
    Scenario(
        training_fails,
        only_emulator="the service cannot be told to fail",
        prepare=lambda emulator: emulator.inject(Fault.training_fails("Training data is corrupt.")),
    ),
    Scenario(never_trained),
    Scenario(unknown_list),
    Scenario(wrong_key, wrong_key=True),
    Scenario(
        throttled_then_fine,
        only_emulator="the service throttles when it likes",
        prepare=throttle,
    ),
    Scenario(life_of_a_large_face_list, only_emulator=DRAWN),
    Scenario(pages, only_emulator="it would record the names of your other lists"),
    Scenario(life_of_a_face_list, only_emulator=DRAWN),
    Scenario(life_of_a_person_group),
    Scenario(life_of_a_large_person_group),
    Scenario(pictures_of_persons, only_emulator=DRAWN),
)
