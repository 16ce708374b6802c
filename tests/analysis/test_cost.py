from __future__ import annotations

import pytest
from drawn_nets import Drawing
from drawn_nets import drawn_nets
from drawn_nets import volume
from hypothesis import given
from hypothesis import strategies as st
from networks import Net
from networks import module

from convcalc import vocabulary
from convcalc.analysis.cost import totals_of
from convcalc.analysis.dtypes import bits_of
from convcalc.analysis.dtypes import bytes_of
from convcalc.analysis.summarise import report_of
from convcalc.dims import symbol
from convcalc.errors import UsageError
from convcalc.graph.tensor import Module
from convcalc.unknown import Unknown


def frozen(name: str, *args: int) -> Module:
    maker = vocabulary.find("torch", name)
    assert maker is not None
    return Module(maker.make(args, {}), spelled=name, call=name, trainable=False)


def test_a_row_says_what_a_layer_costs():
    net = Net((1, 8, 10, 10))
    net.put(module("torch", "Conv2d", 8, 16, 3, padding=1), net.input)
    (row,) = report_of(net.graph()).layers

    assert row.weights == {"weight": (16, 8, 3, 3), "bias": (16,)}
    assert (row.params, row.macs, row.flops) == (1_168, 115_200, 230_400)
    assert (row.weight_bytes, row.activation_bytes, row.elementwise) == (4_672, 6_400, 1_600)


def test_a_shared_layer_counts_its_weights_once_and_its_work_twice():
    net = Net((1, 8, 10, 10))
    shared = module("torch", "Conv2d", 8, 8, 1)
    net.put(shared, net.put(shared, net.input, name="first"), name="second")
    report = report_of(net.graph())

    assert [row.params for row in report.layers] == [72, 0]
    assert report.layers[1].shared_with == "first"
    assert report.layers[1].weights == report.layers[0].weights
    assert (report.totals.params, report.totals.macs) == (72, 12_800)
    assert report.totals.weight_bytes == 288


def test_frozen_weights_are_counted_and_not_trainable():
    net = Net((1, 8, 10, 10))
    net.put(frozen("Conv2d", 8, 8, 1), net.input)
    totals = report_of(net.graph()).totals

    assert (totals.params, totals.trainable_params) == (72, 0)


@pytest.mark.parametrize(
    ("dtype", "weight_bytes"),
    [
        pytest.param(
            "float32", 8 * 4 * 4 + 8, id="four bytes an element and eight for the counter"
        ),
        pytest.param("float16", 8 * 4 * 2 + 8, id="the counter stays as it is"),
        pytest.param("int4", 8 * 4 // 2 + 8, id="two elements a byte"),
    ],
)
def test_buffers_are_stored_with_the_weights(dtype: str, weight_bytes: int):
    net = Net((1, 8, 10, 10))
    net.put(module("torch", "BatchNorm2d", 8), net.input)
    totals = report_of(net.graph(), dtype=dtype).totals

    assert (totals.params, totals.buffers) == (16, 17)
    assert totals.weight_bytes == weight_bytes


def test_a_layer_that_is_never_called_has_weights_and_no_work():
    net = Net((1, 8, 10, 10))
    net.builder.define(module("torch", "Linear", 10, 5))
    report = report_of(net.graph())

    assert [row.params for row in report.unused] == [55]
    assert (report.totals.params, report.totals.macs) == (55, 0)


def test_what_is_not_known_is_no_zero():
    net = Net((1, 8))
    net.builder.define(module("torch", "LazyLinear", 5))
    net.put(module("native", "opaque", 4), net.input, name="magic")
    report = report_of(net.graph())

    assert isinstance(report.layers[0].macs, Unknown)
    assert {"macs", "flops", "params", "weight_bytes"} <= report.totals.at_least
    assert report.unknown == (
        "magic: what an opaque layer does is not known",
        "LazyLinear: its input is not known, since it is never called",
    )


def test_symbolic_sizes_stay_symbolic():
    channels = symbol("C")
    net = Net((1, channels, 8, 8))
    net.put(module("native", "conv2d", 2 * channels, k=3), net.input)
    (row,) = report_of(net.graph()).layers

    assert str(row.params) == "18·C² + 2·C"
    assert row.params == 18 * channels**2 + 2 * channels


def test_elements_below_a_byte_are_packed():
    assert bytes_of(3, bits_of("int4")) == 2


@given(drawn=drawn_nets(), size=st.integers(1, 9))
def test_activations_are_all_that_leaves_a_layer(drawn: Drawing, size: int):
    graph = drawn.net((1, 2, size, size)).graph()
    report = report_of(graph)
    left = [sum(4 * volume(tensor.shape) for tensor in node.outputs) for node in graph.nodes]

    assert [row.activation_bytes for row in report.layers] == left
    assert report.totals.activation_bytes == sum(left)


def test_a_peak_that_is_a_bound_is_said_to_be_one():
    totals = totals_of([], (96, False))

    assert (totals.peak_activation_bytes, totals.at_least) == (
        96,
        frozenset({"peak_activation_bytes"}),
    )


def test_an_unknown_dtype_is_refused_with_the_nearest():
    with pytest.raises(UsageError) as caught:
        bits_of("flaot32")

    assert str(caught.value) == (
        "dtype='flaot32'\n"
        "expected: float64, float32, float16, bfloat16, float8, int64, int32, int16, int8, uint8, "
        "int4, uint4\n"
        "hint: did you mean 'float32'?"
    )
