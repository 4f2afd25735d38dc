"""The official SDK, `azure-ai-vision-face`, unmodified: its synchronous clients.

It knows large face lists and large person groups; face lists and person groups are not in it.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from azure.ai.vision.face import FaceAdministrationClient, FaceClient
from azure.ai.vision.face.models import (
    FaceAttributeTypeDetection03,
    FaceDetectionModel,
    FaceRecognitionModel,
    FindSimilarMatchMode,
)
from azure.core.credentials import AzureKeyCredential
from azure.core.exceptions import (
    ClientAuthenticationError,
    HttpResponseError,
    ResourceExistsError,
    ResourceNotFoundError,
)

from azface.emulator import Emulator

URL = "https://pictures.example/2.jpg"
DETECTION_03 = FaceDetectionModel.DETECTION03
RECOGNITION_04 = FaceRecognitionModel.RECOGNITION04

Pictures = Callable[[int], bytes]
Clients = tuple[FaceAdministrationClient, FaceClient]


@pytest.fixture
def emulator(picture: Pictures) -> Iterator[Emulator]:
    """On a running clock, since the SDK polls by its own."""
    with Emulator(seed={"pictures": {URL: picture(2)}}) as running:
        yield running


@pytest.fixture
def clients(emulator: Emulator) -> Iterator[Clients]:
    key = AzureKeyCredential(emulator.key)
    with ExitStack() as stack:
        yield (
            stack.enter_context(FaceAdministrationClient(emulator.endpoint, key)),
            stack.enter_context(FaceClient(emulator.endpoint, key)),
        )


def detected(client: FaceClient, image: bytes) -> str:
    """The face id of the picture's only face."""
    (face,) = client.detect(
        image,
        detection_model=DETECTION_03,
        recognition_model=RECOGNITION_04,
        return_face_id=True,
        face_id_time_to_live=120,
    )
    assert face.face_id is not None
    return face.face_id


def test_a_trained_large_face_list_finds_the_added_faces(
    clients: Clients, picture: Pictures
) -> None:
    administration, client = clients
    lists = administration.large_face_list
    lists.create("staff", name="Staff", user_data="floor 3", recognition_model=RECOGNITION_04)
    by_bytes = lists.add_face(
        "staff",
        picture(1),
        detection_model=DETECTION_03,
        user_data="Ann",
        target_face=[0, 0, 240, 240],
    )
    by_url = lists.add_face_from_url("staff", url=URL, detection_model=DETECTION_03)

    training = lists.begin_train("staff", polling_interval=1)
    assert training.result() is None
    assert training.status() == "succeeded"
    status = lists.get_training_status("staff")
    assert status.status == "succeeded"
    assert status.created_date_time <= status.last_action_date_time
    assert status.last_successful_training_date_time == status.last_action_date_time

    for number, added in ((1, by_bytes), (2, by_url)):
        found = client.find_similar_from_large_face_list(
            face_id=detected(client, picture(number)),
            large_face_list_id="staff",
            max_num_of_candidates_returned=5,
            mode=FindSimilarMatchMode.MATCH_PERSON,
        )
        assert [each.persisted_face_id for each in found] == [added.persisted_face_id]
        assert found[0].confidence == 1.0
        assert found[0].face_id is None


