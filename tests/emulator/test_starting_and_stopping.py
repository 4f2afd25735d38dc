"""Starts and stops by several threads at once, and a start for which there is no room."""

import errno
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from azface.emulator import Emulator, Fault


def test_of_several_starts_at_once_one_is_done() -> None:
    emulator, ready = Emulator(), threading.Barrier(8)

    def start(_: int) -> str:
        ready.wait(10)
        try:
            emulator.start()
        except RuntimeError as error:
            return str(error)
        return "started"

    with ThreadPoolExecutor(8) as threads:
        ended = sorted(threads.map(start, range(8)))
    emulator.stop()
    assert ended == ["The emulator is running already"] * 7 + ["started"]


def test_a_second_stop_returns_when_the_first_has_stopped(serve: Any, tmp_path: Path) -> None:
    emulator, client = serve(data=tmp_path / "data")
    emulator.inject(Fault.slow(60))
    with ThreadPoolExecutor(2) as threads:
        asked = threads.submit(client.get, "/facelists")
        while not emulator.requests:
            time.sleep(0.001)
        first = threads.submit(emulator.stop)
        while repr(emulator) != "<Emulator not started>":
            time.sleep(0.001)
        emulator.stop()
        # The data file is free.
        with Emulator(data=tmp_path / "data"):
            pass
        first.result(10)
        with pytest.raises(httpx.TransportError):
            asked.result(10)


def test_without_open_files_left_a_start_is_an_os_error_and_nothing_else() -> None:
    program = (
        "import resource, sys\n"
        "from azface.emulator import Emulator\n"
        "emulator = Emulator()\n"
        "most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]\n"
        "for limit in range(3, 12):\n"
        "    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, most))\n"
        "    try:\n"
        "        emulator.start()\n"
        "    except OSError as error:\n"
        "        print(error.errno)\n"
        "    else:\n"
        "        emulator.stop()\n"
        "        print('started')\n"
    )
    run = subprocess.run(
        [sys.executable, "-P", "-W", "error", "-c", program],
        check=True,
        capture_output=True,
        text=True,
    )
    outcomes = run.stdout.split()
    assert set(outcomes) == {str(errno.EMFILE), "started"}
    assert outcomes == sorted(outcomes)
    assert run.stderr == ""
