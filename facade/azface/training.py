"""What the waiting is made of: a started training, what was seen of it, and how it ended.

`TrainingRun` is the handle of one training. Waiting for it is fresh: a success or a failure of an
earlier training is never taken for this one's. All are frozen values without I/O.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias, cast, get_args

from attrs import evolve, field, frozen

from azface._settings import ApiVersion
from azface.errors import AzfaceError, InvalidArgumentError
from azface.models import OperationStatus, TrainingResult

Container: TypeAlias = Literal["large_face_list", "person_group", "large_person_group"]

_FORMAT = "azface.TrainingRun/1"
_LATER_FORMAT = re.compile(r"azface\.TrainingRun/(?:[2-9]|[1-9][0-9]{1,5})")
_CONTAINERS: tuple[object, ...] = get_args(Container)
_API_VERSIONS: tuple[str, ...] = get_args(ApiVersion)
_LIKE_AN_API_VERSION = re.compile(r"v[0-9]{1,3}\.[0-9]{1,3}(-preview(\.[0-9]{1,3})?)?")


@frozen(kw_only=True)
class TrainingRun:
    """One training that was started (operation TrainLargeFaceList answered 202), or joined.

    The same for large face lists, person groups and large person groups.

    Give it to `wait_for_training` or `watch_training`, in this process or (`to_json`) in another.

    Attributes:
        list_id: The id of the list or group that is trained.
        container: Which of the three that is.
        api_version: The API version that started it.
        before: The status just before the start, or None when it had never been trained.
        joined: True when someone else had started it already (`if_running="join"`).

    Example:
        >>> from azface import TrainingResult, TrainingRun
        >>> run = TrainingRun(list_id="staff", before=TrainingResult("succeeded"))
        >>> TrainingRun.from_json(run.to_json()) == run
        True
    """

    list_id: str
    container: Container = "large_face_list"
    api_version: ApiVersion = "v1.2"
    before: TrainingResult | None = None
    joined: bool = False

    def to_json(self) -> str:
        """This run as JSON, for another process; it holds no secret."""
        before = None if self.before is None else _as_document(self.before)
        return json.dumps(
            {
                "format": _FORMAT,
                "container": self.container,
                "listId": self.list_id,
                "apiVersion": self.api_version,
                "joined": self.joined,
                "before": before,
                "beforeAsSent": bool(self.before and self.before.raw),
            }
        )

    @classmethod
    def from_json(cls, text: str | bytes) -> TrainingRun:
        """Read what `to_json` wrote, with or without a byte order mark.

        Raises:
            InvalidArgumentError: It is something else, or of a later format, or was started with
                an API version that this release does not know.
        """
        try:
            bare = text.removeprefix("\ufeff") if isinstance(text, str) else text
            document: object = json.loads(bare)
            if not isinstance(document, dict):
                raise TypeError("no JSON object")
            fields = cast("Mapping[str, Any]", document)
            if fields.get("format") != _FORMAT:
                raise ValueError(_wrong_format(fields.get("format")))
            if fields["container"] not in _CONTAINERS or not isinstance(fields["joined"], bool):
                raise ValueError("its container or joined is unknown")
            if not isinstance(fields["listId"], str) or not isinstance(fields["apiVersion"], str):
                raise TypeError("its listId or apiVersion is no text")
            if fields["apiVersion"] not in _API_VERSIONS:
                raise ValueError(_wrong_api_version(fields["apiVersion"]))
            before = None
            if fields["before"] is not None:
                if not isinstance(fields["before"], dict):
                    raise TypeError("its before is no JSON object")
                before = TrainingResult.from_api(cast("Mapping[str, Any]", fields["before"]))
                if fields["beforeAsSent"] is not True:
                    # Made by hand: its times are in our spelling and to our six digits.
                    before = evolve(before, raw={})
            return cls(
                list_id=fields["listId"],
                container=fields["container"],
                api_version=cast("ApiVersion", fields["apiVersion"]),
                before=before,
                joined=fields["joined"],
            )
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise InvalidArgumentError(f"not a TrainingRun: {error}") from None
        except KeyError as error:
            raise InvalidArgumentError(f"not a TrainingRun: {error} is missing") from None


@frozen
class TrainingUpdate:
    """What one look at a training brought.

    Attributes:
        list_id: The id of the list or group that is waited for.
        result: The last status read, or None when none could be read yet.
        status: Its status. While `done` is False this may be the end of an earlier training.
        elapsed: Seconds waited.
        polls: Looks so far, those that failed included.
        next_poll_in: Seconds until the next look; None in the last update, when there is none.
        error: What this look failed with, or None.
        done: Whether the training waited for is over, well or not.
        expected: Seconds that the training is expected to take in all, or None: as the
            `PollSchedule` says, or as the training before took.
        run: The training waited for; None for a bare id, and until it is started. Keep its
            `to_json()`, and another process can go on waiting.
    """

    list_id: str
    result: TrainingResult | None
    elapsed: float
    polls: int
    next_poll_in: float | None
    error: AzfaceError | None = field(default=None, eq=False)
    done: bool = False
    expected: float | None = None
    run: TrainingRun | None = None

    @property
    def status(self) -> OperationStatus | str | None:
        """The status in `result`."""
        return None if self.result is None else self.result.status


@frozen
class TrainingOutcome:
    """How the wait for one of several trainings ended: well with a `result`, or with an `error`.

    Attributes:
        list_id: The id of the list or group.
        result: The status of the training that succeeded, or None.
        error: What `wait_for_training` would have raised, or None: an AzfaceError, or whatever your
            own credential or `on_retry` raised.

    Example:
        >>> from azface import TrainingOutcome, TrainingResult
        >>> TrainingOutcome("staff", TrainingResult("succeeded")).succeeded
        True
    """

    list_id: str
    result: TrainingResult | None = None
    error: Exception | None = field(default=None, eq=False)

    @property
    def succeeded(self) -> bool:
        """Whether the training succeeded."""
        return self.error is None


# What is wrong may be a secret, so it is shown only where it looks like what is right.


def _wrong_format(found: object) -> str:
    if isinstance(found, str) and _LATER_FORMAT.fullmatch(found):
        return (
            f"its format is {found!r}, which a later version of azface wrote; this one reads "
            f"{_FORMAT!r}"
        )
    return f"its format is not {_FORMAT!r}"


def _wrong_api_version(found: str) -> str:
    known = ", ".join(_API_VERSIONS)
    if _LIKE_AN_API_VERSION.fullmatch(found):
        return (
            f"its apiVersion is {found!r}, and this version of azface knows {known}: a later one "
            "may have started it"
        )
    return f"its apiVersion is none of {known}"


def _as_document(result: TrainingResult) -> Mapping[str, Any]:
    if result.raw:
        return result.raw
    dates = {
        "createdDateTime": result.created_date_time,
        "lastActionDateTime": result.last_action_date_time,
        "lastSuccessfulTrainingDateTime": result.last_successful_training_date_time,
    }
    return {
        "status": str(result.status),
        "message": result.message,
        "lastSuccessfulTrainingId": result.last_successful_training_id,
        **{name: moment and moment.isoformat() for name, moment in dates.items()},
    }
