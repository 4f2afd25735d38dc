"""A face that is to be persisted: read from the request, and chosen among those on the picture."""

from azface.emulator import arguments
from azface.emulator.errors import bad_argument, invalid_image
from azface.emulator.ids import id_text
from azface.emulator.limits import DETECTION_MODELS, MAXIMUM_FACE_USER_DATA_LENGTH
from azface.emulator.messages import Call
from azface.emulator.pictures import Face, Rectangle, SeenPicture
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


def chosen_face(picture: SeenPicture, wanted: Rectangle | None) -> Face:
    """The only face; of several, the one that a wanted rectangle shares most with.

    Raises:
        ServiceError: 400 InvalidImage or BadArgument if none is meant.
    """
    if not picture.faces:
        raise invalid_image("No face detected in the image.")
    only = picture.faces[0] if len(picture.faces) == 1 else None
    if wanted is None:
        if only is None:
            raise invalid_image("More than 1 face in the image; targetFace says which is meant.")
        return only
    if wanted.left + wanted.width > picture.width or wanted.top + wanted.height > picture.height:
        raise bad_argument("targetFace is invalid: it is no rectangle inside the image.")
    if only is not None:
        return only
    face = max(picture.faces, key=lambda each: wanted.common_area(each.rectangle))
    if not wanted.common_area(face.rectangle):
        raise invalid_image("No face detected in the targetFace.")
    return face
