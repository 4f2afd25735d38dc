"""What the generated code puts on the wire and reads from it."""

from __future__ import annotations

import ast
import datetime as dt
import importlib
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import httpx
import pytest

import azface_generated

PACKAGES = ("v1_1_preview_1", "v1_2")
FACE = UUID("44444444-4444-4444-8444-444444444444")
TREE = Path(azface_generated.__file__).parent


@pytest.fixture(scope="module", params=PACKAGES)
def load(request: pytest.FixtureRequest) -> Callable[[str], ModuleType]:
    """Import a module of one version by its name in the package."""

    def load(name: str) -> ModuleType:
        return importlib.import_module(f"azface_generated.{request.param}.{name}")

    return load


def request_of(operation: ModuleType, *args: Any, **kwargs: Any) -> httpx.Request:
    built = operation._get_kwargs(*args, **kwargs)
    return httpx.Client(base_url="https://face.test/face").build_request(**built)


def code(path: Path) -> str:
    """A module's code without its docstrings, whose texts may differ."""
    tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree):
        documented = isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        if documented and ast.get_docstring(node, clean=False) is not None:
            del node.body[0]
    return ast.dump(tree)


def modules(package: str, folder: str) -> dict[str, str]:
    return {path.name: code(path) for path in (TREE / package / folder).glob("*.py")}


def test_the_list_operations_are_the_same_code_in_both_versions() -> None:
    older, newer = (modules(package, "api/face_list_operations") for package in PACKAGES)
    # 21 operations, two pairs of which share an endpoint, and __init__.py
    assert len(newer) == 20
    assert older == newer


def test_the_models_that_both_versions_have_are_the_same_code() -> None:
    older, newer = (modules(package, "models") for package in PACKAGES)
    assert "detect_from_session_image_id_request.py" in newer.keys() - older.keys()
    assert [name for name in older if older[name] != newer[name]] == ["__init__.py"]


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("face_list_operations.add_large_face_list_face", ("staff",)),
        ("face_list_operations.add_face_list_face", ("staff",)),
        ("face_detection_operations.detect", ()),
    ],
)
def test_a_file_body_sends_its_bytes(
    load: Callable[[str], ModuleType], name: str, args: tuple[str, ...]
) -> None:
    body = load("types").File(payload=b"\xff\xd8 a picture")
    request = request_of(load(f"api.{name}"), *args, body=body)
    assert request.read() == b"\xff\xd8 a picture"
    assert request.headers["Content-Type"] == "application/octet-stream"
    assert request.headers["Content-Length"] == "12"
    assert request.url.query == b""


def test_a_url_body_sends_json(load: Callable[[str], ModuleType]) -> None:
    body = load("models").AddFaceFromUrlRequest(url="https://img.test/p1.jpg")
    operation = load("api.face_list_operations.add_large_face_list_face")
    request = request_of(operation, "staff", body=body)
    assert json.loads(request.read()) == {"url": "https://img.test/p1.jpg"}
    assert request.headers["Content-Type"] == "application/json"


def test_target_face_is_one_comma_separated_query(load: Callable[[str], ModuleType]) -> None:
    request = request_of(
        load("api.face_list_operations.add_large_face_list_face"),
        "staff",
        body=load("types").File(payload=b"x"),
        target_face="10,20,100,120",
        detection_model="detection_03",
        user_data="p1",
    )
    assert request.method == "POST"
    assert request.url.raw_path == (
        b"/face/largefacelists/staff/persistedfaces"
        b"?targetFace=10%2C20%2C100%2C120&detectionModel=detection_03&userData=p1"
    )


def test_no_query_is_sent_that_was_not_given(load: Callable[[str], ModuleType]) -> None:
    lists = load("api.face_list_operations.get_large_face_lists")
    assert request_of(lists).url.query == b""
    faces = load("api.face_list_operations.get_large_face_list_faces")
    assert request_of(faces, "staff").url.query == b""
    given = request_of(lists, start="a", top=20, return_recognition_model=True)
    assert given.url.query == b"start=a&top=20&returnRecognitionModel=true"


def test_train_has_no_body_and_no_content_type(load: Callable[[str], ModuleType]) -> None:
    request = request_of(load("api.face_list_operations.train_large_face_list"), "staff")
    assert (request.method, request.url.path) == ("POST", "/face/largefacelists/staff/train")
    assert request.headers["Content-Length"] == "0"
    assert "Content-Type" not in request.headers


def test_an_id_cannot_leave_its_place_in_the_path(load: Callable[[str], ModuleType]) -> None:
    operation = load("api.face_list_operations.get_large_face_list_training_status")
    request = request_of(operation, "a/../b?c")
    assert request.url.raw_path == b"/face/largefacelists/a%2F..%2Fb%3Fc/training"


