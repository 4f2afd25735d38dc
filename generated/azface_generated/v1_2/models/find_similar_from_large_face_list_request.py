from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.known_find_similar_match_mode import KnownFindSimilarMatchMode
from ..types import UNSET, Unset

T = TypeVar("T", bound="FindSimilarFromLargeFaceListRequest")


@_attrs_define
class FindSimilarFromLargeFaceListRequest:
    """A search in a trained large face list.

    Attributes:
        face_id (UUID): ID of the face to look for, from detect and not expired.
        large_face_list_id (str): ID of the large face list to search; it must be trained (LargeFaceListNotTrained).
        max_num_of_candidates_returned (int | Unset): How many similar faces to answer at most, 1 to 1000; the service
            takes 20 when it is absent.
        mode (KnownFindSimilarMatchMode | str | Unset): matchPerson answers faces of the same person only, matchFace
            ranks all faces however unlike; the service takes matchPerson when it is absent.
    """

    face_id: UUID
    large_face_list_id: str
    max_num_of_candidates_returned: int | Unset = UNSET
    mode: KnownFindSimilarMatchMode | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        face_id = str(self.face_id)

        large_face_list_id = self.large_face_list_id

        max_num_of_candidates_returned = self.max_num_of_candidates_returned

        mode: str | Unset
        if isinstance(self.mode, Unset):
            mode = UNSET
        elif isinstance(self.mode, KnownFindSimilarMatchMode):
            mode = self.mode.value
        else:
            mode = self.mode

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "faceId": face_id,
                "largeFaceListId": large_face_list_id,
            }
        )
        if max_num_of_candidates_returned is not UNSET:
            field_dict["maxNumOfCandidatesReturned"] = max_num_of_candidates_returned
        if mode is not UNSET:
            field_dict["mode"] = mode

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        face_id = UUID(d.pop("faceId"))

        large_face_list_id = d.pop("largeFaceListId")

        max_num_of_candidates_returned = d.pop("maxNumOfCandidatesReturned", UNSET)

        def _parse_mode(data: object) -> KnownFindSimilarMatchMode | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                mode_type_0 = KnownFindSimilarMatchMode(data)

                return mode_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownFindSimilarMatchMode | str | Unset, data)

        mode = _parse_mode(d.pop("mode", UNSET))

        find_similar_from_large_face_list_request = cls(
            face_id=face_id,
            large_face_list_id=large_face_list_id,
            max_num_of_candidates_returned=max_num_of_candidates_returned,
            mode=mode,
        )

        find_similar_from_large_face_list_request.additional_properties = d
        return find_similar_from_large_face_list_request

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
