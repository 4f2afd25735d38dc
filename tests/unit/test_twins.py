"""Both twins of every client and resource say the same, except for the differences listed here.

The classes are compared as syntax trees, the async one rewritten as its sync spelling: parameters,
defaults, order, annotations, docstrings, bodies.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from azface import _pages, client
from azface.resources import (
    face_lists,
    large_face_lists,
    large_person_groups,
    person_groups,
    trainable,
)

MODULES = (
    client,
    face_lists,
    large_face_lists,
    large_person_groups,
    person_groups,
    trainable,
    _pages,
)
SOURCES: dict[str, str] = {
    module.__name__.rpartition(".")[2]: Path(module.__file__ or "").read_text(encoding="utf-8")
    for module in MODULES
}
# Every resource module there is, so that a new one is compared without being listed.
RESOURCES = {path.stem for path in Path(face_lists.__file__).parent.glob("*.py")} - {"__init__"}

# How an async twin spells what the sync one says.
SPELLINGS = {
    "aclose": "close",
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "__anext__": "__next__",
}

# The differences meant to be, in the words of the source.
# Only a thread needs `cancel`: a task is cancelled by its event loop.
SYNC_ONLY_PARAMETERS = {"cancel"}
SYNC_ONLY_DOCUMENTATION = re.compile(
    r"^ +cancel: .*\n(?: {16}.*\n)*|^ +WaitCancelledError: .*\n", re.MULTILINE
)
IN_DOCSTRINGS = [
    # One is shared by threads, the other by the tasks of one event loop.
    ("may be shared by the tasks of one event loop", "may be shared by threads"),
]
# Written with a generator, which an async class must not be: trio warns when one is left early.
OWN_BODIES = {("Pager", "__iter__")}


class SyncSpelling(ast.NodeTransformer):
    """Rewrites a class of either kind as the sync twin spells it, without what is sync only."""

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> Any:
        fields = {name: getattr(node, name) for name in node._fields}
        return self.visit(ast.copy_location(ast.FunctionDef(**fields), node))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        kept = [
            (argument, default)
            for argument, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
            if argument.arg not in SYNC_ONLY_PARAMETERS
        ]
        node.args.kwonlyargs = [argument for argument, _ in kept]
        node.args.kw_defaults = [default for _, default in kept]
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> Any:
        node.keywords = [each for each in node.keywords if each.arg not in SYNC_ONLY_PARAMETERS]
        return self.generic_visit(node)

    def visit_Await(self, node: ast.Await) -> Any:
        return self.visit(node.value)

    def visit_Constant(self, node: ast.Constant) -> Any:
        if isinstance(node.value, str):
            node.value = documentation(node.value)
        return node

    def generic_visit(self, node: ast.AST) -> Any:
        for field, value in ast.iter_fields(node):
            if isinstance(value, str):
                setattr(node, field, spelled(value))
        return super().generic_visit(node)


def spelled(name: str) -> str:
    return SPELLINGS.get(name, re.sub(r"^(_?)(?:Async|Sync)(?=[A-Z])", r"\1", name))


def documentation(text: str) -> str:
    """A docstring without the words and the brackets that awaiting needs."""
    text = SYNC_ONLY_DOCUMENTATION.sub("", text)
    for theirs, ours in IN_DOCSTRINGS:
        text = text.replace(theirs, ours)
    lines = []
    for line in text.splitlines():
        if line.lstrip().startswith((">>>", "...")):
            line = re.sub(r"\b(?:await|async) |[()]", "", line)
        lines.append(re.sub(r"\w+", lambda match: spelled(match[0]), line))
    return "\n".join(lines)


def twins(source: str) -> Iterator[tuple[ast.ClassDef, ast.ClassDef | None]]:
    """Each public sync class with its async twin."""
    classes = {node.name: node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)}
    for name, node in classes.items():
        if name.startswith("Async"):
            assert name.removeprefix("Async") in classes, f"{name} has no sync twin"
        elif not name.startswith("_") and name not in ("Page", "Listing"):
            yield node, classes.get(f"Async{name}")


def members(node: ast.ClassDef) -> dict[str, str]:
    """What a class says, by the sync name of each part of its body."""
    found: dict[str, str] = {}
    for each in node.body:
        part = SyncSpelling().visit(each)
        name = getattr(part, "name", "the docstring")
        if (spelled(node.name), name) in OWN_BODIES:
            part.body = part.body[:1]
        assert name not in found, f"{node.name}.{name} is there twice"
        found[name] = ast.dump(part)
    return found


def differences(source: str) -> set[str]:
    """`Class.member` for whatever the twins disagree in; the order of members counts too."""
    found = set()
    for sync, asynchronous in twins(source):
        if asynchronous is None:
            found.add(f"{sync.name} has no async twin")
            continue
        ours, theirs = members(sync), members(asynchronous)
        found |= {
            f"{sync.name}.{name}"
            for name in ours.keys() | theirs.keys()
            if ours.get(name) != theirs.get(name)
        }
        if not found and list(ours) != list(theirs):
            found.add(f"{sync.name}: the order")
    return found


def test_every_resource_is_compared() -> None:
    assert SOURCES.keys() >= RESOURCES


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES.keys())
def test_the_twins_say_the_same(source: str) -> None:
    assert list(twins(source))
    assert differences(source) == set()


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES.keys())
def test_the_async_twin_awaits_each_run_and_the_sync_twin_none(source: str) -> None:
    for sync, asynchronous in twins(source):
        assert asynchronous is not None
        assert not [node for node in ast.walk(sync) if isinstance(node, ast.Await)]
        awaited = [n.value for n in ast.walk(asynchronous) if isinstance(n, ast.Await)]
        calls = [node for node in ast.walk(asynchronous) if isinstance(node, ast.Call)]
        runs = [call for call in calls if ast.unparse(call.func) == "self._driver.run"]
        assert [call for call in runs if call not in awaited] == []


# In the async half of a module: what is changed, into what, and what must be found out.
DRIFTS = [
    ("large_face_lists", "page_size: int = 1000", "page_size: int = 100", "list"),
    ("large_face_lists", "timeout: float | None = 3600.0", "timeout: float | None = 3601.0", None),
    ("trainable", "timeout: float | None", "timeout: float", "wait_for_training"),
    ("large_face_lists", "self, list_id: str, *, name", "self, list_id: str, name", "update"),
    ("large_face_lists", "mode: MatchMode", "matching: MatchMode", "find_similar"),
    ("large_face_lists", "max_candidates=max_candidates", "max_candidates=20", "find_similar"),
    ("large_face_lists", "_waiting.train_and_watch", "_waiting.watch", "train_and_wait"),
    ("trainable", "on_emit=on_poll", "on_emit=None", "wait_for_training"),
    ("large_face_lists", "async def train(", "async def start(", "start"),
    ("large_face_lists", "LARGE, list_id)", "SMALL, list_id)", "delete"),
    ("large_face_lists", "The new list's id.", "The id of the new list.", "create"),
    ("large_face_lists", "NotTrainedError: The list", "NotFoundError: The list", "find_similar"),
    ("large_face_lists", "faces each, searched", "faces, searched", "the docstring"),
    ("face_lists", '= "recognition_04"', '= "recognition_03"', "create"),
    ("face_lists", "-> PersistedFace:", "-> PersistedFace | None:", "add_face"),
    ("large_person_groups", "LARGE, group_id)", "SMALL, group_id)", "get"),
    ("large_person_groups", "LARGE_PERSON_GROUP,", "PERSON_GROUP,", "train"),
    ("person_groups", "user_data=user_data", "user_data=None", "create"),
    (
        "person_groups",
        "self, group_id: str, person_id: str)",
        "self, person_id: str)",
        "get_person",
    ),
    ("client", "timeout: float = 30.0", "timeout: float = 60.0", "__init__"),
    ("client", "allow_http: bool = False,\n", "", "__init__"),
    ("client", "    @classmethod\n", "", "from_env"),
    ("client", "face_id_time_to_live: int = 86400", "face_id_time_to_live: int = 60", "detect"),
    ("client", "    @property\n    def face_lists", "    def face_lists", "face_lists"),
    ("_pages", "The pages; keep", "The pages: keep", "pages"),
]


@pytest.mark.parametrize(("module", "old", "new", "member"), DRIFTS)
def test_a_drift_of_one_twin_is_found_out(
    module: str, old: str, new: str, member: str | None
) -> None:
    head, marker, tail = SOURCES[module].partition("\nclass Async")
    assert old in tail
    drifted = differences(head + marker + tail.replace(old, new, 1))
    assert drifted
    if member is not None:
        assert f".{member}" in "".join(drifted)


def test_a_missing_twin_is_found_out() -> None:
    head, _, _ = SOURCES["face_lists"].partition("\nclass Async")
    assert differences(head) == {"FaceLists has no async twin"}


def test_a_missing_member_is_found_out() -> None:
    source = SOURCES["face_lists"]
    start = source.rindex("    async def find_similar")
    assert differences(source[:start]) == {"FaceLists.find_similar"}


def test_another_order_is_found_out() -> None:
    both = "class A:\n def x(self): ...\n def y(self): ...\n"
    other = "class AsyncA:\n def y(self): ...\n def x(self): ...\n"
    assert differences(both + other) == {"A: the order"}
    assert differences(both + both.replace("A:", "AsyncA:")) == set()


def test_both_kinds_of_groups_say_the_same_but_for_their_names() -> None:
    large, small = SOURCES["large_person_groups"], SOURCES["person_groups"]
    for theirs, ours in (
        ("large_person_group", "person_group"),
        ("LargePersonGroup", "PersonGroup"),
        ("LARGE_PERSON_GROUP", "PERSON_GROUP"),
        ("LARGE", "SMALL"),
        ("1,000,000 persons", "10,000 persons"),
        ("Large person groups: ", "Person groups: "),
    ):
        assert theirs in large
        large = large.replace(theirs, ours)

    def classes(source: str) -> list[str]:
        nodes = [node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]
        for node in nodes:
            for each in ast.walk(node):
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    each.value = " ".join(each.value.split())
        return [ast.dump(node) for node in nodes]

    assert classes(large) == classes(small)


def test_the_modules_compared_are_those_in_use() -> None:
    for module in MODULES:
        assert f'"""{module.__doc__}"""' in SOURCES[module.__name__.rpartition(".")[2]]
