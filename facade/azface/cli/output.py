"""Where results and errors go: results to stdout, everything else to stderr.

With `--json`, stdout gets one JSON document and nothing else: the results, or `{"error": ...}`.
Texts that others wrote (names, user data, messages) are shown without their control characters,
which could otherwise move the cursor or change the terminal.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Generic, TypeVar

from attrs import frozen
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from azface import AzfaceError, WaitCancelledError
from azface.cli.documents import Document, error_document
from azface.cli.exit_codes import ExitCode, exit_code, worst

T = TypeVar("T")

# Wider than any row: what is piped must not be wrapped.
_WIDTH_OF_A_PIPE = 100_000

_STATUS_STYLES = {"succeeded": "green", "running": "cyan", "notStarted": "cyan", "failed": "red"}


@frozen
class Outcome(Generic[T]):
    """How the work on one of several lists or pictures ended: exactly one of the two is given."""

    subject: str
    result: T | None = None
    error: AzfaceError | None = None


def outcome_of(subject: str, work: Callable[[], T]) -> Outcome[T]:
    """Do the work; an AzfaceError is an outcome, too."""
    try:
        return Outcome(subject, work())
    except AzfaceError as error:
        return Outcome(subject, error=error)


class Output:
    """Prints for one command.

    Args:
        as_json: Print JSON documents on stdout.
    """

    def __init__(self, *, as_json: bool = False) -> None:
        self._as_json = as_json
        width = None if sys.stdout.isatty() else _WIDTH_OF_A_PIPE
        self._stdout = Console(width=width, highlight=False)
        self.stderr = Console(stderr=True, highlight=False)

    def document(self, document: object) -> None:
        """Print the one JSON document, in ASCII, so that it survives every encoding."""
        sys.stdout.write(json.dumps(document, indent=2) + "\n")
        # A second Ctrl-C may end the process at any time.
        sys.stdout.flush()

    def rows(self, headings: Sequence[str], rows: Sequence[Sequence[Text]], none: str) -> None:
        """Print a table, or say on stderr that there is nothing to show."""
        if rows:
            self._stdout.print(table(headings, rows, frame=sys.stdout.isatty()))
        else:
            self.note(none)

    def result(self, document: Document, sentence: str) -> None:
        """Print what was done: as JSON, or as a sentence."""
        if self._as_json:
            self.document(document)
        else:
            self._stdout.print(shown(sentence), soft_wrap=True)

    def listing(
        self,
        documents: Sequence[Document],
        headings: Sequence[str],
        rows: Sequence[Sequence[Text]],
        *,
        none: str,
    ) -> None:
        """Print all entries of a listing, as JSON or as a table."""
        if self._as_json:
            self.document(documents)
        else:
            self.rows(headings, rows, none)

    def outcomes(
        self,
        outcomes: Sequence[Outcome[T]],
        headings: Sequence[str],
        row: Callable[[T], Sequence[Text]],
        document: Callable[[T], Document],
        *,
        subject: str = "list_id",
    ) -> ExitCode:
        """Print what came of each of several, errors on stderr too.

        Args:
            outcomes: In the order of the command line.
            headings: Of the table; the first is the subject's, the second the status's.
            row: The cells after the subject's.
            document: The value of "result" in JSON.
            subject: What the subject is called in JSON.

        Returns:
            The code that counts.
        """
        documents: list[Document] = []
        rows: list[list[Text]] = []
        codes: list[ExitCode] = []
        for outcome in outcomes:
            head: Document = {subject: outcome.subject}
            if outcome.error is not None:
                code = exit_code(outcome.error)
                codes.append(code)
                documents.append(head | {"error": error_document(outcome.error)})
                rows.append([shown(outcome.subject), Text(code.label, "red")])
            elif outcome.result is not None:
                documents.append(head | {"result": document(outcome.result)})
                rows.append([shown(outcome.subject), *row(outcome.result)])
        if self._as_json:
            self.document(documents)
        elif len(outcomes) > 1 or not codes:
            self.rows(headings, rows, "")
        for outcome in outcomes:
            # Who pressed Ctrl-C is told in one line what became of all.
            if outcome.error is not None and not isinstance(outcome.error, WaitCancelledError):
                self.error(f"{outcome.subject}: {outcome.error}")
        return worst(codes)

    def failed(self, error: AzfaceError) -> ExitCode:
        """Print the error that ended the command; gives its code."""
        if self._as_json:
            self.document({"error": error_document(error)})
        self.error(str(error))
        return exit_code(error)

    def error(self, message: str) -> None:
        """Print one line on stderr: what is wrong."""
        self._line("error: ", "bold red", message)

    def note(self, message: str) -> None:
        """Print one line on stderr: what is good to know."""
        self._line("note: ", "yellow", message)

    def command(self, command: str) -> None:
        """Print a command to be copied, on a line of its own on stderr."""
        self.stderr.print(shown(f"  {command}", "bold"), soft_wrap=True)

    def _line(self, head: str, style: str, message: str) -> None:
        self.stderr.print(Text.assemble((head, style), shown(message)), soft_wrap=True)


def table(headings: Sequence[str], rows: Sequence[Sequence[Text]], *, frame: bool) -> Table:
    """A table with a rule under its headings, or with nothing but columns."""
    made = Table(
        box=box.SIMPLE_HEAD if frame else None,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1) if frame else (0, 2, 0, 0),
        header_style="bold",
    )
    for heading in headings:
        made.add_column(heading, overflow="fold")
    for row in rows:
        made.add_row(*row)
    return made


def shown(value: object, style: str = "") -> Text:
    """A value as one harmless line; nothing for None."""
    text = "" if value is None else str(value)
    harmless = (c if c.isprintable() else " " if c.isspace() else "?" for c in text)
    return Text("".join(harmless), style)


def shown_status(status: str) -> Text:
    """A training's status in its colour."""
    return shown(status, _STATUS_STYLES.get(status, "yellow"))


def shown_time(moment: datetime | None) -> Text:
    """A moment in UTC, to the second."""
    return shown(moment and moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"))
