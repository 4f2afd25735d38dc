"""Everything that azface raises.

    AzfaceError
      ConfigurationError (ValueError)
      InvalidArgumentError (ValueError)
        InvalidImageError
          ImageRefusedError (BadRequestError)
      TransportError
        RequestTimeoutError
      ResponseFormatError
      FaceApiError
        BadRequestError
        AuthenticationError
        PermissionDeniedError
          UnsupportedFeatureError
        QuotaExceededError
        NotFoundError
        NotTrainedError
        ConflictError
          AlreadyExistsError
          TrainingNotFinishedError
        RateLimitError
        ServerError
      TrainingError
        TrainingFailedError
        TrainingTimeoutError (TimeoutError)
        WaitCancelledError

The class is chosen by what the service means, from (HTTP status, `error.code`): one code comes with
two statuses (`LargeFaceListNotFound` is 404 from a list and 400 from find similar) and one status
with several codes. Sources: the error page (https://aka.ms/face-error-codes-and-messages) and
recorded traffic. Every error survives pickling and copying.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from azface.models import TrainingResult
    from azface.training import TrainingRun


def _rebuild(cls: type[AzfaceError], message: str, state: dict[str, Any]) -> AzfaceError:
    error = cls.__new__(cls, message)
    Exception.__init__(error, message)
    error.__dict__.update(state)
    return error


class AzfaceError(Exception):
    """Root of the tree: `except AzfaceError` catches whatever azface raises.

    Attributes:
        outcome_unknown: True when the service may have done what was asked although no good answer
            arrived, as after a lost answer to add-face: look before you send it again.
    """

    outcome_unknown: bool = False

    def __init__(self, message: str) -> None:
        super().__init__(message)

    @property
    def message(self) -> str:
        """The text of the error, one line."""
        return str(self.args[0])

    def __reduce__(self) -> tuple[Any, ...]:
        # The default calls cls(*args), which knows nothing of keyword-only fields.
        return _rebuild, (type(self), self.args[0], dict(self.__dict__))


class ConfigurationError(AzfaceError, ValueError):
    """The client is set up wrongly: endpoint, credential, version or an option."""


class InvalidArgumentError(AzfaceError, ValueError):
    """An argument of a call cannot be right; raised before any request."""


class InvalidImageError(InvalidArgumentError):
    """A picture that cannot be used: missing file, empty, too small, too big, stream exhausted."""


class TransportError(AzfaceError):
    """No answer came. Not an OSError, so that `except OSError` around a file does not eat it.

    Attributes:
        sent: False when the request surely never reached the service.
    """

    def __init__(self, message: str, *, sent: bool = True) -> None:
        super().__init__(message)
        self.sent = sent


class RequestTimeoutError(TransportError):
    """No answer came within the client's time-outs (not a TimeoutError, for the same reason)."""


class ResponseFormatError(AzfaceError):
    """An answer outside the contract: HTML, cut JSON, a wrong shape.

    Attributes:
        status_code: The HTTP status, or None when the answer could not be decoded at all.
        body: The bytes that came.
    """

    def __init__(self, message: str, *, status_code: int | None, body: bytes) -> None:
        super().__init__(message)
        self.status_code = status_code
        self.body = body


class FaceApiError(AzfaceError):
    """The service, or a gateway before it, answered with an error.

    Attributes:
        status_code: The HTTP status.
        code: The service's code as text (see `ErrorCode`), or None when the answer names none.
        request_id: The answer's `apim-request-id`, to quote in a support case.
        retry_after: Seconds the answer asks to wait, from a header or a 429's message, or None.
        body: The bytes that came.
    """

    def __init__(
        self,
        message: str,
        *,
        status_code: int,
        code: str | None = None,
        request_id: str | None = None,
        retry_after: float | None = None,
        body: bytes = b"",
    ) -> None:
        super().__init__(message)
        self.status_code = status_code
        self.code = code
        self.request_id = request_id
        self.retry_after = retry_after
        self.body = body


class BadRequestError(FaceApiError):
    """400, 408, 413 or 415: the service does not accept the request as it is."""


class ImageRefusedError(InvalidImageError, BadRequestError):
    """The service refused the picture: InvalidImage, InvalidImageSize, InvalidURL."""


class AuthenticationError(FaceApiError):
    """401: the endpoint does not accept the key or the token."""


class PermissionDeniedError(FaceApiError):
    """403: the credential is known, and may not do this."""


class UnsupportedFeatureError(PermissionDeniedError):
    """403 UnsupportedFeature: the resource is not approved for this feature of the service."""


class QuotaExceededError(FaceApiError):
    """403 QuotaExceeded: the list or the resource is full."""


class NotFoundError(FaceApiError):
    """What an id names does not exist: every `*NotFound` code, whether 404 or 400."""


class NotTrainedError(FaceApiError):
    """The list exists and was never trained: every `*NotTrained` code."""


class ConflictError(FaceApiError):
    """409: something else is happening to the same list."""


class AlreadyExistsError(ConflictError):
    """The id is taken: every `*Exists` code."""


class TrainingNotFinishedError(ConflictError):
    """A training is still running: every `*TrainingNotFinished` code."""


class RateLimitError(FaceApiError):
    """429: too many requests; `retry_after` says for how long, where the service told."""


class ServerError(FaceApiError):
    """5xx: the service or a gateway failed."""


class TrainingError(AzfaceError):
    """A training, or the waiting for it, did not end well.

    Attributes:
        list_id: Whose training it is.
        run: The `TrainingRun` that was waited for, or None when a bare id was.
        started: False when `train_and_wait` ended before it could start its own training, since an
            earlier one was running: train again, waiting is not enough.
    """

    def __init__(
        self,
        message: str,
        *,
        list_id: str,
        run: TrainingRun | None = None,
        started: bool = True,
    ) -> None:
        super().__init__(message)
        self.list_id = list_id
        self.run = run
        self.started = started


class TrainingFailedError(TrainingError):
    """The service says that the training failed.

    Attributes:
        result: The final status, with the service's message.
    """

    def __init__(
        self, message: str, *, list_id: str, result: TrainingResult, run: TrainingRun | None = None
    ) -> None:
        super().__init__(message, list_id=list_id, run=run)
        self.result = result


class TrainingTimeoutError(TrainingError, TimeoutError):
    """The deadline of the wait passed; a training that was started goes on.

    Attributes:
        last_result: The last status read, or None when none could be read.
        last_error: What the last poll failed with, or None when it succeeded.
        elapsed: Seconds waited.
        polls: Looks at the status, those that failed included.
    """

    def __init__(
        self,
        message: str,
        *,
        list_id: str,
        run: TrainingRun | None = None,
        last_result: TrainingResult | None = None,
        last_error: AzfaceError | None = None,
        elapsed: float = 0.0,
        polls: int = 0,
        started: bool = True,
    ) -> None:
        super().__init__(message, list_id=list_id, run=run, started=started)
        self.last_result = last_result
        self.last_error = last_error
        self.elapsed = elapsed
        self.polls = polls


class WaitCancelledError(TrainingError):
    """The caller's `cancel` was set; a training that was started goes on.

    Attributes:
        last_result: The last status read, or None when none was read.
    """

    def __init__(
        self,
        message: str,
        *,
        list_id: str,
        run: TrainingRun | None = None,
        last_result: TrainingResult | None = None,
        started: bool = True,
    ) -> None:
        super().__init__(message, list_id=list_id, run=run, started=started)
        self.last_result = last_result
