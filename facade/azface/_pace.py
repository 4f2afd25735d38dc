"""When requests left, how many a window has at present, and so when the next may leave."""

from __future__ import annotations

from collections import deque

from azface.rate_limit import RateLimit

NEVER = float("inf")

# Seconds added to the window, or a tenth of it where that is less: what travels a little faster
# than the request before it must not arrive within that one's window. It also covers what a clock
# that counts from 1970 rounds off.
MARGIN = 0.01

# Seconds of a Retry-After during which nothing is sent; what asks for more will ask again. It is
# also the longest time between two requests that 429s without a Retry-After lead to.
LONGEST_PAUSE = 60.0

# How much the rate grows with each window without a 429, as a share of itself. By shares of the
# limit instead, S0's limit against a resource of tier F0 met three 429s for each answer.
RECOVERY = 0.1


class Pace:
    """The log of one window, and what 429s have left of the limit.

    Args:
        limit: What is never exceeded.
    """

    def __init__(self, limit: RateLimit) -> None:
        self.window = limit.seconds + min(MARGIN, limit.seconds / 10)
        self._most = float(limit.requests)
        self._least = min(1.0, self.window / LONGEST_PAUSE)
        self._sent = deque[float]()
        self._start_over()

    def _start_over(self) -> None:
        self.now = self._last = -NEVER
        self._allowed = self._most
        self._sent.clear()
        self._paused_until = self._shrink_again_at = self._grow_from = -NEVER

    @property
    def allowed(self) -> float:
        """How many requests a window has at present; below 1, what share of one."""
        return self._allowed

    def move_on(self, now: float) -> None:
        """Let time pass; a little way back it does not go here."""
        if now < self.now - self.window:
            # Somebody set the clock back: what was noted lies in a future that may never come.
            self._start_over()
        self.now = now = max(self.now, now)
        while self._sent and self._sent[0] + self.window <= now:
            self._sent.popleft()
        while self._allowed < self._most and self._grow_from + self._period <= now:
            self._grow_from += self._period
            self._allowed = min(self._most, self._allowed * (1 + RECOVERY))

    def free_at(self, unsent: int) -> float:
        """The time of the next free slot, which may have passed.

        Args:
            unsent: How many may leave at any moment, each of which takes a slot; infinity is the
                answer while they take all.
        """
        slots = max(1, int(self._allowed))
        if unsent >= slots:
            return NEVER
        over = len(self._sent) + unsent - slots
        free_at = self._sent[over] + self.window if over >= 0 else self.now
        if self._allowed < 1:
            free_at = max(free_at, self._last + self._period)
        return max(free_at, self._paused_until)

    def note(self) -> None:
        """A request has left now."""
        self._last = self.now
        self._sent.append(self.now)

    def slow_down(self, retry_after: float) -> None:
        """Half of what is allowed, once a window, and nothing for so many seconds."""
        if self.now >= self._shrink_again_at:
            self._allowed = max(self._least, self._allowed / 2)
            self._shrink_again_at = self.now + self.window
        until = self.now + min(retry_after, LONGEST_PAUSE)
        self._paused_until = self._grow_from = max(self._paused_until, until)

    @property
    def _period(self) -> float:
        """A window, or the longer time between two requests."""
        return self.window / min(1.0, self._allowed)
