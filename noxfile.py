"""The project's chores: `nox -l` lists them, `nox -s NAME` runs one."""

import os
import re
import shutil
import sys
import tomllib
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["lint", "typing", "tests", "check_generated"]

ROOT = Path(__file__).parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PYTHONS = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))

# What reads our code is pinned; what our code runs on is not.
RUFF = "ruff==0.17.6"
TYPE_CHECKERS = (
    "mypy==2.4.1",
    "pyright[nodejs]==1.1.414",
    "types-python-dateutil==2.9.0.20261116",
    "types-PyYAML==6.0.12.20261113",
)


def run_tests(session: nox.Session, *arguments: str) -> None:
    """Run pytest on what is installed; -P keeps the checkout off the import path."""
    workers = ("-n", "auto", "-p", "no:cacheprovider")
    session.run("python", "-P", "-m", *arguments, *workers, *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """All tests on this Python, with the coverage of the facade (at least 95 % by branch)."""
    session.install(".[dev]")
    for old in ROOT.glob(".coverage*"):
        old.unlink()
    run_tests(session, "coverage", "run", "-m", "pytest")
    if not session.posargs:
        session.run("python", "-m", "coverage", "combine", "--quiet")
        session.run("python", "-m", "coverage", "report", "--fail-under=95")


@nox.session(python=PYTHONS)
def matrix(session: nox.Session) -> None:
    """All tests on each supported Python."""
    session.install(".[dev]")
    run_tests(session, "pytest")


@nox.session
def minimum(session: nox.Session) -> None:
    """All tests with the lowest versions that pyproject.toml allows."""
    optional = PROJECT["optional-dependencies"]
    wanted = [*PROJECT["dependencies"], *optional["cli"], *optional["emulator"]]
    lowest = [re.sub(r">=([^,]+).*", r"==\1", line) for line in [*wanted, *optional["testing"]]]
    # Schemathesis needs newer versions than azface does.
    dev = [line for line in optional["dev"][1:] if not line.startswith("schemathesis")]
    session.install(*lowest, *dev, ".")
    run_tests(session, "pytest", "--ignore=tests/emulator/test_schemathesis.py")


@nox.session
def latest(session: nox.Session) -> None:
    """All tests with the newest versions that pyproject.toml allows."""
    session.install("--upgrade", "--upgrade-strategy=eager", ".[dev]")
    run_tests(session, "pytest")


@nox.session
def lint(session: nox.Session) -> None:
    """Rules and format of everything that is written by hand."""
    session.install(RUFF)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def typing(session: nox.Session) -> None:
    """Check the types, by mypy strict and pyright strict: the facade, and how its users see it."""
    session.install(".[dev]", *TYPE_CHECKERS)
    session.run("mypy", "facade/azface", "tests/typing/api.py")
    session.run("mypy", "generated/azface_generated")
    session.run("pyright")


@nox.session
def generate(session: nox.Session) -> None:
    """Rebuild generated/ from the OpenAPI documents."""
    session.install("-r", "openapi/requirements.txt")
    session.run("python", "openapi/regenerate.py")


@nox.session
def check_generated(session: nox.Session) -> None:
    """Fail when generated/ is not byte for byte what the OpenAPI documents give."""
    session.install("-r", "openapi/requirements.txt")
    session.run("python", "openapi/regenerate.py", "--check")


@nox.session
def record(session: nox.Session) -> None:
    """Record the cassettes anew: from the emulator, or from FACE_ENDPOINT with FACE_APIKEY."""
    session.install(".[dev]")
    # No -P: the script imports its neighbours.
    session.run("python", "tests/replay/record.py", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure, as ratios in one run: all benchmarks, or those named after --."""
    session.install(".[dev]", "matplotlib==3.11.2")
    # No -P: the script imports its neighbours.
    session.run("python", "tests/benchmarks/run.py", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Run the examples of the docstrings and write the API reference to site/."""
    session.install(".[dev]", "pdoc==16.0.0")
    run_tests(session, "pytest", "tests/examples")
    modules = (
        "azface",
        "azface.emulator",
        "azface.emulator.parity",
        "azface.testing",
        "azface.testing.plugin",
    )
    session.run("python", "-P", "-m", "pdoc", "--docformat", "google", "-o", "site", *modules)


@nox.session
def build(session: nox.Session) -> None:
    """Build wheel and sdist; try each, and an editable install, in an environment of its own."""
    session.install("build==1.6.1")
    distributions = Path(session.create_tmp()) / "dist"
    shutil.rmtree(distributions, ignore_errors=True)
    session.run("python", "-m", "build", "--outdir", str(distributions))
    ways = {path.suffix.strip("."): [str(path)] for path in distributions.iterdir()}
    for name, target in {**ways, "editable": ["--editable", "."]}.items():
        python = fresh_environment(session, f"try-{name}")
        session.run(python, "-m", "pip", "install", "--quiet", *target, external=True)
        session.run(python, "-P", "tests/packaging/try_install.py", external=True)


@nox.session(venv_backend="none")
def quickstart(session: nox.Session) -> None:
    """The README's first command, as a new user would run it."""
    python = fresh_environment(session, "quickstart")
    session.run(python, "-m", "pip", "install", "--quiet", ".[cli,emulator]", external=True)
    session.run(str(Path(python).with_name("azface")), "demo", external=True)


def fresh_environment(session: nox.Session, name: str) -> str:
    """The Python of a virtual environment that has nothing but pip."""
    folder = Path(session.create_tmp()).resolve() / name
    shutil.rmtree(folder, ignore_errors=True)
    session.run(sys.executable, "-m", "venv", str(folder), external=True)
    return str(folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
