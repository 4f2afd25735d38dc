"""Pricing tiers: how many calls each takes in how long, and the throttle that keeps to it."""

import math
from collections import deque
from typing import Literal

import attrs

from azface.emulator.timestamps import TICKS_PER_SECOND, length_in_ticks

Tier = Literal["F0", "S0"]


@attrs.frozen
class Rate:
    """A number of calls in any stretch of time.

    Attributes:
        calls: How many are taken.
        seconds: In how long a time.
    """

    calls: int
    seconds: float


# The quota page (identity-quotas-limits): 20 transactions a minute, 10 a second.
RATES: dict[Tier, Rate] = {"F0": Rate(20, 60.0), "S0": Rate(10, 1.0)}


class Throttle:
    """A sliding window over the calls taken; refused calls do not count.

    Args:
        rate: How many calls are taken in any stretch of time.
    """

    def __init__(self, rate: Rate) -> None:
        self._calls = rate.calls
        self._window = length_in_ticks(rate.seconds)
        self._taken: deque[int] = deque()

    def take(self, now: int) -> int | None:
        """Takes a call, or says in how many seconds to try again.

        Args:
            now: The clock, in ticks.

        Returns:
            None if the call is taken; else whole seconds, 1 or more.
        """
        taken = self._taken
        # A clock that was set back leaves calls of the future.
        while taken and not now - self._window < taken[0] <= now:
            taken.popleft()
        if len(taken) < self._calls:
            taken.append(now)
            return None
        return math.ceil((taken[0] + self._window - now) / TICKS_PER_SECOND)

    def reset(self) -> None:
        """Forgets the calls taken."""
        self._taken.clear()
