"""Operations of TensorFlow's graph as layers; the shapes are those that tf-keras 2.21 gives them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from convcalc.api import report_of_definition
from convcalc.readers import read

YES, NO = {"b": True}, {"b": False}

CALLS: tuple[tuple[str, list[str], dict[int, Any], dict[str, Any], tuple[int, ...]], ...] = (
    ("AddV2", ["x"], {1: 1.5}, {}, (1, 8, 8, 4)),
    ("Mul", ["x", "AddV2"], {}, {}, (1, 8, 8, 4)),
    ("Mean", ["Mul"], {1: [1, 2]}, {"keep_dims": YES}, (1, 1, 1, 4)),
    ("Max", ["Mul"], {1: [1, 2]}, {"keep_dims": NO}, (1, 4)),
    ("Sub", ["x", "Mean"], {}, {}, (1, 8, 8, 4)),
    ("ConcatV2", ["Sub", "x"], {2: 3}, {"N": {"i": "2"}}, (1, 8, 8, 8)),
    ("ResizeBilinear", ["ConcatV2"], {1: [16, 12]}, {"align_corners": NO}, (1, 16, 12, 8)),
    (
        "StridedSlice",
        ["ResizeBilinear"],
        {1: [0, 2, 0, 3], 2: [0, 10, 0, 4], 3: [1, 2, 1, 1]},
        {"begin_mask": {"i": "1"}, "end_mask": {"i": "5"}, "shrink_axis_mask": {"i": "8"}},
        (1, 4, 12),
    ),
    ("Reshape", ["Max"], {1: [-1, 2, 2]}, {}, (1, 2, 2)),
    ("Transpose", ["ResizeBilinear"], {1: [0, 3, 1, 2]}, {}, (1, 8, 16, 12)),
    ("Pack", ["Max", "Max"], {}, {"N": {"i": "2"}, "axis": {"i": "1"}}, (1, 2, 4)),
    ("BatchMatMulV2", ["Pack", "Pack"], {}, {"adj_x": NO, "adj_y": YES}, (1, 2, 2)),
    ("Squeeze", ["Mean"], {}, {"squeeze_dims": {"list": {"i": ["1", "2"]}}}, (1, 4)),
    ("ExpandDims", ["Squeeze"], {1: -1}, {}, (1, 4, 1)),
    ("SpaceToDepth", ["x"], {}, {"block_size": {"i": "2"}}, (1, 4, 4, 16)),
)


def model(node_def: Any) -> dict[str, Any]:
    start = {"name": "x", "batch_input_shape": [None, 8, 8, 4], "dtype": "float32"}
    first = {"class_name": "InputLayer", "name": "x", "config": start, "inbound_nodes": []}
    layers: list[dict[str, Any]] = [first]
    for op, edges, constants, attributes, _ in CALLS:
        config = {
            "name": op,
            "node_def": node_def({"name": op, "op": op, "attr": attributes}),
            "constants": {str(place): each for place, each in constants.items()},
        }
        nodes = [[[each, 0, 0, {}] for each in edges]]
        layers.append(
            {
                "class_name": "TensorFlowOpLayer",
                "name": op,
                "config": config,
                "inbound_nodes": nodes,
            }
        )
    config = {
        "layers": layers,
        "input_layers": [["x", 0, 0]],
        "output_layers": [[op, 0, 0] for op, *_ in CALLS],
    }
    return {"class_name": "Model", "config": config}


@pytest.mark.parametrize("node_def", [dict, json.dumps], ids=["object", "text"])
def test_operations_give_the_shapes_of_tensorflow(node_def: Any):
    report = report_of_definition(read("net.json", json.dumps(model(node_def))))
    shapes = {row.name: row.output_shapes[0] for row in report.layers}
    assert {op: shapes[op] for op, *_ in CALLS} == {op: shape for op, *_, shape in CALLS}


def test_a_node_is_read_from_the_bytes_of_a_message_as_letters():
    node = "\n\x04mean\x12\x04Mean*\x0f\n\tkeep_dims\x12\x02(\x01"
    record = model(lambda told: node if told["op"] == "Mean" else told)
    report = report_of_definition(read("net.json", json.dumps(record)))
    assert next(row for row in report.layers if row.name == "Mean").output_shapes == ((1, 1, 1, 4),)


def test_an_operation_that_is_not_known_is_said():
    record = model(dict)
    record["config"]["layers"][1]["config"]["node_def"]["op"] = "Mystery"
    report = report_of_definition(read("net.json", json.dumps(record)))
    assert "nothing is known of Mystery" in str(report.error)
