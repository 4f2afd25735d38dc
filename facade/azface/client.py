"""The clients: the sync and the async twin."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Self

from attrs import evolve

from azface import _detection
from azface._async_driver import AsyncDriver
from azface._endpoint import (
    checked_endpoint,
    checked_timeouts,
    checked_version,
    from_environment,
    is_loopback_http,
    limiter_of,
)
from azface._settings import ApiVersion, Settings
from azface._sync_driver import SyncDriver
from azface.auth import Credential, TokenCredential, as_credential
from azface.clock import Clock, SystemClock
from azface.detected_face import DetectedFace
from azface.errors import ConfigurationError
from azface.images import ImageSource
from azface.rate_limit import RateLimit
from azface.resources.face_lists import AsyncFaceLists, FaceLists
from azface.resources.large_face_lists import AsyncLargeFaceLists, LargeFaceLists
from azface.resources.large_person_groups import AsyncLargePersonGroups, LargePersonGroups
from azface.resources.person_groups import AsyncPersonGroups, PersonGroups
from azface.retry import RetryEvent, RetryPolicy

if TYPE_CHECKING:
    import httpx


class FaceClient:
    """A connection to one Face resource; may be shared by threads.

    A context manager: leaving it closes the connections.

    Args:
        endpoint: The resource's endpoint, such as `https://NAME.cognitiveservices.azure.com`: https
            (http on loopback only), a host, and no path.
        credential: A key (str), `ApiKey`, `EntraId`, `Anonymous`, a strategy of your own, or an
            azure-identity credential.
        api_version: "v1.2" or "v1.1-preview.1".
        timeout: Seconds that each write, each read, and the wait for a free connection may take.
        connect_timeout: Seconds that each connect may take.
        retry: When a request is sent again.
        rate_limit: How many requests are sent in any second or minute, such as `RateLimit.S0`, all
            siblings together; None for no limit.
        on_retry: Called before each wait for another attempt; a plain function, quick.
        allow_http: Accept an http endpoint that is not on loopback; the key travels in the clear.
        clock: Whose time waits, deadlines and retries go by; the machine's unless told otherwise.
        http_client: An httpx client of your own (proxies, certificates, a test transport). It is
            used as it is, and never closed here; auth, time-outs and "no redirects" are given with
            each request.

    Raises:
        ConfigurationError: An argument cannot be right.

    Example:
        >>> from azface import FaceClient
        >>> with FaceClient(emulator.endpoint, emulator.key) as face_client:
        ...     names = [found.name for found in face_client.large_face_lists.list()]
    """

    def __init__(
        self,
        endpoint: str,
        credential: str | Credential | TokenCredential,
        *,
        api_version: ApiVersion = "v1.2",
        timeout: float = 30.0,
        connect_timeout: float = 5.0,
        retry: RetryPolicy = RetryPolicy(),
        rate_limit: RateLimit | None = None,
        on_retry: Callable[[RetryEvent], object] | None = None,
        allow_http: bool = False,
        clock: Clock | None = None,
        http_client: httpx.Client | None = None,
    ) -> None:
        # First of all, so that no local variable holds a bare key when something below raises.
        try:
            credential = as_credential(credential)
        except ConfigurationError as error:
            credential = ""
            raise error.with_traceback(None) from None
        clock = clock or SystemClock()
        self._settings = Settings(
            endpoint=checked_endpoint(endpoint, allow_http=allow_http),
            api_version=checked_version(api_version),
            retry=retry,
            on_retry=on_retry,
            limiter=limiter_of(rate_limit, clock.now),
        )
        self._driver = SyncDriver(
            http_client,
            auth=credential.auth(self._settings.endpoint),
            timeouts=checked_timeouts(timeout, connect_timeout),
            clock=clock,
            # An emulator is on this machine: a proxy of the environment would not find it.
            direct=is_loopback_http(self._settings.endpoint),
        )

    @classmethod
    def from_env(
        cls,
        *,
        credential: str | Credential | TokenCredential | None = None,
        api_version: ApiVersion = "v1.2",
        timeout: float = 30.0,
        connect_timeout: float = 5.0,
        retry: RetryPolicy = RetryPolicy(),
        rate_limit: RateLimit | None = None,
        on_retry: Callable[[RetryEvent], object] | None = None,
        allow_http: bool = False,
        clock: Clock | None = None,
        http_client: httpx.Client | None = None,
    ) -> Self:
        """A client as the environment says.

        `FACE_ENDPOINT` with `FACE_APIKEY` (the service's quickstarts), else
        `AZURE_FACE_API_ENDPOINT` with `AZURE_FACE_API_ACCOUNT_KEY` (the official SDK's samples);
        the two pairs are never mixed. White space around a value is dropped.

        Args:
            credential: Used in place of the key; only the endpoint is read then.
            api_version: As in the constructor, like all that follow.
            timeout: Seconds for each write and read.
            connect_timeout: Seconds for each connect.
            retry: When a request is sent again.
            rate_limit: How many requests are sent in any second or minute.
            on_retry: Called before each wait for another attempt.
            allow_http: Accept an http endpoint that is not on loopback.
            clock: Whose time to go by.
            http_client: An httpx client of your own.

        Returns:
            The client.

        Raises:
            ConfigurationError: A variable is missing or cannot be right.

        Example:
            >>> with FaceClient.from_env() as face_client:
            ...     print(face_client.endpoint == emulator.endpoint)
            True
        """
        try:
            credential = None if credential is None else as_credential(credential)
        except ConfigurationError as error:
            credential = None
            raise error.with_traceback(None) from None
        return cls(
            *from_environment(credential),
            api_version=api_version,
            timeout=timeout,
            connect_timeout=connect_timeout,
            retry=retry,
            rate_limit=rate_limit,
            on_retry=on_retry,
            allow_http=allow_http,
            clock=clock,
            http_client=http_client,
        )

    @property
    def endpoint(self) -> str:
        """The resource's endpoint, without a trailing slash."""
        return self._settings.endpoint

    @property
    def api_version(self) -> ApiVersion:
        """The API version in every path."""
        return self._settings.api_version

    @property
    def large_face_lists(self) -> LargeFaceLists:
        """Large face lists: their faces, their training, and the search in them."""
        return LargeFaceLists(self._driver, self._settings)

    @property
    def face_lists(self) -> FaceLists:
        """Small face lists: up to 1,000 faces, searched without training."""
        return FaceLists(self._driver, self._settings)

    @property
    def large_person_groups(self) -> LargePersonGroups:
        """Large person groups: their persons, the persons' faces, and their training."""
        return LargePersonGroups(self._driver, self._settings)

    @property
    def person_groups(self) -> PersonGroups:
        """Person groups of up to 10,000 persons: the same as large ones."""
        return PersonGroups(self._driver, self._settings)

    def detect(
        self,
        image: ImageSource,
        *,
        detection_model: str = "detection_03",
        recognition_model: str = "recognition_04",
        return_face_id: bool = True,
        attributes: Iterable[str] = (),
        landmarks: bool = False,
        face_id_time_to_live: int = 86400,
    ) -> list[DetectedFace]:
        """Find the faces in a picture (operation Detect).

        Args:
            image: Bytes of a JPEG, PNG, GIF (first frame) or BMP, 1 KB to 6 MB; a path; a file
                opened with "rb"; or, as a str, a URL that the service can reach.
            detection_model: "detection_01" to "detection_03"; the service's default is the oldest.
            recognition_model: "recognition_01" to "recognition_04": the same as the list's that is
                to be searched.
            return_face_id: Whether to make face ids, which find similar takes.
            attributes: Names such as "headPose", "mask", "qualityForRecognition".
            landmarks: Whether to return the 27 points of each face.
            face_id_time_to_live: Seconds until the face ids expire, 60 to 86,400.

        Returns:
            The faces found, at most 100, the largest first; none is the empty list.

        Raises:
            InvalidImageError: The picture is missing, empty, or outside 1 KB to 6 MB.
            ImageRefusedError: The service cannot read the picture.
            UnsupportedFeatureError: The resource is not approved for what was asked.

        Example:
            >>> found = client.detect(picture, attributes=["qualityForRecognition"])
            >>> found[0].face_attributes.quality_for_recognition
            'high'
        """
        return self._driver.run(
            _detection.detect(
                self._settings,
                image,
                detection_model=detection_model,
                recognition_model=recognition_model,
                return_face_id=return_face_id,
                attributes=attributes,
                landmarks=landmarks,
                face_id_time_to_live=face_id_time_to_live,
            )
        )

    def with_options(
        self,
        *,
        api_version: ApiVersion | None = None,
        timeout: float | None = None,
        connect_timeout: float | None = None,
        retry: RetryPolicy | None = None,
        rate_limit: RateLimit | None = None,
        on_retry: Callable[[RetryEvent], object] | None = None,
    ) -> Self:
        """A sibling with other options, on the same connections and credential.

        Args:
            api_version: The API version in every path.
            timeout: Seconds for each write and read.
            connect_timeout: Seconds for each connect.
            retry: When a request is sent again.
            rate_limit: A limit of its own, apart from the one shared with the client it comes from.
            on_retry: Called before each wait for another attempt.

        Returns:
            The sibling; what is None stays as it is here. Closing it leaves the connections open;
            closing the client that was made first ends them all.

        Raises:
            ConfigurationError: An option cannot be right.

        Example:
            >>> patient = client.with_options(timeout=120)
            >>> faces = patient.detect(picture)
        """
        settings = self._settings
        sibling = copy.copy(self)
        sibling._settings = evolve(
            settings,
            api_version=checked_version(
                settings.api_version if api_version is None else api_version
            ),
            retry=settings.retry if retry is None else retry,
            on_retry=settings.on_retry if on_retry is None else on_retry,
            limiter=settings.limiter
            if rate_limit is None
            else limiter_of(rate_limit, self._driver.clock.now),
        )
        timeouts = self._driver.timeouts
        sibling._driver = self._driver.sibling(
            checked_timeouts(
                timeouts.exchange if timeout is None else timeout,
                timeouts.connect if connect_timeout is None else connect_timeout,
            )
        )
        return sibling

    def close(self) -> None:
        """Close the connections, unless they are those of your own `http_client`."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        if not hasattr(self, "_settings"):
            # A traceback with local variables shows a client whose set-up has failed.
            return f"{type(self).__name__}(not set up)"
        return f"{type(self).__name__}({self.endpoint!r}, api_version={self.api_version!r})"


class AsyncFaceClient:
    """A connection to one Face resource; may be shared by the tasks of one event loop.

    A context manager: leaving it closes the connections.

    Args:
        endpoint: The resource's endpoint, such as `https://NAME.cognitiveservices.azure.com`: https
            (http on loopback only), a host, and no path.
        credential: A key (str), `ApiKey`, `EntraId`, `Anonymous`, a strategy of your own, or an
            azure-identity credential.
        api_version: "v1.2" or "v1.1-preview.1".
        timeout: Seconds that each write, each read, and the wait for a free connection may take.
        connect_timeout: Seconds that each connect may take.
        retry: When a request is sent again.
        rate_limit: How many requests are sent in any second or minute, such as `RateLimit.S0`, all
            siblings together; None for no limit.
        on_retry: Called before each wait for another attempt; a plain function, quick.
        allow_http: Accept an http endpoint that is not on loopback; the key travels in the clear.
        clock: Whose time waits, deadlines and retries go by; the machine's unless told otherwise.
        http_client: An httpx client of your own (proxies, certificates, a test transport). It is
            used as it is, and never closed here; auth, time-outs and "no redirects" are given with
            each request.

    Raises:
        ConfigurationError: An argument cannot be right.

    Example:
        >>> from azface import AsyncFaceClient
        >>> async with AsyncFaceClient(emulator.endpoint, emulator.key) as face_client:
        ...     names = [found.name async for found in face_client.large_face_lists.list()]
    """

    def __init__(
        self,
        endpoint: str,
        credential: str | Credential | TokenCredential,
        *,
        api_version: ApiVersion = "v1.2",
        timeout: float = 30.0,
        connect_timeout: float = 5.0,
        retry: RetryPolicy = RetryPolicy(),
        rate_limit: RateLimit | None = None,
        on_retry: Callable[[RetryEvent], object] | None = None,
        allow_http: bool = False,
        clock: Clock | None = None,
        http_client: httpx.AsyncClient | None = None,
    ) -> None:
        # First of all, so that no local variable holds a bare key when something below raises.
        try:
            credential = as_credential(credential)
        except ConfigurationError as error:
            credential = ""
            raise error.with_traceback(None) from None
        clock = clock or SystemClock()
        self._settings = Settings(
            endpoint=checked_endpoint(endpoint, allow_http=allow_http),
            api_version=checked_version(api_version),
            retry=retry,
            on_retry=on_retry,
            limiter=limiter_of(rate_limit, clock.now),
        )
        self._driver = AsyncDriver(
            http_client,
            auth=credential.auth(self._settings.endpoint),
            timeouts=checked_timeouts(timeout, connect_timeout),
            clock=clock,
            # An emulator is on this machine: a proxy of the environment would not find it.
            direct=is_loopback_http(self._settings.endpoint),
        )

    @classmethod
    def from_env(
        cls,
        *,
        credential: str | Credential | TokenCredential | None = None,
        api_version: ApiVersion = "v1.2",
        timeout: float = 30.0,
        connect_timeout: float = 5.0,
        retry: RetryPolicy = RetryPolicy(),
        rate_limit: RateLimit | None = None,
        on_retry: Callable[[RetryEvent], object] | None = None,
        allow_http: bool = False,
        clock: Clock | None = None,
        http_client: httpx.AsyncClient | None = None,
    ) -> Self:
        """A client as the environment says.

        `FACE_ENDPOINT` with `FACE_APIKEY` (the service's quickstarts), else
        `AZURE_FACE_API_ENDPOINT` with `AZURE_FACE_API_ACCOUNT_KEY` (the official SDK's samples);
        the two pairs are never mixed. White space around a value is dropped.

        Args:
            credential: Used in place of the key; only the endpoint is read then.
            api_version: As in the constructor, like all that follow.
            timeout: Seconds for each write and read.
            connect_timeout: Seconds for each connect.
            retry: When a request is sent again.
            rate_limit: How many requests are sent in any second or minute.
            on_retry: Called before each wait for another attempt.
            allow_http: Accept an http endpoint that is not on loopback.
            clock: Whose time to go by.
            http_client: An httpx client of your own.

        Returns:
            The client.

        Raises:
            ConfigurationError: A variable is missing or cannot be right.

        Example:
            >>> async with AsyncFaceClient.from_env() as face_client:
            ...     print(face_client.endpoint == emulator.endpoint)
            True
        """
        try:
            credential = None if credential is None else as_credential(credential)
        except ConfigurationError as error:
            credential = None
            raise error.with_traceback(None) from None
        return cls(
            *from_environment(credential),
            api_version=api_version,
            timeout=timeout,
            connect_timeout=connect_timeout,
            retry=retry,
            rate_limit=rate_limit,
            on_retry=on_retry,
            allow_http=allow_http,
            clock=clock,
            http_client=http_client,
        )

    @property
    def endpoint(self) -> str:
        """The resource's endpoint, without a trailing slash."""
        return self._settings.endpoint

    @property
    def api_version(self) -> ApiVersion:
        """The API version in every path."""
        return self._settings.api_version

    @property
    def large_face_lists(self) -> AsyncLargeFaceLists:
        """Large face lists: their faces, their training, and the search in them."""
        return AsyncLargeFaceLists(self._driver, self._settings)

    @property
    def face_lists(self) -> AsyncFaceLists:
        """Small face lists: up to 1,000 faces, searched without training."""
        return AsyncFaceLists(self._driver, self._settings)

    @property
    def large_person_groups(self) -> AsyncLargePersonGroups:
        """Large person groups: their persons, the persons' faces, and their training."""
        return AsyncLargePersonGroups(self._driver, self._settings)

    @property
    def person_groups(self) -> AsyncPersonGroups:
        """Person groups of up to 10,000 persons: the same as large ones."""
        return AsyncPersonGroups(self._driver, self._settings)

    async def detect(
        self,
        image: ImageSource,
        *,
        detection_model: str = "detection_03",
        recognition_model: str = "recognition_04",
        return_face_id: bool = True,
        attributes: Iterable[str] = (),
        landmarks: bool = False,
        face_id_time_to_live: int = 86400,
    ) -> list[DetectedFace]:
        """Find the faces in a picture (operation Detect).

        Args:
            image: Bytes of a JPEG, PNG, GIF (first frame) or BMP, 1 KB to 6 MB; a path; a file
                opened with "rb"; or, as a str, a URL that the service can reach.
            detection_model: "detection_01" to "detection_03"; the service's default is the oldest.
            recognition_model: "recognition_01" to "recognition_04": the same as the list's that is
                to be searched.
            return_face_id: Whether to make face ids, which find similar takes.
            attributes: Names such as "headPose", "mask", "qualityForRecognition".
            landmarks: Whether to return the 27 points of each face.
            face_id_time_to_live: Seconds until the face ids expire, 60 to 86,400.

        Returns:
            The faces found, at most 100, the largest first; none is the empty list.

        Raises:
            InvalidImageError: The picture is missing, empty, or outside 1 KB to 6 MB.
            ImageRefusedError: The service cannot read the picture.
            UnsupportedFeatureError: The resource is not approved for what was asked.

        Example:
            >>> found = await client.detect(picture, attributes=["qualityForRecognition"])
            >>> found[0].face_attributes.quality_for_recognition
            'high'
        """
        return await self._driver.run(
            _detection.detect(
                self._settings,
                image,
                detection_model=detection_model,
                recognition_model=recognition_model,
                return_face_id=return_face_id,
                attributes=attributes,
                landmarks=landmarks,
                face_id_time_to_live=face_id_time_to_live,
            )
        )

    def with_options(
        self,
        *,
        api_version: ApiVersion | None = None,
        timeout: float | None = None,
        connect_timeout: float | None = None,
        retry: RetryPolicy | None = None,
        rate_limit: RateLimit | None = None,
        on_retry: Callable[[RetryEvent], object] | None = None,
    ) -> Self:
        """A sibling with other options, on the same connections and credential.

        Args:
            api_version: The API version in every path.
            timeout: Seconds for each write and read.
            connect_timeout: Seconds for each connect.
            retry: When a request is sent again.
            rate_limit: A limit of its own, apart from the one shared with the client it comes from.
            on_retry: Called before each wait for another attempt.

        Returns:
            The sibling; what is None stays as it is here. Closing it leaves the connections open;
            closing the client that was made first ends them all.

        Raises:
            ConfigurationError: An option cannot be right.

        Example:
            >>> patient = client.with_options(timeout=120)
            >>> faces = patient.detect(picture)
        """
        settings = self._settings
        sibling = copy.copy(self)
        sibling._settings = evolve(
            settings,
            api_version=checked_version(
                settings.api_version if api_version is None else api_version
            ),
            retry=settings.retry if retry is None else retry,
            on_retry=settings.on_retry if on_retry is None else on_retry,
            limiter=settings.limiter
            if rate_limit is None
            else limiter_of(rate_limit, self._driver.clock.now),
        )
        timeouts = self._driver.timeouts
        sibling._driver = self._driver.sibling(
            checked_timeouts(
                timeouts.exchange if timeout is None else timeout,
                timeouts.connect if connect_timeout is None else connect_timeout,
            )
        )
        return sibling

    async def aclose(self) -> None:
        """Close the connections, unless they are those of your own `http_client`."""
        await self._driver.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        if not hasattr(self, "_settings"):
            # A traceback with local variables shows a client whose set-up has failed.
            return f"{type(self).__name__}(not set up)"
        return f"{type(self).__name__}({self.endpoint!r}, api_version={self.api_version!r})"
