"""The emulator as its users hold it."""

import os
import random
import secrets
import socket
import threading
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import Literal, Self, TypeVar

from azface import ApiVersion, AsyncFaceClient, FaceClient, RateLimit, RetryEvent, RetryPolicy
from azface.emulator.administration.administration import Administration
from azface.emulator.administration.control import Control
from azface.emulator.administration.snapshot import Snapshot
from azface.emulator.faults import Fault, Faults, InjectedFault
from azface.emulator.faults.injection import Times
from azface.emulator.handlers import handlers_of
from azface.emulator.http.server import ServerThread, address_of, bind
from azface.emulator.http.service import Service
from azface.emulator.ids import Ids
from azface.emulator.limits import Limits
from azface.emulator.liveness.attempts import record_attempt, taken_picture
from azface.emulator.liveness.outcome import LivenessOutcome
from azface.emulator.messages import ReceivedRequest
from azface.emulator.options import (
    checked_clock,
    checked_data,
    checked_duration,
    checked_fault,
    checked_key,
    checked_port,
    checked_search_while_training,
    endpoint_of,
    is_loopback,
)
from azface.emulator.request_log import RequestLog
from azface.emulator.resource import Resource, SearchWhileTraining
from azface.emulator.seeds.seed import SeedSource, seed_of
from azface.emulator.seeds.seeding import Seeding
from azface.emulator.storage import Storage
from azface.emulator.tiers import RATES, Throttle, Tier
from azface.emulator.training import Trainer
from azface.emulator.training_duration import TrainingDuration
from azface.testing import VirtualClock

Result = TypeVar("Result")

_DECODING_THREADS = 2
_NOT_RUNNING = "The emulator is not running: start() it, or use `with`"


