"""Flows that are merged: whatever happens, each is brought to its end or closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from azface import FaceApiError, InvalidArgumentError
from azface._flow import Emit, Now, Sleep, Stream
from azface._merged import Merged


class Noted:
    """Flows that sleep, and note when they have ended or were closed."""

    def __init__(self) -> None:
        self.closed: list[int] = []

    def flow(self, number: int, sleeps: int, error: Exception | None = None) -> Stream[str, int]:
        try:
            yield from Now()
            for _ in range(sleeps):
                yield from Sleep(1.0)
                yield from Emit("seen")
            if error is not None:
                raise error
            return number
        finally:
            self.closed.append(number)


@pytest.fixture
def noted() -> Noted:
    return Noted()


Outcome = tuple[int, int | None, Exception | None]


def merged(*flows: Stream[str, int]) -> Merged[str, int, Outcome]:
    return Merged(flows, lambda *outcome: outcome, range(len(flows)))


def test_all_are_brought_to_their_ends(noted: Noted, play: Any) -> None:
    flows = [noted.flow(number, sleeps) for number, sleeps in enumerate([3, 1, 2])]
    played = play(merged(*flows).in_turn())
    assert played.value == [(0, 0, None), (1, 1, None), (2, 2, None)]
    assert noted.closed == [1, 2, 0]
    assert played.now == 3.0


def test_the_order_of_outcomes_may_name_one_twice(noted: Noted, play: Any) -> None:
    flows = [noted.flow(0, 1), noted.flow(1, 1)]
    both = Merged(flows, lambda number, *_: number, [1, 0, 1])
    assert play(both.in_turn()).value == [1, 0, 1]


def test_an_error_of_ours_is_an_outcome_without_its_frames(noted: Noted, play: Any) -> None:
    ours, theirs = FaceApiError("no", status_code=500), ValueError("no")
    flows = [noted.flow(0, 1, ours), noted.flow(1, 1, theirs)]
    (_, _, first), (_, _, second) = play(merged(*flows).in_turn()).value
    assert (first, second) == (ours, theirs)
    assert (first.__traceback__, first.__context__) == (None, None)
    assert second.__traceback__ is not None


@pytest.mark.parametrize("steps", range(12))
def test_whoever_leaves_early_closes_all_that_were_begun(noted: Noted, steps: int) -> None:
    flow = merged(*(noted.flow(number, 2) for number in range(3))).in_turn()
    answer: Any = None
    for _ in range(steps):
        effect = flow.send(answer)
        answer = 0.0 if isinstance(effect, Now) else None
    flow.close()
    # One that was never begun has nothing to close; to begin takes two readings of the clock.
    assert sorted(noted.closed) == list(range(min((steps + 1) // 2, 3)))


def test_one_that_refuses_to_begin_closes_the_others(noted: Noted) -> None:
    def refusing() -> Stream[str, int]:
        raise InvalidArgumentError("no")
        yield from Now()

    flow = merged(noted.flow(0, 1), refusing(), noted.flow(2, 1)).in_turn()
    assert isinstance(flow.send(None), Now)
    assert isinstance(flow.send(0.0), Now)
    with pytest.raises(InvalidArgumentError):
        flow.send(0.0)
    assert noted.closed == [0]


def test_all_that_end_at_once_are_emitted_one_after_the_other(noted: Noted, play: Any) -> None:
    flows = [noted.flow(number, 1) for number in range(3)]
    played = play(merged(*flows).as_they_end())
    assert [number for number, _, _ in played.emitted] == [0, 1, 2]


def test_one_that_was_taken_and_never_performed_is_closed_too(
    noted: Noted, play: Callable[..., Any]
) -> None:
    both = merged(noted.flow(0, 1), noted.flow(1, 1))
    play(both.begin())
    assert both.take() is not None
    both.close()
    assert sorted(noted.closed) == [0, 1]
    assert both.take() is None
