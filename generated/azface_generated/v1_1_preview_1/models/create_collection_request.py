from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.known_recognition_model import KnownRecognitionModel
from ..types import UNSET, Unset

T = TypeVar("T", bound="CreateCollectionRequest")


@_attrs_define
class CreateCollectionRequest:
    """Name, user data and recognition model of a new list or group.

    Attributes:
        name (str): Name of the list or group, 1 to 128 characters; need not be unique.
        user_data (str | Unset): Text to keep with the list or group, at most 16,384 characters.
        recognition_model (KnownRecognitionModel | str | Unset): Model that reads the features of the list's or group's
            faces, fixed for its life; the service takes recognition_01, its oldest, when it is absent.
    """

    name: str
    user_data: str | Unset = UNSET
    recognition_model: KnownRecognitionModel | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        user_data = self.user_data

        recognition_model: str | Unset
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
        name = d.pop("name")

        user_data = d.pop("userData", UNSET)

        def _parse_recognition_model(
            data: object,
        ) -> KnownRecognitionModel | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                recognition_model_type_0 = KnownRecognitionModel(data)

                return recognition_model_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownRecognitionModel | str | Unset, data)

        recognition_model = _parse_recognition_model(d.pop("recognitionModel", UNSET))

        create_collection_request = cls(
            name=name,
            user_data=user_data,
            recognition_model=recognition_model,
        )

        create_collection_request.additional_properties = d
        return create_collection_request

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
