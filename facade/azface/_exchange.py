"""One exchange over httpx: a `Request` as httpx takes it, and its answer or failure as ours.

httpx's own exceptions are not chained, since their frames and requests hold the headers, and so the
key.
"""

from __future__ import annotations

from typing import Any, TypeVar

import httpx
from attrs import frozen

from azface._flow import Reply, Request
from azface._version import __version__
from azface.errors import (
    AzfaceError,
    ConfigurationError,
    RequestTimeoutError,
    ResponseFormatError,
    TransportError,
)

Pool = TypeVar("Pool", httpx.Client, httpx.AsyncClient)

USER_AGENT = f"azface/{__version__} httpx/{httpx.__version__}"

# The async pool slows down with what is in flight (430 requests a second at 10, 106 at 500), and
# connections beyond the kept ones are opened again and again: both numbers are the same.
MAX_CONNECTIONS = 64
LIMITS = httpx.Limits(
    max_connections=MAX_CONNECTIONS,
    max_keepalive_connections=MAX_CONNECTIONS,
    keepalive_expiry=60.0,
)

# Seconds that a request gets even at the deadline: a wait of no time at all still looks once.
SHORTEST_EXCHANGE = 1.0


@frozen
class Timeouts:
    """Seconds: `exchange` bounds each write and each read, `connect` each connect."""

    exchange: float
    connect: float

    def as_httpx(self, longest: float | None) -> httpx.Timeout:
        """The same for httpx, `longest` at most; to wait for a connection counts as an exchange."""
        cap = float("inf") if longest is None else longest
        return httpx.Timeout(min(self.exchange, cap), connect=min(self.connect, cap))


def request_arguments(
    request: Request, timeouts: Timeouts, longest: float | None
) -> dict[str, Any]:
    """What `build_request` of an httpx client takes, for a request."""
    headers = {"accept": "application/json", "user-agent": USER_AGENT, **request.headers}
    arguments: dict[str, Any] = {
        "method": request.method,
        "url": request.url,
        "headers": headers,
        "timeout": timeouts.as_httpx(longest),
    }
    if request.params:
        arguments["params"] = dict(request.params)
    if request.content is not None:
        arguments["content"] = request.content
    if request.json is not None:
        arguments["json"] = request.json
    return arguments


def reply_of(response: httpx.Response) -> Reply:
    """An answer that httpx has read to its end."""
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Reply(response.status_code, headers, response.content)


def new_pool(kind: type[Pool], *, direct: bool) -> Pool:
    """An httpx client of our own.

    Args:
        kind: `httpx.Client` or `httpx.AsyncClient`.
        direct: Go around the proxies that the environment names.

    Raises:
        ConfigurationError: A proxy or a certificate that the environment names is unusable.
    """
    try:
        return kind(limits=LIMITS, trust_env=not direct)
    except (ValueError, ImportError, OSError) as error:
        reason = f"{type(error).__name__}: {error}"
    raise ConfigurationError(
        f"what the environment says of proxies or certificates cannot be used ({reason}): mend it, "
        "or give an http_client of your own"
    )


def is_about(error: httpx.RequestError, built: httpx.Request) -> bool:
    """Whether httpx failed with this request, rather than a credential with one of its own."""
    try:
        return error.request is built
    except RuntimeError:  # it names none
        return False


def failure_of(error: httpx.RequestError, request: Request) -> AzfaceError:
    """Our error for one of httpx's; says whether the request can have reached the service."""
    origin = str(httpx.URL(request.url).copy_with(raw_path=b"/")).rstrip("/")
    # A protocol error of our own side may quote a header value, and so a secret.
    local = isinstance(error, httpx.LocalProtocolError | httpx.UnsupportedProtocol)
    text = "" if local else " ".join(str(error).split())
    reason = type(error).__name__ + (f": {text}" if text else "")
    where = f"{request.method} {request.url}"
    if isinstance(error, httpx.DecodingError):
        return ResponseFormatError(
            f"the answer to {where} could not be decoded ({reason})", body=b"", status_code=None
        )
    never_sent = local or isinstance(
        error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout
    )
    if isinstance(error, httpx.TimeoutException):
        return RequestTimeoutError(
            f"no answer in time from {origin} to {where} ({reason})", sent=not never_sent
        )
    if isinstance(error, httpx.ProxyError):
        return TransportError(f"the proxy on the way to {origin} failed ({reason})", sent=False)
    what = "could not reach" if never_sent else "lost the connection to"
    return TransportError(f"{what} {origin} during {where} ({reason})", sent=not never_sent)


def never_sent(request: Request) -> RequestTimeoutError:
    """Our error for a request whose turn did not come."""
    return RequestTimeoutError(
        f"{request.method} {request.url} was not sent: its turn within the client's rate limit "
        "did not come in time",
        sent=False,
    )
