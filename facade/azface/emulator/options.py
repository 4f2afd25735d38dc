"""The options of an emulator, each checked before anything starts."""

import ipaddress
import os
import re
from datetime import UTC, datetime
from typing import get_args

from azface.emulator.faults import Fault
from azface.emulator.resource import SearchWhileTraining
from azface.emulator.training_duration import TrainingDuration
from azface.testing import VirtualClock

_KEY = re.compile(r"[!-~]+")
_STANDING_START = datetime(2030, 1, 1, tzinfo=UTC)


def checked_key(key: str) -> str:
    """A key that can be sent as a header."""
    if _KEY.fullmatch(key) is None:
        raise ValueError("key must be visible ASCII characters without spaces")
    return key


def checked_port(port: int) -> int:
    """A port, or 0."""
    if not 0 <= port <= 65535:
        raise ValueError(f"port must be from 0 to 65535, not {port}")
    return port


def checked_data(data: str | os.PathLike[str] | None) -> str | os.PathLike[str] | None:
    """The path of a file, or None."""
    if data is not None and not os.fspath(data):
        raise ValueError("data is empty: name a file, or leave it out to keep the state in memory")
    return data


def checked_search_while_training(answer: SearchWhileTraining) -> SearchWhileTraining:
    """One of the two answers."""
    known = get_args(SearchWhileTraining)
    if answer not in known:
        raise ValueError(f"search_while_training must be one of {', '.join(known)}, not {answer!r}")
    return answer


def checked_duration(training: object) -> TrainingDuration:
    """A training's length, and no mere number."""
    if not isinstance(training, TrainingDuration):
        raise TypeError(f"training must be a TrainingDuration, such as .fixed(5), not {training!r}")
    return training


def checked_clock(clock: object) -> VirtualClock:
    """The clock that is meant."""
    if clock == "running":
        return VirtualClock(None, running=True)
    if clock == "standing":
        return VirtualClock(_STANDING_START)
    if not isinstance(clock, VirtualClock):
        raise TypeError(f'clock must be "running", "standing" or a VirtualClock, not {clock!r}')
    return clock


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach it."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def endpoint_of(address: ipaddress.IPv4Address | ipaddress.IPv6Address, port: int) -> str:
    """The address as clients write it; a server that listens everywhere is found on loopback."""
    if address.is_unspecified:
        return f"http://{'127.0.0.1' if address.version == 4 else '[::1]'}:{port}"
    return f"http://{address if address.version == 4 else f'[{address}]'}:{port}"


def checked_fault(fault: object) -> Fault:
    """A fault, and neither its name nor what makes it."""
    if not isinstance(fault, Fault):
        raise TypeError(f"inject needs a Fault, such as Fault.unavailable(), not {fault!r:.80}")
    return fault
