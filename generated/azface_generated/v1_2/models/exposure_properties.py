from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.known_exposure_level import KnownExposureLevel

T = TypeVar("T", bound="ExposureProperties")


@_attrs_define
class ExposureProperties:
    """How well a face is exposed.

    Attributes:
        exposure_level (KnownExposureLevel | str): Level of the exposure - underExposure, goodExposure or overExposure.
        value (float): Amount of the exposure, 0 to 1.
    """

    exposure_level: KnownExposureLevel | str
    value: float
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        exposure_level: str
        if isinstance(self.exposure_level, KnownExposureLevel):
            exposure_level = self.exposure_level.value
        else:
            exposure_level = self.exposure_level

        value = self.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "exposureLevel": exposure_level,
                "value": value,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_exposure_level(data: object) -> KnownExposureLevel | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                exposure_level_type_0 = KnownExposureLevel(data)

                return exposure_level_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownExposureLevel | str, data)

        exposure_level = _parse_exposure_level(d.pop("exposureLevel"))

        value = d.pop("value")

        exposure_properties = cls(
            exposure_level=exposure_level,
            value=value,
        )

        exposure_properties.additional_properties = d
        return exposure_properties

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
