"""A network whose sizes are assumed to be something: simpler shapes, fewer conditions."""

from __future__ import annotations

import pytest
from networks import Net
from networks import module

from convcalc.analysis.explain import explain
from convcalc.analysis.summarise import report_of
from convcalc.dims import symbols
from convcalc.dims.assumptions import Assumptions
from convcalc.errors import ShapeError
from convcalc.graph.builder import GraphBuilder


def halved_and_doubled(*texts: str) -> Net:
    net = Net((1, 1, 8, 8))
    net.builder = GraphBuilder("net")
    if texts:
        net.builder.assumptions = Assumptions.parse(*texts)
    net.input = net.builder.input("input", (1, 1, *symbols("H W")))
    x = net.pool(net.input, 2, 2)
    x = net.put(module("torch", "ConvTranspose2d", 1, 1, 2, 2), x, name="up")
    net.put(module("native", "add"), x, net.input, name="add")
    return net


def test_conditions_that_are_assumed_are_not_reported():
    free = report_of(halved_and_doubled().graph())
    known = report_of(halved_and_doubled("H % 32 == 0").graph())

    assert free.constraints == ("H divisible by 2", "W divisible by 2")
    assert known.constraints == ("W divisible by 2",)
    assert known.assumed == ("H % 32 == 0",)


def test_shapes_are_simpler():
    graph = halved_and_doubled("H % 32 == 0", "W == H").graph()
    report = report_of(graph)

    assert str(report.layers[1].output_shapes[0][2]) == "H"
    assert report.symbols == ("H",)
    assert report.constraints == explain(graph, "add").requires == ()


def test_layers_that_cannot_fit_are_refused_at_once():
    with pytest.raises(ShapeError, match="axis 2 has H - 1 in input 1 and H in input 2"):
        halved_and_doubled("H % 2 == 1")


def test_conditions_that_cannot_hold_are_a_failure():
    net = Net((1, 1, *symbols("H W")))
    net.conv(net.input, 30, name="wide")
    graph = net.graph().replace(assumptions=Assumptions.parse("H <= 20", "W >= 30"))
    report = report_of(graph)

    assert report.constraints == ()
    assert [str(each) for each in report.failures] == [
        "the sizes cannot fit: H ≥ 30 never holds where H <= 20 and W >= 30\n"
        "expected: what wide needs"
    ]


def test_the_peak_knows_the_least_sizes():
    net = halved_and_doubled("H >= 64", "H % 2 == 0", "W == 8")

    assert str(report_of(net.graph()).totals.peak_activation_bytes) == "96·H"
