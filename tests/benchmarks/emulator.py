"""What the emulator promises: start, stop, reset, status calls, a list of a million faces.

Emulators that are measured for speed or memory run in a process of their own, so that the client's
work is not counted; 50 of them also run side by side in this one.
"""

import http.client
import io
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from PIL import Image

FACES = 1_000_000
ROUNDS = 9

# Starts an emulator with the seed that it is given, and tells what that took.
SERVER = """
import json, sys, time
begun = time.perf_counter()
from azface.emulator import Emulator
imported = time.perf_counter()
with Emulator(seed=json.loads(sys.argv[1])) as emulator:
    started = time.perf_counter()
    import http.client
    from urllib.parse import urlsplit
    connection = http.client.HTTPConnection(urlsplit(emulator.endpoint).netloc)
    connection.request("GET", "/face/v1.2/largefacelists",
                       headers={"Ocp-Apim-Subscription-Key": emulator.key})
    connection.getresponse().read()
    connection.close()
    answered = time.perf_counter()
    print(json.dumps([emulator.endpoint, emulator.key, imported - begun, started - imported,
                      answered - imported, answered - begun]), flush=True)
    sys.stdin.readline()
    begun = time.perf_counter()
    emulator.reset()
    print(time.perf_counter() - begun, flush=True)
    begun = time.perf_counter()
print(time.perf_counter() - begun, flush=True)
"""


class Server:
    """An emulator in a process of its own."""

    def __init__(self, seed: dict[str, Any]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", SERVER, json.dumps(seed)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        told = json.loads(self._line())
        self.endpoint, self._key, self.imports, self.start, self.answer, self.whole = told
        self._connection = http.client.HTTPConnection(urlsplit(self.endpoint).netloc)

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def call(self, method: str, path: str, body: object = None) -> Any:
        """One request on the one connection; gives the answer's JSON, or None if it has none."""
        headers = {"Ocp-Apim-Subscription-Key": self._key}
        content = None
        if isinstance(body, bytes):
            content, headers["Content-Type"] = body, "application/octet-stream"
        elif body is not None:
            content, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
        self._connection.request(method, f"/face/v1.2{path}", content, headers)
        answer = self._connection.getresponse()
        read = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {read!r}")
        return json.loads(read) if read else None

    def statuses(self, list_id: str, seconds: float) -> tuple[float, float]:
        """Status calls a second of wall time, and a second of the server's own processor time."""
        path = f"/largefacelists/{list_id}/training"
        sock = self._connected()
        request = (
            f"GET /face/v1.2{path} HTTP/1.1\r\nHost: x\r\n"
            f"Ocp-Apim-Subscription-Key: {self._key}\r\n\r\n"
        ).encode()
        done, begun, worked = 0, time.perf_counter(), self.processor_seconds()
        while time.perf_counter() - begun < seconds:
            for _ in range(100):
                sock.sendall(request)
                answer = sock.recv(4_096)
                assert answer.startswith(b"HTTP/1.1 200"), answer
                assert answer.endswith(b"}"), answer
            done += 100
        taken, working = time.perf_counter() - begun, self.processor_seconds() - worked
        return done / taken, done / working

    def _connected(self) -> Any:
        if self._connection.sock is None:
            self._connection.connect()
        return self._connection.sock

    def processor_seconds(self) -> float:
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_megabytes(self) -> float:
        text = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(text.split("VmRSS:")[1].split()[0]) / 1_024

    def end(self) -> tuple[float, float]:
        """Seconds of a reset and of the stop after it."""
        assert self._process.stdin is not None
        self._connection.close()
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        reset, stop = float(self._line()), float(self._line())
        self._process.wait()
        return reset, stop


@contextmanager
def server(seed: dict[str, Any]) -> Iterator[Server]:
    running = Server(seed)
    try:
        yield running
    finally:
        if running._process.poll() is None:
            running._process.kill()
            running._process.wait()


def milliseconds(work: Callable[[], object], times: int = 20) -> float:
    taken: list[float] = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1_000)
    return median(taken)


def picture() -> bytes:
    """A small picture that no other call was given."""
    noise = Image.frombytes("RGB", (64, 64), random.randbytes(64 * 64 * 3))
    file = io.BytesIO()
    noise.save(file, "PNG")
    return file.getvalue()


def line(what: str, figure: float, unit: str, limit: float, *, least: bool = False) -> str:
    kept = figure >= limit if least else figure <= limit
    bound = f"{'at least' if least else 'under'} {limit:g} {unit}"
    return f"{what}: {figure:.4g} {unit} ({bound}){'' if kept else '  NOT KEPT'}"


