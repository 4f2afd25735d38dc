"""How a test proves a row of the parity table: it takes the expected answer from the row."""

from collections.abc import Callable, Iterator
from typing import Any

import attrs
import httpx
import pytest

from azface.emulator import Emulator
from azface.emulator.parity import ROWS, Row
from azface.testing import VirtualClock

START = 1_900_000_000.25
UNKNOWN = "00000000-0000-4000-8000-000000000000"
OCTETS = {"Content-Type": "application/octet-stream"}

Pictures = Callable[[int], bytes]
Serve = Callable[..., tuple[Emulator, Any]]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "proves(name): which row of the parity table a test proves")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A row that several kinds of lists and groups share is proved for each."""
    mark = metafunc.definition.get_closest_marker("proves")
    if mark is not None:
        row = ROWS[mark.args[0]]
        cases = [(row.of(kind), kind) for kind in row.kinds] or [(row, "")]
        names = ["-".join(filter(None, (row.name, kind))) for _, kind in cases]
        metafunc.parametrize("case", cases, ids=names)


@attrs.define
class Proof:
    """A row, a new emulator with a clock that stands still, and a client for it.

    What is done to "a list" or "a group" is done to one of the row's kind, with the id "a".
    """

    row: Row
    kind: str
    emulator: Emulator
    client: Any
    picture: Pictures
    serve: Serve
    used: list[Emulator] = attrs.field(factory=list)
    compared: bool = False

    def start(self, **options: Any) -> None:
        """Takes an emulator with these options instead."""
        options.setdefault("clock", VirtualClock(START))
        self.emulator, self.client = self.serve(**options)
        self.used.append(self.emulator)

    def answers(self, response: httpx.Response) -> httpx.Response:
        """Compares an answer with the row's."""
        self.compared = True
        assert answer_of(response) == self.row.answer
        return response

    @property
    def clock(self) -> VirtualClock:
        return self.emulator.clock

    @property
    def kinds_path(self) -> str:
        return f"/{self.kind.lower()}s"

    @property
    def path(self) -> str:
        return f"{self.kinds_path}/a"

    @property
    def id_name(self) -> str:
        return f"{self.kind[0].lower()}{self.kind[1:]}Id"

    def create(self, path: str = "", **members: Any) -> None:
        """Makes the list or group."""
        body = {"name": "A", "recognitionModel": "recognition_04", **members}
        self.client.put(path or self.path, json=body).raise_for_status()

    def add(self, path: str, number: int = 1, query: str = "") -> str:
        """Adds the picture of a number; gives the face's id."""
        return str(self.client.add_face(path.strip("/"), self.picture(number), query))

    def post_picture(self, path: str, data: bytes) -> httpx.Response:
        return self.client.post(path, content=data, headers=OCTETS)

    def fill(self, *numbers: int) -> list[str]:
        """Makes the list or group with these pictures; gives the ids of its faces or persons."""
        self.create()
        if self.kind.endswith("List"):
            return [self.add(self.path, number) for number in numbers]
        return [self.person(number) for number in numbers]

    def person(self, *numbers: int) -> str:
        """Adds a person with these pictures to the group."""
        pictures = map(self.picture, numbers)
        return str(self.client.create_person(self.path.strip("/"), "P", *pictures))

    def begin_training(self) -> None:
        self.client.post(f"{self.path}/train").raise_for_status()

    def train(self) -> None:
        """Trains the list or group to the end."""
        self.begin_training()
        self.clock.advance(1)

    def status(self) -> dict[str, Any]:
        return dict(self.client.get(f"{self.path}/training").raise_for_status().json())

    def detect(self, number: int, query: str = "?recognitionModel=recognition_04") -> str:
        return str(self.client.detect(self.picture(number), query))

    def search(self, number: int, **members: Any) -> httpx.Response:
        """Searches the list or group for the picture of a number."""
        face = self.detect(number)
        if self.kind.endswith("List"):
            body = {"faceId": face, self.id_name: "a", **members}
            return self.client.post("/findsimilars", json=body)
        return self.client.post("/identify", json={"faceIds": [face], self.id_name: "a", **members})

    def found(self, number: int, **members: Any) -> list[str]:
        """The ids of the faces or persons that a search finds."""
        found = self.search(number, **members).raise_for_status().json()
        if self.kind.endswith("List"):
            return [each["persistedFaceId"] for each in found]
        return [each["personId"] for each in found[0]["candidates"]]


@pytest.fixture(scope="session")
def reset_emulator() -> Iterator[Emulator]:
    with Emulator(clock=VirtualClock(START)) as running:
        yield running


@pytest.fixture
def proof(
    case: tuple[Row, str],
    reset_emulator: Emulator,
    open_client: Callable[[Emulator], Any],
    serve: Serve,
    picture: Pictures,
) -> Iterator[Proof]:
    reset_emulator.reset()
    row, kind = case
    with open_client(reset_emulator) as client:
        proof = Proof(row, kind, reset_emulator, client, picture, serve, [reset_emulator])
        yield proof
        assert proof.compared == (row.answer is not None), "the row's answer was not compared"
        called = {request.operation for each in proof.used for request in each.requests}
        names = {str(operation).rpartition("_")[2] for operation in called}
        assert set(row.operations) <= names, "not all of the row's operations were called"


def answer_of(response: httpx.Response) -> str:
    """Status and code, as rows write them."""
    is_json = "json" in response.headers.get("Content-Type", "")
    body: Any = response.json() if response.status_code >= 400 and is_json else {}
    error = body.get("error", {})
    code = error.get("innererror", error).get("code")
    return f"{response.status_code} {code}" if code else str(response.status_code)
