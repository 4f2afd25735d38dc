"""The lists that are waited for, and how each of the waits ends."""

from typing import Literal, TypeAlias

Fate: TypeAlias = Literal["succeeds", "fails", "is deleted"]

LISTS = 10_000
FAILURE = "The faces are too much alike."


def name_of(number: int) -> str:
    return f"list-{number:05}"


def fate_of(number: int) -> Fate:
    """A tenth of the trainings fails, and a tenth of the lists is deleted in mid-wait."""
    if number % 10 == 3:
        return "fails"
    return "is deleted" if number % 10 == 7 else "succeeds"


def numbers_that(fate: Fate) -> list[int]:
    return [number for number in range(LISTS) if fate_of(number) == fate]
