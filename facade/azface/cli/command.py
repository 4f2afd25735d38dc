"""What all commands share: the shared options, and how a command ends."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Concatenate, ParamSpec, get_type_hints

import typer
from attrs import frozen

from azface import AsyncFaceClient, AzfaceError, FaceClient
from azface.cli.connection import connected
from azface.cli.exit_codes import ExitCode
from azface.cli.output import Output
from azface.cli.shared_options import SharedOptions
from azface.cli.stopping import exit_on_next_signal, interruptible

P = ParamSpec("P")


@frozen
class Session:
    """What a command that calls the service is given first: the way to it, and the way out."""

    options: SharedOptions
    output: Output

    def client(self) -> FaceClient:
        """A client, to be closed by the command."""
        return connected(FaceClient, self.options)

    def async_client(self) -> AsyncFaceClient:
        """A client for an event loop, to be closed by the command."""
        return connected(AsyncFaceClient, self.options)


def calls_service(command: Callable[Concatenate[Session, P], ExitCode]) -> Callable[..., None]:
    """Make a function a command that typer can register, with the shared options as well.

    typer reads a command's options from its signature, so the signature here is the function's own
    (without its first parameter, the session) followed by that of `SharedOptions`.
    """
    own = list(inspect.signature(command).parameters.values())[1:]
    shared = list(inspect.signature(SharedOptions).parameters.values())
    hints = get_type_hints(command, include_extras=True)
    hints |= get_type_hints(SharedOptions, include_extras=True)

    @wraps(command)
    def registered(**arguments: Any) -> None:
        options = SharedOptions(**{each.name: arguments.pop(each.name) for each in shared})
        output = Output(as_json=options.json)
        with errors_reported(output):
            run: Callable[..., ExitCode] = command
            raise typer.Exit(run(Session(options, output), **arguments))

    parameters = [each.replace(annotation=hints[each.name]) for each in (*own, *shared)]
    registered.__annotations__ = {each.name: each.annotation for each in parameters}
    registered.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return registered


@contextmanager
def errors_reported(output: Output) -> Generator[None, None, None]:
    """End the command on an AzfaceError or on Ctrl-C: one line on stderr, and the exit code."""
    with interruptible():
        try:
            yield
        except AzfaceError as error:
            code = output.failed(error)
        except KeyboardInterrupt:
            exit_on_next_signal()
            output.note("stopped")
            code = ExitCode.STOPPED
        else:
            return
        raise typer.Exit(code)
