"""What the examples of docstrings and README find when they run."""

import io
import random
from collections.abc import Iterator

import pytest
from PIL import Image, ImageDraw

from azface.emulator import Emulator


def drawn_picture(seed: int = 1) -> bytes:
    """A JPEG of a face-like drawing, some kilobytes."""
    chance = random.Random(seed)

    def colour() -> tuple[int, int, int]:
        return chance.randrange(256), chance.randrange(256), chance.randrange(256)

    image = Image.new("RGB", (240, 240), colour())
    draw = ImageDraw.Draw(image)
    draw.ellipse((50, 30, 190, 215), fill=colour())
    for left in (85, 135):
        draw.ellipse((left, 90, left + 22, 110), fill=colour())
    draw.arc((90, 130, 150, 180), 10, 170, fill=colour(), width=5)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=90)
    return file.getvalue()


@pytest.fixture
def picture() -> bytes:
    return drawn_picture()


@pytest.fixture
def emulator(monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    """A running emulator that the environment names, as a user's environment names a resource."""
    with Emulator() as running:
        monkeypatch.setenv("FACE_ENDPOINT", running.endpoint)
        monkeypatch.setenv("FACE_APIKEY", running.key)
        yield running
