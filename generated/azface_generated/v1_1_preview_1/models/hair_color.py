from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.known_hair_color_type import KnownHairColorType

T = TypeVar("T", bound="HairColor")


@_attrs_define
class HairColor:
    """A candidate colour of hair.

    Attributes:
        color (KnownHairColorType | str): Colour of the hair.
        confidence (float): Confidence in this colour, 0 to 1.
    """

    color: KnownHairColorType | str
    confidence: float
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        color: str
        if isinstance(self.color, KnownHairColorType):
            color = self.color.value
        else:
            color = self.color

        confidence = self.confidence

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "color": color,
                "confidence": confidence,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_color(data: object) -> KnownHairColorType | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                color_type_0 = KnownHairColorType(data)

                return color_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownHairColorType | str, data)

        color = _parse_color(d.pop("color"))

        confidence = d.pop("confidence")

        hair_color = cls(
            color=color,
            confidence=confidence,
        )

        hair_color.additional_properties = d
        return hair_color

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
