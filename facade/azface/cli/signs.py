"""The signs by which a terminal shows how far a training is, in Unicode and in ASCII."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import frozen
from rich.console import Console
from rich.text import Text

from azface.cli.watched_list import Stage

STYLES: Mapping[Stage, str] = {
    Stage.ASKING: "dim",
    Stage.ANOTHER_RUNS: "magenta",
    Stage.NOT_STARTED: "dim",
    Stage.RUNNING: "cyan",
    Stage.SUCCEEDED: "green",
    Stage.FAILED: "red",
    Stage.TIMED_OUT: "yellow",
    Stage.STOPPED: "yellow",
    Stage.ERROR: "red",
}


@frozen
class Signs:
    """One character for each.

    Attributes:
        stages: While it lasts; of an end, the end itself.
        looks: The same where it was looked at.
        failed_look: A look that brought an error.
        spinner: The name of rich's.
        overflow: What rich does with what is too long.
    """

    stages: Mapping[Stage, str]
    looks: Mapping[Stage, str]
    failed_look: str
    spinner: str
    overflow: Literal["ellipsis", "crop"]

    def of(self, stage: Stage) -> Text:
        """The sign of a stage in its colour."""
        return Text(self.stages[stage], STYLES[stage])


UNICODE = Signs(
    stages={
        Stage.ASKING: "\u00b7",
        Stage.ANOTHER_RUNS: "\u2550",
        Stage.NOT_STARTED: "\u2500",
        Stage.RUNNING: "\u2501",
        Stage.SUCCEEDED: "\u2713",
        Stage.FAILED: "\u2717",
        Stage.TIMED_OUT: "\u00bb",
        Stage.STOPPED: "\u203a",
        Stage.ERROR: "!",
    },
    looks={
        Stage.ASKING: "\u253c",
        Stage.ANOTHER_RUNS: "\u256a",
        Stage.NOT_STARTED: "\u253c",
        Stage.RUNNING: "\u253f",
    },
    failed_look="\u00d7",
    spinner="dots",
    overflow="ellipsis",
)

ASCII = Signs(
    stages={
        Stage.ASKING: ".",
        Stage.ANOTHER_RUNS: "~",
        Stage.NOT_STARTED: "-",
        Stage.RUNNING: "=",
        Stage.SUCCEEDED: "*",
        Stage.FAILED: "X",
        Stage.TIMED_OUT: ">",
        Stage.STOPPED: ">",
        Stage.ERROR: "!",
    },
    looks=dict.fromkeys((Stage.ASKING, Stage.ANOTHER_RUNS, Stage.NOT_STARTED, Stage.RUNNING), "|"),
    failed_look="x",
    spinner="line",
    overflow="crop",
)


def signs_for(console: Console) -> Signs:
    """Those that a terminal has."""
    return ASCII if console.options.ascii_only or console.legacy_windows else UNICODE
