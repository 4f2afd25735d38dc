"""Snapshots: a moment kept, and put back here, elsewhere, or from a file."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
