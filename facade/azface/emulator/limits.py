"""What the service accepts: quotas that a test may lower, and the fixed ranges of its arguments.

The figures are those of the service's quota page (identity-quotas-limits) and of its API schema.
"""

from typing import Self

import attrs

from azface.emulator.tiers import Tier

RECOGNITION_MODELS = ("recognition_01", "recognition_02", "recognition_03", "recognition_04")
DETECTION_MODELS = ("detection_01", "detection_02", "detection_03")
MATCH_MODES = ("matchPerson", "matchFace")
LIVENESS_MODES = ("Passive", "PassiveActive")
LIVENESS_MODEL = "2024-11-15"

MAXIMUM_ID_LENGTH = 64
MAXIMUM_NAME_LENGTH = 128
MAXIMUM_USER_DATA_LENGTH = 16_384
MAXIMUM_FACE_USER_DATA_LENGTH = 1_024
MAXIMUM_PAGE = 1_000
MAXIMUM_CANDIDATES = 1_000
DEFAULT_CANDIDATES = 20
MAXIMUM_FACE_IDS = 1_000
MINIMUM_GROUPED_FACES = 2
MAXIMUM_IDENTIFIED_FACES = 10
MAXIMUM_IDENTIFY_CANDIDATES = 100
DEFAULT_IDENTIFY_CANDIDATES = 10
DEFAULT_IDENTIFY_CANDIDATES_OF_V1_0 = 1
MAXIMUM_PERSON_IDS = 30
MINIMUM_FACE_ID_SECONDS = 60
MAXIMUM_FACE_ID_SECONDS = 86_400
MINIMUM_FACE_PIXELS = 36
MAXIMUM_DETECTED_FACES = 100
MINIMUM_TOKEN_SECONDS = 60
MAXIMUM_TOKEN_SECONDS = 86_400
DEFAULT_TOKEN_SECONDS = 600
MAXIMUM_DEVICE_ID_LENGTH = 64
MAXIMUM_MODEL_VERSION_LENGTH = 64
MAXIMUM_SESSION_IMAGE_ID_LENGTH = 64
SESSION_SECONDS = 48 * 3_600


@attrs.frozen
class Limits:
    """How much one resource may hold, and how large a picture may be.

    The defaults are those of the paid tier.

    Attributes:
        face_lists: Face lists in the resource.
        faces_per_face_list: Faces in one face list.
        large_face_lists: Large face lists in the resource.
        faces_per_large_face_list: Faces in one large face list.
        person_groups: Person groups in the resource.
        persons_per_person_group: Persons in one person group.
        persons_in_person_groups: Persons in all person groups together.
        large_person_groups: Large person groups in the resource.
        persons_per_large_person_group: Persons in one large person group.
        persons_in_large_person_groups: Persons in all large person groups together.
        faces_per_person: Faces of one person, in either kind of group.
        minimum_picture_bytes: Below this a picture is refused with InvalidImageSize.
        maximum_picture_bytes: Above this a picture is refused with InvalidImageSize.
        maximum_pixels: Above this a picture is refused before it is decoded. The service states no
            figure; this one bounds the memory that a small file can unfold to.
        maximum_body_bytes: Above this any request body is refused with 413.

    Example:
        >>> from azface.emulator import Limits
        >>> Limits.of_tier("F0").faces_per_large_face_list
        1000
    """

    face_lists: int = 64
    faces_per_face_list: int = 1_000
    large_face_lists: int = 1_000_000
    faces_per_large_face_list: int = 1_000_000
    person_groups: int = 1_000_000
    persons_per_person_group: int = 10_000
    persons_in_person_groups: int = 100_000_000
    large_person_groups: int = 1_000_000
    persons_per_large_person_group: int = 1_000_000
    persons_in_large_person_groups: int = 1_000_000_000
    faces_per_person: int = 248
    minimum_picture_bytes: int = 1_024
    maximum_picture_bytes: int = 6 * 1_024 * 1_024
    maximum_pixels: int = 50_000_000
    maximum_body_bytes: int = 8 * 1_024 * 1_024

    @classmethod
    def of_tier(cls, tier: Tier) -> Self:
        """The limits of a pricing tier.

        Args:
            tier: "F0", the free one, or "S0".
        """
        if tier == "S0":
            return cls()
        return cls(
            large_face_lists=64,
            faces_per_large_face_list=1_000,
            person_groups=1_000,
            persons_per_person_group=1_000,
            persons_in_person_groups=1_000,
            large_person_groups=1_000,
            persons_per_large_person_group=1_000,
        )
