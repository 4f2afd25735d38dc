"""A client's set-up, checked before any request: endpoint, API version, time-outs, limit."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from ipaddress import ip_address
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlsplit

import httpx

from azface._exchange import Timeouts
from azface._limiter import Limiter
from azface._settings import GENERATED, ApiVersion
from azface.auth import ApiKey
from azface.errors import ConfigurationError
from azface.rate_limit import RateLimit

if TYPE_CHECKING:
    from azface.auth import Credential, TokenCredential

# The names of the service's quickstarts, then those of the official SDK's samples.
ENVIRONMENT = (
    ("FACE_ENDPOINT", "FACE_APIKEY"),
    ("AZURE_FACE_API_ENDPOINT", "AZURE_FACE_API_ACCOUNT_KEY"),
)

_EXAMPLE = "https://NAME.cognitiveservices.azure.com"
_NAME = re.compile(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\.?")
_SHOWN = re.compile(r"[a-zA-Z]{1,10}://[!-~]+")


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
    if parts.scheme not in ("https", "http") or not host:
        _refuse(endpoint, "it does not begin with https:// and a host")
    if parts.username is not None or parts.password is not None:
        _refuse(endpoint, "it holds a user name or password")
    # Stripped characters and strange hosts would come to light in httpx, as errors of its own.
    if not re.fullmatch("[!-~]+", endpoint) or not _is_host(host):
        _refuse(endpoint, "its host is none (write an international name as xn--...)")
    if parts.path not in ("", "/") or "?" in endpoint or "#" in endpoint:
        _refuse(endpoint, "it goes on after the host; the path is added here")
    if parts.scheme == "http" and not allow_http and not _is_loopback(host):
        _refuse(
            endpoint,
            "http would send the key in the clear; to a host that is not loopback say "
            "allow_http=True if you must",
        )
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port is not None else "")


def is_loopback_http(endpoint: str) -> bool:
    """Whether a checked endpoint is http on this machine, where no proxy has a say."""
    parts = urlsplit(endpoint)
    return parts.scheme == "http" and _is_loopback(parts.hostname or "")


def checked_version(version: str) -> ApiVersion:
    """The API version, if this release speaks it.

    Raises:
        ConfigurationError: It does not.
    """
    if version not in list(GENERATED):
        known = ", ".join(map(repr, GENERATED))
        raise ConfigurationError(f"api_version must be one of {known}, not {version!r}")
    return version  # type: ignore[return-value]


def checked_timeouts(timeout: float, connect_timeout: float) -> Timeouts:
    """The time-outs in seconds.

    Raises:
        ConfigurationError: One is not above 0, or without end.
    """
    return Timeouts(
        exchange=_seconds(timeout, "timeout"), connect=_seconds(connect_timeout, "connect_timeout")
    )


def limiter_of(rate_limit: object, now: Callable[[], float]) -> Limiter | None:
    """What keeps to a limit, by a clock.

    Raises:
        ConfigurationError: It is no RateLimit.
    """
    if rate_limit is None:
        return None
    if not isinstance(rate_limit, RateLimit):
        raise ConfigurationError(
            "rate_limit must be a RateLimit, such as RateLimit.S0 or RateLimit.per_second(10), "
            f"not {rate_limit!r}"
        )
    return Limiter(rate_limit, now)


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


def _seconds(value: object, name: str) -> float:
    # Written so that nan fails too.
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < float("inf"):
        return float(value)
    raise ConfigurationError(f"{name} must be a number of seconds above 0, not {value!r}")


def _is_host(host: str) -> bool:
    """Whether the resolver and httpx take it: both would raise errors of their own later."""
    name = f"[{host}]" if ":" in host else host
    try:
        known = bool(httpx.URL(f"https://{name}").host)
    except (httpx.InvalidURL, UnicodeError):
        return False
    return known and (":" in host or _NAME.fullmatch(host) is not None)


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse(endpoint: object, why: str) -> NoReturn:
    # Anything else may be a key, given in the wrong place or in a query.
    plain = isinstance(endpoint, str) and _SHOWN.fullmatch(endpoint) and not {*"@?#"} & {*endpoint}
    shown = repr(endpoint) if plain else "what was given (not shown, it may hold a secret)"
    raise ConfigurationError(f"the endpoint must be like {_EXAMPLE}, not {shown}: {why}")
