from enum import StrEnum


class KnownExposureLevel(StrEnum):
    GOODEXPOSURE = "goodExposure"
    OVEREXPOSURE = "overExposure"
    UNDEREXPOSURE = "underExposure"

    def __str__(self) -> str:
        return str(self.value)
