"""In a terminal: the live lines, the timeline, the question, the colours."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from azface import FaceClient
from azface.emulator import Emulator, TrainingDuration

InTerminal = Callable[..., Any]
WithFace = Callable[[str], None]


def test_a_wait_shows_a_live_line_and_takes_it_away(
    in_terminal: InTerminal, emulator: Emulator, staff: str
) -> None:
    emulator.training = TrainingDuration.fixed(1.0)
    terminal = in_terminal("training", "run", staff)
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


def test_a_wait_ends_with_a_timeline_before_the_table(
    in_terminal: InTerminal, emulator: Emulator, with_face: WithFace
) -> None:
    emulator.training = TrainingDuration.fixed(0.3)
    for name in ("staff", "guests"):
        with_face(name)
    terminal = in_terminal("training", "run", "staff", "guests")
    assert terminal.ended() == 0
    lines = [line.rstrip() for line in terminal.left().splitlines() if line.strip()]
    for name, line in zip(("staff", "guests"), lines, strict=False):
        assert re.search(rf"{name}\b.*\u253f.*\u2713 +[0-9.]+ s +\d+ polls?$", line)
    assert "0 s" in lines[2]
    assert "poll" in lines[3]
    assert lines[4].split()[0] == "LIST"


def test_json_on_a_terminal_is_one_document_without_a_timeline(
    in_terminal: InTerminal, staff: str
) -> None:
    terminal = in_terminal("training", "run", staff, "--json")
    assert terminal.ended() == 0
    [entry] = json.loads(terminal.left())
    assert entry["result"]["status"] == "succeeded"


def test_a_terminal_without_unicode_gets_ascii(
    in_terminal: InTerminal, emulator: Emulator, staff: str
) -> None:
    emulator.training = TrainingDuration.fixed(0.3)
    terminal = in_terminal("training", "run", staff, PYTHONIOENCODING="ascii")
    assert terminal.ended() == 0
    assert terminal.text.isascii()
    assert "\\u" not in terminal.text
    assert "* succeeded" in terminal.left()


def test_more_lists_than_lines_never_take_more_than_the_screen(
    in_terminal: InTerminal, emulator: Emulator, with_face: WithFace
) -> None:
    emulator.training = TrainingDuration.fixed(0.5)
    names = [f"list-{number}" for number in range(8)]
    for name in names:
        with_face(name)
    terminal = in_terminal("training", "run", *names, LINES="5")
    assert terminal.ended() == 0
    assert "and 5 more: " in terminal.text
    # Each frame goes up over the one before: four lines and never more.
    ups = re.findall(r"(?:\x1b\[1A\x1b\[2K)+", terminal.text)
    assert max(up.count("\x1b[1A") for up in ups) == 4


@pytest.mark.parametrize(("answer", "code"), [("n\n", 130), ("y\n", 0)])
def test_a_list_is_deleted_only_after_a_yes(
    in_terminal: InTerminal, client: FaceClient, staff: str, answer: str, code: int
) -> None:
    terminal = in_terminal("lists", "delete", staff)
    terminal.read_until("[y/N]")
    terminal.type(answer)
    assert terminal.ended() == code
    assert len(list(client.large_face_lists.list())) == (1 if code else 0)


def test_ctrl_c_at_the_question_deletes_nothing(
    in_terminal: InTerminal, client: FaceClient, staff: str
) -> None:
    terminal = in_terminal("lists", "delete", staff)
    terminal.read_until("[y/N]")
    terminal.interrupt()
    assert terminal.ended() == 130
    assert "nothing was deleted" in terminal.text
    assert len(list(client.large_face_lists.list())) == 1


def test_the_demo_shows_the_faces_in_colour(in_terminal: InTerminal) -> None:
    terminal = in_terminal("demo", "--training-seconds", "0")
    assert terminal.ended() == 0
    assert "\u2580" in terminal.text
    assert "ann.png" in terminal.text


def test_with_no_color_there_is_no_colour(in_terminal: InTerminal) -> None:
    terminal = in_terminal("demo", "--training-seconds", "0", NO_COLOR="1")
    assert terminal.ended() == 0
    assert "\u2580" not in terminal.text
    assert "\x1b[3" not in terminal.text
