"""What is remembered of the requests: the latest, so many and so much."""

import threading
from collections import deque

from azface.emulator.messages import ReceivedRequest
from azface.emulator.routes import operation_id

_MAXIMUM_REQUESTS = 10_000
_MAXIMUM_BYTES = 32 * 1_024 * 1_024


class RequestLog:
    """The latest 10,000 requests, fewer if they take more than 32 MiB together.

    Safe to use from any thread.
    """

    def __init__(self) -> None:
        self._requests: deque[ReceivedRequest] = deque()
        self._bytes = 0
        self._lock = threading.Lock()

    def add(self, request: ReceivedRequest) -> None:
        """Remembers a request."""
        with self._lock:
            self._requests.append(request)
            self._bytes += _size(request)
            while len(self._requests) > _MAXIMUM_REQUESTS or self._bytes > _MAXIMUM_BYTES:
                self._bytes -= _size(self._requests.popleft())

    def all(self) -> list[ReceivedRequest]:
        """The requests, oldest first."""
        with self._lock:
            return list(self._requests)

    def of(self, operation: str) -> list[ReceivedRequest]:
        """The requests of one operation, oldest first.

        Raises:
            ValueError: If there is no such operation.
        """
        wanted = operation_id(operation)
        return [each for each in self.all() if each.operation == wanted]

    def clear(self) -> None:
        """Forgets all."""
        with self._lock:
            self._requests.clear()
            self._bytes = 0


def _size(request: ReceivedRequest) -> int:
    """What a client decides of a request's size, in bytes."""
    head = len(request.method) + len(request.path) + len(request.query)
    return head + len(request.body or b"")
