"""`azface training`: ask for a list's training, start it, wait for it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext, suppress
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from azface import (
    ConfigurationError,
    InvalidArgumentError,
    OperationStatus,
    TrainingResult,
    TrainingRun,
)
from azface.cli.command import Session, calls_service
from azface.cli.documents import document
from azface.cli.exit_codes import ExitCode, exit_code, worst
from azface.cli.list_ids import check_list_ids
from azface.cli.output import Outcome, outcome_of, shown_status, shown_time
from azface.cli.resuming import Pace
from azface.cli.run_files import Training, read_trainings, run_document
from azface.cli.saved_runs import SavedRuns
from azface.cli.stopping import exit_on_next_signal, interrupt, on_first_signal
from azface.cli.wait_history import DEFAULT_TIMEOUT
from azface.cli.waiting import RunIfRunning, train_and_wait_for_all, wait_for_all

app = typer.Typer(no_args_is_help=True, help="Ask whether large face lists are trained; train.")


class StartIfRunning(StrEnum):
    """What to do when a training is running and nobody waits for its end here."""

    RAISE = "raise"
    JOIN = "join"


Lists = Annotated[list[str], typer.Argument(metavar="LIST...", help="Large face list ids.")]
Timeout = Annotated[
    float,
    typer.Option(
        min=0.0, metavar="SECONDS", help="Give up after so long (exit code 124); 0 looks once."
    ),
]
Every = Annotated[
    float | None,
    typer.Option(
        metavar="SECONDS",
        help="Look this often; by default after a tenth of the time already waited.",
        show_default=False,
    ),
]


@app.command("status")
@calls_service
def status(session: Session, lists: Lists) -> ExitCode:
    """Ask once, do not wait.

    Exits with 0 also while a training is running, and with 10 when the last one failed.
    """
    with session.client() as client:
        ask = client.large_face_lists.get_training_status
        outcomes = [outcome_of(each, partial(ask, each)) for each in dict.fromkeys(lists)]
    code = session.output.outcomes(
        outcomes,
        ("LIST", "STATUS", "STARTED (UTC)", "LAST SUCCESS (UTC)"),
        _status_cells,
        document,
    )
    for each in outcomes:
        if each.result is not None and each.result.status == OperationStatus.FAILED:
            session.output.error(f"{each.subject}: {each.result.message or 'no reason is given'}")
            code = worst([code, ExitCode.TRAINING_FAILED])
    return code


@app.command("start")
@calls_service
def start(
    session: Session,
    lists: Lists,
    if_running: Annotated[
        StartIfRunning,
        typer.Option(help="A training is running already: an error, or join it."),
    ] = StartIfRunning.RAISE,
    save: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            dir_okay=False,
            writable=True,
            help="Keep what `azface training wait --resume FILE` needs to tell this training from "
            "earlier ones.",
        ),
    ] = None,
) -> ExitCode:
    """Start trainings and do not wait."""
    list_ids = list(dict.fromkeys(lists))
    outcomes: list[Outcome[TrainingRun]] = []
    with (
        nullcontext() if save is None else SavedRuns(save) as saved,
        session.client() as client,
        # Whatever comes, what was started is saved and shown.
        on_first_signal(lambda: None),
    ):
        train = partial(client.large_face_lists.train, if_running=if_running.value)
        with suppress(KeyboardInterrupt), on_first_signal(interrupt):
            for each in list_ids:
                outcomes.append(outcome_of(each, partial(train, each)))
        saving = ExitCode.DONE if saved is None else _save(session, saved, outcomes, list_ids)
        starting = session.output.outcomes(
            outcomes, ("LIST", "STATUS", "BEFORE IT"), _run_cells, run_document
        )
        if left := list_ids[len(outcomes) :]:
            count = len(left) - 1
            more = f"; {count} more {'were' if count > 1 else 'was'} not tried" if count else ""
            session.output.note(
                f"stopped; nobody knows whether the training of {left[0]} was started{more}"
            )
            exit_on_next_signal()
            return ExitCode.STOPPED
    return worst([saving, starting])


@app.command("wait")
@calls_service
def wait(
    session: Session,
    lists: Annotated[
        list[str] | None,
        typer.Argument(metavar="LIST...", help="Large face list ids; with --resume, which of its."),
    ] = None,
    timeout: Timeout = DEFAULT_TIMEOUT,
    every: Every = None,
    resume: Annotated[
        typer.FileBinaryRead | None,
        typer.Option(
            metavar="FILE",
            help="Wait for the very trainings that Ctrl-C, `start --save FILE` or `start --json` "
            "wrote down; - reads stdin.",
        ),
    ] = None,
) -> ExitCode:
    """Wait until trainings are over.

    Without --resume the service's word is taken: a list that was trained long ago is done at once.
    With it, --timeout counts anew.

    On a terminal, stderr shows a live line for each list and, unless --json is
    given, a timeline at the end. Ctrl-C leaves at once and prints how to go on.
    """
    check_list_ids(lists or ())
    trainings: dict[str, Training] = {each: each for each in lists or ()}
    if resume is not None:
        saved = read_trainings(resume.read())
        if missing := trainings.keys() - saved.keys():
            raise InvalidArgumentError(
                f"--resume holds no training of {', '.join(sorted(missing))}"
            )
        trainings = {each: saved[each] for each in trainings or saved}
    if not trainings:
        raise InvalidArgumentError("name a LIST, or give --resume FILE")
    return wait_for_all(session, Pace(timeout, every), list(trainings.values()))


@app.command("run")
@calls_service
def run(
    session: Session,
    lists: Lists,
    if_running: Annotated[
        RunIfRunning,
        typer.Option(
            help="A training is running already: wait for its end and then train, so that every "
            "face is in; join it; or an error."
        ),
    ] = RunIfRunning.WAIT,
    timeout: Timeout = DEFAULT_TIMEOUT,
    every: Every = None,
) -> ExitCode:
    """Train and wait until it is over, for exactly this training.

    On a terminal, stderr shows a live line for each list and, unless --json is
    given, a timeline at the end. Ctrl-C leaves at once and prints how to go on.
    """
    check_list_ids(lists)
    list_ids = list(dict.fromkeys(lists))
    return train_and_wait_for_all(session, Pace(timeout, every), list_ids, if_running)


def _save(
    session: Session,
    saved: SavedRuns,
    outcomes: Sequence[Outcome[TrainingRun]],
    list_ids: Sequence[str],
) -> ExitCode:
    """Save what was started, and say what may surprise."""
    runs = [each.result for each in outcomes if each.result is not None]
    if not runs:
        session.output.note(f"nothing was started, so {saved.path} was left as it is")
        return ExitCode.DONE
    try:
        kept = saved.write(runs, list_ids)
    except ConfigurationError as error:
        session.output.error(str(error))
        return exit_code(error)
    if kept:
        session.output.note(f"{saved.path} keeps the earlier training of {', '.join(kept)}")
    return ExitCode.DONE


def _status_cells(result: TrainingResult) -> tuple[Text, ...]:
    return (
        shown_status(result.status),
        shown_time(result.created_date_time),
        shown_time(result.last_successful_training_date_time),
    )


def _run_cells(run: TrainingRun) -> tuple[Text, ...]:
    before = "never trained" if run.before is None else run.before.status
    return Text("joined" if run.joined else "started", "cyan"), shown_status(before)
