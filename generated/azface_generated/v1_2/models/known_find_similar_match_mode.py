from enum import StrEnum


class KnownFindSimilarMatchMode(StrEnum):
    MATCHFACE = "matchFace"
    MATCHPERSON = "matchPerson"

    def __str__(self) -> str:
        return str(self.value)
