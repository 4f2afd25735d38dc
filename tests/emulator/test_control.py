"""The routes below `/_emulator`: what a test in any language does with the emulator."""

import base64
import json
import threading
from collections.abc import Callable
from typing import Any

import httpx
import pytest

import azface
from azface.emulator import Emulator, Fault, Snapshot, TrainingDuration

Picture = Callable[[int], bytes]
Control = Callable[..., httpx.Response]
OCTETS = {"Content-Type": "application/octet-stream"}
URL = "http://p/1"
NOBODY = "11111111-2222-4333-8444-555555555555"


@pytest.fixture
def emulator_and_client(serve: Any, picture: Picture) -> tuple[Emulator, Any]:
    started: tuple[Emulator, Any] = serve(
        clock="standing",
        seed={
            "large_face_lists": {"a": {"face_count": 3}},
            "person_groups": {"b": {"person_count": 2}},
        },
    )
    return started


@pytest.fixture
def control(emulator: Emulator, plain_http: httpx.Client) -> Control:
    """Sends a request to the emulator itself, with its key."""

    def send(method: str, path: str = "", **options: Any) -> httpx.Response:
        headers = {"Ocp-Apim-Subscription-Key": emulator.key, **options.pop("headers", {})}
        url = f"{emulator.endpoint}/_emulator{path}"
        return plain_http.request(method, url, headers=headers, **options)

    return send


def code_of(answer: httpx.Response) -> tuple[int, str]:
    error = answer.json()["error"]
    assert isinstance(error["message"], str)
    return answer.status_code, str(error["code"])


@pytest.mark.parametrize("path", ["", "/", "?"])
def test_the_overview_tells_what_there_is(control: Control, emulator: Emulator, path: str) -> None:
    emulator.inject(Fault.unavailable())
    assert control("GET", path).json() == {
        "azface": azface.__version__,
        "api_versions": ["v1.0", "v1.1-preview.1", "v1.2-preview.1", "v1.2", "v1.3-preview.1"],
        "endpoint": emulator.endpoint,
        "clock": {"now": 1_893_456_000.0, "date": "2030-01-01T00:00:00Z", "running": False},
        "training": "curve",
        "counts": {
            "face_lists": 0,
            "large_face_lists": 1,
            "person_groups": 1,
            "large_person_groups": 0,
            "persons": 2,
            "faces": 5,
            "faults": 1,
            "requests": 0,
        },
        "routes": {
            "/_emulator": {"GET": None},
            "/_emulator/reset": {"POST": None},
            "/_emulator/clock": {
                "GET": None,
                "PUT": {"now": "2030-01-01T00:00:00Z", "running": False},
            },
            "/_emulator/clock/advance": {"POST": {"seconds": 1800}},
            "/_emulator/clock/stop": {"POST": None},
            "/_emulator/clock/resume": {"POST": None},
            "/_emulator/requests": {"GET": None, "DELETE": None},
            "/_emulator/faults": {
                "GET": None,
                "POST": {"fault": "rate_limited", "operation": "TrainLargeFaceList", "times": 2},
                "DELETE": None,
            },
            "/_emulator/training": {"GET": None, "PUT": {"duration": "curve*0.1"}},
            "/_emulator/snapshot": {
                "GET": None,
                "PUT": "what GET gave, as application/octet-stream",
            },
            "/_emulator/pictures": {
                "GET": None,
                "PUT": "the picture; the query says for which url",
            },
            "/_emulator/liveness/SESSION_ID": {
                "POST": {"outcome": "succeeded", "decision": "realface"}
            },
        },
    }


def test_every_route_that_it_tells_is_there_for_these_methods_alone(control: Control) -> None:
    for path, methods in control("GET").json()["routes"].items():
        for method in ("GET", "POST", "PUT", "DELETE", "PATCH"):
            answer = control(method, path.removeprefix("/_emulator"))
            assert (answer.status_code == 405) is (method not in methods)
            if answer.status_code == 405:
                assert answer.headers["Allow"] == ", ".join(methods)