def measure() -> Iterable[str]:
    yield from measure_start()
    yield from measure_many()
    yield from measure_statuses()
    yield from measure_a_million()


def measure_start() -> Iterable[str]:
    told: list[tuple[float, float, float, float]] = []
    for _ in range(ROUNDS):
        with server({}) as running:
            told.append((running.answer, running.whole, *running.end()))
    answer, whole, reset, stop = (median(figures) for figures in zip(*told, strict=True))
    yield line("Emulator() to the first answer", answer, "s", 0.3)
    yield line("the same with its imports", whole, "s", 0.6)
    yield line("stop", stop, "s", 0.3)
    yield line("reset", reset * 1_000, "ms", 5)
    seeded: list[float] = []
    for _ in range(ROUNDS):
        with server({"large_face_lists": {"a": {"face_count": 1_000, "trained": True}}}) as running:
            seeded.append(running.end()[0])
    yield line("reset with a seed of 1,000 trained faces", median(seeded) * 1_000, "ms", 5)


def measure_many() -> Iterable[str]:
    from azface.emulator import Emulator

    with ExitStack() as stack:
        begun = time.perf_counter()
        emulators = [stack.enter_context(Emulator(random_seed=n)) for n in range(50)]
        started = time.perf_counter() - begun
        for number, emulator in enumerate(emulators):
            with emulator.client() as client:
                client.large_face_lists.create(f"own-{number}", name=f"own-{number}")
        for number, emulator in enumerate(emulators):
            with emulator.client() as client:
                assert [each.name for each in client.large_face_lists.list()] == [f"own-{number}"]
    yield f"50 emulators side by side: started in {started:.3f} s; each sees its own list alone"


def measure_statuses() -> Iterable[str]:
    with server({"large_face_lists": {"few": {"face_count": 3, "trained": True}}}) as running:
        running.statuses("few", 0.5)
        wall, worked = running.statuses("few", 3)
    yield line("status calls a second, one after another", wall, "a second", 3_000, least=True)
    yield f"status calls a second of the server's processor time: {worked:.0f}"


def measure_a_million() -> Iterable[str]:
    seed = {
        "large_face_lists": {
            "million": {"face_count": FACES - 1_000, "trained": True},
            "few": {"face_count": 3, "trained": True},
            "empty": {"name": "Empty"},
        }
    }
    with server(seed) as running:
        yield line(f"seeding {FACES:,} trained faces", running.start, "s", 30)
        yield line("resident memory", running.resident_megabytes(), "MB", 400)
        for start in ("", "8", "ffa"):
            path = f"/largefacelists/million/persistedfaces?top=1000&start={start}"
            taken = milliseconds(partial(running.call, "GET", path))
            yield line(f"a page of 1,000 faces after {start or 'the beginning'!r}", taken, "ms", 10)
        yield from compared(running)
        query = picture()
        found = running.call("POST", "/detect?recognitionModel=recognition_04", query)
        for mode in ("matchPerson", "matchFace"):
            body = {"faceId": found[0]["faceId"], "largeFaceListId": "million", "mode": mode}
            taken = milliseconds(partial(running.call, "POST", "/findsimilars", body))
            yield line(f"find similar over {FACES:,} faces ({mode})", taken, "ms", 100)
        yield line("resident memory after that", running.resident_megabytes(), "MB", 400)
        reset, stop = running.end()
    yield f"reset with that seed, seeding included: {reset:.1f} s; stop: {stop:.3f} s"


def compared(running: Server) -> Iterable[str]:
    """Status and add-face of the full list beside those of small ones, in turn."""
    rates = [
        (running.statuses("million", 0.5)[0], running.statuses("few", 0.5)[0])
        for _ in range(ROUNDS)
    ]
    ratio = median(few / million for million, few in rates)
    yield line("status of the full list, beside a small one", ratio, "times", 1.2)
    added: list[float] = []
    for _ in range(ROUNDS):
        taken = [
            milliseconds(partial(add_face, running, list_id), times=10)
            for list_id in ("million", "empty")
        ]
        added.append(taken[0] / taken[1])
    yield line("adding a face to it, beside an empty one", median(added), "times", 1.2)


def add_face(running: Server, list_id: str) -> None:
    running.call("POST", f"/largefacelists/{list_id}/persistedfaces", picture())
