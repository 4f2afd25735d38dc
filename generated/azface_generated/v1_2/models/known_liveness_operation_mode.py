from enum import StrEnum


class KnownLivenessOperationMode(StrEnum):
    PASSIVE = "Passive"
    PASSIVEACTIVE = "PassiveActive"

    def __str__(self) -> str:
        return str(self.value)
