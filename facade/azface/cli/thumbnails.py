"""Small pictures in a terminal: two pixels a character, as its two halves' colours."""

from __future__ import annotations

from collections.abc import Mapping

from PIL import ImageOps
from rich.color import Color
from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from azface.cli.demo_pictures import Picture, opened
from azface.cli.output import shown
from azface.cli.story import INDENT

_UPPER_HALF = "\u2580"
_SIDE = 12
_GAP = 1


def can_show(console: Console) -> bool:
    """Whether the console has colours and the character for it."""
    coloured = console.is_terminal and not console.no_color
    return (
        coloured and console.color_system in ("256", "truecolor") and not console.options.ascii_only
    )


def gallery(pictures: Mapping[str, Picture], width: int) -> Table:
    """As many pictures in a row as fit the width, each above its name."""
    columns = (width - INDENT + _GAP) // (_SIDE + _GAP)
    names = list(pictures)[: max(1, columns)]
    row = Table.grid(padding=(0, _GAP, 0, 0))
    for _ in names:
        row.add_column(width=_SIDE, no_wrap=True, overflow="ellipsis", justify="center")
    row.add_row(*(_thumbnail(pictures[name]) for name in names))
    row.add_row(*(shown(name) for name in names))
    return row


def _thumbnail(picture: Picture) -> Text:
    pixels = ImageOps.fit(opened(picture), (_SIDE, _SIDE)).tobytes()

    def colour(x: int, y: int) -> Color:
        at = 3 * (y * _SIDE + x)
        return Color.from_rgb(*pixels[at : at + 3])

    text = Text(no_wrap=True)
    for y in range(0, _SIDE, 2):
        for x in range(_SIDE):
            text.append(_UPPER_HALF, Style(color=colour(x, y), bgcolor=colour(x, y + 1)))
        text.append("\n" if y + 2 < _SIDE else "")
    return text
