from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.known_recognition_model import KnownRecognitionModel
from ..types import UNSET, Unset

T = TypeVar("T", bound="PersonGroup")


@_attrs_define
class PersonGroup:
    """A person group, without its persons.

    Attributes:
        person_group_id (str): ID of the person group, 1 to 64 lower-case letters, digits, `-` or `_`.
        name (str): Name of the group, 1 to 128 characters.
        user_data (None | str | Unset): Text kept with the group, at most 16,384 characters; absent or null when none
            was given.
        recognition_model (KnownRecognitionModel | None | str | Unset): Model of the group's faces; absent or null
            unless `returnRecognitionModel` was true.
    """

    person_group_id: str
    name: str
    user_data: None | str | Unset = UNSET
    recognition_model: KnownRecognitionModel | None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        person_group_id = self.person_group_id

        name = self.name

        user_data: None | str | Unset
        if isinstance(self.user_data, Unset):
            user_data = UNSET
        else:
            user_data = self.user_data

        recognition_model: None | str | Unset
        if isinstance(self.recognition_model, Unset):
            recognition_model = UNSET
        elif isinstance(self.recognition_model, KnownRecognitionModel):
            recognition_model = self.recognition_model.value
        else:
            recognition_model = self.recognition_model

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "personGroupId": person_group_id,
                "name": name,
            }
        )
        if user_data is not UNSET:
            field_dict["userData"] = user_data
        if recognition_model is not UNSET:
            field_dict["recognitionModel"] = recognition_model

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        person_group_id = d.pop("personGroupId")

        name = d.pop("name")

        def _parse_user_data(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        user_data = _parse_user_data(d.pop("userData", UNSET))

        def _parse_recognition_model(
            data: object,
        ) -> KnownRecognitionModel | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                recognition_model_type_0 = KnownRecognitionModel(data)

                return recognition_model_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownRecognitionModel | None | str | Unset, data)

        recognition_model = _parse_recognition_model(d.pop("recognitionModel", UNSET))

        person_group = cls(
            person_group_id=person_group_id,
            name=name,
            user_data=user_data,
            recognition_model=recognition_model,
        )

        person_group.additional_properties = d
        return person_group

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
