from enum import StrEnum


class KnownMaskType(StrEnum):
    FACEMASK = "faceMask"
    NOMASK = "noMask"
    OTHERMASKOROCCLUSION = "otherMaskOrOcclusion"
    UNCERTAIN = "uncertain"

    def __str__(self) -> str:
        return str(self.value)
