from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from networks import Net
from networks import module

from convcalc.analysis.memory import peak_of
from convcalc.dims import evaluate
from convcalc.dims import symbols

if TYPE_CHECKING:
    from convcalc.graph.graph import Graph


def peak(net: Net) -> Any:
    return peak_of(net.graph(), 8)


def slow_peak(graph: Graph) -> int:
    """By definition: at every call, what is still needed is alive."""
    most = sum(volume(tensor.shape) for _, tensor in graph.inputs)
    made = [tensor for _, tensor in graph.inputs]
    for step, node in enumerate(graph.nodes):
        made += node.outputs
        later = [tensor for each in graph.nodes[step:] for tensor in (*each.inputs, *node.outputs)]
        alive = {tensor for tensor in made if tensor in later or tensor in graph.outputs}
        most = max(most, sum(volume(tensor.shape) for tensor in alive))
    return most


def volume(shape: Any) -> int:
    result = 1
    for size in shape:
        result *= size
    return result


def test_input_and_output_of_a_layer_are_alive_together():
    net = Net((1, 1, 10, 10))
    net.conv(net.conv(net.input, 1), 1, 2)

    assert peak(net) == (200, True)


def test_a_shortcut_is_alive_until_it_is_merged():
    net = Net((1, 1, 10, 10))
    net.merge(net.conv(net.conv(net.input, 1), 1), net.input)

    assert peak(net) == (300, True)


def test_a_view_has_no_memory_of_its_own():
    net = Net((1, 1, 10, 10))
    net.put(module("torch", "Flatten"), net.conv(net.input, 1))

    assert peak(net) == (200, True)


def test_an_input_alone_is_all_there_is():
    assert peak(Net((1, 1, 10, 10))) == (100, True)


STEPS = st.lists(
    st.tuples(st.sampled_from(["conv", "down", "merge"]), st.integers(0, 5), st.integers(1, 6)),
    max_size=9,
)


def network(shape: Any, steps: list[Any]) -> Net:
    net = Net(shape)
    tensors = [net.input]
    for kind, at, channels in steps:
        x = tensors[max(len(tensors) - 1 - at, 0)]
        if kind == "merge":
            others = [each for each in tensors if each.shape == x.shape]
            tensors.append(net.merge(x, others[0]))
        else:
            stride, padding = (2, 1) if kind == "down" else (1, 1)
            made = module("native", "conv2d", channels, k=3, s=stride, p=padding)
            tensors.append(net.put(made, x))
    return net


@settings(max_examples=150, deadline=None)
@given(steps=STEPS, size=st.integers(1, 20))
def test_the_peak_is_what_is_alive_by_definition(steps: list[Any], size: int):
    net = network((1, 2, size, size), steps)

    assert peak(net) == (slow_peak(net.graph()), True)


@settings(max_examples=100, deadline=None)
@given(steps=STEPS, height=st.integers(1, 40), width=st.integers(1, 40))
def test_a_symbolic_peak_says_the_same_as_a_known_one(steps: list[Any], height: int, width: int):
    symbolic, exact = peak(network((1, 2, *symbols("H W")), steps))
    known, _ = peak(network((1, 2, height, width), steps))
    value = int(evaluate(symbolic, {"H": height, "W": width}))

    assert value == known if exact else value <= known
