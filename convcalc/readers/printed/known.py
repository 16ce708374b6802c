"""What a print tells of a model: which modules hold something, and which run in a chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.readers.printed import notes
from convcalc.readers.printed.chains import RUNNING
from convcalc.readers.printed.chains import links_of
from convcalc.readers.printed.modules import hidden
from convcalc.readers.printed.modules import holding_of
from convcalc.readers.printed.modules import weights_of

if TYPE_CHECKING:
    from convcalc.readers.printed.modules import Holding
    from convcalc.readers.printed.tree import Print
    from convcalc.readers.printed.tree import Printed

    Held = tuple[str, Printed, Holding]

TIED = "its weight may be that of the embedding, which a print does not show"


class Known:
    """
    What is known of the modules of a printed model.

    `held` are those that hold something, by their paths; `links` those that run one after the
    other, as far as a print tells; `hides` says which parameters it may not tell.

    Raises:
        LimitError: If there are too many modules.
    """

    def __init__(self, found: Print) -> None:
        self.found = found
        self.links = links_of(found.root)
        self.held: list[Held] = []
        holdings: dict[int, Holding | None] = {}
        hiding: dict[str, None] = {}
        for path, each, above in found.root.walk():
            if id(each) not in holdings:
                holdings[id(each)] = holding_of(each, above)
            holding = holdings[id(each)]
            if notes.may_hide(each, holding):
                hiding[each.cls] = None
            if holding is not None:
                self.held.append((path, each, holding))
        if found.root.cls not in RUNNING:
            self.held = without_tied(self.held)
        self.hides = notes.of_hidden(list(hiding))


def without_tied(held: list[Held]) -> list[Held]:
    """The modules, where those are in doubt whose weight is probably that of an embedding."""
    tables = {weights_of(holding) for _, each, holding in held if each.cls == "Embedding"}
    if not tables:
        return held
    return [
        (path, each, hidden(TIED))
        if each.cls == "Linear" and weights_of(holding) in tables
        else (path, each, holding)
        for path, each, holding in held
    ]
