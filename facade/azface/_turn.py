"""The turn of one request: how a driver and a flow hold it, and what the limiter knows of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import define

if TYPE_CHECKING:
    from azface._limiter import Limiter

Lane: TypeAlias = Literal["call", "poll"]

# A first attempt; a retry, which goes before the first attempts of its lane; or another request of
# an exchange under way, which goes before all and has a connection already.
Kind: TypeAlias = Literal["first", "retry", "resend"]


def _nobody() -> None:
    """Wakes nobody."""


@define(eq=False)
class Ticket:
    """A place in the queue, and what came of it.

    Attributes:
        lane: Which of the two queues.
        kind: What goes before what.
        deadline: The clock's time after which the asker is no longer interested, or infinity.
        wake: Called when it is time to ask again; any thread may call it, so it only sets an event.
        number: Tells it from all others of its limiter.
        granted: Whether the asker may send.
        keeps_time: Whether, told to wait until woken, the asker must ask at its deadline by itself:
            of all deadlines it has the earliest. Ten thousand timers would cost 10 MB.
    """

    lane: Lane
    kind: Kind
    deadline: float
    wake: Callable[[], object] = _nobody
    number: int = 0
    granted: bool = False
    keeps_time: bool = False


class Turn:
    """The right to send one request, once it is `granted`; held by nobody, it is released.

    Args:
        limiter: Whose.
        lane: Which of the two queues.
        deadline: The clock's time after which nobody is interested, or infinity.
        kind: What it is for.
    """

    __slots__ = ("_limiter", "released", "ticket")

    def __init__(self, limiter: Limiter, lane: Lane, deadline: float, kind: Kind = "first") -> None:
        self._limiter = limiter
        self.ticket = Ticket(lane, kind, deadline)
        self.released = False

    @property
    def granted(self) -> bool:
        """Whether the request may be sent."""
        return self.ticket.granted

    def enter(self, wake: Callable[[], object] = _nobody) -> None:
        """Join the queue."""
        self.ticket.wake = wake
        self._limiter.enter(self.ticket)

    def ask(self) -> float | None:
        """Seconds until it is worth asking again, infinity for "when woken", None when decided."""
        return self._limiter.ask(self.ticket)

    def left(self) -> None:
        """The request has left; its slot is free a window from now."""
        self._limiter.left(self.ticket)

    def another(self, deadline: float) -> Turn:
        """A turn for a further request of the same exchange; this one must be held meanwhile."""
        return Turn(self._limiter, "call", deadline, "resend")

    def release(self) -> None:
        """The exchange is over, or never will be; any thread may say so, and more than once.

        What was granted and is not known to have left counts as having left now.
        """
        if not self.released:
            self._limiter.give_up(self.ticket)
            self.released = True

    def __del__(self) -> None:
        # Ctrl-C may come between any two steps, and a flow may be dropped at any.
        if not getattr(self, "released", True):
            self.release()
