"""`azface emulator`: the emulator in the foreground, and the lines that point a shell to it."""

from __future__ import annotations

import shlex
import signal
import sys
import time
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from azface import ConfigurationError
from azface.cli.command import errors_reported
from azface.cli.output import Output
from azface.cli.seed_file import NOTHING, read_seed

NEEDS_EXTRA = "this needs the emulator: pip install 'azface[emulator]'"


def emulator(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="0 takes a free one.")] = 0,
    key: Annotated[
        str | None,
        typer.Option(
            envvar="AZFACE_EMULATOR_KEY",
            help="The key that requests must carry; by default a random one.",
            show_default=False,
        ),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", dir_okay=False, help="Keep the state in this file, not in memory."
        ),
    ] = None,
    seed: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            dir_okay=False,
            help="Who is on which picture, and what URLs stand for.",
        ),
    ] = None,
    training_base_seconds: Annotated[
        float, typer.Option(metavar="SECONDS", help="What any training takes.")
    ] = 0.2,
    training_seconds_per_face: Annotated[
        float, typer.Option(metavar="SECONDS", help="What each face adds to that.")
    ] = 0.0012,
    training_fails: Annotated[
        str | None, typer.Option(metavar="MESSAGE", help="Every training fails with this message.")
    ] = None,
) -> None:
    """Run a local Face service until Ctrl-C.

    It prints two lines for another shell: where it is, and its key.

    A seed file: {"identities": {"ann": ["a.jpg"]}, "pictures": {"https://...": "a.jpg"}}
    """
    output = Output()
    # What a supervisor sends ends it as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with errors_reported(output), suppress(KeyboardInterrupt):
        try:
            from azface.emulator import DataFileError, Emulator, TrainingBehaviour
        except ImportError:
            raise ConfigurationError(NEEDS_EXTRA) from None
        if not 0 <= port <= 65535:  # getaddrinfo would take the remainder
            raise ConfigurationError(f"--port must be from 0 to 65535, not {port}")
        given = NOTHING if seed is None else read_seed(seed)
        try:
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                running = Emulator(
                    host=host,
                    port=port,
                    key=key,
                    data=data,
                    training=TrainingBehaviour(
                        base_seconds=training_base_seconds,
                        seconds_per_face=training_seconds_per_face,
                        failure=training_fails,
                    ),
                    identities=given.identities,
                    pictures=given.pictures,
                )
            for warning in caught:
                output.note(str(warning.message))
            running.start()
        except OSError as error:
            reason = error.strerror or error
            raise ConfigurationError(f"cannot listen on {host}:{port}: {reason}") from None
        except (ValueError, DataFileError) as error:
            raise ConfigurationError(str(error)) from None
        try:
            output.note("the emulator runs until Ctrl-C; these lines are for another shell")
            _print_environment(running.endpoint, running.key)
            while True:
                time.sleep(1.0)
        finally:
            running.stop()


def _print_environment(endpoint: str, key: str) -> None:
    for name, value in (("FACE_ENDPOINT", endpoint), ("FACE_APIKEY", key)):
        sys.stdout.write(f"export {name}={shlex.quote(value)}\n")
    # Whoever reads them through a pipe would wait for them until the end.
    sys.stdout.flush()
