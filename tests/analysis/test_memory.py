from __future__ import annotations

from typing import Any

from drawn_nets import Drawing
from drawn_nets import Drawn
from drawn_nets import drawn_nets
from drawn_nets import volume
from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from networks import Net
from networks import module

from convcalc.analysis.memory import _least_values
from convcalc.analysis.memory import peak_of
from convcalc.dims import evaluate
from convcalc.dims import symbol
from convcalc.dims import symbols
from convcalc.dims.assumptions import Assumptions
from convcalc.errors import ShapeError


def peak(net: Net) -> Any:
    return peak_of(net.graph(), 8)


def wiring(net: Net) -> list[list[int]]:
    """Which tensors the nodes take."""
    return [[tensor.index for tensor in node.inputs] for node in net.graph().nodes]


def slow_peak(net: Drawn) -> int:
    """By definition: at every call, what is still needed is alive, a view in what it looks at."""
    graph = net.graph()
    roots = net.roots
    made = {tensor for _, tensor in graph.inputs}
    most: int = sum(volume(tensor.shape) for tensor in made)
    for step, node in enumerate(graph.nodes):
        made |= {roots[tensor] for tensor in node.outputs}
        used = [tensor for each in graph.nodes[step:] for tensor in each.inputs]
        needed = {roots[tensor] for tensor in (*used, *node.outputs, *graph.outputs)}
        most = max(most, sum(volume(tensor.shape) for tensor in made & needed))
    return most


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


def test_an_input_that_nobody_uses_is_there_at_the_start_only():
    net = Net((1, 1, 10, 10))
    net.builder.input("unused", (1, 1, 10, 20))
    net.conv(net.input, 1)

    assert peak(net) == (300, True)


def test_an_early_output_stays_to_the_end():
    net = Net((1, 1, 10, 10))
    early = net.conv(net.input, 1)
    net.builder.outputs = (early, net.conv(net.conv(early, 1), 1))

    assert peak(net) == (300, True)


def test_the_least_that_a_size_can_be_is_the_larger_of_what_is_said():
    least = [(4, "H >= 9"), (9, "H >= 4")]
    for needed, assumed in least:
        net = Net((1, 1, symbol("H"), 1))
        net.builder.assumptions = Assumptions.parse(assumed)
        net.builder.needs.at_least(symbol("H"), needed, lambda: ShapeError("too small"))
        net.conv(net.conv(net.input, 1), (needed, 1))

        assert _least_values(net.graph()) == {"H": 9}


@settings(max_examples=150, deadline=None)
@given(drawn=drawn_nets(), size=st.integers(1, 20))
def test_the_peak_is_what_is_alive_by_definition(drawn: Drawing, size: int):
    net = drawn.net((1, 2, size, size))

    assert peak(net) == (slow_peak(net), True)


@settings(max_examples=100, deadline=None)
@given(drawn=drawn_nets(), height=st.integers(1, 40), width=st.integers(1, 40))
def test_a_symbolic_peak_says_the_same_as_a_known_one(drawn: Drawing, height: int, width: int):
    with_symbols = drawn.net((1, 2, *symbols("H W")))
    with_numbers = drawn.net((1, 2, height, width))
    assume(wiring(with_symbols) == wiring(with_numbers))  # sizes of 1 make other tensors alike
    symbolic, exact = peak(with_symbols)
    known, _ = peak(with_numbers)
    value = int(evaluate(symbolic, {"H": height, "W": width}))

    assert value == known if exact else value <= known
