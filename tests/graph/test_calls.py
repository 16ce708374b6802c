"""Calls of modules whose forward was read: what they fold, what they share, what they own."""

from __future__ import annotations

from typing import Any

import pytest

from convcalc import vocabulary
from convcalc.analysis.explain import explain
from convcalc.analysis.explain import explain_all
from convcalc.analysis.explain import lines_of
from convcalc.analysis.summarise import report_of
from convcalc.dims import symbol
from convcalc.errors import ShapeError
from convcalc.errors import UnknownName
from convcalc.graph.builder import GraphBuilder
from convcalc.graph.graph import Call
from convcalc.graph.graph import Graph
from convcalc.graph.tensor import Module
from convcalc.graph.tensor import Tensor
from convcalc.layers.core.layer import Layer
from convcalc.layers.other.own_parameters import NO_PARAMETERS
from convcalc.layers.other.own_parameters import Parameters
from convcalc.source import Source


def layer(vocabulary_name: str, name: str, *args: Any, **kwargs: Any) -> Layer:
    maker = vocabulary.find(vocabulary_name, name)
    assert maker is not None, name
    made = maker.make(args, kwargs)
    assert isinstance(made, Layer)
    return made


def module(name: str, *args: Any, source: Source | None = None, **kwargs: Any) -> Module:
    return Module(
        layer("torch", name, *args, **kwargs), spelled=name, call=f"{name}{args}", source=source
    )


def owner(spelled: str, **more: Any) -> Module:
    """A module that owns parameters and is no layer of a vocabulary."""
    return Module(Parameters(**more), spelled=spelled, call=f"{spelled}()")


class Reading:
    """Applies modules as a reader of models does."""

    def __init__(self, *shape: Any) -> None:
        self.builder = GraphBuilder("net")
        self.input = self.builder.input("input", shape)

    def function(self, name: str, spelled: str, *inputs: Tensor) -> Tensor:
        made = Module(
            layer("native", spelled), spelled=spelled, call=spelled, parameters=NO_PARAMETERS
        )
        return self.builder.apply(made, inputs, name=name)[0]

    def leaf(self, module: Module, x: Tensor, name: str, source: Source | None = None) -> Tensor:
        first = len(self.builder.nodes)
        outputs = self.builder.apply(module, [x], name=name, source=source)
        self.left(module, name, [x], outputs, first, source=source)
        return outputs[0]

    def left(
        self, module: Module | None, name: str, inputs: Any, outputs: Any, first: int, **more: Any
    ) -> None:
        self.builder.record(
            Call(
                name=name,
                module=module,
                spelled="Block" if module is None else module.spelled,
                inputs=tuple(inputs),
                outputs=tuple(outputs),
                first=first,
                last=len(self.builder.nodes),
                **{"is_leaf": True, **more},
            )
        )


def rows_of(graph: Graph) -> list[tuple[str, str, Any, Any]]:
    return [(row.name, row.kind, row.params, row.macs) for row in report_of(graph).layers]


def test_a_leaf_call_of_one_layer_is_the_row_of_that_layer():
    net, plain = Reading(1, 3, 8, 8), GraphBuilder("net")
    net.leaf(module("Conv2d", 3, 8, 3), net.input, "stem.conv")
    x = plain.input("input", (1, 3, 8, 8))
    plain.apply(module("Conv2d", 3, 8, 3), [x], name="stem.conv", scope="stem")

    assert report_of(net.builder.graph()).layers == report_of(plain.graph()).layers


def test_what_a_leaf_does_with_functions_is_one_row():
    net = Reading(1, 8, 4, 4)
    first = len(net.builder.nodes)
    x = net.function("scale.relu", "relu", net.input)
    x = net.function("scale.sigmoid", "sigmoid", x)
    net.left(owner("Scale", weights_by_name=(("weight", (8,)),)), "scale", [net.input], [x], first)
    (row,) = report_of(net.builder.graph()).layers

    assert (row.name, row.kind, row.call) == ("scale", "Scale", "Scale()")
    assert (row.weights, row.params, row.weight_bytes) == ({"weight": (8,)}, 8, 32)
    assert (row.macs, row.flops, row.elementwise) == (0, 0, 256)
    assert row.activation_bytes == 2 * 128 * 4
    assert (row.input_shapes, row.output_shapes) == (((1, 8, 4, 4),), ((1, 8, 4, 4),))


