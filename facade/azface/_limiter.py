"""Who may send next, and when: the queue before every request of a client with a rate limit.

Decisions only: no sleeping, no thread. A driver makes a `Turn`, enters with it, asks until it is
decided, and releases it. Nothing is reserved ahead: a slot is given to the one who asks when it is
free, and counts from when the request has left. Of all who wait only the one whose turn is next is
told a time to ask again; the others are woken, one for each slot given, so that ten thousand cost
no more than ten.
"""

from __future__ import annotations

import threading
from bisect import bisect_left, insort
from collections import OrderedDict, deque
from collections.abc import Callable
from itertools import count

from azface._exchange import MAX_CONNECTIONS
from azface._flow import SHORTEST_SLEEP
from azface._pace import NEVER, Pace
from azface._turn import Kind, Lane, Ticket
from azface.rate_limit import RateLimit

# When both lanes wait, so many calls go before a poll does.
CALLS_BEFORE_A_POLL = 3

# Seconds until the next asking at most: no clock can sleep for centuries.
LONGEST_SLEEP = 86_400.0


class Limiter:
    """The queue of one client and its siblings; may be shared by threads.

    Args:
        limit: What is never exceeded.
        now: Reads the client's clock.
        in_flight: How many turns may be granted and not yet released: there is a connection for
            each of them.
    """

    def __init__(
        self, limit: RateLimit, now: Callable[[], float], in_flight: int = MAX_CONNECTIONS
    ) -> None:
        self._pace, self._now, self._places = Pace(limit), now, in_flight
        self._lock = threading.Lock()
        self._lines: dict[tuple[Lane, Kind], OrderedDict[Ticket, None]] = {
            (lane, kind): OrderedDict()
            for lane in ("call", "poll")
            for kind in ("first", "retry", "resend")
        }
        self._calls_in_a_row = 0
        self._sleeper: Ticket | None = None
        self._sleeps_until = NEVER
        self._under_way = set[Ticket]()
        self._unsent = set[Ticket]()
        self._given_up = deque[Ticket]()
        self._deadlines: list[tuple[float, int, Ticket]] = []
        self._numbers = count(1)

    @property
    def waiting(self) -> int:
        """How many are in the queue."""
        return sum(map(len, self._lines.values()))

    @property
    def in_flight(self) -> int:
        """How many hold a connection."""
        return len(self._under_way)

    @property
    def allowed(self) -> float:
        """How many requests a window has at present."""
        return self._pace.allowed

    def enter(self, ticket: Ticket) -> None:
        """Join the queue; whoever does must give up the ticket, whatever happens."""
        with self._lock:
            ticket.number = next(self._numbers)
            self._lines[ticket.lane, ticket.kind][ticket] = None
            if ticket.deadline != NEVER:
                insort(self._deadlines, (ticket.deadline, ticket.number, ticket))
        self._sweep()

    def ask(self, ticket: Ticket) -> float | None:
        """Seconds until it is worth asking again, infinity for "when woken", None when decided."""
        with self._lock:
            pause = self._decide(ticket)
        self._sweep()
        return pause

    def left(self, ticket: Ticket) -> None:
        """The request of a ticket has left."""
        with self._lock:
            self._stamp(ticket)
        self._sweep()

    def refused(self, retry_after: float | None) -> None:
        """The service has answered 429."""
        with self._lock:
            self._pace.move_on(self._now())
            self._pace.slow_down(retry_after or 0.0)
        self._sweep()

    def give_up(self, ticket: Ticket) -> None:
        """Take back all that a ticket may have, however far it came."""
        self._given_up.append(ticket)
        self._sweep()

    def _sweep(self) -> None:
        """Take back what was given up.

        The garbage collector gives up tickets too, in any thread and while that thread or another
        is in here: so nobody waits for the lock to do it, and whoever has held it looks again.
        """
        while self._given_up and not self._lock.locked():
            with self._lock:
                if self._given_up:
                    # Taken off last: whoever is interrupted does it again.
                    self._take_back(self._given_up[0])
                    self._given_up.popleft()

    def _decide(self, ticket: Ticket) -> float | None:
        now = self._now()
        self._pace.move_on(now)
        slept = ticket is self._sleeper
        if slept:
            self._sleeper = None
        if ticket is self._next() and self._free_at(ticket) <= self._pace.now:
            self._grant(ticket)
        self._expire()
        if ticket not in self._lines[ticket.lane, ticket.kind]:
            return None
        earliest, _, first = self._deadlines[0] if self._deadlines else (NEVER, 0, None)
        ticket.keeps_time = ticket is first
        is_next = ticket is self._next()
        if slept and not is_next:
            self._wake_next()
        free_at = self._free_at(ticket) if is_next else NEVER
        if free_at == NEVER or (
            self._sleeper is not None and self._sleeps_until <= free_at + SHORTEST_SLEEP
        ):
            return NEVER
        # Who sleeps looks to all deadlines: on a clock that stands still sleeps move time on.
        pause = min(max(min(free_at, earliest) - now, SHORTEST_SLEEP), LONGEST_SLEEP)
        self._sleeper, self._sleeps_until = ticket, now + pause
        return pause

    def _next(self) -> Ticket | None:
        """Whose turn it is: the first of the calls, unless the polls have let enough of them by."""
        lines = self._lines
        resends = lines["call", "resend"]
        calls = lines["call", "retry"] or lines["call", "first"]
        polls = lines["poll", "retry"] or lines["poll", "first"]
        polls_turn = self._calls_in_a_row >= CALLS_BEFORE_A_POLL
        lane = polls if polls and (polls_turn or not calls) else calls
        return next(iter(resends or lane), None)

    def _free_at(self, ticket: Ticket) -> float:
        """When the next slot is free for a ticket."""
        if ticket.kind != "resend" and len(self._under_way) >= self._places:
            return NEVER
        return self._pace.free_at(len(self._unsent))

    def _grant(self, ticket: Ticket) -> None:
        self._unsent.add(ticket)
        if ticket.kind != "resend":
            self._under_way.add(ticket)
            polls = self._lines["poll", "retry"] or self._lines["poll", "first"]
            past_polls = ticket.lane == "call" and polls
            self._calls_in_a_row = self._calls_in_a_row + 1 if past_polls else 0
        ticket.granted = True
        self._remove(ticket)
        self._wake_next()

    def _stamp(self, ticket: Ticket) -> None:
        if ticket in self._unsent:
            self._pace.move_on(self._now())
            self._pace.note()
            self._unsent.discard(ticket)
            self._wake_next()

    def _take_back(self, ticket: Ticket) -> None:
        self._remove(ticket)
        self._stamp(ticket)
        self._under_way.discard(ticket)
        self._wake_next()

    def _remove(self, ticket: Ticket) -> None:
        """Take a ticket out of the queue, if it is there."""
        self._lines[ticket.lane, ticket.kind].pop(ticket, None)
        if ticket is self._sleeper:
            self._sleeper = None
        place = bisect_left(self._deadlines, (ticket.deadline, ticket.number))
        if place < len(self._deadlines) and self._deadlines[place][2] is ticket:
            del self._deadlines[place]
            if place == 0 and self._deadlines:
                self._deadlines[0][2].wake()

    def _wake_next(self) -> None:
        """Wake whose turn it is, unless one sleeps: that one asks in time, and passes it on."""
        ticket = self._next()
        if ticket is not None and self._sleeper is None:
            ticket.wake()

    def _expire(self) -> None:
        """Send away who is out of time."""
        gone = False
        while self._deadlines and self._deadlines[0][0] <= self._pace.now:
            ticket = self._deadlines[0][2]
            self._remove(ticket)
            # Its asker may keep the time of another clock, or none.
            ticket.wake()
            gone = True
        if gone:
            self._wake_next()
