from enum import StrEnum


class KnownHairColorType(StrEnum):
    BLACK = "black"
    BLOND = "blond"
    BROWN = "brown"
    GRAY = "gray"
    OTHER = "other"
    RED = "red"
    UNKNOWN = "unknown"
    WHITE = "white"

    def __str__(self) -> str:
        return str(self.value)
