from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.known_operation_status import KnownOperationStatus
from ..types import UNSET, Unset

T = TypeVar("T", bound="PersonGroupTrainingResult")


@_attrs_define
class PersonGroupTrainingResult:
    """State of a person group's latest training. Only the status is sure to be there; times are UTC with up to seven
    digits of a second.

        Attributes:
            status (KnownOperationStatus | str): State of the training - notStarted, running, succeeded or failed.
            created_date_time (datetime.datetime | None | Unset): Start of this training (not of the group), UTC.
            last_action_date_time (datetime.datetime | None | Unset): Latest change of the training or of the group, UTC;
                null may stand for a group never trained with success.
            last_successful_training_id (None | Unset | UUID): ID of the latest training that succeeded; unlisted, but
                recorded for person groups and for nothing else.
            last_successful_training_date_time (datetime.datetime | None | Unset): End of the latest training that
                succeeded, UTC; absent before the first success.
            message (None | str | Unset): Why the training failed; absent or null otherwise.
    """

    status: KnownOperationStatus | str
    created_date_time: datetime.datetime | None | Unset = UNSET
    last_action_date_time: datetime.datetime | None | Unset = UNSET
    last_successful_training_id: None | Unset | UUID = UNSET
    last_successful_training_date_time: datetime.datetime | None | Unset = UNSET
    message: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        status: str
        if isinstance(self.status, KnownOperationStatus):
            status = self.status.value
        else:
            status = self.status

        created_date_time: None | str | Unset
        if isinstance(self.created_date_time, Unset):
            created_date_time = UNSET
        elif isinstance(self.created_date_time, datetime.datetime):
            created_date_time = self.created_date_time.isoformat()
        else:
            created_date_time = self.created_date_time

        last_action_date_time: None | str | Unset
        if isinstance(self.last_action_date_time, Unset):
            last_action_date_time = UNSET
        elif isinstance(self.last_action_date_time, datetime.datetime):
            last_action_date_time = self.last_action_date_time.isoformat()
        else:
            last_action_date_time = self.last_action_date_time

        last_successful_training_id: None | str | Unset
        if isinstance(self.last_successful_training_id, Unset):
            last_successful_training_id = UNSET
        elif isinstance(self.last_successful_training_id, UUID):
            last_successful_training_id = str(self.last_successful_training_id)
        else:
            last_successful_training_id = self.last_successful_training_id

        last_successful_training_date_time: None | str | Unset
        if isinstance(self.last_successful_training_date_time, Unset):
            last_successful_training_date_time = UNSET
        elif isinstance(self.last_successful_training_date_time, datetime.datetime):
            last_successful_training_date_time = (
                self.last_successful_training_date_time.isoformat()
            )
        else:
            last_successful_training_date_time = self.last_successful_training_date_time

        message: None | str | Unset
        if isinstance(self.message, Unset):
            message = UNSET
        else:
            message = self.message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "status": status,
            }
        )
        if created_date_time is not UNSET:
            field_dict["createdDateTime"] = created_date_time
        if last_action_date_time is not UNSET:
            field_dict["lastActionDateTime"] = last_action_date_time
        if last_successful_training_id is not UNSET:
            field_dict["lastSuccessfulTrainingId"] = last_successful_training_id
        if last_successful_training_date_time is not UNSET:
            field_dict["lastSuccessfulTrainingDateTime"] = (
                last_successful_training_date_time
            )
        if message is not UNSET:
            field_dict["message"] = message

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_status(data: object) -> KnownOperationStatus | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                status_type_0 = KnownOperationStatus(data)

                return status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownOperationStatus | str, data)

        status = _parse_status(d.pop("status"))

        def _parse_created_date_time(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                created_date_time_type_0 = datetime.datetime.fromisoformat(data)

                return created_date_time_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        created_date_time = _parse_created_date_time(d.pop("createdDateTime", UNSET))

        def _parse_last_action_date_time(
            data: object,
        ) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_action_date_time_type_0 = datetime.datetime.fromisoformat(data)

                return last_action_date_time_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        last_action_date_time = _parse_last_action_date_time(
            d.pop("lastActionDateTime", UNSET)
        )

        def _parse_last_successful_training_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_successful_training_id_type_0 = UUID(data)

                return last_successful_training_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        last_successful_training_id = _parse_last_successful_training_id(
            d.pop("lastSuccessfulTrainingId", UNSET)
        )

        def _parse_last_successful_training_date_time(
            data: object,
        ) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_successful_training_date_time_type_0 = (
                    datetime.datetime.fromisoformat(data)
                )

                return last_successful_training_date_time_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        last_successful_training_date_time = _parse_last_successful_training_date_time(
            d.pop("lastSuccessfulTrainingDateTime", UNSET)
        )

        def _parse_message(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        message = _parse_message(d.pop("message", UNSET))

        person_group_training_result = cls(
            status=status,
            created_date_time=created_date_time,
            last_action_date_time=last_action_date_time,
            last_successful_training_id=last_successful_training_id,
            last_successful_training_date_time=last_successful_training_date_time,
            message=message,
        )

        person_group_training_result.additional_properties = d
        return person_group_training_result

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
