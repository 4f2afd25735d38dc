"""The live lines of a wait, as one frame of text."""

from io import StringIO

from rich.console import Console
from rich.text import Text

from azface import (
    FaceApiError,
    RateLimitError,
    TrainingFailedError,
    TrainingResult,
    TrainingRun,
    TrainingTimeoutError,
    TrainingUpdate,
)
from azface.cli.progress import WaitProgress
from azface.cli.wait_history import WaitHistory
from azface.cli.watched_list import Start


class Watch:
    """A history whose time the test moves, and what a terminal shows of it."""

    def __init__(self, *names: str, timeout: float = 60.0, trains: bool = False) -> None:
        self.time = 0.0
        self.history = WaitHistory(names, timeout=timeout, trains=trains, now=lambda: self.time)

    def look(
        self,
        list_id: str,
        after: float,
        polls: int,
        status: str | None = "running",
        next_poll_in: float | None = 2.0,
        **more: object,
    ) -> None:
        result = None if status is None else TrainingResult(status)
        update = TrainingUpdate(list_id, result, after, polls, next_poll_in, **more)  # type: ignore[arg-type]
        self.history.polled(update)

    def lines(self, width: int = 80, height: int = 24) -> list[str]:
        console = Console(file=StringIO(), width=width, height=height, force_terminal=True)
        with console.capture() as captured:
            console.print(WaitProgress(console, self.history).lines())
        text = Text.from_ansi(captured.get()).plain
        lines = [line.rstrip() for line in text.splitlines()]
        assert len(lines) < height or height == 1
        assert all(len(line) <= width - 3 for line in lines)
        return lines


def test_a_line_tells_how_far_a_list_is_and_what_is_expected() -> None:
    watch = Watch("staff", "guests")
    watch.look("staff", 12.0, 9, expected=35.2)
    watch.time = 0.5
    staff, guests = watch.lines()
    assert staff.split(None, 1)[1] == (
        "staff   running    12.5 s  9 polls, next in 1.5 s, about 35 s expected"
    )
    assert guests.split()[1:] == ["guests", "asking", "0.5", "s"]


def test_a_list_that_has_ended_keeps_its_line_with_its_end() -> None:
    watch = Watch("good", "bad", "late", "gone", "left")
    watch.look("good", 12.3, 9, "succeeded", None, done=True)
    watch.look("bad", 3.0, 1, "failed", None, done=True)
    watch.look("late", 60.0, 4, "running", None)
    watch.look("gone", 1.0, 1, None, None, error=FaceApiError("no", status_code=401))
    watch.look("left", 1.0, 1)
    watch.time = 9.0
    ends = [line.split(None, 1)[1].split() for line in watch.lines()]
    assert ends == [
        ["good", "succeeded", "12.3", "s", "9", "polls"],
        ["bad", "failed", "3.0", "s", "1", "poll"],
        ["late", "timed", "out", "60.0", "s", "4", "polls"],
        ["gone", "refused", "1.0", "s", "1", "poll"],
        ["left", "running", "10.0", "s", "1", "poll,", "asking"],
    ]


def test_a_look_that_failed_is_named_and_the_wait_goes_on() -> None:
    watch = Watch("staff", timeout=10.0)
    error = RateLimitError("slow down", status_code=429, retry_after=30.0)
    watch.look("staff", 1.0, 1, "running", 2.0, error=error)
    assert "RateLimitError; 1 poll, next in 2.0 s" in watch.lines()[0]
    # Told to wait beyond the deadline, it sleeps until then.
    watch.look("staff", 3.0, 2, "running", None, error=error)
    assert watch.history["staff"].outcome is None
    assert "running" in watch.lines()[0]


def test_the_training_of_someone_else_is_not_taken_for_ours() -> None:
    watch = Watch("staff", trains=True)
    watch.look("staff", 1.0, 1, "running")
    assert "another runs" in watch.lines()[0]
    run = TrainingRun(list_id="staff")
    watch.look("staff", 2.0, 2, "succeeded", run=run)
    assert "not started" in watch.lines()[0]
    watch.look("staff", 3.0, 3, "running", run=run)
    assert " running" in watch.lines()[0]


def test_an_unknown_status_is_shown_as_the_service_wrote_it() -> None:
    watch = Watch("staff")
    watch.look("staff", 1.0, 1, "paused")
    assert "paused" in watch.lines()[0]


def test_of_more_than_fit_those_at_work_are_shown_and_the_rest_is_counted() -> None:
    names = [f"list-{number}" for number in range(500)]
    watch = Watch(*names)
    for number in range(100):
        watch.look(names[number], 1.0, 1, "succeeded", None, done=True)
    watch.look(names[100], 1.0, 1, "failed", None, done=True)
    for number in range(300, 303):
        watch.look(names[number], 1.0, 1)
    lines = watch.lines(height=10)
    assert len(lines) == 9
    assert [line.split()[1] for line in lines[:4]] == [
        "list-300",
        "list-301",
        "list-302",
        "list-101",
    ]
    assert lines[-1] == "and 492 more: 391 asking, 100 succeeded, 1 failed"


def test_no_terminal_is_overflowed() -> None:
    watch = Watch(*(f"list-{number}-{'long' * 9}" for number in range(9)))
    watch.look(f"list-3-{'long' * 9}", 1.0, 1, error=RateLimitError("no", status_code=429))
    for width in (20, 40, 79, 200):
        for height in (1, 2, 3, 9, 10, 11):
            assert watch.lines(width, height)


def test_what_a_failure_or_a_timeout_is_once_all_have_ended() -> None:
    watch = Watch("bad", "late")
    watch.look("bad", 3.0, 1, "failed", None, done=True)
    watch.look("late", 60.0, 4, "running", None)
    bad, late = (each.outcome for each in watch.history.lists)
    assert bad is not None
    assert isinstance(bad.error, TrainingFailedError)
    assert late is not None
    assert isinstance(late.error, TrainingTimeoutError)


def test_whether_a_training_was_started_is_told_only_where_it_is_known() -> None:
    watch = Watch("asking", "sleeping", "due", "lost", "started", trains=True)
    lost = FaceApiError("503", status_code=503)
    lost.outcome_unknown = True
    for name in ("sleeping", "due", "lost"):
        watch.look(name, 1.0, 1, "running", 1.0 if name == "due" else 9.0)
    watch.look("lost", 2.0, 1, None, 9.0, error=lost)
    watch.look("started", 2.0, 1, run=TrainingRun(list_id="started"))
    watch.time = 5.0
    assert {each.list_id: start for each, start in watch.history.stopped()} == {
        "asking": Start.UNKNOWN,
        "sleeping": Start.NOT_MADE,
        "due": Start.UNKNOWN,
        "lost": Start.UNKNOWN,
        "started": Start.MADE,
    }
