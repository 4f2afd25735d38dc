"""How long a training takes here."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from itertools import pairwise
from typing import Self

from attrs import field, frozen
from attrs.validators import ge, le

# Faces and seconds. A few faces: recorded under 0.4 s. The rest is the middle of the documented
# ranges: 1 to 2 s, 5 to 10 s, 1 to 2 minutes, 10 to 30 minutes.
_CURVE = ((1, 0.2), (1_000, 1.5), (10_000, 7.5), (100_000, 90.0), (1_000_000, 1_200.0))
_NUMBER = r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)"


@frozen
class TrainingDuration:
    """A training's length as a function of the number of faces.

    By default it follows the service's documentation and recordings: 0.2 s for one face, 1.5 s for
    a thousand, 7.5 s for ten thousand, 90 s for a hundred thousand, 20 minutes for a million, and
    in between along the lines that join these on logarithmic scales.

    Attributes:
        scale: What the documented length is multiplied with, 0 to 1e6.
        seconds: A length that does not depend on the faces, 0 to 1e9; None for the documented one.

    Example:
        >>> from azface.emulator import TrainingDuration
        >>> TrainingDuration().of(1000)
        1.5
        >>> TrainingDuration.scaled(0.01).of(1_000_000)
        12.0
        >>> TrainingDuration.fixed(5).of(1_000_000)
        5.0
    """

    scale: float = field(default=1.0, validator=[ge(0.0), le(1e6)], converter=float)
    seconds: float | None = None

    def __attrs_post_init__(self) -> None:
        if self.seconds is not None and not 0 <= self.seconds <= 1e9:
            raise ValueError(f"seconds must be from 0 to 1e9, not {self.seconds!r}")

    @classmethod
    def scaled(cls, factor: float) -> Self:
        """The documented length times a factor."""
        return cls(scale=factor)

    @classmethod
    def fixed(cls, seconds: float) -> Self:
        """Always so many seconds."""
        return cls(seconds=float(seconds))

    @classmethod
    def instant(cls) -> Self:
        """No time at all: the first look at the status finds the training ended."""
        return cls(seconds=0.0)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads how the command line and seed files write it.

        Args:
            text: "curve", "curve*0.01" (scaled), "instant", or seconds such as "12.5".

        Raises:
            ValueError: For any other text.
        """
        text = text.replace(" ", "")
        if text == "instant":
            return cls.instant()
        if found := re.fullmatch(rf"curve(?:\*{_NUMBER})?", text):
            return cls.scaled(float(found[1] or 1))
        if re.fullmatch(_NUMBER, text):
            return cls.fixed(float(text))
        raise ValueError(
            f'a training\'s length is "curve", "curve*0.01", "instant" or seconds, not {text!r}'
        )

    def __str__(self) -> str:
        """As `parse` reads it."""
        if self.seconds is not None:
            return _decimal(self.seconds) if self.seconds else "instant"
        return "curve" if self.scale == 1 else f"curve*{_decimal(self.scale)}"

    def of(self, faces: int) -> float:
        """Seconds that a training of so many faces takes."""
        if self.seconds is not None:
            return self.seconds
        faces = max(1, faces)
        places = list(pairwise(_CURVE))
        at = bisect_right([few for (few, _), _ in places], faces) - 1
        (few, short), (many, long) = places[at]
        part = math.log(faces / few) / math.log(many / few)
        return round(self.scale * short * math.pow(long / short, part), 7)


def _decimal(number: float) -> str:
    """A number without an exponent, which `parse` does not read."""
    return f"{number:.9f}".rstrip("0").rstrip(".")
