"""The published graphs of several paths, written as specs: their size, stride and padding."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

import convcalc

FOLDER = Path(__file__).parent.parent / "golden" / "frameworks"
CASES = {
    case["id"]: case
    for case in json.loads(
        gzip.decompress((FOLDER / "receptive_field_graphs.json.gz").read_bytes())
    )["cases"]
}
BLOCK = """
left = conv2d(1, k=1, s={left})(x)
pad(((1, 0), (1, 0)))(x)
conv2d(1, k=3, s=2)
right = {right}
x = relu(add(left, right))
"""
SAME = """
left = conv2d(1, k=1, s={left}, p="same")(x)
conv2d(1, k=3, s=2, p="same")(x)
right = {right}
x = relu(add(left, right))
"""
ONE = "conv2d(1, k=1, s=2)"
NET4 = """
left = conv2d(1, k=1, s=4)(x)
conv2d(1, k=3, s=2, p="same")(x)
right = conv2d(1, k=1, s=2)
add(left, right)
"""
SPECS = {
    "net1": BLOCK.format(left=4, right=ONE),
    "net2": BLOCK.format(left=4, right=ONE)
    .replace("conv2d(1, k=3, s=2)", "maxpool2d(3, s=2)")
    .replace(ONE, "maxpool2d(1, s=2)"),
    "net3": """
pad(((2, 1), (2, 1)))(x)
left = conv2d(1, k=5, s=2)
conv2d(1, k=3)(x)
right = conv2d(1, k=3)
add(left, right)
""",
    "net4": NET4,
    "net4@9x9": NET4,
    "net4@8x8": NET4,
    "net5": "conv2d(1, k=(3, 5), s=2)(x)\nconv2d(1, k=(3, 1), s=2)\n",
    "net6_stop": BLOCK.format(left=4, right=f"{ONE}\nright = dropout()"),
    "net8": BLOCK.format(left=4, right=ONE) + BLOCK.format(left=2, right="here()"),
    "net9@17x17": SAME.format(left=4, right='conv2d(1, k=1, s=2, p="same")')
    + SAME.format(left=2, right="here()"),
}
SIZES = {"net3": "8, 8"}
"""In TensorFlow the sizes are unknown; net3's two paths are equally long for this input only."""


def field_of(name: str) -> Any:
    resolution = CASES[name]["input_resolution"]
    sizes = ", ".join(map(str, resolution)) if resolution else SIZES.get(name, "H, W")
    return convcalc.summary(f"x = input(1, {sizes})\n{SPECS[name]}").layers[-1].receptive_field


@pytest.mark.parametrize("name", SPECS)
def test_a_published_graph_says_the_same_as_a_spec(name: str):
    golden, field = CASES[name], field_of(name)

    if "error" in golden:
        assert field.status == "union"
        assert field.reason
        return
    wanted = golden.get("rf") or golden["rf_xy"][::-1]
    if None not in golden["padding"]:
        assert field.status == "exact"
        assert field.start == tuple(-each for each in golden["padding"])
    assert field.size == tuple(wanted)
    assert field.stride == tuple(golden["stride"])


@pytest.mark.parametrize(
    ("line", "size"),
    [
        pytest.param("pixel_unshuffle(2)", (4, 4), id="pixels become channels"),
        pytest.param("nn.ConstantPad3d((0, 0, 0, 0, 1, 1), 0)", (3, 3), id="channels are padded"),
    ],
)
def test_channels_that_move_are_no_axis_of_the_field(line: str, size: tuple[int, ...]):
    report = convcalc.summary(f"conv2d(8, k=3)\n{line}", (1, 3, 8, 8))

    assert report.layers[-1].receptive_field.size == size
