"""What the emulator does, and how that is known of the service.

Each row is proved by a test against a running emulator. `python -m azface.emulator.parity` prints
this table.

Sources:

- **documentation**: a public page says so, or the operation's own page.
- **schema**: the API definition of a version says so.
- **recorded traffic**: published recordings of the real service show it.
- **unverified**: no source decides it, or sources contradict each other: a choice of ours.
- **by design**: the emulator differs from the service on purpose.

Behind a behaviour stand the answer, with its code if it has one, and the operations that show it.
Kinds of lists and groups that behave alike share a row: `{Kind}` stands for FaceList,
LargeFaceList, PersonGroup and LargePersonGroup, `{List}` for the first two, `{Group}` for the last
two, `{Trained}` for all but the first.
"""

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any, Literal

import attrs

from azface.emulator.routes import operation_id

Source = Literal["documentation", "schema", "recorded traffic", "unverified", "by design"]

FAMILIES: Mapping[str, str] = {
    "lists": "Lists and groups, and the faces of lists",
    "groups": "Persons of groups",
    "training": "Training",
    "search": "Find similar, identify, verify, group",
    "detection": "Detection",
    "liveness": "Liveness sessions",
    "errors": "Errors",
    "gateway": "The gateway",
    "limits": "Limits",
    "time": "Time",
    "faults": "Faults, which come on purpose only",
    "absent": "What is not emulated",
}
"""The families of rows, in their order, each with its title."""

_KINDS = {
    "{Kind}": ("FaceList", "LargeFaceList", "PersonGroup", "LargePersonGroup"),
    "{List}": ("FaceList", "LargeFaceList"),
    "{Group}": ("PersonGroup", "LargePersonGroup"),
    "{Trained}": ("LargeFaceList", "PersonGroup", "LargePersonGroup"),
}
_PLACEHOLDER = re.compile("|".join(map(re.escape, _KINDS)))
_REST_PAGES = "https://learn.microsoft.com/rest/api/face"


def _texts(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(values)


@attrs.frozen(kw_only=True)
class Row:
    """One behaviour of the emulator.

    Attributes:
        name: What the row is called.
        family: Which of `FAMILIES` it belongs to.
        behaviour: The behaviour, in a sentence.
        operations: The operations that show it, without their groups; none if all do.
        source: How it is known of the service.
        answer: The status, and behind it the code, if an answer is what it is about.
        references: Pages and operations that say so, or that contradict.
        note: What else to know of the source.
    """

    name: str
    family: str
    behaviour: str
    operations: tuple[str, ...] = attrs.field(converter=_texts)
    source: Source
    answer: str | None = None
    references: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    note: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of lists and groups that share the row; none if it is of no kind."""
        found = _PLACEHOLDER.search(" ".join((self.answer or "", *self.operations)))
        return _KINDS[found[0]] if found else ()

    def of(self, kind: str) -> "Row":
        """The row for one kind, such as "LargeFaceList".

        Example:
            >>> from azface.emulator.parity import ROWS
            >>> ROWS["never-trained"].of("PersonGroup").answer
            '404 PersonGroupNotTrained'
        """
        return attrs.evolve(
            self,
            answer=None if self.answer is None else _PLACEHOLDER.sub(kind, self.answer),
            operations=[_PLACEHOLDER.sub(kind, each) for each in self.operations],
        )


@attrs.frozen
class Page:
    """A public page that rows refer to."""

    title: str
    url: str


def _read() -> tuple[dict[str, Row], dict[str, Page]]:
    text = files("azface.emulator").joinpath("parity.toml").read_text("utf-8")
    content: dict[str, dict[str, dict[str, Any]]] = tomllib.loads(text)
    pages = {name: Page(**members) for name, members in content.pop("pages").items()}
    rows = [
        Row(name=name, family=family, **members)
        for family, described in content.items()
        for name, members in described.items()
    ]
    return {row.name: row for row in rows}, pages


_CONTENT = _read()
ROWS: Mapping[str, Row] = _CONTENT[0]
"""The rows by their names."""
PAGES: Mapping[str, Page] = _CONTENT[1]
"""The pages that rows refer to, by their names there."""


def markdown() -> str:
    """The table, a section for each family."""
    counted = Counter(row.source for row in ROWS.values())
    counts = ", ".join(f"{count} {source}" for source, count in counted.most_common())
    sections = [f"{len(ROWS)} rows: {counts}."]
    for family, title in FAMILIES.items():
        lines = [_line(row) for row in ROWS.values() if row.family == family]
        head = "| Behaviour | Source |\n| --- | --- |"
        sections.append("\n".join([f"## {title}\n", head, *lines]))
    references = dict.fromkeys(each for row in ROWS.values() for each in row.references)
    sections.append("\n".join(f"[{each}]: {_url(each)}" for each in references))
    return "\n\n".join(sections)


def _line(row: Row) -> str:
    answer = "" if row.answer is None else f"**{row.answer}**"
    shown = (row.behaviour, answer, ", ".join(f"`{each}`" for each in row.operations))
    links = ", ".join(f"[{_title(each)}][{each}]" for each in row.references)
    known = (f"**{row.source}**", f": {links}." if links else ".", f" {row.note}".rstrip())
    return f"| {' '.join(filter(None, shown))} | {''.join(known)} |"


def _title(reference: str) -> str:
    return PAGES[reference].title if reference in PAGES else _words(reference)


def _url(reference: str) -> str:
    """Where a page is, or the page of an operation."""
    if reference in PAGES:
        return PAGES[reference].url
    group, _, name = operation_id(reference).partition("_")
    parts = (_words(part).replace(" ", "-").lower() for part in (group, name))
    return "/".join((_REST_PAGES, *parts))


def _words(name: str) -> str:
    """An operation's name as its page is titled, such as "Get Large Face Lists"."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", name)


__doc__ = f"{__doc__}\n{markdown()}\n"

if __name__ == "__main__":
    sys.stdout.write(__doc__)
