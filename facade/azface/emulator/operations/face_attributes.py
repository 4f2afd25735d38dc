"""What detect says of a face beyond its id: made up from the face's digest, always the same."""

from collections.abc import Callable

from azface.emulator.errors import bad_argument, unsupported_feature
from azface.emulator.pictures.reader import Face

# Gated or retired by the service's Responsible AI rules: refused to everybody without approval.
_UNSUPPORTED = ("age", "smile", "facialHair", "hair", "gender", "emotion", "makeup")
_BY_DETECTION_MODEL = {
    "detection_01": (
        "headPose",
        "glasses",
        "occlusion",
        "accessories",
        "blur",
        "exposure",
        "noise",
    ),
    "detection_02": (),
    "detection_03": ("headPose", "mask", "blur"),
}
_QUALITY = "qualityForRecognition"
_QUALITY_MODELS = ("recognition_03", "recognition_04")

# Across and down the face's rectangle, 0.0 to 1.0; the 27 points of the schema FaceLandmarks.
_LANDMARKS = {
    "pupilLeft": (0.30, 0.38),
    "pupilRight": (0.70, 0.38),
    "noseTip": (0.50, 0.60),
    "mouthLeft": (0.33, 0.78),
    "mouthRight": (0.67, 0.78),
    "eyebrowLeftOuter": (0.16, 0.30),
    "eyebrowLeftInner": (0.42, 0.29),
    "eyeLeftOuter": (0.22, 0.39),
    "eyeLeftTop": (0.30, 0.36),
    "eyeLeftBottom": (0.30, 0.41),
    "eyeLeftInner": (0.38, 0.39),
    "eyebrowRightInner": (0.58, 0.29),
    "eyebrowRightOuter": (0.84, 0.30),
    "eyeRightInner": (0.62, 0.39),
    "eyeRightTop": (0.70, 0.36),
    "eyeRightBottom": (0.70, 0.41),
    "eyeRightOuter": (0.78, 0.39),
    "noseRootLeft": (0.45, 0.40),
    "noseRootRight": (0.55, 0.40),
    "noseLeftAlarTop": (0.42, 0.53),
    "noseRightAlarTop": (0.58, 0.53),
    "noseLeftAlarOutTip": (0.39, 0.60),
    "noseRightAlarOutTip": (0.61, 0.60),
    "upperLipTop": (0.50, 0.73),
    "upperLipBottom": (0.50, 0.76),
    "underLipTop": (0.50, 0.79),
    "underLipBottom": (0.50, 0.83),
}


def checked_attributes(value: str, detection_model: str, recognition_model: str) -> list[str]:
    """The names in a `returnFaceAttributes` query, in their order, each once.

    Raises:
        ServiceError: 403 UnsupportedFeature for a gated or retired name, 400 for an unknown one
            and for one that the models do not give.
    """
    names = list(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
    for name in names:
        if name in _UNSUPPORTED:
            raise unsupported_feature(f"Feature is not supported, missing approval for {name}.")
        if name == _QUALITY:
            if recognition_model not in _QUALITY_MODELS:
                raise bad_argument(f"{name} is not supported by {recognition_model}.")
        elif name not in _ATTRIBUTES:
            raise bad_argument("returnFaceAttributes is invalid: an unknown name.")
        elif name not in _BY_DETECTION_MODEL[detection_model]:
            raise bad_argument(f"{name} is not supported by {detection_model}.")
    return names


def rectangle(face: Face) -> dict[str, int]:
    """The rectangle as the wire writes it."""
    box = face.rectangle
    return {"top": box.top, "left": box.left, "width": box.width, "height": box.height}


def landmarks(face: Face) -> dict[str, dict[str, float]]:
    """The 27 points, laid out in the rectangle."""
    box = face.rectangle
    return {
        name: {
            "x": round(box.left + x * box.width, 1),
            "y": round(box.top + y * box.height, 1),
        }
        for name, (x, y) in _LANDMARKS.items()
    }


def attributes(face: Face, names: list[str]) -> dict[str, object]:
    """The named attributes."""
    return {name: _ATTRIBUTES[name](face) for name in names}


def _chance(face: Face, place: int) -> float:
    """A number from 0.0 to 1.0 that looks random and is the face's own."""
    return face.digest[place] / 255


def _level(face: Face, place: int, levels: tuple[str, str, str]) -> tuple[str, float]:
    value = round(_chance(face, place), 2)
    return levels[min(2, int(value * 3))], value


def _head_pose(face: Face) -> object:
    return {
        name: round(_chance(face, place) * 20 - 10, 1)
        for place, name in enumerate(("pitch", "roll", "yaw"), start=2)
    }


def _blur(face: Face) -> object:
    level, value = _level(face, 5, ("low", "medium", "high"))
    return {"blurLevel": level, "value": value}


def _exposure(face: Face) -> object:
    level, value = _level(face, 6, ("underExposure", "goodExposure", "overExposure"))
    return {"exposureLevel": level, "value": value}


def _noise(face: Face) -> object:
    level, value = _level(face, 7, ("low", "medium", "high"))
    return {"noiseLevel": level, "value": value}


def _glasses(face: Face) -> object:
    return ("noGlasses", "readingGlasses", "sunglasses")[min(2, int(_chance(face, 8) * 3))]


def _accessories(face: Face) -> object:
    if _glasses(face) == "noGlasses":
        return []
    return [{"type": "glasses", "confidence": round(0.9 + _chance(face, 9) / 10, 2)}]


def _occlusion(_face: Face) -> object:
    return {"foreheadOccluded": False, "eyeOccluded": False, "mouthOccluded": False}


def _mask(_face: Face) -> object:
    return {"noseAndMouthCovered": False, "type": "noMask"}


def _quality(face: Face) -> object:
    return "high" if min(face.rectangle.width, face.rectangle.height) >= 90 else "medium"


_ATTRIBUTES: dict[str, Callable[[Face], object]] = {
    "headPose": _head_pose,
    "glasses": _glasses,
    "occlusion": _occlusion,
    "accessories": _accessories,
    "blur": _blur,
    "exposure": _exposure,
    "noise": _noise,
    "mask": _mask,
    _QUALITY: _quality,
}
