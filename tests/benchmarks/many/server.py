"""An emulator of 10,000 lists in training, in a process of its own.

Takes a command a line on its standard input and answers each with one line of JSON.
"""

import http.client
import json
import sys
import time
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from many.lists import FAILURE, LISTS, name_of, numbers_that

from azface.emulator import Emulator, Fault, TrainingDuration

LONG = 1e6


class Served:
    """The emulator, and what it is told to do."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator
        self._connection = http.client.HTTPConnection(urlsplit(emulator.endpoint).netloc)
        # All were trained before, at the same moment, so this is what each run saw at its start.
        self.before = self._call("GET", name_of(0), "/training")
        # One in training cannot be deleted: those that will be show their old success meanwhile.
        for number in numbers_that("succeeds"):
            self._call("POST", name_of(number), "/train")
        failing = emulator.inject(Fault.training_fails(FAILURE), times="always")
        for number in numbers_that("fails"):
            self._call("POST", name_of(number), "/train")
        failing.remove()
        self._in_training = emulator.snapshot()

    def _call(self, method: str, name: str, rest: str = "") -> object:
        headers = {"Ocp-Apim-Subscription-Key": self._emulator.key}
        path = f"/face/v1.2/largefacelists/{name}{rest}"
        self._connection.request(method, path, headers=headers)
        answer = self._connection.getresponse()
        content = answer.read()
        assert answer.status < 300, content
        return json.loads(content) if content else None

    def begin(self) -> None:
        """All are in training again, and no request has come."""
        self._emulator.clock.set(self._in_training.at)
        self._emulator.restore(self._in_training)
        self._emulator.clear_requests()

    def end_in_mid_wait(self) -> None:
        """The same as `end`, once there was a request for each."""
        while len(self._emulator.requests) < LISTS:
            time.sleep(0.05)
        self.end()

    def end(self) -> None:
        """Delete those to be deleted, and let all trainings be over."""
        for number in numbers_that("is deleted"):
            self._call("DELETE", name_of(number))
        self._emulator.clock.advance(2 * LONG)

    def seen(self) -> tuple[int, int]:
        """The requests that came, and the most in any window of one second, by the clock here."""
        at = [request.at for request in self._emulator.requests]
        return len(at), most_within_a_second(at)


def most_within_a_second(at: Iterable[float]) -> int:
    moments = sorted(at)
    most = first = 0
    for last, moment in enumerate(moments):
        while moment - moments[first] >= 1.0:
            first += 1
        most = max(most, last - first + 1)
    return most


def tell(answer: object) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main() -> None:
    lists = {name_of(number): {"face_count": 1, "trained": True} for number in range(LISTS)}
    seed = {"large_face_lists": lists}
    with Emulator(seed=seed, training=TrainingDuration.fixed(LONG)) as emulator:
        served = Served(emulator)
        tell([emulator.endpoint, emulator.key, served.before])
        known = (served.begin, served.end, served.end_in_mid_wait, served.seen)
        commands: dict[str, Callable[[], object]] = {each.__name__: each for each in known}
        for line in sys.stdin:
            tell(commands[line.strip()]())


if __name__ == "__main__":
    main()