def test_the_bodies_that_it_tells_are_taken_also_as_curl_sends_them(control: Control) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for path, methods in control("GET").json()["routes"].items():
        for method, body in methods.items():
            if isinstance(body, dict) and "SESSION_ID" not in path:
                sent = control(
                    method, path.removeprefix("/_emulator"), content=json.dumps(body), headers=form
                )
                assert sent.status_code == 200, path


def test_reset_makes_all_as_at_the_start(control: Control, client: Any) -> None:
    client.create_list("c")
    assert control("POST", "/reset").status_code == 204
    assert [each["name"] for each in client.get("/largefacelists").json()] == ["a"]


def test_the_clock_is_read_advanced_set_stopped_and_resumed(
    control: Control, emulator: Emulator
) -> None:
    began = emulator.clock.now()
    assert control("POST", "/clock/advance", json={"seconds": 1800.5}).json() == {
        "now": began + 1800.5,
        "date": "2030-01-01T00:30:00.5Z",
        "running": False,
    }
    assert control("PUT", "/clock", json={"now": 5}).json()["date"] == "1970-01-01T00:00:05Z"
    text = "2031-02-03T04:05:06.5+01:00"
    assert control("PUT", "/clock", json={"now": text}).json()["date"] == "2031-02-03T03:05:06.5Z"
    assert control("POST", "/clock/resume").json()["running"] is True
    assert emulator.clock.running
    assert control("PUT", "/clock", json={"running": False}).json()["running"] is False
    assert control("PUT", "/clock", json={"running": True, "now": 5}).json()["running"] is True
    assert control("POST", "/clock/stop").json() == control("GET", "/clock").json()
    assert not emulator.clock.running


def test_half_an_hour_of_training_passes_at_once(control: Control, client: Any) -> None:
    answer = control("PUT", "/training", json={"duration": "1800"})
    assert answer.json() == control("GET", "/training").json() == {"duration": "1800"}
    client.train("a")
    control("POST", "/clock/advance", json={"seconds": 1799})
    assert client.status("a")["status"] == "running"
    control("POST", "/clock/advance", json={"seconds": 1})
    assert client.status("a")["status"] == "succeeded"


def test_the_length_of_trainings_is_scaled(control: Control, emulator: Emulator) -> None:
    assert control("PUT", "/training", json={"duration": "curve*0.1"}).status_code == 200
    assert emulator.training == TrainingDuration.scaled(0.1)


def test_the_requests_received_are_told_and_forgotten(control: Control, client: Any) -> None:
    client.create_list("c")
    client.get("/facelists?top=5")
    [first, second] = control("GET", "/requests").json()
    assert first == {
        "method": "PUT",
        "path": "/face/v1.2/largefacelists/c",
        "query": "",
        "operation": "FaceListOperations_CreateLargeFaceList",
        "status": 200,
        "fault": None,
        "at": 1_893_456_000.0,
        "body_size": first["body_size"],
        "json": {"name": "c", "recognitionModel": "recognition_04"},
    }
    assert (second["query"], second["json"]) == ("top=5", None)
    assert control("GET", "/requests?operation=CreateLargeFaceList").json() == [first]
    assert control("DELETE", "/requests").status_code == 204
    assert control("GET", "/requests").json() == []


@pytest.mark.parametrize(
    "body", [b'{"name": NaN}', b'{"name": "\\ud800"}', b'{"name": ' + b"[" * 30_000, b"{"]
)
def test_a_body_that_json_cannot_say_does_no_harm(
    control: Control, client: Any, body: bytes
) -> None:
    headers = {"Content-Type": "application/json"}
    assert client.put("/facelists/x", content=body, headers=headers).status_code == 400
    [request] = control("GET", "/requests").raise_for_status().json()
    assert request["body_size"] == len(body)


