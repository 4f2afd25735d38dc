from enum import StrEnum


class KnownLivenessModel(StrEnum):
    V2024_11_15 = "2024-11-15"

    def __str__(self) -> str:
        return str(self.value)
