"""The command line as a whole: its groups, its help, its version."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from typer.core import TyperGroup

from azface import __version__
from azface.cli import faces, lists, training
from azface.cli.demo import demo
from azface.cli.emulator import emulator
from azface.cli.exit_codes import WORST_FIRST, ExitCode
from azface.cli.streams import usable_streams


class _Group(TyperGroup):
    """Ends the help with the exit codes; an epilog's lines are not kept by every typer."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        super().format_help(ctx, formatter)
        codes = Table.grid(padding=(0, 2))
        for code, meaning in WORST_FIRST.items():
            codes.add_row(Text(str(code.value), "bold cyan", justify="right"), meaning)
        title = "Exit codes (of several lists' codes, the first in this order)"
        Console().print(Panel(codes, title=title, title_align="left", border_style="dim"))


app = typer.Typer(
    cls=_Group,
    # Its tracebacks show local variables, and so secrets.
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    rich_markup_mode="rich",
)
app.command("demo")(demo)
app.add_typer(training.app, name="training")
app.add_typer(lists.app, name="lists")
app.add_typer(faces.app, name="faces")
app.command("emulator")(emulator)


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"azface {__version__}\n")
        raise typer.Exit


@app.callback()
def azface(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Azure AI Face: is the large face list trained yet?

    FACE_ENDPOINT and FACE_APIKEY say where and who; `azface demo` needs neither.
    """


def run(arguments: Sequence[str] | None) -> int:
    """Run the command and give its exit code."""
    with usable_streams() as stdout:
        # A name that the terminal's encoding lacks is no reason to fail.
        reconfigure = getattr(stdout, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
        code = 0
        try:
            app(args=arguments if arguments is None else list(arguments), prog_name="azface")
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        stdout.flush()
        if stdout.failure is None:
            return code
        # Whoever reads no further knows.
        if not isinstance(stdout.failure, BrokenPipeError):
            reason = stdout.failure.strerror or stdout.failure
            sys.stderr.write(f"error: cannot write to stdout: {reason}\n")
        return code or ExitCode.OUTPUT_LOST
