"""Person groups and large person groups: whom a face belongs to, once they are trained."""

from azface.emulator.messages import Handler
from azface.emulator.operations.group_persons import GroupPersons
from azface.emulator.operations.training_operations import TrainingOperations


class PersonGroups(GroupPersons, TrainingOperations):
    """The operations on either kind of person groups."""

    def handlers(self) -> dict[str, Handler]:
        """The handler of each operation."""
        name = self.kind.name
        handlers: dict[str, Handler] = {
            f"Create{name}": self.create,
            f"Delete{name}": self.delete,
            f"Get{name}": self.get,
            f"Update{name}": self.update,
            f"Get{name}s": self.list_page,
            f"Get{name}TrainingStatus": self.training_status,
            f"Train{name}": self.train,
            f"Create{name}Person": self.create_person,
            f"Get{name}Persons": self.list_persons,
            f"Delete{name}Person": self.delete_person,
            f"Get{name}Person": self.get_person,
            f"Update{name}Person": self.update_person,
            f"Add{name}PersonFaceFromUrl": self.add_face,
            f"Add{name}PersonFace": self.add_face,
            f"Delete{name}PersonFace": self.delete_face,
            f"Get{name}PersonFace": self.get_face,
            f"Update{name}PersonFace": self.update_face,
        }
        return {f"PersonGroupOperations_{each}": found for each, found in handlers.items()}
