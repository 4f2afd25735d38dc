from enum import StrEnum


class KnownAccessoryType(StrEnum):
    GLASSES = "glasses"
    HEADWEAR = "headwear"
    MASK = "mask"

    def __str__(self) -> str:
        return str(self.value)
