"""Pictures in a terminal."""

from io import StringIO

import pytest
from rich.console import Console

from azface.cli.drawn_faces import PORTRAITS, drawn_faces
from azface.cli.thumbnails import can_show, gallery


def console(**options: object) -> Console:
    settings = {"force_terminal": True, "color_system": "truecolor", "width": 80} | options
    return Console(file=StringIO(), legacy_windows=False, **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize(("width", "shown"), [(80, 6), (41, 3), (40, 2), (5, 1)])
def test_as_many_pictures_stand_in_a_row_as_fit(width: int, shown: int) -> None:
    faces = drawn_faces()
    assert [name for name in faces if name in rendered(faces, width)] == list(faces)[:shown]


def test_a_picture_is_drawn_in_its_own_colours() -> None:
    faces = drawn_faces()
    red, green, blue = bytes.fromhex(PORTRAITS["ann.png"].backdrop[1:])
    assert rendered(faces, 80).startswith(f"\x1b[38;2;{red};{green};{blue};48;2;")


def test_pictures_are_shown_only_where_colours_and_their_character_are() -> None:
    assert can_show(console())
    assert can_show(console(color_system="256"))
    assert not can_show(console(color_system="standard"))
    assert not can_show(console(no_color=True))
    assert not can_show(console(force_terminal=False))


def rendered(faces: dict[str, bytes], width: int) -> str:
    screen = console()
    screen.print(gallery(faces, width))
    assert isinstance(screen.file, StringIO)
    return screen.file.getvalue()
