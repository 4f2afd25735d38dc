"""The persons of person groups and large person groups, and the faces of these persons."""

import asyncio
from collections.abc import Iterable

import attrs

from azface.emulator import arguments
from azface.emulator.errors import (
    persisted_face_not_found,
    person_not_found,
    quota_exceeded,
)
from azface.emulator.ids import id_bytes, id_text
from azface.emulator.limits import MAXIMUM_FACE_USER_DATA_LENGTH
from azface.emulator.messages import Answer, Call, json_answer
from azface.emulator.operations.added_faces import face_to_add, shown_face
from azface.emulator.operations.collection_operations import CollectionOperations
from azface.emulator.storage import Collection, Person, StoredFace

# A person may have 248 faces, so a full page of them is shown in portions.
_SHOWN_AT_ONCE = 50


class GroupPersons(CollectionOperations):
    """The operations on the persons of a group, whatever its kind."""

    async def create_person(self, call: Call) -> Answer:
        """Create{Kind}Person: 200 with its id, 403 QuotaExceeded."""
        content = call.json()
        name, user_data = arguments.required_name(content), arguments.user_data(content)
        group = self.writable(call)
        limits = self.resource.limits
        most = self.kind.most_persons(limits)
        if group.person_count >= most:
            raise quota_exceeded(f"At most {most} persons in one group.")
        most = self.kind.most_persons_in_all(limits)
        if self.resource.storage.collections.count_persons(self.kind.name) >= most:
            raise quota_exceeded(f"At most {most} persons in all groups of this kind.")
        person = self.resource.storage.persons.add(group.key, name, user_data)
        return json_answer({"personId": id_text(person.id)})

    async def list_persons(self, call: Call) -> Answer:
        """Get{Kind}Persons: in the order of their ids."""
        group = self.existing(call)
        start, top = arguments.page(call)
        # All is read before others are served, so that it is of one moment.
        persons = self.resource.storage.persons.page(group.key, start, top)
        faces = [self.resource.storage.faces.ids_of_person(person.key) for person in persons]
        shown: list[dict[str, object]] = []
        for person, face_ids in zip(persons, faces, strict=True):
            shown.append(_shown_person(person, face_ids))
            if len(shown) % _SHOWN_AT_ONCE == 0:
                await asyncio.sleep(0)
        return json_answer(shown)

    async def get_person(self, call: Call) -> Answer:
        """Get{Kind}Person."""
        person = self._existing_person(self.existing(call), call)
        return json_answer(
            _shown_person(person, self.resource.storage.faces.ids_of_person(person.key))
        )

    async def update_person(self, call: Call) -> Answer:
        """Update{Kind}Person: changes name, user data, or both."""
        name, user_data = arguments.name_and_user_data(call.json())
        person = self._existing_person(self.writable(call), call)
        self.resource.storage.persons.update(person.key, name, user_data)
        return Answer()

    async def delete_person(self, call: Call) -> Answer:
        """Delete{Kind}Person: with all its faces, which no search finds from here on."""
        group = self.writable(call)
        self.resource.storage.persons.delete(group.key, self._existing_person(group, call).key)
        return Answer()

    async def add_face(self, call: Call) -> Answer:
        """Add{Kind}PersonFace and Add{Kind}PersonFaceFromUrl."""
        self._with_room(call)
        face = await face_to_add(self.resource, call)
        # Others were served while the picture was decoded.
        group, person = self._with_room(call)
        face_id = self.resource.storage.faces.add(group.key, attrs.evolve(face, person=person.key))
        return json_answer({"persistedFaceId": id_text(face_id)})

    async def get_face(self, call: Call) -> Answer:
        """Get{Kind}PersonFace."""
        return json_answer(shown_face(self._existing_face(self.existing(call), call)))

    async def update_face(self, call: Call) -> Answer:
        """Update{Kind}PersonFace: changes its user data, if any is given."""
        user_data = arguments.text(call.json(), "userData", maximum=MAXIMUM_FACE_USER_DATA_LENGTH)
        group = self.writable(call)
        face = self._existing_face(group, call)
        if user_data is not None:
            self.resource.storage.faces.update(group.key, face.id, user_data)
        return Answer()

    async def delete_face(self, call: Call) -> Answer:
        """Delete{Kind}PersonFace."""
        group = self.writable(call)
        self.resource.storage.faces.delete(group.key, self._existing_face(group, call).id)
        return Answer()

    def _existing_person(self, group: Collection, call: Call) -> Person:
        """The person that the path names; 404 PersonNotFound."""
        person_id = id_bytes(call.path["person"])
        person = person_id and self.resource.storage.persons.find(group.key, person_id)
        if not person:
            raise person_not_found()
        return person

    def _existing_face(self, group: Collection, call: Call) -> StoredFace:
        """The face that the path names; 404 PersonNotFound or PersistedFaceNotFound."""
        person = self._existing_person(group, call)
        face_id = id_bytes(call.path["face"])
        face = face_id and self.resource.storage.faces.find(group.key, face_id, person.key)
        if not face:
            raise persisted_face_not_found()
        return face

    def _with_room(self, call: Call) -> tuple[Collection, Person]:
        group = self.writable(call)
        person = self._existing_person(group, call)
        most = self.resource.limits.faces_per_person
        if person.face_count >= most:
            raise quota_exceeded(f"At most {most} faces of one person.")
        return group, person


def _shown_person(person: Person, face_ids: Iterable[bytes]) -> dict[str, object]:
    """A person as its JSON shows it: user data never set is absent."""
    content: dict[str, object] = {"personId": id_text(person.id), "name": person.name}
    if person.user_data is not None:
        content["userData"] = person.user_data
    content["persistedFaceIds"] = [id_text(face_id) for face_id in face_ids]
    return content