def test_a_leaf_that_does_nothing_is_a_row_without_work():
    net = Reading(1, 3, 8, 8)
    x = net.leaf(module("Conv2d", 3, 8, 3), net.input, "conv")
    net.left(None, "drop", [x], [x], 1)
    row = report_of(net.builder.graph()).layers[-1]

    assert (row.name, row.kind, row.call) == ("drop", "Block", "Block")
    assert (row.params, row.macs, row.elementwise, row.activation_bytes) == (0, 0, 0, 0)
    assert row.input_shapes == row.output_shapes == ((1, 8, 6, 6),)
    assert row.receptive_field.size == (3, 3)


def test_functions_outside_of_leaves_are_rows_where_they_run():
    net = Reading(1, 3, 8, 8)
    x = net.leaf(module("Conv2d", 3, 3, 1), net.input, "conv")
    x = net.function("add", "add", x, net.input)
    x = net.leaf(module("ReLU"), x, "relu")
    net.function("add_1", "add", x, net.input)

    assert rows_of(net.builder.graph()) == [
        ("conv", "Conv2d", 12, 576),
        ("add", "add", 0, 0),
        ("relu", "ReLU", 0, 0),
        ("add_1", "add", 0, 0),
    ]


def test_a_container_with_parameters_is_a_row_behind_its_children():
    net = Reading(1, 3, 8, 8)
    x = net.leaf(module("Conv2d", 3, 3, 1), net.input, "stem")
    first = len(net.builder.nodes)
    y = net.leaf(module("ReLU"), x, "block.relu")
    y = net.function("block.add", "add", y, x)
    holder = owner(
        "Block", weights_by_name=(("gamma", (3, 1, 1)),), buffers_by_name=(("seen", ()),)
    )
    net.left(holder, "block", [x], [y], first, is_leaf=False)
    net.leaf(module("ReLU"), y, "last")
    report = report_of(net.builder.graph())

    assert [row.name for row in report.layers] == [
        "stem",
        "block.relu",
        "block.add",
        "block",
        "last",
    ]
    row = report.layers[3]
    assert (row.params, row.buffers, row.macs, row.elementwise) == (3, 1, 0, 0)
    assert (row.activation_bytes, row.output_shapes) == (0, ((1, 3, 8, 8),))
    assert report.totals.params == 15


def test_a_module_called_twice_by_one_name_counts_its_weights_once():
    net = Reading(1, 3, 8, 8)
    shared = module("Conv2d", 3, 3, 1)
    net.leaf(shared, net.leaf(shared, net.input, "conv"), "conv")
    report = report_of(net.builder.graph())

    assert [(row.params, row.macs) for row in report.layers] == [(12, 576), (0, 576)]
    assert [row.shared_with for row in report.layers] == [None, "conv"]
    assert (report.totals.params, report.totals.weight_bytes) == (12, 48)


def test_a_module_without_nodes_shares_its_parameters_too():
    net = Reading(1, 3, 8, 8)
    holder = owner("Position", weights_by_name=(("table", (3, 8, 8)),))
    for _ in range(2):
        net.left(holder, "position", [net.input], [net.input], 0)

    assert rows_of(net.builder.graph()) == [
        ("position", "Position", 192, 0),
        ("position", "Position", 0, 0),
    ]


def test_recorded_modules_are_not_said_to_be_unused():
    net = Reading(1, 3, 8, 8)
    called, idle = owner("Called"), owner("Idle", weights_by_name=(("weight", (5,)),))
    idle.name = "idle"
    for each in (called, idle):
        net.builder.define(each)
    net.left(called, "called", [net.input], [net.input], 0)
    report = report_of(net.builder.graph())

    assert [(row.name, row.kind, row.params) for row in report.unused] == [("idle", "Idle", 5)]
    assert report.totals.params == 5


