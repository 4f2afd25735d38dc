from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.known_liveness_model import KnownLivenessModel
from ..models.known_operation_state import KnownOperationState
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.liveness_with_verify_session_results import (
        LivenessWithVerifySessionResults,
    )


T = TypeVar("T", bound="LivenessWithVerifySession")


@_attrs_define
class LivenessWithVerifySession:
    """A liveness session with verification and what came of it so far.

    Attributes:
        session_id (str): ID of the session, which lives for 48 hours.
        auth_token (str): Token for the device, good for this session only; empty text in answers to a GET.
        status (KnownOperationState | str): State of the session - NotStarted, Running, Succeeded, Failed or Canceled.
        results (LivenessWithVerifySessionResults): The attempts of a liveness session with verification.
        model_version (KnownLivenessModel | str | Unset): Version of the liveness model; absent while the session is
            running.
    """

    session_id: str
    auth_token: str
    status: KnownOperationState | str
    results: LivenessWithVerifySessionResults
    model_version: KnownLivenessModel | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        session_id = self.session_id

        auth_token = self.auth_token

        status: str
        if isinstance(self.status, KnownOperationState):
            status = self.status.value
        else:
            status = self.status

        results = self.results.to_dict()

        model_version: str | Unset
        if isinstance(self.model_version, Unset):
            model_version = UNSET
        elif isinstance(self.model_version, KnownLivenessModel):
            model_version = self.model_version.value
        else:
            model_version = self.model_version

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "sessionId": session_id,
                "authToken": auth_token,
                "status": status,
                "results": results,
            }
        )
        if model_version is not UNSET:
            field_dict["modelVersion"] = model_version

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.liveness_with_verify_session_results import (
            LivenessWithVerifySessionResults,  # noqa: PLC0415
        )

        d = dict(src_dict)
        session_id = d.pop("sessionId")

        auth_token = d.pop("authToken")

        def _parse_status(data: object) -> KnownOperationState | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                status_type_0 = KnownOperationState(data)

                return status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownOperationState | str, data)

        status = _parse_status(d.pop("status"))

        results = LivenessWithVerifySessionResults.from_dict(d.pop("results"))

        def _parse_model_version(data: object) -> KnownLivenessModel | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                model_version_type_0 = KnownLivenessModel(data)

                return model_version_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownLivenessModel | str | Unset, data)

        model_version = _parse_model_version(d.pop("modelVersion", UNSET))

        liveness_with_verify_session = cls(
            session_id=session_id,
            auth_token=auth_token,
            status=status,
            results=results,
            model_version=model_version,
        )

        liveness_with_verify_session.additional_properties = d
        return liveness_with_verify_session

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
