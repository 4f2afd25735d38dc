from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="VerifyFromPersonGroupRequest")


@_attrs_define
class VerifyFromPersonGroupRequest:
    """A comparison of a face with a person of a person group.

    Attributes:
        face_id (UUID): ID of the face, from detect and not expired.
        person_group_id (str): ID of the person's person group.
        person_id (UUID): ID of the person in the group.
    """

    face_id: UUID
    person_group_id: str
    person_id: UUID
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        face_id = str(self.face_id)

        person_group_id = self.person_group_id

        person_id = str(self.person_id)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "faceId": face_id,
                "personGroupId": person_group_id,
                "personId": person_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        face_id = UUID(d.pop("faceId"))

        person_group_id = d.pop("personGroupId")

        person_id = UUID(d.pop("personId"))

        verify_from_person_group_request = cls(
            face_id=face_id,
            person_group_id=person_group_id,
            person_id=person_id,
        )

        verify_from_person_group_request.additional_properties = d
        return verify_from_person_group_request

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
