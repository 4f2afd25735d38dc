"""schemathesis, by the API's document: whatever is sent, the answer is a documented one.

Each endpoint gets the boundary cases of its schemas, then random ones that fit and that do not:
AZFACE_SCHEMATHESIS_EXAMPLES of each.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import hypothesis.core
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from azface.emulator import Emulator, Fault, LivenessOutcome, TrainingDuration

ROOT = Path(__file__).parents[2]
FACTS = json.loads((ROOT / "tests/contract/facts-v1.2.json").read_text("utf-8"))
# "GET /facelists" and the like, each with the operations that share it.
ENDPOINTS = {at: each["operations"] for at, each in FACTS["endpoints"].items()}
# The emulated person directory is always empty.
NEVER_SUCCEED = {
    "FaceRecognitionOperations_IdentifyFromDynamicPersonGroup",
    "FaceRecognitionOperations_VerifyFromPersonDirectory",
}
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
RANDOM_CASES = settings(
    max_examples=int(os.environ.get("AZFACE_SCHEMATHESIS_EXAMPLES", "25")),
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

# By the first segment of a path.
COLLECTION_IDS = {
    "facelists": "faceListId",
    "largefacelists": "largeFaceListId",
    "persongroups": "personGroupId",
    "largepersongroups": "largePersonGroupId",
}
SEARCHED = {
    "findsimilars": ("facelists", "largefacelists"),
    "identify": ("persongroups", "largepersongroups"),
    "verify": ("persongroups", "largepersongroups"),
    "group": (),
}
SESSIONS = {
    "detectLiveness-sessions": "detectLiveness-sessions",
    "detectLivenessWithVerify-sessions": "detectLivenessWithVerify-sessions",
    "sessionImages": "detectLiveness-sessions",
    "detect": "detectLiveness-sessions",
}

URL = "https://pictures.example/1.jpg"
OCTETS = "application/octet-stream"
# Any text by the document, but only some by the service.
ACCEPTED = {
    "detectionModel": "detection_03",
    "deviceCorrelationId": "x",
    "deviceCorrelationIdSetInClient": False,
    "recognitionModel": "recognition_04",
    "livenessModelVersion": "2024-11-15",
    "livenessOperationMode": "Passive",
    "mode": "matchPerson",
    "returnFaceAttributes": "headPose,mask,qualityForRecognition",
    "targetFace": "0,0,240,240",
    "url": URL,
}


@dataclass
class Service:
    """A running emulator with something to find in it, and the checks of its answers."""

    emulator: Emulator
    session: requests.Session
    picture: bytes
    allowed_errors: dict[str, list[str]]
    succeeded: set[str] = field(default_factory=set)
    # What exists: below a path's first segment, or "" below any. One of a tuple is taken.
    known: dict[str, dict[str, Any]] = field(default_factory=lambda: {"": {}})

    def seed(self, family: str) -> None:
        """Sees to it that what the paths below `family` name exists."""
        for kind in SEARCHED.get(family, (family,)):
            if kind in COLLECTION_IDS:
                self._seed_collection(kind)
        if family in SESSIONS:
            self._seed_sessions(SESSIONS[family])
        if family in SEARCHED:
            one, other = (
                self._post("/detect?recognitionModel=recognition_04")[0]["faceId"] for _ in range(2)
            )
            self.known[""] |= {"faceId": one, "faceId1": one, "faceId2": other}
            self.known[""]["faceIds"] = [one, other]

    def check(self, case: schemathesis.Case) -> None:
        """Sends a case, often with ids that exist, and checks the answer."""
        family = case.path.split("/")[1]
        self._make_realistic(case, family)
        before = len(self.emulator.requests)
        answer = case.call(session=self.session, base_url=self.base_url)
        received = self.emulator.requests[before:]
        # The server has refused what is no HTTP, before the service.
        operation = received[0].operation if received else None

        def documented(_: object, response: schemathesis.Response, case: schemathesis.Case) -> None:
            if response.status_code < 400:
                statuses = case.operation.definition.raw["responses"]
                assert str(response.status_code) in statuses, "Undocumented success"
                return
            error = response.json()["error"]
            met = f"{response.status_code} {error.get('innererror', error)['code']}"
            allowed = self.allowed_errors["*"] + self.allowed_errors.get(operation or "*", [])
            assert met in allowed, f"Undocumented error of {operation}: {met}"

        case.validate_response(answer, checks=[*CHECKS, documented])
        if answer.status_code < 400 and operation is not None:
            self.succeeded.add(operation)
            if case.method.upper() == "DELETE":
                self.seed(family)

    def _make_realistic(self, case: schemathesis.Case, family: str) -> None:
        # By the case alone, so that it is the same when Hypothesis sends it again.
        pick = Random(repr(case))
        if pick.random() < 0.2:
            return

        def realistic(values: dict[str, Any], chance: float = 0.9) -> dict[str, Any]:
            kind = next((kind for kind, name in COLLECTION_IDS.items() if name in values), family)
            known = {**ACCEPTED, **self.known[""], **self.known.get(kind, {})}
            taken = dict(values)
            for name, value in known.items():
                if name in taken and pick.random() < chance:
                    taken[name] = pick.choice(value) if isinstance(value, tuple) else value
            return taken

        # Few creates are to meet what exists already.
        chance = 0.2 if case.method.upper() == "PUT" else 0.9
        case.path_parameters = realistic(case.path_parameters, chance)
        case.query = realistic(case.query)
        if case.media_type == OCTETS:
            case.body = self.picture
        elif isinstance(case.body, dict):
            case.body = realistic(case.body)
            if "verifyImage" in case.body:
                case.body["verifyImage"] = self.picture

    def _seed_collection(self, kind: str) -> None:
        content = {"name": "x", "recognitionModel": "recognition_04"}
        for name in ("known", "empty"):
            created = self._send("PUT", f"/{kind}/{name}", json=content)
            assert created.status_code in (200, 409), created.text
        path = f"/{kind}/known"
        known: dict[str, Any] = {COLLECTION_IDS[kind]: (*["known"] * 5, "empty")}
        faces = f"{path}/persistedfaces"
        if "person" in kind:
            person = self._post(f"{path}/persons", json={"name": "x"})["personId"]
            faces = f"{path}/persons/{person}/persistedfaces"
            known["personId"] = person
        known["persistedFaceId"] = self._post(faces)["persistedFaceId"]
        if kind != "facelists":
            assert self._send("POST", f"{path}/train").status_code == 202
        self.known[kind] = known

    def _seed_sessions(self, family: str) -> None:
        content: dict[str, Any] = {"livenessOperationMode": "Passive", "deviceCorrelationId": "x"}
        content["enableSessionImage"] = True
        body: dict[str, Any] = {"json": content}
        if "Verify" in family:
            body = {"data": content, "files": {"verifyImage": ("x.jpg", self.picture)}}
        outcomes = (
            LivenessOutcome.succeeded(picture=self.picture),
            LivenessOutcome.failed("FaceWithMaskDetected", "x"),
            LivenessOutcome.running(),
        )
        ids = tuple(self._post(f"/{family}", **body)["sessionId"] for _ in (*outcomes, "new"))
        for session_id, outcome in zip(ids, outcomes, strict=False):
            self.emulator.report_liveness(session_id, outcome)
        self.known[family] = {"sessionId": ids}
        attempts = self._send("GET", f"/{family}/{ids[0]}").json()["results"]["attempts"]
        self.known[""]["sessionImageId"] = attempts[0]["result"]["sessionImageId"]

    def _post(self, path: str, **body: Any) -> Any:
        """Posts the picture, unless something else is given."""
        answer = self._send("POST", path, **(body or {"data": self.picture}))
        assert answer.ok, answer.text
        return answer.json()

    def _send(self, method: str, path: str, **body: Any) -> requests.Response:
        headers = {"Content-Type": OCTETS} if isinstance(body.get("data"), bytes) else None
        return self.session.request(method, self.base_url + path, headers=headers, **body)

    @property
    def base_url(self) -> str:
        return f"{self.emulator.endpoint}/face/v1.2"


@pytest.fixture(scope="module")
def document() -> Any:
    loaded = schemathesis.openapi.from_path(ROOT / "openapi/face-v1.2.yaml")
    loaded.config.generation.update(with_security_parameters=False)
    return loaded


@pytest.fixture(autouse=True)
def _hypothesis_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """schemathesis keeps Hypothesis from printing values, in all tests of the process."""
    printer = hypothesis.core.RepresentationPrinter
    monkeypatch.setattr(hypothesis.core, "RepresentationPrinter", printer)


@pytest.fixture
def serve_path(picture: Callable[[int], bytes], allowed_errors: dict[str, list[str]]) -> Any:
    """Starts an emulator that holds what a path names."""

    @contextmanager
    def serving(path: str) -> Iterator[Service]:
        seed = {"pictures": {URL: picture(1)}}
        with (
            Emulator(training=TrainingDuration.instant(), seed=seed) as emulator,
            requests.Session() as session,
        ):
            session.trust_env = False
            session.headers["Ocp-Apim-Subscription-Key"] = emulator.key
            service = Service(emulator, session, picture(1), allowed_errors)
            service.seed(path.split("/")[1])
            yield service

    return serving


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_an_endpoint_answers_as_documented(endpoint: str, document: Any, serve_path: Any) -> None:
    method, path = endpoint.split()
    operation = document[path][method]
    modes = list(schemathesis.GenerationMode)
    with serve_path(path) as service:
        for case in document.iter_coverage_cases(
            operation, generation_modes=modes, generation_config=document.config.generation
        ):
            service.check(case)
        if path.endswith(("{sessionId}", "{sessionImageId}")):
            # Any text fits.
            modes.remove(schemathesis.GenerationMode.NEGATIVE)
        for mode in modes:

            @RANDOM_CASES
            @given(case=operation.as_strategy(generation_mode=mode))
            def check(case: schemathesis.Case) -> None:
                service.check(case)

            check()
    unseen = set(ENDPOINTS[endpoint]) - NEVER_SUCCEED - service.succeeded
    assert unseen == set(), "never succeeded, so only their errors were checked"


def test_all_operations_are_checked() -> None:
    operations = [operation for group in ENDPOINTS.values() for operation in group]
    assert len(operations) == len(set(operations)) == 77


LIST = {"largeFaceListId": "known", "name": "x"}
OTHER_ERROR = {"error": {"code": "FaceListNotFound", "message": "x"}}


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        (Fault.answer(200, {**LIST, "name": 5}), "Response violates schema"),
        (Fault.answer(200, json.dumps(LIST), {"Content-Type": "text/html"}), "Content-Type"),
        (Fault.answer(201, LIST), "Undocumented success"),
        (Fault.server_error(), "Server error"),
        (Fault.answer(404, OTHER_ERROR), "404 FaceListNotFound"),
    ],
)
def test_an_answer_that_is_not_documented_is_found(
    document: Any, serve_path: Any, fault: Fault, found: str
) -> None:
    path = "/largefacelists/{largeFaceListId}"
    case = document[path]["GET"].Case(path_parameters={"largeFaceListId": "known"})
    with serve_path(path) as service:
        service.check(case)
        service.emulator.inject(fault)
        with pytest.raises(FailureGroup, match=found):
            service.check(case)
