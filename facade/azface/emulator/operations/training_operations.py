"""Training a collection, and asking how far it is."""

import asyncio

from azface.emulator.ids import id_text
from azface.emulator.kinds import Kind
from azface.emulator.messages import Answer, Call, json_answer
from azface.emulator.operations.collection_operations import CollectionOperations
from azface.emulator.storage import Training
from azface.emulator.timestamps import timestamp


class TrainingOperations(CollectionOperations):
    """The operations on a kind of collection that is trained."""

    async def train(self, call: Call) -> Answer:
        """Train{Kind}: 202; the status is found at Operation-Location."""
        resource = self.resource
        # What takes long for a million faces comes first, while others are served.
        for _ in resource.storage.indexing(self.writable(call).key):
            await asyncio.sleep(0)
        collection = self.writable(call)
        previous = resource.storage.trainings.find(collection.key)
        training = resource.trainer.begin(
            collection.key,
            previous,
            resource.now(),
            faces=collection.face_count,
            boundary=resource.storage.faces.last(collection.key),
            fault=call.fault,
        )
        resource.storage.trainings.replace(collection.key, training)
        resource.stale.begin(collection.key, previous, call.fault)
        location = f"/face/{call.version}/{self.kind.path}/{collection.id}/training"
        return Answer(
            202,
            headers={
                "Operation-Location": f"{resource.endpoint}{location}",
                "Access-Control-Expose-Headers": "Operation-Location",
            },
        )

    async def training_status(self, call: Call) -> Answer:
        """Get{Kind}TrainingStatus: 200, or 404 {Kind}NotTrained."""
        collection = self.existing(call)
        training = self.resource.storage.trainings.find(collection.key)
        training = self.resource.stale.seen(collection.key, training)
        if training is None:
            raise self.resource.not_trained(self.kind, collection, 404)
        return json_answer(training_result(self.kind, training, self.resource.now()))


def training_result(kind: Kind, training: Training, now: int) -> dict[str, object]:
    """The TrainingResult that the service would show, with the members it would leave out."""
    ended = training.ended(now)
    failed = ended is not None and training.failure is not None
    success = training.latest_success(now)
    result: dict[str, object] = {
        "status": "running" if ended is None else "failed" if failed else "succeeded",
        "createdDateTime": timestamp(training.started),
        "lastActionDateTime": timestamp(training.started if ended is None else ended),
    }
    if success is not None:
        if kind.shows_training_id:
            result["lastSuccessfulTrainingId"] = id_text(success.id)
        result["lastSuccessfulTrainingDateTime"] = timestamp(success.ended)
    if failed:
        result["message"] = training.failure
    return result
