"""What faults do to an answer that the service has made."""

import attrs

from azface.emulator.faults.fault import Fault
from azface.emulator.http.connection import HttpResponse
from azface.emulator.messages import Answer

_WHERE = "Operation-Location"


def changed(answer: Answer, fault: Fault) -> Answer:
    """The answer as a fault has it that tells a success otherwise."""
    if fault.kind == "warned":
        return attrs.evolve(answer, status=299)
    if fault.kind == "operation_location":
        headers = {name: value for name, value in answer.headers.items() if name != _WHERE}
        if fault.location is not None:
            headers[_WHERE] = fault.location
        return attrs.evolve(answer, headers=headers)
    return answer


def delivered(response: HttpResponse, fault: Fault) -> HttpResponse:
    """The response as a fault lets it arrive."""
    if fault.kind == "reset_after":
        return attrs.evolve(response, reset=True)
    if fault.kind == "cut_body":
        keep = len(response.body) // 2 if fault.keep is None else fault.keep
        return attrs.evolve(response, keep=keep)
    return response
