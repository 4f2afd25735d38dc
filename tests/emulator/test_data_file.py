"""State in a file: it outlives a stop and a kill, and belongs to one emulator at a time."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from azface.emulator import DataFileError, Emulator, TrainingDuration
from azface.testing import VirtualClock

Picture = Callable[[int], bytes]


def test_lists_faces_trainings_and_detected_faces_outlive_a_stop(
    serve: Any, clock: Any, tmp_path: Path, picture: Picture
) -> None:
    data = tmp_path / "state.db"
    first, client = serve(data=data, clock=clock)
    client.create_list("a", userData="u")
    face = client.add_face("largefacelists/a", picture(1), "?userData=p1")
    client.train("a")
    clock.advance(1)
    status, query = client.status("a"), client.detect(picture(1))
    first.stop()

    _, client = serve(data=data, clock=clock)
    assert client.get("/largefacelists/a").json()["userData"] == "u"
    assert client.get(f"/largefacelists/a/persistedfaces/{face}").json()["userData"] == "p1"
    assert client.status("a") == status
    assert client.find_similar(faceId=query, largeFaceListId="a") == [(face, 1.0)]


def test_a_training_goes_on_while_the_emulator_is_away(
    serve: Any, clock: Any, tmp_path: Path, picture: Picture
) -> None:
    data = tmp_path / "state.db"
    first, client = serve(data=data, clock=clock)
    client.create_list("a")
    client.add_face("largefacelists/a", picture(1))
    client.train("a")
    first.stop()
    clock.advance(1)
    _, client = serve(data=data, clock=clock)
    assert client.status("a")["status"] == "succeeded"


@pytest.mark.parametrize("clock", ["standing", "running"])
def test_a_training_that_has_ended_does_not_run_again_after_a_restart(
    serve: Any, tmp_path: Path, picture: Picture, clock: str
) -> None:
    options = {"data": tmp_path / "state.db", "clock": clock}
    first, client = serve(**options, training=TrainingDuration.fixed(1800))
    client.create_list("a")
    client.add_face("largefacelists/a", picture(1))
    first.clock.advance(86_400)
    client.train("a")
    first.clock.advance(1800)
    status = client.status("a")
    assert status["status"] == "succeeded"
    first.clock.advance(60)
    now = first.clock.now()
    first.stop()

    second, client = serve(**options)
    assert second.clock.now() >= now
    assert second.clock.running is (clock == "running")
    assert client.status("a") == status
    second.reset()
    again = second.clock.now()
    second.stop()
    third, _ = serve(**options)
    assert again <= third.clock.now() < now


def test_nor_after_a_kill(serve: Any, tmp_path: Path) -> None:
    data = tmp_path / "state.db"
    program = (
        "import os, signal, sys\n"
        "from azface.emulator import Emulator, TrainingDuration\n"
        "seed = {'large_face_lists': {'a': {'face_count': 1}}}\n"
        "duration = TrainingDuration.fixed(0.5)\n"
        "emulator = Emulator(data=sys.argv[1], clock='standing', seed=seed, training=duration)\n"
        "with emulator, emulator.client() as client:\n"
        "    result = client.large_face_lists.train_and_wait('a')\n"
        "    print(result.status, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run(
        [sys.executable, "-P", "-c", program, str(data)],
        check=False,
        timeout=30,
        capture_output=True,
        text=True,
    )
    assert (killed.returncode, killed.stdout) == (-9, "succeeded\n")
    _, client = serve(data=data, clock="standing")
    assert client.status("a")["status"] == "succeeded"


def test_a_clock_ahead_of_the_state_stays_as_it_is(serve: Any, tmp_path: Path) -> None:
    data = tmp_path / "state.db"
    first, _ = serve(data=data, clock="standing")
    first.stop()
    ahead = VirtualClock(first.clock.now() + 5)
    serve(data=data, clock=ahead)
    assert ahead.now() == first.clock.now() + 5


def test_an_acknowledged_write_survives_a_kill(serve: Any, tmp_path: Path) -> None:
    data = tmp_path / "state.db"
    program = (
        "import os, signal, sys, httpx\n"
        "from azface.emulator import Emulator\n"
        "emulator = Emulator(data=sys.argv[1], key='k')\n"
        "emulator.start()\n"
        "for number in range(20):\n"
        "    url = f'{emulator.endpoint}/face/v1.2/largefacelists/list-{number:02}'\n"
        "    headers = {'Ocp-Apim-Subscription-Key': 'k'}\n"
        "    assert httpx.put(url, headers=headers, json={'name': 'x'}).status_code == 200\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run(
        [sys.executable, "-P", "-c", program, str(data)], check=False, timeout=30
    )
    assert killed.returncode == -9
    _, client = serve(data=data)
    assert len(client.get("/largefacelists").json()) == 20


@pytest.mark.parametrize("linked", [False, True])
def test_a_second_emulator_on_the_same_file_is_refused(
    serve: Any, tmp_path: Path, linked: bool
) -> None:
    data = tmp_path / "state.db"
    first, client = serve(data=data)
    name = tmp_path / "link.db" if linked else data
    if linked:
        name.symlink_to(data)
    with pytest.raises(DataFileError, match=f"{name.name} is in use by another emulator"):
        Emulator(data=name).start()
    client.create_list("a")
    first.stop()
    _, client = serve(data=str(data))
    assert client.get("/largefacelists/a").status_code == 200


def test_another_process_is_refused_too(serve: Any, tmp_path: Path) -> None:
    data = tmp_path / "state.db"
    serve(data=data)
    program = (
        "import sys\n"
        "from azface.emulator import DataFileError, Emulator\n"
        "try: Emulator(data=sys.argv[1]).start()\n"
        "except DataFileError as error: print(error)\n"
    )
    second = subprocess.run(
        [sys.executable, "-P", "-c", program, str(data)],
        check=True,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert second.stdout == f"{data} is in use by another emulator\n"


def test_a_file_of_another_kind_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_bytes(b"not a database at all\n" * 100)
    with pytest.raises(DataFileError, match=r"notes\.txt"):
        Emulator(data=text).start()
    assert text.read_bytes() == b"not a database at all\n" * 100


def test_a_foreign_database_is_refused(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.db"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE somebody (elses)")
    with pytest.raises(DataFileError, match="no emulator's file"):
        Emulator(data=foreign).start()


def test_a_file_of_another_schema_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "state.db"
    with Emulator(data=data):
        pass
    with closing(sqlite3.connect(data)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(DataFileError, match="another version"):
        Emulator(data=data).start()


def test_a_folder_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="missing"):
        Emulator(data=tmp_path / "missing" / "state.db").start()
