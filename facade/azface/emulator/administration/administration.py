"""What is done with a whole emulator: begin with its seed, reset, keep its state, put it back."""

from contextlib import closing

import attrs

from azface.emulator.administration.snapshot import Snapshot
from azface.emulator.faults import Faults
from azface.emulator.ids import Ids
from azface.emulator.request_log import RequestLog
from azface.emulator.resource import Resource
from azface.emulator.seeds.seed import Seed
from azface.emulator.seeds.seeding import Seeding
from azface.emulator.tiers import Throttle
from azface.emulator.timestamps import ticks
from azface.emulator.training_duration import TrainingDuration
from azface.testing import VirtualClock


@attrs.frozen
class Administration:
    """A whole emulator. While it serves, for the server's thread only.

    Attributes:
        resource: The Face resource.
        ids: What makes its ids.
        clock: Its time.
        faults: What goes wrong on purpose.
        throttle: What keeps to the tier, if there is one.
        log: The requests received.
        seed: What it begins with.
        seeding: The same, ready to be put into the store.
        training: How long trainings take at first.
    """

    resource: Resource
    ids: Ids
    clock: VirtualClock
    faults: Faults
    throttle: Throttle | None
    log: RequestLog
    seed: Seed
    seeding: Seeding
    training: TrainingDuration

    def begin(self) -> None:
        """Goes on from the state's time, and fills the store if nothing was ever in it."""
        time = self.resource.storage.time
        if time is not None and self.clock.now() < time:
            self.clock.set(time)
        if self.resource.storage.untouched:
            self.seeding.fill(self.resource.storage, self.ids, self.resource.now())

    def end(self) -> None:
        """Keeps the time with the state, and closes the store."""
        with closing(self.resource.storage):
            self.resource.now()

    def reset(self) -> None:
        """Makes everything as it was when an emulator with this seed first started."""
        self.resource.stale.reset()
        self.resource.trainer.duration = self.training
        self.resource.pictures.clear()
        self.resource.pictures.update(self.seed.pictures)
        self.ids.reset()
        self.clock.reset()
        self.log.clear()
        if self.throttle is not None:
            self.throttle.reset()
        self.faults.reset()
        for planned in self.seed.faults:
            planned.inject(self.faults)
        if not self.seeding.kept:
            self.resource.storage.empty()
        self.seeding.fill(self.resource.storage, self.ids, ticks(self.clock.now()))
        self.resource.now()

    def snapshot(self) -> Snapshot:
        """The state at this moment."""
        return Snapshot(self.clock.now(), self.ids.key, self.resource.storage.save())

    def restore(self, snapshot: Snapshot) -> None:
        """Puts a state back, and its time too if the clock stands still or is behind it.

        What the tier has counted is forgotten, since it may lie in the future now.

        Raises:
            ValueError: If it is no snapshot of an emulator; then nothing is changed.
        """
        self.resource.storage.load(snapshot.state)
        self.resource.stale.reset()
        self.ids.key = snapshot.ids
        if not self.clock.running or self.clock.now() < snapshot.at:
            self.clock.set(snapshot.at)
        self.resource.now()
        if self.throttle is not None:
            self.throttle.reset()
