"""Lines of a text that is mended, each with the place that it has in the user's own."""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING

from convcalc.readers.python.language.source_text import SourceText
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from convcalc.source import Source


class Line(Value):
    """
    A line as it is read, and where it comes from.

    `cut` is how many columns of the `whole` line stand left of the text; `cell` and `number` are
    those of a notebook, or the number is that in the file.
    """

    text: str
    whole: str
    number: int
    cut: int = 0
    cell: int = 0

    def but(self, text: str, cut: int = 0) -> Line:
        """The same line with another text, which begins so many columns further right."""
        return Line(
            text=text, whole=self.whole, number=self.number, cut=self.cut + cut, cell=self.cell
        )

    def blank(self) -> Line:
        """The line without anything on it."""
        return self.but("")


def lines_of(text: str) -> list[Line]:
    """The lines of a text as they stand."""
    normal = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    return [
        Line(text=line, whole=line, number=number)
        for number, line in enumerate(normal.split("\n"), start=1)
    ]


def joined(lines: Iterable[Line]) -> str:
    """The text of some lines."""
    return "\n".join([line.text for line in lines])


def problem_of(text: str) -> SyntaxError | None:
    """What Python has against a text; None where it parses."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as problem:
        return problem
    except (ValueError, RecursionError, MemoryError, UnicodeError) as problem:
        return SyntaxError(str(problem))
    return None


def parses(lines: Iterable[Line]) -> bool:
    """Whether lines are Python."""
    return problem_of(joined(lines)) is None


class PastedText(SourceText):
    """A mended text, whose places are those of the user's own."""

    def __init__(self, lines: Sequence[Line], file: str) -> None:
        super().__init__(joined(lines), file)
        self._origins = list(lines)

    def place(self, node: ast.AST) -> Source:
        """Where a node stands in the text that the user has."""
        return self._moved(super().place(node))

    def _problem_place(self, problem: SyntaxError) -> Source | None:
        source = super()._problem_place(problem)
        return None if source is None else self._moved(source)

    def _moved(self, source: Source) -> Source:
        origin = self._origins[min(source.line, len(self._origins)) - 1]
        end = source.end_column + origin.cut if source.end_column else 0
        return source.replace(
            line=origin.number,
            column=source.column + origin.cut,
            end_column=end,
            text=origin.whole,
            cell=origin.cell,
        )


class Mended(Value):
    """A text that can be read, and what was done to it."""

    lines: tuple[Line, ...]
    notes: tuple[str, ...]
