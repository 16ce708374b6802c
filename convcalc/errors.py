"""
Everything that can go wrong, as one tree.

ConvcalcError
├── SpecError
│   ├── SyntaxProblem
│   ├── UnknownName
│   │   └── NoSuchRow
│   └── BadValue
├── ShapeError
├── ExpectationError
├── UnknownCostError
├── ReadError
│   └── LimitError
└── UsageError

What goes wrong inside evaluated source has finer kinds below these, which it may catch:
`convcalc.readers.python.objects.failures`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar
from typing import Self

if TYPE_CHECKING:
    from convcalc.source import Source


class ConvcalcError(Exception):
    """
    The root of every error: what happened, where, what was expected, and what to write instead.

    Low code raises the bare fact with the values in it; whoever knows the place adds it once, on
    the way out.

    Args:
        message: What happened, with the values. Starts lower-case, no final stop.
        expected: What would have been right.
        hint: What to write instead.
        argument: The argument of the layer call that is to blame, so that the caret can point at
        it.
        layer: The layer it happened in.
        source: The place in the user's text.

    `report` is what is known of the network up to the error, where it was asked for by
    `convcalc.summary`.
    """

    exit_code: ClassVar[int] = 1

    def __init__(
        self,
        message: str,
        *,
        expected: str = "",
        hint: str = "",
        argument: str = "",
        layer: str = "",
        source: Source | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.expected = expected
        self.hint = hint
        self.argument = argument
        self.layer = layer
        self.source = source
        self.notes: list[str] = []
        self.report: Any = None

    def at(self, source: Source | None, layer: str = "") -> Self:
        """The same error with its place, unless it already knows it."""
        self.source = self.source or source
        self.layer = self.layer or layer
        return self

    def __str__(self) -> str:
        place = f"{self.source}: " if self.source else ""
        layer = f"{self.layer}: " if self.layer else ""
        lines = [f"{place}{layer}{self.message}"]
        if self.source and (caret := self.source.caret()):
            lines.append(caret)
        lines += self.notes
        if self.expected:
            lines.append(f"expected: {self.expected}")
        if self.hint:
            lines.append(f"hint: {self.hint}")
        return "\n".join(lines)

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: what is known up to the error, and the error, no traceback."""
        known = [str(self.report)] if self.report is not None and self.report.layers else []
        return [*known, f"{type(self).__name__}: {self}"]


class SpecError(ConvcalcError):
    """The definition itself cannot be understood."""


class SyntaxProblem(SpecError):  # noqa: N818 (SyntaxError is Python's)
    """The text does not parse."""

    exit_code = 3


class UnknownName(SpecError):  # noqa: N818 (what is wrong, as the user would say)
    """A name that nothing defines, for example a misspelt layer."""


class NoSuchRow(UnknownName, KeyError):  # noqa: N818 (the same)
    """A report has no row of that name."""


class BadValue(SpecError):  # noqa: N818 (the same)
    """An argument that the layer or function refuses, for example groups=3 for 64 channels."""


class ShapeError(ConvcalcError):
    """Sizes that do not fit together, for example a Linear that receives other features."""


class ExpectationError(ConvcalcError):
    """An expect(...) in the definition that does not hold."""


class UnknownCostError(ConvcalcError):
    """Something could not be known, and strict was asked for."""


class ReadError(ConvcalcError):
    """A file that cannot be read: missing, a directory, binary, not UTF-8, empty."""

    exit_code = 3


class LimitError(ReadError):
    """A bound that protects the reader was reached, for example the number of layers."""


class UsageError(ConvcalcError):
    """The call itself is wrong: an option, a shape or an argument of a command."""

    exit_code = 2