def test_faults_are_injected_listed_and_cleared(control: Control, client: Any) -> None:
    planned = {"fault": "rate_limited", "retry_after": 3, "operation": "GetFaceLists", "times": 2}
    shown = {
        "fault": "rate_limited",
        "retry_after": 3,
        "operation": "FaceListOperations_GetFaceLists",
        "times": 2,
        "probability": 1.0,
        "hits": 0,
    }
    assert control("POST", "/faults", json=planned).json() == shown
    assert client.get("/facelists").status_code == 429
    assert control("GET", "/faults").json() == [{**shown, "hits": 1}]
    assert control("DELETE", "/faults").status_code == 204
    assert control("GET", "/faults").json() == []
    assert client.get("/facelists").status_code == 200


def test_a_fault_whose_body_is_no_text_is_listed_without_it(
    control: Control, emulator: Emulator
) -> None:
    emulator.inject(Fault.answer(500, b"\xff"))
    [shown] = control("GET", "/faults").json()
    assert (shown["fault"], shown["status"], shown["times"]) == ("answer", 500, 1)


def test_a_snapshot_is_taken_and_put_back(control: Control, client: Any) -> None:
    taken = control("GET", "/snapshot")
    assert taken.headers["Content-Type"] == "application/octet-stream"
    client.create_list("c")
    assert control("PUT", "/snapshot", content=taken.content, headers=OCTETS).status_code == 204
    assert [each["name"] for each in client.get("/largefacelists").json()] == ["a"]


def test_a_picture_is_put_behind_a_url(control: Control, client: Any, picture: Picture) -> None:
    content = picture(1)
    for _ in range(2):
        answer = control("PUT", "/pictures", params={"url": URL}, content=content, headers=OCTETS)
        assert answer.status_code == 204
    assert control("GET", "/pictures").json() == {URL: len(content)}
    assert len(client.post("/detect", json={"url": URL}).json()) == 1


def test_pictures_are_listed_while_another_thread_sets_some(
    control: Control, emulator: Emulator
) -> None:
    # So many that the threads take turns in the midst of them.
    emulator.pictures.update({f"http://p/{number}": b"x" for number in range(200_000)})
    done = threading.Event()

    def set_pictures() -> None:
        while not done.wait(0.0001):
            emulator.pictures[f"http://q/{len(emulator.pictures)}"] = b"x"

    thread = threading.Thread(target=set_pictures)
    thread.start()
    try:
        answers = [control("GET", "/pictures") for _ in range(2)]
    finally:
        done.set()
        thread.join()
    assert [answer.status_code for answer in answers] == [200] * 2


def test_a_liveness_session_gets_its_outcome(
    control: Control, client: Any, picture: Picture
) -> None:
    settings = {"livenessOperationMode": "Passive", "deviceCorrelationId": "phone"}
    session = client.post("/detectLiveness-sessions", json=settings).json()["sessionId"]
    taken = base64.b64encode(picture(1)).decode()
    outcome = {"outcome": "succeeded", "decision": "spoofface", "picture": taken}
    assert control("POST", f"/liveness/{session}", json=outcome).status_code == 204
    shown = client.get(f"/detectLiveness-sessions/{session}").json()
    assert shown["results"]["attempts"][0]["result"]["livenessDecision"] == "spoofface"


