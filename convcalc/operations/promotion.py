"""The element type of a result, from those of what goes in: how a library's types meet."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.operations.dtypes import category
from convcalc.operations.dtypes import promoted
from convcalc.operations.dtypes import real_type
from convcalc.operations.operand import Operand
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

SAME = "same"
"""The type of the first input, or that in which all inputs meet."""
FRACTION = "fraction"
"""That type, or fractions where it is one of whole numbers."""
REAL = "real"
"""That type, or that of the parts of a complex number."""
REAL_FRACTION = "real fraction"
"""Fractions, of complex numbers as well."""
NUMBER = "number"
"""That type, or whole numbers where it is one of truths."""
TOTAL = "total"
"""That type, or the widest whole numbers where it is one of whole numbers or truths."""
DOUBLE = "double"
"""Fractions of 64 bits."""
TRUTH = "truth"
"""Truths."""
INDEX = "index"
"""Positions."""


class Promotion(Value):
    """
    How the types of a library meet.

    `axes_count`: tensors without axes give way to those with axes, as plain numbers do everywhere.
    `whole` is the type of plain whole numbers, `index` that of positions.
    """

    axes_count: bool = False
    whole: str = "int64"
    index: str = "int64"

    def result(self, gives: str, dtype: str) -> str:
        """The type that leaves an operation whose inputs meet in this type."""
        if gives == SAME:
            return dtype
        if gives == TRUTH:
            return "bool"
        if gives == INDEX:
            return self.index
        if gives == DOUBLE:
            return "complex128" if category(dtype) == 3 else "float64"
        if gives in (REAL, REAL_FRACTION):
            dtype = real_type(dtype)
        rank = category(dtype)
        if gives in (FRACTION, REAL_FRACTION) and rank < 2:
            return "float32"
        if (gives == NUMBER and rank < 1) or (gives == TOTAL and rank < 2):
            return self.whole
        return dtype

    def meeting(self, operands: Sequence[Any]) -> str:
        """
        The type in which tensors and plain numbers meet.

        Numbers say only what sort of type it is: they give way to tensors.
        """
        ranked = [self._ranked(each) for each in operands]
        ranked.sort(key=lambda pair: pair[0], reverse=True)
        first, dtype = ranked[0]
        for rank, other in ranked[1:]:
            if rank == first or category(other) > category(dtype):
                dtype = promoted(dtype, other)
        return dtype

    def _ranked(self, operand: Any) -> tuple[int, str]:
        if not isinstance(operand, Operand):
            dtype = number_type(operand)
            return 0, self.whole if dtype == "int64" else dtype
        return 2 if operand.shape or not self.axes_count else 1, operand.dtype


def number_type(value: Any) -> str:
    """The type that a plain number has as a tensor."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, complex):
        return "complex64"
    return "float32" if isinstance(value, float) else "int64"
