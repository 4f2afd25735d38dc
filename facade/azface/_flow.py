"""Effects: what a flow asks its driver to do.

A flow is a generator that holds behaviour (send with retries, wait, page through a list) and does
nothing itself: it yields effects and returns its result. A driver performs them: there is
one for threads (`_sync_driver.py`) and one for event loops (`_async_driver.py`), so behaviour is
written once. In a test a flow needs neither: replies are fed from a list.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from attrs import field, frozen

from azface._turn import Lane, Turn

if TYPE_CHECKING:
    from azface._limiter import Limiter

# Seconds that are not worth a `Sleep`: rounding leaves such a rest, and a coarse clock, or one that
# counts from 1970, may never pass it.
SHORTEST_SLEEP = 0.001

R = TypeVar("R")
T = TypeVar("T")
U = TypeVar("U")


@frozen
class Request:
    """One HTTP request, described; headers and body stay out of the repr."""

    method: str
    url: str
    params: Mapping[str, Any] = field(factory=dict[str, Any])
    headers: Mapping[str, str] = field(factory=dict[str, str], repr=False)
    content: bytes | None = field(default=None, repr=False)
    json: object = field(default=None, repr=False)


@frozen
class Reply:
    """One HTTP answer, read to its end; header names are in lower case."""

    status: int
    headers: Mapping[str, str] = field(factory=dict[str, str], repr=False)
    body: bytes = field(default=b"", repr=False)


class Effect(Generic[R]):
    """Something a driver does; `reply = yield from effect` has the reply's type."""

    __slots__ = ()

    def __iter__(self) -> Generator[Effect[Any], Any, R]:
        reply: R = yield self
        return reply


@frozen
class Send(Effect[Reply]):
    """Send one request once; raises TransportError when no answer comes.

    With a turn it counts when it leaves, and what the credential sends again waits for another.
    """

    request: Request
    longest: float | None = None
    turn: Turn | None = None


@frozen
class Sleep(Effect[None]):
    """Wait, in seconds; raises Cancelled when the caller asked to stop."""

    seconds: float


@frozen
class Acquire(Effect[Turn | None]):
    """Wait for a turn to send, until `deadline` (of the clock); None when that came first.

    A turn that came must be released, whether the request was sent or not. Raises Cancelled when
    the caller asked to stop.

    Attributes:
        again: Whether it is for a retry, which goes before the first attempts of its lane.
    """

    limiter: Limiter
    lane: Lane
    deadline: float
    again: bool = False

    def turn(self) -> Turn:
        """A turn as asked for, which has yet to come."""
        return Turn(self.limiter, self.lane, self.deadline, "retry" if self.again else "first")


@frozen
class Now(Effect[float]):
    """Read the clock: seconds on a scale that never goes back."""


@frozen
class Chance(Effect[float]):
    """Draw a number from [0, 1), for jitter."""


@frozen
class Blocking(Effect[R]):
    """Run something that may block, such as reading a file, where it holds up nobody else."""

    work: Callable[[], R]


@frozen
class Emit(Generic[U]):
    """Hand a value to whoever reads the flow, in the middle of it."""

    value: U

    def __iter__(self) -> Generator[Emit[U], Any, None]:  # noqa: PYI058 - for `yield from`
        yield self


Flow: TypeAlias = Generator[Effect[Any], Any, T]
Stream: TypeAlias = Generator[Effect[Any] | Emit[U], Any, T]


class Cancelled(Exception):  # noqa: N818 - not a failure, and seen by flows only
    """The caller's `cancel` event was set; thrown into a flow where it sleeps, queues or sends."""


class Withdrawn(Exception):  # noqa: N818 - not a failure, and seen by merged flows only
    """A place in a limiter's queue was given up, to be asked for again later."""


@frozen
class Done(Generic[T]):
    """A flow has ended; what it returned."""

    value: T


Step: TypeAlias = Effect[Any] | Emit[U] | Done[T]


def advance(move: Callable[[], Effect[Any] | Emit[U]]) -> Step[U, Any]:
    """Move a flow on; only here does StopIteration mean that the flow has ended."""
    try:
        return move()
    except StopIteration as stop:
        return Done(stop.value)


def resume(flow: Stream[U, T]) -> Step[U, T]:
    """Begin a flow, or go on after what it emitted."""
    return advance(partial(next, flow))
