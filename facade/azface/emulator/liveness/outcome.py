"""How an attempt of a liveness session goes: scripted, since there is no device and no person."""

import base64
import inspect
from collections.abc import Callable, Mapping
from typing import Any, Literal, Self, cast, get_args

import attrs

LivenessStatus = Literal["Running", "Succeeded", "Failed", "Canceled"]
LivenessDecision = Literal["realface", "spoofface", "uncertain"]


@attrs.frozen(kw_only=True)
class LivenessOutcome:
    """How an attempt of a liveness session goes; made by its named constructors.

    Attributes:
        status: The attempt's state, and with it the session's.
        decision: Whether the face is a living one; None unless the attempt succeeds.
        picture: The picture that the device took, if one is given.
        match_confidence: How sure it is that the face is that of the verify image, 0 to 1; None to
            compare the two pictures.
        code: Why the attempt failed; empty unless it does.
        message: The same in words.

    Example:
        >>> from azface.emulator import LivenessOutcome
        >>> LivenessOutcome.succeeded("spoofface").decision
        'spoofface'
        >>> content = {"outcome": "failed", "code": "NoFaceDetected", "message": "No face."}
        >>> LivenessOutcome.from_json(content).status
        'Failed'
    """

    status: LivenessStatus
    decision: LivenessDecision | None = None
    picture: bytes | None = attrs.field(default=None, repr=False)
    match_confidence: float | None = None
    code: str = ""
    message: str = ""

    def __attrs_post_init__(self) -> None:
        if self.status == "Succeeded" and self.decision not in get_args(LivenessDecision):
            known = ", ".join(get_args(LivenessDecision))
            raise ValueError(f"decision must be one of {known}, not {self.decision!r}")
        if self.picture is not None and not isinstance(cast("object", self.picture), bytes):
            raise ValueError("picture must be bytes")
        confidence = cast("object", self.match_confidence)
        if confidence is not None and not (
            isinstance(confidence, int | float)
            and not isinstance(confidence, bool)
            and 0 <= confidence <= 1
        ):
            raise ValueError(f"match_confidence must be from 0 to 1, not {confidence!r}")

    @classmethod
    def running(cls) -> Self:
        """The person has begun; how it ends is said by another outcome."""
        return cls(status="Running")

    @classmethod
    def succeeded(
        cls,
        decision: LivenessDecision = "realface",
        picture: bytes | None = None,
        match_confidence: float | None = None,
    ) -> Self:
        """The check came to a decision.

        Args:
            decision: Whether the face is a living one: "realface", "spoofface" or "uncertain".
            picture: The picture that the device took. A session that keeps pictures needs it, and
                so does one with verification unless `match_confidence` is given.
            match_confidence: In a session with verification, how sure it is that the face is that
                of the verify image, 0 to 1; None to compare the two pictures.

        Raises:
            ValueError: If an argument cannot be.
        """
        return cls(
            status="Succeeded",
            decision=decision,
            picture=picture,
            match_confidence=match_confidence,
        )

    @classmethod
    def failed(cls, code: str, message: str) -> Self:
        """The check came to no decision.

        Args:
            code: Why, as the service says it, such as "FaceWithMaskDetected".
            message: The same in words.

        Raises:
            ValueError: If an argument is no text, or `code` is empty.
        """
        for name, text in (("code", cast("object", code)), ("message", cast("object", message))):
            if not isinstance(text, str) or not _is_utf8(text):
                raise ValueError(f"{name} must be a text, not {text!r}")
        if not code:
            raise ValueError("code must not be empty")
        return cls(status="Failed", code=code, message=message)

    @classmethod
    def canceled(cls) -> Self:
        """The person gave up."""
        return cls(status="Canceled")

    @classmethod
    def from_json(cls, content: Mapping[str, object]) -> Self:
        """The outcome that JSON describes.

        Args:
            content: "outcome" with the name of a constructor, and its arguments by their names;
                `picture` in base64.

        Raises:
            ValueError: For an unknown outcome, an unknown or missing member, or a value that cannot
                be.
        """
        constructors: dict[str, Callable[..., Self]] = {
            "running": cls.running,
            "succeeded": cls.succeeded,
            "failed": cls.failed,
            "canceled": cls.canceled,
        }
        given: dict[str, Any] = dict(content)
        name = given.pop("outcome", None)
        constructor = constructors.get(name) if isinstance(name, str) else None
        if constructor is None:
            raise ValueError(f"outcome {name!r} is unknown; known are {', '.join(constructors)}")
        signature = inspect.signature(constructor)
        try:
            signature.bind(**given)
        except TypeError:
            known = ", ".join(signature.parameters) or "none"
            raise ValueError(
                f"outcome {name} has other members than {', '.join(given) or 'none'}; "
                f"known are: {known}"
            ) from None
        if given.get("picture") is not None:
            given["picture"] = _decoded(given["picture"])
        return constructor(**given)


def _decoded(picture: object) -> bytes:
    try:
        return base64.b64decode(cast("str", picture), validate=True)
    except (TypeError, ValueError):
        raise ValueError("picture must be base64") from None


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
