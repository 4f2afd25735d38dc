from enum import StrEnum


class KnownOperationState(StrEnum):
    CANCELED = "Canceled"
    FAILED = "Failed"
    NOTSTARTED = "NotStarted"
    RUNNING = "Running"
    SUCCEEDED = "Succeeded"

    def __str__(self) -> str:
        return str(self.value)
