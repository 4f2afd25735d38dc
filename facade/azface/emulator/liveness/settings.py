"""What a liveness session is created with, from JSON or a form, each member checked."""

import json
from collections.abc import Mapping
from typing import cast

import attrs

from azface.emulator import arguments
from azface.emulator.errors import ServiceError, bad_argument
from azface.emulator.limits import (
    DEFAULT_TOKEN_SECONDS,
    LIVENESS_MODEL,
    LIVENESS_MODES,
    MAXIMUM_DEVICE_ID_LENGTH,
    MAXIMUM_MODEL_VERSION_LENGTH,
    MAXIMUM_TOKEN_SECONDS,
    MINIMUM_TOKEN_SECONDS,
)
from azface.emulator.pictures.similarity import MATCH_CONFIDENCE

# The members of a form that are no texts.
_TYPED = (
    "deviceCorrelationIdSetInClient",
    "enableSessionImage",
    "returnVerifyImageHash",
    "verifyConfidenceThreshold",
    "authTokenTimeToLiveInSeconds",
)


@attrs.frozen
class SessionSettings:
    """How a liveness check is to be done.

    Attributes:
        keeps_images: Whether attempts keep the picture that the device took.
        model_version: The version of the liveness model.
        token_seconds: How long the token lives.
    """

    keeps_images: bool
    model_version: str
    token_seconds: int


@attrs.frozen
class VerifySettings:
    """How the verification of a liveness session is to be done.

    Attributes:
        returns_hash: Whether results tell the SHA-256 of the verify image.
        threshold: The least confidence at which two faces count as the same person's.
    """

    returns_hash: bool
    threshold: float


def session_settings(content: Mapping[str, object]) -> SessionSettings:
    """The settings that every liveness session has.

    The model version is taken as it comes: the service adds versions without a new API version.

    Raises:
        ServiceError: 400 InvalidLivenessOperationMode, InvalidDeviceCorrelationId,
            InvalidTokenLifetime or BadArgument.
    """
    if content.get("livenessOperationMode") not in LIVENESS_MODES:
        raise ServiceError(
            400,
            "InvalidLivenessOperationMode",
            f"livenessOperationMode is invalid: one of {', '.join(LIVENESS_MODES)} is expected.",
        )
    _check_device_id(content)
    version = arguments.text(content, "livenessModelVersion", maximum=MAXIMUM_MODEL_VERSION_LENGTH)
    if version == "":
        raise bad_argument("livenessModelVersion is invalid: it is empty.")
    seconds = content.get("authTokenTimeToLiveInSeconds")
    try:
        seconds = arguments.integer(
            seconds,
            "authTokenTimeToLiveInSeconds",
            MINIMUM_TOKEN_SECONDS,
            MAXIMUM_TOKEN_SECONDS,
            DEFAULT_TOKEN_SECONDS,
        )
    except ServiceError as error:
        raise ServiceError(400, "InvalidTokenLifetime", error.message) from None
    keeps_images = _boolean(content, "enableSessionImage")
    return SessionSettings(keeps_images, version or LIVENESS_MODEL, seconds)


def verify_settings(content: Mapping[str, object]) -> VerifySettings:
    """The settings that only a session with verification has.

    Raises:
        ServiceError: 400 BadArgument.
    """
    threshold = content.get("verifyConfidenceThreshold")
    if threshold is None:
        threshold = MATCH_CONFIDENCE
    number = isinstance(threshold, int | float) and not isinstance(threshold, bool)
    if not number or not 0 <= cast("float", threshold) <= 1:
        raise bad_argument("verifyConfidenceThreshold is invalid: 0 to 1 is expected.")
    return VerifySettings(_boolean(content, "returnVerifyImageHash"), cast("float", threshold))


def form_content(texts: Mapping[str, str]) -> dict[str, object]:
    """The members of a form as those of a JSON object."""
    return {name: _typed(text) if name in _TYPED else text for name, text in texts.items()}


def _check_device_id(content: Mapping[str, object]) -> None:
    """The id is given either here or by the device, never by both."""
    device_id = content.get("deviceCorrelationId")
    if _boolean(content, "deviceCorrelationIdSetInClient"):
        reason = None if device_id is None else "the device sets it, so it must be absent here"
    elif device_id is None:
        reason = "it is missing, and the device does not set it either"
    elif isinstance(device_id, str) and 1 <= len(device_id) <= MAXIMUM_DEVICE_ID_LENGTH:
        reason = None
    else:
        reason = f"1 to {MAXIMUM_DEVICE_ID_LENGTH} characters are expected"
    if reason is not None:
        raise ServiceError(
            400, "InvalidDeviceCorrelationId", f"deviceCorrelationId is invalid: {reason}."
        )


def _boolean(content: Mapping[str, object], name: str) -> bool:
    value = content.get(name)
    if value is not None and not isinstance(value, bool):
        raise bad_argument(f"{name} is invalid: true or false is expected.")
    return bool(value)


def _typed(text: str) -> object:
    """A number or a boolean, the latter in any case; anything else stays the text it is."""
    try:
        value: object = json.loads(text.lower())
    except (ValueError, RecursionError):
        return text
    return text if value is None else value
