"""Whether a status tells the end of the training waited for, and not of an earlier one.

Decided by what the service wrote only, since clocks differ. `createdDateTime` is when a training
started (recorded traffic), and `lastSuccessfulTrainingDateTime` when one last succeeded;
`lastActionDateTime` is no proof, as any change of the list moves it. Behind one name there may be
several servers, one of them late.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

from attrs import evolve

from azface._training_times import seconds_between
from azface.models import OperationStatus, TrainingResult
from azface.training import TrainingRun

INFINITY = float("inf")

Timestamp: TypeAlias = Literal["createdDateTime", "lastSuccessfulTrainingDateTime"]

_FRACTION = re.compile(r"\.([0-9]+)")

# Seconds of looking for which nothing else must have been shown, for an end to count that may be
# ours or an older one's: a server is late for less, and clocks are set back more seldom.
STEADY = 60.0


class Freshness:
    """Tells the end of one training from those of others, by the statuses read since its start.

    Args:
        run: What is waited for; None takes whatever the service says.
    """

    def __init__(self, run: TrainingRun | None) -> None:
        self._any = run is None
        self._before = None if run is None else run.before
        self._joined = run is not None and run.joined
        # The first unfinished status of a training that began after the one before ours.
        self._ours: TrainingResult | None = None
        self._seen_unfinished = False
        self._doubtful: TrainingResult | None = None
        self._doubtful_since = 0.0
        if self._joined and self._before is not None and not self._before.is_finished:
            self._ours = self._before

    def end_in(self, result: TrainingResult, elapsed: float) -> TrainingResult | None:
        """The end of the training, if this status tells it; to be shown each status read.

        If somebody has started another training since, the service shows that one, and of ours
        only that it has succeeded: then the end has that status, and our training's start.

        Args:
            result: The status.
            elapsed: Seconds waited when it was read.
        """
        if self._any:
            return result if result.is_finished else None
        began = self._began_after(result)
        is_newer = self._before is None or (began is not None and began > 0)
        if self._succeeded_before(result):
            return self._as_success(result)
        if not result.is_finished:
            self._doubtful = None
            if is_newer:
                self._ours = self._ours or result
            elif began is None or began == 0:
                self._seen_unfinished = True
            return None
        if is_newer or self._is_own_end(result, began):
            return result
        if not self._may_be_ours(result, began):
            self._doubtful = None
            return None
        return result if self._is_steady(result, elapsed) else None

    def _began_after(self, result: TrainingResult) -> float | None:
        """Seconds from the start of the training before ours to this one's, where told."""
        if self._before is None:
            return None
        return later_by(self._before, result, "createdDateTime")

    def _is_own_end(self, result: TrainingResult, began: float | None) -> bool:
        """Whether an end without a later start is ours all the same."""
        before = self._before
        if before is None or (began is not None and began < 0):
            return before is None
        if not before.is_finished:
            # It was still running when we looked: its end is ours only if we joined it.
            return self._joined
        # Where no start is told, an unfinished status is the only sign of a new training.
        return _succeeded_anew(before, result) or (began is None and self._was_seen_to_run(result))

    def _may_be_ours(self, result: TrainingResult, began: float | None) -> bool:
        """Whether an end is either a late server's, or ours on a server whose clock is behind."""
        if self._before is None or began is None:
            return False
        return began < 0 or (self._before.is_finished and self._was_seen_to_run(result))

    def _was_seen_to_run(self, result: TrainingResult) -> bool:
        """Whether something ran since, and this may be its end."""
        if self._before is None or self._ours is not None or not self._seen_unfinished:
            return False
        # A success that came no later than the last one is the last one.
        last = later_by(self._before, result, "lastSuccessfulTrainingDateTime")
        return not (result.succeeded and last is not None)

    def _is_steady(self, result: TrainingResult, elapsed: float) -> bool:
        """Whether the same end has been shown for long, and nothing else in between."""
        seen = self._doubtful
        if (
            seen is None
            or seen.status != result.status
            or later_by(seen, result, "createdDateTime")
        ):
            self._doubtful, self._doubtful_since = result, elapsed
        return elapsed - self._doubtful_since >= STEADY

    def _succeeded_before(self, result: TrainingResult) -> bool:
        """Whether it is of a training after ours, and tells that ours succeeded."""
        ours = self._ours
        if ours is None or result.succeeded:
            return False
        later = later_by(ours, result, "createdDateTime")
        if later is None or later <= 0:
            return False
        seconds = seconds_between(ours.created_date_time, result.last_successful_training_date_time)
        return seconds is not None and seconds > 0

    def _as_success(self, result: TrainingResult) -> TrainingResult:
        start = None if self._ours is None else self._ours.created_date_time
        return evolve(
            result, status=OperationStatus.SUCCEEDED, created_date_time=start, message=None
        )


def later_by(one: TrainingResult, other: TrainingResult, name: Timestamp) -> float | None:
    """Seconds from a timestamp in one status to the same in another; None if one has none.

    Compared to the digits that both were written with: the wire has up to seven, more than a
    datetime keeps, and zeros at the end come and go (recorded traffic).
    """
    first, second = _moment(one, name), _moment(other, name)
    if first is None or second is None:
        return None
    seconds = seconds_between(first.second, second.second)
    if seconds is None:
        # Unreadable to us, but not the same text.
        return 0.0 if first == second else INFINITY
    digits = min(len(first.fraction), len(second.fraction))
    if digits:
        seconds += (int(second.fraction[:digits]) - int(first.fraction[:digits])) / 10**digits
    return seconds


class _Moment(NamedTuple):
    """A timestamp: its whole second (None if unreadable), the digits after it, and its text."""

    second: datetime | None
    fraction: str
    text: str


def _moment(result: TrainingResult, name: Timestamp) -> _Moment | None:
    created = name == "createdDateTime"
    moment = result.created_date_time if created else result.last_successful_training_date_time
    text = result.raw.get(name) if result.raw else moment and moment.isoformat()
    if not isinstance(text, str):
        return None
    if moment is None:
        return _Moment(None, "", text)
    found = _FRACTION.search(text)
    fraction = f"{moment.microsecond:06d}" if not result.raw else found[1] if found else ""
    return _Moment(moment.replace(microsecond=0), fraction, text)


def _succeeded_anew(before: TrainingResult, result: TrainingResult) -> bool:
    """Whether a training has succeeded since `before`."""
    ids = {before.last_successful_training_id, result.last_successful_training_id}
    if len(ids - {None}) == 2:
        return True
    if before.last_successful_training_date_time is None and not before.succeeded:
        # A failure before any success: the first success is a new one.
        return result.succeeded
    later = later_by(before, result, "lastSuccessfulTrainingDateTime")
    return later is not None and later > 0
