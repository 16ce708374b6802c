"""Caffe's networks against Caffe's own shapes, blobs and multiply-accumulates."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING
from typing import Any

import pytest
from golden_files import cases_of
from golden_files import files_of

from convcalc.api import report_of_definition
from convcalc.errors import ConvcalcError
from convcalc.readers.caffe import weights
from convcalc.readers.caffe.reader import read
from convcalc.readers.contents import Contents

if TYPE_CHECKING:
    from convcalc.report import Report

IMPLICIT = frozenset({"Split", "Input"})
"""Types that have no row: Caffe inserts the first, the second is the network's input."""


def report_of(data: bytes, **options: Any) -> Report:
    return report_of_definition(read(Contents(data, "net.prototxt"), "net"), **options)


def outcome(data: bytes) -> str:
    try:
        return str(report_of(data).error or "")
    except ConvcalcError as error:
        return str(error)


@pytest.mark.parametrize("case", cases_of("caffe"), ids=lambda case: case["path"])
def test_every_layer_is_as_in_caffe(case: dict[str, Any]):
    report = report_of(files_of("caffe")[f"{case['repo'].partition('/')[0]}/{case['path']}"])
    assert report.error is None
    truth = case["bvlc"] if "layers" in case["bvlc"] else case.get("ssd", {})
    rows = {row.name: row for row in report.layers}
    for layer in truth.get("layers", ()):
        if layer["type"] in IMPLICIT:
            continue
        row = rows[layer["name"]]
        tops = [shape for _, shape in layer["top"]]
        if layer["type"] != "DetectionOutput":
            assert [list(shape) for shape in row.output_shapes] == tops, layer["name"]
        if layer.get("macs") is not None:
            assert row.macs == layer["macs"], layer["name"]
    if truth:
        assert report.totals.macs == truth["macs"]
        assert report.totals.params + report.totals.buffers == truth["params"]


MODERN = b"""\
name: "Small"
input: "data"
input_shape { dim: 1 dim: 3 dim: 33 dim: 33 }
layer {
  name: "conv1" type: "Convolution" bottom: "data" top: "conv1"
  convolution_param { num_output: 8 kernel_size: 3 pad: 1 stride: 2 }
}
layer { name: "relu1" type: "ReLU" bottom: "conv1" top: "conv1" }
layer {
  name: "pool1" type: "Pooling" bottom: "conv1" top: "pool1"
  pooling_param { pool: MAX kernel_size: 2 stride: 2 }
}
layer {
  name: "fc" type: "InnerProduct" bottom: "pool1" top: "fc"
  inner_product_param { num_output: 10 }
}
"""

OLD = b"""\
name: "Small"
input: "data" input_dim: 1 input_dim: 3 input_dim: 33 input_dim: 33
layers {
  name: "conv1" type: CONVOLUTION bottom: "data" top: "conv1"
  convolution_param < num_output: 8, kernel_size: 3; pad: 1 stride: 2 >
}
layers { name: "relu1" type: RELU bottom: "conv1" top: "conv1" }
layers {
  name: "pool1" type: POOLING bottom: "conv1" top: "pool1"
  pooling_param: { pool: MAX kernel_size: 2 stride: 2 }
}
layers {
  name: "fc" type: INNER_PRODUCT bottom: "pool1" top: "fc"
  inner_product_param { num_output: 10 }
}
"""

OLDEST = b"""\
name: "Small"
input: "data" input_dim: 1 input_dim: 3 input_dim: 33 input_dim: 33
layers {
  layer { name: "conv1" type: "conv" num_output: 8 kernelsize: 3 pad: 1 stride: 2 }
  bottom: "data" top: "conv1"
}
layers { layer { name: "relu1" type: "relu" } bottom: "conv1" top: "conv1" }
layers {
  layer { name: "pool1" type: "pool" pool: MAX kernelsize: 2 stride: 2 }
  bottom: "conv1" top: "pool1"
}
layers {
  layer { name: "fc" type: "innerproduct" num_output: 10 }
  bottom: "pool1" top: "fc"
}
"""


@pytest.mark.parametrize("text", [MODERN, OLD, OLDEST], ids=["V2", "V1", "V0"])
def test_three_generations_say_the_same(text: bytes):
    report = report_of(text)
    # A 3 × 3 window with padding 1 and stride 2 on 33 gives 17, and pooling rounds up to 9.
    assert [row.output_shapes[0] for row in report.layers] == [
        (1, 8, 17, 17),
        (1, 8, 17, 17),
        (1, 8, 9, 9),
        (1, 10),
    ]
    assert report.totals.params == 8 * 3 * 9 + 8 + 8 * 81 * 10 + 10
    assert report.name == "Small"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b"num_output: 8 ", b"", "Convolution 'conv1': num_output: 0"),
        (b"kernel_size: 3", b"", "no kernel_size"),
        (b'bottom: "pool1"', b'bottom: "pool2"', "nothing makes the blob 'pool2'"),
        (b"num_output: 8", b"num_output: 8 group: 5", "group: 5 for 3 channels"),
        (b"kernel_size: 2", b"kernel_size: 2 pad: 2", "pad: 2 with a kernel of 2"),
        (b"stride: 2 }\n}", b"stride: 2 }\n", "the end of the file"),
        (b"num_output: 10", b"num_output: ten", "num_output: ten"),
    ],
)
def test_errors_have_their_place(old: bytes, new: bytes, told: str):
    found = outcome(MODERN.replace(old, new, 1))
    assert told in found
    assert found.startswith("net.prototxt:")


