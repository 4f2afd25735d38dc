"""Standard streams that are closed, full or no longer read: none of that stops a command."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO, cast


class LosingStream:
    """A stream whose writes never fail; what cannot be written is lost.

    Attributes:
        failure: Why something could not be written, or None.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.failure: OSError | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write it, or lose it."""
        try:
            return self._stream.write(text)
        except OSError as error:
            self._lose(error)
            return len(text)

    def flush(self) -> None:
        """Write what is held back, or lose it."""
        try:
            self._stream.flush()
        except OSError as error:
            self._lose(error)

    def _lose(self, error: OSError) -> None:
        self.failure = self.failure or error
        # What is held back would be tried again, by Python itself at the very end.
        with suppress(OSError):
            descriptor = self._stream.fileno()
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, descriptor)
            os.close(nowhere)


@contextmanager
def usable_streams() -> Generator[LosingStream, None, None]:
    """Make `sys.stdin`, `sys.stdout` and `sys.stderr` usable for a while; gives stdout.

    Where one is closed, Python has None, and no sockets may get its number: that goes to the null
    device, which says nothing and takes everything.
    """
    before = sys.stdin, sys.stdout, sys.stderr
    with ExitStack() as opened:
        for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
            if getattr(sys, name) is None:
                null = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115
                setattr(sys, name, opened.enter_context(null))
        stdout = LosingStream(sys.stdout)
        sys.stdout, sys.stderr = cast("TextIO", stdout), cast("TextIO", LosingStream(sys.stderr))
        try:
            yield stdout
        finally:
            sys.stdin, sys.stdout, sys.stderr = before
