"""The four kinds of collections, and in what they differ."""

import attrs

from azface.emulator.limits import Limits


@attrs.frozen
class Kind:
    """A kind of collection.

    Attributes:
        name: As error codes and operation ids spell it, such as "LargeFaceList".
        path: As paths spell it, such as "largefacelists".
        id_name: As members and messages spell its id, such as "largeFaceListId".
        shows_training_id: Whether its training status tells the id of the latest success.
    """

    name: str
    path: str
    id_name: str
    shows_training_id: bool = False

    @property
    def trained(self) -> bool:
        """Whether it must be trained before it can be searched."""
        return self is not FACE_LIST

    @property
    def of_persons(self) -> bool:
        """Whether its faces belong to persons."""
        return self in (PERSON_GROUP, LARGE_PERSON_GROUP)

    def most(self, limits: Limits) -> int:
        """How many collections of this kind a resource may hold."""
        return {
            FACE_LIST: limits.face_lists,
            LARGE_FACE_LIST: limits.large_face_lists,
            PERSON_GROUP: limits.person_groups,
            LARGE_PERSON_GROUP: limits.large_person_groups,
        }[self]

    def most_persons(self, limits: Limits) -> int:
        """How many persons one group of this kind may hold."""
        if self is PERSON_GROUP:
            return limits.persons_per_person_group
        return limits.persons_per_large_person_group

    def most_persons_in_all(self, limits: Limits) -> int:
        """How many persons all groups of this kind together may hold."""
        if self is PERSON_GROUP:
            return limits.persons_in_person_groups
        return limits.persons_in_large_person_groups


FACE_LIST = Kind("FaceList", "facelists", "faceListId")
LARGE_FACE_LIST = Kind("LargeFaceList", "largefacelists", "largeFaceListId")
PERSON_GROUP = Kind("PersonGroup", "persongroups", "personGroupId", shows_training_id=True)
LARGE_PERSON_GROUP = Kind("LargePersonGroup", "largepersongroups", "largePersonGroupId")
KINDS = (FACE_LIST, LARGE_FACE_LIST, PERSON_GROUP, LARGE_PERSON_GROUP)
