"""An emulator is killed in the middle of writes: what it acknowledged is in its data file."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

Picture = Callable[[int], bytes]
OCTETS = {"Content-Type": "application/octet-stream"}
SETTINGS = {"livenessOperationMode": "Passive", "deviceCorrelationId": "phone"}
SERVE = (
    "import sys\n"
    "from azface.emulator import Emulator, TrainingDuration\n"
    "emulator = Emulator(data=sys.argv[1], key='k', training=TrainingDuration.instant())\n"
    "emulator.start()\n"
    "print(emulator.endpoint, flush=True)\n"
    "sys.stdin.read()\n"
)


class Writer(threading.Thread):
    """Writes until the emulator is gone, and remembers what was acknowledged."""

    def __init__(self, endpoint: str, picture: bytes, number: int, enough: "Enough") -> None:
        super().__init__(name=f"writer-{number}")
        self.client = httpx.Client(
            base_url=f"{endpoint}/face/v1.2",
            headers={"Ocp-Apim-Subscription-Key": "k"},
            trust_env=False,
        )
        self.picture = picture
        self.enough = enough
        self.facts: dict[str, str] = {}
        self.sessions: list[str] = []
        self.training = ""
        self.on_its_way = ""
        for path in ("largefacelists", "persongroups"):
            self.write("PUT", f"/{path}/{self.name}", json={"name": self.name})

    def run(self) -> None:
        with closing(self.client), suppress(httpx.TransportError):
            while True:
                self.round()

    def round(self) -> None:
        faces = f"/largefacelists/{self.name}/persistedfaces"
        for _ in range(3):
            face = self.add(faces)
            self.facts[f"face {face}"] = ""
        self.write("DELETE", f"{faces}/{face}")
        del self.facts[f"face {face}"]
        face = self.add(faces)
        self.facts[f"face {face}"] = ""
        self.write("PATCH", f"{faces}/{face}", json={"userData": "changed"})
        self.facts[f"face {face}"] = "changed"
        persons = f"/persongroups/{self.name}/persons"
        person = self.write("POST", persons, json={"name": "p"}).json()["personId"]
        self.facts[f"person {person}"] = ""
        for _ in range(2):
            self.facts[f"face {self.add(f'{persons}/{person}/persistedfaces')}"] = person
        session = self.write("POST", "/detectLiveness-sessions", json=SETTINGS).json()["sessionId"]
        self.sessions.append(session)
        self.write("POST", f"/largefacelists/{self.name}/train")
        self.training = self.client.get(f"/largefacelists/{self.name}/training").text

    def add(self, path: str) -> str:
        answer = self.write("POST", path, content=self.picture, headers=OCTETS)
        return str(answer.json()["persistedFaceId"])

    def write(self, method: str, path: str, **options: Any) -> httpx.Response:
        self.on_its_way = path
        answer = self.client.request(method, path, **options)
        assert answer.status_code in (200, 202)
        self.enough.count()
        return answer


class Enough:
    """Tells when so many writes were acknowledged."""

    def __init__(self, writes: int) -> None:
        self.reached = threading.Event()
        self._left = writes
        self._lock = threading.Lock()

    def count(self) -> None:
        with self._lock:
            self._left -= 1
            if self._left <= 0:
                self.reached.set()


@pytest.fixture
def killed(tmp_path: Path, picture: Picture) -> Callable[[int], list[Writer]]:
    """Runs an emulator on a file, three writers on it, and kills it after so many writes."""

    def run(writes: int) -> list[Writer]:
        with subprocess.Popen(
            [sys.executable, "-P", "-c", SERVE, str(tmp_path / "state.db")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            endpoint = process.stdout.readline().strip()
            enough = Enough(writes)
            writers = [Writer(endpoint, picture(n), n, enough) for n in range(3)]
            for writer in writers:
                writer.start()
            reached = enough.reached.wait(60)
            process.kill()
            for writer in writers:
                writer.join()
        assert reached
        assert process.returncode == -signal.SIGKILL
        return writers

    return run


def facts_of(client: Any, name: str) -> dict[str, str]:
    """What there is of a writer's faces and persons."""
    faces = client.get(f"/largefacelists/{name}/persistedfaces").raise_for_status().json()
    facts = {f"face {each['persistedFaceId']}": each.get("userData", "") for each in faces}
    for person in client.get(f"/persongroups/{name}/persons").raise_for_status().json():
        facts[f"person {person['personId']}"] = ""
        for face in person["persistedFaceIds"]:
            facts[f"face {face}"] = person["personId"]
    return facts


@pytest.mark.parametrize("writes", [25, 100, 175])
def test_nothing_acknowledged_is_lost(
    killed: Callable[[int], list[Writer]],
    serve: Any,
    plain_http: httpx.Client,
    tmp_path: Path,
    writes: int,
) -> None:
    writers = killed(writes)
    emulator, client = serve(data=tmp_path / "state.db")
    faces = 0
    for writer in writers:
        facts = facts_of(client, writer.name)
        differing = {fact for fact, _ in facts.items() ^ writer.facts.items()}
        # The one write on its way may have been done or not.
        assert len(differing) <= 1
        for session in writer.sessions:
            assert client.get(f"/detectLiveness-sessions/{session}").status_code == 200
        if not writer.on_its_way.endswith("/train"):
            training = client.get(f"/largefacelists/{writer.name}/training")
            assert training.status_code == (200 if writer.training else 404)
            assert writer.training in ("", training.text)
        faces += sum(fact.startswith("face") for fact in facts)
    assert faces > writes // 3
    headers = {"Ocp-Apim-Subscription-Key": emulator.key}
    counts = plain_http.get(f"{emulator.endpoint}/_emulator", headers=headers).json()["counts"]
    assert counts["faces"] == faces
