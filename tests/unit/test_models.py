"""What users hold: read from every answer on record, frozen, hashable, equal by what they say."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, datetime
from typing import Any

import attrs
import pytest

from azface import (
    FaceList,
    FaceListItem,
    LargeFaceList,
    LargePersonGroup,
    OperationStatus,
    PersistedFace,
    Person,
    PersonGroup,
    SimilarFace,
    TrainingResult,
)

# The sample response of the API's page of GetLargeFaceListTrainingStatus.
PAGE_SAMPLE = {
    "status": "notStarted",
    "createdDateTime": "2024-03-05T11:07:58.371Z",
    "lastActionDateTime": "2024-03-05T11:07:58.371Z",
    "lastSuccessfulTrainingDateTime": "2024-03-05T11:07:58.371Z",
    "message": None,
}
CREATED, ENDED = "2030-01-02T03:04:05.1234567Z", "2030-01-02T03:04:05.987654Z"
CREATED_TIME = datetime(2030, 1, 2, 3, 4, 5, 123456, tzinfo=UTC)
ENDED_TIME = datetime(2030, 1, 2, 3, 4, 5, 987654, tzinfo=UTC)

FACE = "11111111-1111-4111-8111-111111111111"


def test_the_sample_response_of_the_api_page_is_read() -> None:
    result = TrainingResult.from_api(PAGE_SAMPLE, "request-1")
    moment = datetime(2024, 3, 5, 11, 7, 58, 371_000, tzinfo=UTC)
    assert result.status is OperationStatus.NOT_STARTED
    assert result.message is None
    assert result.created_date_time == moment
    assert result.last_action_date_time == moment
    assert result.last_successful_training_date_time == moment
    assert result.request_id == "request-1"
    assert result.raw == PAGE_SAMPLE
    assert not result.is_finished
    assert not result.succeeded


@pytest.mark.parametrize(
    ("document", "expected", "finished", "succeeded"),
    [
        pytest.param(
            {"status": "running", "createdDateTime": CREATED, "lastActionDateTime": CREATED},
            TrainingResult(
                OperationStatus.RUNNING,
                created_date_time=CREATED_TIME,
                last_action_date_time=CREATED_TIME,
            ),
            False,
            False,
            id="running, recorded: no message and no success yet",
        ),
        pytest.param(
            {
                "status": "succeeded",
                "createdDateTime": CREATED,
                "lastActionDateTime": ENDED,
                "lastSuccessfulTrainingDateTime": ENDED,
            },
            TrainingResult(
                OperationStatus.SUCCEEDED,
                created_date_time=CREATED_TIME,
                last_action_date_time=ENDED_TIME,
                last_successful_training_date_time=ENDED_TIME,
            ),
            True,
            True,
            id="succeeded, recorded: no message",
        ),
        pytest.param(
            {
                "status": "failed",
                "createdDateTime": CREATED,
                "lastActionDateTime": None,
                "lastSuccessfulTrainingDateTime": None,
                "message": "Training failed.",
            },
            TrainingResult(
                OperationStatus.FAILED, message="Training failed.", created_date_time=CREATED_TIME
            ),
            True,
            False,
            id="failed, from the schema: null dates and a message",
        ),
        pytest.param(
            {
                "status": "succeeded",
                "createdDateTime": CREATED,
                "lastActionDateTime": ENDED,
                "lastSuccessfulTrainingId": "33333333-3333-4333-8333-333333333333",
                "lastSuccessfulTrainingDateTime": ENDED,
            },
            TrainingResult(
                OperationStatus.SUCCEEDED,
                created_date_time=CREATED_TIME,
                last_action_date_time=ENDED_TIME,
                last_successful_training_date_time=ENDED_TIME,
                last_successful_training_id="33333333-3333-4333-8333-333333333333",
            ),
            True,
            True,
            id="person groups, recorded: a field that is not in the schema",
        ),
        pytest.param(
            {
                "status": "nonstarted",
                "createdDateTime": "1/3/2017 4:11:35 AM",
                "lastActionDateTime": None,
                "message": None,
            },
            TrainingResult(
                OperationStatus.NOT_STARTED,
                created_date_time=datetime(2017, 1, 3, 4, 11, 35, tzinfo=UTC),
            ),
            False,
            False,
            id="v1.0: its own spelling and US style",
        ),
        pytest.param(
            {"status": "running"},
            TrainingResult(OperationStatus.RUNNING),
            False,
            False,
            id="the status alone",
        ),
    ],
)
def test_every_training_result_on_record_is_read(
    document: dict[str, Any], expected: TrainingResult, finished: bool, succeeded: bool
) -> None:
    result = TrainingResult.from_api(document)
    assert result == expected
    assert result.raw == document
    assert (result.is_finished, result.succeeded) == (finished, succeeded)


@pytest.mark.parametrize("status", OperationStatus)
def test_a_status_in_another_case_is_the_same_status(status: OperationStatus) -> None:
    for spelling in (status.upper(), status.lower(), status.title()):
        assert TrainingResult.from_api({"status": spelling}).status is status
        assert TrainingResult(spelling).status is status
    assert TrainingResult("NonStarted").status is OperationStatus.NOT_STARTED


@pytest.mark.parametrize("status", ["paused", "Cancelled", "", "succeeded "])
def test_a_new_status_stays_the_text_it_is_and_is_no_end(status: str) -> None:
    result = TrainingResult.from_api({"status": status})
    assert result.status == status
    assert not isinstance(result.status, OperationStatus)
    assert not result.is_finished
    assert not result.succeeded


def test_an_unreadable_date_is_none_and_its_text_stays_in_raw() -> None:
    document = {"status": "running", "createdDateTime": "soon"}
    result = TrainingResult.from_api(document)
    assert result.created_date_time is None
    assert result.raw["createdDateTime"] == "soon"


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"status": None},
        {"status": 5},
        {"status": ["running"]},
        {"status": "running", "message": 5},
        {"status": "running", "createdDateTime": 5},
    ],
)
def test_what_is_no_training_result_is_a_value_error(document: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"^(status|message|createdDateTime) is "):
        TrainingResult.from_api(document)


def test_a_persisted_face_is_read_with_and_without_user_data() -> None:
    assert PersistedFace.from_api({"persistedFaceId": FACE}) == PersistedFace(FACE)
    # The listings of 2019 write null.
    null = PersistedFace.from_api({"persistedFaceId": FACE, "userData": None})
    assert null == PersistedFace(FACE, None)
    ann = PersistedFace.from_api({"persistedFaceId": FACE, "userData": "Ann"}, "request-1")
    assert (ann.user_data, ann.request_id) == ("Ann", "request-1")


@pytest.mark.parametrize(
    ("cls", "id_field", "attribute"),
    [
        (LargeFaceList, "largeFaceListId", "large_face_list_id"),
        (FaceListItem, "faceListId", "face_list_id"),
        (FaceList, "faceListId", "face_list_id"),
        (PersonGroup, "personGroupId", "person_group_id"),
        (LargePersonGroup, "largePersonGroupId", "large_person_group_id"),
    ],
)
def test_a_list_or_group_is_read_with_and_without_its_optional_fields(
    cls: Any, id_field: str, attribute: str
) -> None:
    least = cls.from_api({id_field: "staff", "name": "Staff"})
    assert getattr(least, attribute) == "staff"
    assert (least.name, least.user_data, least.recognition_model) == ("Staff", None, None)
    most = {
        "name": "Staff",
        "userData": "shelf 3",
        "recognitionModel": "recognition_04",
        id_field: "staff",
        "new": [1],
    }
    full = cls.from_api(most)
    assert (full.user_data, full.recognition_model) == ("shelf 3", "recognition_04")
    assert full.raw == most
    for missing in (id_field, "name"):
        with pytest.raises(ValueError, match=f"{missing} is missing"):
            cls.from_api({key: value for key, value in most.items() if key != missing})


def test_a_face_list_comes_with_its_faces() -> None:
    document = {"faceListId": "board", "name": "Board"}
    assert FaceList.from_api(document).persisted_faces == ()
    faces = [{"persistedFaceId": FACE, "userData": "Ann"}, {"persistedFaceId": FACE}]
    found = FaceList.from_api({**document, "persistedFaces": faces})
    assert found.persisted_faces == (PersistedFace(FACE, "Ann"), PersistedFace(FACE))


def test_a_person_is_read_with_and_without_faces_and_user_data() -> None:
    least = Person.from_api({"personId": FACE, "name": "Ann"}, "request-1")
    assert least == Person(FACE, "Ann", user_data=None, persisted_face_ids=())
    assert least.request_id == "request-1"
    most = {"personId": FACE, "name": "Ann", "userData": "u", "persistedFaceIds": [FACE], "new": 1}
    full = Person.from_api(most)
    assert full == Person(FACE, "Ann", user_data="u", persisted_face_ids=(FACE,))
    assert full.raw == most
    for missing in ("personId", "name"):
        with pytest.raises(ValueError, match=f"{missing} is missing"):
            Person.from_api({key: value for key, value in most.items() if key != missing})


def test_an_id_of_a_training_that_is_no_text_spoils_no_status() -> None:
    document = {"status": "running", "lastSuccessfulTrainingId": 7}
    result = TrainingResult.from_api(document)
    assert (result.last_successful_training_id, result.raw) == (None, document)


def test_a_similar_face_is_read() -> None:
    found = SimilarFace.from_api({"persistedFaceId": FACE, "confidence": 1})
    assert found == SimilarFace(FACE, 1.0)
    with pytest.raises(ValueError, match="confidence is text, not a number"):
        SimilarFace.from_api({"persistedFaceId": FACE, "confidence": "high"})


MODELS: list[Any] = [
    TrainingResult("succeeded", message="m", created_date_time=CREATED_TIME),
    PersistedFace(FACE, "Ann"),
    LargeFaceList("staff", "Staff", user_data="u", recognition_model="recognition_04"),
    FaceListItem("board", "Board", user_data="u"),
    FaceList("board", "Board", persisted_faces=(PersistedFace(FACE),)),
    SimilarFace(FACE, 0.9),
    Person(FACE, "Ann", persisted_face_ids=(FACE,)),
    PersonGroup("staff", "Staff", user_data="u"),
    LargePersonGroup("staff", "Staff", recognition_model="recognition_04"),
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: type(model).__name__)
def test_a_model_is_frozen_and_hashable_and_survives_copy_and_pickle(model: Any) -> None:
    for name in (attrs.fields(type(model))[0].name, "raw", "new_attribute"):
        with pytest.raises(AttributeError):
            setattr(model, name, "other")
    for same in (copy.copy(model), copy.deepcopy(model), pickle.loads(pickle.dumps(model))):
        assert same == model
        assert hash(same) == hash(model)
    assert len({model, copy.copy(model)}) == 1


@pytest.mark.parametrize("model", MODELS, ids=lambda model: type(model).__name__)
def test_models_are_equal_whatever_answer_they_came_in(model: Any) -> None:
    other = attrs.evolve(model, request_id="request-2", raw={"new": [1]})
    assert other == model
    assert hash(other) == hash(model)
    assert repr(other) == repr(model)
    first = attrs.fields(type(model))[0].name
    assert attrs.evolve(model, **{first: "different"}) != model
