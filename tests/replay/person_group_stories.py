"""The stories of the two kinds of person groups, which live the same life."""

from __future__ import annotations

import pytest
from props import ANN, ANN_AGAIN, EVERY_TWO_SECONDS, LIST, SAMPLE_URL, ZOE

from azface import (
    AsyncFaceClient,
    AsyncLargePersonGroups,
    AsyncPersonGroups,
    LargePersonGroup,
    NotFoundError,
    NotTrainedError,
    PersonGroup,
    TrainingResult,
    TrainingRun,
)


async def life_of_a_person_group(client: AsyncFaceClient) -> None:
    """All that can be done with a person group; only its trainings have an id."""
    listed, trained = await live(client.person_groups)
    assert isinstance(listed, PersonGroup)
    assert listed.person_group_id == LIST
    assert trained.last_successful_training_id is not None


async def life_of_a_large_person_group(client: AsyncFaceClient) -> None:
    """All that can be done with a large person group."""
    listed, trained = await live(client.large_person_groups)
    assert isinstance(listed, LargePersonGroup)
    assert listed.large_person_group_id == LIST
    assert trained.last_successful_training_id is None


async def pictures_of_persons(client: AsyncFaceClient) -> None:
    """Faces that are sent as bytes, to a person of each kind of group."""
    await send_pictures(client.person_groups)
    await send_pictures(client.large_person_groups)


async def live(
    groups: AsyncPersonGroups | AsyncLargePersonGroups,
) -> tuple[PersonGroup | LargePersonGroup, TrainingResult]:
    """Do all that a resource allows, but send no picture.

    Returns:
        The group as it was listed, and how its second training ended.
    """
    await groups.create(LIST, name="Cassette", user_data=ZOE)
    await groups.update(LIST, name=ZOE)
    kept = await groups.get(LIST)
    assert (kept.name, kept.user_data, kept.recognition_model) == (ZOE, ZOE, "recognition_04")
    # Its neighbours on a real resource are nobody's business.
    async for page in groups.list(start=LIST[:-1], page_size=1).pages():
        [listed] = page.items
        break

    dad = await groups.create_person(LIST, name="Dad", user_data=ZOE)
    zoe = await groups.create_person(LIST, name=ZOE)
    await groups.update_person(LIST, dad.person_id, name="Father")
    face = await groups.add_face(LIST, dad.person_id, SAMPLE_URL, user_data=ZOE)
    spare = await groups.add_face(LIST, dad.person_id, SAMPLE_URL)
    await groups.update_face(LIST, dad.person_id, face.persisted_face_id, user_data="at the door")
    found = await groups.get_face(LIST, dad.person_id, face.persisted_face_id)
    assert found.user_data == "at the door"
    with pytest.raises(NotTrainedError):
        await groups.get_training_status(LIST)
    first = await groups.train_and_wait(LIST, schedule=EVERY_TWO_SECONDS)

    await groups.delete_face(LIST, dad.person_id, spare.persisted_face_id)
    known = await groups.get_person(LIST, dad.person_id)
    assert (known.name, known.user_data) == ("Father", ZOE)
    assert known.persisted_face_ids == (face.persisted_face_id,)
    assert {each.name async for each in groups.list_persons(LIST, page_size=3)} == {"Father", ZOE}
    await groups.delete_person(LIST, zoe.person_id)
    assert [each.name async for each in groups.list_persons(LIST)] == ["Father"]
    run = TrainingRun.from_json((await groups.train(LIST)).to_json())
    assert run.before == first
    updates = [update async for update in groups.watch_training(run, schedule=EVERY_TWO_SECONDS)]
    second = updates[-1].result
    assert second is not None
    assert second.created_date_time is not None
    assert first.created_date_time is not None
    assert second.created_date_time > first.created_date_time
    assert (await groups.get_training_status(LIST)) == second

    await groups.delete(LIST)
    with pytest.raises(NotFoundError):
        await groups.get_training_status(LIST)
    return listed, second


async def send_pictures(groups: AsyncPersonGroups | AsyncLargePersonGroups) -> None:
    """Add faces to a person from bytes and from a file."""
    await groups.create(LIST, name="Cassette")
    ann = await groups.create_person(LIST, name="Ann")
    faces = [
        await groups.add_face(LIST, ann.person_id, ANN.read_bytes(), user_data=ZOE),
        await groups.add_face(LIST, ann.person_id, ANN_AGAIN),
    ]
    known = await groups.get_person(LIST, ann.person_id)
    assert set(known.persisted_face_ids) == {face.persisted_face_id for face in faces}
    kept = await groups.get_face(LIST, ann.person_id, faces[0].persisted_face_id)
    assert kept.user_data == ZOE
    await groups.delete(LIST)
