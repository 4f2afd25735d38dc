"""Askers as a driver would play them, with a clock that a test moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from attrs import define, field

from azface import RateLimit
from azface._limiter import Limiter
from azface._pace import NEVER
from azface._turn import Kind, Lane, Turn


@define(eq=False)
class Asker:
    """One who waits: asks when the time told has come, or when woken."""

    turn: Turn
    ask_at: float
    woken: bool = False

    def wake(self) -> None:
        self.woken = True


@define
class World:
    """Askers, and the clock they go by."""

    now: float = 0.0
    leave_at_once: bool = True
    asks: int = 0
    sleepers: int = 0
    granted: list[tuple[float, Turn]] = field(factory=list[tuple[float, Turn]])
    waiting: list[Asker] = field(factory=list[Asker])
    held: list[Turn] = field(factory=list[Turn])
    unsent: list[Turn] = field(factory=list[Turn])
    departed: list[float] = field(factory=list[float])
    limiter: Limiter = field(init=False)

    def enter(self, lane: Lane = "call", patience: float = NEVER, kind: Kind = "first") -> Turn:
        return self.queue(Turn(self.limiter, lane, self.now + patience, kind))

    def queue(self, turn: Turn) -> Turn:
        asker = Asker(turn, self.now)
        turn.enter(asker.wake)
        self.waiting.append(asker)
        self.settle()
        return turn

    def leave(self, asker: Asker) -> None:
        asker.turn.release()
        self.waiting.remove(asker)
        self.settle()

    def depart(self, turn: Turn) -> None:
        """The request of a turn leaves."""
        self.unsent.remove(turn)
        self.departed.append(self.now)
        turn.left()
        self.settle()

    def release(self) -> None:
        if self.held:
            turn = self.held.pop(0)
            if turn in self.unsent:
                self.unsent.remove(turn)
                self.departed.append(self.now)
            turn.release()
            self.settle()

    def settle(self) -> None:
        """Let everybody ask who would at this time."""
        while due := [each for each in self.waiting if each.woken or each.ask_at <= self.now]:
            for asker in due:
                self.ask(asker)

    def ask(self, asker: Asker) -> None:
        self.asks += 1
        asker.woken = False
        pause = asker.turn.ask()
        if pause is not None:
            assert pause > 0
            asker.ask_at = self.now + pause
            self.sleepers += pause != NEVER
            if pause == NEVER and asker.turn.ticket.keeps_time:
                asker.ask_at = asker.turn.ticket.deadline
            return
        self.waiting.remove(asker)
        if asker.turn.granted:
            self.granted.append((self.now, asker.turn))
            self.held.append(asker.turn)
            self.unsent.append(asker.turn)
            if self.leave_at_once:
                self.depart(asker.turn)

    def advance(self, seconds: float) -> None:
        """Let time pass, stopping wherever somebody asks."""
        until = self.now + seconds
        while (next_at := min((each.ask_at for each in self.waiting), default=NEVER)) <= until:
            self.now = max(self.now, next_at)
            self.settle()
        self.now = until

    def drain(self) -> None:
        """Let everybody have a turn."""
        for _ in range(10_000):
            if not self.waiting:
                return
            while self.held:
                self.release()
            self.advance(1.0)
        raise AssertionError(f"{len(self.waiting)} starve")

    @property
    def lanes(self) -> list[str]:
        return [turn.ticket.lane for _, turn in self.granted]

    @property
    def turns(self) -> list[Turn]:
        return [turn for _, turn in self.granted]

    @property
    def times(self) -> list[float]:
        return [at for at, _ in self.granted]


@pytest.fixture
def world() -> Callable[..., World]:
    """`world(requests=10, seconds=1.0, in_flight=...)`: a limiter and those who ask it."""

    def make(requests: int = 10, seconds: float = 1.0, **options: Any) -> World:
        here = World()
        here.limiter = Limiter(RateLimit(requests, seconds), lambda: here.now, **options)
        return here

    return make
