"""Answers as the service sends them: the v1.2 document allows them, the generated code reads them.

Their shapes are those of recorded traffic of 2019 to 2025, or what the definition's text says
beside its schemas; their values are made up.
"""

from __future__ import annotations

from typing import Any

import pytest

from azface_generated.v1_2 import models

ID = "33333333-3333-4333-8333-333333333333"
STARTED = "2030-01-02T03:04:05.1234567Z"
ENDED = "2030-01-02T03:04:06.765432Z"
RECTANGLE = {"top": 1, "left": 2, "width": 3, "height": 4}
RESULT = {
    "livenessDecision": "realface",
    "targets": {"color": {"faceRectangle": RECTANGLE}},
    "digest": "HASH",
    "sessionImageId": "img-1",
}
FAILURE = {
    "code": "FaceWithMaskDetected",
    "message": "A mask is worn.",
    "targets": {"color": {"faceRectangle": RECTANGLE}},
}


def session(status: str, *attempts: dict[str, Any], **members: Any) -> dict[str, Any]:
    return {
        "sessionId": "s",
        "authToken": "",
        "status": status,
        **members,
        "results": {"attempts": list(attempts)},
    }


ANSWERS: dict[str, tuple[str, dict[str, Any]]] = {
    "a first training that runs": (
        "TrainingResult",
        {"status": "running", "createdDateTime": STARTED, "lastActionDateTime": STARTED},
    ),
    "a training of a person group that succeeded": (
        "PersonGroupTrainingResult",
        {
            "status": "succeeded",
            "createdDateTime": STARTED,
            "lastActionDateTime": ENDED,
            "lastSuccessfulTrainingId": ID,
            "lastSuccessfulTrainingDateTime": ENDED,
        },
    ),
    "a training with a message of null": (
        "PersonGroupTrainingResult",
        {"status": "notStarted", "createdDateTime": STARTED, "message": None},
    ),
    "a training whose ID is no UUID": (
        "PersonGroupTrainingResult",
        {"status": "succeeded", "lastSuccessfulTrainingId": "7"},
    ),
    "a person without user data": (
        "PersonGroupPerson",
        {"personId": ID, "name": "Ann", "persistedFaceIds": [ID]},
    ),
    "a person with user data of null": (
        "LargePersonGroupPerson",
        {"personId": ID, "name": "Ann", "userData": None, "persistedFaceIds": []},
    ),
    "a person's face with user data of null": (
        "PersonGroupPersonFace",
        {"persistedFaceId": ID, "userData": None},
    ),
    "a group without its recognition model": (
        "LargePersonGroup",
        {"name": "Staff", "userData": "u", "largePersonGroupId": "staff"},
    ),
    "nobody identified": ("IdentificationResult", {"faceId": ID, "candidates": []}),
    "a full match": ("IdentificationCandidate", {"personId": ID, "confidence": 1.0}),
    "groups without a messy group": ("GroupingResult", {"groups": [[ID, ID]]}),
    "a new session": (
        "LivenessSession",
        session("NotStarted", modelVersion="2024-11-15") | {"authToken": "TOKEN"},
    ),
    "a running session, without its model": ("LivenessSession", session("Running")),
    "an attempt with a result and no error": (
        "LivenessSession",
        session("Succeeded", {"attemptId": 1, "attemptStatus": "Succeeded", "result": RESULT}),
    ),
    "an attempt with a result of null": (
        "LivenessSession",
        session(
            "Failed",
            {"attemptId": 1, "attemptStatus": "Failed", "result": None, "error": FAILURE},
        ),
    ),
    "a session with a model, a mode and a decision unknown today": (
        "LivenessSession",
        session(
            "Paused",
            {
                "attemptId": 1,
                "attemptStatus": "Paused",
                "result": RESULT | {"livenessDecision": "unsure"},
            },
            modelVersion="2031-01-01",
        ),
    ),
    "an error with one within": (
        "FaceErrorResponse",
        {
            "error": {
                "code": "InvalidRequest",
                "message": "Not yet.",
                "innererror": {"code": "UnsupportedFeature", "message": "Not yet."},
            }
        },
    ),
}


@pytest.mark.parametrize(("name", "answer"), ANSWERS.values(), ids=ANSWERS)
def test_what_the_service_sends_is_read_as_the_document_says(
    both_documents: Any, name: str, answer: dict[str, Any]
) -> None:
    assert both_documents[1].fits({"$ref": f"#/components/schemas/{name}"}, answer)
    read = getattr(models, name).from_dict(answer).to_dict()
    assert read.keys() == answer.keys()
    # Times come back with six digits of a second.
    assert {k: v for k, v in read.items() if not k.endswith("DateTime")} == {
        k: v for k, v in answer.items() if not k.endswith("DateTime")
    }
