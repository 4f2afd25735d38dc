"""What can be done with a collection of any kind: create, get, list, update, delete."""

import asyncio

from azface.emulator import arguments
from azface.emulator.errors import ServiceError, quota_exceeded
from azface.emulator.kinds import Kind
from azface.emulator.limits import RECOGNITION_MODELS
from azface.emulator.messages import Answer, Call, json_answer
from azface.emulator.resource import Resource
from azface.emulator.storage import Collection


class CollectionOperations:
    """The operations on a kind of collection that every kind has."""

    def __init__(self, resource: Resource, kind: Kind) -> None:
        self.resource = resource
        self.kind = kind

    async def create(self, call: Call) -> Answer:
        """Create{Kind}: 200, 409 {Kind}Exists, 403 QuotaExceeded."""
        collection_id = arguments.checked_id(call.path["id"], self.kind.id_name)
        content = call.json()
        name, user_data = arguments.required_name(content), arguments.user_data(content)
        model = arguments.chosen(
            content.get("recognitionModel"),
            "recognitionModel",
            RECOGNITION_MODELS,
            RECOGNITION_MODELS[0],
        )
        collections = self.resource.storage.collections
        if collections.find(self.kind.name, collection_id) is not None:
            raise ServiceError(
                409,
                f"{self.kind.name}Exists",
                f"{self.kind.id_name} '{collection_id}' exists already.",
            )
        most = self.kind.most(self.resource.limits)
        if collections.count(self.kind.name) >= most:
            raise quota_exceeded(f"At most {most} collections of this kind.")
        collections.create(self.kind.name, collection_id, name, user_data, model)
        return Answer()

    async def get(self, call: Call) -> Answer:
        """Get{Kind}."""
        with_model = arguments.query_boolean(call, "returnRecognitionModel")
        return json_answer(self.shown(self.existing(call), with_model=with_model))

    async def list_page(self, call: Call) -> Answer:
        """Get{Kind}s: in the order of their ids."""
        start, top = arguments.page(call)
        with_model = arguments.query_boolean(call, "returnRecognitionModel")
        found = self.resource.storage.collections.page(self.kind.name, start, top)
        return json_answer([self.shown(each, with_model=with_model) for each in found])

    async def update(self, call: Call) -> Answer:
        """Update{Kind}: changes name, user data, or both."""
        name, user_data = arguments.name_and_user_data(call.json())
        self.resource.storage.collections.update(self.writable(call).key, name, user_data)
        return Answer()

    async def delete(self, call: Call) -> Answer:
        """Delete{Kind}: gone at once; what it held is swept away while others are served."""
        for _ in self.resource.storage.delete_collection(self.writable(call).key):
            await asyncio.sleep(0)
        return Answer()

    def existing(self, call: Call) -> Collection:
        """The collection that the path names.

        Raises:
            ServiceError: 400 for a malformed id, 404 {Kind}NotFound.
        """
        return self.resource.collection(
            self.kind, arguments.checked_id(call.path["id"], self.kind.id_name), missing=404
        )

    def writable(self, call: Call) -> Collection:
        """The collection that the path names, if it may be changed now: 409 while it is trained."""
        collection = self.existing(call)
        if self.resource.in_training(collection):
            raise self.resource.training_not_finished(self.kind, collection)
        return collection

    def shown(self, collection: Collection, *, with_model: bool) -> dict[str, object]:
        """A collection as its JSON shows it: what was never set is absent."""
        content: dict[str, object] = {"name": collection.name}
        if collection.user_data is not None:
            content["userData"] = collection.user_data
        if with_model:
            content["recognitionModel"] = collection.recognition_model
        content[self.kind.id_name] = collection.id
        return content
