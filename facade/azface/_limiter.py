"""Who may send next, and when: the queue before every request of a client with a rate limit.

Decisions only: no clock, no sleeping, no thread. A driver enters for a ticket, asks with it until
the ticket is decided, and leaves. Nothing is reserved ahead: a slot is given to the one who asks
when it is free. Of all who wait only the one whose turn is next is told a time to ask again; the
others are woken, one for each slot given, so that ten thousand cost no more than ten.
"""

from __future__ import annotations

import threading
from bisect import bisect_left, insort
from collections import OrderedDict, deque
from collections.abc import Callable
from itertools import count
from typing import Literal, TypeAlias

from attrs import define

from azface._exchange import MAX_CONNECTIONS
from azface.rate_limit import RateLimit

Lane: TypeAlias = Literal["call", "poll"]

# When both lanes wait, so many calls go before a poll does.
CALLS_BEFORE_A_POLL = 3

# Seconds added to the window: what travels a little faster than the request before it must not
# arrive within that one's window. It also covers what a clock that counts from 1970 rounds off.
MARGIN = 0.01

# Seconds that are worth sleeping: less may not move a coarse clock on.
SHORTEST_PAUSE = 0.001

# Seconds of a Retry-After during which nothing is sent; what asks for more will ask again.
LONGEST_PAUSE = 60.0

# The share of the limit that comes back with each window without a 429.
RECOVERY = 0.1

NEVER = float("inf")


def _nobody() -> None:
    """Wakes nobody."""


@define(eq=False)
class Ticket:
    """A place in the queue.

    Attributes:
        lane: Which of the two queues.
        deadline: The clock's time after which the asker is no longer interested, or infinity.
        number: Tells it from all others of its limiter.
        wake: Called when it is time to ask again; any thread may call it, so it only sets an event.
        granted: True once the asker may send. It holds a connection until `release`.
        decided: Whether asking is over: granted, or out of time.
        keeps_time: Whether, told to wait until woken, the asker must ask at its deadline by itself:
            of all deadlines it has the earliest. Ten thousand timers would cost 10 MB.
    """

    lane: Lane
    deadline: float
    number: int
    wake: Callable[[], object]
    granted: bool = False
    decided: bool = False
    keeps_time: bool = False