def test_detect_sends_its_options_as_given(load: Callable[[str], ModuleType]) -> None:
    request = request_of(
        load("api.face_detection_operations.detect"),
        body=load("models").DetectFromUrlRequest(url="https://img.test/q.jpg"),
        recognition_model="recognition_04",
        return_face_id=False,
        return_face_attributes="headPose,mask",
        face_id_time_to_live=60,
    )
    assert request.url.query == (
        b"recognitionModel=recognition_04&returnFaceId=false"
        b"&returnFaceAttributes=headPose%2Cmask&faceIdTimeToLive=60"
    )
    assert json.loads(request.read()) == {"url": "https://img.test/q.jpg"}


def test_v1_2_detects_in_a_session_image() -> None:
    detect = importlib.import_module("azface_generated.v1_2.api.face_detection_operations.detect")
    models = importlib.import_module("azface_generated.v1_2.models")
    body = models.DetectFromSessionImageIdRequest(session_image_id="img-1")
    assert json.loads(request_of(detect, body=body).read()) == {"sessionImageId": "img-1"}


@pytest.mark.parametrize(
    ("name", "field", "value", "sent"),
    [
        ("FindSimilarRequest", "face_ids", [FACE], {"faceIds": [str(FACE)]}),
        ("FindSimilarFromFaceListRequest", "face_list_id", "fl-a", {"faceListId": "fl-a"}),
        (
            "FindSimilarFromLargeFaceListRequest",
            "large_face_list_id",
            "staff",
            {"largeFaceListId": "staff"},
        ),
    ],
)
def test_find_similar_sends_exactly_the_fields_of_its_body(
    load: Callable[[str], ModuleType], name: str, field: str, value: object, sent: dict[str, object]
) -> None:
    operation = load("api.face_recognition_operations.find_similar")
    model = getattr(load("models"), name)
    least = request_of(operation, body=model(face_id=FACE, **{field: value}))
    assert json.loads(least.read()) == {"faceId": str(FACE), **sent}
    options = {"max_num_of_candidates_returned": 3, "mode": "matchFace"}
    most = request_of(operation, body=model(face_id=FACE, **{field: value}, **options))
    assert json.loads(most.read()) == {
        "faceId": str(FACE),
        **sent,
        "maxNumOfCandidatesReturned": 3,
        "mode": "matchFace",
    }


def test_a_training_result_needs_its_status_only(load: Callable[[str], ModuleType]) -> None:
    model = load("models").TrainingResult
    answer = {"status": "running"}
    assert model.from_dict(answer).to_dict() == answer
    with pytest.raises(KeyError):
        model.from_dict({})


def test_a_training_result_takes_null_new_values_and_unknown_fields(
    load: Callable[[str], ModuleType],
) -> None:
    answer = {
        "status": "paused",
        "createdDateTime": None,
        "lastActionDateTime": None,
        "lastSuccessfulTrainingDateTime": None,
        "message": None,
        "lastSuccessfulTrainingId": str(FACE),
    }
    result = load("models").TrainingResult.from_dict(answer)
    assert result.status == "paused"
    assert result.additional_properties == {"lastSuccessfulTrainingId": str(FACE)}
    assert result.to_dict() == answer


def test_a_readable_date_is_parsed_and_any_other_text_is_kept(
    load: Callable[[str], ModuleType],
) -> None:
    result = load("models").TrainingResult.from_dict(
        {
            "status": "succeeded",
            "createdDateTime": "2030-01-02T03:04:05.1234567Z",
            "lastActionDateTime": "1/3/2017 4:11:35 AM",
        }
    )
    utc = dt.UTC
    assert result.created_date_time == dt.datetime(2030, 1, 2, 3, 4, 5, 123456, tzinfo=utc)
    assert result.last_action_date_time == "1/3/2017 4:11:35 AM"


def test_a_list_of_2019_with_null_user_data_is_read(load: Callable[[str], ModuleType]) -> None:
    models = load("models")
    for answer, model in (
        ({"largeFaceListId": "a", "name": "A", "userData": None}, models.LargeFaceList),
        ({"faceListId": "a", "name": "A", "recognitionModel": None}, models.FaceListItem),
        ({"persistedFaceId": str(FACE), "userData": None}, models.LargeFaceListFace),
    ):
        assert model.from_dict(answer).to_dict() == answer


def test_known_values_are_members_and_equal_to_their_text(
    load: Callable[[str], ModuleType],
) -> None:
    models = load("models")
    result = models.TrainingResult.from_dict({"status": "succeeded"})
    assert result.status is models.KnownOperationStatus.SUCCEEDED
    assert result.status == "succeeded"
