"""What `import azface` costs: our own few modules, and what its libraries load anyway."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest


def loaded(statement: str) -> set[str]:
    """The modules of a fresh interpreter after one statement."""
    code = f"{statement}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], check=True, capture_output=True, text=True
    )
    return set(json.loads(done.stdout))


@pytest.fixture(scope="module")
def added() -> set[str]:
    """What azface loads on top of the libraries it stands on."""
    return loaded("import azface") - loaded("import httpx, attrs, dateutil.parser")


def test_importing_azface_loads_our_own_modules_and_nothing_else(added: set[str]) -> None:
    assert {name for name in added if name.partition(".")[0] != "azface"} <= {"azface_generated"}


def test_importing_azface_loads_no_generated_operation_and_no_extra(added: set[str]) -> None:
    assert not {name for name in added if name.startswith("azface_generated.")}
    assert not {name.split(".")[1] for name in added if "." in name} & {
        "cli",
        "emulator",
        "testing",
    }
    heavy = {"typer", "vcr", "PIL", "trio", "pytest", "yaml"}
    assert not {name.partition(".")[0] for name in added} & heavy


def test_a_client_is_made_without_loading_generated_code() -> None:
    made = loaded("import azface; azface.FaceClient('https://a.test', 'key').close()")
    assert not {name for name in made if name.startswith("azface_generated.")}


def test_one_call_loads_one_version_and_one_operation() -> None:
    call = (
        "import azface, httpx\n"
        "answer = httpx.Response(200, json={'status': 'running'})\n"
        "transport = httpx.MockTransport(lambda request: answer)\n"
        "client = azface.FaceClient('https://a.test', 'key',\n"
        "    http_client=httpx.Client(transport=transport))\n"
        "client.large_face_lists.get_training_status('staff')"
    )
    names = {name for name in loaded(call) if name.startswith("azface_generated.")}
    assert {name.split(".")[1] for name in names} == {"v1_2"}
    operations = {name for name in names if name.count(".") == 4}
    assert operations == {
        "azface_generated.v1_2.api.face_list_operations.get_large_face_list_training_status"
    }


def test_the_python_of_the_user_is_left_as_it_is() -> None:
    code = (
        "import logging, warnings, signal, sys\n"
        "def state():\n"
        "    return (logging.root.level, logging.root.handlers, list(warnings.filters),\n"
        "        signal.getsignal(signal.SIGINT), sys.excepthook, sys.getrecursionlimit())\n"
        "import httpx, dateutil.parser\n"
        "before = state()\n"
        "import azface\n"
        "assert state() == before\n"
        "assert logging.getLogger('azface').level == logging.NOTSET"
    )
    subprocess.run([sys.executable, "-P", "-c", code], check=True)
