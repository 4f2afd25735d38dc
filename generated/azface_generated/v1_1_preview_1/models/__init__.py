"""Contains all the data models used in inputs/outputs"""

from .accessory_item import AccessoryItem
from .add_face_from_url_request import AddFaceFromUrlRequest
from .add_face_result import AddFaceResult
from .blur_properties import BlurProperties
from .create_collection_request import CreateCollectionRequest
from .create_person_result import CreatePersonResult
from .detect_from_url_request import DetectFromUrlRequest
from .exposure_properties import ExposureProperties
from .face_attributes import FaceAttributes
from .face_detection_result import FaceDetectionResult
from .face_error import FaceError
from .face_error_response import FaceErrorResponse
from .face_landmarks import FaceLandmarks
from .face_list import FaceList
from .face_list_face import FaceListFace
from .face_list_item import FaceListItem
from .face_rectangle import FaceRectangle
from .face_user_data import FaceUserData
from .facial_hair import FacialHair
from .find_similar_from_face_list_request import FindSimilarFromFaceListRequest
from .find_similar_from_large_face_list_request import (
    FindSimilarFromLargeFaceListRequest,
)
from .find_similar_request import FindSimilarRequest
from .find_similar_result import FindSimilarResult
from .hair_color import HairColor
from .hair_properties import HairProperties
from .head_pose import HeadPose
from .known_accessory_type import KnownAccessoryType
from .known_blur_level import KnownBlurLevel
from .known_detection_model import KnownDetectionModel
from .known_exposure_level import KnownExposureLevel
from .known_find_similar_match_mode import KnownFindSimilarMatchMode
from .known_glasses_type import KnownGlassesType
from .known_hair_color_type import KnownHairColorType
from .known_mask_type import KnownMaskType
from .known_noise_level import KnownNoiseLevel
from .known_operation_status import KnownOperationStatus
from .known_quality_for_recognition import KnownQualityForRecognition
from .known_recognition_model import KnownRecognitionModel
from .landmark_coordinate import LandmarkCoordinate
from .large_face_list import LargeFaceList
from .large_face_list_face import LargeFaceListFace
from .large_person_group import LargePersonGroup
from .large_person_group_person import LargePersonGroupPerson
from .large_person_group_person_face import LargePersonGroupPersonFace
from .mask_properties import MaskProperties
from .noise_properties import NoiseProperties
from .occlusion_properties import OcclusionProperties
from .person_group import PersonGroup
from .person_group_person import PersonGroupPerson
from .person_group_person_face import PersonGroupPersonFace
from .person_group_training_result import PersonGroupTrainingResult
from .training_result import TrainingResult
from .user_defined_fields import UserDefinedFields
from .user_defined_fields_for_update import UserDefinedFieldsForUpdate

__all__ = (
    "AccessoryItem",
    "AddFaceFromUrlRequest",
    "AddFaceResult",
    "BlurProperties",
    "CreateCollectionRequest",
    "CreatePersonResult",
    "DetectFromUrlRequest",
    "ExposureProperties",
    "FaceAttributes",
    "FaceDetectionResult",
    "FaceError",
    "FaceErrorResponse",
    "FaceLandmarks",
    "FaceList",
    "FaceListFace",
    "FaceListItem",
    "FaceRectangle",
    "FaceUserData",
    "FacialHair",
    "FindSimilarFromFaceListRequest",
    "FindSimilarFromLargeFaceListRequest",
    "FindSimilarRequest",
    "FindSimilarResult",
    "HairColor",
    "HairProperties",
    "HeadPose",
    "KnownAccessoryType",
    "KnownBlurLevel",
    "KnownDetectionModel",
    "KnownExposureLevel",
    "KnownFindSimilarMatchMode",
    "KnownGlassesType",
    "KnownHairColorType",
    "KnownMaskType",
    "KnownNoiseLevel",
    "KnownOperationStatus",
    "KnownQualityForRecognition",
    "KnownRecognitionModel",
    "LandmarkCoordinate",
    "LargeFaceList",
    "LargeFaceListFace",
    "LargePersonGroup",
    "LargePersonGroupPerson",
    "LargePersonGroupPersonFace",
    "MaskProperties",
    "NoiseProperties",
    "OcclusionProperties",
    "PersonGroup",
    "PersonGroupPerson",
    "PersonGroupPersonFace",
    "PersonGroupTrainingResult",
    "TrainingResult",
    "UserDefinedFields",
    "UserDefinedFieldsForUpdate",
)
