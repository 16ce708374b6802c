"""
Checks that a source makes of its own sizes.

Where a check depends on the sizes, the source would stop for some of them: that is no choice
between two ways, but something the sizes must satisfy.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from convcalc.readers.python.world import World


def comparisons(test: ast.expr, wanted: bool) -> Iterator[tuple[ast.Compare, bool]]:
    """The comparisons that must all come out as said for a test to come out as wanted."""
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        yield test, wanted
    elif isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        yield from comparisons(test.operand, not wanted)
    elif isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And if wanted else ast.Or):
        for each in test.values:
            yield from comparisons(each, wanted)


class requiring:  # noqa: N801  # a manager for `with`, as contextlib's are called
    """Let the comparisons of a test be required, as far as the sizes leave them open."""

    __slots__ = ("evaluator", "outer", "required")

    def __init__(self, evaluator: World, test: Any, wanted: bool) -> None:
        self.evaluator = evaluator
        self.outer = evaluator.required
        try:
            required = test.required
        except AttributeError:
            required = test.required = dict(comparisons(test, wanted))
        self.required = {**self.outer, **required} if self.outer else required

    def __enter__(self) -> None:
        self.evaluator.required = self.required

    def __exit__(self, *problem: object) -> None:
        self.evaluator.required = self.outer
