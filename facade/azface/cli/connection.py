"""A client as the options and the environment say."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar, cast

from azface import (
    AccessToken,
    ApiKey,
    ApiVersion,
    AsyncFaceClient,
    ConfigurationError,
    Credential,
    EntraId,
    FaceClient,
    RetryPolicy,
)
from azface.cli.shared_options import Auth, SharedOptions

if TYPE_CHECKING:
    from azface import TokenCredential

Client = TypeVar("Client", FaceClient, AsyncFaceClient)

# In the order in which `from_env` looks for them.
_KEY_VARIABLES = ("FACE_APIKEY", "AZURE_FACE_API_ACCOUNT_KEY")


def connected(client: type[Client], options: SharedOptions) -> Client:
    """A client of this class.

    The key is read from the environment and never from an option, which other users of the machine
    could see.

    Raises:
        ConfigurationError: An option or a variable is missing or cannot be right, or
            `--auth entra` lacks azure-identity.
    """
    credential = _entra() if options.auth is Auth.ENTRA else None
    api_version = cast("ApiVersion", options.api_version)
    retry = RetryPolicy(attempts=options.attempts)
    if options.endpoint is None:
        return client.from_env(
            credential=credential,
            api_version=api_version,
            timeout=options.request_timeout,
            retry=retry,
            allow_http=options.allow_http,
        )
    return client(
        options.endpoint.strip(),
        credential or _key(),
        api_version=api_version,
        timeout=options.request_timeout,
        retry=retry,
        allow_http=options.allow_http,
    )


def _key() -> ApiKey:
    for name in _KEY_VARIABLES:
        if os.environ.get(name, "").strip():
            return ApiKey(os.environ[name].strip())
    raise ConfigurationError(f"no key in the environment: set {' or '.join(_KEY_VARIABLES)}")


def _entra() -> Credential:
    try:
        identity = import_module("azure.identity")
    except ImportError:
        raise ConfigurationError(
            "--auth entra needs azure-identity: pip install azure-identity"
        ) from None
    return EntraId(_SignIn(identity.DefaultAzureCredential()))


class _SignIn:
    """azure-identity's credential, whose errors become a line that a person can act on."""

    def __init__(self, credential: TokenCredential) -> None:
        self._credential = credential

    def get_token(self, *scopes: str) -> AccessToken:
        try:
            return cast("AccessToken", self._credential.get_token(*scopes))
        except Exception as error:  # noqa: BLE001 - azure-identity is no dependency of ours
            first = next(iter(str(error).splitlines()), "")
            reason = f"cannot sign in to Microsoft Entra ID: {type(error).__name__}: {first}"
        raise ConfigurationError(reason)
