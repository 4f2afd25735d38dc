"""Time on the wire: ticks of 100 nanoseconds, written with up to seven decimals."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

TICKS_PER_SECOND = 10_000_000
# Some six thousand years: until then all has a date, with room for a training to end.
LATEST_SECONDS = 200_000_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def ticks(seconds: float) -> int:
    """Unix seconds as ticks."""
    return int(seconds * TICKS_PER_SECOND)


# Two or three of them stand in each status of a training, the same at each poll.
@lru_cache(1_024)
def timestamp(moment: int) -> str:
    """Ticks since 1970 as recorded from the service: UTC, trailing zeros of a second trimmed."""
    seconds, rest = divmod(moment, TICKS_PER_SECOND)
    text = (_EPOCH + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S")
    fraction = f"{rest:07}".rstrip("0")
    return f"{text}.{fraction}Z" if fraction else f"{text}Z"
