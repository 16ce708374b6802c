from __future__ import annotations

import gzip
import json
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import networks
import pytest
from networks import Net
from networks import module

from convcalc.analysis.receptive_field import receptive_fields
from convcalc.analysis.report import ReceptiveField
from convcalc.dims import symbols

if TYPE_CHECKING:
    from convcalc.graph.graph import Graph

FOLDER = Path(__file__).parent.parent / "golden" / "frameworks"
NETS = {
    net["name"]: net
    for net in json.loads(gzip.decompress((FOLDER / "receptive_field.json.gz").read_bytes()))[
        "nets"
    ]
}
GRAPHS = {
    case["id"]: case
    for case in json.loads(
        gzip.decompress((FOLDER / "receptive_field_graphs.json.gz").read_bytes())
    )["cases"]
}
BUILDERS = {
    "alexnet": networks.alexnet,
    "vgg16": networks.vgg16,
    "resnet18": lambda: networks.resnet((2, 2, 2, 2), bottleneck=False),
    "resnet50": lambda: networks.resnet((3, 4, 6, 3), bottleneck=True),
    "squeezenet1_0": networks.squeezenet1_0,
    "googlenet": networks.googlenet,
    "densenet121": networks.densenet121,
    "efficientnet_b0": networks.efficientnet_b0,
}


def fields_of(graph: Graph) -> dict[str, ReceptiveField]:
    return {
        node.name: field for node, field in zip(graph.nodes, receptive_fields(graph), strict=True)
    }


@pytest.mark.parametrize("name", NETS)
def test_every_layer_sees_what_the_gradient_says(name: str):
    golden = NETS[name]
    fields = fields_of(BUILDERS[name]())

    for layer in golden["layers"]:
        field = fields[layer["name"]]
        assert field.size == tuple(layer["rf"]), layer["name"]
        assert field.stride == tuple(layer["jump"]), layer["name"]
        assert field.start == tuple(layer["start"]), layer["name"]
        assert field.status == "exact", layer["name"]


def test_squeeze_and_excitation_sees_everything():
    field = fields_of(networks.efficientnet_b0(squeezed=True))["features"]

    assert field == ReceptiveField(
        size=(1024, 1024), stride=(None, None), start=(0, 0), status="global"
    )


def block(net: Net, x: Any, *, same: bool = False, pool: bool = False) -> Any:
    """
    The two paths of net1: a stride of 4 at once, and two strides of 2 behind padding in front.
    """
    left = net.conv(x, 1, 4)
    if same:
        right = net.conv(x, 3, 2, "same")
    elif pool:
        padded = net.put(module("native", "pad", ((1, 0), (1, 0))), x)
        return net.merge(left, net.pool(net.pool(padded, 3, 2), 1, 2))
    else:
        right = net.conv(x, 3, 2, ((1, 0), (1, 0)))
    return net.merge(left, net.conv(right, 1, 2))


def two_stage(net: Net, *, same: bool) -> None:
    x = net.merge(block(net, net.input, same=same))
    left = net.conv(x, 1, 2)
    right = net.conv(x, 3, 2, "same" if same else ((1, 0), (1, 0)))
    net.merge(left, right)


def graph_of(name: str) -> Graph:
    size = {"net4@8x8": 8, "net4@9x9": 9, "net9@17x17": 17}.get(name, 33)
    height, width = symbols("H W")
    net = Net((1, 1, height, width) if name == "net4" else (1, 1, size, size))
    if name in ("net1", "net6_stop", "net2"):
        net.merge(block(net, net.input, pool=name == "net2"))
    elif name == "net3":
        left = net.conv(net.input, 5, 2, ((2, 1), (2, 1)))
        right = net.conv(net.conv(net.input, 3), 3)
        net.merge(left, right)
    elif name.startswith("net4"):
        net.merge(block(net, net.input, same=True))
    elif name == "net5":
        net.conv(net.conv(net.input, (3, 5), 2), (3, 1), 2)
    else:
        two_stage(net, same=name.startswith("net9"))
    return net.graph()