def test_a_large_face_list_is_read_changed_and_deleted(clients: Clients, picture: Pictures) -> None:
    lists = clients[0].large_face_list
    for name in ("a", "b", "c"):
        lists.create(name, name=name, recognition_model=RECOGNITION_04)
    first = lists.add_face("b", picture(1), user_data="Ann").persisted_face_id
    second = lists.add_face("b", picture(2)).persisted_face_id

    lists.update("b", name="B", user_data="x")
    shown = lists.get("b", return_recognition_model=True)
    assert shown.as_dict() == {
        "largeFaceListId": "b",
        "name": "B",
        "userData": "x",
        "recognitionModel": "recognition_04",
    }
    page = lists.get_large_face_lists(start="a", top=1)
    assert [each.large_face_list_id for each in page] == ["b"]

    lists.update_face("b", first, user_data="Anna")
    assert lists.get_face("b", first).user_data == "Anna"
    assert lists.get_face("b", second).user_data is None
    faces = lists.get_faces("b")
    assert [each.persisted_face_id for each in faces] == sorted([first, second])

    lists.delete_face("b", first)
    assert [each.persisted_face_id for each in lists.get_faces("b")] == [second]
    lists.delete("b")
    assert [each.large_face_list_id for each in lists.get_large_face_lists()] == ["a", "c"]


def test_a_trained_large_person_group_identifies_and_verifies(
    clients: Clients, picture: Pictures
) -> None:
    administration, client = clients
    groups = administration.large_person_group
    groups.create("family", name="Family", user_data="x", recognition_model=RECOGNITION_04)
    ann = groups.create_person("family", name="Ann", user_data="first").person_id
    bob = groups.create_person("family", name="Bob").person_id
    by_bytes = groups.add_face("family", ann, picture(1), detection_model=DETECTION_03)
    by_url = groups.add_face_from_url(
        "family", bob, url=URL, detection_model=DETECTION_03, user_data="second"
    )

    training = groups.begin_train("family", polling_interval=1)
    assert training.result() is None
    status = groups.get_training_status("family")
    assert status.status == "succeeded"
    assert status.last_successful_training_date_time == status.last_action_date_time

    faces = [detected(client, picture(number)) for number in (2, 1, 3)]
    results = client.identify_from_large_person_group(
        face_ids=faces,
        large_person_group_id="family",
        max_num_of_candidates_returned=1,
        confidence_threshold=0.7,
    )
    assert [each.face_id for each in results] == faces
    assert [[each.person_id for each in result.candidates] for result in results] == [
        [bob],
        [ann],
        [],
    ]
    assert results[0].candidates[0].confidence == 1.0

    for person, identical in ((ann, True), (bob, False)):
        verified = client.verify_from_large_person_group(
            face_id=faces[1], large_person_group_id="family", person_id=person
        )
        assert verified.is_identical is identical
        assert (verified.confidence >= 0.5) is identical

    assert groups.get_person("family", ann).as_dict() == {
        "personId": ann,
        "name": "Ann",
        "userData": "first",
        "persistedFaceIds": [by_bytes.persisted_face_id],
    }
    shown = groups.get_face("family", bob, by_url.persisted_face_id)
    assert (shown.persisted_face_id, shown.user_data) == (by_url.persisted_face_id, "second")


def test_a_large_person_group_is_read_changed_and_deleted(
    clients: Clients, picture: Pictures
) -> None:
    groups = clients[0].large_person_group
    for name in ("a", "b"):
        groups.create(name, name=name, recognition_model=RECOGNITION_04)
    ann = groups.create_person("a", name="Ann").person_id
    bob = groups.create_person("a", name="Bob").person_id
    face = groups.add_face("a", ann, picture(1)).persisted_face_id

    groups.update("a", user_data="x")
    shown = groups.get("a", return_recognition_model=True)
    assert shown.as_dict() == {
        "largePersonGroupId": "a",
        "name": "a",
        "userData": "x",
        "recognitionModel": "recognition_04",
    }
    assert [each.large_person_group_id for each in groups.get_large_person_groups()] == ["a", "b"]

    groups.update_person("a", ann, name="Anna", user_data="y")
    groups.update_face("a", ann, face, user_data="z")
    persons = {each.person_id: each for each in groups.get_persons("a")}
    assert sorted(persons) == sorted([ann, bob])
    assert (persons[ann].name, persons[ann].user_data) == ("Anna", "y")
    assert persons[ann].persisted_face_ids == [face]
    assert not persons[bob].persisted_face_ids
    assert groups.get_face("a", ann, face).user_data == "z"

    groups.delete_face("a", ann, face)
    assert not groups.get_person("a", ann).persisted_face_ids
    groups.delete_person("a", ann)
    assert [each.person_id for each in groups.get_persons("a")] == [bob]
    groups.delete("a")
    assert [each.large_person_group_id for each in groups.get_large_person_groups()] == ["b"]


