"""Time on the wire: ticks of 100 nanoseconds, written with up to seven decimals."""

from datetime import UTC, datetime, timedelta
from email.utils import formatdate
from functools import lru_cache

TICKS_PER_SECOND = 10_000_000
# Some six thousand years: until then all has a date, with room for a training to end.
EARLIEST_SECONDS, LATEST_SECONDS = -62_000_000_000, 200_000_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def ticks(seconds: float) -> int:
    """Unix seconds as ticks, to the nearest microsecond: a float of today tells no finer ones."""
    return round(seconds * 1_000_000) * (TICKS_PER_SECOND // 1_000_000)


def length_in_ticks(seconds: float) -> int:
    """A length of time as ticks."""
    return round(seconds * TICKS_PER_SECOND)


# Two or three of them stand in each status of a training, the same at each poll.
@lru_cache(1_024)
def timestamp(moment: int) -> str:
    """Ticks since 1970 as recorded from the service: UTC, trailing zeros of a second trimmed."""
    seconds, rest = divmod(moment, TICKS_PER_SECOND)
    text = (_EPOCH + timedelta(seconds=seconds)).isoformat()[:19]
    fraction = f"{rest:07}".rstrip("0")
    return f"{text}.{fraction}Z" if fraction else f"{text}Z"


def http_date(seconds: int) -> str:
    """Unix seconds as HTTP writes a date; of what was before 1970, that year's beginning."""
    return formatdate(max(0, seconds), usegmt=True)