@pytest.mark.parametrize("name", GRAPHS)
def test_paths_that_meet_agree_with_the_published_graphs(name: str):
    golden = GRAPHS[name]
    field = receptive_fields(graph_of(name))[-1]

    if "error" in golden:
        assert field.status == "union"
        return
    wanted = golden.get("rf") or list(reversed(golden["rf_xy"]))
    assert field.size == tuple(wanted)
    assert field.stride == tuple(golden["stride"])
    if golden["padding"][0] is not None:
        assert field.status == "exact"
        assert field.start == tuple(-each for each in golden["padding"])


def test_the_alignment_that_hangs_on_the_size_is_said():
    field = receptive_fields(graph_of("net4"))[-1]

    assert field.status == "union"
    assert field.reason == "centres agree only where H odd; centres agree only where W odd"


def test_centres_that_differ_are_a_union():
    field = receptive_fields(graph_of("net4@8x8"))[-1]

    assert field == ReceptiveField(
        size=(3, 3), stride=(4, 4), start=(0, 0), status="union", reason="centres differ: 0 and 1"
    )


def test_strides_that_differ_are_a_union_with_the_largest_extent():
    net = Net((1, 1, 9, 9))
    left = net.conv(net.input, 3, 2, 1)
    right = net.conv(net.input, 5)
    net.merge(left, right)
    field = receptive_fields(net.graph())[-1]

    assert field == ReceptiveField(
        size=(6, 6),
        stride=(None, None),
        start=(-1, -1),
        status="union",
        reason="strides differ: 2 and 1",
    )


def test_layers_without_windows_have_no_field():
    net = Net((1, 3))
    net.merge(net.input)

    assert receptive_fields(net.graph()) == [ReceptiveField()]


@pytest.mark.parametrize(
    ("kernel", "padding", "size", "start", "status"),
    [
        pytest.param(2, 0, 1, 0, "exact", id="windows side by side"),
        pytest.param(4, 1, 2, -1, "exact", id="every output sees two inputs"),
        pytest.param(3, 1, 2, 0, "union", id="one or two inputs in turn"),
    ],
)
def test_transposed_convolution_has_a_stride_of_a_half(
    kernel: int, padding: int, size: int, start: int, status: str
):
    net = Net((1, 1, 8, 8))
    net.put(module("torch", "ConvTranspose2d", 1, 1, kernel, 2, padding), net.input)
    (field,) = receptive_fields(net.graph())

    assert field.size == (size, size)
    assert field.stride == (Fraction(1, 2), Fraction(1, 2))
    assert field.start == (start, start)
    assert field.status == status


def test_down_and_up_again_is_uneven():
    net = Net((1, 1, 16, 16))
    x = net.pool(net.pool(net.input, 2, 2), 2, 2)
    net.put(module("torch", "ConvTranspose2d", 1, 1, 2, 2), x)
    field = receptive_fields(net.graph())[-1]

    assert (field.size, field.stride, field.start) == ((4, 4), (2, 2), (0, 0))
    assert field.reason == "outputs move 4 positions every 2 outputs, unevenly"


def test_flattened_positions_seen_by_a_linear_layer_are_all_of_them():
    net = Net((1, 1, 16, 16))
    x = net.put(module("torch", "Flatten"), net.conv(net.input, 3))
    field = fields_of(Net.graph(net))
    net.put(module("torch", "Linear", 196, 10), x)

    assert field["Flatten_1"].status == "union"
    assert receptive_fields(net.graph())[-1].status == "global"


def test_two_inputs_are_told_apart():
    net = Net((1, 1, 16, 16))
    other = net.builder.input("other", (1, 1, 16, 16))
    net.merge(net.conv(net.input, 3, 1, 1), net.conv(other, 5, 1, 2))
    field = receptive_fields(net.graph())[-1]

    assert field.size == (3, 3)
    assert field.reason == "of input 'input'; input 'other': 5×5"


def test_a_stack_without_end_is_not_told_in_endless_numbers():
    net = Net((1, 1, 1, 1))
    x = net.input
    for _ in range(100):
        x = net.conv(x, 3, 2, 1)
    field = receptive_fields(net.graph())[-1]

    assert (field.size, field.status) == ((None, None), "union")
