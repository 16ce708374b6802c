"""Configurations: what no golden file has, and what is said of what is not known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

import pytest
from golden_files import files_of

from convcalc.api import report_of_definition
from convcalc.errors import ConvcalcError
from convcalc.readers import read
from convcalc.unknown import Unknown

if TYPE_CHECKING:
    from convcalc.report import Report


def report_of(record: Any, *given: tuple[int, ...]) -> Report:
    text = record if isinstance(record, str) else json.dumps(record)
    inputs = [(None, shape) for shape in given]
    return report_of_definition(read("net.json", text), inputs or None)


def sequential(*layers: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"class_name": "Sequential", "config": {"name": "net", "layers": [*layers]}, **more}


def layer(cls: str, *shape: int | None, **config: Any) -> dict[str, Any]:
    own = {"name": cls.lower(), **config}
    if shape:
        own["batch_input_shape"] = [None, *shape]
    return {"class_name": cls, "config": own}


def rows(report: Report) -> list[tuple[str, tuple[Any, ...], Any]]:
    return [(each.name, each.output_shapes[0], each.params) for each in report.layers]


def test_layers_of_quantised_networks_have_the_shapes_of_keras():
    record = sequential(
        layer("QConv2D", 8, 8, 3, filters=4, kernel_size=[3, 3], kernel_quantizer="ternary"),
        layer("QActivation", activation="quantized_relu(4)"),
        layer("Flatten"),
        layer("BinaryDense", units=5, H=1.0),
    )
    report = report_of(record)
    assert rows(report) == [
        ("qconv2d", (1, 6, 6, 4), 112),
        ("qactivation", (1, 6, 6, 4), 0),
        ("flatten", (1, 144), 0),
        ("binarydense", (1, 5), 725),
    ]
    assert [each.kind for each in report.layers] == [
        "QConv2D",
        "QActivation",
        "Flatten",
        "BinaryDense",
    ]
    assert (
        "the activation 'quantized_relu(4)' is taken for one of every element" in report.assumed[0]
    )


def test_a_layer_of_ones_own_is_not_known_where_the_file_tells_what_leaves_it():
    mine = layer("Mine", 8)
    dense = layer("Dense", units=3) | {"build_config": {"input_shape": [None, 5]}}
    report = report_of(sequential(mine, dense))
    assert report.error is None
    assert [each.output_shapes[0] for each in report.layers] == [(1, 5), (1, 3)]
    assert isinstance(report.layers[0].params, Unknown)
    assert report.layers[1].params == 18


@pytest.mark.parametrize(
    "own",
    [
        {"class_name": "mine>Dense"},
        {"module": "__main__", "registered_name": "Dense"},
        {"module": None, "registered_name": "mine>Dense"},
    ],
)
def test_a_class_of_ones_own_is_not_taken_for_keras_by_its_name(own: dict[str, Any]):
    dense = layer("Dense", units=3) | {"build_config": {"input_shape": [None, 5]}}
    report = report_of(sequential(layer("Dense", 8, units=4) | own, dense))
    assert [each.output_shapes[0] for each in report.layers] == [(1, 5), (1, 3)]
    assert isinstance(report.layers[0].params, Unknown)


def test_what_stands_before_a_layer_that_is_not_known_is_told():
    record = sequential(layer("Dense", 8, units=4), layer("Mine"), layer("Dense", units=3))
    report = report_of(record)
    assert rows(report) == [("dense", (1, 4), 36)]
    assert "nothing is known of Mine at model.config.layers[1]" in str(report.error)


def test_what_is_told_of_a_layer_holds_for_the_declared_size_only():
    record = sequential(
        layer("Mine", 8, 8, 3) | {"build_config": {"input_shape": [None, 8, 8, 3]}},
        layer("Flatten") | {"build_config": {"input_shape": [None, 4, 4, 3]}},
    )
    assert rows(report_of(record))[-1] == ("flatten", (1, 48), 0)
    assert "told for" in str(report_of(record, (16, 16, 3)).error)


def test_the_words_of_keras_1_are_read():
    record = {
        "class_name": "Sequential",
        "keras_version": "1.2.2",
        "config": [
            layer(
                "Convolution2D",
                3,
                20,
                20,
                nb_filter=4,
                nb_row=3,
                nb_col=5,
                border_mode="same",
                subsample=[2, 1],
                dim_ordering="th",
                bias=False,
            ),
            layer("ZeroPadding2D", padding=[1, 2, 3, 0], dim_ordering="th"),
            layer("Flatten"),
            layer("Highway", activation="tanh", bias=True),
        ],
    }
    report = report_of(record)
    assert rows(report)[:3] == [
        ("convolution2d", (1, 4, 10, 20), 180),
        ("zeropadding2d", (1, 4, 13, 23), 0),
        ("flatten", (1, 1196), 0),
    ]
    assert report.layers[3].params == 2 * (1196 * 1196 + 1196)
    assert report.format == "Keras 1.2.2, JSON"


def test_a_merge_of_keras_1_joins_models():
    branches = [sequential(layer("Dense", 8, units=4)), sequential(layer("Dense", 6, units=4))]
    for number, each in enumerate(branches):
        each["config"] = each["config"]["layers"]
        each["config"][0]["config"]["name"] = f"d{number}"
    merge = layer("Merge", mode="concat", concat_axis=-1) | {}
    merge["config"]["layers"] = branches
    record = {"class_name": "Sequential", "config": [merge, layer("Dense", units=2)]}
    report = report_of(record)
    assert [shape for _, shape in report.inputs] == [(1, 8), (1, 6)]
    assert rows(report)[-1] == ("dense", (1, 2), 18)


def test_sizes_that_tensorflow_works_out_follow_the_input():
    def called(name: str, function: str, edge: list[Any], cls: str = "TFOpLambda") -> Any:
        config = {"name": name, "function": function}
        return {"class_name": cls, "name": name, "config": config, "inbound_nodes": [edge]}

    layers = [
        layer("InputLayer", None, None, 3, name="x") | {"name": "x", "inbound_nodes": []},
        called("shape", "compat.v1.shape", ["x", 0, 0, {}]),
        called("h", "__operators__.getitem", ["shape", 0, 0, {"slice_spec": 1}], "SlicingOpLambda"),
        called("double", "math.multiply", ["h", 0, 0, {"y": 2}]),
        called("big", "image.resize", ["x", 0, 0, {"size": [["double", 0, 0], 7]}]),
    ]
    config = {"layers": layers, "input_layers": [["x", 0, 0]], "output_layers": [["big", 0, 0]]}
    record = {"class_name": "Functional", "config": config}
    assert str(rows(report_of(record))[0][1]) == "(1, 2*H, 7, 3)"
    assert rows(report_of(record, (5, 9, 3)))[0][:2] == ("big", (1, 10, 7, 3))


def test_a_model_inside_tensorflow_js_is_found():
    inner = sequential(layer("Dense", 8, units=4))
    topology = {"keras_version": "2.15.0", "model_config": inner}
    record = {"format": "layers-model", "modelTopology": topology}
    assert report_of(record).format == "Keras 2.15.0, TensorFlow.js"
    assert rows(report_of({**record, "modelTopology": inner})) == [("dense", (1, 4), 36)]
    with pytest.raises(ConvcalcError, match="a graph of TensorFlow's operations"):
        report_of({"format": "graph-model", "modelTopology": {"node": []}})


def test_documents_of_ones_own_are_still_documents():
    report = report_of({"input": "3x8x8", "layers": ["conv2d(8, k=3)"]})
    assert rows(report) == [("conv2d_1", (1, 8, 6, 6), 224)]


def test_a_sequential_without_an_input_takes_one():
    record = sequential(layer("Dense", units=4))
    assert rows(report_of(record, (8,))) == [("dense", (1, 4), 36)]
    with pytest.raises(ConvcalcError, match="does not say the shape of its input"):
        report_of(record)


def test_a_file_is_told_by_its_content():
    text = files_of("keras")["k3/own_gate.json"].decode()
    for name in ("net.json", "net.txt", "-"):
        assert report_of_definition(read(name, text)).totals.params == 312
