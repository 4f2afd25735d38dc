"""The official SDK, `azure-ai-vision-face`, unmodified: its asynchronous clients, over aiohttp."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from azure.ai.vision.face.aio import FaceAdministrationClient, FaceClient
from azure.ai.vision.face.models import FaceDetectionModel, FaceRecognitionModel
from azure.core.credentials import AzureKeyCredential
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError

from azface.emulator import Emulator

URL = "https://pictures.example/2.jpg"
DETECTION_03 = FaceDetectionModel.DETECTION03
RECOGNITION_04 = FaceRecognitionModel.RECOGNITION04

Pictures = Callable[[int], bytes]


@pytest.fixture
def emulator(picture: Pictures) -> Iterator[Emulator]:
    """On a running clock, since the SDK polls by its own."""
    with Emulator(seed={"pictures": {URL: picture(2)}}) as running:
        yield running


@asynccontextmanager
async def connected(emulator: Emulator) -> AsyncIterator[tuple[Any, FaceClient]]:
    key = AzureKeyCredential(emulator.key)
    async with (
        FaceAdministrationClient(emulator.endpoint, key) as administration,
        FaceClient(emulator.endpoint, key) as client,
    ):
        yield administration, client


async def detected(client: FaceClient, image: bytes) -> str:
    """The face id of the picture's only face."""
    (face,) = await client.detect(
        image,
        detection_model=DETECTION_03,
        recognition_model=RECOGNITION_04,
        return_face_id=True,
    )
    assert face.face_id is not None
    return face.face_id


def test_a_trained_large_face_list_finds_the_added_faces(
    emulator: Emulator, picture: Pictures
) -> None:
    async def flow() -> None:
        async with connected(emulator) as (administration, client):
            lists = administration.large_face_list
            await lists.create("staff", name="Staff", recognition_model=RECOGNITION_04)
            by_bytes = await lists.add_face("staff", picture(1), detection_model=DETECTION_03)
            by_url = await lists.add_face_from_url("staff", url=URL, detection_model=DETECTION_03)

            training = await lists.begin_train("staff", polling_interval=1)
            assert await training.result() is None
            assert training.status() == "succeeded"
            status = await lists.get_training_status("staff")
            assert status.status == "succeeded"
            assert status.last_successful_training_date_time == status.last_action_date_time

            for number, added in ((1, by_bytes), (2, by_url)):
                found = await client.find_similar_from_large_face_list(
                    face_id=await detected(client, picture(number)),
                    large_face_list_id="staff",
                )
                assert [each.persisted_face_id for each in found] == [added.persisted_face_id]
                assert found[0].confidence == 1.0
            faces = await lists.get_faces("staff")
            assert {each.persisted_face_id for each in faces} == {
                by_bytes.persisted_face_id,
                by_url.persisted_face_id,
            }

    asyncio.run(flow())


def test_a_trained_large_person_group_identifies_and_verifies(
    emulator: Emulator, picture: Pictures
) -> None:
    async def flow() -> None:
        async with connected(emulator) as (administration, client):
            groups = administration.large_person_group
            await groups.create("family", name="Family", recognition_model=RECOGNITION_04)
            ann = (await groups.create_person("family", name="Ann")).person_id
            bob = (await groups.create_person("family", name="Bob")).person_id
            added = await groups.add_face("family", ann, picture(1), detection_model=DETECTION_03)
            await groups.add_face_from_url("family", bob, url=URL, detection_model=DETECTION_03)

            training = await groups.begin_train("family", polling_interval=1)
            assert await training.result() is None
            assert (await groups.get_training_status("family")).status == "succeeded"

            faces = [await detected(client, picture(number)) for number in (2, 1, 3)]
            results = await client.identify_from_large_person_group(
                face_ids=faces, large_person_group_id="family", confidence_threshold=0.7
            )
            assert [each.face_id for each in results] == faces
            candidates = [[each.person_id for each in result.candidates] for result in results]
            assert candidates == [[bob], [ann], []]

            verified = await client.verify_from_large_person_group(
                face_id=faces[1], large_person_group_id="family", person_id=ann
            )
            assert (verified.is_identical, verified.confidence) == (True, 1.0)
            person = await groups.get_person("family", ann)
            assert person.name == "Ann"
            assert person.persisted_face_ids == [added.persisted_face_id]

    asyncio.run(flow())


def test_detected_faces_are_compared_with_each_other(emulator: Emulator, picture: Pictures) -> None:
    async def flow() -> None:
        async with connected(emulator) as (_, client):
            one, again, other = await asyncio.gather(
                *(detected(client, picture(number)) for number in (1, 1, 2))
            )
            (found,) = await client.find_similar(face_id=one, face_ids=[other, again])
            assert (found.face_id, found.confidence) == (again, 1.0)
            same = await client.verify_face_to_face(face_id1=one, face_id2=again)
            different = await client.verify_face_to_face(face_id1=one, face_id2=other)
            assert (same.is_identical, different.is_identical) == (True, False)
            grouped = await client.group(face_ids=[one, other, again])
            assert [sorted(group) for group in grouped.groups] == [sorted([one, again])]
            assert grouped.messy_group == [other]

    asyncio.run(flow())


def test_a_refusal_and_a_failed_training_are_raised(emulator: Emulator) -> None:
    async def flow() -> None:
        async with connected(emulator) as (administration, _):
            lists = administration.large_face_list
            with pytest.raises(ResourceNotFoundError) as missing:
                await lists.get("nowhere")
            assert missing.value.error.code == "LargeFaceListNotFound"

            await lists.create("empty", name="Empty", recognition_model=RECOGNITION_04)
            training = await lists.begin_train("empty", polling_interval=0.1)
            with pytest.raises(HttpResponseError) as failed:
                await training.result()
            status = await lists.get_training_status("empty")
            assert status.status == "failed"
            assert status.message
            assert status.message in str(failed.value)

    asyncio.run(flow())
