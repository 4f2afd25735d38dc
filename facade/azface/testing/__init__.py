"""For tests of code that uses azface: time that does not wait, recorded traffic, pytest fixtures.

`VirtualClock` needs nothing beyond azface. Cassettes need vcrpy and the fixtures
(`azface.testing.plugin`) need pytest, both in the extra `azface[testing]`; they are imported when
first used.
"""

from azface.testing.cassettes import (
    PLACEHOLDER,
    Cassette,
    CassetteError,
    cassette_settings,
    use_cassette,
)
from azface.testing.virtual_clock import VirtualClock

__all__ = [
    "PLACEHOLDER",
    "Cassette",
    "CassetteError",
    "VirtualClock",
    "cassette_settings",
    "use_cassette",
]
