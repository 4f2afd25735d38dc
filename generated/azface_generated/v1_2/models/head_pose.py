from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="HeadPose")


@_attrs_define
class HeadPose:
    """Direction of a head, as three angles in degrees.

    Attributes:
        pitch (float): Angle up or down, in degrees.
        roll (float): Angle to one shoulder, in degrees.
        yaw (float): Angle to the left or right, in degrees.
    """

    pitch: float
    roll: float
    yaw: float
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        pitch = self.pitch

        roll = self.roll

        yaw = self.yaw

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "pitch": pitch,
                "roll": roll,
                "yaw": yaw,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        pitch = d.pop("pitch")

        roll = d.pop("roll")

        yaw = d.pop("yaw")

        head_pose = cls(
            pitch=pitch,
            roll=roll,
            yaw=yaw,
        )

        head_pose.additional_properties = d
        return head_pose

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
