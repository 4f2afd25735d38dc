"""Ctrl-C at any point of a call of a limited client leaves nothing behind in the limiter."""

from __future__ import annotations

import dis
import gc
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

import azface
from azface import RateLimit
from azface.testing import VirtualClock

# After these CPython looks for signals.
LOOKS = {"CALL", "CALL_FUNCTION_EX", "CALL_KW", "RESUME", "JUMP_BACKWARD"}
ROOMS = {"_limiter", "_pace", "_turn", "_call", "_metered", "_sync_driver"}
FILES = {str(Path(azface.__file__).with_name(f"{room}.py")) for room in ROOMS}


@pytest.fixture(autouse=True)
def no_collection() -> Iterator[None]:
    """Nothing is left for the garbage collector to mend."""
    gc.disable()
    yield
    gc.enable()


class Interrupt:
    """Raises KeyboardInterrupt at the point number so-and-so of our own rooms."""

    def __init__(self, point: int) -> None:
        self.point, self.seen, self.raised = point, 0, False
        self._last: dict[int, str] = {}

    def trace(self, frame: Any, event: str, _: object) -> Any:
        if frame.f_code.co_filename not in FILES:
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            before = self._last.get(id(frame))
            self._last[id(frame)] = dis.opname[frame.f_code.co_code[frame.f_lasti]]
            if before in LOOKS:
                self.seen += 1
                # A finaliser cannot raise: there Ctrl-C would be lost, and nothing else.
                if self.seen == self.point and frame.f_code.co_name != "__del__":
                    self.raised = True
                    sys.settrace(None)
                    raise KeyboardInterrupt
        elif event == "return":
            self._last.pop(id(frame), None)
        return self.trace


@pytest.mark.parametrize("answers", [[200], [401, 200], [503, 200]])
def test_at_any_point_of_a_call(client_of: Any, answers: list[int]) -> None:
    # First once without an interrupt: Python 3.12 tells of no opcode of code it traces first.
    point, seen = -1, 0
    while point <= seen:
        point += 1
        keys = iter("ab" * 10)
        left = [200, *answers]

        def answer(_: object, left: list[int] = left) -> httpx.Response:
            return httpx.Response(left.pop(0), json={"status": "succeeded"})

        client = client_of(
            answer,
            credential=azface.ApiKey(lambda keys=keys: next(keys)),
            rate_limit=RateLimit.per_second(1),
            clock=VirtualClock(1000.0),
        )
        limiter = client._settings.limiter
        client.large_face_lists.get_training_status("staff")
        interrupt = Interrupt(point)
        before = sys.gettrace()
        sys.settrace(interrupt.trace)
        try:
            client.large_face_lists.get_training_status("staff")
        except KeyboardInterrupt:
            pass
        finally:
            sys.settrace(before)
        seen = interrupt.seen
        assert (limiter.waiting, limiter.in_flight) == (0, 0), point
        assert not limiter._lock.locked()
    assert point > 100
