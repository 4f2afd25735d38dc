from enum import StrEnum


class KnownImageType(StrEnum):
    COLOR = "Color"
    DEPTH = "Depth"
    INFRARED = "Infrared"

    def __str__(self) -> str:
        return str(self.value)
