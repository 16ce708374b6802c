"""
How the work of a network is counted and called: one file a convention, one line each here.

The unit stands in every name: `macs` are multiply-accumulates of convolutions and matrix products,
`flops` are twice as many, one multiplication and one addition each. Bias, normalisation, activation
and pooling are in neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import UsageError
from convcalc.tables import load

if TYPE_CHECKING:
    from convcalc.conventions.counting import Convention

CONVENTIONS: dict[str, str] = {
    "macs": "macs:MACS",
    "flops": "flops:FLOPS",
}
"""Name -> the convention, in a file beside this one."""


def convention(name: str) -> Convention:
    """
    The convention of this name.

    Raises:
        UsageError: For a name that is not in the table.

    """
    if name not in CONVENTIONS:
        from difflib import get_close_matches

        near = get_close_matches(str(name).lower(), CONVENTIONS, 1)
        raise UsageError(
            f"convention={name!r}",
            expected=" or ".join(CONVENTIONS),
            hint=f"did you mean {near[0]!r}?" if near else "",
            argument="convention",
        )
    found: Convention = load(CONVENTIONS[name], inside="convcalc.conventions")
    return found
