from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="AddFaceResult")


@_attrs_define
class AddFaceResult:
    """ID of the face that was added.

    Attributes:
        persisted_face_id (UUID): ID of the face in its list or person; it does not expire and differs from a detected
            face's ID.
    """

    persisted_face_id: UUID
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        persisted_face_id = str(self.persisted_face_id)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "persistedFaceId": persisted_face_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        persisted_face_id = UUID(d.pop("persistedFaceId"))

        add_face_result = cls(
            persisted_face_id=persisted_face_id,
        )

        add_face_result.additional_properties = d
        return add_face_result

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
