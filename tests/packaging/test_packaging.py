"""What is built holds what it should, and nothing else."""

import importlib.metadata
import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def build(target: str, source: Path, folder: Path) -> Path:
    """Build with the installed backend, so that no network is needed."""
    subprocess.run(
        [sys.executable, "-P", "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
        cwd=source,
        check=True,
        capture_output=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"},
    )
    [built] = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


def modules(folder: Path) -> set[str]:
    """The files of both packages, as a wheel names them."""
    return {
        path.relative_to(folder / part).as_posix()
        for part in ("facade", "generated")
        for path in (folder / part).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_both_packages_whole_and_typed(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names == modules(ROOT)
    assert {"azface/py.typed", "azface_generated/py.typed"} <= names


def test_the_wheel_carries_the_licence_and_the_command(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    [licence] = [name for name in archive.namelist() if name.endswith("/LICENSE")]
    assert archive.read(licence).startswith(b"MIT License")
    [entries] = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
    assert b"azface = azface.cli:main" in archive.read(entries)


def test_the_wheel_built_from_the_sdist_is_the_same(
    wheel: Path, sdist: Path, tmp_path: Path
) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    [source] = (tmp_path / "source").iterdir()
    again = build("wheel", source, tmp_path / "wheel")
    assert again.read_bytes() == wheel.read_bytes()


def test_the_sdist_holds_what_a_packager_needs_to_test(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {
        "LICENSE",
        "README.md",
        "noxfile.py",
        "openapi/face-v1.2.yaml",
        "tests/packaging/test_packaging.py",
    } <= names


def test_the_core_needs_four_packages_and_the_extras_are_named() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    core = {line.split(">=")[0] for line in project["dependencies"]}
    assert core == {"httpx", "attrs", "python-dateutil", "anyio"}
    assert set(project["optional-dependencies"]) == {"cli", "emulator", "testing", "dev"}


def test_the_installed_version_is_the_one_the_package_says() -> None:
    import azface

    assert importlib.metadata.version("azface") == azface.__version__


def test_nothing_stands_at_the_top_level_but_what_was_agreed() -> None:
    agreed = {
        "noxfile.py",
        "pyproject.toml",
        "README.md",
        "openapi",
        "generated",
        "facade",
        "tests",
        "cassettes",
        "LICENSE",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
    }
    made_by_tools = {"site", "dist", "build", "__pycache__"}
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - made_by_tools <= agreed
