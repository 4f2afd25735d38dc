"""Snapshots: a moment kept, and put back here, elsewhere, or from a file."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

import attrs
import pytest

from azface.emulator import Emulator, Fault, Snapshot, TrainingDuration

Picture = Callable[[int], bytes]
Serve = Callable[..., tuple[Emulator, Any]]


@pytest.fixture
def filled(serve: Serve, picture: Picture) -> tuple[Emulator, Any, str, str]:
    """An emulator whose clock stands, a client, a face in its trained list, and a detected one."""
    emulator, client = serve(clock="standing", training=TrainingDuration.instant())
    client.create_list("a", userData="u")
    face = client.add_face("largefacelists/a", picture(1))
    client.train("a")
    return emulator, client, face, client.detect(picture(1))


def test_all_is_put_back(filled: tuple[Emulator, Any, str, str], picture: Picture) -> None:
    emulator, client, face, query = filled
    shown = [client.get(path).text for path in ("/largefacelists/a", "/largefacelists/a/training")]
    snapshot = emulator.snapshot()
    emulator.clock.advance(90_000)
    client.delete("/largefacelists/a")
    client.create_list("b")

    emulator.restore(snapshot)
    assert emulator.clock.now() == snapshot.at
    assert [each["name"] for each in client.get("/largefacelists").json()] == ["a"]
    again = [client.get(path).text for path in ("/largefacelists/a", "/largefacelists/a/training")]
    assert again == shown
    assert client.find_similar(faceId=query, largeFaceListId="a") == [(face, 1.0)]


def test_ids_go_on_as_at_the_moment(
    filled: tuple[Emulator, Any, str, str], picture: Picture
) -> None:
    emulator, client, *_ = filled
    snapshot = emulator.snapshot()

    def work() -> list[str]:
        return [client.detect(picture(2)), client.add_face("largefacelists/a", picture(3))]

    first = work()
    assert work() != first
    emulator.restore(snapshot)
    assert work() == first


def test_a_file_carries_it_to_another_emulator(
    filled: tuple[Emulator, Any, str, str], serve: Serve, tmp_path: Path, picture: Picture
) -> None:
    emulator, client, face, query = filled
    emulator.snapshot().save(tmp_path / "a.snapshot")
    snapshot = Snapshot.load(str(tmp_path / "a.snapshot"))
    assert snapshot == emulator.snapshot()
    next_detected = client.detect(picture(5))

    options = {"data": tmp_path / "state.db", "clock": "standing"}
    other, client = serve(**options)
    client.create_list("b")
    other.restore(snapshot)
    assert client.detect(picture(5)) == next_detected
    other.stop()
    _, client = serve(**options)
    assert [each["name"] for each in client.get("/largefacelists").json()] == ["a"]
    assert client.find_similar(faceId=query, largeFaceListId="a") == [(face, 1.0)]


def test_a_running_clock_runs_on(serve: Serve) -> None:
    emulator, _ = serve()
    snapshot = emulator.snapshot()
    emulator.clock.advance(1000)
    emulator.restore(snapshot)
    assert emulator.clock.now() >= snapshot.at + 1000


def test_a_running_clock_behind_the_snapshot_is_set_to_it(
    filled: tuple[Emulator, Any, str, str], serve: Serve
) -> None:
    """Else its trainings would lie in the future, and run again."""
    first, client, *_ = filled
    first.clock.advance(1_000_000_000)
    client.train("a")
    status = client.status("a")
    emulator, client = serve()
    emulator.restore(first.snapshot())
    assert emulator.clock.running
    assert emulator.clock.now() >= first.clock.now()
    assert client.status("a") == status


def states(whole: bytes) -> dict[str, bytes]:
    """What is no state of an emulator, by what it is."""
    changed = {
        "another schema": "DROP TABLE sessions",
        "one table more": "CREATE TABLE somebody (elses)",
        "another version": "PRAGMA user_version = 99",
        "another application": "PRAGMA application_id = 99",
    }
    found = {
        "nothing": b"",
        "junk": b"x" * 5_000,
        "half of one": whole[: len(whole) // 2],
        "one with a page of zeros": whole[:8_192] + bytes(4_096) + whole[12_288:],
    }
    for name, script in changed.items():
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(whole)
            connection.executescript(script)
            found[name] = connection.serialize()
    with (
        closing(sqlite3.connect(":memory:")) as connection,
        closing(sqlite3.connect(":memory:")) as larger,
    ):
        connection.deserialize(whole)
        larger.execute("PRAGMA page_size = 8192")
        for pragma in ("application_id", "user_version"):
            [value] = connection.execute(f"PRAGMA {pragma}").fetchone()
            larger.execute(f"PRAGMA {pragma} = {value}")
        larger.executescript("\n".join(connection.iterdump()))
        found["pages of another size"] = larger.serialize()
    return found


@pytest.mark.parametrize("data", [None, "state.db"])
def test_what_holds_no_state_is_refused_and_replaces_nothing(
    serve: Serve, tmp_path: Path, data: str | None
) -> None:
    emulator, client = serve(data=data and tmp_path / data, clock="standing")
    snapshot = emulator.snapshot()
    client.create_list("a")
    emulator.clock.advance(5)
    now = emulator.clock.now()
    for state in states(snapshot.state).values():
        with pytest.raises(ValueError, match="no state of an emulator"):
            emulator.restore(attrs.evolve(snapshot, state=state))
        assert [each["name"] for each in client.get("/largefacelists").json()] == ["a"]
        assert emulator.clock.now() == now
    emulator.restore(snapshot)
    assert client.get("/largefacelists").json() == []


@pytest.mark.parametrize("members", [{"at": float("nan")}, {"at": 9e99}, {"ids": b"short"}])
def test_a_snapshot_that_could_not_be_gone_on_from_cannot_be(members: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"at|ids"):
        Snapshot(**{"at": 0.0, "ids": bytes(32), "state": b"", **members})


@pytest.fixture
def flipping() -> Callable[..., AbstractContextManager[None]]:
    """Puts two snapshots back in turn while its block runs."""

    @contextmanager
    def flip(emulator: Emulator, *snapshots: Snapshot) -> Iterator[None]:
        done = threading.Event()

        def restore() -> None:
            while not done.is_set():
                for snapshot in snapshots:
                    emulator.restore(snapshot)

        thread = threading.Thread(target=restore)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    return flip


def test_a_page_of_persons_is_of_one_moment(
    serve: Serve, flipping: Callable[..., AbstractContextManager[None]]
) -> None:
    emulator, client = serve(seed={"person_groups": {"g": {"person_count": 1_000}}})
    full = emulator.snapshot()
    client.delete("/persongroups/g")
    with flipping(emulator, emulator.snapshot(), full):
        answers = [client.get("/persongroups/g/persons") for _ in range(40)]
    assert {answer.status_code for answer in answers} <= {200, 404}
    faces = {
        len(person["persistedFaceIds"])
        for answer in answers
        if answer.status_code == 200
        for person in answer.json()
    }
    assert faces <= {1}


def test_an_identification_is_of_one_moment(
    serve: Serve, picture: Picture, flipping: Callable[..., AbstractContextManager[None]]
) -> None:
    person = {"name": "Ann", "faces": [picture(1)]}
    emulator, client = serve(
        clock="standing",
        seed={"person_groups": {"g": {"persons": [person], "person_count": 9, "trained": True}}},
    )
    face_ids = [client.detect(picture(1)) for _ in range(10)]
    [ann] = [
        each["personId"]
        for each in client.get("/persongroups/g/persons").json()
        if each["name"] == "Ann"
    ]
    there = emulator.snapshot()
    client.delete(f"/persongroups/g/persons/{ann}")
    body = {"faceIds": face_ids, "personGroupId": "g"}
    with flipping(emulator, emulator.snapshot(), there):
        answers = [client.post("/identify", json=body).raise_for_status() for _ in range(60)]
    found = [{len(each["candidates"]) for each in answer.json()} for answer in answers]
    assert all(each in ({0}, {1}) for each in found)


def test_what_was_set_up_stays(serve: Serve) -> None:
    emulator, client = serve(tier="F0", clock="standing")
    snapshot = emulator.snapshot()
    injected = emulator.inject(Fault.rate_limited(), times=3)
    emulator.pictures["http://p/1"] = b"x"
    emulator.clock.advance(3600)
    for _ in range(20):
        client.get("/facelists")
    emulator.restore(snapshot)
    assert len(emulator.requests) == 20
    assert list(emulator.pictures) == ["http://p/1"]
    assert injected.hits == 3
    assert client.get("/facelists").status_code == 200


def test_only_a_whole_snapshot_is_read(
    filled: tuple[Emulator, Any, str, str], tmp_path: Path
) -> None:
    content = filled[0].snapshot().to_bytes()
    path = tmp_path / "a.snapshot"
    for wrong, complaint in (
        (b"", "no snapshot of an emulator"),
        (b"SQLite format 3\0" * 100, "no snapshot of an emulator"),
        (content.split(b"\n", 1)[1], "no snapshot of an emulator"),
        (content.replace(b"\n", b"9\n", 1), "of another version of the emulator"),
        (content[:-1], "damaged"),
        (content[:60], "damaged"),
        (content.split(b"\n", 1)[0] + b"\n[1]\n", "damaged"),
        (content.split(b"\n", 1)[0] + b"\n" + b"[" * 900 + b"\n", "damaged"),
        (content.replace(b'"ids": "', b'"ids": "ab', 1), "damaged"),
        (content.replace(b'"at": ', b'"at": 9e999, "x": ', 1), "damaged"),
    ):
        path.write_bytes(wrong)
        with pytest.raises(ValueError, match=rf"a\.snapshot: .*{complaint}"):
            Snapshot.load(path)
    with pytest.raises(FileNotFoundError):
        Snapshot.load(tmp_path / "nowhere")


def test_one_that_is_stopped_meanwhile_says_so() -> None:
    refusals: list[str] = []

    def snapshots(emulator: Emulator, begun: threading.Event) -> None:
        try:
            while emulator.snapshot():
                begun.set()
        except RuntimeError as error:
            refusals.append(str(error))

    for _ in range(10):
        with Emulator() as emulator:
            begun = threading.Event()
            thread = threading.Thread(target=snapshots, args=(emulator, begun))
            thread.start()
            begun.wait()
        thread.join()
    assert len(refusals) == 10


def test_an_emulator_that_does_not_run_has_none(tmp_path: Path) -> None:
    with Emulator() as emulator:
        snapshot = emulator.snapshot()
    with pytest.raises(RuntimeError, match="not running"):
        emulator.snapshot()
    with pytest.raises(RuntimeError, match="not running"):
        emulator.restore(snapshot)
