"""In a terminal: the live line, the question, the colours, Ctrl-C."""

import os
import pty
import select
import signal
import subprocess
import sys

import pytest

from azface import FaceClient
from azface.emulator import Emulator, TrainingDuration


class Terminal:
    """The command in a pseudo-terminal of 80 columns."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        self._master, slave = pty.openpty()
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

    def read_until(self, wanted: str | None) -> str:
        """What it shows, until this text was seen, or until its end."""
        while wanted is None or wanted not in self.text:
            assert select.select([self._master], [], [], 30)[0], f"silent after {self.text}"
            try:
                read = os.read(self._master, 65_536)
            except OSError:  # Linux: the other end is closed
                read = b""
            if not read:
                assert wanted is None, self.text
                break
            self._read += read
            # A read may end within a character.
            self.text = self._read.decode(errors="ignore")
        return self.text

    def type(self, text: str) -> None:
        os.write(self._master, text.encode())

    def interrupt(self) -> None:
        """Ctrl-C, again if it fell into the gap between a question and the wait for its answer."""
        for _ in range(5):
            self.process.send_signal(signal.SIGINT)
            if select.select([self._master], [], [], 5)[0]:
                return

    def ended(self) -> int:
        """The exit code, once all was read."""
        self.read_until(None)
        os.close(self._master)
        return self.process.wait(timeout=10)


@pytest.fixture(autouse=True)
def _resource(environment: pytest.MonkeyPatch, emulator: Emulator) -> None:
    environment.setenv("FACE_ENDPOINT", emulator.endpoint)
    environment.setenv("FACE_APIKEY", emulator.key)


def test_a_wait_shows_a_live_line_and_takes_it_away(emulator: Emulator, staff: str) -> None:
    emulator.training = TrainingDuration.fixed(1.0)
    terminal = Terminal("training", "run", staff)
    terminal.read_until("next in")
    assert "running" in terminal.text
    assert "staff" in terminal.text
    assert "poll" in terminal.text
    assert terminal.ended() == 0
    row = terminal.text.rstrip().splitlines()[-1]
    assert "succeeded" in row
    assert "\x1b[32m" in row
    # The line of the wait was erased before the table was printed.
    assert "\x1b[2K" in terminal.text


def test_ctrl_c_ends_a_wait_at_once_and_says_that_the_training_goes_on(
    emulator: Emulator, client: FaceClient, staff: str
) -> None:
    emulator.training = TrainingDuration.fixed(3600)
    terminal = Terminal("training", "run", staff, "--every", "600")
    terminal.read_until("next in")
    terminal.interrupt()
    assert terminal.ended() == 130
    assert "azface training wait staff" in terminal.text
    assert "Traceback" not in terminal.text
    assert client.large_face_lists.get_training_status(staff).status == "running"


@pytest.mark.parametrize(("answer", "code"), [("n\n", 130), ("y\n", 0)])
def test_a_list_is_deleted_only_after_a_yes(
    client: FaceClient, staff: str, answer: str, code: int
) -> None:
    terminal = Terminal("lists", "delete", staff)
    terminal.read_until("[y/N]")
    terminal.type(answer)
    assert terminal.ended() == code
    assert len(list(client.large_face_lists.list())) == (1 if code else 0)


def test_ctrl_c_at_the_question_deletes_nothing(client: FaceClient, staff: str) -> None:
    terminal = Terminal("lists", "delete", staff)
    terminal.read_until("[y/N]")
    terminal.interrupt()
    assert terminal.ended() == 130
    assert "nothing was deleted" in terminal.text
    assert len(list(client.large_face_lists.list())) == 1


def test_the_demo_shows_the_faces_in_colour() -> None:
    terminal = Terminal("demo", "--training-seconds", "0")
    assert terminal.ended() == 0
    assert "\u2580" in terminal.text
    assert "ann.png" in terminal.text


def test_with_no_color_there_is_no_colour() -> None:
    terminal = Terminal("demo", "--training-seconds", "0", NO_COLOR="1")
    assert terminal.ended() == 0
    assert "\u2580" not in terminal.text
    assert "\x1b[3" not in terminal.text