@pytest.mark.parametrize(
    ("method", "path", "body", "error"),
    [
        ("GET", "/nothing", None, (404, "404")),
        ("GET", "/clock/", None, (404, "404")),
        ("GET", "/cl%6fck", None, (404, "404")),
        ("POST", "/%2e%2e/reset", None, (404, "404")),
        ("POST", f"/liveness/{NOBODY}", {"outcome": "running"}, (404, "SessionNotFound")),
        ("POST", "/liveness/x/y", {"outcome": "running"}, (404, "SessionNotFound")),
        ("POST", f"/liveness/{NOBODY}", {"outcome": "won"}, (400, "BadArgument")),
        ("POST", "/clock", {"now": 5}, (405, "405")),
        ("PUT", "/clock", {}, (400, "BadArgument")),
        ("PUT", "/clock", {"now": None}, (400, "BadArgument")),
        ("PUT", "/clock", {"now": -1}, (400, "BadArgument")),
        ("PUT", "/clock", {"now": 1e300}, (400, "BadArgument")),
        ("PUT", "/clock", {"now": 10**400}, (400, "BadArgument")),
        ("PUT", "/clock", {"now": "yesterday"}, (400, "BadArgument")),
        ("PUT", "/clock", {"now": "2030-01-01T00:00:00"}, (400, "BadArgument")),
        ("PUT", "/clock", {"running": 1}, (400, "BadArgument")),
        ("PUT", "/clock", {"date": "2030-01-01T00:00:00Z"}, (400, "BadArgument")),
        ("POST", "/clock/advance", {}, (400, "BadArgument")),
        ("POST", "/clock/advance", {"seconds": True}, (400, "BadArgument")),
        ("POST", "/clock/advance", {"seconds": "5"}, (400, "BadArgument")),
        ("POST", "/clock/advance", {"seconds": -5}, (400, "BadArgument")),
        ("POST", "/clock/advance", {"seconds": 199_999_999_999}, (400, "BadArgument")),
        ("POST", "/clock/advance", [5], (400, "BadArgument")),
        ("POST", "/clock/advance", None, (400, "BadArgument")),
        ("PUT", "/clock", {"now": "soon"}, (400, "BadArgument")),
        ("GET", "/requests?op=TrainLargeFaceList", None, (400, "BadArgument")),
        ("GET", "/requests?operation=Dance", None, (400, "BadArgument")),
        ("GET", "/requests?operation=a&operation=b", None, (400, "BadArgument")),
        ("POST", "/faults", {}, (400, "BadArgument")),
        ("POST", "/faults", {"fault": "rain"}, (400, "BadArgument")),
        ("POST", "/faults", {"fault": "slow", "seconds": 1, "times": 0}, (400, "BadArgument")),
        ("POST", "/faults", None, (400, "BadArgument")),
        ("PUT", "/training", {}, (400, "BadArgument")),
        ("PUT", "/training", {"duration": 5}, (400, "BadArgument")),
        ("PUT", "/training", {"duration": "long"}, (400, "BadArgument")),
        ("PUT", "/snapshot", {}, (415, "BadArgument")),
        ("PUT", "/pictures", {}, (400, "BadArgument")),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    control: Control, method: str, path: str, body: object, error: tuple[int, str]
) -> None:
    before = control("GET").json()
    options = {} if body is None else {"json": body}
    assert code_of(control(method, path, **options)) == error
    assert control("GET").json() == before


@pytest.mark.parametrize(
    "content",
    [b"SQLite format 3\0" * 999, Snapshot(0.0, bytes(32), b"SQLite format 3\0" * 999).to_bytes()],
)
def test_a_foreign_snapshot_is_refused(control: Control, content: bytes) -> None:
    before = control("GET").json()
    answer = control("PUT", "/snapshot", content=content, headers=OCTETS)
    assert code_of(answer) == (400, "BadArgument")
    assert control("GET").json() == before


def test_without_the_key_nothing_is_told_or_done(
    control: Control, emulator: Emulator, client: Any
) -> None:
    for method, path in (("GET", ""), ("POST", "/reset"), ("GET", "/snapshot"), ("GET", "/none")):
        answer = control(method, path, headers={"Ocp-Apim-Subscription-Key": "wrong"})
        assert code_of(answer) == (401, "401")


def test_control_is_neither_logged_nor_throttled_nor_hit_by_faults(
    serve: Any, plain_http: httpx.Client
) -> None:
    emulator, client = serve(tier="F0", clock="standing")
    emulator.inject(Fault.unavailable(), times="always")
    headers = {"Ocp-Apim-Subscription-Key": emulator.key}
    for _ in range(30):
        answer = plain_http.get(f"{emulator.endpoint}/_emulator/clock", headers=headers)
        assert answer.status_code == 200
    assert emulator.requests == []
    emulator.clear_faults()
    assert client.get("/facelists").status_code == 200
