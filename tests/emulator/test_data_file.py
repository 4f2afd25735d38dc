"""State in a file: it outlives a stop and a kill, and belongs to one emulator at a time."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from azface.emulator import DataFileError, Emulator

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
