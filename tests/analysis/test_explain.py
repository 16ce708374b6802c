from __future__ import annotations

from typing import Any

import pytest
from networks import Net
from networks import module

from convcalc.analysis.explain import explain
from convcalc.analysis.explain import lines_of
from convcalc.dims import symbols
from convcalc.errors import UnknownName


def told(where: str, name: str, shape: tuple[Any, ...], *args: Any, **kwargs: Any) -> list[str]:
    """The formula and what is filled in, axis by axis."""
    net = Net(shape)
    net.put(module(where, name, *args, **kwargs), net.input, name="it")
    explanation = explain(net.graph(), "it")
    return [f"{each.what}: {each.formula} | {each.filled}" for each in explanation.sizes]


def test_a_convolution_is_worked_out():
    net = Net((1, 1, 28, 28))
    net.put(module("torch", "Conv2d", 1, 4, 7, stride=3), net.input, name="it")
    lines = lines_of(explain(net.graph(), "it"))

    assert lines[1:13] == [
        "  (1, 1, 28, 28) → (1, 4, 8, 8)",
        "  height, width: O = ⌊(I + 2P − D·(K − 1) − 1)/S⌋ + 1",
        "    = ⌊(28 + 2·0 − 1·(7 − 1) − 1)/3⌋ + 1 = ⌊21/3⌋ + 1 = 8",
        "  weight: (4, 1, 7, 7)",
        "  bias: (4,)",
        "  params: weight + bias = 4·1·7·7 + 4 = 200",
        "  macs: outputs · in_channels/groups · kernel = (1·4·8·8)·1·(7·7) = 12,544",
        "  receptive field, from the input:",
        "    layer  size  stride  start",
        "    it        7       3      0  1 + (7 − 1)·1 = 7",
        "  padding (before, after) for this input:",
        "    every axis: (0, 0)",
    ]


@pytest.mark.parametrize(
    ("call", "wanted"),
    [
        pytest.param(
            ("native", "conv1d", (1, 3, 20), 8, 4, 2, ((1, 2),)),
            "length: O = ⌊(I + P₀ + P₁ − D·(K − 1) − 1)/S⌋ + 1 | "
            "⌊(20 + 1 + 2 − 1·(4 − 1) − 1)/2⌋ + 1 = ⌊19/2⌋ + 1 = 10",
            id="padding that differs",
        ),
        pytest.param(
            ("native", "conv1d", (1, 3, 7), 8, 3, 2, "same"),
            "length: O = ⌈I/S⌉ | ⌈7/2⌉ = 4; padding max((4 − 1)·2 + 3 − 7, 0) = 1 + 1",
            id="same",
        ),
        pytest.param(
            ("torch", "MaxPool1d", (1, 3, 5), 2, 5, 0, 1, False, True),
            "length: O = ⌈(I + 2P − D·(K − 1) − 1)/S⌉ + 1 | "
            "⌈(5 + 2·0 − 1·(2 − 1) − 1)/5⌉ + 1 = ⌈3/5⌉ + 1 = 2; the last window starts at "
            "(2 − 1)·5 = 5 ≥ 5 + 0 = 5, behind the input, so it is dropped: 1",
            id="rounded up and dropped",
        ),
        pytest.param(
            ("torch", "MaxPool1d", (1, 3, 6), 3, 2, 0, 1, False, True),
            "length: O = ⌈(I + 2P − D·(K − 1) − 1)/S⌉ + 1 | "
            "⌈(6 + 2·0 − 1·(3 − 1) − 1)/2⌉ + 1 = ⌈3/2⌉ + 1 = 3; the last window starts at "
            "(3 − 1)·2 = 4 < 6 + 0 = 6, so it is kept",
            id="rounded up and kept",
        ),
        pytest.param(
            ("torch", "ConvTranspose1d", (1, 3, 7), 3, 5, 3, 2, 1, 1),
            "length: O = (I − 1)·S − 2P + D·(K − 1) + output_padding + 1 | "
            "(7 − 1)·2 − 2·1 + 1·(3 − 1) + 1 + 1 = 14",
            id="transposed",
        ),
        pytest.param(
            ("torch", "AdaptiveAvgPool1d", (1, 3, 13), 6),
            "length: output i sees ⌊i·I/O⌋ to ⌈(i + 1)·I/O⌉ − 1 | "
            "6 outputs of 13, the first sees ⌈13/6⌉",
            id="adaptive",
        ),
        pytest.param(
            ("native", "flatten", (2, 16, 5, 5)), "features:  | 16·5·5 = 400", id="flatten"
        ),
        pytest.param(
            ("native", "conv1d", (1, 3, symbols("H")), 8, 7, 2, 3),
            "length: O = ⌊(I + 2P − D·(K − 1) − 1)/S⌋ + 1 | "
            "⌊(H + 2·3 − 1·(7 − 1) − 1)/2⌋ + 1 = ⌈H/2⌉",
            id="a symbolic size",
        ),
    ],
)
def test_every_rule_has_its_arithmetic(call: tuple[Any, ...], wanted: str):
    assert told(*call) == [wanted]


def test_the_field_is_derived_from_the_input():
    net = Net((1, 1, 64, 64))
    x = net.pool(net.conv(net.input, 7, 2, 3, "stem"), 3, 2, 1, "pool")
    y = net.conv(x, 3, 1, 1, "branch")
    net.conv(net.input, 9, name="elsewhere")
    net.merge(y, x, name="add")
    path = explain(net.graph(), "add").path

    assert [(step.name, step.field.size[0], step.working) for step in path] == [
        ("stem", 7, "1 + (7 − 1)·1 = 7"),
        ("pool", 11, "7 + (3 − 1)·2 = 11"),
        ("branch", 19, "11 + (3 − 1)·4 = 19"),
        ("add", 19, ""),
    ]


def test_a_name_that_is_not_there_has_a_neighbour():
    net = Net((1, 1, 64, 64))
    net.conv(net.input, 3, name="stem")
    with pytest.raises(UnknownName) as caught:
        explain(net.graph(), "stemm")

    assert str(caught.value) == (
        "no layer is called 'stemm'\nexpected: stem\nhint: did you mean 'stem'?"
    )
