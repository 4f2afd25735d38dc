from enum import StrEnum


class KnownRecognitionModel(StrEnum):
    RECOGNITION_01 = "recognition_01"
    RECOGNITION_02 = "recognition_02"
    RECOGNITION_03 = "recognition_03"
    RECOGNITION_04 = "recognition_04"

    def __str__(self) -> str:
        return str(self.value)
