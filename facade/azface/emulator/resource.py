"""What all families of operations share: the state of one emulated Face resource."""

import asyncio
from collections.abc import Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Literal

import attrs

from azface.emulator.bodies import JSON_MEDIA_TYPE, OCTET_STREAM
from azface.emulator.errors import ServiceError, bad_argument, unsupported_media_type
from azface.emulator.kinds import Kind
from azface.emulator.limits import Limits
from azface.emulator.messages import Call
from azface.emulator.pictures.images import picture_at
from azface.emulator.pictures.reader import PictureReader, SeenPicture
from azface.emulator.storage import Collection, DetectedFace, Storage
from azface.emulator.timestamps import ticks
from azface.emulator.training import StaleReads, Trainer

SearchWhileTraining = Literal["refuse", "old_index"]


@attrs.frozen
class Resource:
    """One Face resource: its state, its clock and its rules.

    Attributes:
        endpoint: The address that clients use, without a path.
        storage: The state.
        trainer: Starts trainings.
        reader: Finds the faces on pictures.
        pictures: What a URL stands for.
        limits: Quotas.
        clock: Unix time in seconds.
        workers: Threads that decode pictures, so that the loop answers others meanwhile.
        search_while_training: What a search finds while its collection is trained.
        stale: Status reads that lag behind.
    """

    endpoint: str
    storage: Storage
    trainer: Trainer
    reader: PictureReader
    pictures: MutableMapping[str, bytes]
    limits: Limits
    clock: Callable[[], float]
    workers: ThreadPoolExecutor
    search_while_training: SearchWhileTraining = "refuse"
    stale: StaleReads = attrs.field(factory=StaleReads, init=False)

    def now(self) -> int:
        """The present tick, which the store keeps before anything is said of it."""
        seconds = self.clock()
        self.storage.keep_time(seconds)
        return ticks(seconds)

    async def picture(self, call: Call) -> SeenPicture:
        """The picture that a request carries or points to.

        Raises:
            ServiceError: 415, or 400 BadArgument, InvalidURL, InvalidImage or InvalidImageSize.
        """
        if call.media_type == OCTET_STREAM:
            data = call.body
        elif call.media_type == JSON_MEDIA_TYPE:
            url = call.json().get("url")
            if not isinstance(url, str) or not url:
                raise bad_argument("url is invalid: a URL is expected.")
            data = picture_at(url, self.pictures)
        else:
            raise unsupported_media_type(f"{JSON_MEDIA_TYPE} or {OCTET_STREAM}")
        return await self.seen(data)

    async def seen(self, data: bytes) -> SeenPicture:
        """A picture and the faces on it.

        Raises:
            ServiceError: 400 InvalidImage or InvalidImageSize.
        """
        return await asyncio.get_running_loop().run_in_executor(
            self.workers, self.reader.read, data
        )

    def collection(self, kind: Kind, collection_id: str, *, missing: int) -> Collection:
        """One collection.

        Args:
            kind: Its kind.
            collection_id: Its id.
            missing: The status if there is none: 404 from the collection's own operations, 400
                from those that only refer to it.

        Raises:
            ServiceError: {Kind}NotFound.
        """
        collection = self.storage.collections.find(kind.name, collection_id)
        if collection is None:
            raise ServiceError(
                missing, f"{kind.name}NotFound", f"{kind.id_name} '{collection_id}' is not found."
            )
        return collection

    def detected_face(self, face_id: bytes, *, missing: int) -> DetectedFace:
        """A face that detect has seen and that has not expired.

        Raises:
            ServiceError: FaceNotFound with the status `missing`: 400, or 404 from verify.
        """
        face = self.storage.detected_faces.find(face_id, self.now())
        if face is None:
            raise ServiceError(missing, "FaceNotFound", "Face is not found: unknown or expired.")
        return face

    def in_training(self, collection: Collection) -> bool:
        """Whether a training of the collection runs now."""
        training = self.storage.trainings.find(collection.key)
        return training is not None and training.running(self.now())

    async def index(self, kind: Kind, collection_id: str) -> None:
        """Brings the search index of a collection up to date, if there is one, others served.

        Only the first search after a start, or after a restore, finds much to do.
        """
        collection = self.storage.collections.find(kind.name, collection_id)
        if collection is not None:
            for _ in self.storage.indexing(collection.key):
                await asyncio.sleep(0)

    def searchable_faces(self, kind: Kind, collection: Collection) -> int:
        """The last face of a collection that a search may find, as a sequence number.

        Raises:
            ServiceError: 409 {Kind}TrainingNotFinished, 400 {Kind}NotTrained.
        """
        if not kind.trained:
            return self.storage.faces.last(collection.key)
        training = self.storage.trainings.find(collection.key)
        now = self.now()
        success = None if training is None else training.latest_success(now)
        refused = success is None or self.search_while_training == "refuse"
        if training is not None and training.running(now) and refused:
            raise self.training_not_finished(kind, collection)
        if success is None:
            raise self.not_trained(kind, collection, 400)
        return success.boundary

    def training_not_finished(self, kind: Kind, collection: Collection) -> ServiceError:
        """The refusal of whatever cannot be done while a training runs."""
        return ServiceError(
            409,
            f"{kind.name}TrainingNotFinished",
            f"{kind.id_name} '{collection.id}' is in training; try again when it has ended.",
        )

    def not_trained(self, kind: Kind, collection: Collection, status: int) -> ServiceError:
        """The refusal for want of a training: 404 for its status, 400 for a search."""
        return ServiceError(
            status,
            f"{kind.name}NotTrained",
            f"{kind.id_name} '{collection.id}' has not been trained.",
        )
