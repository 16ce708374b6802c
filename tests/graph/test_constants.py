"""Tensors that nobody makes: weights handed to functions, zeros, positions."""

from __future__ import annotations

import pytest
from networks import Net
from networks import module

from convcalc.analysis.explain import explain
from convcalc.analysis.receptive_field import FieldWalk
from convcalc.analysis.report import ReceptiveField
from convcalc.analysis.summarise import report_of


@pytest.mark.parametrize("first", [True, False], ids=["in front", "behind"])
def test_a_constant_adds_nothing_to_what_an_output_sees(first: bool):
    net = Net((1, 3, 8, 8))
    x = net.conv(net.input, 3)
    constant = net.builder.tensor((1, 1, 6, 6))
    y = net.merge(*((constant, x) if first else (x, constant)))
    walk = FieldWalk(net.graph())

    assert walk.answer(y) == walk.answer(x)
    assert walk.answer(x).size == (3, 3)
    assert walk.answer(constant) == ReceptiveField()


def test_what_depends_on_constants_alone_sees_nothing():
    net = Net((1, 3, 8, 8))
    net.conv(net.input, 3)
    constant = net.builder.tensor((1, 3, 8, 8))
    y = net.merge(net.conv(constant, 5), net.conv(constant, 5))

    assert FieldWalk(net.graph()).answer(y) == ReceptiveField()


def test_constants_are_no_activations():
    net = Net((1, 3, 8, 8))
    constant = net.builder.tensor((1, 1000, 8, 8))
    flat = net.put(module("torch", "Flatten"), constant)
    net.put(module("native", "add"), net.input, net.input)
    net.put(module("torch", "Flatten"), flat)
    totals = report_of(net.graph()).totals

    assert totals.peak_activation_bytes == 2 * 192 * 4


def test_a_constant_can_be_an_output():
    net = Net((1, 3, 8, 8))
    net.conv(net.input, 3)
    net.builder.outputs = (net.builder.tensor((7,)),)
    report = report_of(net.graph())

    assert report.outputs == (("constant", (7,)),)


def test_a_constant_is_no_step_of_the_field():
    net = Net((1, 3, 8, 8))
    x = net.conv(net.input, 3, name="conv")
    net.merge(x, net.builder.tensor((1, 1, 6, 6)), name="add")

    assert [step.name for step in explain(net.graph(), "conv").path] == ["conv"]
    assert [step.name for step in explain(net.graph(), "add").path] == ["conv", "add"]
