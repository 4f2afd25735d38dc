"""The routes below `/_emulator`: an emulator in the hands of tests in any language."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from azface import __version__
from azface.emulator import errors
from azface.emulator.administration.administration import Administration
from azface.emulator.administration.control_messages import (
    DONE,
    answered,
    answered_text,
    json_object,
    seconds,
    shown_fault,
    shown_requests,
)
from azface.emulator.administration.snapshot import Snapshot
from azface.emulator.bodies import OCTET_STREAM, media_type
from azface.emulator.errors import ServiceError, bad_argument, unsupported_media_type
from azface.emulator.faults.planned import PlannedFault
from azface.emulator.http.service import KNOWN_VERSIONS
from azface.emulator.liveness.attempts import record_attempt, taken_picture
from azface.emulator.liveness.outcome import LivenessOutcome
from azface.emulator.messages import Answer, ControlRequest
from azface.emulator.seeds.collections import KIND_NAMES
from azface.emulator.timestamps import LATEST_SECONDS, ticks, timestamp
from azface.emulator.training_duration import TrainingDuration

Route = Callable[[ControlRequest], Awaitable[Answer]]
_LIVENESS = "liveness/"
# What a request to a route may carry, to be copied by those who write one.
_EXAMPLES: Mapping[str, Mapping[str, object]] = {
    "clock": {"PUT": {"now": "2030-01-01T00:00:00Z", "running": False}},
    "clock/advance": {"POST": {"seconds": 1800}},
    "faults": {
        "POST": {"fault": "rate_limited", "operation": "TrainLargeFaceList", "times": 2},
    },
    "training": {"PUT": {"duration": "curve*0.1"}},
    "snapshot": {"PUT": "what GET gave, as application/octet-stream"},
    "pictures": {"PUT": "the picture; the query says for which url"},
    f"{_LIVENESS}SESSION_ID": {"POST": {"outcome": "succeeded", "decision": "realface"}},
}


class Control:
    """Answers requests to the emulator itself.

    Args:
        administration: The emulator.
    """

    def __init__(self, administration: Administration) -> None:
        self._administration = administration
        self._routes: Mapping[str, Mapping[str, Route]] = {
            "": {"GET": self._overview},
            "reset": {"POST": self._reset},
            "clock": {"GET": self._clock, "PUT": self._set_clock},
            "clock/advance": {"POST": self._advance},
            "clock/stop": {"POST": self._stop},
            "clock/resume": {"POST": self._resume},
            "requests": {"GET": self._requests, "DELETE": self._forget_requests},
            "faults": {"GET": self._faults, "POST": self._inject, "DELETE": self._clear_faults},
            "training": {"GET": self._training, "PUT": self._set_training},
            "snapshot": {"GET": self._snapshot, "PUT": self._restore},
            "pictures": {"GET": self._pictures, "PUT": self._set_picture},
            f"{_LIVENESS}SESSION_ID": {"POST": self._report_liveness},
        }

    async def __call__(self, request: ControlRequest) -> Answer:
        """Answers a request.

        Raises:
            ServiceError: 400, 404, 405 or 415.
        """
        path = request.path
        if path.startswith(_LIVENESS):
            path = f"{_LIVENESS}SESSION_ID"
        methods = self._routes.get(path)
        if methods is None:
            raise errors.not_found_at_gateway()
        route = methods.get(request.method)
        if route is None:
            raise errors.method_not_allowed(", ".join(methods))
        try:
            return await route(request)
        except ValueError as error:
            raise bad_argument(str(error)) from error

    async def _overview(self, request: ControlRequest) -> Answer:  # noqa: ARG002
        administration = self._administration
        collections = administration.resource.storage.collections
        kinds = [kind.name for kind in KIND_NAMES.values()]
        counts = {name: collections.count(kind.name) for name, kind in KIND_NAMES.items()}
        counts["persons"] = sum(map(collections.count_persons, kinds))
        counts["faces"] = sum(map(collections.count_faces, kinds))
        counts["faults"] = len(administration.faults.all())
        counts["requests"] = len(administration.log.all())
        routes = {
            f"/_emulator/{path}".rstrip("/"): {
                method: _EXAMPLES.get(path, {}).get(method) for method in methods
            }
            for path, methods in self._routes.items()
        }
        return answered(
            {
                "azface": __version__,
                "api_versions": KNOWN_VERSIONS,
                "endpoint": administration.resource.endpoint,
                "clock": self._shown_clock(),
                "training": str(administration.resource.trainer.duration),
                "counts": counts,
                "routes": routes,
            }
        )

    async def _reset(self, request: ControlRequest) -> Answer:  # noqa: ARG002
        self._administration.reset()
        return DONE

    async def _clock(self, request: ControlRequest) -> Answer:  # noqa: ARG002
        return answered(self._shown_clock())

    async def _set_clock(self, request: ControlRequest) -> Answer:
        content = json_object(request, "now", "running")
        clock = self._administration.clock
        if not content:
            raise bad_argument("now or running is expected.")
        running = content.get("running", clock.running)
        if not isinstance(running, bool):
            raise bad_argument("running is invalid: true or false is expected.")
        if "now" in content:
            if isinstance(content["now"], str):
                content["now"] = _unix_seconds(content["now"])
            clock.set(seconds(content, "now"))
        if running:
            clock.resume()
        else:
            clock.stop()
        return answered(self._shown_clock())

    async def _advance(self, request: ControlRequest) -> Answer:
        clock = self._administration.clock
        by = seconds(json_object(request, "seconds"), "seconds")
        if clock.now() + by > LATEST_SECONDS:
            raise bad_argument(f"seconds is invalid: the clock goes to {LATEST_SECONDS}.")
        clock.advance(by)
        return answered(self._shown_clock())

    async def _stop(self, request: ControlRequest) -> Answer:  # noqa: ARG002
        self._administration.clock.stop()
        return answered(self._shown_clock())

    async def _resume(self, request: ControlRequest) -> Answer:  # noqa: ARG002
        self._administration.clock.resume()
        return answered(self._shown_clock())

    async def _requests(self, request: ControlRequest) -> Answer:
        log, operation = self._administration.log, request.query.get("operation")
        if unknown := request.query.keys() - {"operation"}:
            raise bad_argument(f"Unknown: {', '.join(sorted(unknown))}; known is operation.")
        return answered_text(shown_requests(log.all() if operation is None else log.of(operation)))

    async def _forget_requests(self, request: ControlRequest) -> Answer:  # noqa: ARG002
        self._administration.log.clear()
        return DONE

    async def _faults(self, request: ControlRequest) -> Answer:  # noqa: ARG002
        return answered([shown_fault(each) for each in self._administration.faults.all()])

    async def _inject(self, request: ControlRequest) -> Answer:
        planned = PlannedFault.from_json(json_object(request))
        return answered(shown_fault(planned.inject(self._administration.faults)))

    async def _clear_faults(self, request: ControlRequest) -> Answer:  # noqa: ARG002
        self._administration.faults.clear()
        return DONE

    async def _training(self, request: ControlRequest) -> Answer:  # noqa: ARG002
        return answered({"duration": str(self._administration.resource.trainer.duration)})

    async def _set_training(self, request: ControlRequest) -> Answer:
        duration = json_object(request, "duration").get("duration")
        if not isinstance(duration, str):
            raise bad_argument("duration is invalid: a string is expected.")
        trainer = self._administration.resource.trainer
        trainer.duration = TrainingDuration.parse(duration)
        return answered({"duration": str(trainer.duration)})

    async def _snapshot(self, request: ControlRequest) -> Answer:  # noqa: ARG002
        content = self._administration.snapshot().to_bytes()
        return Answer(200, content, {"Content-Type": OCTET_STREAM})

    async def _restore(self, request: ControlRequest) -> Answer:
        if media_type(request.content_type) != OCTET_STREAM:
            raise unsupported_media_type(OCTET_STREAM)
        self._administration.restore(Snapshot.from_bytes(request.body))
        return DONE

    async def _pictures(self, request: ControlRequest) -> Answer:  # noqa: ARG002
        # A copy: another thread may set one meanwhile.
        pictures = dict(self._administration.resource.pictures)
        return answered({url: len(picture) for url, picture in pictures.items()})

    async def _set_picture(self, request: ControlRequest) -> Answer:
        url = request.query.get("url")
        if not url:
            raise bad_argument("url is missing: the query is to say what the picture stands for.")
        self._administration.resource.pictures[url] = request.body
        return DONE

    async def _report_liveness(self, request: ControlRequest) -> Answer:
        outcome = LivenessOutcome.from_json(json_object(request))
        session_id = request.path.removeprefix(_LIVENESS)
        resource = self._administration.resource
        taken = await asyncio.get_running_loop().run_in_executor(
            resource.workers, taken_picture, resource.reader, outcome
        )
        try:
            record_attempt(resource, session_id, outcome, taken)
        except LookupError as error:
            raise ServiceError(404, "SessionNotFound", str(error)) from None
        return DONE

    def _shown_clock(self) -> dict[str, object]:
        clock = self._administration.clock
        now = clock.now()
        return {"now": now, "date": timestamp(ticks(now)), "running": clock.running}


def _unix_seconds(text: str) -> float:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise bad_argument(
            "now is invalid: Unix seconds, or a time with its zone such as 2030-01-01T00:00:00Z, "
            "is expected."
        )
    return moment.timestamp()
