from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.known_liveness_decision import KnownLivenessDecision
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.liveness_decision_targets import LivenessDecisionTargets


T = TypeVar("T", bound="LivenessResult")


@_attrs_define
class LivenessResult:
    """What a liveness check found.

    Attributes:
        targets (LivenessDecisionTargets): The face that was checked, in each kind of picture.
        digest (str): Digest of the device's request; do not trust the result when the device reports another.
        liveness_decision (KnownLivenessDecision | str | Unset): Whether the face is a living one - uncertain, realface
            or spoofface.
        session_image_id (str | Unset): ID of the picture kept, for GetSessionImage and detect; absent unless
            `enableSessionImage` was true.
    """

    targets: LivenessDecisionTargets
    digest: str
    liveness_decision: KnownLivenessDecision | str | Unset = UNSET
    session_image_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        targets = self.targets.to_dict()

        digest = self.digest

        liveness_decision: str | Unset
        if isinstance(self.liveness_decision, Unset):
            liveness_decision = UNSET
        elif isinstance(self.liveness_decision, KnownLivenessDecision):
            liveness_decision = self.liveness_decision.value
        else:
            liveness_decision = self.liveness_decision

        session_image_id = self.session_image_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "targets": targets,
                "digest": digest,
            }
        )
        if liveness_decision is not UNSET:
            field_dict["livenessDecision"] = liveness_decision
        if session_image_id is not UNSET:
            field_dict["sessionImageId"] = session_image_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.liveness_decision_targets import LivenessDecisionTargets  # noqa: PLC0415

        d = dict(src_dict)
        targets = LivenessDecisionTargets.from_dict(d.pop("targets"))

        digest = d.pop("digest")

        def _parse_liveness_decision(
            data: object,
        ) -> KnownLivenessDecision | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                liveness_decision_type_0 = KnownLivenessDecision(data)

                return liveness_decision_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownLivenessDecision | str | Unset, data)

        liveness_decision = _parse_liveness_decision(d.pop("livenessDecision", UNSET))

        session_image_id = d.pop("sessionImageId", UNSET)

        liveness_result = cls(
            targets=targets,
            digest=digest,
            liveness_decision=liveness_decision,
            session_image_id=session_image_id,
        )

        liveness_result.additional_properties = d
        return liveness_result

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
