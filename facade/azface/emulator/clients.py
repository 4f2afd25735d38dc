"""Clients for an emulator, which go by its time."""

from collections.abc import Callable

from azface import ApiVersion, AsyncFaceClient, FaceClient, RetryEvent, RetryPolicy
from azface.testing import VirtualClock


class Clients:
    """Makes clients. A part of `Emulator`.

    Args:
        key: The key that requests must carry.
        clock: The time that emulator and clients share.
    """

    def __init__(self, key: str, clock: VirtualClock) -> None:
        self._key = key
        self._endpoint: str | None = None
        self.clock = clock
        """The time here; share it with clients, advance it, let it stand still."""

    @property
    def endpoint(self) -> str:
        """The address to give to a client, such as `http://127.0.0.1:49152`.

        Raises:
            RuntimeError: If the emulator is not running.
        """
        if self._endpoint is None:
            raise not_running()
        return self._endpoint

    @property
    def key(self) -> str:
        """The key that requests must carry."""
        return self._key

    def client(
        self,
        *,
        api_version: ApiVersion = "v1.2",
        timeout: float = 30.0,
        connect_timeout: float = 5.0,
        retry: RetryPolicy = RetryPolicy(),
        on_retry: Callable[[RetryEvent], object] | None = None,
    ) -> FaceClient:
        """A client for this emulator that goes by its clock; the caller closes it.

        Args:
            api_version: As for `FaceClient`, like all that follows.
            timeout: Seconds for each write and read; by the machine's clock.
            connect_timeout: Seconds for each connect; by the machine's clock.
            retry: When to send again.
            on_retry: Called before each retry.

        Raises:
            RuntimeError: If the emulator is not running.

        Example:
            >>> from azface.emulator import Emulator, TrainingDuration
            >>> half_an_hour = TrainingDuration.fixed(1800)
            >>> seed = {"large_face_lists": {"staff": {"name": "Staff", "face_count": 5}}}
            >>> with Emulator(clock="standing", training=half_an_hour, seed=seed) as emulator:
            ...     with emulator.client() as face_client:
            ...         result = face_client.large_face_lists.train_and_wait("staff")
            >>> str(result.last_action_date_time - result.created_date_time)
            '0:30:00'
        """
        return FaceClient(
            self.endpoint,
            self._key,
            api_version=api_version,
            timeout=timeout,
            connect_timeout=connect_timeout,
            retry=retry,
            on_retry=on_retry,
            clock=self.clock,
            allow_http=True,
        )

    def async_client(
        self,
        *,
        api_version: ApiVersion = "v1.2",
        timeout: float = 30.0,
        connect_timeout: float = 5.0,
        retry: RetryPolicy = RetryPolicy(),
        on_retry: Callable[[RetryEvent], object] | None = None,
    ) -> AsyncFaceClient:
        """The same for asyncio and trio.

        Args:
            api_version: As for `AsyncFaceClient`, like all that follows.
            timeout: Seconds for each write and read; by the machine's clock.
            connect_timeout: Seconds for each connect; by the machine's clock.
            retry: When to send again.
            on_retry: Called before each retry.

        Raises:
            RuntimeError: If the emulator is not running.
        """
        return AsyncFaceClient(
            self.endpoint,
            self._key,
            api_version=api_version,
            timeout=timeout,
            connect_timeout=connect_timeout,
            retry=retry,
            on_retry=on_retry,
            clock=self.clock,
            allow_http=True,
        )


def not_running() -> RuntimeError:
    """The refusal of what needs an emulator that serves."""
    return RuntimeError("The emulator is not running: start() it, or use `with`")
