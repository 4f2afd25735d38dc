"""The attributes of a detected face, as the service names them, in snake case.

Sources: operation Detect, schema FaceAttributes and its parts. Which can be asked for depends on
the detection model; age, smile, facial hair and hair need an approval, and are refused without it
(403 UnsupportedFeature). Levels and types are open texts: their known values stand beside them.
"""

from __future__ import annotations

from attrs import frozen

from azface import _fields
from azface._fields import Document


@frozen(kw_only=True)
class HeadPose:
    """How the head is turned, in degrees."""

    pitch: float
    roll: float
    yaw: float

    @classmethod
    def from_api(cls, document: Document) -> HeadPose:
        """Read the JSON object of an answer; raises ValueError when it does not fit."""
        return cls(
            pitch=_fields.number(document, "pitch"),
            roll=_fields.number(document, "roll"),
            yaw=_fields.number(document, "yaw"),
        )


@frozen(kw_only=True)
class OcclusionProperties:
    """Whether parts of the face are covered."""

    forehead_occluded: bool
    eye_occluded: bool
    mouth_occluded: bool

    @classmethod
    def from_api(cls, document: Document) -> OcclusionProperties:
        """Read the JSON object of an answer; raises ValueError when it does not fit."""
        return cls(
            forehead_occluded=_fields.truth(document, "foreheadOccluded"),
            eye_occluded=_fields.truth(document, "eyeOccluded"),
            mouth_occluded=_fields.truth(document, "mouthOccluded"),
        )


@frozen(kw_only=True)
class AccessoryItem:
    """Something worn: `headwear`, `glasses` or `mask`, with a confidence from 0 to 1."""

    type: str
    confidence: float

    @classmethod
    def from_api(cls, document: Document) -> AccessoryItem:
        """Read the JSON object of an answer; raises ValueError when it does not fit."""
        return cls(
            type=_fields.text(document, "type"),
            confidence=_fields.number(document, "confidence"),
        )


@frozen(kw_only=True)
class BlurProperties:
    """How blurred the face is: `low`, `medium` or `high`, and a value from 0 to 1."""

    blur_level: str
    value: float

    @classmethod
    def from_api(cls, document: Document) -> BlurProperties:
        """Read the JSON object of an answer; raises ValueError when it does not fit."""
        return cls(
            blur_level=_fields.text(document, "blurLevel"),
            value=_fields.number(document, "value"),
        )


@frozen(kw_only=True)
class ExposureProperties:
    """`underExposure`, `goodExposure` or `overExposure`, and a value from 0 to 1."""

    exposure_level: str
    value: float

    @classmethod
    def from_api(cls, document: Document) -> ExposureProperties:
        """Read the JSON object of an answer; raises ValueError when it does not fit."""
        return cls(
            exposure_level=_fields.text(document, "exposureLevel"),
            value=_fields.number(document, "value"),
        )


@frozen(kw_only=True)
class NoiseProperties:
    """How noisy the picture is: `low`, `medium` or `high`, and a value from 0 to 1."""

    noise_level: str
    value: float

    @classmethod
    def from_api(cls, document: Document) -> NoiseProperties:
        """Read the JSON object of an answer; raises ValueError when it does not fit."""
        return cls(
            noise_level=_fields.text(document, "noiseLevel"),
            value=_fields.number(document, "value"),
        )


@frozen(kw_only=True)
class MaskProperties:
    """`faceMask`, `noMask`, `otherMaskOrOcclusion` or `uncertain`, and what it covers."""

    nose_and_mouth_covered: bool
    type: str

    @classmethod
    def from_api(cls, document: Document) -> MaskProperties:
        """Read the JSON object of an answer; raises ValueError when it does not fit."""
        return cls(
            nose_and_mouth_covered=_fields.truth(document, "noseAndMouthCovered"),
            type=_fields.text(document, "type"),
        )


@frozen(kw_only=True)
class FacialHair:
    """How sure the service is of each, from 0 to 1."""

    moustache: float
    beard: float
    sideburns: float

    @classmethod
    def from_api(cls, document: Document) -> FacialHair:
        """Read the JSON object of an answer; raises ValueError when it does not fit."""
        return cls(
            moustache=_fields.number(document, "moustache"),
            beard=_fields.number(document, "beard"),
            sideburns=_fields.number(document, "sideburns"),
        )


@frozen(kw_only=True)
class HairColor:
    """A colour such as `brown` or `gray`, with a confidence from 0 to 1."""

    color: str
    confidence: float

    @classmethod
    def from_api(cls, document: Document) -> HairColor:
        """Read the JSON object of an answer; raises ValueError when it does not fit."""
        return cls(
            color=_fields.text(document, "color"),
            confidence=_fields.number(document, "confidence"),
        )


@frozen(kw_only=True)
class HairProperties:
    """Hair: how bald (0 to 1), whether it is out of sight, and its likely colours."""

    bald: float
    invisible: bool
    hair_color: tuple[HairColor, ...]

    @classmethod
    def from_api(cls, document: Document) -> HairProperties:
        """Read the JSON object of an answer; raises ValueError when it does not fit."""
        return cls(
            bald=_fields.number(document, "bald"),
            invisible=_fields.truth(document, "invisible"),
            hair_color=_fields.objects(document, "hairColor", HairColor.from_api),
        )


@frozen(kw_only=True)
class FaceAttributes:
    """What detect says of a face; an attribute that was not asked for is None.

    Attributes:
        head_pose: How the head is turned.
        glasses: `noGlasses`, `readingGlasses`, `sunglasses` or `swimmingGoggles`.
        occlusion: Whether parts of the face are covered.
        accessories: What is worn.
        blur: How blurred the face is.
        exposure: How well it is lit.
        noise: How noisy the picture is.
        mask: Whether a mask is worn.
        quality_for_recognition: `low`, `medium` or `high`; add only `high` ones to a list.
        age: In years.
        smile: From 0 to 1.
        facial_hair: Moustache, beard and sideburns.
        hair: Colour and baldness.
    """

    head_pose: HeadPose | None = None
    glasses: str | None = None
    occlusion: OcclusionProperties | None = None
    accessories: tuple[AccessoryItem, ...] = ()
    blur: BlurProperties | None = None
    exposure: ExposureProperties | None = None
    noise: NoiseProperties | None = None
    mask: MaskProperties | None = None
    quality_for_recognition: str | None = None
    age: float | None = None
    smile: float | None = None
    facial_hair: FacialHair | None = None
    hair: HairProperties | None = None

    @classmethod
    def from_api(cls, document: Document) -> FaceAttributes:
        """Read the JSON object of an answer; raises ValueError when it does not fit."""
        return cls(
            head_pose=_fields.optional_object(document, "headPose", HeadPose.from_api),
            glasses=_fields.optional_text(document, "glasses"),
            occlusion=_fields.optional_object(document, "occlusion", OcclusionProperties.from_api),
            accessories=_fields.objects(document, "accessories", AccessoryItem.from_api),
            blur=_fields.optional_object(document, "blur", BlurProperties.from_api),
            exposure=_fields.optional_object(document, "exposure", ExposureProperties.from_api),
            noise=_fields.optional_object(document, "noise", NoiseProperties.from_api),
            mask=_fields.optional_object(document, "mask", MaskProperties.from_api),
            quality_for_recognition=_fields.optional_text(document, "qualityForRecognition"),
            age=_fields.optional_number(document, "age"),
            smile=_fields.optional_number(document, "smile"),
            facial_hair=_fields.optional_object(document, "facialHair", FacialHair.from_api),
            hair=_fields.optional_object(document, "hair", HairProperties.from_api),
        )
