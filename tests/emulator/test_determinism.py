"""With a random seed and a clock that stands, the same calls get the same bodies, byte for byte."""

from collections.abc import Callable
from typing import Any

import pytest

from azface.emulator import Emulator

Picture = Callable[[int], bytes]
Bodies = list[bytes]
OCTETS = {"Content-Type": "application/octet-stream"}
MODEL = "recognition_04"
DETECT = (
    f"/detect?recognitionModel={MODEL}&detectionModel=detection_03"
    "&returnFaceAttributes=headPose,mask"
)


class Script:
    """Calls, and the bodies of their answers."""

    def __init__(self, emulator: Emulator, client: Any, picture: Picture) -> None:
        self.emulator = emulator
        self.client = client
        self.picture = picture

    def call(self, method: str, path: str, **options: Any) -> Any:
        answer = self.client.request(method, path, **options)
        self.bodies.append(answer.content)
        assert answer.status_code in (200, 202)
        return answer.json() if answer.content else None

    def add(self, path: str, number: int) -> str:
        found = self.call("POST", path, content=self.picture(number), headers=OCTETS)
        return str(found["persistedFaceId"])

    def begin(self) -> Bodies:
        """Fills a list and a group, and trains them."""
        self.bodies: Bodies = []
        body = {"name": "a", "recognitionModel": MODEL}
        for kind in ("largefacelists", "largepersongroups"):
            self.call("PUT", f"/{kind}/a", json=body)
        for number in range(3):
            self.add("/largefacelists/a/persistedfaces?userData=u", number)
        for number in range(2):
            person = self.call("POST", "/largepersongroups/a/persons", json={"name": "p"})
            path = f"/largepersongroups/a/persons/{person['personId']}/persistedfaces"
            self.add(path, number)
        for kind in ("largefacelists", "largepersongroups"):
            self.call("POST", f"/{kind}/a/train")
            self.call("GET", f"/{kind}/a/training")
        self.emulator.clock.advance(60)
        return self.bodies

    def go_on(self) -> Bodies:
        """Searches in them, adds to them, trains them again and lists all."""
        self.bodies = []
        faces = [
            self.call("POST", DETECT, content=self.picture(number), headers=OCTETS)[0]["faceId"]
            for number in (0, 1)
        ]
        search = {"faceId": faces[0], "largeFaceListId": "a", "mode": "matchFace"}
        self.call("POST", "/findsimilars", json=search)
        self.call("POST", "/findsimilars", json={"faceId": faces[0], "faceIds": faces})
        self.call("POST", "/identify", json={"faceIds": faces, "largePersonGroupId": "a"})
        self.call("POST", "/verify", json={"faceId1": faces[0], "faceId2": faces[1]})
        self.call("POST", "/group", json={"faceIds": faces})
        settings = {"livenessOperationMode": "Passive", "deviceCorrelationId": "phone"}
        self.call("POST", "/detectLiveness-sessions", json=settings)
        self.add("/largefacelists/a/persistedfaces", 4)
        self.call("POST", "/largefacelists/a/train")
        self.emulator.clock.advance(60)
        for path in (
            "/largefacelists/a/training",
            "/largepersongroups/a/training",
            "/largefacelists?top=5",
            "/largefacelists/a/persistedfaces",
            "/largepersongroups/a/persons",
        ):
            self.call("GET", path)
        return self.bodies


@pytest.fixture
def script(serve: Any, picture: Picture) -> Callable[..., Script]:
    def start(**options: Any) -> Script:
        seed = {"large_face_lists": {"made-up": {"face_count": 20, "trained": True}}}
        return Script(*serve(clock="standing", seed=seed, **options), picture)

    return start


def test_two_emulators_answer_the_same(script: Callable[..., Script]) -> None:
    first, second = (script(random_seed="x") for _ in range(2))
    assert first.begin() + first.go_on() == second.begin() + second.go_on()


def test_another_random_seed_gives_other_ids(script: Callable[..., Script]) -> None:
    first, second = (script(random_seed=seed) for seed in ("x", "y"))
    assert first.begin() != second.begin()


def test_after_a_reset_the_answers_are_the_same_again(script: Callable[..., Script]) -> None:
    run = script(random_seed="x")
    first = run.begin() + run.go_on()
    run.emulator.reset()
    assert run.begin() + run.go_on() == first


@pytest.mark.parametrize("random_seed", ["x", None])
def test_from_a_snapshot_on_the_answers_are_the_same_again(
    script: Callable[..., Script], random_seed: str | None
) -> None:
    run = script(random_seed=random_seed)
    run.begin()
    snapshot = run.emulator.snapshot()
    first = run.go_on()
    run.emulator.restore(snapshot)
    assert run.go_on() == first
    other = script(random_seed="another")
    other.emulator.restore(snapshot)
    assert other.go_on() == first
