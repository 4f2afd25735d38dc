"""The timeline of a wait: when each training was seen how far, on one axis of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen
from rich.text import Text

from azface.cli.output import shown
from azface.cli.signs import STYLES, Signs
from azface.cli.watched_list import Stage, WatchedList

_LONGEST_NAME = 28
_NARROWEST_BAR = 10
_GAP = "  "

# The most rows, whatever the height: more are no longer a picture.
_MOST_ROWS = 24

# The lines beside the rows: the count of the rest, the axis, the legend's two and the prompt.
_OTHER_LINES = 5

# Seconds from one label of the axis to the next, and how many columns those are at least.
_STEPS = (0.001, 0.01, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 3600)
_COLUMNS_A_LABEL = 8


def timeline(lists: Sequence[WatchedList], *, width: int, height: int, signs: Signs) -> list[Text]:
    """The lines of it, none wider than the terminal.

    Of more lists than there is room for, those that did not succeed and those that took longest
    are shown, and a line counts the rest.

    Args:
        lists: Whose waits have ended, in the order to show them in.
        width: Of the terminal, in columns.
        height: Of the terminal, in lines.
        signs: What it can show.
    """
    rows, rest = _divided(lists, max(1, min(_MOST_ROWS, height - _OTHER_LINES)))
    names = [shown(each.list_id) for each in rows]
    name_width = min(_LONGEST_NAME, width // 3, max(name.cell_len for name in names))
    for name in names:
        name.truncate(name_width, overflow=signs.overflow, pad=True)
    figures = _figures(rows)
    columns = width - name_width - len(figures[0]) - 2 * len(_GAP)
    lines: list[Text] = []
    if columns < _NARROWEST_BAR:
        for name, figure in zip(names, figures, strict=True):
            lines.append(Text(_GAP).join([name, Text(figure)]))
    else:
        axis = _Axis(max(0.001, *(each.ended_after for each in lists)), columns)
        for each, name, figure in zip(rows, names, figures, strict=True):
            lines.append(Text(_GAP).join([name, _bar(each, axis, signs), Text(figure)]))
        indent = Text(" " * name_width + _GAP)
        lines += [
            indent + each
            for each in (axis.labels(), *_legend(rows, signs, width - indent.cell_len))
        ]
    if rest:
        lines.insert(len(rows), Text(_summary(rest), "dim"))
    for line in lines:
        line.rstrip()
        line.truncate(width, overflow=signs.overflow)
    return lines


def counted_by_label(lists: Sequence[WatchedList]) -> str:
    """How many are how far, such as "3 running, 1 failed"."""
    counts = Counter(each.label for each in lists)
    return ", ".join(f"{count} {label}" for label, count in counts.most_common())


@frozen
class _Axis:
    """The seconds from 0 to `span`, on so many columns."""

    span: float
    columns: int

    def column(self, seconds: float) -> int:
        """Where a moment is."""
        return min(round(seconds / self.span * (self.columns - 1)), self.columns - 1)

    def labels(self) -> Text:
        """The line below the bars; the last label may go on below the figures."""
        most = max(1, self.columns // _COLUMNS_A_LABEL)
        step = next((step for step in _STEPS if self.span <= most * step), self.span)
        line = ""
        for number in range(int(self.span / step) + 1):
            line = line.ljust(self.column(number * step)) + _axis_label(number * step)
        return Text(line, "dim")


def _divided(
    lists: Sequence[WatchedList], room: int
) -> tuple[Sequence[WatchedList], Sequence[WatchedList]]:
    """Those to be shown, and the rest; both in order."""
    by_interest = sorted(
        range(len(lists)),
        key=lambda place: (lists[place].stage is Stage.SUCCEEDED, -lists[place].ended_after),
    )
    rows, rest = sorted(by_interest[:room]), sorted(by_interest[room:])
    return [lists[place] for place in rows], [lists[place] for place in rest]


def _figures(rows: Sequence[WatchedList]) -> list[str]:
    """Seconds and polls, one below the other."""
    seconds = [f"{each.ended_after:.1f} s" for each in rows]
    polls = [str(each.polls) for each in rows]
    widths = max(map(len, seconds)), max(map(len, polls))
    return [
        f"{second:>{widths[0]}}{_GAP}{poll:>{widths[1]}} poll" + (" " if poll == "1" else "s")
        for second, poll in zip(seconds, polls, strict=True)
    ]


def _bar(watched: WatchedList, axis: _Axis, signs: Signs) -> Text:
    """What was last seen, from look to look."""
    places = [axis.column(look.after) for look in watched.looks]
    end = axis.column(watched.ended_after)
    asking = (signs.stages[Stage.ASKING], STYLES[Stage.ASKING])
    cells = [asking] * end + [(" ", "")] * (axis.columns - end)
    for look, (place, next_place) in zip(watched.looks, pairwise([*places, end]), strict=True):
        sign = (signs.stages[look.stage], STYLES[look.stage])
        cells[place : next_place + 1] = [sign] * (next_place + 1 - place)
    for look, place in zip(watched.looks, places, strict=True):
        if look.polled:
            cells[place] = (signs.looks[look.stage], STYLES[look.stage])
    for look, place in zip(watched.looks, places, strict=True):
        if look.failed:  # of several looks in one column this one shows
            cells[place] = (signs.failed_look, "yellow")
    cells[end] = (signs.stages[watched.stage], STYLES[watched.stage])
    return Text.assemble(*cells)


def _legend(rows: Sequence[WatchedList], signs: Signs, width: int) -> list[Text]:
    """What the signs mean, of those that are there; on as many lines as that takes."""
    looks = [look for each in rows for look in each.looks]
    stages = {Stage.ASKING, *(look.stage for look in looks), *(each.stage for each in rows)}
    parts = [
        Text.assemble(signs.of(stage), f" {stage.value}") for stage in Stage if stage in stages
    ]
    if any(look.polled for look in looks):
        parts.insert(0, Text(f"{signs.looks[Stage.RUNNING]} poll"))
    if any(look.failed for look in looks):
        parts.insert(1, Text.assemble((signs.failed_look, "yellow"), " error"))
    lines: list[Text] = []
    for part in parts:
        if lines and lines[-1].cell_len + len(_GAP) + part.cell_len <= width:
            lines[-1] = Text(_GAP).join([lines[-1], part])
        else:
            lines.append(part)
    return lines


def _summary(rest: Sequence[WatchedList]) -> str:
    lengths = [each.ended_after for each in rest]
    return (
        f"and {len(rest)} more: {counted_by_label(rest)}; {min(lengths):.1f} to "
        f"{max(lengths):.1f} s, {sum(each.polls for each in rest)} polls"
    )


def _axis_label(seconds: float) -> str:
    minutes = seconds / 60
    return f"{minutes:g} min" if minutes >= 1 and minutes % 1 == 0 else f"{seconds:g} s"
