"""The layers of two networks side by side, and what changed of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.checks.alignment import align_marked
from convcalc.checks.changes import Change
from convcalc.checks.changes import LayerDifference
from convcalc.checks.equality import is_equal_always
from convcalc.checks.likeness import Marker
from convcalc.checks.likeness import is_renumbered
from convcalc.checks.likeness import is_same_call

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.analysis.report import ReceptiveField
    from convcalc.checks.alignment import Pair
    from convcalc.checks.layer_record import LayerRecord
    from convcalc.checks.likeness import Marks

OWN = frozenset({"kind", "call", "inputs_from", "shared_with", "trainable_params"})
"""What changes where a layer itself is changed; the rest may follow from its inputs."""

SIZES = ("input_shapes", "output_shapes", "params", "trainable_params", "macs")
ALL_TRAINED = ("input_shapes", "output_shapes", "params", "macs")
"""Where everything is trained, the trainable parameters say nothing more."""


class Comparison:
    """
    Two sequences of layers, aligned.

    `inputs` are the names of what comes into both networks, old to new. Receptive fields hang on
    what comes later too, and are left out where a network stops halfway.
    """

    def __init__(
        self,
        old: Sequence[LayerRecord],
        new: Sequence[LayerRecord],
        inputs: Mapping[str, str] | None = None,
        *,
        compares_fields: bool = True,
    ) -> None:
        self.old = old
        self.new = new
        self._compares_fields = compares_fields
        marker = Marker()
        self.marks: tuple[list[Marks], list[Marks]] = (marker.marked(old), marker.marked(new))
        self.pairs = align_marked(*self.marks)
        both = [(one, other) for one, other in self.pairs if one is not None and other is not None]
        self._now = {**(inputs or {}), **{old[one].name: new[other].name for one, other in both}}
        self._kept = frozenset(self._now.values())

    def differences(self, pairs: Iterable[Pair]) -> list[LayerDifference]:
        """Every layer that is not what it was, in order."""
        found = [self._difference(one, other) for one, other in pairs]
        return [each for each in found if each is not None]

    def _difference(self, one: int | None, other: int | None) -> LayerDifference | None:
        old = None if one is None else self.old[one]
        new = None if other is None else self.new[other]
        if old is None or new is None or one is None or other is None:
            return LayerDifference(status="added" if old is None else "removed", old=old, new=new)
        marks = self.marks[0][one], self.marks[1][other]
        changes = self.changes(old, new, *marks)
        if changes:
            is_own = any(each.field in OWN for each in changes)
            return LayerDifference(
                status="changed", old=old, new=new, changes=changes, is_own=is_own
            )
        if old.name == new.name:
            return None
        status = "renumbered" if is_renumbered(*marks) else "renamed"
        return LayerDifference(status=status, old=old, new=new)

    def changes(
        self, old: LayerRecord, new: LayerRecord, one: Marks, other: Marks
    ) -> tuple[Change, ...]:
        """What changed of a layer, but for its name."""
        found = []
        if not is_same_call(one.call, other.call):
            if one.call.kind != other.call.kind:
                found.append(Change(field="kind", old=old.kind, new=new.kind))
            found.append(Change(field="call", old=old.call, new=new.call))
        if self._is_rewired(old, new):
            found.append(Change(field="inputs_from", old=old.inputs_from, new=new.inputs_from))
        if self._now.get(old.shared_with or "", old.shared_with) != new.shared_with:
            found.append(Change(field="shared_with", old=old.shared_with, new=new.shared_with))
        found += _changed_sizes(old, new)
        if self._compares_fields:
            found += _changed_field(old.receptive_field, new.receptive_field)
        return tuple(found)

    def _is_rewired(self, old: LayerRecord, new: LayerRecord) -> bool:
        """
        Whether an input comes from another layer than before.

        Where the layer before was removed, or one was put between, that is told already.
        """
        if len(old.inputs_from) != len(new.inputs_from):
            return True
        return any(
            before in self._now and after in self._kept and self._now[before] != after
            for before, after in zip(old.inputs_from, new.inputs_from, strict=True)
        )


def _changed_sizes(old: LayerRecord, new: LayerRecord) -> list[Change]:
    """Shapes and counts, as far as they differ."""
    one, other = old.__dict__, new.__dict__
    names = ALL_TRAINED if _is_all_trained(old) and _is_all_trained(new) else SIZES
    return [
        Change(field=name, old=one[name], new=other[name], is_proved=equal is False)
        for name in names
        if (equal := is_equal_always(one[name], other[name])) is not True
    ]


def _changed_field(old: ReceptiveField, new: ReceptiveField) -> list[Change]:
    """The receptive field, if it changed."""
    equal = is_equal_always(_field_values(old), _field_values(new))
    if equal is True:
        return []
    return [Change(field="receptive_field", old=old, new=new, is_proved=equal is False)]


def _is_all_trained(record: LayerRecord) -> bool:
    return record.params == record.trainable_params


def _field_values(field: ReceptiveField) -> tuple[object, ...]:
    return field.size, field.stride, field.start, field.status
