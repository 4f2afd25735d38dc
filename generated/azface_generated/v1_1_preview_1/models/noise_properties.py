from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.known_noise_level import KnownNoiseLevel

T = TypeVar("T", bound="NoiseProperties")


@_attrs_define
class NoiseProperties:
    """How noisy the pixels of a face are.

    Attributes:
        noise_level (KnownNoiseLevel | str): Level of the noise - low, medium or high.
        value (float): Amount of the noise, 0 to 1.
    """

    noise_level: KnownNoiseLevel | str
    value: float
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        noise_level: str
        if isinstance(self.noise_level, KnownNoiseLevel):
            noise_level = self.noise_level.value
        else:
            noise_level = self.noise_level

        value = self.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "noiseLevel": noise_level,
                "value": value,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_noise_level(data: object) -> KnownNoiseLevel | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                noise_level_type_0 = KnownNoiseLevel(data)

                return noise_level_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownNoiseLevel | str, data)

        noise_level = _parse_noise_level(d.pop("noiseLevel"))

        value = d.pop("value")

        noise_properties = cls(
            noise_level=noise_level,
            value=value,
        )

        noise_properties.additional_properties = d
        return noise_properties

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
