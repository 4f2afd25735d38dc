"""Reset: all is as it was at the start, and nobody needs to connect again."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from azface.emulator import Emulator, Fault, TrainingDuration

Picture = Callable[[int], bytes]
Serve = Callable[..., tuple[Emulator, Any]]
URL = "http://p/1"


def test_everything_is_as_start_left_it(serve: Serve, picture: Picture) -> None:
    emulator, client = serve(
        clock="standing",
        training=TrainingDuration.fixed(3),
        seed={
            "pictures": {URL: picture(1)},
            "large_face_lists": {"a": {"faces": [picture(1)], "trained": True}},
            "faults": [{"fault": "conflict", "operation": "CreateFaceList"}],
        },
    )
    began = emulator.clock.now()

    client.create_list("b")
    client.detect(picture(1))
    client.delete("/largefacelists/a")
    assert client.put("/facelists/x", json={"name": "x"}).status_code == 409
    emulator.training = TrainingDuration.instant()
    emulator.pictures[URL] = b"another"
    emulator.pictures["http://p/2"] = b"one more"
    emulator.inject(Fault.rate_limited(), times="always")
    emulator.clock.advance(5)
    emulator.clock.resume()
    emulator.reset()

    assert emulator.requests == []
    assert emulator.clock.now() == began
    assert not emulator.clock.running
    assert emulator.training == TrainingDuration.fixed(3)
    assert emulator.pictures == {URL: picture(1)}
    assert [each["name"] for each in client.get("/largefacelists").json()] == ["a"]
    assert client.status("a")["status"] == "succeeded"
    answers = [client.put(f"/facelists/{name}", json={"name": "x"}) for name in ("x", "y")]
    assert [answer.status_code for answer in answers] == [409, 200]


def test_a_detected_face_is_forgotten(emulator: Emulator, client: Any, picture: Picture) -> None:
    face = client.detect(picture(1))
    emulator.reset()
    answer = client.post("/findsimilars", json={"faceId": face, "faceIds": [face]})
    assert answer.json()["error"]["code"] == "FaceNotFound"


def test_ids_begin_again_with_a_random_seed_and_are_new_without(
    serve: Serve, picture: Picture
) -> None:
    for random_seed, same in (("x", True), (None, False)):
        emulator, client = serve(random_seed=random_seed)
        first = client.detect(picture(1))
        emulator.reset()
        assert (client.detect(picture(1)) == first) is same


def test_the_faces_of_a_seed_keep_their_ids_unless_it_is_too_large_to_be_kept(serve: Serve) -> None:
    for lists, same in ((1, True), (1_100, False)):
        large = {f"large-{number}": {"user_data": "x" * 16_384} for number in range(lists)}
        seed = {"large_face_lists": {**large, "a": {"face_count": 2}}}
        emulator, client = serve(seed=seed)
        faces = client.get("/largefacelists/a/persistedfaces").json()
        emulator.reset()
        assert (client.get("/largefacelists/a/persistedfaces").json() == faces) is same
        counts = client.get(f"{emulator.endpoint}/_emulator").json()["counts"]
        assert (counts["large_face_lists"], counts["faces"]) == (lists + 1, 2)


def test_the_trainings_of_a_seed_have_just_ended(serve: Serve, clock: Any) -> None:
    """Also on a clock that was further on when the emulator started."""
    began = clock.now()
    clock.advance(3600)
    seed = {"large_person_groups": {"a": {"person_count": 2, "trained": True}}}
    emulator, client = serve(clock=clock, seed=seed)
    status = client.get("/largepersongroups/a/training").json()
    emulator.reset()
    assert clock.now() == began
    again = client.get("/largepersongroups/a/training").json()
    assert (again["status"], status["createdDateTime"]) == ("succeeded", "2030-03-17T18:46:40.25Z")
    assert again["createdDateTime"] == again["lastActionDateTime"] == "2030-03-17T17:46:40.25Z"


def test_the_chances_of_faults_begin_again(serve: Serve) -> None:
    fault = {"fault": "rate_limited", "probability": 0.5}
    emulator, client = serve(random_seed=1, seed={"faults": [fault]})

    def hits() -> list[int]:
        return [client.get("/facelists").status_code for _ in range(20)]

    first = hits()
    assert set(first) == {200, 429}
    emulator.reset()
    assert hits() == first


def test_the_tier_has_counted_nothing(serve: Serve) -> None:
    emulator, client = serve(tier="F0", clock="standing")
    for _ in range(2):
        statuses = [client.get("/facelists").status_code for _ in range(21)]
        assert statuses == [200] * 20 + [429]
        emulator.reset()


def test_status_reads_lag_behind_no_more(serve: Serve, picture: Picture) -> None:
    seed = {"large_face_lists": {"a": {"faces": [picture(1)]}}}
    emulator, client = serve(seed=seed, training=TrainingDuration.instant())
    emulator.inject(Fault.stale_status(reads=5))
    client.train("a")
    assert client.get("/largefacelists/a/training").status_code == 404
    emulator.reset()
    client.train("a")
    assert client.status("a")["status"] == "succeeded"


def test_a_data_file_is_emptied_and_seeded_for_good(serve: Serve, tmp_path: Path) -> None:
    options = {"data": tmp_path / "state.db", "seed": {"face_lists": {"a": {}}}}
    first, client = serve(**options)
    client.create_list("b")
    client.delete("/facelists/a")
    first.reset()
    first.stop()
    _, client = serve(**options)
    assert client.get("/largefacelists").json() == []
    assert [each["faceListId"] for each in client.get("/facelists").json()] == ["a"]


@pytest.mark.parametrize("data", [None, "state.db"])
def test_a_list_that_was_just_being_swept_away_takes_nothing_along(
    serve: Serve, tmp_path: Path, open_client: Callable[[Emulator], Any], data: str | None
) -> None:
    """The number of a collection comes again after a reset, so the sweep must not go on."""
    seed = {"large_face_lists": {"a": {"face_count": 60_000}}}
    emulator, client = serve(data=data and tmp_path / data, seed=seed)
    with open_client(emulator) as other:
        deleting = threading.Thread(target=lambda: other.delete("/largefacelists/a"))
        deleting.start()
        while client.get("/largefacelists").json():
            pass
        emulator.reset()
        deleting.join()
    assert emulator.requests[-1].status == 200
    count = client.get(f"{emulator.endpoint}/_emulator").json()["counts"]["faces"]
    assert count == 60_000
    pages = client.get("/largefacelists/a/persistedfaces").json()
    assert len(pages) == 1000


def test_an_emulator_that_does_not_run_says_what_to_do() -> None:
    emulator = Emulator()
    with pytest.raises(RuntimeError, match=r"not running: start\(\) it, or use `with`"):
        emulator.reset()
    with emulator:
        emulator.reset()
    with pytest.raises(RuntimeError, match="not running"):
        emulator.reset()


def test_many_threads_may_reset_while_others_call(
    emulator: Emulator, open_client: Callable[[Emulator], Any]
) -> None:
    statuses: set[int] = set()

    def call() -> None:
        with open_client(emulator) as client:
            for number in range(30):
                statuses.add(client.put(f"/facelists/{number}", json={"name": "x"}).status_code)

    threads = [threading.Thread(target=call)]
    threads += [threading.Thread(target=emulator.reset) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses <= {200, 409}
