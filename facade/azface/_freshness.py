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

# Seconds that the clocks of one service's servers may differ by; what began longer before the
# training before ours is older than that.
CLOCKS_DIFFER_BY = 5.0


class Freshness:
    """Tells the end of one training from those of others, by the statuses read since its start.

    Args:
        run: What is waited for; None takes whatever the service says.
    """

    def __init__(self, run: TrainingRun | None) -> None:
        self._any = run is None
        self._before = None if run is None else run.before
        self._joined = run is not None and run.joined
        # The first unfinished status of a training that is not the one before ours.
        self._ours: TrainingResult | None = None
        self._seen_unfinished = False
        self._seen_earlier: TrainingResult | None = None
        if self._joined and self._before is not None and not self._before.is_finished:
            self._ours = self._before

    def end_in(self, result: TrainingResult) -> TrainingResult | None:
        """The end of the training, if this status tells it; to be shown each status read.

        If somebody has started another training since, the service shows that one, and of ours
        only that it has succeeded: then the end has that status, and our training's start.
        """
        if self._any:
            return result if result.is_finished else None
        is_newer = self._is_newer(result)
        if is_newer and self._succeeded_before(result):
            return self._as_success(result)
        if not result.is_finished:
            self._note(result, is_newer=is_newer)
            return None
        return result if is_newer or self._is_own_end(result) else None

    def _is_newer(self, result: TrainingResult) -> bool:
        """Whether it is of a training that began after the one before ours."""
        if self._before is None:
            return True
        later = later_by(self._before, result, "createdDateTime")
        if later is not None and later <= -CLOCKS_DIFFER_BY:
            # Older than that one, unless the service's clock was set back: then it was seen to run.
            seen = self._seen_earlier
            return seen is not None and later_by(seen, result, "createdDateTime") == 0
        return bool(later)

    def _note(self, result: TrainingResult, *, is_newer: bool) -> None:
        """Keep what an unfinished status proves."""
        if is_newer:
            self._ours = self._ours or result
        elif self._before is not None and later_by(self._before, result, "createdDateTime"):
            self._seen_earlier = result
        else:
            self._seen_unfinished = True

    def _is_own_end(self, result: TrainingResult) -> bool:
        """Whether an end without a new start is ours all the same."""
        before = self._before
        if before is None:
            return True
        if not before.is_finished:
            # It was still running when we looked: its end is ours only if we joined it.
            later = later_by(before, result, "createdDateTime")
            return self._joined and (later is None or later >= 0)
        if _succeeded_anew(before, result):
            return True
        # Once a training was seen with its own start, it ends with that start; and a success that
        # came no later than the last one is the last one.
        last = later_by(before, result, "lastSuccessfulTrainingDateTime")
        is_last = result.succeeded and last is not None
        return self._seen_unfinished and self._ours is None and not is_last

    def _succeeded_before(self, result: TrainingResult) -> bool:
        """Whether it is of a training after ours, and tells that ours succeeded."""
        ours = self._ours
        if ours is None or result.succeeded or not later_by(ours, result, "createdDateTime"):
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
    return later is not None and later != 0 and later > -CLOCKS_DIFFER_BY
