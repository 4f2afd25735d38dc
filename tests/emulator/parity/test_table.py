"""The parity table itself: every row is proved, and what it refers to is there."""

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import get_args

from azface.emulator import parity
from azface.emulator.faults.kinds import KINDS
from azface.emulator.parity import FAMILIES, PAGES, ROWS, Source
from azface.emulator.routes import OPERATION_IDS, operation_id


def proved_rows() -> Counter[str]:
    """How many tests prove each row, whichever tests run this time."""
    calls = (
        node
        for file in Path(__file__).parent.glob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.proves"
    )
    return Counter(ast.literal_eval(call.args[0]) for call in calls)


def test_every_row_is_proved_by_exactly_one_test() -> None:
    assert proved_rows() == Counter(list(ROWS))


def test_names_are_lower_case_and_families_and_sources_known() -> None:
    for row in ROWS.values():
        assert row.name == row.name.lower()
        assert row.family in FAMILIES
        assert row.source in get_args(Source)
    assert {row.family for row in ROWS.values()} == set(FAMILIES)


def test_a_behaviour_is_one_line_of_plain_words() -> None:
    for row in ROWS.values():
        assert row.behaviour.endswith(".")
        assert len(row.behaviour) <= 110
        assert not set("|\n") & set(row.behaviour + row.note)


def test_references_are_pages_or_operations() -> None:
    for row in ROWS.values():
        for each in row.references:
            assert each in PAGES or operation_id(each)


def test_what_a_source_says_is_said_which_and_every_page_is_used() -> None:
    for row in ROWS.values():
        assert row.references or row.source in ("unverified", "by design"), row.name
    assert {each for row in ROWS.values() for each in row.references} >= set(PAGES)


def test_every_operation_that_is_known_stands_in_a_row() -> None:
    shown = {
        operation
        for row in ROWS.values()
        for kind in row.kinds or ("",)
        for operation in row.of(kind).operations
    }
    assert {each.rpartition("_")[2] for each in OPERATION_IDS} == shown


def test_every_fault_stands_in_a_row() -> None:
    faults = [row.behaviour for row in ROWS.values() if row.family == "faults"]
    assert [kind for kind in KINDS if not any(each.startswith(kind) for each in faults)] == []


def test_the_reference_shows_every_row() -> None:
    assert parity.__doc__ is not None
    assert parity.__doc__.isascii()
    for row in ROWS.values():
        assert row.behaviour in parity.__doc__


def test_the_module_prints_its_table() -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "azface.emulator.parity"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == parity.__doc__
