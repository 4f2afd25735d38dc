"""Credentials: strategies that each make an `httpx.Auth` for the client's endpoint.

A secret goes into the header of a request to the endpoint's own origin and nowhere else: not into a
repr, a log record, an error, a pickle, or a local variable that a traceback could show.
"""

from __future__ import annotations

import inspect
import threading
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from typing import TYPE_CHECKING, NoReturn, Protocol, runtime_checkable

import httpx
from attrs import field, frozen

from azface.clock import Clock, SystemClock
from azface.errors import ConfigurationError

if TYPE_CHECKING:
    import anyio

KEY_HEADER = "Ocp-Apim-Subscription-Key"
DEFAULT_SCOPE = "https://cognitiveservices.azure.com/.default"

# A token is replaced this early, in seconds, or at half its lifetime when that is sooner.
EARLY = 300.0


@runtime_checkable
class Credential(Protocol):
    """A way to prove who is calling; `ApiKey`, `EntraId` and `Anonymous` are such."""

    def auth(self, endpoint: str) -> httpx.Auth:
        """What puts the proof on each request to this endpoint (scheme, host and port)."""
        ...


@runtime_checkable
class AccessToken(Protocol):
    """A token as azure-identity gives it."""

    @property
    def token(self) -> str:
        """The bearer token."""
        ...

    @property
    def expires_on(self) -> int:
        """When it expires, in Unix seconds."""
        ...


@runtime_checkable
class TokenCredential(Protocol):
    """Anything with azure-identity's `get_token`, sync or async."""

    def get_token(self, *scopes: str) -> AccessToken | Awaitable[AccessToken]:
        """A token for these scopes."""
        ...


