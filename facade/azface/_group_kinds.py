"""The two kinds of person groups: which operations each has, and what its id is called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from attrs import frozen

from azface._containers import ContainerKind
from azface._fields import Document
from azface._operation import Operation, person_group_operation
from azface.persons import LargePersonGroup, PersonGroup

G = TypeVar("G")


@frozen(kw_only=True)
class GroupKind(ContainerKind, Generic[G]):
    """The operations and the names of one kind of group.

    Attributes:
        read: Reads a group from an answer.
        group_id: The id of a group that was read.
    """

    get_face: Operation
    update_face: Operation
    create_person: Operation
    get_person: Operation
    list_persons: Operation
    update_person: Operation
    delete_person: Operation
    read: Callable[[Document, str | None], G]
    group_id: Callable[[G], str]

    @property
    def operations(self) -> tuple[Operation, ...]:
        """All of them but the two of the training."""
        return (
            self.create,
            self.get,
            self.list,
            self.update,
            self.delete,
            self.create_person,
            self.get_person,
            self.list_persons,
            self.update_person,
            self.delete_person,
            self.add_face,
            self.get_face,
            self.update_face,
            self.delete_face,
        )


LARGE = GroupKind(
    parameter="group_id",
    argument="large_person_group_id",
    create=person_group_operation("CreateLargePersonGroup"),
    get=person_group_operation("GetLargePersonGroup", root="object", effect="read"),
    list=person_group_operation("GetLargePersonGroups", root="array", effect="read"),
    update=person_group_operation("UpdateLargePersonGroup"),
    delete=person_group_operation("DeleteLargePersonGroup"),
    create_person=person_group_operation(
        "CreateLargePersonGroupPerson", root="object", effect="once"
    ),
    get_person=person_group_operation("GetLargePersonGroupPerson", root="object", effect="read"),
    list_persons=person_group_operation("GetLargePersonGroupPersons", root="array", effect="read"),
    update_person=person_group_operation("UpdateLargePersonGroupPerson"),
    delete_person=person_group_operation("DeleteLargePersonGroupPerson"),
    add_face=person_group_operation("AddLargePersonGroupPersonFace", root="object", effect="once"),
    get_face=person_group_operation("GetLargePersonGroupPersonFace", root="object", effect="read"),
    update_face=person_group_operation("UpdateLargePersonGroupPersonFace"),
    delete_face=person_group_operation("DeleteLargePersonGroupPersonFace"),
    read=LargePersonGroup.from_api,
    group_id=lambda group: group.large_person_group_id,
)
SMALL = GroupKind(
    parameter="group_id",
    argument="person_group_id",
    create=person_group_operation("CreatePersonGroup"),
    get=person_group_operation("GetPersonGroup", root="object", effect="read"),
    list=person_group_operation("GetPersonGroups", root="array", effect="read"),
    update=person_group_operation("UpdatePersonGroup"),
    delete=person_group_operation("DeletePersonGroup"),
    create_person=person_group_operation("CreatePersonGroupPerson", root="object", effect="once"),
    get_person=person_group_operation("GetPersonGroupPerson", root="object", effect="read"),
    list_persons=person_group_operation("GetPersonGroupPersons", root="array", effect="read"),
    update_person=person_group_operation("UpdatePersonGroupPerson"),
    delete_person=person_group_operation("DeletePersonGroupPerson"),
    add_face=person_group_operation("AddPersonGroupPersonFace", root="object", effect="once"),
    get_face=person_group_operation("GetPersonGroupPersonFace", root="object", effect="read"),
    update_face=person_group_operation("UpdatePersonGroupPersonFace"),
    delete_face=person_group_operation("DeletePersonGroupPersonFace"),
    read=PersonGroup.from_api,
    group_id=lambda group: group.person_group_id,
)

# Every operation here, for the test that holds them against the documents.
OPERATIONS: tuple[Operation, ...] = (*LARGE.operations, *SMALL.operations)
