"""What was worked out while a model was made, with the sizes that it is called with now."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.dims import free_symbols
from convcalc.dims import substitute
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape


def sizes_of_call(declared: Sequence[Shape], given: Sequence[Shape]) -> dict[str, Dim]:
    """
    What the open sizes of a model's inputs are in a call.

    Args:
        declared: The shapes that the model was made with.
        given: Those of the call, of the same numbers of axes.
    """
    found: dict[str, Dim] = {}
    for one, other in zip(declared, given, strict=True):
        for wanted, size in zip(one, other, strict=True):
            if isinstance(wanted, Expr) and str(wanted) in free_symbols(wanted):
                found.setdefault(str(wanted), size)
    return {name: size for name, size in found.items() if str(size) != name}


def bound(value: Any, sizes: Mapping[str, Dim]) -> Any:
    """The same value with these sizes for its symbols; the very same where it has none."""
    if not sizes:
        return value
    if isinstance(value, Expr):
        return substitute(value, sizes)
    if type(value) in (tuple, list):
        found = [bound(each, sizes) for each in value]
        same = all(one is other for one, other in zip(found, value, strict=True))
        return value if same else type(value)(found)
    if isinstance(value, Value):
        fields = value.__dict__
        now = {name: bound(each, sizes) for name, each in fields.items()}
        changed = {name: each for name, each in now.items() if each is not fields[name]}
        return value.replace(**changed) if changed else value
    return value
