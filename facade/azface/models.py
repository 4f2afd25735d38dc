"""What users hold: frozen values, the same for every API version.

Each has a constructor that a test can call, and `from_api`, which reads the JSON of an answer. An
absent field and a null one are both None. What the service sent beyond the documented fields stays
in `raw`, outside ==, hash and repr.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from azface import _fields
from azface._fields import Document


class OperationStatus(StrEnum):
    """The status of a training; the service may one day send others, which stay plain text.

    Example:
        >>> from azface import OperationStatus
        >>> OperationStatus.SUCCEEDED == "succeeded"
        True
    """

    NOT_STARTED = "notStarted"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


# `nonstarted` is how the schema of v1.0 spells it.
_STATUSES = {status.casefold(): status for status in OperationStatus} | {
    "nonstarted": OperationStatus.NOT_STARTED
}


def _as_status(value: str) -> OperationStatus | str:
    return _STATUSES.get(value.casefold(), value)


def _raw() -> Any:
    return field(factory=dict[str, Any], kw_only=True, eq=False, repr=False)


def _request_id() -> Any:
    return field(default=None, kw_only=True, eq=False, repr=False)


@frozen
class TrainingResult:
    """The training status of a list or group (operation GetLargeFaceListTrainingStatus and others).

    Attributes:
        status: An `OperationStatus`, or the service's own text where it is a new one.
        message: Why the training failed; None otherwise.
        created_date_time: When this training started (recorded: it moves with each training), UTC.
        last_action_date_time: When the list or group last changed, UTC.
        last_successful_training_date_time: When a training last succeeded, UTC; None before that.
        last_successful_training_id: Of person groups only, and in no documentation: an id that is
            new with each success (recorded traffic); None before that, and for all others.
        request_id: The answer's `apim-request-id`.
        raw: The answer's JSON object as it came.

    Example:
        >>> from azface import TrainingResult
        >>> TrainingResult("Running").status
        <OperationStatus.RUNNING: 'running'>
    """

    status: OperationStatus | str = field(converter=_as_status)
    message: str | None = field(default=None, kw_only=True)
    created_date_time: datetime | None = field(default=None, kw_only=True)
    last_action_date_time: datetime | None = field(default=None, kw_only=True)
    last_successful_training_date_time: datetime | None = field(default=None, kw_only=True)
    last_successful_training_id: str | None = field(default=None, kw_only=True)
    request_id: str | None = _request_id()
    raw: Mapping[str, Any] = _raw()

    @property
    def is_finished(self) -> bool:
        """Whether the training is over, well or not; an unknown status is not."""
        return self.status in (OperationStatus.SUCCEEDED, OperationStatus.FAILED)

    @property
    def succeeded(self) -> bool:
        """Whether the training ended well."""
        return self.status == OperationStatus.SUCCEEDED

    @classmethod
    def from_api(cls, document: Document, request_id: str | None = None) -> TrainingResult:
        """Read the JSON object of an answer.

        Args:
            document: The JSON object.
            request_id: The answer's `apim-request-id`.

        Raises:
            ValueError: A field is missing or of a wrong type.
        """
        return cls(
            _fields.text(document, "status"),
            message=_fields.optional_text(document, "message"),
            created_date_time=_fields.timestamp(document, "createdDateTime"),
            last_action_date_time=_fields.timestamp(document, "lastActionDateTime"),
            last_successful_training_date_time=_fields.timestamp(
                document, "lastSuccessfulTrainingDateTime"
            ),
            last_successful_training_id=_fields.unlisted_text(document, "lastSuccessfulTrainingId"),
            request_id=request_id,
            raw=document,
        )


@frozen
class PersistedFace:
    """A face in a list or of a person (operations AddLargeFaceListFace and others).

    Attributes:
        persisted_face_id: The face's id; it never expires.
        user_data: The text stored with the face, at most 1,024 characters, or None.
        request_id: The answer's `apim-request-id`.
        raw: The answer's JSON object as it came.
    """

    persisted_face_id: str
    user_data: str | None = None
    request_id: str | None = _request_id()
    raw: Mapping[str, Any] = _raw()

    @classmethod
    def from_api(cls, document: Document, request_id: str | None = None) -> PersistedFace:
        """Read the JSON object of an answer; raises ValueError when it does not fit."""
        return cls(
            _fields.text(document, "persistedFaceId"),
            _fields.optional_text(document, "userData"),
            request_id=request_id,
            raw=document,
        )


@frozen
class LargeFaceList:
    """A large face list without its faces (operations GetLargeFaceList, GetLargeFaceLists).

    Attributes:
        large_face_list_id: The list's id, 1 to 64 of `a-z 0-9 - _`.
        name: The list's name, 1 to 128 characters.
        user_data: The text stored with the list, at most 16,384 characters, or None.
        recognition_model: The model its faces are stored for, such as `recognition_04`.
        request_id: The answer's `apim-request-id`.
        raw: The answer's JSON object as it came.
    """

    large_face_list_id: str
    name: str
    user_data: str | None = field(default=None, kw_only=True)
    recognition_model: str | None = field(default=None, kw_only=True)
    request_id: str | None = _request_id()
    raw: Mapping[str, Any] = _raw()

    @classmethod
    def from_api(cls, document: Document, request_id: str | None = None) -> LargeFaceList:
        """Read the JSON object of an answer; raises ValueError when it does not fit."""
        return cls(
            _fields.text(document, "largeFaceListId"),
            _fields.text(document, "name"),
            user_data=_fields.optional_text(document, "userData"),
            recognition_model=_fields.optional_text(document, "recognitionModel"),
            request_id=request_id,
            raw=document,
        )


@frozen
class FaceListItem:
    """A face list without its faces, as the listing gives it (operation GetFaceLists).

    Attributes:
        face_list_id: The list's id, 1 to 64 of `a-z 0-9 - _`.
        name: The list's name, 1 to 128 characters.
        user_data: The text stored with the list, at most 16,384 characters, or None.
        recognition_model: The model its faces are stored for, such as `recognition_04`.
        request_id: The answer's `apim-request-id`.
        raw: The answer's JSON object as it came.
    """

    face_list_id: str
    name: str
    user_data: str | None = field(default=None, kw_only=True)
    recognition_model: str | None = field(default=None, kw_only=True)
    request_id: str | None = _request_id()
    raw: Mapping[str, Any] = _raw()

    @classmethod
    def from_api(cls, document: Document, request_id: str | None = None) -> FaceListItem:
        """Read the JSON object of an answer; raises ValueError when it does not fit."""
        return cls(
            _fields.text(document, "faceListId"),
            _fields.text(document, "name"),
            user_data=_fields.optional_text(document, "userData"),
            recognition_model=_fields.optional_text(document, "recognitionModel"),
            request_id=request_id,
            raw=document,
        )


@frozen
class FaceList:
    """A face list with its faces, at most 1,000 (operation GetFaceList).

    Attributes:
        face_list_id: The list's id, 1 to 64 of `a-z 0-9 - _`.
        name: The list's name, 1 to 128 characters.
        user_data: The text stored with the list, at most 16,384 characters, or None.
        recognition_model: The model its faces are stored for, such as `recognition_04`.
        persisted_faces: Its faces.
        request_id: The answer's `apim-request-id`.
        raw: The answer's JSON object as it came.
    """

    face_list_id: str
    name: str
    user_data: str | None = field(default=None, kw_only=True)
    recognition_model: str | None = field(default=None, kw_only=True)
    persisted_faces: tuple[PersistedFace, ...] = field(default=(), kw_only=True)
    request_id: str | None = _request_id()
    raw: Mapping[str, Any] = _raw()

    @classmethod
    def from_api(cls, document: Document, request_id: str | None = None) -> FaceList:
        """Read the JSON object of an answer; raises ValueError when it does not fit."""
        return cls(
            _fields.text(document, "faceListId"),
            _fields.text(document, "name"),
            user_data=_fields.optional_text(document, "userData"),
            recognition_model=_fields.optional_text(document, "recognitionModel"),
            persisted_faces=_fields.objects(document, "persistedFaces", PersistedFace.from_api),
            request_id=request_id,
            raw=document,
        )


@frozen
class SimilarFace:
    """A face of a list that find similar found (operation FindSimilar).

    Attributes:
        persisted_face_id: The face in the list.
        confidence: From 0 to 1; the service's own threshold for `matchPerson` is not stated.
        request_id: The answer's `apim-request-id`.
        raw: The answer's JSON object as it came.
    """

    persisted_face_id: str
    confidence: float
    request_id: str | None = _request_id()
    raw: Mapping[str, Any] = _raw()

    @classmethod
    def from_api(cls, document: Document, request_id: str | None = None) -> SimilarFace:
        """Read the JSON object of an answer; raises ValueError when it does not fit."""
        return cls(
            _fields.text(document, "persistedFaceId"),
            _fields.number(document, "confidence"),
            request_id=request_id,
            raw=document,
        )
