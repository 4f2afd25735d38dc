"""How often to look at a training: a value without I/O, asked by the waiting after each look."""

from __future__ import annotations

import math
from itertools import pairwise
from math import exp, inf, log

from attrs import frozen

from azface.errors import ConfigurationError

# Of the expected length: the wait between two looks about the expected end.
STEP = 0.032
LEARNED_STEP = 0.045

# Before an end that was told, each look comes when this many times as long has gone by as at the
# look before, beginning after this many times the shortest wait.
SPREAD = 3.0
FIRST_LOOK = 5.0

# Of the time gone by: a look so soon after the last one would be for nothing.
TOO_SOON = 1.5

# Before an end that was learned, waits are this many times as long as without it. Not more: the
# list may have changed, and an end must not be known later than without.
LEARNED_EARLY = 1.18

# Of the expected length: an end so long overdue was not to be expected.
FORGOTTEN = 0.5

# Seconds: the shortest floor; a clock may be too coarse for less.
SHORTEST = 0.001

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
    requests (each is billed) and little lateness, at most 12 % of the length and 0.3 s. Where the
    length of the training before is known, a few looks less early and a few more about that length.

    With `expected_seconds` there are very few looks early and many about the expected end: a
    quarter of the requests for a training of minutes, and less lateness. A training that ends far
    sooner than expected is known late, up to three times its length (or 3 s). Once the expected end
    is well past, all is as without it.

    Args:
        fraction: Of the time already waited.
        floor: The shortest wait, in seconds, 0.001 or more, before jitter shortens it.
        cap: The longest wait, in seconds; not before and about an end given as `expected_seconds`.
        jitter: How much each wait varies, from 0 (not at all) to 1; keeps many waits apart.
        expected_seconds: How long the training is expected to take in all, in seconds, above 0.
        tolerance: How far off that may be, as a part of it, from 0 to below 1.
        learns: Whether, without `expected_seconds`, a wait for a `TrainingRun` expects what the
            training before took, where the service's timestamps in `run.before` tell.

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
        if not _is_number(self.fraction) or not 0 <= self.fraction < inf:
            raise ConfigurationError("PollSchedule: fraction must be 0 or more")
        bounds = (self.floor, self.cap)
        if not all(map(_is_number, bounds)) or not SHORTEST <= self.floor <= self.cap < inf:
            raise ConfigurationError("PollSchedule: 0.001 <= floor <= cap is needed, in seconds")
        if not _is_number(self.jitter) or not 0 <= self.jitter <= 1:
            raise ConfigurationError("PollSchedule: jitter must be from 0 to 1")
        expected = self.expected_seconds
        if expected is not None and (not _is_number(expected) or not 0 < expected < inf):
            raise ConfigurationError("PollSchedule: expected_seconds must be above 0, or None")
        if not _is_number(self.tolerance) or not 0 <= self.tolerance < 1:
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
        if not _is_number(faces) or not 0 <= faces < inf:
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
        wait = min(self.cap, max(self.floor, self.fraction * elapsed))
        shorten = self.jitter * chance
        if self.expected_seconds is not None:
            wait, step = self._wait_for(self.expected_seconds, elapsed, wait)
            # A look well before the soonest end would be followed by another one at it.
            shorten *= min(1.0, step / wait)
        elif self.learns and last is not None:
            wait = self._learned_wait(last, elapsed, wait)
        # Only ever earlier than planned: lateness is what a caller notices.
        return wait * (1 - shorten)

    def _wait_for(self, expected: float, elapsed: float, usual: float) -> tuple[float, float]:
        """The wait for an end that was told, and the one about that end."""
        step = max(self.floor, STEP * expected)
        soonest, overdue = self._about(expected, elapsed)
        if elapsed < soonest - step:
            return self._early_look(elapsed, soonest) - elapsed, step
        if overdue > FORGOTTEN * expected:
            return usual, step
        return min(step + self.fraction * overdue, max(step, usual)), step

    def _learned_wait(self, last: float, elapsed: float, usual: float) -> float:
        """The wait for an end that may be about when the last one was; no longer than is safe."""
        step = max(self.floor, LEARNED_STEP * last)
        soonest, overdue = self._about(last, elapsed)
        if elapsed < soonest - step:
            early = min(LEARNED_EARLY * self.fraction * elapsed, soonest - elapsed)
            return min(self.cap, max(self.floor, early))
        return min(usual, step + self.fraction * overdue)

    def _about(self, expected: float, elapsed: float) -> tuple[float, float]:
        """When an expected end comes at the soonest, and for how long it is overdue."""
        overdue = elapsed - (1 + self.tolerance) * expected
        return (1 - self.tolerance) * expected, max(0.0, overdue)

    def _early_look(self, elapsed: float, soonest: float) -> float:
        """When to look next for an end that comes as a surprise, and at last at the soonest end."""
        after = max(FIRST_LOOK * self.floor, TOO_SOON * elapsed)
        if after >= soonest:
            return soonest
        return soonest / SPREAD ** math.floor(log(soonest / after, SPREAD))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _interpolated(faces: int, column: int) -> float:
    """The seconds in a column of the table, on logarithmic scales; the ends hold beyond them."""
    first, last = DURATIONS[0], DURATIONS[-1]
    faces = min(max(faces, first[0]), last[0])
    low, high = next(pair for pair in pairwise(DURATIONS) if faces <= pair[1][0])
    part = log(faces / low[0]) / log(high[0] / low[0])
    return exp(log(low[column]) * (1 - part) + log(high[column]) * part)
