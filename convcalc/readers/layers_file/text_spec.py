"""Specs as text: one layer a line, in a subset of Python's own syntax."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.collector import calm_collector
from convcalc.errors import ReadError
from convcalc.readers.layers_file.paste import source_text
from convcalc.readers.layers_file.reader import SpecReader
from convcalc.readers.layers_file.spec_definition import SpecDefinition
from convcalc.readers.layers_file.uses import Uses
from convcalc.readers.python.language.limits import Limits

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterable

    from convcalc.readers.layers_file.tracer import Tracer
    from convcalc.readers.python.language.source_text import SourceText

WHOLE = 2_000
"""Lines up to which the tree of a text is kept; longer ones are parsed again for every trace."""

PIECE = 200
"""Lines of a piece of a long text."""


def read(
    text: str | SourceText, file: str, name: str, limits: Limits | None = None
) -> SpecDefinition:
    """
    The definition that a text spells; one with places of its own is taken as it is.

    Raises:
        SyntaxProblem: If it does not parse.
        ReadError: If there is nothing in it.
        LimitError: If it is too long or nested too deeply.
    """
    limits = limits or Limits()
    source = source_text(text, file) if isinstance(text, str) else text
    source.check(limits)
    parsed = Parsed(source, limits)
    if parsed.is_empty:
        raise ReadError(
            f"{file} holds no layer",
            expected="one layer a line, for example conv2d(64, k=3)",
        )

    def drive(tracer: Tracer) -> None:
        with calm_collector():
            SpecReader(source, tracer, limits).trace(parsed.pieces(), parsed.uses)

    return SpecDefinition(name, drive)


class Parsed:
    """A text that has been parsed once; the tree of a long one is made again when it is wanted."""

    def __init__(self, source: SourceText, limits: Limits) -> None:
        self._source = source
        self._limits = limits
        self._kept: list[tuple[SourceText, ast.Module]] | None = None
        self.uses = Uses(())
        self.is_empty = True
        if len(source.lines) <= WHOLE:
            self._kept = [(source, source.parse_checked(limits))]
        with calm_collector():
            for _, tree in self.pieces():
                self.uses.add(tree.body)
                self.is_empty = self.is_empty and not tree.body

    def pieces(self) -> Iterable[tuple[SourceText, ast.Module]]:
        """The pieces of the text with their trees."""
        if self._kept is not None:
            return self._kept
        return self._source.pieces(self._limits, PIECE)
