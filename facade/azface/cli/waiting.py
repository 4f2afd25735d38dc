"""The waiting of `training wait` and `training run`, for all lists at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from enum import StrEnum
from functools import partial
from typing import TypeAlias

from rich.text import Text

from azface import AsyncLargeFaceLists, PollSchedule, TrainingOutcome
from azface.cli.command import Session
from azface.cli.documents import Document, document
from azface.cli.exit_codes import ExitCode
from azface.cli.output import shown_status, shown_time
from azface.cli.progress import WaitProgress, is_live
from azface.cli.resuming import Pace, WayOn, way_on
from azface.cli.run_files import Training
from azface.cli.signs import signs_for
from azface.cli.stopping import exit_on_next_signal, on_first_signal
from azface.cli.timeline import timeline
from azface.cli.wait_history import WaitHistory
from azface.cli.watched_list import Start, Waited, WatchedList

_HEED_SECONDS = 0.2

Wait: TypeAlias = Callable[[AsyncLargeFaceLists], Awaitable[list[TrainingOutcome]]]


class RunIfRunning(StrEnum):
    """What to do when a training is running already."""

    WAIT = "wait"
    JOIN = "join"
    RAISE = "raise"


def wait_for_all(session: Session, pace: Pace, trainings: Sequence[Training]) -> ExitCode:
    """Wait for runs, and for lists by their ids, each list once."""
    history = WaitHistory(trainings, timeout=pace.timeout)

    def wait(lists: AsyncLargeFaceLists) -> Awaitable[list[TrainingOutcome]]:
        return lists.wait_for_trainings(
            trainings,
            timeout=pace.timeout,
            schedule=_schedule(pace),
            on_poll=history.polled,
        )

    return _wait(session, history, wait, partial(way_on, session, pace, []))


def train_and_wait_for_all(
    session: Session, pace: Pace, list_ids: Sequence[str], if_running: RunIfRunning
) -> ExitCode:
    """Train lists, each once, and wait for these trainings."""
    history = WaitHistory(list_ids, timeout=pace.timeout, trains=True)

    def wait(lists: AsyncLargeFaceLists) -> Awaitable[list[TrainingOutcome]]:
        return lists.train_and_wait_all(
            list_ids,
            if_running=if_running.value,
            timeout=pace.timeout,
            schedule=_schedule(pace),
            on_poll=history.polled,
        )

    option = [] if if_running is RunIfRunning.WAIT else ["--if-running", if_running.value]
    return _wait(session, history, wait, partial(way_on, session, pace, option))


def _wait(
    session: Session,
    history: WaitHistory,
    wait: Wait,
    keep: Callable[[Sequence[tuple[WatchedList, Start]]], WayOn],
) -> ExitCode:
    """Wait in one event loop, so that Ctrl-C ends all waits at once, and show what came of it."""
    stopped = asyncio.Event()
    # The runner is left last of all: it waits for threads, such as that of a name look-up.
    with asyncio.Runner() as runner:
        loop = runner.get_loop()
        with on_first_signal(lambda: loop.call_soon_threadsafe(stopped.set)):
            with WaitProgress(session.output.stderr, history):
                outcomes = runner.run(_unless_stopped(stopped, session, wait))
                if outcomes is None:
                    way = keep(history.stopped())
                else:
                    history.ended(outcomes)
                    way = None
            if way is not None:
                code = _show(session, history)
                way.tell()
                exit_on_next_signal()
                return code
    return _show(session, history)


async def _unless_stopped(
    stopped: asyncio.Event, session: Session, wait: Wait
) -> list[TrainingOutcome] | None:
    """Wait, or give None as soon as it is stopped; what is under way is then left to the runner."""

    async def all_of_them() -> list[TrainingOutcome]:
        async with session.async_client() as client:
            return await wait(client.large_face_lists)

    loop = asyncio.get_running_loop()
    _heed_ctrl_c(loop)
    work, stop = loop.create_task(all_of_them()), loop.create_task(stopped.wait())
    await asyncio.wait({work, stop}, return_when=asyncio.FIRST_COMPLETED)
    return work.result() if work.done() else None


def _heed_ctrl_c(loop: asyncio.AbstractEventLoop) -> None:
    """Wake the event loop now and then.

    A signal that comes just before the loop begins a long sleep would be seen only after it: the
    thread that draws the progress makes that moment long enough to be met.
    """
    loop.call_later(_HEED_SECONDS, _heed_ctrl_c, loop)


def _show(session: Session, history: WaitHistory) -> ExitCode:
    _show_timeline(session, history)
    return session.output.outcomes(
        [each.outcome for each in history.lists if each.outcome is not None],
        ("LIST", "STATUS", "WAITED", "POLLS", "SUCCEEDED (UTC)"),
        _waited_cells,
        _waited_document,
    )


def _show_timeline(session: Session, history: WaitHistory) -> None:
    console = session.output.stderr
    if session.options.json or not is_live(console):
        return
    width, height = console.size
    for line in timeline(history.lists, width=width, height=height, signs=signs_for(console)):
        console.print(line, no_wrap=True, crop=False)
    console.print()


def _schedule(pace: Pace) -> PollSchedule:
    return PollSchedule() if pace.every is None else PollSchedule.every(pace.every)


def _waited_cells(waited: Waited) -> tuple[Text, ...]:
    return (
        shown_status(waited.result.status),
        Text(f"{waited.elapsed:.1f} s"),
        Text(str(waited.polls)),
        shown_time(waited.result.last_successful_training_date_time),
    )


def _waited_document(waited: Waited) -> Document:
    return document(waited.result) | {"elapsed": waited.elapsed, "polls": waited.polls}
