from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.known_blur_level import KnownBlurLevel

T = TypeVar("T", bound="BlurProperties")


@_attrs_define
class BlurProperties:
    """How blurred a face is.

    Attributes:
        blur_level (KnownBlurLevel | str): Level of the blur - low, medium or high.
        value (float): Amount of the blur, 0 to 1.
    """

    blur_level: KnownBlurLevel | str
    value: float
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        blur_level: str
        if isinstance(self.blur_level, KnownBlurLevel):
            blur_level = self.blur_level.value
        else:
            blur_level = self.blur_level

        value = self.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "blurLevel": blur_level,
                "value": value,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_blur_level(data: object) -> KnownBlurLevel | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                blur_level_type_0 = KnownBlurLevel(data)

                return blur_level_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownBlurLevel | str, data)

        blur_level = _parse_blur_level(d.pop("blurLevel"))

        value = d.pop("value")

        blur_properties = cls(
            blur_level=blur_level,
            value=value,
        )

        blur_properties.additional_properties = d
        return blur_properties

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
