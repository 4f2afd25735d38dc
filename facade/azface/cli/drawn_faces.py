"""Faces for the demo, drawn on the spot: simple portraits that nobody has to agree to."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Literal, TypeAlias

from attrs import frozen
from PIL import Image, ImageDraw

# Drawn this many times larger and scaled down, for smooth edges.
_SCALE = 4
_SIDE = 240

_INK = "#2b2b33"
_WHITE = "#ffffff"
_LIPS = "#b4434b"

Box: TypeAlias = tuple[float, float, float, float]


@frozen
class Portrait:
    """What tells one drawn face from another; colours as #rrggbb."""

    backdrop: str
    skin: str
    hair: str
    clothes: str
    style: Literal["short", "long", "bun", "bald", "curls", "fringe"]
    glasses: bool = False
    beard: bool = False
    smile: bool = True


PORTRAITS: Mapping[str, Portrait] = {
    "ann.png": Portrait("#f6c6cf", "#f3d3bd", "#4a2c20", "#7b2d5e", "bun"),
    "ben.png": Portrait("#9fc9ea", "#eec39f", "#3a2a20", "#33485e", "short", smile=False),
    "carl.png": Portrait("#d9ead3", "#f0c8a8", "#b9b4ab", "#5b6f52", "bald", True, True),
    "dora.png": Portrait("#22395b", "#e8b894", "#d9d2c5", "#101c2e", "fringe", glasses=True),
    "esi.png": Portrait("#f7d774", "#8d5a3b", "#1d1512", "#c2513a", "curls"),
    "fay.png": Portrait("#8a6fb0", "#f1cdb0", "#a3521f", "#e9d8a6", "long"),
}


def drawn_faces() -> dict[str, bytes]:
    """A PNG file for each name, some 10 KB each."""
    return {name: _png(_drawn(portrait)) for name, portrait in PORTRAITS.items()}


def _png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _drawn(portrait: Portrait) -> Image.Image:
    image = Image.new("RGB", (_SIDE * _SCALE, _SIDE * _SCALE), portrait.backdrop)
    pen = _Pen(ImageDraw.Draw(image))
    _hair(pen, portrait)
    pen.ellipse((38, 196, 202, 330), portrait.clothes)
    pen.box((102, 165, 138, 212), portrait.skin, 14)
    for ear in (56, 164):
        pen.ellipse((ear, 108, ear + 20, 138), portrait.skin)
    if portrait.style != "bald":
        pen.ellipse((58, 34, 182, 160), portrait.hair)
    pen.ellipse((64, 48 if portrait.style == "bald" else 68, 176, 190), portrait.skin)
    if portrait.style == "fringe":
        pen.chord((60, 36, 180, 152), 186, 354, portrait.hair)
    if portrait.beard:
        pen.chord((66, 70, 174, 192), 12, 168, portrait.hair)
    _features(pen, portrait)
    return image.reduce(_SCALE)


def _hair(pen: _Pen, portrait: Portrait) -> None:
    match portrait.style:
        case "long":
            pen.box((50, 40, 190, 214), portrait.hair, 62)
        case "bun":
            pen.ellipse((92, 8, 148, 60), portrait.hair)
        case "curls":
            for x, y in ((56, 90), (60, 62), (82, 42), (120, 34), (158, 42), (180, 62), (184, 90)):
                pen.ellipse((x - 27, y - 27, x + 27, y + 27), portrait.hair)
        case "fringe":
            pen.box((52, 38, 188, 150), portrait.hair, 56)
        case "bald":
            for x in (53, 171):
                pen.ellipse((x, 80, x + 16, 120), portrait.hair)
        case "short":
            pen.box((58, 70, 182, 112), portrait.hair, 10)


def _features(pen: _Pen, portrait: Portrait) -> None:
    for eye in (97, 143):
        pen.ellipse((eye - 10, 108, eye + 10, 124), _WHITE)
        pen.ellipse((eye - 5, 109, eye + 6, 122), _INK)
        pen.ellipse((eye - 1, 111, eye + 3, 115), _WHITE)
        pen.arc((eye - 15, 92, eye + 15, 112), 205, 335, _INK, 4)
        if portrait.glasses:
            pen.arc((eye - 20, 98, eye + 20, 136), 0, 360, _INK, 4)
    if portrait.glasses:
        pen.arc((113, 108, 127, 120), 200, 340, _INK, 4)
    pen.arc((111, 118, 129, 144), 30, 150, _INK, 3)
    if portrait.smile:
        pen.chord((98, 136, 142, 172), 12, 168, _LIPS)
    else:
        pen.box((104, 158, 136, 163), _LIPS, 2)


class _Pen:
    """Draws in the finished picture's pixels."""

    def __init__(self, draw: ImageDraw.ImageDraw) -> None:
        self._draw = draw

    def ellipse(self, box: Box, colour: str) -> None:
        self._draw.ellipse(_scaled(box), fill=colour)

    def box(self, box: Box, colour: str, radius: float) -> None:
        self._draw.rounded_rectangle(_scaled(box), radius * _SCALE, fill=colour)

    def chord(self, box: Box, start: float, end: float, colour: str) -> None:
        self._draw.chord(_scaled(box), start, end, fill=colour)

    def arc(self, box: Box, start: float, end: float, colour: str, width: int) -> None:
        self._draw.arc(_scaled(box), start, end, fill=colour, width=width * _SCALE)


def _scaled(box: Box) -> Box:
    left, top, right, bottom = box
    return left * _SCALE, top * _SCALE, right * _SCALE, bottom * _SCALE
