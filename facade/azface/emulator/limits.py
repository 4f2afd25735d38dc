"""What the service accepts: quotas that a test may lower, and the fixed ranges of its arguments.

The figures are those of the service's quota page (identity-quotas-limits) and of its API schema.
"""

import attrs

RECOGNITION_MODELS = ("recognition_01", "recognition_02", "recognition_03", "recognition_04")
DETECTION_MODELS = ("detection_01", "detection_02", "detection_03")
MATCH_MODES = ("matchPerson", "matchFace")

MAXIMUM_ID_LENGTH = 64
MAXIMUM_NAME_LENGTH = 128
MAXIMUM_COLLECTION_USER_DATA_LENGTH = 16_384
MAXIMUM_FACE_USER_DATA_LENGTH = 1_024
MAXIMUM_PAGE = 1_000
MAXIMUM_CANDIDATES = 1_000
DEFAULT_CANDIDATES = 20
MAXIMUM_FACE_IDS = 1_000
MINIMUM_FACE_ID_SECONDS = 60
MAXIMUM_FACE_ID_SECONDS = 86_400
MINIMUM_FACE_PIXELS = 36


@attrs.frozen
class Limits:
    """How much one resource may hold, and how large a picture may be.

    Attributes:
        face_lists: Face lists in the resource.
        faces_per_face_list: Faces in one face list.
        large_face_lists: Large face lists in the resource (64 in the free tier).
        faces_per_large_face_list: Faces in one large face list (1,000 in the free tier).
        minimum_picture_bytes: Below this a picture is refused with InvalidImageSize.
        maximum_picture_bytes: Above this a picture is refused with InvalidImageSize.
        maximum_pixels: Above this a picture is refused before it is decoded. The service states no
            figure; this one bounds the memory that a small file can unfold to.
        maximum_body_bytes: Above this any request body is refused with 413.
    """

    face_lists: int = 64
    faces_per_face_list: int = 1_000
    large_face_lists: int = 1_000_000
    faces_per_large_face_list: int = 1_000_000
    minimum_picture_bytes: int = 1_024
    maximum_picture_bytes: int = 6 * 1_024 * 1_024
    maximum_pixels: int = 50_000_000
    maximum_body_bytes: int = 8 * 1_024 * 1_024
