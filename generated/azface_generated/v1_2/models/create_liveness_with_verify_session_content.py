from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..models.known_liveness_model import KnownLivenessModel
from ..models.known_liveness_operation_mode import KnownLivenessOperationMode
from ..types import UNSET, File, Unset

T = TypeVar("T", bound="CreateLivenessWithVerifySessionContent")


@_attrs_define
class CreateLivenessWithVerifySessionContent:
    """How a liveness check with verification is to be done, and the picture to compare with.

    Attributes:
        liveness_operation_mode (KnownLivenessOperationMode | str): Passive asks nothing of the person, but needs normal
            light; PassiveActive asks for movements where the light is poor.
        verify_image (File): Bytes of a JPEG, PNG, GIF (first frame) or BMP picture, 1 KB to 6 MB; its part must carry a
            file name.
        device_correlation_id_set_in_client (bool | Unset): Whether the device names `deviceCorrelationId` itself; the
            service takes false when it is absent.
        enable_session_image (bool | Unset): Whether to keep a picture of each attempt, for GetSessionImage and detect.
        liveness_model_version (KnownLivenessModel | str | Unset): Version of the liveness model; the service takes its
            latest when it is absent.
        return_verify_image_hash (bool | Unset): Whether to answer `verifyImageHash` with each result.
        verify_confidence_threshold (float | Unset): Least confidence at which the two faces count as the same person, 0
            to 1.
        device_correlation_id (str | Unset): ID of the device, at most 64 characters, by which the service limits its
            rate; needed unless `deviceCorrelationIdSetInClient` is true, and left out when it is.
        auth_token_time_to_live_in_seconds (int | Unset): How long the token lives, 60 to 86,400 seconds; the service
            takes 600 when it is absent.
    """

    liveness_operation_mode: KnownLivenessOperationMode | str
    verify_image: File
    device_correlation_id_set_in_client: bool | Unset = UNSET
    enable_session_image: bool | Unset = UNSET
    liveness_model_version: KnownLivenessModel | str | Unset = UNSET
    return_verify_image_hash: bool | Unset = UNSET
    verify_confidence_threshold: float | Unset = UNSET
    device_correlation_id: str | Unset = UNSET
    auth_token_time_to_live_in_seconds: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        liveness_operation_mode: str
        if isinstance(self.liveness_operation_mode, KnownLivenessOperationMode):
            liveness_operation_mode = self.liveness_operation_mode.value
        else:
            liveness_operation_mode = self.liveness_operation_mode

        verify_image = self.verify_image.to_tuple()

        device_correlation_id_set_in_client = self.device_correlation_id_set_in_client

        enable_session_image = self.enable_session_image

        liveness_model_version: str | Unset
        if isinstance(self.liveness_model_version, Unset):
            liveness_model_version = UNSET
        elif isinstance(self.liveness_model_version, KnownLivenessModel):
            liveness_model_version = self.liveness_model_version.value
        else:
            liveness_model_version = self.liveness_model_version

        return_verify_image_hash = self.return_verify_image_hash

        verify_confidence_threshold = self.verify_confidence_threshold

        device_correlation_id = self.device_correlation_id

        auth_token_time_to_live_in_seconds = self.auth_token_time_to_live_in_seconds

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "livenessOperationMode": liveness_operation_mode,
                "verifyImage": verify_image,
            }
        )
        if device_correlation_id_set_in_client is not UNSET:
            field_dict["deviceCorrelationIdSetInClient"] = (
                device_correlation_id_set_in_client
            )
        if enable_session_image is not UNSET:
            field_dict["enableSessionImage"] = enable_session_image
        if liveness_model_version is not UNSET:
            field_dict["livenessModelVersion"] = liveness_model_version
        if return_verify_image_hash is not UNSET:
            field_dict["returnVerifyImageHash"] = return_verify_image_hash
        if verify_confidence_threshold is not UNSET:
            field_dict["verifyConfidenceThreshold"] = verify_confidence_threshold
        if device_correlation_id is not UNSET:
            field_dict["deviceCorrelationId"] = device_correlation_id
        if auth_token_time_to_live_in_seconds is not UNSET:
            field_dict["authTokenTimeToLiveInSeconds"] = (
                auth_token_time_to_live_in_seconds
            )

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        if isinstance(self.liveness_operation_mode, KnownLivenessOperationMode):
            files.append(
                (
                    "livenessOperationMode",
                    (
                        None,
                        str(self.liveness_operation_mode.value).encode(),
                        "text/plain",
                    ),
                )
            )
        else:
            files.append(
                (
                    "livenessOperationMode",
                    (None, str(self.liveness_operation_mode).encode(), "text/plain"),
                )
            )

        files.append(("verifyImage", self.verify_image.to_tuple()))

        if not isinstance(self.device_correlation_id_set_in_client, Unset):
            files.append(
                (
                    "deviceCorrelationIdSetInClient",
                    (
                        None,
                        str(self.device_correlation_id_set_in_client).encode(),
                        "text/plain",
                    ),
                )
            )

        if not isinstance(self.enable_session_image, Unset):
            files.append(
                (
                    "enableSessionImage",
                    (None, str(self.enable_session_image).encode(), "text/plain"),
                )
            )

        if not isinstance(self.liveness_model_version, Unset):
            if isinstance(self.liveness_model_version, KnownLivenessModel):
                files.append(
                    (
                        "livenessModelVersion",
                        (
                            None,
                            str(self.liveness_model_version.value).encode(),
                            "text/plain",
                        ),
                    )
                )
            else:
                files.append(
                    (
                        "livenessModelVersion",
                        (None, str(self.liveness_model_version).encode(), "text/plain"),
                    )
                )

        if not isinstance(self.return_verify_image_hash, Unset):
            files.append(
                (
                    "returnVerifyImageHash",
                    (None, str(self.return_verify_image_hash).encode(), "text/plain"),
                )
            )

        if not isinstance(self.verify_confidence_threshold, Unset):
            files.append(
                (
                    "verifyConfidenceThreshold",
                    (
                        None,
                        str(self.verify_confidence_threshold).encode(),
                        "text/plain",
                    ),
                )
            )

        if not isinstance(self.device_correlation_id, Unset):
            files.append(
                (
                    "deviceCorrelationId",
                    (None, str(self.device_correlation_id).encode(), "text/plain"),
                )
            )

        if not isinstance(self.auth_token_time_to_live_in_seconds, Unset):
            files.append(
                (
                    "authTokenTimeToLiveInSeconds",
                    (
                        None,
                        str(self.auth_token_time_to_live_in_seconds).encode(),
                        "text/plain",
                    ),
                )
            )

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_liveness_operation_mode(
            data: object,
        ) -> KnownLivenessOperationMode | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                liveness_operation_mode_type_0 = KnownLivenessOperationMode(data)

                return liveness_operation_mode_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownLivenessOperationMode | str, data)

        liveness_operation_mode = _parse_liveness_operation_mode(
            d.pop("livenessOperationMode")
        )

        verify_image = File(payload=BytesIO(d.pop("verifyImage")))

        device_correlation_id_set_in_client = d.pop(
            "deviceCorrelationIdSetInClient", UNSET
        )

        enable_session_image = d.pop("enableSessionImage", UNSET)

        def _parse_liveness_model_version(
            data: object,
        ) -> KnownLivenessModel | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                liveness_model_version_type_0 = KnownLivenessModel(data)

                return liveness_model_version_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownLivenessModel | str | Unset, data)

        liveness_model_version = _parse_liveness_model_version(
            d.pop("livenessModelVersion", UNSET)
        )

        return_verify_image_hash = d.pop("returnVerifyImageHash", UNSET)

        verify_confidence_threshold = d.pop("verifyConfidenceThreshold", UNSET)

        device_correlation_id = d.pop("deviceCorrelationId", UNSET)

        auth_token_time_to_live_in_seconds = d.pop(
            "authTokenTimeToLiveInSeconds", UNSET
        )

        create_liveness_with_verify_session_content = cls(
            liveness_operation_mode=liveness_operation_mode,
            verify_image=verify_image,
            device_correlation_id_set_in_client=device_correlation_id_set_in_client,
            enable_session_image=enable_session_image,
            liveness_model_version=liveness_model_version,
            return_verify_image_hash=return_verify_image_hash,
            verify_confidence_threshold=verify_confidence_threshold,
            device_correlation_id=device_correlation_id,
            auth_token_time_to_live_in_seconds=auth_token_time_to_live_in_seconds,
        )

        create_liveness_with_verify_session_content.additional_properties = d
        return create_liveness_with_verify_session_content

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
