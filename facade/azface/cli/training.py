"""`azface training`: ask for a list's training, start it, wait for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, TypeAlias

import anyio
import typer
from attrs import frozen
from rich.text import Text

from azface import (
    AsyncLargeFaceLists,
    AzfaceError,
    InvalidArgumentError,
    OperationStatus,
    PollSchedule,
    TrainingResult,
    TrainingRun,
    TrainingUpdate,
)
from azface.cli.command import Session, calls_service
from azface.cli.documents import Document, document
from azface.cli.exit_codes import ExitCode, worst
from azface.cli.output import Outcome, outcome_of, shown_status, shown_time
from azface.cli.progress import WaitProgress
from azface.cli.run_files import read_runs, run_document, write_runs

app = typer.Typer(no_args_is_help=True, help="Ask whether large face lists are trained; train.")

_HEED_SECONDS = 0.2

OnPoll: TypeAlias = Callable[[TrainingUpdate], object]
Wait: TypeAlias = Callable[[AsyncLargeFaceLists, OnPoll], Awaitable[TrainingResult]]


class StartIfRunning(StrEnum):
    """What to do when a training is running and nobody waits for its end here."""

    RAISE = "raise"
    JOIN = "join"


class RunIfRunning(StrEnum):
    """What to do when a training is running already."""

    WAIT = "wait"
    JOIN = "join"
    RAISE = "raise"


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


@frozen
class Waited:
    """A training that succeeded, and what the wait for it took."""

    result: TrainingResult
    elapsed: float
    polls: int


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
            help="Keep what `azface training wait --run FILE` needs to tell this training from "
            "earlier ones.",
        ),
    ] = None,
) -> ExitCode:
    """Start trainings and do not wait."""
    with session.client() as client:
        train = partial(client.large_face_lists.train, if_running=if_running.value)
        outcomes = [outcome_of(each, partial(train, each)) for each in dict.fromkeys(lists)]
    code = session.output.outcomes(
        outcomes, ("LIST", "STATUS", "BEFORE IT"), _run_cells, run_document
    )
    if save is not None:
        write_runs(save, [each.result for each in outcomes if each.result is not None])
    return code


@app.command("wait")
@calls_service
def wait(
    session: Session,
    lists: Annotated[
        list[str] | None,
        typer.Argument(metavar="LIST...", help="Large face list ids; with --run, which of its."),
    ] = None,
    timeout: Timeout = 3600.0,
    every: Every = None,
    run: Annotated[
        typer.FileText | None,
        typer.Option(
            metavar="FILE",
            help="Wait for the very trainings that `start --save FILE` or `start --json` wrote "
            "down; - reads stdin.",
        ),
    ] = None,
) -> ExitCode:
    """Wait until trainings are over.

    Without --run the service's word is taken: a list that was trained long ago is done at once.
    """
    trainings: dict[str, str | TrainingRun] = {each: each for each in lists or ()}
    if run is not None:
        runs = read_runs(run.read())
        if missing := trainings.keys() - runs.keys():
            raise InvalidArgumentError(f"--run holds no training of {', '.join(sorted(missing))}")
        trainings = {each: runs[each] for each in trainings or runs}
    if not trainings:
        raise InvalidArgumentError("name a LIST, or give --run FILE")
    schedule = _schedule(every)

    def wait_for(training: str | TrainingRun) -> Wait:
        return lambda resource, on_poll: resource.wait_for_training(
            training, timeout=timeout, schedule=schedule, on_poll=on_poll
        )

    return _wait_for_all(session, {name: wait_for(each) for name, each in trainings.items()})


@app.command("run")
@calls_service
def run_(
    session: Session,
    lists: Lists,
    if_running: Annotated[
        RunIfRunning,
        typer.Option(
            help="A training is running already: wait for its end and then train, so that every "
            "face is in; join it; or an error."
        ),
    ] = RunIfRunning.WAIT,
    timeout: Timeout = 3600.0,
    every: Every = None,
) -> ExitCode:
    """Train and wait until it is over, for exactly this training."""
    schedule = _schedule(every)

    def train(list_id: str) -> Wait:
        return lambda resource, on_poll: resource.train_and_wait(
            list_id,
            if_running=if_running.value,
            timeout=timeout,
            schedule=schedule,
            on_poll=on_poll,
        )

    return _wait_for_all(session, {each: train(each) for each in lists})


def _wait_for_all(session: Session, waits: Mapping[str, Wait]) -> ExitCode:
    """Wait for all at once, in one event loop: Ctrl-C then ends all waits at once, too."""
    outcomes: dict[str, Outcome[Waited]] = {}

    async def one(resource: AsyncLargeFaceLists, list_id: str, progress: WaitProgress) -> None:
        try:
            result = await waits[list_id](resource, partial(progress.polled, list_id))
        except AzfaceError as error:
            outcomes[list_id] = Outcome(list_id, error=error)
        else:
            last = progress.updates[list_id]
            outcomes[list_id] = Outcome(list_id, Waited(result, last.elapsed, last.polls))
        progress.ended(list_id)

    async def all_of_them() -> None:
        async with session.async_client() as client, anyio.create_task_group() as attentive:
            attentive.start_soon(_heed_ctrl_c)
            async with anyio.create_task_group() as group:
                for list_id in waits:
                    group.start_soon(one, client.large_face_lists, list_id, progress)
            attentive.cancel_scope.cancel()

    try:
        with WaitProgress(session.output.stderr, waits) as progress:
            anyio.run(all_of_them)
    except KeyboardInterrupt:
        left = [list_id for list_id in waits if list_id not in outcomes]
        session.output.note(
            "stopped waiting; a training that was started goes on all the same: azface training "
            f"wait {' '.join(left)}"
        )
        return ExitCode.STOPPED
    return session.output.outcomes(
        [outcomes[list_id] for list_id in waits],
        ("LIST", "STATUS", "WAITED", "POLLS", "SUCCEEDED (UTC)"),
        _waited_cells,
        _waited_document,
    )


async def _heed_ctrl_c() -> None:
    """Wake the event loop now and then.

    A signal that comes just before the loop begins a long sleep would be seen only after it: the
    thread that draws the progress makes that moment long enough to be met.
    """
    while True:  # noqa: ASYNC110 - nothing tells of a signal that was not seen
        await anyio.sleep(_HEED_SECONDS)


def _schedule(every: float | None) -> PollSchedule:
    return PollSchedule() if every is None else PollSchedule.every(every)


def _status_cells(result: TrainingResult) -> tuple[Text, ...]:
    return (
        shown_status(result.status),
        shown_time(result.created_date_time),
        shown_time(result.last_successful_training_date_time),
    )


def _run_cells(run: TrainingRun) -> tuple[Text, ...]:
    before = "never trained" if run.before is None else run.before.status
    return Text("joined" if run.joined else "started", "cyan"), shown_status(before)


def _waited_cells(waited: Waited) -> tuple[Text, ...]:
    return (
        shown_status(waited.result.status),
        Text(f"{waited.elapsed:.1f} s"),
        Text(str(waited.polls)),
        shown_time(waited.result.last_successful_training_date_time),
    )


def _waited_document(waited: Waited) -> Document:
    return document(waited.result) | {"elapsed": waited.elapsed, "polls": waited.polls}
