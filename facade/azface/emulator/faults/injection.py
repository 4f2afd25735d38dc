"""Which request a fault hits: by operation, so many times, or by chance."""

import random
import threading
from typing import Literal

import attrs

from azface.emulator.faults.checks import check_whole
from azface.emulator.faults.fault import Fault
from azface.emulator.routes import operation_id

Times = int | Literal["always"]


@attrs.define(eq=False)
class InjectedFault:
    """A fault that waits for its requests.

    Attributes:
        fault: What goes wrong.
        operation: The only operation that it hits, as an id with its group; None for all.
        times: How many requests it hits, or "always".
        probability: How likely it hits a request that it could hit.
        hits: How many it has hit.

    Example:
        >>> from azface.emulator import Emulator, Fault
        >>> emulator = Emulator()
        >>> injected = emulator.inject(Fault.unavailable(), operation="TrainLargeFaceList")
        >>> injected.times, injected.hits
        (1, 0)
        >>> injected.remove()
    """

    fault: Fault = attrs.field(on_setattr=attrs.setters.frozen)
    operation: str | None = attrs.field(on_setattr=attrs.setters.frozen)
    times: Times = attrs.field(on_setattr=attrs.setters.frozen)
    probability: float = attrs.field(on_setattr=attrs.setters.frozen)
    _among: "Faults" = attrs.field(repr=False)
    hits: int = 0

    def is_due(self) -> bool:
        """Whether it may hit a request still."""
        return self.times == "always" or self.hits < self.times

    def remove(self) -> None:
        """Lets it hit no further request. Does nothing the second time."""
        self._among.remove(self)


class Faults:
    """The faults of one emulator, oldest first. Safe to use from any thread.

    Args:
        chances: What decides whether a fault of some probability hits.
    """

    def __init__(self, chances: random.Random) -> None:
        self._chances = chances
        self._beginning = chances.getstate()
        self._injected: list[InjectedFault] = []
        self._lock = threading.Lock()

    def inject(
        self, fault: Fault, operation: str | None, times: Times | None, probability: float
    ) -> InjectedFault:
        """Adds a fault.

        Raises:
            ValueError: If it can never hit a request, or an argument cannot be.
        """
        if not 0 < probability <= 1:
            raise ValueError(f"probability must be above 0 and at most 1, not {probability!r}")
        if operation is not None:
            operation = operation_id(operation)
            if not fault.applies_to(operation):
                raise ValueError(f"{fault.kind} is a fault of trainings, not of {operation}")
        if times is None:
            times = 1 if probability == 1 else "always"
        if times != "always":
            check_whole("times", times, 1, 1_000_000_000)
        injected = InjectedFault(fault, operation, times, probability, self)
        with self._lock:
            self._injected.append(injected)
        return injected

    def all(self) -> list[InjectedFault]:
        """The faults that may hit a request still, oldest first."""
        with self._lock:
            return [each for each in self._injected if each.is_due()]

    def take(self, operation: str | None) -> InjectedFault | None:
        """The fault that hits a request of this operation, if one does: the oldest that is due."""
        if not self._injected:
            return None
        with self._lock:
            for injected in self._injected:
                fault = injected.fault
                if (
                    injected.is_due()
                    and injected.operation in (None, operation)
                    and fault.applies_to(operation)
                    and (injected.probability == 1 or self._chances.random() < injected.probability)
                ):
                    injected.hits += 1
                    if not fault.needs_answer:
                        self._drop_if_spent(injected)
                    return injected
        return None

    def settle(self, injected: InjectedFault, *, hit: bool) -> None:
        """Ends what `take` began for a fault that `needs_answer`.

        Args:
            injected: The fault.
            hit: Whether it was one; else the hit is taken back.
        """
        with self._lock:
            if not hit:
                injected.hits -= 1
            self._drop_if_spent(injected)

    def remove(self, injected: InjectedFault) -> None:
        """Lets a fault hit no further request."""
        with self._lock:
            self._injected = [each for each in self._injected if each is not injected]

    def clear(self) -> None:
        """Removes all faults."""
        with self._lock:
            self._injected = []

    def reset(self) -> None:
        """Removes all faults and begins the chances anew."""
        self.clear()
        self._chances.setstate(self._beginning)

    def _drop_if_spent(self, injected: InjectedFault) -> None:
        # Others may have removed it meanwhile.
        if not injected.is_due() and injected in self._injected:
            self._injected.remove(injected)
