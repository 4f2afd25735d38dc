"""How fast a client may send: a frozen value."""

from __future__ import annotations

import sys
from typing import ClassVar

from attrs import frozen

from azface.errors import ConfigurationError

_MOST = 1_000_000_000


@frozen
class RateLimit:
    """How many requests a client and its siblings send at most in any stretch of time.

    Every HTTP request counts, each attempt of a retry too, and what a credential sends again after
    a 401; it waits for its turn, first come first served with retries before first attempts, and so
    a tier's limit is kept instead of met as 429. It counts from when it has left, however long a
    token or a connection took; over an `http_client` whose transport is not httpx's own, from when
    it was answered. The polls of waits let other calls go first, up to three in a row: neither has
    to wait for the other. After a 429 the client goes on at half the rate (once per window, and not
    before the answer's Retry-After, of which a minute is obeyed), down to one request a minute, and
    comes back by a tenth of its rate per window without another.

    The limit holds for one client and the siblings made with `with_options`, in one process: share
    the client, or divide the limit.

    Args:
        requests: How many requests, 1 to 1,000,000,000.
        seconds: In how long a time, above 0: the window.

    Raises:
        ConfigurationError: The numbers are none that can be kept to.

    Example:
        >>> from azface import FaceClient, RateLimit
        >>> RateLimit.S0
        RateLimit(requests=10, seconds=1.0)
        >>> with FaceClient.from_env(rate_limit=RateLimit.per_minute(20)) as face_client:
        ...     names = [found.name for found in face_client.large_face_lists.list()]
    """

    requests: int
    seconds: float

    F0: ClassVar[RateLimit]
    """What the free tier takes: 20 requests a minute."""

    S0: ClassVar[RateLimit]
    """What the standard tier takes: 10 requests a second."""

    def __attrs_post_init__(self) -> None:
        # A bool or a float would count as well, but 0.5 a second is 30 a minute.
        if type(self.requests) is not int or not 1 <= self.requests <= _MOST:
            raise ConfigurationError(
                f"RateLimit: requests must be a whole number, 1 to {_MOST:,}, not "
                f"{_shown(self.requests)} (for less than one a second, say per_minute)"
            )
        if not _is_a_time(self.seconds):
            raise ConfigurationError(
                "RateLimit: seconds must be a number above 0, such as 60.0, not "
                f"{_shown(self.seconds)}"
            )

    @classmethod
    def per_second(cls, requests: int) -> RateLimit:
        """So many requests in any second.

        Args:
            requests: How many, 1 or more.

        Returns:
            The limit.

        Raises:
            ConfigurationError: It is not a whole number, or less than 1.

        Example:
            >>> from azface import RateLimit
            >>> RateLimit.per_second(10) == RateLimit.S0
            True
        """
        return cls(requests, 1.0)

    @classmethod
    def per_minute(cls, requests: int) -> RateLimit:
        """So many requests in any minute.

        Args:
            requests: How many, 1 or more.

        Returns:
            The limit.

        Raises:
            ConfigurationError: It is not a whole number, or less than 1.

        Example:
            >>> from azface import RateLimit
            >>> RateLimit.per_minute(20) == RateLimit.F0
            True
        """
        return cls(requests, 60.0)


def _is_a_time(value: object) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return 0 < value <= sys.float_info.max


def _shown(value: object) -> str:
    """A value in a message; Python writes no whole number of thousands of digits."""
    if type(value) is int and value.bit_length() > 64:
        return "one so large"
    return repr(value)


# The quota page: https://learn.microsoft.com/azure/ai-services/computer-vision/identity-quotas-limits
RateLimit.F0 = RateLimit.per_minute(20)
RateLimit.S0 = RateLimit.per_second(10)
