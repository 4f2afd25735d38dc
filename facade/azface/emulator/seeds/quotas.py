"""The quotas of a resource, as a seed must keep to them."""

from azface.emulator.kinds import FACE_LIST, KINDS, LARGE_FACE_LIST
from azface.emulator.limits import Limits
from azface.emulator.seeds.collections import SeedCollection
from azface.emulator.seeds.seed import Seed


def check_quotas(seed: Seed, limits: Limits) -> None:
    """Checks that a seed keeps to the quotas.

    Raises:
        ValueError: If there is more of something than may be; the message names the place.
    """
    for kind in KINDS:
        collections = [each for each in seed.collections if each.kind is kind]
        if len(collections) > kind.most(limits):
            raise ValueError(
                f"{collections[-1].place}: at most {kind.most(limits)} collections of this kind"
            )
        most_in_all = kind.most_persons_in_all(limits)
        persons = 0
        for each in collections:
            _check_size(each, limits)
            persons += len(each.persons) + each.synthetic
            if kind.of_persons and persons > most_in_all:
                raise ValueError(
                    f"{each.place}: at most {most_in_all} persons in all groups of this kind"
                )


def _check_size(collection: SeedCollection, limits: Limits) -> None:
    most_faces = {
        FACE_LIST: limits.faces_per_face_list,
        LARGE_FACE_LIST: limits.faces_per_large_face_list,
    }.get(collection.kind)
    if most_faces is not None:
        if len(collection.faces) + collection.synthetic > most_faces:
            raise ValueError(f"{collection.place}: at most {most_faces} faces")
        return
    most_persons = collection.kind.most_persons(limits)
    if len(collection.persons) + collection.synthetic > most_persons:
        raise ValueError(f"{collection.place}: at most {most_persons} persons in one group")
    for person in collection.persons:
        if len(person.faces) > limits.faces_per_person:
            raise ValueError(f"{person.place}: at most {limits.faces_per_person} faces of a person")
