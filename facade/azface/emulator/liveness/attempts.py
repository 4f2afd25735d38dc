"""The device's part of a liveness session: what its attempts come to, as a test scripts it."""

import hashlib

from azface.emulator.errors import ServiceError
from azface.emulator.ids import id_bytes
from azface.emulator.liveness.outcome import LivenessOutcome
from azface.emulator.operations.face_attributes import rectangle
from azface.emulator.pictures.reader import Face, PictureReader, SeenPicture
from azface.emulator.pictures.similarity import confidence
from azface.emulator.resource import Resource
from azface.emulator.storage import Attempt, Reference, Session

# Where a face is said to be of which there is no picture.
_SOMEWHERE = {"top": 160, "left": 120, "width": 240, "height": 320}


def taken_picture(reader: PictureReader, outcome: LivenessOutcome) -> SeenPicture | None:
    """The picture that the device took, if there is one. Decoding is not for the event loop.

    Raises:
        ValueError: If it is unusable, or shows no face.
    """
    if outcome.picture is None:
        return None
    try:
        seen = reader.read(outcome.picture)
    except ServiceError as error:
        raise ValueError(f"picture: {error.message}") from error
    if not seen.faces:
        raise ValueError("picture: no face is on it")
    return seen


def record_attempt(
    resource: Resource, session_id: str, outcome: LivenessOutcome, taken: SeenPicture | None
) -> None:
    """Ends the attempt of a session that runs, or adds one. For the server's thread only.

    Args:
        resource: The resource that has the session.
        session_id: The session.
        outcome: How the attempt goes.
        taken: What `taken_picture` gave.

    Raises:
        LookupError: If there is no such session.
        ValueError: If the outcome does not fit the session.
    """
    sessions = resource.storage.sessions
    known_id = id_bytes(session_id)
    session = known_id and sessions.find(known_id, resource.now())
    if not session:
        raise LookupError(f"No liveness session {session_id!r}: unknown, deleted or expired")
    attempts = sessions.attempts(session.key)
    running = bool(attempts) and attempts[-1].status == "Running"
    if running and outcome.status == "Running":
        raise ValueError(f"An attempt of session {session_id} runs already")
    number = len(attempts) + (0 if running else 1)
    if outcome.status == "Failed":
        error = {"code": outcome.code, "message": outcome.message, "targets": _targets(None)}
        sessions.put_attempt(session.key, Attempt(number, "Failed", {"error": error}), None)
    elif outcome.status == "Succeeded":
        _succeed(resource, session, number, outcome, taken)
    else:
        sessions.put_attempt(session.key, Attempt(number, outcome.status, {}), None)


def _succeed(
    resource: Resource,
    session: Session,
    number: int,
    outcome: LivenessOutcome,
    taken: SeenPicture | None,
) -> None:
    sessions = resource.storage.sessions
    face = None if taken is None else taken.faces[0]
    result: dict[str, object] = {
        "livenessDecision": outcome.decision,
        "targets": _targets(face),
        "digest": _digest(session, number, outcome.picture),
    }
    image: tuple[str, bytes] | None = None
    if session.keeps_images:
        if outcome.picture is None:
            raise ValueError("This session keeps pictures: the outcome needs a picture")
        image = sessions.image_id(session.key, number), outcome.picture
        result["sessionImageId"] = image[0]
    if session.reference is not None:
        result["verifyResult"] = _verdict(session.reference, face, outcome.match_confidence)
        if session.reference.picture_hash is not None:
            result["verifyImageHash"] = session.reference.picture_hash
    elif outcome.match_confidence is not None:
        raise ValueError("This session is without verification: it has no match_confidence")
    sessions.put_attempt(session.key, Attempt(number, "Succeeded", {"result": result}), image)


def _verdict(reference: Reference, face: Face | None, sure: float | None) -> dict[str, object]:
    if sure is None:
        if face is None:
            raise ValueError(
                "This session is with verification: the outcome needs a picture or match_confidence"
            )
        sure = confidence(face.key, reference.key)
    return {"matchConfidence": sure, "isIdentical": sure >= reference.threshold}


def _targets(face: Face | None) -> dict[str, object]:
    return {"color": {"faceRectangle": _SOMEWHERE if face is None else rectangle(face)}}


def _digest(session: Session, number: int, picture: bytes | None) -> str:
    """SHA-256 of the picture, else of the attempt, as the service writes a digest."""
    content = picture or session.id + number.to_bytes(4, "big")
    return hashlib.sha256(content).hexdigest().upper()
