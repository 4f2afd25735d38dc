"""The liveness sessions: created, read and deleted; their attempts are scripted elsewhere.

The paths are those of v1.2. Those of the versions before it have other bodies and are not served.
"""

import asyncio
import hashlib
from collections.abc import Sequence

from azface.emulator.bodies import JSON_MEDIA_TYPE, OCTET_STREAM, parsed_object
from azface.emulator.errors import (
    ServiceError,
    bad_argument,
    not_found_at_gateway,
    unsupported_media_type,
)
from azface.emulator.ids import id_bytes, id_text
from azface.emulator.limits import SESSION_SECONDS
from azface.emulator.liveness.auth_tokens import auth_token
from azface.emulator.liveness.multipart import FORM_MEDIA_TYPE, read_form
from azface.emulator.liveness.settings import (
    SessionSettings,
    VerifySettings,
    form_content,
    session_settings,
    verify_settings,
)
from azface.emulator.messages import Answer, Call, Handler, json_answer
from azface.emulator.operations.face_attributes import attributes, rectangle
from azface.emulator.resource import Resource
from azface.emulator.storage import Attempt, Reference, Session
from azface.emulator.timestamps import TICKS_PER_SECOND

_QUALITY = "qualityForRecognition"


class LivenessSessions:
    """The operations of liveness sessions, with verification and without."""

    def __init__(self, resource: Resource) -> None:
        self._resource = resource

    def handlers(self) -> dict[str, Handler]:
        """The handler of each operation."""
        handlers: dict[str, Handler] = {
            "CreateLivenessSession": self.create,
            "CreateLivenessWithVerifySession": self.create_with_verify,
            "GetLivenessSessionResult": self.get,
            "GetLivenessWithVerifySessionResult": self.get_with_verify,
            "DeleteLivenessSession": self.delete,
            "DeleteLivenessWithVerifySession": self.delete_with_verify,
            "GetSessionImage": self.get_image,
        }
        return {f"LivenessSessionOperations_{name}": each for name, each in handlers.items()}

    async def create(self, call: Call) -> Answer:
        """CreateLivenessSession: 400 InvalidRequestBody, and what `session_settings` refuses."""
        if call.media_type != JSON_MEDIA_TYPE:
            raise unsupported_media_type(JSON_MEDIA_TYPE)
        content = parsed_object(call.body)
        if content is None:
            raise ServiceError(
                400, "InvalidRequestBody", "Request body is invalid: a JSON object is expected."
            )
        return self._created(session_settings(content), None)

    async def create_with_verify(self, call: Call) -> Answer:
        """CreateLivenessWithVerifySession: a form, with a picture of one face."""
        if call.media_type != FORM_MEDIA_TYPE:
            raise unsupported_media_type(FORM_MEDIA_TYPE)
        form = await asyncio.get_running_loop().run_in_executor(
            self._resource.workers, read_form, call.content_type, call.body
        )
        content = form_content(form.texts)
        settings, verification = session_settings(content), verify_settings(content)
        picture = form.files.get("verifyImage")
        if picture is None:
            raise bad_argument("verifyImage is missing: a part with a file name is expected.")
        return self._created(settings, await self._reference(picture, verification))

    async def get(self, call: Call) -> Answer:
        """GetLivenessSessionResult: 404 SessionNotFound."""
        return self._read(self._existing(call, with_verify=False))

    async def get_with_verify(self, call: Call) -> Answer:
        """GetLivenessWithVerifySessionResult: 404 SessionNotFound."""
        return self._read(self._existing(call, with_verify=True))

    async def delete(self, call: Call) -> Answer:
        """DeleteLivenessSession, with its pictures: 404 SessionNotFound."""
        return self._delete(self._existing(call, with_verify=False))

    async def delete_with_verify(self, call: Call) -> Answer:
        """DeleteLivenessWithVerifySession, with its pictures: 404 SessionNotFound."""
        return self._delete(self._existing(call, with_verify=True))

    async def get_image(self, call: Call) -> Answer:
        """GetSessionImage: the picture as it is; the gateway's 404 if there is none."""
        image_id = call.path["image"]
        data = self._resource.storage.sessions.image(image_id, self._resource.now())
        if data is None:
            raise not_found_at_gateway()
        return Answer(
            body=data,
            headers={
                "Content-Type": OCTET_STREAM,
                "Content-Disposition": f"attachment; filename={image_id}.jpg",
            },
        )

    async def _reference(self, picture: bytes, settings: VerifySettings) -> Reference:
        """The face on a verify image; whatever is wrong with the image is a BadArgument here."""
        try:
            seen = await self._resource.seen(picture)
        except ServiceError as error:
            raise bad_argument(f"verifyImage is invalid: {error.message}") from None
        if len(seen.faces) != 1:
            raise bad_argument(
                f"verifyImage is invalid: {'more than one' if seen.faces else 'no'} face is on it."
            )
        face = seen.faces[0]
        shown = {
            "referenceType": "Color",
            "faceRectangle": rectangle(face),
            **attributes(face, [_QUALITY]),
        }
        picture_hash = hashlib.sha256(picture).hexdigest().upper()
        return Reference(
            shown, face.key, picture_hash if settings.returns_hash else None, settings.threshold
        )

    def _created(self, settings: SessionSettings, reference: Reference | None) -> Answer:
        now = self._resource.now()
        session = self._resource.storage.sessions.add(
            settings.model_version,
            reference,
            keeps_images=settings.keeps_images,
            expires=now + SESSION_SECONDS * TICKS_PER_SECOND,
            now=now,
        )
        return json_answer(_shown(session, [], auth_token(session.id, now, settings.token_seconds)))

    def _existing(self, call: Call, *, with_verify: bool) -> Session:
        """The session that the path names, of the sort that the path is for."""
        session_id = id_bytes(call.path["session"])
        session = session_id and self._resource.storage.sessions.find(
            session_id, self._resource.now()
        )
        if not session or (session.reference is not None) != with_verify:
            raise ServiceError(404, "SessionNotFound", "Session is not found: unknown or expired.")
        return session

    def _read(self, session: Session) -> Answer:
        # The token is told once, when the session is made.
        return json_answer(
            _shown(session, self._resource.storage.sessions.attempts(session.key), token="")
        )

    def _delete(self, session: Session) -> Answer:
        self._resource.storage.sessions.delete(session.key)
        return Answer(204)


def _shown(session: Session, attempts: Sequence[Attempt], token: str) -> dict[str, object]:
    """A session as its JSON shows it, the latest attempt first, as in the service's how-to."""
    status = attempts[-1].status if attempts else "NotStarted"
    content: dict[str, object] = {
        "sessionId": id_text(session.id),
        "authToken": token,
        "status": status,
    }
    # Recorded: absent while an attempt runs.
    if status != "Running":
        content["modelVersion"] = session.model_version
    results: dict[str, object] = {}
    if session.reference is not None:
        results["verifyReferences"] = [session.reference.face]
    results["attempts"] = [
        {"attemptId": each.number, "attemptStatus": each.status, **each.content}
        for each in reversed(attempts)
    ]
    content["results"] = results
    return content
