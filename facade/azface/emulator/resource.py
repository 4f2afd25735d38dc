"""What all families of operations share: the state of one emulated Face resource."""

import asyncio
from collections.abc import Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor

import attrs

from azface.emulator.errors import bad_argument, unsupported_media_type
from azface.emulator.images import Picture, picture_at, read_picture
from azface.emulator.limits import Limits
from azface.emulator.matching import FaceKey, Identities
from azface.emulator.messages import JSON_MEDIA_TYPE, OCTET_STREAM, Call
from azface.emulator.storage import Storage
from azface.emulator.timestamps import ticks
from azface.emulator.training import Trainer


@attrs.frozen
class Resource:
    """One Face resource: its state, its clock and its rules.

    Attributes:
        endpoint: The address that clients use, without a path.
        storage: The state.
        trainer: Starts trainings.
        identities: Who is whom.
        pictures: What a URL stands for.
        limits: Quotas.
        clock: Unix time in seconds.
        workers: Threads that decode pictures, so that the loop answers others meanwhile.
    """

    endpoint: str
    storage: Storage
    trainer: Trainer
    identities: Identities
    pictures: MutableMapping[str, bytes]
    limits: Limits
    clock: Callable[[], float]
    workers: ThreadPoolExecutor

    def now(self) -> int:
        """The present tick."""
        return ticks(self.clock())

    async def picture(self, call: Call) -> tuple[Picture, FaceKey]:
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
        return await asyncio.get_running_loop().run_in_executor(self.workers, self._read, data)

    def _read(self, data: bytes) -> tuple[Picture, FaceKey]:
        picture = read_picture(data, self.limits)
        return picture, self.identities.key(picture)
