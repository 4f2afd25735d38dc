"""The live lines of a wait, on stderr, and only where that is a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from types import TracebackType
from typing import Self, TypeAlias

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from azface import TrainingUpdate
from azface.cli.output import shown, shown_status

_REFRESHES_PER_SECOND = 10

Begin: TypeAlias = Callable[[str], object]


class WaitProgress:
    """One line for each list: its status, the time waited, the polls, the time to the next one.

    A context manager; the lines are gone when it is left. Keeps the last update of each list, also
    where nothing is shown.

    Args:
        console: Of stderr.
        list_ids: The lists waited for.
        now: Seconds on a scale that never goes back.
    """

    def __init__(
        self,
        console: Console,
        list_ids: Iterable[str],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.updates: dict[str, TrainingUpdate] = {}
        self._waiting = dict.fromkeys(list_ids, now())
        self._now = now
        self._console = console
        self._spinner = Spinner("line" if console.options.ascii_only else "dots", style="cyan")
        self._live = Live(
            console=console,
            get_renderable=self._lines,
            refresh_per_second=_REFRESHES_PER_SECOND,
            transient=True,
        )

    def __enter__(self) -> Self:
        if _is_live(self._console):
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._live.stop()

    def polled(self, list_id: str, update: TrainingUpdate) -> None:
        """Show what a look at a list's training brought."""
        self.updates[list_id] = update
        self._waiting[list_id] = self._now()

    def ended(self, list_id: str) -> None:
        """Take away the line of a list that is no longer waited for."""
        del self._waiting[list_id]

    def _lines(self) -> Table:
        lines = Table.grid(padding=(0, 2, 0, 0), expand=True)
        # Where Ctrl-C is echoed as ^C, that must not begin another line.
        lines.width = max(1, self._console.width - 3)
        for width in (1, 28, 10, 8):
            lines.add_column(min_width=1, max_width=width, no_wrap=True, overflow="ellipsis")
        lines.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
        # A thread of Live's calls this: the wait may take a line away meanwhile.
        for list_id, since in list(self._waiting.items()):
            ago = self._now() - since
            lines.add_row(self._spinner, shown(list_id), *_cells(self.updates.get(list_id), ago))
        return lines


@contextmanager
def counted(console: Console, doing: str, total: int) -> Generator[Begin, None, None]:
    """Show which of so many things is at work; gives a function to tell it the next one's name.

    Args:
        console: Of stderr.
        doing: Such as "adding".
        total: How many there are.
    """
    if not _is_live(console):
        yield lambda _: None
        return
    count = 0
    spinner = "line" if console.options.ascii_only else "dots"
    with console.status(doing, spinner=spinner, spinner_style="cyan") as status:

        def begin(name: str) -> None:
            nonlocal count
            count += 1
            status.update(Text.assemble(f"{doing} {count}/{total} ", shown(name)))

        yield begin


def _is_live(console: Console) -> bool:
    # FORCE_COLOR makes rich take anything for a terminal.
    return sys.stderr.isatty() and console.is_interactive


def _cells(update: TrainingUpdate | None, ago: float) -> tuple[Text, Text, Text]:
    """Status, time waited and polls, so many seconds after the update."""
    if update is None:
        return shown_status("asking"), Text(f"{ago:.1f} s"), Text()
    polls = f"{update.polls} poll" + ("" if update.polls == 1 else "s")
    left = None if update.next_poll_in is None else max(0.0, update.next_poll_in - ago)
    rest = Text(polls if left is None else f"{polls}, next in {left:.1f} s", "dim")
    if update.error is not None:
        rest = Text.assemble((f"{type(update.error).__name__}; ", "yellow"), rest)
    status = shown_status(update.status or "asking")
    return status, Text(f"{update.elapsed + ago:.1f} s"), rest
