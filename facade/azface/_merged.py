"""Many flows as one: whichever is due moves on, and those that sleep cost neither thread nor task.

Decisions only, as in every flow. In threads one thing is done after the other (`in_turn`,
`as_they_end`); in an event loop `_async_merged.py` performs what is due side by side.
"""

from __future__ import annotations

from bisect import insort
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from functools import partial
from typing import Any, Generic, TypeVar

from attrs import define

from azface._flow import (
    SHORTEST_SLEEP,
    Done,
    Effect,
    Emit,
    Flow,
    Now,
    Sleep,
    Step,
    Stream,
    Withdrawn,
    advance,
    resume,
)
from azface.errors import AzfaceError

R = TypeVar("R")
T = TypeVar("T")
U = TypeVar("U")

NEVER = float("inf")


@define(eq=False)
class Member(Generic[U, T]):
    """One of the flows, and what it waits for.

    Attributes:
        pending: The effect that it waits for.
        due: The clock's time from which on that is to be performed.
    """

    number: int
    flow: Stream[U, T]
    pending: Effect[Any] | None = None
    due: float = 0.0


class Merged(Generic[U, T, R]):
    """Flows that go on together, none of which can take the others down with it.

    Args:
        flows: Fresh ones; what they raise before they ask for anything is raised by `begin`.
        outcome: Makes what is handed out from a flow's number, and its result or its error.
        order: The numbers of the flows whose outcomes `outcomes` gives.
    """

    def __init__(
        self,
        flows: Iterable[Stream[U, T]],
        outcome: Callable[[int, T | None, Exception | None], R],
        order: Sequence[int],
    ) -> None:
        self._fresh = [Member(number, flow) for number, flow in enumerate(flows)]
        self._outcome, self._order = outcome, order
        self._waiting: list[tuple[float, int, Member[U, T]]] = []
        self._taken = set[Member[U, T]]()
        self.ended = deque[tuple[int, R]]()

    def outcomes(self) -> list[R]:
        """One for each, in order, once all have ended."""
        by_number = dict(self.ended)
        return [by_number[number] for number in self._order]

    def in_turn(self) -> Stream[U, list[R]]:
        """Do all there is to do, one thing after the other; gives the outcomes in order."""
        with closing(self):
            yield from self.begin()
            while (member := self.take()) is not None:
                yield from self.perform(member)
            return self.outcomes()

    def as_they_end(self) -> Stream[R, None]:
        """The same, emitting each outcome when it is there, and nothing else."""
        with closing(self):
            yield from _silent(self.begin())
            while True:
                while self.ended:
                    yield from Emit(self.ended.popleft()[1])
                member = self.take()
                if member is None:
                    return
                yield from _silent(self.perform(member))

    def begin(self) -> Stream[U, None]:
        """Perform the first effect of each, which reads the clock: the time of all begins now.

        What they do then depends on the time when their turn comes.
        """
        for member in self._fresh:
            step = resume(member.flow)
            if isinstance(step, Effect):
                step = yield from _fed(member.flow, step)
            yield from self._move_on(member, step, (Effect,))
        self._fresh.clear()

    def until_due(self, now: float) -> float:
        """Seconds until there is something to do, or infinity."""
        if not self._waiting:
            return NEVER
        left = self._waiting[0][0] - now
        return left if left >= SHORTEST_SLEEP else 0.0

    def take(self) -> Member[U, T] | None:
        """Take out the one that is due first; whoever does must perform it."""
        if not self._waiting:
            return None
        member = self._waiting.pop(0)[2]
        self._taken.add(member)
        return member

    def perform(self, member: Member[U, T]) -> Stream[U, None]:
        """Do what a member waits for, and go on until it sleeps again or has ended.

        A member that gives up its place in a queue goes back to those that wait. One that is left
        in the middle can only be closed.
        """
        try:
            effect = member.pending
            if isinstance(effect, Sleep):
                left = member.due - (yield from Now())
                effect = Sleep(left) if left >= SHORTEST_SLEEP else None
            step = yield from _fed(member.flow, effect)
            yield from self._move_on(member, step, (Sleep,))
        except Withdrawn:
            self._put_back(member)
        except AzfaceError as error:
            # It says all there is to say; the frames of ten thousand would take 30 MB.
            error.__context__ = None
            self._end(member, None, error.with_traceback(None))
        except Exception as error:  # noqa: BLE001 - the outcome of this one and of no other
            self._end(member, None, error)

    def close(self) -> None:
        """Close all that have not ended."""
        for member in (*self._fresh, *self._taken, *(each for _, _, each in self._waiting)):
            member.flow.close()
        self._fresh.clear()
        self._taken.clear()
        self._waiting.clear()

    def _move_on(
        self, member: Member[U, T], step: Step[U, T], until: tuple[type[Effect[Any]], ...]
    ) -> Stream[U, None]:
        """Perform what a member asks for, until it asks for one of `until`."""
        while not isinstance(step, Done):
            if isinstance(step, Emit):
                yield step
                step = resume(member.flow)
                continue
            member.pending = step
            if isinstance(step, until):
                member.due = yield from Now()
                if isinstance(step, Sleep):
                    member.due += step.seconds
                self._put_back(member)
                return
            step = yield from _fed(member.flow, step)
        self._end(member, step.value, None)

    def _end(self, member: Member[U, T], result: T | None, error: Exception | None) -> None:
        self._taken.discard(member)
        self.ended.append((member.number, self._outcome(member.number, result, error)))

    def _put_back(self, member: Member[U, T]) -> None:
        self._taken.discard(member)
        insort(self._waiting, (member.due, member.number, member))


def _fed(flow: Stream[U, T], effect: Effect[Any] | None) -> Generator[Effect[Any], Any, Step[U, T]]:
    """Have an effect performed for a flow, and move the flow on with what came of it."""
    try:
        reply = None if effect is None else (yield effect)
    except Withdrawn:
        raise
    except Exception as error:  # noqa: BLE001 - the flow decides what an error means
        return advance(partial(flow.throw, error))
    return advance(partial(flow.send, reply))


def _silent(stream: Stream[Any, T]) -> Flow[T]:
    """A stream without what it emits."""
    step = resume(stream)
    while not isinstance(step, Done):
        step = resume(stream) if isinstance(step, Emit) else (yield from _fed(stream, step))
    result: T = step.value
    return result
