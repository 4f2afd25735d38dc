"""Ctrl-C, and what others send to the same end: SIGTERM of a supervisor, SIGHUP of a terminal."""

from __future__ import annotations

import atexit
import os
import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType
from typing import Any, NoReturn, TypeAlias

from azface.cli.exit_codes import ExitCode

# Windows has no SIGHUP.
_SIGNALS = [
    signal.Signals[name]
    for name in ("SIGINT", "SIGTERM", "SIGHUP")
    if name in signal.Signals.__members__
]

_Handler: TypeAlias = Callable[[int, FrameType | None], Any] | signal.Handlers


@contextmanager
def interruptible() -> Generator[None, None, None]:
    """Let each of the signals raise KeyboardInterrupt, as Ctrl-C does anyway."""
    with _handled_by(signal.default_int_handler):
        yield


@contextmanager
def on_first_signal(do: Callable[[], object]) -> Generator[None, None, None]:
    """Do something on the first of these signals, and ignore the others until the block is left.

    Who wants to leave presses Ctrl-C more than once.
    """
    came = False

    def heed(_number: int, _frame: FrameType | None) -> None:
        nonlocal came
        if not came:
            came = True
            do()

    with _handled_by(heed):
        yield


def interrupt() -> NoReturn:
    """Do what Ctrl-C does."""
    raise KeyboardInterrupt


def exit_on_next_signal() -> None:
    """Let the next of the signals end the process, which has said all it had to say, at once.

    Python may still be waiting for a thread, and would answer with a traceback. Once it waits no
    longer, the few milliseconds that are left are too few for another exit code.
    """
    _handle_by(_exit)
    atexit.register(_handle_by, signal.SIG_IGN)


def _exit(_number: int, _frame: FrameType | None) -> NoReturn:
    os._exit(ExitCode.STOPPED)


@contextmanager
def _handled_by(handler: _Handler) -> Generator[None, None, None]:
    before = _handle_by(handler)
    try:
        yield
    finally:
        for each, handler_before in before.items():
            # Unless `exit_on_next_signal` was called meanwhile.
            if signal.getsignal(each) is handler:
                signal.signal(each, handler_before)


def _handle_by(handler: _Handler) -> dict[signal.Signals, Any]:
    """Set it for all signals but those that are ignored, as nohup wants it; gives the others."""
    # Only the main thread may.
    if threading.current_thread() is not threading.main_thread():
        return {}
    before = {each: signal.getsignal(each) for each in _SIGNALS}
    heeded = {each: old for each, old in before.items() if old not in (signal.SIG_IGN, None)}
    for each in heeded:
        signal.signal(each, handler)
    return heeded