class _Secret:
    """What must never be shown or stored."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(***)"

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} holds a secret and is not pickled or copied")


class ApiKey(_Secret):
    """A key of the Face resource, sent as `Ocp-Apim-Subscription-Key`.

    Args:
        key: The key, or a function that gives the current one without blocking for long; it is
            asked for each request, and again when the service answers 401.

    Raises:
        ConfigurationError: The key is empty, or holds white space, control or non-ASCII characters.

    Example:
        >>> from azface import ApiKey
        >>> credential = ApiKey("0123456789abcdef")
        >>> credential
        ApiKey(***)
        >>> credential.update("fedcba9876543210")  # a rotated key, for all clients that hold it
    """

    def __init__(self, key: str | Callable[[], str]) -> None:
        problem = None if callable(key) else _problem(key, "the key")
        if problem:
            del key  # a traceback can show it
            raise ConfigurationError(problem)
        self._key = key

    def update(self, key: str) -> None:
        """Use another key from the next request on, in every client that holds this credential.

        Raises:
            ConfigurationError: The key is empty, or holds characters that no key has.
        """
        problem = _problem(key, "the key")
        if problem:
            del key
            raise ConfigurationError(problem)
        self._key = key

    def current(self) -> str:
        """The key as of now.

        Raises:
            ConfigurationError: The function gave something that is no key.
        """
        if not callable(self._key):
            return self._key
        key = self._key()
        problem = _problem(key, "what the key function gave")
        if problem:
            del key
            raise ConfigurationError(problem)
        return key

    def auth(self, endpoint: str) -> httpx.Auth:
        """Put the key on each request to this endpoint."""
        return _KeyAuth(self, endpoint)


class EntraId(_Secret):
    """A token of Microsoft Entra ID, sent as `Authorization: Bearer`.

    One token is fetched at a time, however many threads or tasks ask; it is replaced 300 s before
    it expires (or at half its lifetime, if sooner), and once more when the service answers 401.
    What `get_token` raises reaches the caller as it is.

    Args:
        credential: An object with `get_token(*scopes)`, as azure-identity's are; sync ones work in
            both clients, async ones in `AsyncFaceClient`.
        scope: What the token is for.
        clock: Reads how long a token has been held.

    Raises:
        ConfigurationError: The credential has no `get_token`.
    """

    def __init__(
        self,
        credential: TokenCredential,
        *,
        scope: str = DEFAULT_SCOPE,
        clock: Clock | None = None,
    ) -> None:
        if not callable(getattr(credential, "get_token", None)):
            raise ConfigurationError(
                "EntraId needs an object with get_token, such as azure.identity's "
                "DefaultAzureCredential()"
            )
        self._credential, self._scope = credential, scope
        self._clock = clock or SystemClock()
        self._held: _Token | None = None
        self._lock = threading.Lock()
        self._async_lock: anyio.Lock | None = None
        self._loop: object = None

    def auth(self, endpoint: str) -> httpx.Auth:
        """Put a token on each request to this endpoint."""
        return _TokenAuth(self, endpoint)

    def usable(self) -> _Token | None:
        """The token held, unless it is time for a new one."""
        held = self._held
        return held if held is not None and self._clock.now() < held.replace_at else None

    def refreshed(self, refused: _Token | None) -> _Token:
        """A token other than the refused one, fetched in this thread unless another just did."""
        token = self._held_or_fetched(refused)
        if isinstance(token, _Token):
            return token
        if inspect.iscoroutine(token):
            token.close()
        raise ConfigurationError(
            "this credential is async: use it with AsyncFaceClient, or give FaceClient the "
            "sync one (azure.identity instead of azure.identity.aio)"
        )

    async def refreshed_async(self, refused: _Token | None) -> _Token:
        """The same in an event loop; a sync credential is asked in a worker thread."""
        async with self._turn():
            if inspect.iscoroutinefunction(self._credential.get_token):
                token = self._held_or_fetched(refused)
            else:
                from anyio import to_thread

                # In a tuple, since trio takes no bare coroutine from a thread.
                (token,) = await to_thread.run_sync(lambda: (self._held_or_fetched(refused),))
            while not isinstance(token, _Token):
                token = self._hold(await token)
            return token

    def _held_or_fetched(self, refused: _Token | None) -> _Token | Awaitable[AccessToken]:
        with self._lock:
            token = self.usable()
            if token is not None and token is not refused:
                return token
            return self._hold(self._credential.get_token(self._scope))

    def _turn(self) -> anyio.Lock:
        """The lock of the running event loop: two loops cannot share one."""
        from anyio import Lock
        from anyio.lowlevel import current_token

        loop = current_token()
        if self._async_lock is None or self._loop != loop:
            self._async_lock, self._loop = Lock(), loop
        return self._async_lock

    def _hold(
        self, fetched: AccessToken | Awaitable[AccessToken]
    ) -> _Token | Awaitable[AccessToken]:
        """Keep a token that was fetched; one that is still to be awaited is given back."""
        if inspect.isawaitable(fetched):
            return fetched
        problem = _problem(getattr(fetched, "token", None), "the token")
        lifetime = 0.0
        try:
            lifetime = float(fetched.expires_on) - time.time()
        except (AttributeError, TypeError, ValueError):
            problem = problem or "the token does not say, in Unix seconds, when it expires"
        if problem:
            del fetched  # a traceback can show it
            raise ConfigurationError(problem)
        self._held = _Token(fetched.token, replace_at(self._clock.now(), lifetime))
        return self._held


class Anonymous:
    """No proof at all: for replayed cassettes, or a proxy that adds the key itself.

    Example:
        >>> from azface import Anonymous, FaceClient
        >>> client = FaceClient("https://example.cognitiveservices.azure.com", Anonymous())
        >>> client.close()
    """

    def __repr__(self) -> str:
        return "Anonymous()"

    def auth(self, endpoint: str) -> httpx.Auth:  # noqa: ARG002 - of the protocol
        """Leave requests as they are."""
        return httpx.Auth()


def as_credential(value: str | Credential | TokenCredential) -> Credential:
    """A credential as the client's user may give it, as a strategy.

    Raises:
        ConfigurationError: It is none.
    """
    if isinstance(value, str):
        try:
            return ApiKey(value)
        except ConfigurationError as error:
            value = ""  # a traceback can show it
            raise error.with_traceback(None) from None
    if callable(getattr(value, "auth", None)):
        return value  # type: ignore[return-value]
    if callable(getattr(value, "get_token", None)):
        return EntraId(value)  # type: ignore[arg-type]
    raise ConfigurationError(
        "credential must be a key (str), ApiKey, EntraId, Anonymous, or an object with get_token, "
        f"not {type(value).__name__}"
    )


def replace_at(now: float, lifetime: float) -> float:
    """When to replace a token that lives so many seconds from now, on the same scale as `now`."""
    return now + lifetime - min(EARLY, max(lifetime, 0.0) / 2)


@frozen
class _Token:
    value: str = field(repr=False)
    replace_at: float


class _KeyAuth(httpx.Auth):
    def __init__(self, credential: ApiKey, endpoint: str) -> None:
        self._credential, self._origin = credential, _origin(httpx.URL(endpoint))

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        _check_origin(request, self._origin)
        # Never in a local variable: tracebacks can show those.
        request.headers[KEY_HEADER] = self._credential.current()
        response = yield request
        if (
            response.status_code == 401
            and request.headers[KEY_HEADER] != self._credential.current()
        ):
            request.headers[KEY_HEADER] = self._credential.current()
            yield request


class _TokenAuth(httpx.Auth):
    def __init__(self, credential: EntraId, endpoint: str) -> None:
        self._credential, self._origin = credential, _origin(httpx.URL(endpoint))

    def sync_auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response, None]:
        _check_origin(request, self._origin)
        token = self._credential.usable() or self._credential.refreshed(None)
        request.headers["Authorization"] = f"Bearer {token.value}"
        response = yield request
        if response.status_code == 401:
            token = self._credential.refreshed(token)
            request.headers["Authorization"] = f"Bearer {token.value}"
            yield request

    async def async_auth_flow(
        self, request: httpx.Request
    ) -> AsyncGenerator[httpx.Request, httpx.Response]:
        _check_origin(request, self._origin)
        token = self._credential.usable() or await self._credential.refreshed_async(None)
        request.headers["Authorization"] = f"Bearer {token.value}"
        response = yield request
        if response.status_code == 401:
            token = await self._credential.refreshed_async(token)
            request.headers["Authorization"] = f"Bearer {token.value}"
            yield request


def _problem(secret: object, name: str) -> str | None:
    """Why a secret cannot stand in a header; httpx and httpcore would print it."""
    if not isinstance(secret, str) or not secret:
        return f"{name} must be a text that is not empty"
    if not all("!" <= character <= "~" for character in secret):
        return (
            f"{name} holds white space, control or non-ASCII characters: copy it again, without "
            "spaces and line ends (it is not shown here, since it may be a secret)"
        )
    return None


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _check_origin(request: httpx.Request, origin: tuple[str, str, int | None]) -> None:
    if _origin(request.url) != origin:
        raise ConfigurationError(
            f"refused to send the credential to {request.url.scheme}://{request.url.host}: it "
            "belongs to the client's endpoint"
        )
