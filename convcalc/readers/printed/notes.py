"""What has to be said of a printed model, since a print does not show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.readers.printed.modules import HOLDERS
from convcalc.readers.printed.modules import TORCHVISION_CHAINS
from convcalc.readers.printed.modules import is_loss

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.readers.printed.modules import Holding
    from convcalc.readers.printed.tree import Print
    from convcalc.readers.printed.tree import Printed

MOST_NAMED = 6


def of_print(found: Print) -> list[str]:
    """What is told of the print as a whole."""
    notes = ["no weight is shared or frozen: a print would not show it"]
    if found.is_cut:
        notes.append("the print is cut off: modules may be missing")
    if found.has_others:
        notes.append("the first printed model; there are others behind it")
    chains = {each.cls for _, each, _ in found.root.walk()} & TORCHVISION_CHAINS
    if chains:
        notes.append(f"{listed(sorted(chains))} is torchvision's: one layer after the other")
    return notes


def of_alone(root: Printed) -> str:
    """What is taken for granted of a model that has one chain and nothing else."""
    return (
        f"the forward of {root.cls} hands its input to {root.children[0].name} and does nothing "
        "else: it is not in a print"
    )


def of_order(module: Printed, path: str) -> str:
    """Why it is not known what happens from here on."""
    name = f"{module.cls or 'the model'}{f' ({path})' if path else ''}"
    return (
        f"what the forward of {name} does is not in a print: modules are told in the order in "
        "which they were made, without shapes and work"
    )


def may_hide(module: Printed, holding: Holding | None) -> bool:
    """Whether a module may hold parameters that no print shows."""
    if holding is None:
        return module.cls not in HOLDERS and not is_loss(module.cls)
    return not holding.is_torch


def of_hidden(classes: Sequence[str]) -> str:
    """Which classes may hold parameters that no print shows; "" where there are none."""
    if not classes:
        return ""
    named = listed([each or "the model" for each in classes])
    return f"parameters of {named} besides those of their layers: a print shows none"


def listed(names: Sequence[str]) -> str:
    """Names in a sentence, the first ones of many."""
    shown = list(names[:MOST_NAMED])
    more = len(names) - len(shown)
    if more:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]
