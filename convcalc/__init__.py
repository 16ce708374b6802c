"""
Shapes, parameters, FLOPs and receptive fields of a network, from its definition alone.

Everything is loaded when it is first used, so importing convcalc costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from convcalc.analysis.report import ReceptiveField
    from convcalc.analysis.report import Row
    from convcalc.analysis.report import Totals
    from convcalc.api import layer
    from convcalc.api import summary
    from convcalc.comparing import Differences
    from convcalc.comparing import diff
    from convcalc.comparing import explain
    from convcalc.dims import symbols
    from convcalc.errors import ConvcalcError
    from convcalc.report import Report
    from convcalc.unknown import Unknown

__version__ = "0.2.0"

__all__ = [
    "ConvcalcError",
    "Differences",
    "ReceptiveField",
    "Report",
    "Row",
    "Totals",
    "Unknown",
    "__version__",
    "diff",
    "explain",
    "layer",
    "summary",
    "symbols",
]

_HOMES = {
    "ConvcalcError": "errors:ConvcalcError",
    "Differences": "comparing:Differences",
    "ReceptiveField": "analysis.report:ReceptiveField",
    "Report": "report:Report",
    "Row": "analysis.report:Row",
    "Totals": "analysis.report:Totals",
    "Unknown": "unknown:Unknown",
    "diff": "comparing:diff",
    "explain": "comparing:explain",
    "layer": "api:layer",
    "summary": "api:summary",
    "symbols": "dims:symbols",
}


def __getattr__(name: str) -> object:
    """Load the file that knows this name."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from convcalc.tables import load

    found: object = load(_HOMES[name])
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
