"""The emulator is an extra: nothing loads it unasked, and without it the error says what to do."""

import subprocess
import sys

import pytest


def run(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-P", "-W", "error", "-c", program],
        check=True,
        capture_output=True,
        text=True,
        timeout=30,
    )
    return done.stdout


def test_importing_azface_does_not_load_the_emulator() -> None:
    loaded = run("import sys, azface; print(*sys.modules)").split()
    assert not {"azface.emulator", "PIL"} & set(loaded)


@pytest.mark.parametrize("name", ["PIL", "numpy", "python_multipart", "yaml"])
def test_without_the_extra_the_error_names_it(name: str) -> None:
    program = (
        f"import sys; sys.modules[{name!r}] = None\n"
        "try: import azface.emulator\n"
        "except ImportError as error: print(error)\n"
    )
    assert run(program) == f"azface.emulator needs {name}: pip install 'azface[emulator]'\n"
