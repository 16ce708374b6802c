"""Nested scopes as one row each."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import pytest

from convcalc.unknown import Unknown
from convcalc.writers.folding import fold

if TYPE_CHECKING:
    from convcalc.analysis.report import Report


@pytest.fixture
def nested(lenet: Report) -> Report:
    row = lenet.layers[0]

    def named(name: str, **more: Any) -> Any:
        return row.replace(name=name, scope=name.rpartition(".")[0], **more)

    last = lenet.layers[2]
    return lenet.replace(
        layers=(
            named("stem"),
            named("block.a.conv1"),
            named("block.a.conv2", output_shapes=last.output_shapes),
            named("block.b.conv1"),
            last,
        )
    )


def test_deep_enough_changes_nothing(nested: Report):
    assert fold(nested, 3).layers == nested.layers


@pytest.mark.parametrize(
    ("depth", "names"),
    [(1, ["stem", "block", "head"]), (2, ["stem", "block.a", "block.b", "head.linear_1"])],
)
def test_scopes_become_rows(depth: int, names: list[str], nested: Report):
    assert [row.name for row in fold(nested, depth).layers] == names


def test_a_folded_row_adds_up_and_leads_from_first_to_last(nested: Report):
    row = fold(nested, 2).layers[1]

    assert (row.call, row.kind, row.scope) == ("2 layers", "scope", "block")
    assert (row.params, row.macs) == (2 * 156, 2 * 117_600)
    assert row.input_shapes == nested.layers[1].input_shapes
    assert row.output_shapes == nested.layers[2].output_shapes


def test_totals_stay(nested: Report):
    assert fold(nested, 1).totals == nested.totals


def test_what_is_not_known_stays_not_known(symbolic: Report):
    row = fold(symbolic, 1).layers[0]

    assert row.macs == Unknown(reason="no rule")
    assert row.status == "macs: no rule"
    assert row.params == 9_408


def test_a_layer_called_like_a_scope_stays_apart(nested: Report):
    clash = nested.layers[0].replace(name="block")

    names = [row.name for row in fold(nested.replace(layers=(clash, *nested.layers)), 1).layers]

    assert names == ["block", "stem", "block", "head"]
