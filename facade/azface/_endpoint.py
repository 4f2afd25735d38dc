"""A client's set-up, checked before any request: endpoint, API version, time-outs, environment."""

from __future__ import annotations

import os
from ipaddress import ip_address
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlsplit

from azface._settings import GENERATED, ApiVersion
from azface._transport import Timeouts
from azface.auth import ApiKey
from azface.errors import ConfigurationError

if TYPE_CHECKING:
    from azface.auth import Credential, TokenCredential

# The names of the service's quickstarts, then those of the official SDK's samples.
ENVIRONMENT = (
    ("FACE_ENDPOINT", "FACE_APIKEY"),
    ("AZURE_FACE_API_ENDPOINT", "AZURE_FACE_API_ACCOUNT_KEY"),
)

_EXAMPLE = "https://NAME.cognitiveservices.azure.com"


def checked_endpoint(endpoint: str, *, allow_http: bool) -> str:
    """The endpoint without a trailing slash.

    Raises:
        ConfigurationError: It is no https (or loopback http) URL of a host alone.
    """
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname, parts.port
    except (ValueError, AttributeError, TypeError):
        _refuse(endpoint, "it is no URL")
    if parts.scheme not in ("https", "http") or not host or set(endpoint) & set(" \t\r\n\\"):
        _refuse(endpoint, "it is no URL of a host")
    if parts.username is not None or parts.password is not None:
        raise ConfigurationError(
            f"the endpoint must be like {_EXAMPLE}: it holds a user name or password, which is not "
            "shown here"
        )
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        _refuse(endpoint, "it goes on after the host; the path is added here")
    if parts.scheme == "http" and not allow_http and not _is_loopback(host):
        _refuse(
            endpoint,
            "http would send the key in the clear; to a host that is not loopback say "
            "allow_http=True if you must",
        )
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port is not None else "")


def checked_version(version: str) -> ApiVersion:
    """The API version, if this release speaks it.

    Raises:
        ConfigurationError: It does not.
    """
    if version not in GENERATED:
        known = ", ".join(map(repr, GENERATED))
        raise ConfigurationError(f"api_version must be one of {known}, not {version!r}")
    return version  # type: ignore[return-value]


def checked_timeouts(timeout: float, connect_timeout: float) -> Timeouts:
    """The time-outs in seconds.

    Raises:
        ConfigurationError: One is not above 0, or without end.
    """
    for name, value in (("timeout", timeout), ("connect_timeout", connect_timeout)):
        if not 0 < value < float("inf"):
            raise ConfigurationError(f"{name} must be a number of seconds above 0, not {value!r}")
    return Timeouts(exchange=float(timeout), connect=float(connect_timeout))


def from_environment(
    credential: str | Credential | TokenCredential | None,
) -> tuple[str, str | Credential | TokenCredential]:
    """Endpoint and credential from one pair of variables.

    Raises:
        ConfigurationError: The endpoint or its own key is not set.
    """
    for endpoint_name, key_name in ENVIRONMENT:
        endpoint = os.environ.get(endpoint_name, "").strip()
        if not endpoint:
            continue
        if credential is not None:
            return endpoint, credential
        if not os.environ.get(key_name, "").strip():
            raise ConfigurationError(
                f"{endpoint_name} is set and {key_name} is not: set it to a key of that resource, "
                "or give credential="
            )
        return endpoint, ApiKey(os.environ[key_name].strip())
    names = " or ".join(f"{endpoint} (with {key})" for endpoint, key in ENVIRONMENT)
    raise ConfigurationError(f"no endpoint in the environment: set {names}")


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse(endpoint: object, why: str) -> NoReturn:
    raise ConfigurationError(f"the endpoint must be like {_EXAMPLE}, not {endpoint!r}: {why}")
