from enum import StrEnum


class KnownGlassesType(StrEnum):
    NOGLASSES = "noGlasses"
    READINGGLASSES = "readingGlasses"
    SUNGLASSES = "sunglasses"
    SWIMMINGGOGGLES = "swimmingGoggles"

    def __str__(self) -> str:
        return str(self.value)
