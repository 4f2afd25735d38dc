"""The live lines of a wait, on stderr, and only where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Self, TypeAlias

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.text import Text

from azface.cli.output import shown
from azface.cli.signs import STYLES, signs_for
from azface.cli.timeline import counted_by_label
from azface.cli.wait_history import WaitHistory
from azface.cli.watched_list import Stage, WatchedList

_REFRESHES_PER_SECOND = 10

# Which lists are shown where there is no room for all: those at work, and then those that a person
# must mend.
_INTEREST = {
    Stage.RUNNING: 0,
    Stage.ANOTHER_RUNS: 0,
    Stage.NOT_STARTED: 1,
    Stage.ASKING: 2,
    Stage.SUCCEEDED: 4,
}
_INTEREST_OF_OTHER_ENDS = 3

_LONGEST_NAME = 28

# So many columns at least, lest the lines shift when a list has "succeeded".
_USUAL_STAGE = 9

Begin: TypeAlias = Callable[[str], object]


class WaitProgress:
    """One line for each list: how far it is, the time waited, the polls, the time to the next one.

    A context manager; the lines are gone when it is left. A list that has ended keeps its line
    until then, if all fit on the screen.

    Args:
        console: Of stderr.
        history: What was seen of the lists; it is kept by others.
    """

    def __init__(self, console: Console, history: WaitHistory) -> None:
        self._console, self._history = console, history
        self._signs = signs_for(console)
        self._spinner = Spinner(self._signs.spinner)
        self._live = Live(
            console=console,
            get_renderable=self.lines,
            refresh_per_second=_REFRESHES_PER_SECOND,
            transient=True,
        )

    def __enter__(self) -> Self:
        if is_live(self._console):
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._live.stop()

    def lines(self) -> Text:
        """What is to be shown now, as lines; a thread of Live's asks."""
        # Where Ctrl-C is echoed as ^C, that must not begin another line.
        width = max(1, self._console.width - 3)
        lists = self._history.lists
        rows, rest = self._divided(lists, max(1, self._console.height - 1))
        lines = self._rows(rows, min(width // 3, max(len(each.list_id) for each in lists)))
        if rest:
            lines.append(Text(f"and {len(rest)} more: {counted_by_label(rest)}", "dim"))
        for line in lines:
            line.truncate(width, overflow=self._signs.overflow)
        return Text("\n").join(lines)

    def _rows(self, rows: Sequence[WatchedList], name_width: int) -> list[Text]:
        now = self._history.now()
        # Once for all lines, which would otherwise not turn together.
        frames = self._spinner.frames
        frame = frames[int(now * 1000 / self._spinner.interval) % len(frames)]
        names = [shown(each.list_id) for each in rows]
        stages = [shown(each.label, STYLES[each.stage]) for each in rows]
        for name in names:
            name.truncate(min(_LONGEST_NAME, name_width), overflow=self._signs.overflow, pad=True)
        for stage in stages:
            stage.truncate(max([_USUAL_STAGE, *map(len, stages)]), pad=True)
        times = [f"{each.elapsed(now):.1f} s" for each in rows]
        longest = max(map(len, times), default=0)
        return [
            Text("  ").join(
                [
                    Text(frame, "cyan") if each.outcome is None else self._signs.of(each.stage),
                    name,
                    stage,
                    Text(f"{seconds:>{longest}}"),
                    _figures(each, now),
                ]
            )
            for each, name, stage, seconds in zip(rows, names, stages, times, strict=True)
        ]

    def _divided(
        self, lists: list[WatchedList], room: int
    ) -> tuple[list[WatchedList], list[WatchedList]]:
        """The lists with a line of their own, and the rest, which shares one."""
        if len(lists) <= room:
            return lists, []
        by_interest = sorted(
            lists, key=lambda each: _INTEREST.get(each.stage, _INTEREST_OF_OTHER_ENDS)
        )
        return by_interest[: room - 1], by_interest[room - 1 :]


@contextmanager
def counted(console: Console, doing: str, total: int) -> Generator[Begin, None, None]:
    """Show which of so many things is at work; gives a function to tell it the next one's name.

    Args:
        console: Of stderr.
        doing: Such as "adding".
        total: How many there are.
    """
    if not is_live(console):
        yield lambda _: None
        return
    count = 0
    spinner = signs_for(console).spinner
    with console.status(doing, spinner=spinner, spinner_style="cyan") as status:

        def begin(name: str) -> None:
            nonlocal count
            count += 1
            status.update(Text.assemble(f"{doing} {count}/{total} ", shown(name)))

        yield begin


def is_live(console: Console) -> bool:
    """Whether a person reads along, on a terminal that can be written over."""
    # FORCE_COLOR makes rich take anything for a terminal.
    return sys.stderr.isatty() and console.is_interactive


def _figures(watched: WatchedList, now: float) -> Text:
    """The polls, and while it lasts the time to the next one and what is expected."""
    update = watched.last
    if update is None:
        return Text()
    text = f"{update.polls} poll" + ("" if update.polls == 1 else "s")
    if watched.outcome is not None:
        return Text(text, "dim")
    if update.next_poll_in is not None:
        left = max(0.0, update.next_poll_in + update.elapsed - watched.elapsed(now))
        text += f", next in {left:.1f} s" if left >= 0.05 else ", asking"
    if update.expected is not None:
        text += f", about {update.expected:.{0 if update.expected >= 10 else 1}f} s expected"
    if update.error is None:
        return Text(text, "dim")
    return Text.assemble((f"{type(update.error).__name__}; ", "yellow"), (text, "dim"))
