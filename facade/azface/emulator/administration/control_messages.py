"""What control requests carry and get: JSON whose members are checked, and requests as JSON."""

import json

from azface.emulator import arguments
from azface.emulator.bodies import JSON_MEDIA_TYPE, parsed_object
from azface.emulator.errors import bad_argument
from azface.emulator.faults import InjectedFault
from azface.emulator.messages import Answer, ControlRequest, ReceivedRequest
from azface.emulator.timestamps import LATEST_SECONDS

DONE = Answer(204)


def json_object(request: ControlRequest, *known: str) -> dict[str, object]:
    """The body's members that are not null.

    Args:
        request: The request.
        known: The members that there may be; none for any.

    Raises:
        ServiceError: 400 for anything but a JSON object, or for an unknown member.
    """
    # Whatever its Content-Type: `curl -d` says that it is a form.
    content = parsed_object(request.body)
    if content is None:
        raise bad_argument("Request body is invalid: a JSON object is expected.")
    unknown = [name for name in content if known and name not in known]
    if unknown:
        raise bad_argument(f"Unknown: {', '.join(unknown)}; known are {', '.join(known)}.")
    return {name: value for name, value in content.items() if value is not None}


def seconds(content: dict[str, object], name: str) -> float:
    """A number of seconds that a request must carry.

    Raises:
        ServiceError: 400 if it does not, or if there are too many.
    """
    if name not in content:
        raise bad_argument(f"{name} is missing.")
    return arguments.number(content[name], name, 0, LATEST_SECONDS, 0)


def answered(content: object) -> Answer:
    """An answer in JSON."""
    return answered_text(json.dumps(content))


def answered_text(content: str) -> Answer:
    """An answer whose JSON is written already."""
    return Answer(200, content.encode(), {"Content-Type": f"{JSON_MEDIA_TYPE}; charset=utf-8"})


def shown_requests(requests: list[ReceivedRequest]) -> str:
    """The requests received as a JSON array."""
    return f"[{','.join(map(_shown_request, requests))}]"


def shown_fault(injected: InjectedFault) -> dict[str, object]:
    """A fault that waits for its requests, as it was injected and with its hits."""
    try:
        fault = injected.fault.to_json()
    except ValueError:
        # Its body is no text, and so was given in Python.
        fault = {"fault": injected.fault.kind, "status": injected.fault.status}
    return {
        **fault,
        "operation": injected.operation,
        "times": injected.times,
        "probability": injected.probability,
        "hits": injected.hits,
    }


def _shown_request(request: ReceivedRequest) -> str:
    members: dict[str, object] = {
        "method": request.method,
        "path": request.path,
        "query": request.query,
        "operation": request.operation,
        "status": request.status,
        "fault": request.fault,
        "at": request.at,
        "body_size": request.body_size,
    }
    try:
        return json.dumps({**members, "json": request.json}, allow_nan=False)
    # A body that Python reads and JSON cannot say, or one nested too deep.
    except (ValueError, RecursionError):
        return json.dumps({**members, "json": None})
