"""What the exit codes mean, which one an error gets, and which of several counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum
from types import MappingProxyType

from azface import (
    AzfaceError,
    ConfigurationError,
    FaceApiError,
    InvalidArgumentError,
    NotFoundError,
    NotTrainedError,
    RateLimitError,
    ResponseFormatError,
    ServerError,
    TrainingFailedError,
    TrainingTimeoutError,
    TransportError,
    WaitCancelledError,
)


class ExitCode(IntEnum):
    """How a command ended.

    74 and 75 are EX_IOERR and EX_TEMPFAIL of sysexits.h, 124 is what timeout(1) exits with, and 130
    what a shell tells of Ctrl-C; it stands for other signals, too, so that there is one code for
    "stopped, and told how to go on".
    """

    DONE = 0
    WRONG_USAGE = 2
    REFUSED = 3
    NOT_FOUND = 4
    API_ERROR = 5
    TRAINING_FAILED = 10
    NEVER_TRAINED = 11
    OUTPUT_LOST = 74
    TRY_LATER = 75
    TIMED_OUT = 124
    STOPPED = 130

    @property
    def label(self) -> str:
        """Its name in words, such as "not found"."""
        return self.name.lower().replace("_", " ")


WORST_FIRST: Mapping[ExitCode, str] = MappingProxyType(
    {
        ExitCode.STOPPED: "stopped (Ctrl-C, SIGTERM, SIGHUP, or a no); a training that was started "
        "goes on",
        ExitCode.WRONG_USAGE: "wrong usage, configuration or argument, or an unusable picture file",
        ExitCode.REFUSED: "refused: key, token, permission or quota (401, 403)",
        ExitCode.NOT_FOUND: "no such list or face",
        ExitCode.API_ERROR: "refused otherwise (a picture, a conflict), or a senseless answer",
        ExitCode.TRAINING_FAILED: "the training failed",
        ExitCode.NEVER_TRAINED: "the list was never trained",
        ExitCode.TIMED_OUT: "not over within --timeout; a training that was started goes on",
        ExitCode.TRY_LATER: "no answer, too many requests (429) or 5xx: try later",
        ExitCode.OUTPUT_LOST: "done, but stdout is full, or was not read to its end",
        ExitCode.DONE: "done",
    }
)
"""What each code means. Of several lists' codes the first in this order is the command's: what a
person must mend comes before what time may mend."""


def exit_code(error: AzfaceError) -> ExitCode:
    """The code for an error; what none of the kinds here fits is an error of the service."""
    match error:
        case TrainingFailedError():
            return ExitCode.TRAINING_FAILED
        case TrainingTimeoutError():
            return ExitCode.TIMED_OUT
        case WaitCancelledError():
            return ExitCode.STOPPED
        case NotTrainedError():
            return ExitCode.NEVER_TRAINED
        case NotFoundError():
            return ExitCode.NOT_FOUND
        case TransportError() | RateLimitError() | ServerError():
            return ExitCode.TRY_LATER
        case FaceApiError():  # a picture that the service refused is one, too
            return ExitCode.REFUSED if error.status_code in (401, 403) else ExitCode.API_ERROR
        case ResponseFormatError():
            return ExitCode.API_ERROR
        case ConfigurationError() | InvalidArgumentError():
            return ExitCode.WRONG_USAGE
        case _:
            return ExitCode.API_ERROR


def worst(codes: Iterable[ExitCode]) -> ExitCode:
    """The code that counts for several; `DONE` for none."""
    found = set(codes)
    return next((code for code in WORST_FIRST if code in found), ExitCode.DONE)