def test_the_phase_of_tests_is_read():
    data = b"""
    layer { name: "data" type: "Data" top: "data" top: "label" include { phase: TRAIN }
      transform_param { crop_size: 8 } data_param { batch_size: 64 } }
    layer { name: "data" type: "Data" top: "data" top: "label" include { phase: TEST }
      transform_param { crop_size: 9 } data_param { batch_size: 10 } }
    layer { name: "fc" type: "InnerProduct" bottom: "data" top: "fc"
      inner_product_param { num_output: 2 } }
    layer { name: "loss" type: "SoftmaxWithLoss" bottom: "fc" bottom: "label" top: "loss" }
    layer { name: "accuracy" type: "Accuracy" bottom: "fc" bottom: "label" top: "accuracy"
      exclude { phase: TEST } }
    """
    report = report_of(data)
    assert report.inputs == (("data", (10, 3, 9, 9)),)
    assert [row.name for row in report.layers] == ["fc", "loss"]


def test_what_is_shared_by_name_is_counted_once():
    twice = (
        MODERN
        + b"""
    layer { name: "one" type: "InnerProduct" bottom: "pool1" top: "one" param { name: "w" }
      inner_product_param { num_output: 4 bias_term: false } }
    layer { name: "two" type: "InnerProduct" bottom: "pool1" top: "two" param { name: "w" }
      inner_product_param { num_output: 4 bias_term: false } }
    """
    )
    report = report_of(twice)
    assert [row.params for row in report.layers[-2:]] == [8 * 81 * 4, 0]


def test_a_python_layer_is_not_known_and_neither_is_what_follows():
    changed = MODERN.replace(b'"Pooling"', b'"Python"')
    report = report_of(changed)
    assert report.error is None
    assert report.unknown[0] == "pool1: a Python layer is code: Python"
    assert report.unknown[1] == "fc: what goes in is not known"


NET = b'input: "data" input_dim: 1 input_dim: 3 input_dim: 16 input_dim: 16\n'


def test_weights_of_a_layer_with_two_inputs_are_counted_once():
    report = report_of(
        NET
        + b"""
    layer { name: "c" type: "Convolution" bottom: "data" bottom: "data" top: "a" top: "b"
      convolution_param { num_output: 4 kernel_size: 3 } }"""
    )
    assert report.totals.params == 4 * 27 + 4
    assert report.totals.macs == 2 * 14 * 14 * 4 * 27


def test_data_of_another_phase_are_taken_where_nothing_else_brings_them():
    report = report_of(
        b"""
    layer { name: "d" type: "Data" top: "data" top: "label" include { phase: TRAIN }
      transform_param { crop_size: 8 } data_param { batch_size: 4 } }
    layer { name: "fc" type: "InnerProduct" bottom: "data" top: "fc"
      inner_product_param { num_output: 5 } }
    layer { name: "loss" type: "SoftmaxWithLoss" bottom: "fc" bottom: "label" top: "loss" }"""
    )
    assert report.inputs == (("data", (4, 3, 8, 8)),)
    assert [row.output_shapes for row in report.layers] == [((4, 5),), ((),)]
    assert any("d is not there in tests" in each for each in report.assumed)


def test_regions_that_nobody_knows_still_have_their_shape():
    report = report_of(
        NET
        + b"""
    layer { name: "p" type: "Python" bottom: "data" top: "rois" }
    layer { name: "roi" type: "ROIPooling" bottom: "data" bottom: "rois" top: "roi"
      roi_pooling_param { pooled_w: 7 pooled_h: 7 } }
    layer { name: "fc" type: "InnerProduct" bottom: "roi" top: "fc"
      inner_product_param { num_output: 5 } }"""
    )
    assert [str(size) for size in report.layers[-1].output_shapes[0]] == ["rois", "5"]
    assert report.totals.params == 3 * 49 * 5 + 5
    assert {"params", "macs"} <= report.totals.at_least


