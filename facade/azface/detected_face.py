"""What detect finds in a picture: where the face is, its landmarks and its attributes.

Sources: operation Detect and the schemas it answers with. A landmark or an attribute that was not
asked for is None.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from azface import _fields
from azface._fields import Document
from azface.face_attributes import FaceAttributes


@frozen
class FaceRectangle:
    """Where a face is in its picture, in pixels; also how `target_face` names one face of several.

    Attributes:
        left: Distance from the left edge.
        top: Distance from the upper edge.
        width: Width of the face.
        height: Height of the face.

    Example:
        >>> from azface import FaceRectangle
        >>> FaceRectangle(left=28, top=35, width=114, height=164).width
        114
    """

    left: int
    top: int
    width: int
    height: int

    @classmethod
    def from_api(cls, document: Document) -> FaceRectangle:
        """Read the JSON object of an answer; raises ValueError when it does not fit."""
        return cls(
            left=_fields.integer(document, "left"),
            top=_fields.integer(document, "top"),
            width=_fields.integer(document, "width"),
            height=_fields.integer(document, "height"),
        )


@frozen
class LandmarkCoordinate:
    """A point in the picture, in pixels from its upper left corner."""

    x: float
    y: float

    @classmethod
    def from_api(cls, document: Document) -> LandmarkCoordinate:
        """Read the JSON object of an answer; raises ValueError when it does not fit."""
        return cls(_fields.number(document, "x"), _fields.number(document, "y"))


@frozen(kw_only=True)
class FaceLandmarks:
    """The 27 points of a face; left and right are the viewer's."""

    pupil_left: LandmarkCoordinate
    pupil_right: LandmarkCoordinate
    nose_tip: LandmarkCoordinate
    mouth_left: LandmarkCoordinate
    mouth_right: LandmarkCoordinate
    eyebrow_left_outer: LandmarkCoordinate
    eyebrow_left_inner: LandmarkCoordinate
    eye_left_outer: LandmarkCoordinate
    eye_left_top: LandmarkCoordinate
    eye_left_bottom: LandmarkCoordinate
    eye_left_inner: LandmarkCoordinate
    eyebrow_right_inner: LandmarkCoordinate
    eyebrow_right_outer: LandmarkCoordinate
    eye_right_inner: LandmarkCoordinate
    eye_right_top: LandmarkCoordinate
    eye_right_bottom: LandmarkCoordinate
    eye_right_outer: LandmarkCoordinate
    nose_root_left: LandmarkCoordinate
    nose_root_right: LandmarkCoordinate
    nose_left_alar_top: LandmarkCoordinate
    nose_right_alar_top: LandmarkCoordinate
    nose_left_alar_out_tip: LandmarkCoordinate
    nose_right_alar_out_tip: LandmarkCoordinate
    upper_lip_top: LandmarkCoordinate
    upper_lip_bottom: LandmarkCoordinate
    under_lip_top: LandmarkCoordinate
    under_lip_bottom: LandmarkCoordinate

    @classmethod
    def from_api(cls, document: Document) -> FaceLandmarks:
        """Read the JSON object of an answer; raises ValueError when it does not fit."""
        return cls(
            pupil_left=_point(document, "pupilLeft"),
            pupil_right=_point(document, "pupilRight"),
            nose_tip=_point(document, "noseTip"),
            mouth_left=_point(document, "mouthLeft"),
            mouth_right=_point(document, "mouthRight"),
            eyebrow_left_outer=_point(document, "eyebrowLeftOuter"),
            eyebrow_left_inner=_point(document, "eyebrowLeftInner"),
            eye_left_outer=_point(document, "eyeLeftOuter"),
            eye_left_top=_point(document, "eyeLeftTop"),
            eye_left_bottom=_point(document, "eyeLeftBottom"),
            eye_left_inner=_point(document, "eyeLeftInner"),
            eyebrow_right_inner=_point(document, "eyebrowRightInner"),
            eyebrow_right_outer=_point(document, "eyebrowRightOuter"),
            eye_right_inner=_point(document, "eyeRightInner"),
            eye_right_top=_point(document, "eyeRightTop"),
            eye_right_bottom=_point(document, "eyeRightBottom"),
            eye_right_outer=_point(document, "eyeRightOuter"),
            nose_root_left=_point(document, "noseRootLeft"),
            nose_root_right=_point(document, "noseRootRight"),
            nose_left_alar_top=_point(document, "noseLeftAlarTop"),
            nose_right_alar_top=_point(document, "noseRightAlarTop"),
            nose_left_alar_out_tip=_point(document, "noseLeftAlarOutTip"),
            nose_right_alar_out_tip=_point(document, "noseRightAlarOutTip"),
            upper_lip_top=_point(document, "upperLipTop"),
            upper_lip_bottom=_point(document, "upperLipBottom"),
            under_lip_top=_point(document, "underLipTop"),
            under_lip_bottom=_point(document, "underLipBottom"),
        )


@frozen
class DetectedFace:
    """A face in a picture (operation Detect).

    Attributes:
        face_rectangle: Where it is.
        face_id: What find similar takes; it expires (24 hours unless told otherwise). None when
            `return_face_id=False`.
        recognition_model: The model that the face id is made for.
        face_landmarks: The 27 points, with `landmarks=True`.
        face_attributes: What `attributes=` asked for.
        request_id: The answer's `apim-request-id`.
        raw: The answer's JSON object as it came.
    """

    face_rectangle: FaceRectangle
    face_id: str | None = field(default=None, kw_only=True)
    recognition_model: str | None = field(default=None, kw_only=True)
    face_landmarks: FaceLandmarks | None = field(default=None, kw_only=True)
    face_attributes: FaceAttributes | None = field(default=None, kw_only=True)
    request_id: str | None = field(default=None, kw_only=True, eq=False, repr=False)
    raw: Mapping[str, Any] = field(factory=dict[str, Any], kw_only=True, eq=False, repr=False)

    @classmethod
    def from_api(cls, document: Document, request_id: str | None = None) -> DetectedFace:
        """Read the JSON object of an answer; raises ValueError when it does not fit."""
        return cls(
            _fields.required_object(document, "faceRectangle", FaceRectangle.from_api),
            face_id=_fields.optional_text(document, "faceId"),
            recognition_model=_fields.optional_text(document, "recognitionModel"),
            face_landmarks=_fields.optional_object(
                document, "faceLandmarks", FaceLandmarks.from_api
            ),
            face_attributes=_fields.optional_object(
                document, "faceAttributes", FaceAttributes.from_api
            ),
            request_id=request_id,
            raw=document,
        )


def _point(document: Document, name: str) -> LandmarkCoordinate:
    return _fields.required_object(document, name, LandmarkCoordinate.from_api)
