"""A story told on stdout, step by step: titles, sentences, and what is there to see."""

from __future__ import annotations

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

INDENT = 3


class Story:
    """Numbers its steps and indents what belongs to them."""

    def __init__(self) -> None:
        self.console = Console(highlight=False)
        self._steps = 0

    def title(self, title: str, sentence: str) -> None:
        """Begin without a number, or end so."""
        self.console.print(Text(title, "bold magenta"))
        self.tell(sentence)

    def step(self, title: str, sentence: str) -> None:
        """Begin the next step."""
        self._steps += 1
        self.console.print()
        self.console.print(Text.assemble((f"{self._steps}. ", "dim"), (title, "bold cyan")))
        self.tell(sentence)

    def tell(self, sentence: str | Text, style: str = "") -> None:
        """Say something about the step; a `Text` may span lines."""
        text = Text(sentence, style) if isinstance(sentence, str) else sentence
        indent = Text(" " * INDENT)
        # Padding would leave spaces at the ends of lines, which pipes keep.
        for line in text.wrap(self.console, self.console.width - INDENT):
            self.console.print(indent + line)

    def show(self, what: RenderableType) -> None:
        """Show a table or pictures."""
        self.console.print()
        self.console.print(Padding(what, (0, 0, 0, INDENT), expand=False))
