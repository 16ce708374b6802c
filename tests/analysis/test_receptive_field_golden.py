"""The receptive fields of eight networks, against what the gradients of PyTorch show."""

from __future__ import annotations

from typing import Any

import pytest
from frameworks import golden
from frameworks import spec

import convcalc

NETWORKS = golden("receptive_field", "nets")


def field(row: Any) -> tuple[Any, ...]:
    """Size, stride, start and status of a row."""
    seen = row.receptive_field
    return list(seen.size), list(seen.stride), list(seen.start), seen.status


def wanted(layer: dict[str, Any]) -> tuple[Any, ...]:
    """The same of a golden layer."""
    return layer["rf"], layer["jump"], layer["start"], "exact"


def text(network: dict[str, Any]) -> str:
    """The spec; without squeeze-and-excitation, whose pooling sees everything."""
    plain = spec(network["name"])
    return plain.replace("with_squeeze = True", "with_squeeze = False")


@pytest.mark.parametrize("name", NETWORKS)
def test_every_window_sees_what_the_gradient_says(name: str) -> None:
    network = NETWORKS[name]
    rows = [
        row
        for row in convcalc.summary(text(network)).layers
        if row.kind.startswith(("Conv", "MaxPool", "AvgPool"))
    ]
    windows = [layer for layer in network["layers"] if layer["name"] != network["last_map"]]

    seen = [field(row) for row in rows[: len(windows)]]
    assert dict(zip([layer["name"] for layer in windows], seen, strict=True)) == {
        layer["name"]: wanted(layer) for layer in windows
    }


@pytest.mark.parametrize("name", NETWORKS)
def test_the_last_map_sees_what_the_gradient_says(name: str) -> None:
    network = NETWORKS[name]
    rows = convcalc.summary(text(network)).layers
    pools = [
        index
        for index, row in enumerate(rows)
        if row.kind in {"AdaptiveAvgPool2d", "globalavgpool"}
    ]

    last = rows[pools[-1] - 1] if pools else rows[-1]
    assert field(last) == wanted(network)


def test_squeeze_and_excitation_sees_the_whole_input() -> None:
    report = convcalc.summary(spec("efficientnet_b0"))

    last = next(row for row in reversed(report.layers) if row.kind == "Conv2d")
    assert last.receptive_field.status == "global"
    assert list(last.receptive_field.size) == [224, 224]
