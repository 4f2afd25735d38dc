"""10,000 waits at once, each way in a fresh process: memory, processor time, rate, outcomes.

Two emulators serve in processes of their own, and what is measured with one goes on beside what is
measured with the other, since nothing here takes more than a core. First all trainings run and the
waits share 10 requests a second; then, without a limit, all end.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal, NamedTuple, Self, TypeAlias

from many.lists import LISTS

FOLDER = Path(__file__).parents[1]
When: TypeAlias = Literal["never", "end", "end_in_mid_wait"]

MEGABYTES, PERCENT, REQUESTS = 120, 5, 10


class Case(NamedTuple):
    """A way of waiting, the seconds it is watched for (0: to the end), and when trainings end."""

    way: str
    seconds: float
    when: When = "never"


STEADY = {
    "async": "async, wait_for_trainings",
    "sync": "sync, wait_for_trainings",
    "as_completed": "async, as_completed",
    "tasks": "for comparison: async, a task each with wait_for_training",
}
LANES = (
    (Case("async", 20), Case("as_completed", 10), Case("async", 0, "end_in_mid_wait")),
    (
        Case("sync", 20),
        Case("tasks", 10),
        Case("sync", 0, "end_in_mid_wait"),
        Case("as_completed", 0, "end"),
    ),
)


class Server:
    """An emulator in a process of its own."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "many.server"],
            cwd=FOLDER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def tell(self, command: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{command}\n")
        self._process.stdin.flush()

    def answer(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())

    def ask(self, command: str) -> Any:
        self.tell(command)
        return self.answer()


def measured(server: Server, cases: Iterable[Case]) -> dict[Case, dict[str, Any]]:
    """What each case found, one after the other; and what the server saw of it."""
    endpoint, key, before = server.answer()
    found: dict[Case, dict[str, Any]] = {}
    for case in cases:
        server.ask("begin")
        if case.when == "end":
            server.ask("end")
        elif case.when == "end_in_mid_wait":
            server.tell("end_in_mid_wait")
        arguments = [case.way, str(case.seconds), json.dumps(before), endpoint, key]
        run = subprocess.run(
            [sys.executable, "-m", "many.waiting_process", *arguments],
            cwd=FOLDER,
            stdout=subprocess.PIPE,
            check=True,
        )
        if case.when == "end_in_mid_wait":
            server.answer()
        requests, most = server.ask("seen")
        found[case] = {**json.loads(run.stdout), "requests": requests, "most": most}
    return found


def many_at_once() -> Iterable[str]:
    """Measure all, and tell the figures; what is promised is marked where it is not kept."""
    with ExitStack() as stack, ThreadPoolExecutor(len(LANES)) as lanes:
        servers = [stack.enter_context(Server()) for _ in LANES]
        found = {
            case: figures
            for lane in lanes.map(measured, servers, LANES)
            for case, figures in lane.items()
        }
    yield f"  {LISTS:,} waits while all trainings run, 10 polls a second (RateLimit.S0)"
    for way, title in STEADY.items():
        yield f"    {title}"
        case = next(case for case in found if case.way == way and case.seconds)
        yield from (f"      {line}" for line in steady(case, found[case]))
    yield f"  {LISTS:,} waits that all end, without a limit: 80 % well, 10 % fail, 10 % are deleted"
    for case, figures in found.items():
        if not case.seconds:
            yield f"    {STEADY[case.way]}"
            yield from (f"      {line}" for line in ending(figures))


def steady(case: Case, found: dict[str, Any]) -> Iterable[str]:
    promised = case.way != "tasks"
    yield memory(found, promised=promised)
    bound = f" (under {PERCENT} %)" if promised else ""
    yield held(
        f"processor time over {case.seconds:g} s: {found['percent']:.1f} % of a core{bound}",
        kept=not promised or found["percent"] < PERCENT,
    )
    yield held(
        f"most requests in any one second, by the server's clock: {found['most']} "
        f"(at most {REQUESTS}), of {found['requests']}",
        kept=found["most"] <= REQUESTS,
    )
    if case.way != "sync":
        yield f"event loop blocked at the start for {found['blocked'] * 1_000:.0f} ms at once"
        yield f"cancelled in {found['cancelling'] * 1_000:.0f} ms"
        return
    yield held(f"threads of the process: {found['threads']} (1)", kept=found["threads"] == 1)
    yield f"first look after {found['first_look'] * 1_000:.0f} ms"
    yield held(
        f"cancelled in {found['cancelling'] * 1_000:.0f} ms, with {found['delivered']:,} outcomes "
        f"and {found['peak_cancelled']:.0f} MB at the peak",
        kept=found["delivered"] == LISTS,
    )


def ending(found: dict[str, Any]) -> Iterable[str]:
    yield memory(found, promised=True)
    yield held(
        f"right outcomes: {found['delivered']:,} of {LISTS:,}", kept=found["delivered"] == LISTS
    )
    yield f"over in {found['seconds']:.1f} s, at {found['percent']:.0f} % of a core"


def memory(found: dict[str, Any], *, promised: bool) -> str:
    bound = f" (under {MEGABYTES} MB)" if promised else ""
    return held(
        f"resident memory at its peak: {found['peak']:.0f} MB{bound}; of it the libraries, "
        f"imported: {found['imported']:.0f} MB, and the runs: {found['runs']:.0f} MB",
        kept=not promised or found["peak"] < MEGABYTES,
    )


def held(line: str, *, kept: bool) -> str:
    return line if kept else f"{line}  NOT KEPT"
