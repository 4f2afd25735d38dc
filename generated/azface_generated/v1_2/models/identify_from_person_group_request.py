from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="IdentifyFromPersonGroupRequest")


@_attrs_define
class IdentifyFromPersonGroupRequest:
    """A search for persons in a trained person group.

    Attributes:
        face_ids (list[UUID]): IDs of 1 to 10 faces to look for, from detect and not expired.
        person_group_id (str): ID of the person group to search; it must be trained (PersonGroupNotTrained).
        max_num_of_candidates_returned (int | Unset): How many persons to answer for each face at most, 1 to 100; the
            service takes 10 when it is absent.
        confidence_threshold (float | Unset): Least confidence of an answered person, 0 to 1; the service takes one of
            its own when it is absent.
    """

    face_ids: list[UUID]
    person_group_id: str
    max_num_of_candidates_returned: int | Unset = UNSET
    confidence_threshold: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        face_ids = []
        for face_ids_item_data in self.face_ids:
            face_ids_item = str(face_ids_item_data)
            face_ids.append(face_ids_item)

        person_group_id = self.person_group_id

        max_num_of_candidates_returned = self.max_num_of_candidates_returned

        confidence_threshold = self.confidence_threshold

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "faceIds": face_ids,
                "personGroupId": person_group_id,
            }
        )
        if max_num_of_candidates_returned is not UNSET:
            field_dict["maxNumOfCandidatesReturned"] = max_num_of_candidates_returned
        if confidence_threshold is not UNSET:
            field_dict["confidenceThreshold"] = confidence_threshold

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        face_ids = []
        _face_ids = d.pop("faceIds")
        for face_ids_item_data in _face_ids:
            face_ids_item = UUID(face_ids_item_data)

            face_ids.append(face_ids_item)

        person_group_id = d.pop("personGroupId")

        max_num_of_candidates_returned = d.pop("maxNumOfCandidatesReturned", UNSET)

        confidence_threshold = d.pop("confidenceThreshold", UNSET)

        identify_from_person_group_request = cls(
            face_ids=face_ids,
            person_group_id=person_group_id,
            max_num_of_candidates_returned=max_num_of_candidates_returned,
            confidence_threshold=confidence_threshold,
        )

        identify_from_person_group_request.additional_properties = d
        return identify_from_person_group_request

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
