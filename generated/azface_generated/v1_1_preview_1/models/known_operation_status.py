from enum import StrEnum


class KnownOperationStatus(StrEnum):
    FAILED = "failed"
    NOTSTARTED = "notStarted"
    RUNNING = "running"
    SUCCEEDED = "succeeded"

    def __str__(self) -> str:
        return str(self.value)
