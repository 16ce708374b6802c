"""What `--assume` says: facts about sizes, and the shapes that modules give."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from convcalc.errors import UsageError
from convcalc.shape_text import parse_shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims.assumptions import Assumptions
    from convcalc.layers.core.shapes import Shape

OUTPUT = re.compile(r"\s*([^\W\d]\w*(?:\.\w+)*)\s*=(?!=)\s*(.*[,x×(].*)", re.DOTALL)
"""`module.path=1x512x7x7`; `H = W` is a fact."""


def parted(texts: Sequence[str]) -> tuple[dict[str, list[Shape]], list[str]]:
    """
    The shapes by the path of the module that gives them, and the texts that are facts.

    >>> parted(["encoder=1x512x7x7", "H % 32 == 0"])
    ({'encoder': [(1, 512, 7, 7)]}, ['H % 32 == 0'])

    Raises:
        UsageError: If a shape is none.
    """
    shapes: dict[str, list[Shape]] = {}
    facts: list[str] = []
    for text in texts:
        found = OUTPUT.fullmatch(text)
        if found is None:
            facts.append(text)
        else:
            shapes.setdefault(found[1], []).append(parse_shape(found[2]))
    return shapes, facts


def assumptions_of(facts: Sequence[str]) -> Assumptions | None:
    """
    What the facts say together; None where there are none.

    Raises:
        UsageError: If one is no comparison of sizes, or they contradict each other.
    """
    if not facts:
        return None
    from convcalc.dims.assumptions import Assumptions

    return Assumptions.parse(*facts)


def assumptions_of_spec(
    file: str, *, args: str, roots: Sequence[str], assume: Sequence[str]
) -> Assumptions | None:
    """
    What is said of the sizes of a spec.

    Raises:
        UsageError: If something is said that only makes sense for Python source.
    """
    shapes, facts = parted(assume)
    if not (args or roots or shapes):
        return assumptions_of(facts)
    what = "arguments" if args else "roots" if roots else "shapes of what modules give"
    raise UsageError(
        f"{file} is no model in Python source, and takes no {what}",
        expected="a target, for example model.py:Net",
    )
