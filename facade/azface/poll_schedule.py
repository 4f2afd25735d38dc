"""How often to look at a training: a value without I/O, asked by the waiting after each look."""

from __future__ import annotations

import math
from itertools import pairwise
from math import exp, inf, log

from attrs import frozen

from azface.errors import ConfigurationError

# Of the expected length: the wait between two looks about the expected end.
STEP = 0.032

# Before that, each look comes when this many times as long has gone by as at the look before,
# beginning after this many times the shortest wait.
SPREAD = 3.0
FIRST_LOOK = 5.0

# Of the time gone by: a look so soon after the last one would be for nothing.
TOO_SOON = 1.5

# Faces, and the seconds that training so many takes at least and at most: "a few" as recorded, the
# others as documented for large face lists and large person groups ("Use the large-scale feature").
DURATIONS = (
    (10, 0.1, 0.4),
    (1_000, 1.0, 2.0),
    (10_000, 5.0, 10.0),
    (100_000, 60.0, 120.0),
    (1_000_000, 600.0, 1_800.0),
)


@frozen
class PollSchedule:
    """How long to wait between two looks at a training.

    By default about a tenth of the time already waited: whatever the length of a training, few
    requests (each is billed) and little lateness. With `expected_seconds` there are few looks
    early and many about the expected end: fewer requests, and less lateness for all but the
    longest. Once that end is well past, waits grow back to a tenth of the time gone by.

    Args:
        fraction: Of the time already waited.
        floor: The shortest wait, in seconds, above 0, before jitter shortens it.
        cap: The longest wait, in seconds; with `expected_seconds`, once that is well past.
        jitter: How much each wait varies, from 0 (not at all) to 1; keeps many waits apart.
        expected_seconds: How long the training is expected to take in all, in seconds, above 0.
        tolerance: How far off that may be, as a part of it, from 0 to below 1.
        learns: Whether, without `expected_seconds`, a wait for a `TrainingRun` expects what the
            training before took, where the service's timestamps in `run.before` tell; `cap` holds
            all the same, since the list may have changed much.

    Raises:
        ConfigurationError: A value is out of its range.

    Example:
        >>> from azface import PollSchedule
        >>> PollSchedule(jitter=0).next_wait(elapsed=60.0, chance=0.5)
        6.0
        >>> long = PollSchedule(expected_seconds=1000, jitter=0)
        >>> long.next_wait(elapsed=200.0, chance=0.5), long.next_wait(elapsed=800.0, chance=0.5)
        (600.0, 32.0)
    """

    fraction: float = 0.1
    floor: float = 0.2
    cap: float = 15.0
    jitter: float = 0.1
    expected_seconds: float | None = None
    tolerance: float = 0.2
    learns: bool = True

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.fraction < inf:
            raise ConfigurationError("PollSchedule: fraction must be 0 or more")
        if not 0 < self.floor <= self.cap < inf:
            raise ConfigurationError("PollSchedule: 0 < floor <= cap is needed, in seconds")
        if not 0 <= self.jitter <= 1:
            raise ConfigurationError("PollSchedule: jitter must be from 0 to 1")
        if self.expected_seconds is not None and not 0 < self.expected_seconds < inf:
            raise ConfigurationError("PollSchedule: expected_seconds must be above 0, or None")
        if not 0 <= self.tolerance < 1:
            raise ConfigurationError("PollSchedule: tolerance must be from 0 to below 1")

    @classmethod
    def every(cls, seconds: float) -> PollSchedule:
        """Look every so many seconds, as the official SDK does with 30.

        Example:
            >>> PollSchedule.every(30).next_wait(elapsed=60.0, chance=0.5)
            30.0
        """
        return cls(fraction=0.0, floor=seconds, cap=seconds, jitter=0.0, learns=False)

    @classmethod
    def for_faces(cls, faces: int) -> PollSchedule:
        """Expect what the documentation says that training so many faces takes.

        1 to 2 s for 1,000 faces, 5 to 10 s for 10,000, 60 to 120 s for 100,000, 600 to 1,800 s for
        a million; a few take under 0.4 s (recorded). In between on logarithmic scales.

        Args:
            faces: How many faces the list or group has; 0 or more.

        Raises:
            ConfigurationError: `faces` is below 0.

        Example:
            >>> round(PollSchedule.for_faces(10_000).expected_seconds, 3)
            7.5
        """
        if not 0 <= faces < inf:
            raise ConfigurationError("PollSchedule: faces must be 0 or more")
        least, most = (_interpolated(faces, column) for column in (1, 2))
        middle = (least + most) / 2
        return cls(expected_seconds=middle, tolerance=(most - least) / 2 / middle)

    def expects(self, last: float | None) -> float | None:
        """Seconds that a training is expected to take in all, or None.

        Args:
            last: Seconds that the training before took, or None.
        """
        if self.expected_seconds is None and self.learns:
            return last
        return self.expected_seconds

    def next_wait(self, *, elapsed: float, chance: float, last: float | None = None) -> float:
        """Seconds until the next look.

        Args:
            elapsed: Seconds waited already; where an end is expected, seconds trained already.
            chance: A random number from [0, 1).
            last: Seconds that the training before took, or None.
        """
        shorten = self.jitter * chance
        wait = min(self.cap, max(self.floor, self.fraction * elapsed))
        expected = self.expects(last)
        if expected is not None:
            step = max(self.floor, STEP * expected)
            soonest = (1 - self.tolerance) * expected
            if elapsed < soonest - step:
                wait = max(self.floor, self._early_look(elapsed, soonest) - elapsed)
                # A look well before the soonest end would be followed by another one at it.
                shorten *= min(1.0, step / wait)
            else:
                overdue = max(0.0, elapsed - (1 + self.tolerance) * expected)
                wait = min(step + self.fraction * overdue, max(step, wait))
            if self.expected_seconds is None:
                wait = min(wait, self.cap)
        # Only ever earlier than planned: lateness is what a caller notices.
        return wait * (1 - shorten)

    def _early_look(self, elapsed: float, soonest: float) -> float:
        """When to look next for an end that comes as a surprise, and at last at the soonest end."""
        after = max(FIRST_LOOK * self.floor, TOO_SOON * elapsed)
        if after >= soonest:
            return soonest
        return soonest / SPREAD ** math.floor(log(soonest / after, SPREAD))


def _interpolated(faces: int, column: int) -> float:
    """The seconds in a column of the table, on logarithmic scales; the ends hold beyond them."""
    first, last = DURATIONS[0], DURATIONS[-1]
    faces = min(max(faces, first[0]), last[0])
    low, high = next(pair for pair in pairwise(DURATIONS) if faces <= pair[1][0])
    part = log(faces / low[0]) / log(high[0] / low[0])
    return exp(log(low[column]) * (1 - part) + log(high[column]) * part)
