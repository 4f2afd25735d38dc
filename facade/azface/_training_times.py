"""What the service's own timestamps tell of a training, whatever our clock says."""

from __future__ import annotations

from datetime import datetime

from azface.models import TrainingResult
from azface.retry import http_date

# Seconds; four times what is documented for a million faces. Longer is no training's length.
LONGEST_TRAINING = 7_200.0


def length_of(result: TrainingResult | None) -> float | None:
    """Seconds that a training which succeeded took, or None where that cannot be told."""
    if result is None or not result.succeeded:
        return None
    # The last action only for want of the other: any change of the list moves it.
    end = result.last_successful_training_date_time or result.last_action_date_time
    seconds = seconds_between(result.created_date_time, end)
    return seconds if seconds is not None and 0 < seconds <= LONGEST_TRAINING else None


def age_of(result: TrainingResult, date: str) -> float | None:
    """Seconds that a training has been running for, to about one; None where that is not told.

    Args:
        result: An unfinished status, which says when the training was started.
        date: The `Date` header of the answer it came in: the same service's clock.
    """
    seconds = (
        None if result.is_finished else seconds_between(result.created_date_time, http_date(date))
    )
    return seconds if seconds is not None and 0 <= seconds <= LONGEST_TRAINING else None


def seconds_between(start: datetime | None, end: datetime | None) -> float | None:
    """Seconds from one moment to another; None where one is missing, or both cannot be compared."""
    if start is None or end is None or (start.tzinfo is None) != (end.tzinfo is None):
        return None
    return (end - start).total_seconds()
