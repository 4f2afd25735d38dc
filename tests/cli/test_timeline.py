"""The timeline of a wait: what was seen when, as lines of text."""

from collections.abc import Iterable

import pytest

from azface import NotFoundError, TrainingOutcome, TrainingResult, TrainingRun, TrainingUpdate
from azface.cli.signs import ASCII, UNICODE, Signs
from azface.cli.timeline import timeline
from azface.cli.wait_history import WaitHistory
from azface.errors import ServerError, TrainingTimeoutError

NOT_FOUND = NotFoundError("404 LargeFaceListNotFound", status_code=404)
UNAVAILABLE = ServerError("503", status_code=503)


def look(
    list_id: str, after: float, polls: int, status: str = "running", **more: object
) -> TrainingUpdate:
    fields = {"next_poll_in": 1.0, "run": TrainingRun(list_id=list_id), **more}
    return TrainingUpdate(list_id, TrainingResult(status), after, polls, **fields)  # type: ignore[arg-type]


def end(list_id: str, after: float, polls: int, status: str = "succeeded") -> TrainingUpdate:
    return look(list_id, after, polls, status, next_poll_in=None, done=True)


def seen(*updates: TrainingUpdate, names: Iterable[str] = (), timeout: float = 60.0) -> WaitHistory:
    names = list(names) or list(dict.fromkeys(each.list_id for each in updates))
    history = WaitHistory(names, timeout=timeout, trains=True, now=lambda: 0.0)
    for each in updates:
        history.polled(each)
    return history


def drawn(
    history: WaitHistory, signs: Signs = UNICODE, width: int = 60, height: int = 24
) -> list[str]:
    lines = timeline(history.lists, width=width, height=height, signs=signs)
    assert all(line.cell_len <= width for line in lines)
    return [line.plain for line in lines]


def three() -> WaitHistory:
    return seen(
        look("staff", 0.0, 1, "notStarted"),
        look("staff", 2.0, 2),
        look("visitors", 1.0, 1, run=None),
        look("visitors", 4.0, 2, run=None, error=UNAVAILABLE),
        look("visitors", 6.0, 3),
        end("staff", 5.0, 3),
        end("visitors", 10.0, 4, "failed"),
        TrainingUpdate("nowhere", None, 1.0, 0, None, error=NOT_FOUND),
    )


PICTURE = """\
staff     |-----|=========*                  5.0 s  3 polls
visitors  ...|~~~~~~~~x~~~~~~|===========X  10.0 s  4 polls
nowhere   ...!                               1.0 s  0 polls
          0 s             5 s            10 s
          | poll  x error  . asking  ~ another runs
          - not started  = running  * succeeded  X failed
          ! error
"""


def test_each_list_is_a_bar_of_what_was_seen_when_on_one_axis() -> None:
    assert drawn(three(), ASCII, width=59) == PICTURE.splitlines()


def test_a_terminal_with_unicode_has_a_sign_of_its_own_for_each() -> None:
    better: dict[str, str | int | None] = {
        UNICODE.stages[stage]: sign for stage, sign in ASCII.stages.items()
    }
    better |= {UNICODE.looks[stage]: sign for stage, sign in ASCII.looks.items()}
    better[UNICODE.failed_look] = ASCII.failed_look
    lines = drawn(three(), width=59)
    assert not lines[0].isascii()
    assert [line.translate(str.maketrans(better)) for line in lines] == PICTURE.splitlines()


def test_colours_tell_the_same() -> None:
    [line, *_] = timeline(seen(end("staff", 1.0, 1)).lists, width=60, height=24, signs=UNICODE)
    assert "green" in {str(span.style) for span in line.spans}


@pytest.mark.parametrize("after", [0.0, 0.004, 0.3, 5.0, 20.0, 119.0, 1800.0, 90_000.0])
@pytest.mark.parametrize("width", [10, 20, 40, 80, 200])
@pytest.mark.parametrize("name", ["a", "a-very-long-name-" * 4])
def test_any_length_fits_any_width(after: float, width: int, name: str) -> None:
    lines = drawn(seen(look(name, after / 2, 1), end(name, after, 2)), width=width)
    assert lines[0].startswith(name[:2])
    if width >= 40:
        assert f"{after:.1f} s  2 polls" in lines[0]
    if width >= 80:
        assert "0 s" in lines[1]


@pytest.mark.parametrize(
    ("after", "labels"),
    [
        (0.3, "0 s 0.1 s 0.2 s"),
        (21.0, "0 s 5 s 10 s 15 s 20 s"),
        (1800.0, "0 s 5 min 10 min 15 min 20 min 25 min 30 min"),
    ],
)
def test_the_axis_has_round_numbers(after: float, labels: str) -> None:
    assert " ".join(drawn(seen(end("staff", after, 1)), width=80)[1].split()) == labels


def test_of_very_many_the_worst_and_the_longest_are_shown_and_the_rest_is_counted() -> None:
    updates = [end(f"list-{number:03}", number / 10, 2) for number in range(500)]
    updates[7] = end("list-007", 0.7, 2, "failed")
    lines = drawn(seen(*updates), height=13)
    assert len(lines) == 11
    assert lines[0].startswith("list-007")
    assert [line.split()[0] for line in lines[1:8]] == [f"list-{n}" for n in range(493, 500)]
    assert lines[8] == "and 492 more: 492 succeeded; 0.0 to 49.2 s, 984 polls"


def test_a_wait_that_timed_out_or_was_stopped_ends_open() -> None:
    history = seen(look("staff", 1.0, 1), look("visitors", 1.0, 1), names=["staff", "visitors"])
    timeout = TrainingTimeoutError("no", list_id="staff", elapsed=4.0, polls=2)
    history.ended([TrainingOutcome("staff", error=timeout)])
    history.stopped()
    assert [line.split()[1][-1] for line in drawn(history)[:2]] == ["\u203a", "\u203a"]
    assert "stopped" in drawn(history)[-1]