def test_weights_that_are_frozen_or_tied_are_not_trained_or_not_counted():
    net = Reading(1, 3)
    weights = (("weight", (10, 3)), ("bias", (10,)), ("scale", (2,)))
    head = owner(
        "Head",
        weights_by_name=weights,
        frozen=("scale",),
        tied_to=(("weight", "embedding.weight"),),
    )
    net.left(head, "head", [net.input], [net.input], 0)
    graph = net.builder.graph()
    (row,) = report_of(graph).layers

    assert row.weights == dict(weights)
    assert (row.params, row.trainable_params, row.weight_bytes) == (12, 10, 48)
    assert row.tied_to == {"weight": "embedding.weight"}
    assert "  weight: (10, 3), tied to 'embedding.weight', counted there" in lines_of(
        explain(graph, "head")
    )


def test_what_a_module_owns_can_be_said_in_place_of_its_layer():
    net = Reading(1, 3)
    linear = Module(
        layer("torch", "Linear", 3, 10),
        spelled="Linear",
        call="Linear(3, 10)",
        parameters=Parameters(
            weights_by_name=(("weight", (10, 3)), ("bias", (10,))), frozen=("bias",)
        ),
    )
    net.leaf(linear, net.input, "head")
    function = Module(linear.layer, spelled="linear", call="linear", parameters=NO_PARAMETERS)
    net.builder.apply(function, [net.input], name="linear")
    report = report_of(net.builder.graph())

    assert [(row.params, row.trainable_params, row.macs) for row in report.layers] == [
        (40, 30, 30),
        (0, 0, 30),
    ]


def test_rows_of_an_interrupted_leaf_are_those_of_its_nodes():
    net = Reading(1, 3, 8, 8)
    net.leaf(module("ReLU"), net.input, "relu")
    x = net.function("head.sigmoid", "sigmoid", net.input)
    with pytest.raises(ShapeError) as caught:
        net.builder.apply(module("Linear", 5, 2), [x], name="head.linear")
    report = report_of(net.builder.graph(caught.value))

    assert [row.name for row in report.layers] == ["relu", "head.sigmoid"]


def test_rows_say_where_a_layer_is_made_and_called():
    net = Reading(1, 3, 8, 8)
    net.builder.tells_places = True
    made, called = Source(file="blocks.py", line=12), Source(file="net.py", line=30)
    x = net.leaf(module("Conv2d", 3, 3, 1, source=made), net.input, "conv", called)
    net.leaf(module("ReLU", source=called), x, "relu", called)
    idle = module("ReLU", source=made)
    idle.name = "idle"
    net.builder.define(idle)
    graph = net.builder.graph()
    report = report_of(graph)

    assert [(row.line, row.source, row.definition) for row in report.layers] == [
        (30, "net.py:30", "blocks.py:12"),
        (30, "net.py:30", ""),
    ]
    assert [row.definition for row in report.unused] == ["blocks.py:12"]
    assert lines_of(explain(graph, "conv"))[2] == "  defined at blocks.py:12, called at net.py:30"
    assert lines_of(explain(graph, "relu"))[2] == "  called at net.py:30"


def test_every_row_of_calls_can_be_explained():
    net = Reading(1, 3, symbol("H"), 8)
    x = net.leaf(module("Conv2d", 3, 3, 3), net.input, "conv")
    net.left(None, "drop", [x], [x], 1)
    first = len(net.builder.nodes)
    y = net.function("gate.sigmoid", "sigmoid", net.function("gate.relu", "relu", x))
    net.left(None, "gate", [x], [y], first)
    graph = net.builder.graph()

    assert [each.row for each in explain_all(graph)] == list(report_of(graph).layers)
    assert explain(graph, "conv").requires == ("H ≥ 3",)
    assert explain(graph, "gate").sentence == "(1, 3, H - 2, 6), the shape is kept"
    with pytest.raises(UnknownName) as caught:
        explain(graph, "gate.relu")
    assert caught.value.expected == "conv, drop, gate"


def test_outputs_are_called_after_the_rows_that_make_them():
    net = Reading(1, 3, 8, 8)
    y = net.function("gate.relu", "relu", net.input)
    net.left(None, "gate", [net.input], [y], 0)

    assert report_of(net.builder.graph()).outputs == (("gate", (1, 3, 8, 8)),)
