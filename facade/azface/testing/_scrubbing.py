"""What may stand in a cassette: nothing secret, and no host but the placeholder.

Headers are kept by an allow-list: a secret in a header that nobody thought of is dropped as well.
Each function may run on the same message any number of times, since vcrpy runs it when it records,
when it loads and when it matches.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import urlsplit, urlunsplit

PLACEHOLDER = "https://azface.cognitiveservices.azure.com"

_REQUEST_HEADERS = frozenset({"accept", "content-type"})
_RESPONSE_HEADERS = frozenset(
    {
        "apim-request-id",
        "content-type",
        "date",
        "location",
        "operation-location",
        "retry-after",
        "retry-after-ms",
        "warning",
        "x-ms-error-code",
    }
)
_URL_HEADERS = frozenset({"location", "operation-location"})
_JSON = "application/json"

# The query of a picture's URL may be a signature that opens a whole storage account.
_PICTURE_QUERY = re.compile(rb'("url"\s*:\s*"[^"?]*)\?[^"]*')
# Answers of the session operations hold a token for the client's device.
_TOKEN = re.compile(rb'("(?:authToken|access_token)"\s*:\s*")[^"]+')


class CassetteError(AssertionError):
    """What a test did and what its cassette holds do not fit, or must not be recorded.

    Neither an AzfaceError nor an httpx error, so that the code under test does not handle it.
    """


class Request(Protocol):
    """As much of vcrpy's request as is looked at here."""

    method: str
    uri: str
    body: Any
    headers: Any


def scrub_request(request: Request) -> Request:
    """The request as a cassette may hold it; changed in place (vcrpy gives a copy).

    Raises:
        CassetteError: It is none of the Face API; a token request's body is one big secret.
    """
    parts = urlsplit(request.uri)
    if not parts.path.startswith("/face/"):
        raise CassetteError(
            f"{request.method} {parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path} is "
            "no request to the Face API: it is neither sent nor recorded while a cassette is in "
            "use, since it may be about secrets"
        )
    request.uri = at_placeholder(request.uri)
    request.headers = _kept(request.headers, _REQUEST_HEADERS)
    if isinstance(request.body, bytes) and _is_json(request.headers):
        request.body = _PICTURE_QUERY.sub(rb"\1?scrubbed", request.body)
    return request


def scrub_response(response: dict[str, Any]) -> dict[str, Any]:
    """The answer as a cassette may hold it."""
    headers = _kept(response["headers"], _RESPONSE_HEADERS)
    for name, values in headers.items():
        if name.lower() in _URL_HEADERS:
            headers[name] = [at_placeholder(value) for value in values]
    body = response["body"]
    if isinstance(body.get("string"), bytes):
        body = {**body, "string": _TOKEN.sub(rb"\1scrubbed", body["string"])}
    return {**response, "headers": headers, "body": body}


def at_placeholder(url: str) -> str:
    """The URL with its host replaced; a relative one as it is."""
    parts = urlsplit(url)
    if not parts.netloc:
        return url
    scheme, host = PLACEHOLDER.split("://")
    return urlunsplit(parts._replace(scheme=scheme, netloc=host))


def _kept(headers: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in headers.items() if name.lower() in names}


def _is_json(headers: Mapping[str, Any]) -> bool:
    return any(
        name.lower() == "content-type" and _JSON in str(value).lower()
        for name, value in headers.items()
    )
