"""A call that is not read has the shapes that are stated, and hides in no total."""

from __future__ import annotations

from convcalc.graph.builder import GraphBuilder
from convcalc.graph.tensor import Module
from convcalc.layers.core.needs import Needs
from convcalc.layers.other.unread_call import Stated
from convcalc.unknown import Unknown


def test_the_shapes_are_those_that_are_stated():
    layer = Stated(shapes=((1, 8, 4, 4), (1, 3)), reason="it is not read")

    assert layer.applied(((1, 3, 8, 8),), Needs()) == ((1, 8, 4, 4), (1, 3))
    assert layer.applied((), Needs()) == ((1, 8, 4, 4), (1, 3))


def test_the_work_and_the_weights_are_not_known():
    layer = Stated(shapes=(), reason="it is not read", has_weights=True)

    assert layer.macs((), ()) == layer.hidden_weights() == Unknown(reason="it is not read")


def test_totals_are_lower_bounds_even_where_nothing_comes_out():
    from convcalc.analysis.summarise import report_of

    builder = GraphBuilder("net")
    x = builder.input("x", (1, 3, 8, 8))
    layer = Stated(shapes=(), reason="it is not read")
    builder.apply(Module(layer, spelled="f", call="f(x)"), [x], name="f")
    report = report_of(builder.graph())

    assert report.totals.at_least
    assert report.unknown == ("f: it is not read",)
