"""
Checks that a source makes of its own sizes.

Where a check depends on the sizes, the source would stop for some of them: that is no choice
between two ways, but something the sizes must satisfy.
"""

from __future__ import annotations

import ast
from contextlib import contextmanager
from typing import TYPE_CHECKING

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


@contextmanager
def requiring(evaluator: World, test: ast.expr, wanted: bool) -> Iterator[None]:
    """Let the comparisons of a test be required, as far as the sizes leave them open."""
    outer = evaluator.required
    evaluator.required = {**outer, **dict(comparisons(test, wanted))}
    try:
        yield
    finally:
        evaluator.required = outer


def is_refusal(node: ast.If) -> bool:
    """Whether an `if` does nothing but raise an error."""
    return len(node.body) == 1 and type(node.body[0]) is ast.Raise