def test_detect_shows_what_was_asked_for(clients: Clients) -> None:
    (face,) = clients[1].detect_from_url(
        url=URL,
        detection_model=DETECTION_03,
        recognition_model=RECOGNITION_04,
        return_face_id=False,
        return_face_attributes=[
            FaceAttributeTypeDetection03.HEAD_POSE,
            FaceAttributeTypeDetection03.MASK,
        ],
        return_face_landmarks=True,
        return_recognition_model=True,
    )
    assert face.face_id is None
    assert face.recognition_model == "recognition_04"
    box = face.face_rectangle
    assert min(box.left, box.top) >= 0
    assert max(box.left + box.width, box.top + box.height) <= 240
    assert face.face_landmarks.pupil_left.x < face.face_landmarks.pupil_right.x
    assert set(face.face_attributes.as_dict()) == {"headPose", "mask"}
    assert isinstance(face.face_attributes.head_pose.yaw, float)


def test_detected_faces_are_compared_with_each_other(clients: Clients, picture: Pictures) -> None:
    client = clients[1]
    one, again, other = (detected(client, picture(number)) for number in (1, 1, 2))

    (found,) = client.find_similar(face_id=one, face_ids=[other, again])
    assert (found.face_id, found.confidence) == (again, 1.0)
    assert found.persisted_face_id is None

    assert client.verify_face_to_face(face_id1=one, face_id2=again).is_identical is True
    assert client.verify_face_to_face(face_id1=one, face_id2=other).is_identical is False

    grouped = client.group(face_ids=[one, other, again])
    assert [sorted(group) for group in grouped.groups] == [sorted([one, again])]
    assert grouped.messy_group == [other]


def test_a_refusal_is_read_with_its_code(
    emulator: Emulator, clients: Clients, picture: Pictures
) -> None:
    administration, client = clients
    lists = administration.large_face_list
    lists.create("staff", name="Staff", recognition_model=RECOGNITION_04)

    with pytest.raises(ResourceExistsError) as exists:
        lists.create("staff", name="Staff", recognition_model=RECOGNITION_04)
    assert (exists.value.status_code, exists.value.error.code) == (409, "LargeFaceListExists")

    with pytest.raises(ResourceNotFoundError) as untrained:
        lists.get_training_status("staff")
    assert untrained.value.error.code == "LargeFaceListNotTrained"

    with pytest.raises(HttpResponseError) as unsearchable:
        client.find_similar_from_large_face_list(
            face_id=detected(client, picture(1)), large_face_list_id="staff"
        )
    assert unsearchable.value.status_code == 400
    assert unsearchable.value.error.code == "LargeFaceListNotTrained"

    wrong_key = AzureKeyCredential("not-the-key")
    stranger = FaceAdministrationClient(emulator.endpoint, wrong_key)
    with stranger, pytest.raises(ClientAuthenticationError) as denied:
        stranger.large_face_list.get_large_face_lists()
    assert (denied.value.status_code, denied.value.error.code) == (401, "401")


def test_the_poller_of_a_failed_training_raises_with_its_message(clients: Clients) -> None:
    lists = clients[0].large_face_list
    lists.create("empty", name="Empty", recognition_model=RECOGNITION_04)
    training = lists.begin_train("empty", polling_interval=0.1)
    with pytest.raises(HttpResponseError) as failed:
        training.result()
    status = lists.get_training_status("empty")
    assert status.status == "failed"
    assert status.message
    assert status.message in str(failed.value)
