"""A face that is to be persisted, as a request gives it and as an answer shows it."""

from azface.emulator import arguments
from azface.emulator.ids import id_text
from azface.emulator.limits import DETECTION_MODELS, MAXIMUM_FACE_USER_DATA_LENGTH
from azface.emulator.messages import Call
from azface.emulator.pictures.chosen_face import chosen_face
from azface.emulator.pictures.reader import Rectangle
from azface.emulator.resource import Resource
from azface.emulator.storage import NewFace, StoredFace


async def face_to_add(resource: Resource, call: Call) -> NewFace:
    """The face that an Add...Face or Add...FaceFromUrl request means.

    Raises:
        ServiceError: 400 for a query, a URL or a picture that cannot be.
    """
    target = arguments.target_face(call)
    arguments.chosen(
        call.query.get("detectionModel"), "detectionModel", DETECTION_MODELS, "detection_01"
    )
    user_data = call.query.get("userData")
    if user_data is not None:
        arguments.checked_text(user_data, "userData", maximum=MAXIMUM_FACE_USER_DATA_LENGTH)
    picture = await resource.picture(call)
    return NewFace(
        chosen_face(picture, None if target is None else Rectangle(*target)).key, user_data
    )


def shown_face(face: StoredFace) -> dict[str, object]:
    """A persisted face as its JSON shows it."""
    content: dict[str, object] = {"persistedFaceId": id_text(face.id)}
    if face.user_data is not None:
        content["userData"] = face.user_data
    return content
