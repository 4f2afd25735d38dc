"""Which face of a picture is meant."""

from azface.emulator.errors import bad_argument, invalid_image
from azface.emulator.pictures.reader import Face, Rectangle, SeenPicture


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
