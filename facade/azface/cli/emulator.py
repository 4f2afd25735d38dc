"""`azface emulator`: the emulator in the foreground, and the lines that point a shell to it."""

from __future__ import annotations

import json
import shlex
import sys
import time
import warnings
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import attrs
import typer

from azface import ConfigurationError
from azface.cli.command import errors_reported
from azface.cli.output import Output

if TYPE_CHECKING:
    from azface.emulator import Seed

NEEDS_EXTRA = "this needs the emulator: pip install 'azface[emulator]'"
_CONTENT, _BEHAVIOUR = "What it holds", "How it behaves"


class TierName(StrEnum):
    """The pricing tiers that it can keep to."""

    F0 = "F0"
    S0 = "S0"


class ClockName(StrEnum):
    """What its time does."""

    RUNNING = "running"
    STANDING = "standing"


class SearchWhileTraining(StrEnum):
    """What a search in a collection answers while it is trained."""

    REFUSE = "refuse"
    OLD_INDEX = "old_index"


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
            metavar="FILE",
            dir_okay=False,
            help="Keep the state in this file, not in memory.",
            show_default=False,
            rich_help_panel=_CONTENT,
        ),
    ] = None,
    seed: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            dir_okay=False,
            help="What it begins with, in YAML or JSON, as above.",
            show_default=False,
            rich_help_panel=_CONTENT,
        ),
    ] = None,
    random_seed: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help="Ids and chances are the same in all runs with this text.",
            show_default=False,
            rich_help_panel=_CONTENT,
        ),
    ] = None,
    tier: Annotated[
        TierName | None,
        typer.Option(
            "--tier",
            metavar="TIER",
            help="F0 or S0: throttle, and limit what it holds, as this pricing tier.",
            show_default=False,
            rich_help_panel=_BEHAVIOUR,
        ),
    ] = None,
    training: Annotated[
        str | None,
        typer.Option(
            metavar="LENGTH",
            help="How long trainings take: curve (as documented, the default), curve*0.1, "
            "instant, or seconds.",
            show_default=False,
            rich_help_panel=_BEHAVIOUR,
        ),
    ] = None,
    search_while_training: Annotated[
        SearchWhileTraining,
        typer.Option(
            metavar="HOW",
            help="refuse (with 409), or old_index (what the training before found).",
            rich_help_panel=_BEHAVIOUR,
        ),
    ] = SearchWhileTraining.REFUSE,
    clock: Annotated[
        ClockName,
        typer.Option(
            metavar="HOW",
            help="running, or standing: from 2030 on it moves only when a test moves it.",
            rich_help_panel=_BEHAVIOUR,
        ),
    ] = ClockName.RUNNING,
    fault: Annotated[
        list[str] | None,
        typer.Option(
            "--fault",
            metavar="NAME|JSON",
            help="What goes wrong, such as bad_gateway (once) or "
            '\'{"fault": "rate_limited", "probability": 0.1}\'; may be given again.',
            show_default=False,
            rich_help_panel=_BEHAVIOUR,
        ),
    ] = None,
) -> None:
    r"""Run a local Face service until Ctrl-C.

    It prints two lines for another shell: where it is, and its key. With that
    key, GET FACE_ENDPOINT/_emulator tells how a test resets it, moves its clock,
    and so on.

    A seed file in YAML. Paths are relative to its folder; all is optional:

    identities: {ann: \[a1.jpg, a2.jpg], ben: \[b.jpg]}  # who is on which picture
    pictures: {"https://example.com/a.jpg": a1.jpg}    # what URLs stand for
    large_face_lists:
      staff: {name: Staff, faces: \[a1.jpg], face_count: 1000, trained: true}
    person_groups:
      team: {persons: \[{name: Ann, faces: \[a1.jpg]}], trained: true}
    """
    output = Output()
    with errors_reported(output), suppress(KeyboardInterrupt):
        try:
            from azface.emulator import DataFileError, Emulator, TrainingDuration
        except ImportError:
            raise ConfigurationError(NEEDS_EXTRA) from None
        if not 0 <= port <= 65535:  # getaddrinfo would take the remainder
            raise ConfigurationError(f"--port must be from 0 to 65535, not {port}")
        try:
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                running = Emulator(
                    host=host,
                    port=port,
                    key=key,
                    data=data,
                    seed=_seed(seed, fault or []),
                    training=None if training is None else TrainingDuration.parse(training),
                    clock=clock.value,
                    random_seed=random_seed,
                    search_while_training=search_while_training.value,
                    tier=None if tier is None else tier.value,
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


def _seed(path: Path | None, faults: list[str]) -> Seed:
    """The seed of the file, if there is one, with further faults."""
    from azface.emulator import Seed

    seed = Seed() if path is None else Seed.load(path)
    for text in faults:
        try:
            # A fault is written as in a seed, or as its name alone.
            fault = json.loads(text) if text.lstrip().startswith("{") else {"fault": text}
            further = Seed.parse({"faults": [fault]}).faults
        except json.JSONDecodeError as error:
            raise ConfigurationError(f"--fault {text}: it is no JSON: {error}") from None
        except ValueError as error:
            reason = str(error).removeprefix("faults[0]: ")
            raise ConfigurationError(f"--fault {text}: {reason}") from None
        seed = attrs.evolve(seed, faults=(*seed.faults, *further))
    return seed


def _print_environment(endpoint: str, key: str) -> None:
    for name, value in (("FACE_ENDPOINT", endpoint), ("FACE_APIKEY", key)):
        sys.stdout.write(f"export {name}={shlex.quote(value)}\n")
    # Whoever reads them through a pipe would wait for them until the end.
    sys.stdout.flush()
