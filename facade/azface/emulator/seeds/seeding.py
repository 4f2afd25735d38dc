"""A seed made ready once, its pictures decoded, and put into an empty store any number of times."""

import hashlib
from collections.abc import Iterator, Mapping
from itertools import repeat

import attrs

from azface.emulator.errors import ServiceError
from azface.emulator.ids import Ids
from azface.emulator.limits import Limits
from azface.emulator.pictures.chosen_face import chosen_face
from azface.emulator.pictures.identities import Identities
from azface.emulator.pictures.reader import PictureReader, SeededFace, SeenPicture
from azface.emulator.pictures.similarity import KEY_BYTES
from azface.emulator.seeds.collections import SeedCollection, SeedFace
from azface.emulator.seeds.quotas import check_quotas
from azface.emulator.seeds.seed import Seed
from azface.emulator.storage import NewFace, Storage, Training
from azface.emulator.training import Trainer
from azface.emulator.training_duration import TrainingDuration

# A face that is made up is nobody known, and like no other.
_NOBODY = bytes(8)
_RANDOM_BYTES = KEY_BYTES - len(_NOBODY)
# So many made-up faces at a time, since a million objects would take much memory.
_PORTION = 10_000
# Up to so many bytes the filled store is kept, to be filled anew in milliseconds.
_MAXIMUM_IMAGE = 16 * 1_024 * 1_024


@attrs.frozen
class _Ready:
    """A collection of a seed, and the faces on its pictures."""

    seed: SeedCollection
    faces: tuple[NewFace, ...]
    faces_of_persons: tuple[tuple[NewFace, ...], ...]


class Seeding:
    """A seed made ready for one emulator.

    Args:
        seed: The seed.
        limits: Quotas and sizes that it must keep to.

    Raises:
        ValueError: If a picture is unusable, or there is more of something than may be; the message
            names the place.

    Attributes:
        reader: Finds faces on pictures, as the seed says and as it is by default.
    """

    def __init__(self, seed: Seed, limits: Limits) -> None:
        identities = Identities(seed.identities, limits)
        self.reader = PictureReader(identities, _faces_by_picture(seed, limits), limits)
        self._seen: dict[bytes, SeenPicture] = {}
        check_quotas(seed, limits)
        self._collections = [self._ready(each) for each in seed.collections]
        self._keys: list[int] = []
        self._image: bytes | None = None

    @property
    def kept(self) -> bool:
        """Whether the filled store is kept, so that `fill` replaces whatever there is."""
        return self._image is not None

    def fill(self, storage: Storage, ids: Ids, now: int) -> None:
        """Puts the collections into an empty store: all of them or, on an error, none.

        A store of at most 16 MiB is kept, and put back the next time with the ids it got first.

        Args:
            storage: The store.
            ids: What makes the ids, and what made-up faces depend on.
            now: The present tick, at which trainings have just ended.
        """
        if not self._collections:
            return
        if self._image is not None:
            self._put_back(self._image, storage, ids, now)
            return
        with storage.filling():
            self._keys = [_filled(each, storage, ids, now) for each in self._collections]
        if storage.size <= _MAXIMUM_IMAGE:
            self._image = storage.save()
        for key, ready in zip(self._keys, self._collections, strict=True):
            if ready.seed.trained:
                # The first search is to be as fast as any other.
                storage.faces.index(key)

    def _put_back(self, image: bytes, storage: Storage, ids: Ids, now: int) -> None:
        storage.load(image)
        for key in self._keys:
            if trained := storage.trainings.find(key):
                # It ended when the store was filled.
                storage.trainings.replace(key, _training(key, trained.boundary, ids, now))

    def _ready(self, seed: SeedCollection) -> _Ready:
        return _Ready(
            seed,
            tuple(self._new_face(face) for face in seed.faces),
            tuple(tuple(self._new_face(face) for face in person.faces) for person in seed.persons),
        )

    def _new_face(self, face: SeedFace) -> NewFace:
        try:
            if face.picture not in self._seen:
                self._seen[face.picture] = self.reader.read(face.picture)
            chosen = chosen_face(self._seen[face.picture], face.target)
        except ServiceError as error:
            message = error.message.replace("targetFace", "target_face")
            raise ValueError(f"{face.place}: {message}") from None
        return NewFace(chosen.key, face.user_data)


def _faces_by_picture(seed: Seed, limits: Limits) -> Mapping[bytes, tuple[SeededFace, ...]]:
    """The faces that a seed says are on a picture, by the picture's SHA-256."""
    found: dict[bytes, tuple[SeededFace, ...]] = {}
    reader = PictureReader(Identities({}, limits), {}, limits)
    for source, faces in seed.faces:
        try:
            seen = reader.read(source.picture)
        except ServiceError as error:
            raise ValueError(f"{source.place}: {error.message}") from None
        for face in faces:
            box = face.rectangle
            if box and (box.left + box.width > seen.width or box.top + box.height > seen.height):
                raise ValueError(
                    f"{source.place}: {box} is not inside its {seen.width} x {seen.height} pixels"
                )
        digest = hashlib.sha256(source.picture).digest()
        if digest in found:
            raise ValueError(f"{source.place}: the faces on this picture are given already")
        found[digest] = faces
    return found


def _filled(ready: _Ready, storage: Storage, ids: Ids, now: int) -> int:
    """Adds a collection with all that it holds; gives its key."""
    seed = ready.seed
    key = storage.collections.create(
        seed.kind.name, seed.id, seed.name, seed.user_data, seed.recognition_model
    )
    persons = storage.persons.add_all(key, ((each.name, each.user_data) for each in seed.persons))
    storage.faces.add_all(key, ready.faces)
    for person, faces in zip(persons, ready.faces_of_persons, strict=True):
        storage.faces.add_all(key, (attrs.evolve(face, person=person.key) for face in faces))
    for start in range(0, seed.synthetic, _PORTION):
        size = min(_PORTION, seed.synthetic - start)
        people: list[int] | list[None] = [None] * size
        if seed.kind.of_persons:
            first = len(seed.persons) + start + 1
            names = ((f"Person {number}", None) for number in range(first, first + size))
            people = [person.key for person in storage.persons.add_all(key, names)]
        keys = _made_up(ids.make("made-up faces", f"{key} {start}"), size)
        storage.faces.add_all(key, map(NewFace, keys, repeat(None), people))
    if seed.trained:
        storage.trainings.replace(key, _training(key, storage.faces.latest, ids, now))
    return key


def _training(key: int, boundary: int, ids: Ids, now: int) -> Training:
    """A training that has just ended, of a collection whose last face has that number."""
    # How many faces it has does not matter to one that takes no time.
    return Trainer(TrainingDuration.instant(), ids).begin(
        key, None, now, faces=1, boundary=boundary, fault=None
    )


def _made_up(seed: bytes, count: int) -> Iterator[bytes]:
    """The keys of so many faces that look like nobody's; the same for a same seed."""
    stream = hashlib.shake_128(seed).digest(count * _RANDOM_BYTES)
    for at in range(0, len(stream), _RANDOM_BYTES):
        yield stream[at : at + _RANDOM_BYTES] + _NOBODY