def test_code_that_brings_data_is_asked_for_their_shape():
    net = b"""
    layer { name: "d" type: "Python" top: "color" top: "depth" top: "label" }
    layer { name: "both" type: "Concat" bottom: "color" bottom: "depth" top: "both" }
    layer { name: "fc" type: "InnerProduct" bottom: "both" top: "fc"
      inner_product_param { num_output: 5 } }
    layer { name: "loss" type: "SoftmaxWithLoss" bottom: "fc" bottom: "label" top: "loss" }"""
    assert "does not say the shape of its input 'color'" in outcome(net)
    report = report_of(net, inputs=[("color", (1, 3, 8, 8)), ("depth", (1, 1, 8, 8))])
    assert report.totals.params == 4 * 64 * 5 + 5
    assert not report.totals.at_least
    assert report.layers[-1].output_shapes == ((),)


def test_an_lstm_with_a_still_input():
    report = report_of(
        b"""
    input: "x" input_shape { dim: 6 dim: 2 dim: 3 } input: "c" input_shape { dim: 6 dim: 2 }
    input: "s" input_shape { dim: 2 dim: 7 }
    layer { name: "l" type: "LSTM" bottom: "x" bottom: "c" bottom: "s" top: "l"
      recurrent_param { num_output: 5 } }"""
    )
    assert report.totals.params == 20 * 3 + 20 + 20 * 7 + 20 * 5
    assert report.totals.macs == 6 * 2 * 20 * (3 + 5) + 2 * 20 * 7


@pytest.mark.parametrize(
    ("line", "shapes"),
    [
        (b'type: "ArgMax" argmax_param { top_k: 3 }', [(1, 1, 3, 1)]),
        (b'type: "ArgMax" argmax_param { top_k: 3 axis: 1 }', [(1, 3, 16, 16)]),
        (b'type: "SPP" spp_param { pyramid_height: 3 }', [(1, 63)]),
        (b'type: "ELU"', [(1, 3, 16, 16)]),
        (b'type: "Interp" interp_param { zoom_factor: 2 }', [(1, 3, 31, 31)]),
        (b'type: "Reshape" reshape_param { shape { dim: 0 dim: -1 } }', [(1, 768)]),
        (b'type: "Pooling" pooling_param { kernel_size: 17 stride: 2 }', [(1, 3, 1, 1)]),
    ],
)
def test_shapes_of_single_layers(line: bytes, shapes: list[tuple[int, ...]]):
    report = report_of(NET + b'layer { name: "l" bottom: "data" top: "l" ' + line + b" }")
    assert list(report.layers[0].output_shapes) == shapes


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b'type: "Reshape" reshape_param { shape { dim: -1 dim: -1 } }', "dims [-1, -1]"),
        (b'type: "Slice" top: "b" slice_param { axis: 1 }', "net.prototxt:2:7: Slice 'l': 3 in 2"),
        (
            b'type: "Convolution" convolution_param { num_output: 4 kernel_size: 3 axis: 2 }',
            "channels behind spatial axes",
        ),
        (b'type: "Crop" bottom: "data" crop_param { offset: 3 }', "16 from 3 on of 16"),
    ],
)
def test_what_no_layer_takes_is_refused(line: bytes, told: str):
    assert told in outcome(NET + b'layer { name: "l" bottom: "data" top: "l" ' + line + b" }")


def test_mutants_are_told_in_words():
    chance = random.Random(2)
    told = 0
    for _ in range(300):
        changed = bytearray(MODERN)
        for _ in range(chance.choice((1, 2, 4))):
            changed[chance.randrange(len(changed))] = chance.randrange(9, 127)
        told += bool(outcome(bytes(changed)))
    assert told


def field(number: int, data: bytes) -> bytes:
    return bytes([number << 3 & 0x7F | 2]) + bytes([len(data)]) + data


def stored(name: bytes, kind: bytes, *shapes: tuple[int, ...]) -> bytes:
    blobs = b"".join(field(7, field(7, field(1, bytes(shape)))) for shape in shapes)
    layer = field(1, name) + field(2, kind) + blobs
    # Field 100 takes two bytes.
    return b"\xa2\x06" + bytes([len(layer)]) + layer


def test_a_caffemodel_is_told_by_what_it_stores():
    data = (
        field(1, b"lenet")
        + stored(b"conv1", b"Convolution", (20, 1, 5, 5), (20,))
        + stored(b"bn1", b"BatchNorm", (20,), (20,), (1,))
    )
    report = report_of_definition(weights.read(Contents(data, "x.caffemodel"), "x"))
    rows = (*report.layers, *report.unused)
    assert [(row.name, row.params, row.buffers) for row in rows] == [
        ("conv1", 520, 0),
        ("bn1", 0, 41),
    ]
    assert (report.totals.params, report.totals.buffers) == (520, 41)
    assert "macs" in report.totals.at_least
    with pytest.raises(ConvcalcError, match="no whole"):
        weights.read(Contents(data[:-3], "x.caffemodel"), "x")
