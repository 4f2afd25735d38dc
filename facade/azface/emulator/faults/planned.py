"""Faults that are written down: in a seed, on the command line, or in a request."""

import random
from collections.abc import Mapping
from typing import Self, cast

import attrs

from azface.emulator.faults.fault import Fault
from azface.emulator.faults.injection import Faults, InjectedFault, Times

_PLAN = ("operation", "times", "probability")


@attrs.frozen
class PlannedFault:
    """A fault, and which requests it is to hit; as `Emulator.inject` takes them."""

    fault: Fault
    operation: str | None = None
    times: Times | None = None
    probability: float = 1.0

    @classmethod
    def from_json(cls, content: Mapping[str, object]) -> Self:
        """The planned fault that JSON describes.

        Args:
            content: What `Fault.from_json` takes, and beside it "operation", "times" and
                "probability".

        Raises:
            ValueError: For what cannot be.
        """
        plan = {name: content[name] for name in _PLAN if content.get(name) is not None}
        fault = {name: value for name, value in content.items() if name not in _PLAN}
        if not isinstance(plan.get("operation", ""), str):
            raise ValueError(f"operation must be a text, not {plan['operation']!r}")  # noqa: TRY004
        probability = plan.get("probability", 1.0)
        if isinstance(probability, bool) or not isinstance(probability, int | float):
            raise ValueError(f"probability must be a number, not {probability!r}")  # noqa: TRY004
        planned = cls(
            Fault.from_json(fault),
            cast("str | None", plan.get("operation")),
            cast("Times | None", plan.get("times")),
            probability,
        )
        # Tried where it hits nobody, so that a mistake is known at once.
        planned.inject(Faults(random.Random()))  # noqa: S311 - no secrets
        return planned

    def inject(self, faults: Faults) -> InjectedFault:
        """Adds it to the faults of an emulator.

        Raises:
            ValueError: If it can never hit a request, or an argument cannot be.
        """
        return faults.inject(self.fault, self.operation, self.times, self.probability)
