"""A running emulator, a client that checks every error it meets, and drawn faces."""

import json
import random
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image, ImageDraw

from azface.emulator import Emulator
from azface.testing import VirtualClock

OCTETS = {"Content-Type": "application/octet-stream"}


# Plain HTTP needs no certificates, and loading them takes longer than most tests.
NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class FaceClient(httpx.Client):
    """httpx with the calls that many tests make."""

    def create_list(self, list_id: str, **members: Any) -> None:
        body = {"name": list_id, "recognitionModel": "recognition_04", **members}
        self.put(f"/largefacelists/{list_id}", json=body).raise_for_status()

    def create_group(self, path: str, **members: Any) -> None:
        body = {"name": path, "recognitionModel": "recognition_04", **members}
        self.put(f"/{path}", json=body).raise_for_status()

    def create_person(self, group: str, name: str, *pictures: bytes, **members: Any) -> str:
        answer = self.post(f"/{group}/persons", json={"name": name, **members})
        person = str(answer.raise_for_status().json()["personId"])
        for each in pictures:
            self.add_face(f"{group}/persons/{person}", each)
        return person

    def add_face(self, path: str, picture: bytes, query: str = "") -> str:
        answer = self.post(f"/{path}/persistedfaces{query}", content=picture, headers=OCTETS)
        return str(answer.raise_for_status().json()["persistedFaceId"])

    def train(self, list_id: str) -> None:
        assert self.post(f"/largefacelists/{list_id}/train").status_code == 202

    def status(self, list_id: str) -> dict[str, Any]:
        answer = self.get(f"/largefacelists/{list_id}/training").raise_for_status()
        return dict(answer.json())

    def detect(self, picture: bytes, query: str = "?recognitionModel=recognition_04") -> str:
        answer = self.post(f"/detect{query}", content=picture, headers=OCTETS)
        return str(answer.raise_for_status().json()[0]["faceId"])

    def find_similar(self, **body: Any) -> list[tuple[str, float]]:
        answer = self.post("/findsimilars", json=body).raise_for_status()
        return [
            (each.get("persistedFaceId") or each["faceId"], each["confidence"])
            for each in answer.json()
        ]


@pytest.fixture(scope="session")
def allowed_errors() -> dict[str, list[str]]:
    """Which (status, code) each operation may answer with; "*" stands for the gateway."""
    text = Path(__file__).with_name("allowed_errors.json").read_text("utf-8")
    return dict(json.loads(text))


@pytest.fixture(autouse=True)
def nothing_was_unforeseen(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails a test in which the emulator logged something: it does so only when it is at fault."""
    yield
    logged = caplog.get_records("call")
    assert [each.getMessage() for each in logged if each.name == "azface.emulator"] == []


Serve = Callable[..., tuple[Emulator, FaceClient]]


@pytest.fixture(scope="session")
def open_client(allowed_errors: dict[str, list[str]]) -> Callable[[Emulator], FaceClient]:
    """Makes a client for an emulator; it fails a test on an error that is not allowed."""

    def open_for(emulator: Emulator) -> FaceClient:
        def check(response: httpx.Response) -> None:
            if response.status_code < 400:
                return
            error = json.loads(response.read())["error"]
            met = f"{response.status_code} {error.get('innererror', error)['code']}"
            operation = emulator.requests[-1].operation
            assert met in allowed_errors["*"] + allowed_errors.get(operation or "*", []), operation

        return FaceClient(
            base_url=f"{emulator.endpoint}/face/v1.2",
            headers={"Ocp-Apim-Subscription-Key": emulator.key},
            event_hooks={"response": [check]},
            verify=NO_CERTIFICATES,
        )

    return open_for


@pytest.fixture
def serve(open_client: Callable[[Emulator], FaceClient]) -> Iterator[Serve]:
    """Starts an emulator with the options given, and a client for it; both end with the test."""
    with ExitStack() as stack:

        def start(**options: Any) -> tuple[Emulator, FaceClient]:
            emulator = stack.enter_context(Emulator(**options))
            return emulator, stack.enter_context(open_client(emulator))

        yield start


@pytest.fixture(scope="session")
def plain_http() -> Iterator[httpx.Client]:
    """A client without an address, a key or a check of its own."""
    with httpx.Client(verify=NO_CERTIFICATES) as client:
        yield client


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(1_900_000_000.25)


@pytest.fixture
def emulator_and_client(serve: Serve, clock: VirtualClock) -> tuple[Emulator, FaceClient]:
    return serve(clock=clock)


@pytest.fixture
def emulator(emulator_and_client: tuple[Emulator, FaceClient]) -> Emulator:
    return emulator_and_client[0]


@pytest.fixture
def client(emulator_and_client: tuple[Emulator, FaceClient]) -> FaceClient:
    return emulator_and_client[1]


@pytest.fixture(params=["PersonGroup", "LargePersonGroup"])
def kind(request: pytest.FixtureRequest) -> str:
    """Both kinds of person groups, one after the other."""
    return str(request.param)


@pytest.fixture
def groups(kind: str) -> str:
    """Where groups of the kind are found."""
    return f"{kind.lower()}s"


@pytest.fixture
def id_name(kind: str) -> str:
    """The member that names a group of the kind."""
    return f"{kind[0].lower()}{kind[1:]}Id"


@pytest.fixture
def group(client: FaceClient, groups: str) -> str:
    """The path of a group "a"."""
    client.create_group(f"{groups}/a")
    return f"{groups}/a"


@pytest.fixture(scope="session")
def drawn_face() -> Callable[[int], Image.Image]:
    """Draws a face: head, hair, eyes and mouth, their colours and places its number's own."""
    return _drawn_face


@pytest.fixture(scope="session")
def picture() -> Callable[[int], bytes]:
    """A drawn face as a JPEG file."""
    return lambda number: encoded(_drawn_face(number), "JPEG", quality=90)


@pytest.fixture(scope="session")
def encode() -> Callable[..., bytes]:
    """Encodes an image as a file."""
    return encoded


def encoded(image: Image.Image, file_format: str, **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, file_format, **options)
    return file.getvalue()


def _drawn_face(number: int) -> Image.Image:
    pick = random.Random(number)

    def colour() -> tuple[int, int, int]:
        return pick.randrange(256), pick.randrange(256), pick.randrange(256)

    image = Image.new("RGB", (240, 240), colour())
    draw = ImageDraw.Draw(image)
    x, y = 120 + pick.randrange(-20, 21), 120 + pick.randrange(-20, 21)
    across, down = pick.randrange(50, 86), pick.randrange(65, 101)
    draw.ellipse((x - across - 6, y - down - 10, x + across + 6, y), fill=colour())
    forehead = y - down + pick.randrange(10, 31)
    draw.ellipse((x - across, forehead, x + across, y + down), fill=colour())
    eye, apart, up = pick.randrange(5, 16), pick.randrange(20, 41), pick.randrange(10, 36)
    eyes = colour()
    for side in (x - apart, x + apart):
        draw.ellipse((side - eye, y - up - eye, side + eye, y - up + eye), fill=eyes)
    mouth = pick.randrange(15, 41)
    box = (x - mouth, y + 10, x + mouth, y + 10 + pick.randrange(20, 51))
    draw.arc(box, 0, 180, fill=colour(), width=pick.randrange(2, 9))
    return image
