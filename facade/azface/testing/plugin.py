"""Fixtures for pytest; load them in your root conftest.py.

    pytest_plugins = ["azface.testing.plugin"]

There is no entry point that would load them by itself, since importing azface takes longer than
every test run of every project with azface installed should pay. All names begin with `azface`, to
live beside any other plugin.
"""

from __future__ import annotations

import os
import re
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from azface import Anonymous, AsyncFaceClient, FaceClient
from azface.testing.cassettes import PLACEHOLDER, Cassette, open_cassette
from azface.testing.virtual_clock import VirtualClock

if TYPE_CHECKING:
    from azface.emulator import Emulator

Client = TypeVar("Client", FaceClient, AsyncFaceClient)

# 2026-01-01T00:00:00Z, since the emulator writes dates by this clock.
_START = 1_767_225_600.0

_CASSETTE = pytest.StashKey[Cassette]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--azface-record`."""
    parser.getgroup("azface").addoption(
        "--azface-record",
        action="store_true",
        help="record the cassettes of the selected tests anew, from the resource that "
        "FACE_ENDPOINT and FACE_APIKEY name, else from an emulator",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    config.addinivalue_line(
        "markers",
        "azface_cassette(name): play the cassette cassettes/NAME.yaml, in the folder of the test "
        "file; without a name it is cassettes/TEST_FILE/TEST.yaml",
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test that passed without playing its cassette to the end; keep a recording."""
    result = yield
    cassette = item.stash.get(_CASSETTE, None)
    if cassette is not None:
        cassette.finish()
    return result


@pytest.fixture
def azface_virtual_clock() -> VirtualClock:
    """A VirtualClock. A test that asks for it has its emulator and its clients go by it."""
    return VirtualClock(_START)


@pytest.fixture
def azface_emulator(request: pytest.FixtureRequest) -> Iterator[Emulator]:
    """A running Emulator of its own for each test (extra: emulator).

    Override it to begin with a seed or a clock that stands still; the clients follow:

        @pytest.fixture
        def azface_emulator():
            with Emulator(seed="tests/seed.yaml", clock="standing") as emulator:
                yield emulator
    """
    from azface.emulator import Emulator

    clock = _clock(request)
    with Emulator() if clock is None else Emulator(clock=clock) as emulator:
        yield emulator


@pytest.fixture
def azface_cassette(request: pytest.FixtureRequest) -> Iterator[Cassette]:
    """The test's cassette, in use (extra: testing); the marker `azface_cassette` names it."""
    record = bool(request.config.getoption("--azface-record"))
    with open_cassette(_cassette_path(request), record=record) as cassette:
        request.node.stash[_CASSETTE] = cassette
        yield cassette


@pytest.fixture(autouse=True)
def _azface_marked_cassette(request: pytest.FixtureRequest) -> None:  # pyright: ignore[reportUnusedFunction]
    """Put the cassette in use for a test that has the marker and does not name the fixture."""
    if request.node.get_closest_marker("azface_cassette") is not None:
        request.getfixturevalue("azface_cassette")


@pytest.fixture
def azface_client(request: pytest.FixtureRequest) -> Iterator[FaceClient]:
    """A FaceClient: on the test's cassette if it has one, else `azface_emulator.client()`."""
    with _on_cassette(request, FaceClient) or _emulator(request).client() as client:
        yield client


@pytest.fixture
def azface_async_client(request: pytest.FixtureRequest) -> AsyncFaceClient:
    """An AsyncFaceClient alike, to be closed where it is used: `async with azface_async_client`."""
    return _on_cassette(request, AsyncFaceClient) or _emulator(request).async_client()


def _on_cassette(request: pytest.FixtureRequest, kind: type[Client]) -> Client | None:
    """The client of a test with a cassette, unless it is recorded from an emulator."""
    if not _has_cassette(request):
        return None
    cassette: Cassette = request.getfixturevalue("azface_cassette")
    if not cassette.recording:
        return kind(PLACEHOLDER, Anonymous(), clock=_clock(request))
    return kind.from_env() if os.environ.get("FACE_ENDPOINT") else None


def _emulator(request: pytest.FixtureRequest) -> Emulator:
    # A fixture of the user's own by this name counts as well, with its seed and its clock.
    emulator: Emulator = request.getfixturevalue("azface_emulator")
    return emulator


def _clock(request: pytest.FixtureRequest) -> VirtualClock | None:
    """The virtual clock where a test goes by it; None where by the machine's."""
    if _has_cassette(request) or "azface_virtual_clock" in request.fixturenames:
        clock: VirtualClock = request.getfixturevalue("azface_virtual_clock")
        return clock
    return None


def _has_cassette(request: pytest.FixtureRequest) -> bool:
    return (
        "azface_cassette" in request.fixturenames
        or request.node.get_closest_marker("azface_cassette") is not None
    )


def _cassette_path(request: pytest.FixtureRequest) -> Path:
    folder = request.path.parent / "cassettes"
    marker = request.node.get_closest_marker("azface_cassette")
    if marker is not None and marker.args:
        return folder / f"{str(marker.args[0]).removesuffix('.yaml')}.yaml"
    # The name of a parametrised test may hold what file systems refuse.
    name = re.sub(r"[^\w.-]+", "_", request.node.name).strip("_")
    return folder / request.path.stem / f"{name}.yaml"
