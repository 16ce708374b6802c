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
    from convcalc.dims import symbols
    from convcalc.errors import ConvcalcError
    from convcalc.report import Report
    from convcalc.unknown import Unknown

__version__ = "0.2.0"

__all__ = [
    "ConvcalcError",
    "ReceptiveField",
    "Report",
    "Row",
    "Totals",
    "Unknown",
    "__version__",
    "layer",
    "summary",
    "symbols",
]

_HOMES = {
    "ConvcalcError": "convcalc.errors",
    "ReceptiveField": "convcalc.analysis.report",
    "Report": "convcalc.report",
    "Row": "convcalc.analysis.report",
    "Totals": "convcalc.analysis.report",
    "Unknown": "convcalc.unknown",
    "layer": "convcalc.api",
    "summary": "convcalc.api",
    "symbols": "convcalc.dims",
}


def __getattr__(name: str) -> object:
    """Load the file that knows this name."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
