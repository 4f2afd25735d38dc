from enum import StrEnum


class KnownLivenessDecision(StrEnum):
    REALFACE = "realface"
    SPOOFFACE = "spoofface"
    UNCERTAIN = "uncertain"

    def __str__(self) -> str:
        return str(self.value)
