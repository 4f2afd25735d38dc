from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.known_operation_state import KnownOperationState
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.liveness_error import LivenessError
    from ..models.liveness_result import LivenessResult


T = TypeVar("T", bound="LivenessSessionAttempt")


@_attrs_define
class LivenessSessionAttempt:
    """An attempt of a liveness session, with a result or an error once it is over.

    Attributes:
        attempt_id (int): Number of the attempt in its session, from 1.
        attempt_status (KnownOperationState | str): State of the attempt - NotStarted, Running, Succeeded, Failed or
            Canceled.
        result (LivenessResult | None | Unset): What the check found; absent or null unless it succeeded.
        error (LivenessError | None | Unset): Why the check failed; absent or null unless it did.
    """

    attempt_id: int
    attempt_status: KnownOperationState | str
    result: LivenessResult | None | Unset = UNSET
    error: LivenessError | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.liveness_error import LivenessError  # noqa: PLC0415
        from ..models.liveness_result import LivenessResult  # noqa: PLC0415

        attempt_id = self.attempt_id

        attempt_status: str
        if isinstance(self.attempt_status, KnownOperationState):
            attempt_status = self.attempt_status.value
        else:
            attempt_status = self.attempt_status

        result: dict[str, Any] | None | Unset
        if isinstance(self.result, Unset):
            result = UNSET
        elif isinstance(self.result, LivenessResult):
            result = self.result.to_dict()
        else:
            result = self.result

        error: dict[str, Any] | None | Unset
        if isinstance(self.error, Unset):
            error = UNSET
        elif isinstance(self.error, LivenessError):
            error = self.error.to_dict()
        else:
            error = self.error

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "attemptId": attempt_id,
                "attemptStatus": attempt_status,
            }
        )
        if result is not UNSET:
            field_dict["result"] = result
        if error is not UNSET:
            field_dict["error"] = error

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.liveness_error import LivenessError  # noqa: PLC0415
        from ..models.liveness_result import LivenessResult  # noqa: PLC0415

        d = dict(src_dict)
        attempt_id = d.pop("attemptId")

        def _parse_attempt_status(data: object) -> KnownOperationState | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                attempt_status_type_0 = KnownOperationState(data)

                return attempt_status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownOperationState | str, data)

        attempt_status = _parse_attempt_status(d.pop("attemptStatus"))

        def _parse_result(data: object) -> LivenessResult | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                result_type_0 = LivenessResult.from_dict(data)

                return result_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LivenessResult | None | Unset, data)

        result = _parse_result(d.pop("result", UNSET))

        def _parse_error(data: object) -> LivenessError | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                error_type_0 = LivenessError.from_dict(data)

                return error_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LivenessError | None | Unset, data)

        error = _parse_error(d.pop("error", UNSET))

        liveness_session_attempt = cls(
            attempt_id=attempt_id,
            attempt_status=attempt_status,
            result=result,
            error=error,
        )

        liveness_session_attempt.additional_properties = d
        return liveness_session_attempt

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
