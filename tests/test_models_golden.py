"""Whole networks, row by row, against what the real frameworks say of them."""

from __future__ import annotations

import pytest
from frameworks import SPECS
from frameworks import golden
from frameworks import keras_spec
from frameworks import spec

import convcalc
from convcalc import Row

TORCHVISION = sorted(
    golden("torchvision", "models").keys() & {"alexnet", *(path.stem for path in SPECS.iterdir())}
)


def is_module(row: Row) -> bool:
    """Whether a row is a module of torchvision's own; what that does by functions is spelled so."""
    return row.kind[0].isupper() and row.kind != "Flatten"


@pytest.mark.parametrize("name", TORCHVISION)
def test_every_module_of_a_torchvision_model_agrees(name: str) -> None:
    wanted = [
        row for row in golden("torchvision", "models")[name]["rows"] if row.get("called", True)
    ]
    rows = [row for row in convcalc.summary(spec(name)).layers if is_module(row)]

    assert [
        (list(row.input_shapes[0]), list(row.output_shapes[0]), row.params, row.buffers)
        for row in rows
    ] == [(row["in"][0], row["out"], row["params"], row["buffers"]) for row in wanted]


@pytest.mark.parametrize("name", TORCHVISION)
def test_the_totals_of_a_torchvision_model_agree(name: str) -> None:
    model = golden("torchvision", "models")[name]
    report = convcalc.summary(spec(name))
    never_called = sum(row["params"] for row in model["rows"] if not row.get("called", True))

    assert report.totals.macs == model["macs"]
    assert report.totals.params == model["params"] - never_called
    output = model["output"]
    assert list(report.outputs[0][1]) == (output["out"] if isinstance(output, dict) else output)


@pytest.mark.parametrize("name", sorted(golden("keras_applications", "models")))
def test_every_layer_of_a_keras_model_agrees(name: str) -> None:
    model = golden("keras_applications", "models")[name]
    wanted = [layer for layer in model["layers"] if layer["cls"] != "InputLayer"]
    report = convcalc.summary(keras_spec(model))

    assert [
        (row.name, list(row.output_shapes[0][1:]), row.params, row.params + row.buffers)
        for row in report.layers
    ] == [
        (layer["name"], layer["out"][1:], layer["trainable"], layer["params"]) for layer in wanted
    ]
    assert report.totals.params == model["params_trainable"]
    assert report.totals.params + report.totals.buffers == model["params_total"]
