"""What every flow of a client needs to know, as one frozen value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from attrs import frozen

from azface._limiter import Limiter
from azface._turn import Lane
from azface.retry import RetryEvent, RetryPolicy

ApiVersion: TypeAlias = Literal["v1.1-preview.1", "v1.2"]

# The versions of the API, and the generated package that speaks each.
GENERATED: dict[str, str] = {"v1.1-preview.1": "v1_1_preview_1", "v1.2": "v1_2"}


@frozen
class Settings:
    """Where requests go and how they are retried; holds no secret.

    Attributes:
        deadline: The clock's time after which nothing is begun and requests end soon: that of a
            wait.
        limiter: What every request waits for, of the client and its siblings.
        lane: Where it waits there.
    """

    endpoint: str
    api_version: ApiVersion
    retry: RetryPolicy
    on_retry: Callable[[RetryEvent], object] | None = None
    deadline: float = float("inf")
    limiter: Limiter | None = None
    lane: Lane = "call"

    @property
    def base_url(self) -> str:
        """What every path is appended to."""
        return f"{self.endpoint}/face/{self.api_version}"
