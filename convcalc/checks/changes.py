"""What a comparison of two networks finds, as values that every writer shows."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import cast

from convcalc.values import Value

if TYPE_CHECKING:
    from fractions import Fraction

    from convcalc.analysis.report import Report
    from convcalc.checks.layer_record import LayerRecord
    from convcalc.dims import Dim
    from convcalc.errors import ConvcalcError


class Side(Value):
    """One of the two networks: what it is called, its report, and what is kept of its layers."""

    title: str
    report: Report
    records: tuple[LayerRecord, ...]
    unused: tuple[LayerRecord, ...] = ()


class Change(Value):
    """
    A field that changed.

    With `is_proved` False the values are formulas that may be equal after all: nobody proved that
    they are not, nor that they are.
    """

    field: str
    old: Any
    new: Any
    is_proved: bool = True


class LayerDifference(Value):
    """
    A layer that is not what it was.

    `status`: "added"; "removed"; "changed"; "renamed" where nothing but the name changed;
    "renumbered" where of the name only numbers did. `is_own` says that the layer itself was
    changed, not only what comes to it. `is_unused` stands for a layer that is never called.
    """

    status: str
    old: LayerRecord | None = None
    new: LayerRecord | None = None
    changes: tuple[Change, ...] = ()
    is_own: bool = True
    is_unused: bool = False

    @property
    def record(self) -> LayerRecord:
        """The layer as it is now, or as it was where it is gone."""
        return cast("LayerRecord", self.old if self.new is None else self.new)


class Parting(Value):
    """
    The first place where shapes part.

    `old` and `new` are the same layer of both networks. `behind` is what was added or removed just
    before it, where its inputs differ already.
    """

    old: LayerRecord
    new: LayerRecord
    behind: LayerDifference | None = None


class TotalChange(Value):
    """
    A sum of both networks.

    `change` is new - old, `ratio` new/old where that is one number. Sums over something unknown are
    lower bounds, and say so.
    """

    quantity: str
    old: Dim
    new: Dim
    change: Dim
    ratio: Fraction | None
    is_equal: bool
    old_is_bound: bool = False
    new_is_bound: bool = False


class Differences(Value):
    """
    Everything that changed from one network to another.

    `same` is how many layers are what they were, down to the name. `gone` and `come` are conditions
    on the sizes. Where one of the networks stops with an error, what the other has behind that
    place is not compared, and the totals are not.
    """

    old: Side
    new: Side
    inputs: tuple[Change, ...]
    outputs: tuple[Change, ...]
    layers: tuple[LayerDifference, ...]
    same: int
    parting: Parting | None
    totals: tuple[TotalChange, ...]
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[ConvcalcError, ...]:
        """What stopped the old and the new network."""
        found = (self.old.report.error, self.new.report.error)
        return tuple(each for each in found if each is not None)

    @property
    def is_empty(self) -> bool:
        """Whether the networks are the same, for every size."""
        return not (
            self.errors
            or self.inputs
            or self.outputs
            or self.layers
            or self.gone
            or self.come
            or any(not each.is_equal for each in self.totals)
        )
