"""What readers of files have in common: inputs, names, and tensors that are counted once."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import pytest

from convcalc.api import report_of_definition
from convcalc.dims import symbol
from convcalc.errors import UsageError
from convcalc.layers.activation.activation import Activation
from convcalc.layers.dense.dot import Matmul
from convcalc.readers.stored.definition import FileDefinition
from convcalc.readers.stored.network import Declared
from convcalc.readers.stored.network import StoredTensor
from convcalc.writers.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.operations.operand import Operand
    from convcalc.readers.stored.network import Network

WEIGHT = StoredTensor("w", (4, 4), "int8")


def drive(network: Network, inputs: Sequence[Operand]) -> list[Operand]:
    (found,) = inputs
    for name in ("first", "second"):
        weight = network.constant(WEIGHT.shape, WEIGHT.dtype)
        (found,) = network.apply(
            Matmul(),
            [found, weight],
            name=f"block.{name}",
            spelled="MatMul",
            stores=[("weight", WEIGHT)],
            dtype="int32",
        )
    layer = Activation(function="relu")
    return network.apply(layer, [found], name="block.first", spelled="Relu", dtype="int32")


def definition(*shape: int | None) -> FileDefinition:
    return FileDefinition("net", [Declared(name="x", shape=shape)], drive, format="Test 1")


def test_a_stored_tensor_is_counted_where_it_is_used_first():
    report = report_of_definition(definition(2, 4))
    assert [row.params for row in report.layers] == [16, 0, 0]
    assert [row.weight_bytes for row in report.layers] == [16, 0, 0]
    assert report.layers[1].tied_to == {"weight": "block.first.weight"}
    assert report.totals.params == 16


def test_a_tensor_has_its_own_number_format():
    report = report_of_definition(definition(2, 4), dtype="float16")
    assert [row.activation_bytes for row in report.layers] == [32, 32, 32]
    assert report.totals.peak_activation_bytes == 64


def test_names_are_the_files_and_told_apart():
    report = report_of_definition(definition(2, 4))
    assert [row.name for row in report.layers] == ["block.first", "block.second", "block.first_1"]
    assert {row.scope for row in report.layers} == {"block"}
    assert report.format == "Test 1"


@pytest.mark.parametrize(
    ("given", "batch", "shape"),
    [
        (None, None, (1, 4)),
        (None, 5, (5, 4)),
        ((4,), None, (1, 4)),
        ((3, 4), None, (3, 4)),
        ((3, 4), 5, (5, 4)),
        ((symbol("N"), 4), None, (symbol("N"), 4)),
    ],
)
def test_inputs_are_the_users_before_the_files(given: Any, batch: Any, shape: Any):
    graph = definition(None, 4).trace(given and [(None, given)], batch)
    assert graph.inputs[0][1].shape == shape
    assert graph.outputs[0].shape == shape
    assert bool(graph.assumed) == (shape[0] == 1)


def test_an_input_of_unknown_shape_is_asked_for():
    unsure = FileDefinition("net", [Declared(name="x", shape=None)], drive)
    with pytest.raises(UsageError, match="does not say the shape"):
        unsure.trace()
    assert unsure.trace([("x", (2, 4))]).outputs[0].shape == (2, 4)


def test_a_shape_with_other_axes_is_refused():
    with pytest.raises(UsageError, match="has 2 axes"):
        definition(1, 4).trace([("x", (1, 2, 3, 4))])
    with pytest.raises(UsageError, match="no input is called"):
        definition(1, 4).trace([("y", (1, 4))])


def test_what_is_not_known_is_a_row_that_says_so():
    def unread(network: Network, inputs: Sequence[Operand]) -> list[Operand]:
        return network.unknown(
            inputs, [(1, 7)], "Foo is not known", name="odd", spelled="Foo", dtype="int8"
        )

    report = report_of_definition(FileDefinition("net", [Declared(name="x", shape=(1, 4))], unread))
    assert report.outputs == (("odd", (1, 7)),)
    assert report.unknown == ("odd: Foo is not known",)
    assert "macs" in report.totals.at_least


def test_what_stops_a_trace_is_kept_with_the_rows_before_it():
    def broken(network: Network, inputs: Sequence[Operand]) -> list[Operand]:
        layer = Activation(function="relu")
        (found,) = network.apply(layer, inputs, name="first", spelled="Relu")
        return network.apply(Matmul(), [found], name="second", spelled="MatMul")

    graph = FileDefinition("net", [Declared(name="x", shape=(1, 4))], broken).trace()
    assert graph.error is not None
    assert "second" in str(graph.error)
    assert [node.name for node in graph.nodes] == ["first"]


def test_a_path_with_slashes_is_a_scope():
    def pathed(network: Network, inputs: Sequence[Operand]) -> list[Operand]:
        found = list(inputs)
        for name in ("/net/block.1/a", "/net/block.1/b", "out.1"):
            scope = name.rpartition("/")[0].strip("/")
            layer = Activation(function="relu")
            found = network.apply(layer, found, name=name, spelled="Relu", scope=scope)
        return found

    report = report_of_definition(FileDefinition("net", [Declared(name="x", shape=(1, 4))], pathed))
    assert [(row.scope, row.own_name) for row in report.layers] == [
        ("net/block.1", "a"),
        ("net/block.1", "b"),
        ("", "out.1"),
    ]
    assert [row.name for row in fold(report, 1).layers] == ["net", "out.1"]
    assert [row.name for row in fold(report, 2).layers] == ["net/block.1", "out.1"]


def test_a_size_without_a_name_is_asked_for_and_never_taken_for_1():
    with pytest.raises(UsageError, match="leaves sizes of its input open"):
        definition(1, None).trace()
    assert definition(1, None).trace([("x", (2, 4))]).outputs[0].shape == (2, 4)