class Emulator:
    """A local Azure AI Face service: real HTTP, the documented answers, no biometrics.

    It serves every operation of API v1.2 outside the person directory, for any API version; the
    rest answers 501 and names the operation. `azface.emulator.parity` tells what it does, and from
    where that is known. State is kept in memory, or in a file. Any number of emulators may run in
    one process, and none sees another.

    Args:
        host: Address to listen on. Anything but loopback draws a warning.
        port: Port to listen on; 0 takes a free one, at each start.
        key: The key that requests must carry, as `Ocp-Apim-Subscription-Key` or as a bearer token;
            a random one by default.
        data: File to keep the state in, with its time, which it goes on from; None keeps it in
            memory until the stop.
        seed: What it begins with: a .yaml, .yml or .json file, or a mapping of the same form, in
            which pictures may be bytes as well. Lists and groups of it are only made where there
            were never any, so a data file keeps what it has.
        training: How long trainings take; by default as the seed says, else as documented.
        clock: The time that trainings and detected faces age by: "running" is the machine's,
            "standing" begins in 2030 and moves only when it is advanced or a client that shares it
            sleeps; or a clock of yours, which shows Unix seconds. One that is behind the state in a
            data file is set to its time at the start.
        random_seed: What ids and the chances of faults depend on: with the same seed and a clock
            that stands still, the same calls, one after the other, get the same bodies. None for
            ids that nobody can foretell.
        search_while_training: What a search in a collection answers while it is trained: "refuse"
            (409, as the error page has it), or "old_index" (what the training before found, as
            another page has it).
        tier: A pricing tier to keep to: "F0" takes 20 calls a minute and "S0" 10 a second, the
            rest get 429, and its quotas are the limits; None for the seed's, or if it has none for
            those of "S0" at any speed.
        limits: Quotas and sizes; by default those of the tier.

    Raises:
        ValueError: If an argument cannot be, such as a key that no header can carry, or something
            in the seed; then the message names the place.

    Example:
        >>> from azface import FaceClient
        >>> from azface.emulator import Emulator
        >>> with Emulator() as emulator:
        ...     with FaceClient(emulator.endpoint, emulator.key) as face_client:
        ...         face_client.large_face_lists.create("staff", name="Staff")
        ...         names = [found.name for found in face_client.large_face_lists.list()]
        >>> names
        ['Staff']
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        key: str | None = None,
        data: str | os.PathLike[str] | None = None,
        seed: SeedSource | None = None,
        training: TrainingDuration | None = None,
        clock: VirtualClock | Literal["running", "standing"] = "running",
        random_seed: str | int | None = None,
        search_while_training: SearchWhileTraining = "refuse",
        tier: Tier | None = None,
        limits: Limits | None = None,
    ) -> None:
        if not is_loopback(host):
            warnings.warn(
                f"The emulator will listen on {host!r}, beyond this machine: whoever has the key "
                "can read and change its state from there, over plain HTTP",
                stacklevel=2,
            )
        self._key = secrets.token_hex(16) if key is None else checked_key(key)
        self._endpoint: str | None = None
        self._clock = checked_clock(clock)
        self._host = host
        self._port = checked_port(port)
        self._data = checked_data(data)
        if tier is not None and tier not in RATES:
            raise ValueError(f"tier must be one of {', '.join(RATES)}, not {tier!r}")
        self._seed = seed_of(seed)
        tier = tier or self._seed.tier
        if limits is None:
            limits = Limits.of_tier(tier or "S0")
        self._limits = limits
        self._seeding = Seeding(self._seed, limits)
        self._throttle = None if tier is None else Throttle(RATES[tier])
        # As a text, since ids do not tell 7 from "7" either.
        chances = None if random_seed is None else str(random_seed)
        self._faults = Faults(random.Random(chances))  # noqa: S311 - no secrets
        self._ids = Ids(random_seed)
        if training is None:
            training = self._seed.training or TrainingDuration()
        self._training = checked_duration(training)
        self._trainer = Trainer(self._training, self._ids)
        self._search_while_training: SearchWhileTraining = checked_search_while_training(
            search_while_training
        )
        self._log = RequestLog()
        self._stopped = threading.Event()
        # Reentrant, since a signal's handler may stop what its thread is just starting.
        self._starting_or_stopping = threading.RLock()
        self._server: ServerThread | None = None
        self._administration: Administration | None = None
        self._pictures = dict(self._seed.pictures)
        for planned in self._seed.faults:
            planned.inject(self._faults)

    def __repr__(self) -> str:
        return f"<Emulator {self._endpoint or 'not started'}>"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def endpoint(self) -> str:
        """The address to give to a client, such as `http://127.0.0.1:49152`.

        Raises:
            RuntimeError: If the emulator is not running.
        """
        if self._endpoint is None:
            raise RuntimeError(_NOT_RUNNING)
        return self._endpoint

    @property
    def key(self) -> str:
        """The key that requests must carry."""
        return self._key

    def client(
        self,
        *,
        api_version: ApiVersion = "v1.2",
        timeout: float = 30.0,
        connect_timeout: float = 5.0,
        retry: RetryPolicy = RetryPolicy(),
        rate_limit: RateLimit | None = None,
        on_retry: Callable[[RetryEvent], object] | None = None,
    ) -> FaceClient:
        """A client for this emulator that goes by its clock; the caller closes it.

        Args:
            api_version: As for `FaceClient`, like all that follows.
            timeout: Seconds for each write and read; by the machine's clock.
            connect_timeout: Seconds for each connect; by the machine's clock.
            retry: When to send again.
            rate_limit: How fast to send, such as that of the tier.
            on_retry: Called before each retry.

        Raises:
            RuntimeError: If the emulator is not running.

        Example:
            >>> from azface.emulator import Emulator, TrainingDuration
            >>> half_an_hour = TrainingDuration.fixed(1800)
            >>> seed = {"large_face_lists": {"staff": {"name": "Staff", "face_count": 5}}}
            >>> with Emulator(clock="standing", training=half_an_hour, seed=seed) as emulator:
            ...     with emulator.client() as face_client:
            ...         result = face_client.large_face_lists.train_and_wait("staff")
            >>> str(result.last_action_date_time - result.created_date_time)
            '0:30:00'
        """
        return FaceClient(
            self.endpoint,
            self._key,
            api_version=api_version,
            timeout=timeout,
            connect_timeout=connect_timeout,
            retry=retry,
            rate_limit=rate_limit,
            on_retry=on_retry,
            clock=self._clock,
            allow_http=True,
        )

    def async_client(
        self,
        *,
        api_version: ApiVersion = "v1.2",
        timeout: float = 30.0,
        connect_timeout: float = 5.0,
        retry: RetryPolicy = RetryPolicy(),
        rate_limit: RateLimit | None = None,
        on_retry: Callable[[RetryEvent], object] | None = None,
    ) -> AsyncFaceClient:
        """The same for asyncio and trio.

        Args:
            api_version: As for `AsyncFaceClient`, like all that follows.
            timeout: Seconds for each write and read; by the machine's clock.
            connect_timeout: Seconds for each connect; by the machine's clock.
            retry: When to send again.
            rate_limit: How fast to send, such as that of the tier.
            on_retry: Called before each retry.

        Raises:
            RuntimeError: If the emulator is not running.
        """
        return AsyncFaceClient(
            self.endpoint,
            self._key,
            api_version=api_version,
            timeout=timeout,
            connect_timeout=connect_timeout,
            retry=retry,
            rate_limit=rate_limit,
            on_retry=on_retry,
            clock=self._clock,
            allow_http=True,
        )

    @property
    def clock(self) -> VirtualClock:
        """The time here; share it with clients, advance it, let it stand still."""
        return self._clock

    @property
    def pictures(self) -> dict[str, bytes]:
        """What URLs stand for; may be changed at any time. Nothing is ever fetched."""
        return self._pictures

    @property
    def training(self) -> TrainingDuration:
        """How long trainings take that start from now on; may be replaced at any time."""
        return self._trainer.duration

    @training.setter
    def training(self, duration: TrainingDuration) -> None:
        self._trainer.duration = checked_duration(duration)

    @property
    def requests(self) -> list[ReceivedRequest]:
        """The requests received, oldest first; of many, the latest 10,000."""
        return self._log.all()

    def requests_of(self, operation: str) -> list[ReceivedRequest]:
        """The requests of one operation, oldest first.

        Args:
            operation: Its id, with its group or without, such as "TrainLargeFaceList".

        Raises:
            ValueError: If there is no such operation.
        """
        return self._log.of(operation)

    def clear_requests(self) -> None:
        """Forgets the requests received so far.

        Example:
            >>> from azface.emulator import Emulator
            >>> with Emulator() as emulator, emulator.client() as face_client:
            ...     _ = list(face_client.face_lists.list())
            ...     emulator.clear_requests()
            ...     emulator.requests
            []
        """
        self._log.clear()

    def inject(
        self,
        fault: Fault,
        *,
        operation: str | None = None,
        times: Times | None = None,
        probability: float = 1.0,
    ) -> InjectedFault:
        """Lets something go wrong on purpose.

        One fault hits a request at most: the oldest that is due. A request without the key, or
        beyond what the tier takes, is hit by none.

        Args:
            fault: What goes wrong.
            operation: Only requests of this operation id, such as "TrainLargeFaceList", are hit; by
                default all that the fault applies to.
            times: How many requests it hits, or "always"; by default one, if it is certain.
            probability: How likely it hits such a request, above 0 and at most 1; which ones
                depends on `random_seed`.

        Returns:
            What counts the hits, and can be removed.

        Raises:
            TypeError: If it is no fault.
            ValueError: If an argument cannot be.

        Example:
            >>> from azface import FaceClient, RateLimitError, RetryPolicy
            >>> from azface.emulator import Emulator, Fault
            >>> with Emulator() as emulator:
            ...     once = RetryPolicy(attempts=1)
            ...     with FaceClient(emulator.endpoint, emulator.key, retry=once) as face_client:
            ...         injected = emulator.inject(Fault.rate_limited(retry_after=21))
            ...         try:
            ...             face_client.face_lists.list()
            ...         except RateLimitError as error:
            ...             print(error.retry_after, injected.hits)
            21.0 1
        """
        return self._faults.inject(checked_fault(fault), operation, times, probability)

    def clear_faults(self) -> None:
        """Removes all faults that were injected."""
        self._faults.clear()

    def report_liveness(self, session_id: str, outcome: LivenessOutcome) -> None:
        """Plays the device of a liveness session: says how an attempt goes.

        It ends the attempt that runs; if none does, it adds one. A session has any number of them.

        Args:
            session_id: The session, with verification or without.
            outcome: How the attempt goes, such as `LivenessOutcome.succeeded("realface")`.

        Raises:
            LookupError: If there is no such session, or no longer.
            ValueError: If the outcome does not fit the session, or its picture is unusable.
            RuntimeError: If the emulator is not running.

        Example:
            >>> import httpx
            >>> from azface.emulator import Emulator, LivenessOutcome
            >>> settings = {"livenessOperationMode": "Passive", "deviceCorrelationId": "phone"}
            >>> with Emulator() as emulator:
            ...     sessions = f"{emulator.endpoint}/face/v1.2/detectLiveness-sessions"
            ...     key = {"Ocp-Apim-Subscription-Key": emulator.key}
            ...     session = httpx.post(sessions, json=settings, headers=key).json()["sessionId"]
            ...     emulator.report_liveness(session, LivenessOutcome.succeeded("spoofface"))
            ...     httpx.get(f"{sessions}/{session}", headers=key).json()["status"]
            'Succeeded'
        """
        taken = taken_picture(self._seeding.reader, outcome)
        self._administer(lambda whole: record_attempt(whole.resource, session_id, outcome, taken))

    def reset(self) -> None:
        """Makes everything as it was when it first started: for a test that is to begin anew.

        That is the state with its ids, which becomes the seed's, also in a data file; the clock,
        the training's length, the pictures behind URLs, the faults, the requests received, and what
        the tier has counted. No client needs to connect again. A seed that takes up to 16 MiB, some
        100,000 faces, is put back as it was, with the ids it had: with 1,000 faces in under 5 ms. A
        larger one is filled in again, which takes as long as at the start.

        Raises:
            RuntimeError: If the emulator is not running.

        Example:
            >>> from azface.emulator import Emulator
            >>> with Emulator(seed={"face_lists": {"staff": {}}}) as emulator:
            ...     with emulator.client() as face_client:
            ...         face_client.face_lists.create("guests", name="Guests")
            ...         emulator.reset()
            ...         [found.face_list_id for found in face_client.face_lists.list()]
            ['staff']
        """
        self._administer(Administration.reset)

    def snapshot(self) -> Snapshot:
        """What it holds at this moment, to come back to.

        Raises:
            RuntimeError: If the emulator is not running.

        Example:
            >>> from azface.emulator import Emulator
            >>> with Emulator() as emulator, emulator.client() as face_client:
            ...     empty = emulator.snapshot()
            ...     face_client.face_lists.create("staff", name="Staff")
            ...     emulator.restore(empty)
            ...     list(face_client.face_lists.list())
            []
        """
        return self._administer(Administration.snapshot)

    def restore(self, snapshot: Snapshot) -> None:
        """Puts back what this or another emulator held.

        If its clock stands still, it shows the snapshot's time again; if it runs and is behind that
        time, it is set to it. Ids go on as they did then, so the same calls, one after the other,
        get the same bodies. What was set up around the state stays as it is: faults, with their
        hits and where their chances are, pictures behind URLs, the training's length, the requests
        received.

        Args:
            snapshot: What to put back.

        Raises:
            ValueError: If it does not hold an emulator's state; then nothing is changed.
            RuntimeError: If the emulator is not running.

        Example:
            >>> from azface.emulator import Emulator
            >>> with Emulator(clock="standing") as emulator:
            ...     began = emulator.snapshot()
            ...     emulator.clock.advance(3600)
            ...     emulator.restore(began)
            ...     emulator.clock.now() == began.at
            True
        """
        self._administer(lambda whole: whole.restore(snapshot))

    def start(self) -> None:
        """Starts serving in a thread; returns when requests are taken.

        Raises:
            RuntimeError: If it is running already.
            DataFileError: If the data file is in use or is not an emulator's.
            OSError: If the address cannot be had, or the machine has no open file left for it.
        """
        with self._starting_or_stopping, ExitStack() as opened:
            if self._server is not None:
                raise RuntimeError("The emulator is running already")
            storage = Storage(self._data, self._ids)
            opened.callback(storage.close)
            bound = bind(self._host, self._port)
            opened.callback(bound.close)
            self._serve(storage, bound)
            opened.pop_all()

    def _serve(self, storage: Storage, bound: socket.socket) -> None:
        endpoint = endpoint_of(*address_of(bound))
        workers = ThreadPoolExecutor(_DECODING_THREADS, thread_name_prefix="azface-emulator")
        resource = Resource(
            endpoint=endpoint,
            storage=storage,
            trainer=self._trainer,
            reader=self._seeding.reader,
            pictures=self._pictures,
            limits=self._limits,
            clock=self._clock.now,
            workers=workers,
            search_while_training=self._search_while_training,
        )
        administration = Administration(
            resource=resource,
            ids=self._ids,
            clock=self._clock,
            faults=self._faults,
            throttle=self._throttle,
            log=self._log,
            seed=self._seed,
            seeding=self._seeding,
            training=self._training,
        )
        administration.begin()
        service = Service(
            handlers_of(resource),
            key=self._key,
            maximum_body_bytes=self._limits.maximum_body_bytes,
            clock=self._clock.now,
            ids=self._ids,
            faults=self._faults,
            throttle=self._throttle,
            received=self._log.add,
            control=Control(administration),
        )

        def closed() -> None:
            workers.shutdown(wait=False, cancel_futures=True)
            administration.end()

        server = ServerThread(service, bound, closed)
        server.start()
        self._stopped.clear()
        self._server = server
        self._administration = administration
        self._endpoint = endpoint

    def stop(self) -> None:
        """Stops serving and gives up the data file. Does nothing if it is not running.

        It may be called by several threads, and returns in each when the emulator has stopped.
        """
        with self._starting_or_stopping:
            server, self._server, self._endpoint = self._server, None, None
            if server is not None:
                server.stop()
            self._stopped.set()

    def _administer(self, function: Callable[[Administration], Result]) -> Result:
        """What a function makes of the whole emulator, in the server's thread."""
        server, administration = self._server, self._administration
        if server is None or administration is None:
            raise RuntimeError(_NOT_RUNNING)
        return server.call(lambda: function(administration))

    def run(self) -> None:
        """Serves in the foreground until Ctrl-C, or until `stop()` from another thread."""
        with suppress(KeyboardInterrupt), self:
            # A wait without an end would keep Windows from delivering Ctrl-C.
            while not self._stopped.wait(1.0):
                pass
