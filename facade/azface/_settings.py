"""What every flow of a client needs to know, as one frozen value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from attrs import frozen

from azface.retry import RetryEvent, RetryPolicy

ApiVersion: TypeAlias = Literal["v1.1-preview.1", "v1.2"]

# The versions of the API, and the generated package that speaks each.
GENERATED: dict[str, str] = {"v1.1-preview.1": "v1_1_preview_1", "v1.2": "v1_2"}


@frozen
class Settings:
    """Where requests go and how they are retried; holds no secret.

    Attributes:
        longest_exchange: Seconds that bound each connect, write and read, where they are less than
            the client's time-outs: a wait near its deadline.
    """

    endpoint: str
    api_version: ApiVersion
    retry: RetryPolicy
    on_retry: Callable[[RetryEvent], object] | None = None
    longest_exchange: float | None = None

    @property
    def base_url(self) -> str:
        """What every path is appended to."""
        return f"{self.endpoint}/face/{self.api_version}"