class Pace:
    """When requests were sent, how many a window has at present, and so when the next is free.

    Args:
        limit: What is never exceeded.
    """

    def __init__(self, limit: RateLimit) -> None:
        self.window = limit.seconds + MARGIN
        self.now = -NEVER
        self._most = self._allowed = float(limit.requests)
        self._sent = deque[float]()
        self._paused_until = self._shrink_again_at = self._grow_from = -NEVER

    @property
    def allowed(self) -> int:
        """How many requests a window has at present."""
        return int(self._allowed)

    def move_on(self, now: float) -> None:
        """Let time pass; it does not go back here."""
        self.now = now = max(self.now, now)
        while self._sent and self._sent[0] + self.window <= now:
            self._sent.popleft()
        if self._allowed < self._most:
            windows = max(0.0, (now - self._grow_from) // self.window)
            self._grow_from += windows * self.window
            self._allowed = min(self._most, self._allowed + windows * RECOVERY * self._most)

    def free_at(self) -> float:
        """The time of the next free slot; it may have passed."""
        taken = len(self._sent) - self.allowed
        free_at = self._sent[taken] + self.window if taken >= 0 else self.now
        return max(free_at, self._paused_until)

    def take(self) -> None:
        """Send now."""
        self._sent.append(self.now)

    def slow_down(self, retry_after: float) -> None:
        """Half of what is allowed, once a window, and nothing for so many seconds."""
        if self.now >= self._shrink_again_at:
            self._allowed = max(1.0, self._allowed / 2)
            self._shrink_again_at = self.now + self.window
        until = self.now + min(retry_after, LONGEST_PAUSE)
        self._paused_until = self._grow_from = max(self._paused_until, until)


class Limiter:
    """The queue of one client and its siblings; may be shared by threads.

    Args:
        limit: What is never exceeded.
        in_flight: How many may be granted and not yet released. What is granted is sent at once
            only while there is a connection for it: otherwise grants would gather, and leave
            together.
    """

    def __init__(self, limit: RateLimit, in_flight: int = MAX_CONNECTIONS) -> None:
        self._limit, self._places = limit, in_flight
        self._pace = Pace(limit)
        # Reentrant, since a flow that the garbage collector closes releases in any thread.
        self._lock = threading.RLock()
        self._lanes: dict[Lane, OrderedDict[Ticket, None]] = {
            "call": OrderedDict(),
            "poll": OrderedDict(),
        }
        self._calls_in_a_row = 0
        self._in_flight = 0
        self._deadlines: list[tuple[float, int, Ticket]] = []
        self._numbers = count()

    @property
    def waiting(self) -> int:
        """How many are in the queue."""
        return sum(map(len, self._lanes.values()))

    @property
    def allowed(self) -> int:
        """How many requests a window has at present."""
        return self._pace.allowed

    def enter(self, lane: Lane, deadline: float, wake: Callable[[], object] = _nobody) -> Ticket:
        """Join the queue; whoever does must leave it, whatever happens."""
        with self._lock:
            ticket = Ticket(lane, deadline, next(self._numbers), wake)
            self._lanes[lane][ticket] = None
            if deadline != NEVER:
                insort(self._deadlines, (deadline, ticket.number, ticket))
        return ticket

    def ask(self, ticket: Ticket, now: float) -> float | None:
        """Seconds until it is worth asking again, infinity for "when woken", None when decided."""
        with self._lock:
            self._move_on(now)
            if ticket is self._next() and not ticket.decided and self._free_at() <= self._pace.now:
                self._grant(ticket)
            self._expire()
            if ticket.decided:
                return None
            free_at = self._free_at() if ticket is self._next() else NEVER
            earliest, _, first = self._deadlines[0] if self._deadlines else (NEVER, 0, None)
            ticket.keeps_time = ticket is first
            if free_at == NEVER:
                return NEVER
            # Who sleeps looks to all deadlines: on a clock that stands still sleeps move time on.
            return max(min(free_at, earliest) - now, SHORTEST_PAUSE)

    def leave(self, ticket: Ticket) -> None:
        """Give up a place; what was granted stays so."""
        with self._lock:
            if not ticket.decided:
                self._decide(ticket)
                self._wake_next()

    def release(self) -> None:
        """What was granted has been sent and answered, or never will be."""
        with self._lock:
            self._in_flight -= 1
            self._wake_next()

    def refused(self, now: float, retry_after: float | None) -> None:
        """The service has answered 429."""
        with self._lock:
            self._move_on(now)
            self._pace.slow_down(retry_after or 0.0)

    def _next(self) -> Ticket | None:
        """Whose turn it is: the first of the calls, unless the polls have let enough of them by."""
        calls, polls = self._lanes["call"], self._lanes["poll"]
        polls_turn = self._calls_in_a_row >= CALLS_BEFORE_A_POLL
        lane = polls if polls and (polls_turn or not calls) else calls
        return next(iter(lane), None)

    def _free_at(self) -> float:
        """When the next slot is free."""
        return NEVER if self._in_flight >= self._places else self._pace.free_at()

    def _grant(self, ticket: Ticket) -> None:
        self._pace.take()
        self._in_flight += 1
        ticket.granted = True
        self._decide(ticket)
        past_polls = ticket.lane == "call" and self._lanes["poll"]
        self._calls_in_a_row = self._calls_in_a_row + 1 if past_polls else 0
        self._wake_next()

    def _decide(self, ticket: Ticket) -> None:
        ticket.decided = True
        del self._lanes[ticket.lane][ticket]
        if ticket.deadline != NEVER:
            place = bisect_left(self._deadlines, (ticket.deadline, ticket.number))
            del self._deadlines[place]
            if place == 0 and self._deadlines:
                self._deadlines[0][2].wake()

    def _wake_next(self) -> None:
        ticket = self._next()
        if ticket is not None:
            ticket.wake()

    def _move_on(self, now: float) -> None:
        """Take the time from an asker: threads may bring it in another order than they read it."""
        if now < self._pace.now - self._pace.window:
            # Somebody set the clock back: what was noted lies in a future that may never come.
            self._pace = Pace(self._limit)
        self._pace.move_on(now)

    def _expire(self) -> None:
        """Send away who is out of time."""
        gone = False
        while self._deadlines and self._deadlines[0][0] <= self._pace.now:
            ticket = self._deadlines[0][2]
            self._decide(ticket)
            ticket.wake()
            gone = True
        if gone:
            self._wake_next()
