"""What Ctrl-C says of the trainings that are not over: how to go on."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path

import attrs
from attrs import frozen

from azface.cli.command import Session
from azface.cli.run_files import write_new_file
from azface.cli.shared_options import SharedOptions
from azface.cli.wait_history import DEFAULT_TIMEOUT
from azface.cli.watched_list import Start, WatchedList

# A command line as this system's shells read it.
_JOINED = {"nt": subprocess.list2cmdline}.get(os.name, shlex.join)

# Names in a sentence; the command below it has them all.
_MOST_NAMES = 5


@frozen
class Pace:
    """How long the user wants to wait, and how often to look."""

    timeout: float = DEFAULT_TIMEOUT
    every: float | None = None

    def words(self) -> list[str]:
        """The options, where they are not the default."""
        words: list[str] = []
        if self.timeout != DEFAULT_TIMEOUT:
            words += ["--timeout", _number(self.timeout)]
        if self.every is not None:
            words += ["--every", _number(self.every)]
        return words


@frozen
class WayOn:
    """How to go on with trainings that are not over: a command to wait, and one to train.

    Attributes:
        session: Its options are the commands' as well.
        pace: The same.
        if_running: The option of `training run`, as words.
        left: The lists, and whether their trainings were started.
        file: What the command that waits reads, or None.
        problem: Why there is no such file, if one is wanted.
    """

    session: Session
    pace: Pace
    if_running: Sequence[str]
    left: Sequence[tuple[WatchedList, Start]]
    file: Path | None
    problem: str

    def tell(self) -> None:
        """Print the commands."""
        output = self.session.output
        made = _with_start(self.left, Start.MADE)
        if made:
            anew = " (--timeout counts anew)" if self.pace.words()[:1] == ["--timeout"] else ""
            output.note(
                f"stopped waiting for {_names(made)}; a training that was started goes on. "
                f"To wait on{anew}:"
            )
            self._tell_to_wait(made)
        for wanted, what in (
            (Start.NOT_MADE, "its training was not started yet, so waiting is not enough"),
            (Start.UNKNOWN, "nobody knows yet whether its training was started"),
        ):
            those = _with_start(self.left, wanted)
            if those:
                output.note(f"{what}: {_names(those)}. To train:")
                ids = [each.list_id for each in those]
                words = ["run", *self.pace.words(), *self.if_running]
                _print_command(self.session, words, ids)

    def _tell_to_wait(self, made: Sequence[WatchedList]) -> None:
        words = ["wait", *self.pace.words()]
        if self.file is not None:
            _print_command(self.session, [*words, "--resume", str(self.file)], [])
            return
        _print_command(self.session, words, [each.list_id for each in made])
        self.session.output.note(
            f"no file could be written ({self.problem}), so this goes by the lists' ids "
            "and may take the end of an earlier training for this one's"
        )


def way_on(
    session: Session,
    pace: Pace,
    if_running: Sequence[str],
    left: Sequence[tuple[WatchedList, Start]],
) -> WayOn:
    """Keep the trainings that were started in a new file; the way on tells of it."""
    file, problem = None, ""
    if made := _with_start(left, Start.MADE):
        try:
            file = write_new_file([each.training for each in made])
        except OSError as error:
            problem = error.strerror or str(error)
    return WayOn(session, pace, if_running, left, file, problem)


def _with_start(left: Sequence[tuple[WatchedList, Start]], wanted: Start) -> list[WatchedList]:
    return [each for each, start in left if start is wanted]


def _print_command(session: Session, words: Sequence[str], ids: Sequence[str]) -> None:
    if any(each.startswith("-") for each in ids):
        ids = ["--", *ids]
    everything = ["azface", "training", *words[:1], *_shared(session.options), *words[1:], *ids]
    session.output.command(_JOINED(everything))


def _shared(options: SharedOptions) -> list[str]:
    """The shared options that are not the default; no secret is among them."""
    words: list[str] = []
    for each in attrs.fields(SharedOptions):
        value = getattr(options, each.name)
        if value != each.default:
            option = "--" + each.name.replace("_", "-")
            words += [option] if value is True else [option, _text(value)]
    return words


def _names(lists: Sequence[WatchedList]) -> str:
    names = [each.list_id for each in lists[:_MOST_NAMES]]
    more = len(lists) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def _text(value: object) -> str:
    return _number(value) if isinstance(value, float) else str(value)


def _number(value: float) -> str:
    return f"{value:.15g}"
