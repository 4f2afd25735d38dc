"""Persons and the groups they are in, as users hold them; frozen values like those of `models`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from azface import _fields
from azface._fields import Document


@frozen
class Person:
    """A person in a group (operations GetPersonGroupPerson, GetLargePersonGroupPerson and others).

    Attributes:
        person_id: The person's id, a UUID; it never expires.
        name: The person's name, 1 to 128 characters.
        user_data: The text stored with the person, at most 16,384 characters, or None.
        persisted_face_ids: The ids of the person's faces, at most 248.
        request_id: The answer's `apim-request-id`.
        raw: The answer's JSON object as it came.

    Example:
        >>> from azface import Person
        >>> Person("11111111-1111-4111-8111-111111111111", "Ann").persisted_face_ids
        ()
    """

    person_id: str
    name: str
    user_data: str | None = field(default=None, kw_only=True)
    persisted_face_ids: tuple[str, ...] = field(default=(), kw_only=True)
    request_id: str | None = field(default=None, kw_only=True, eq=False, repr=False)
    raw: Mapping[str, Any] = field(factory=dict[str, Any], kw_only=True, eq=False, repr=False)

    @classmethod
    def from_api(cls, document: Document, request_id: str | None = None) -> Person:
        """Read the JSON object of an answer; raises ValueError when it does not fit."""
        return cls(
            _fields.text(document, "personId"),
            _fields.text(document, "name"),
            user_data=_fields.optional_text(document, "userData"),
            persisted_face_ids=_fields.texts(document, "persistedFaceIds"),
            request_id=request_id,
            raw=document,
        )


@frozen
class PersonGroup:
    """A person group without its persons (operations GetPersonGroup, GetPersonGroups).

    Attributes:
        person_group_id: The group's id, 1 to 64 of `a-z 0-9 - _`.
        name: The group's name, 1 to 128 characters.
        user_data: The text stored with the group, at most 16,384 characters, or None.
        recognition_model: The model its faces are stored for, such as `recognition_04`.
        request_id: The answer's `apim-request-id`.
        raw: The answer's JSON object as it came.
    """

    person_group_id: str
    name: str
    user_data: str | None = field(default=None, kw_only=True)
    recognition_model: str | None = field(default=None, kw_only=True)
    request_id: str | None = field(default=None, kw_only=True, eq=False, repr=False)
    raw: Mapping[str, Any] = field(factory=dict[str, Any], kw_only=True, eq=False, repr=False)

    @classmethod
    def from_api(cls, document: Document, request_id: str | None = None) -> PersonGroup:
        """Read the JSON object of an answer; raises ValueError when it does not fit."""
        return cls(
            _fields.text(document, "personGroupId"),
            _fields.text(document, "name"),
            user_data=_fields.optional_text(document, "userData"),
            recognition_model=_fields.optional_text(document, "recognitionModel"),
            request_id=request_id,
            raw=document,
        )


@frozen
class LargePersonGroup:
    """A large person group without its persons (operations GetLargePersonGroup and others).

    Attributes:
        large_person_group_id: The group's id, 1 to 64 of `a-z 0-9 - _`.
        name: The group's name, 1 to 128 characters.
        user_data: The text stored with the group, at most 16,384 characters, or None.
        recognition_model: The model its faces are stored for, such as `recognition_04`.
        request_id: The answer's `apim-request-id`.
        raw: The answer's JSON object as it came.
    """

    large_person_group_id: str
    name: str
    user_data: str | None = field(default=None, kw_only=True)
    recognition_model: str | None = field(default=None, kw_only=True)
    request_id: str | None = field(default=None, kw_only=True, eq=False, repr=False)
    raw: Mapping[str, Any] = field(factory=dict[str, Any], kw_only=True, eq=False, repr=False)

    @classmethod
    def from_api(cls, document: Document, request_id: str | None = None) -> LargePersonGroup:
        """Read the JSON object of an answer; raises ValueError when it does not fit."""
        return cls(
            _fields.text(document, "largePersonGroupId"),
            _fields.text(document, "name"),
            user_data=_fields.optional_text(document, "userData"),
            recognition_model=_fields.optional_text(document, "recognitionModel"),
            request_id=request_id,
            raw=document,
        )
