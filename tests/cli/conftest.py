"""A running emulator, and the command in this process or in a terminal."""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from azface import FaceClient
from azface.cli import main
from azface.cli.drawn_faces import drawn_faces
from azface.emulator import Emulator, TrainingDuration

VARIABLES = (
    "FACE_ENDPOINT",
    "FACE_APIKEY",
    "AZURE_FACE_API_ENDPOINT",
    "AZURE_FACE_API_ACCOUNT_KEY",
    "AZFACE_EMULATOR_KEY",
    "FORCE_COLOR",
    "COLUMNS",
)


@dataclass
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one document on stdout."""
        return json.loads(self.out)


class Terminal:
    """The command in a pseudo-terminal of 80 columns."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "azface", *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env=os.environ
            | {"COLUMNS": "80", "TERM": "xterm-256color", "COLORTERM": "truecolor"}
            | environment,
        )
        os.close(slave)
        self._read = b""
        self.text = ""

    def read(self) -> bool:
        """Read what it shows next; whether there was anything."""
        assert select.select([self.master], [], [], 30)[0], f"silent after {self.text}"
        try:
            read = os.read(self.master, 65_536)
        except OSError:  # Linux: the other end is closed
            read = b""
        self._read += read
        # A read may end within a character.
        self.text = self._read.decode(errors="ignore")
        return bool(read)

    def read_until(self, wanted: str) -> None:
        """Read until this text was seen."""
        while wanted not in self.text:
            assert self.read(), self.text

    def left(self) -> str:
        """The text that stays, after the live lines were taken away."""
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self.text.rpartition("\x1b[2K")[2])

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    def interrupt(self) -> None:
        """Ctrl-C, again if it fell into the gap between a question and the wait for its answer."""
        for _ in range(5):
            self.process.send_signal(signal.SIGINT)
            if select.select([self.master], [], [], 5)[0]:
                return

    def close(self) -> None:
        """What happens to a command whose window is closed."""
        os.close(self.master)

    def ended(self) -> int:
        """The exit code, once all was read."""
        while self.read():
            pass
        self.close()
        return self.process.wait(timeout=10)


Run = Callable[..., Ended]


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(training=TrainingDuration.instant()) as running:
        yield running


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The environment without anything that the command reads."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return monkeypatch


@pytest.fixture
def run_bare(environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command where no resource is named."""

    def run(*arguments: object) -> Ended:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        return Ended(code, *capsys.readouterr())

    return run


@pytest.fixture
def run(run_bare: Run, environment: pytest.MonkeyPatch, emulator: Emulator) -> Run:
    """Runs the command on the emulator, and sees to it that the key is printed nowhere."""
    environment.setenv("FACE_ENDPOINT", emulator.endpoint)
    environment.setenv("FACE_APIKEY", emulator.key)

    def run_and_look(*arguments: object) -> Ended:
        ended = run_bare(*arguments)
        assert emulator.key not in ended.out + ended.err
        assert "Traceback" not in ended.err
        return ended

    return run_and_look


@pytest.fixture
def in_terminal(environment: pytest.MonkeyPatch, emulator: Emulator) -> type[Terminal]:
    """Runs the command in a terminal, on the emulator."""
    environment.setenv("FACE_ENDPOINT", emulator.endpoint)
    environment.setenv("FACE_APIKEY", emulator.key)
    return Terminal


@pytest.fixture
def client(emulator: Emulator) -> Iterator[FaceClient]:
    with FaceClient(emulator.endpoint, emulator.key) as client:
        yield client


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with drawn faces, a file that only looks like a picture, and one that does not."""
    folder = tmp_path_factory.mktemp("pictures")
    for name, content in drawn_faces().items():
        (folder / name).write_bytes(content)
    (folder / "broken.jpg").write_bytes(b"no picture " * 200)
    (folder / "notes.txt").write_text("not a picture")
    return folder


@pytest.fixture
def with_face(client: FaceClient, pictures: Path) -> Callable[[str], None]:
    """Creates a large face list with one face."""

    def create(list_id: str) -> None:
        client.large_face_lists.create(list_id, name=list_id)
        client.large_face_lists.add_face(list_id, pictures / "ann.png", user_data="ann.png")

    return create


@pytest.fixture
def staff(with_face: Callable[[str], None]) -> str:
    """A large face list with one face, never trained."""
    with_face("staff")
    return "staff"
