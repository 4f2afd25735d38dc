"""The emulator as its users hold it."""

import ipaddress
import os
import re
import secrets
import threading
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from types import TracebackType
from typing import Self

from azface.emulator.limits import Limits
from azface.emulator.matching import Identities
from azface.emulator.messages import ReceivedRequest
from azface.emulator.resource import Resource
from azface.emulator.scripted import ScriptedAnswers
from azface.emulator.server import ServerThread, address_of, bind
from azface.emulator.service import Service
from azface.emulator.storage import Storage
from azface.emulator.training import Trainer, TrainingBehaviour

_KEY = re.compile(r"[!-~]+")
_REMEMBERED_REQUESTS = 10_000
_DECODING_THREADS = 2


class Emulator:
    """A local Azure AI Face service: real HTTP, the documented answers, no biometrics.

    It serves the operations on face lists and large face lists, detect and find similar, for any
    API version; every other operation answers 501. State is kept in memory, or in a file. Any
    number of emulators may run in one process.

    Args:
        host: Address to listen on. Anything but loopback draws a warning.
        port: Port to listen on; 0 takes a free one, at each start.
        key: The key that requests must carry, as `Ocp-Apim-Subscription-Key` or as a bearer token;
            a random one by default.
        data: File to keep the state in; None keeps it in memory until the stop.
        training: How long trainings take and how they end.
        identities: For each name the pictures that show this person, as bytes or as paths. Faces of
            one name match each other, faces of two names never do; any other picture matches
            itself, also encoded again or resized.
        pictures: What URLs stand for. Nothing is ever fetched.
        limits: Quotas and sizes.
        now: The clock, in Unix seconds: trainings and detected faces age by it.

    Raises:
        ValueError: If the key cannot be sent as a header, the port is none, or a picture of
            `identities` is unusable.

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
        training: TrainingBehaviour = TrainingBehaviour(),  # noqa: B008 - a frozen value
        identities: Mapping[str, Iterable[bytes | os.PathLike[str]]] | None = None,
        pictures: Mapping[str, bytes] | None = None,
        limits: Limits = Limits(),  # noqa: B008 - a frozen value
        now: Callable[[], float] = time.time,
    ) -> None:
        if not _is_loopback(host):
            warnings.warn(
                f"The emulator will listen on {host!r}, beyond this machine: whoever has the key "
                "can read and change its state from there, over plain HTTP",
                stacklevel=2,
            )
        if key is not None and _KEY.fullmatch(key) is None:
            raise ValueError("key must be visible ASCII characters without spaces")
        if not 0 <= port <= 65535:
            raise ValueError(f"port must be from 0 to 65535, not {port}")
        self._host = host
        self._port = port
        self._key = secrets.token_hex(16) if key is None else key
        self._data = data
        self._trainer = Trainer(training)
        self._identities = Identities(identities or {}, limits)
        self._limits = limits
        self._now = now
        self._scripted = ScriptedAnswers()
        self._requests: deque[ReceivedRequest] = deque(maxlen=_REMEMBERED_REQUESTS)
        self._requests_lock = threading.Lock()
        self._stopped = threading.Event()
        self._endpoint: str | None = None
        self._server: ServerThread | None = None
        self.pictures: dict[str, bytes] = dict(pictures or {})
        """What URLs stand for; may be changed at any time."""

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
            raise RuntimeError("The emulator is not running: start() it, or use `with`")
        return self._endpoint

    @property
    def key(self) -> str:
        """The key that requests must carry."""
        return self._key

    @property
    def training(self) -> TrainingBehaviour:
        """How trainings that start from now on behave; may be replaced at any time."""
        return self._trainer.behaviour

    @training.setter
    def training(self, behaviour: TrainingBehaviour) -> None:
        self._trainer.behaviour = behaviour

    @property
    def requests(self) -> list[ReceivedRequest]:
        """The requests received, oldest first; of many, the latest 10,000."""
        with self._requests_lock:
            return list(self._requests)

    def fail_next_training(self, message: str) -> None:
        """Lets the next training that starts end in failure.

        Args:
            message: The message of the failed TrainingResult.
        """
        self._trainer.fail_next(message)

    def respond_next(
        self,
        status: int,
        *,
        body: bytes | str | Mapping[str, object] = b"",
        headers: Mapping[str, str] | None = None,
        times: int = 1,
        operation: str | None = None,
    ) -> None:
        """Gives the next requests an answer of the caller's, and does not perform them.

        Several such answers are given in the order in which they were asked for. They come from in
        front of the service, so the key is not looked at.

        Args:
            status: HTTP status, 200 to 599.
            body: The body; a mapping is written as JSON, with its Content-Type.
            headers: Headers besides those that every answer has.
            times: How many requests get it.
            operation: Only requests of this operation id, such as `TrainLargeFaceList`, get it; by
                default all.

        Raises:
            ValueError: If an argument cannot be.
        """
        self._scripted.add(status, body, headers, times, operation)

    def start(self) -> None:
        """Starts serving in a thread; returns when requests are taken.

        Raises:
            RuntimeError: If it is running already.
            DataFileError: If the data file is in use or is not an emulator's.
            OSError: If the address cannot be had.
        """
        if self._server is not None:
            raise RuntimeError("The emulator is running already")
        storage = Storage(self._data)
        try:
            bound = bind(self._host, self._port)
        except OSError:
            storage.close()
            raise
        endpoint = _endpoint(*address_of(bound))
        workers = ThreadPoolExecutor(_DECODING_THREADS, thread_name_prefix="azface-emulator")
        resource = Resource(
            endpoint=endpoint,
            storage=storage,
            trainer=self._trainer,
            identities=self._identities,
            pictures=self.pictures,
            limits=self._limits,
            clock=self._now,
            workers=workers,
        )
        service = Service(resource, self._key, self._scripted, self._remember)

        def closed() -> None:
            workers.shutdown(wait=False, cancel_futures=True)
            storage.close()

        server = ServerThread(service, bound, closed)
        server.start()
        self._stopped.clear()
        self._server = server
        self._endpoint = endpoint

    def stop(self) -> None:
        """Stops serving and gives up the data file. Does nothing if it is not running."""
        server, self._server, self._endpoint = self._server, None, None
        if server is not None:
            server.stop()
        self._stopped.set()

    def run(self) -> None:
        """Serves in the foreground until Ctrl-C, or until `stop()` from another thread."""
        with suppress(KeyboardInterrupt), self:
            # A wait without an end would keep Windows from delivering Ctrl-C.
            while not self._stopped.wait(1.0):
                pass

    def _remember(self, request: ReceivedRequest) -> None:
        with self._requests_lock:
            self._requests.append(request)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _endpoint(address: ipaddress.IPv4Address | ipaddress.IPv6Address, port: int) -> str:
    if address.is_unspecified:
        return f"http://{'127.0.0.1' if address.version == 4 else '[::1]'}:{port}"
    return f"http://{address if address.version == 4 else f'[{address}]'}:{port}"
