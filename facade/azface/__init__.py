"""azface: a Python SDK for the Azure AI Face REST API.

Its heart is one question: is the large face list trained yet?

- Clients: `FaceClient`, `AsyncFaceClient`; credentials `ApiKey`, `EntraId`, `Anonymous`, or a
  `Credential` of your own; options `RetryPolicy`, `RetryEvent`, `RateLimit`, `Clock`.
- Lists: `LargeFaceLists` and `FaceLists` with their async twins, as `client.large_face_lists` and
  `client.face_lists`; listings are a `Pager` of `Page`s.
- Persons: `LargePersonGroups` and `PersonGroups` with their async twins, as
  `client.large_person_groups` and `client.person_groups`; a `Person` has faces.
- Training, of all three alike: `LargeFaceLists.train_and_wait`, `LargeFaceLists.train`,
  `Trainable.wait_for_training`, `Trainable.watch_training`; `TrainingRun`, `PollSchedule`,
  `TrainingUpdate`, `TrainingResult`. Many at once: `LargeFaceLists.train_and_wait_all`,
  `Trainable.wait_for_trainings`, `Trainable.as_completed`; `TrainingOutcome`.
- Faces: `FaceClient.detect` gives `DetectedFace`s, `LargeFaceLists.find_similar` finds
  `SimilarFace`s.
- Errors: all are `AzfaceError`.
    - Before any request: `ConfigurationError`, `InvalidArgumentError`, `InvalidImageError`.
    - No answer, or one outside the contract: `TransportError`, `RequestTimeoutError`,
      `ResponseFormatError`.
    - The service says no, `FaceApiError`: `NotFoundError`, `NotTrainedError`, `AlreadyExistsError`,
      `TrainingNotFinishedError`, `ConflictError`, `RateLimitError`, `QuotaExceededError`,
      `AuthenticationError`, `PermissionDeniedError`, `UnsupportedFeatureError`,
      `ImageRefusedError`, `BadRequestError`, `ServerError`.
    - The training, `TrainingError`: `TrainingFailedError`, `TrainingTimeoutError`,
      `WaitCancelledError`.

Beside it: `azface.emulator`, a local Face service, and `azface.testing`, a clock that does not wait
and cassettes to replay.
"""

from azface._face_lists import MatchMode
from azface._pages import AsyncPager, Page, Pager
from azface._settings import ApiVersion
from azface._version import __version__
from azface._waiting import IfRunning
from azface.auth import AccessToken, Anonymous, ApiKey, Credential, EntraId, TokenCredential
from azface.client import AsyncFaceClient, FaceClient
from azface.clock import Clock, SystemClock
from azface.detected_face import (
    DetectedFace,
    FaceLandmarks,
    FaceRectangle,
    LandmarkCoordinate,
)
from azface.error_codes import ErrorCode
from azface.errors import (
    AlreadyExistsError,
    AuthenticationError,
    AzfaceError,
    BadRequestError,
    ConfigurationError,
    ConflictError,
    FaceApiError,
    ImageRefusedError,
    InvalidArgumentError,
    InvalidImageError,
    NotFoundError,
    NotTrainedError,
    PermissionDeniedError,
    QuotaExceededError,
    RateLimitError,
    RequestTimeoutError,
    ResponseFormatError,
    ServerError,
    TrainingError,
    TrainingFailedError,
    TrainingNotFinishedError,
    TrainingTimeoutError,
    TransportError,
    UnsupportedFeatureError,
    WaitCancelledError,
)
from azface.face_attributes import (
    AccessoryItem,
    BlurProperties,
    ExposureProperties,
    FaceAttributes,
    FacialHair,
    HairColor,
    HairProperties,
    HeadPose,
    MaskProperties,
    NoiseProperties,
    OcclusionProperties,
)
from azface.images import ImageSource
from azface.models import (
    FaceList,
    FaceListItem,
    LargeFaceList,
    OperationStatus,
    PersistedFace,
    SimilarFace,
    TrainingResult,
)
from azface.persons import LargePersonGroup, Person, PersonGroup
from azface.poll_schedule import PollSchedule
from azface.rate_limit import RateLimit
from azface.resources.face_lists import AsyncFaceLists, FaceLists
from azface.resources.large_face_lists import AsyncLargeFaceLists, LargeFaceLists
from azface.resources.large_person_groups import AsyncLargePersonGroups, LargePersonGroups
from azface.resources.person_groups import AsyncPersonGroups, PersonGroups
from azface.resources.trainable import AsyncTrainable, Trainable
from azface.retry import RetryEvent, RetryPolicy
from azface.training import TrainingOutcome, TrainingRun, TrainingUpdate

__all__ = [
    "AccessToken",
    "AccessoryItem",
    "AlreadyExistsError",
    "Anonymous",
    "ApiKey",
    "ApiVersion",
    "AsyncFaceClient",
    "AsyncFaceLists",
    "AsyncLargeFaceLists",
    "AsyncLargePersonGroups",
    "AsyncPager",
    "AsyncPersonGroups",
    "AsyncTrainable",
    "AuthenticationError",
    "AzfaceError",
    "BadRequestError",
    "BlurProperties",
    "Clock",
    "ConfigurationError",
    "ConflictError",
    "Credential",
    "DetectedFace",
    "EntraId",
    "ErrorCode",
    "ExposureProperties",
    "FaceApiError",
    "FaceAttributes",
    "FaceClient",
    "FaceLandmarks",
    "FaceList",
    "FaceListItem",
    "FaceLists",
    "FaceRectangle",
    "FacialHair",
    "HairColor",
    "HairProperties",
    "HeadPose",
    "IfRunning",
    "ImageRefusedError",
    "ImageSource",
    "InvalidArgumentError",
    "InvalidImageError",
    "LandmarkCoordinate",
    "LargeFaceList",
    "LargeFaceLists",
    "LargePersonGroup",
    "LargePersonGroups",
    "MaskProperties",
    "MatchMode",
    "NoiseProperties",
    "NotFoundError",
    "NotTrainedError",
    "OcclusionProperties",
    "OperationStatus",
    "Page",
    "Pager",
    "PermissionDeniedError",
    "PersistedFace",
    "Person",
    "PersonGroup",
    "PersonGroups",
    "PollSchedule",
    "QuotaExceededError",
    "RateLimit",
    "RateLimitError",
    "RequestTimeoutError",
    "ResponseFormatError",
    "RetryEvent",
    "RetryPolicy",
    "ServerError",
    "SimilarFace",
    "SystemClock",
    "TokenCredential",
    "Trainable",
    "TrainingError",
    "TrainingFailedError",
    "TrainingNotFinishedError",
    "TrainingOutcome",
    "TrainingResult",
    "TrainingRun",
    "TrainingTimeoutError",
    "TrainingUpdate",
    "TransportError",
    "UnsupportedFeatureError",
    "WaitCancelledError",
    "__version__",
]
