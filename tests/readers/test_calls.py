"""Single calls: each on the same inputs, shapes as they are, free names as symbols."""

from __future__ import annotations

from typing import Any

import pytest

from convcalc.dims import symbol
from convcalc.errors import UnknownName
from convcalc.readers.calls import trace_calls

IMAGE = [(None, (3, 32, 32))]


def outputs(*calls: str, inputs: Any = IMAGE) -> list[Any]:
    """The output shapes of some calls, none of which may fail."""
    graph, errors = trace_calls(calls, inputs)
    assert errors == ()
    return [node.outputs[0].shape for node in graph.nodes]


@pytest.mark.parametrize(
    ("call", "name"),
    [
        ("conv2d(8, k=3)", "conv2d_1"),
        ("nn.Conv2d(3, 8, 3)", "conv2d_1"),
        ("self.conv1 = torch.nn.Conv2d(3, 8, kernel_size=3)", "conv1"),
        ("stem = conv2d(8, k=3),", "stem"),
    ],
)
def test_calls_as_they_are_pasted(call: str, name: str):
    graph, errors = trace_calls([call], IMAGE)

    assert errors == ()
    assert [(node.name, node.outputs[0].shape) for node in graph.nodes] == [(name, (8, 30, 30))]


def test_no_batch_is_put_in_front():
    assert outputs("conv2d(8, k=3)") == [(8, 30, 30)]
    assert outputs("conv2d(8, k=3)", inputs=[(None, (2, 3, 32, 32))]) == [(2, 8, 30, 30)]


def test_every_call_takes_the_input_and_has_a_number():
    graph, _ = trace_calls(["conv2d(8, k=3)", "conv2d(8, k=5)", "relu"], IMAGE)

    assert [node.name for node in graph.nodes] == ["conv2d_1", "conv2d_2", "relu_1"]
    assert {node.inputs[0].shape for node in graph.nodes} == {(3, 32, 32)}


def test_all_inputs_go_to_every_call():
    pair = [(None, (1, 3, 8, 8)), ("side", (1, 5, 8, 8))]

    graph, errors = trace_calls(["concat()"], pair)

    assert errors == ()
    assert [name for name, _ in graph.inputs] == ["input_1", "side"]
    assert graph.outputs[0].shape == (1, 8, 8, 8)


def test_free_names_are_symbols():
    channels = symbol("O")

    assert outputs("conv2d(O, k=1)") == [(channels, 32, 32)]
    assert outputs("conv2d(2*O, k=1)") == [(2 * channels, 32, 32)]


@pytest.mark.parametrize("call", ["convd2d(8)", "nm.Conv2d(3, 8, 3)", "reluu", "x = convd2d(8)"])
def test_names_of_layers_are_never_symbols(call: str):
    _, errors = trace_calls([call], IMAGE)

    assert len(errors) == 1
    assert isinstance(errors[0], UnknownName)


def test_what_is_wrong_with_one_does_not_stop_the_others():
    graph, errors = trace_calls(["convd2d(8)", "conv2d(8, k=3)", "conv2d(8, k=99)"], IMAGE)

    assert [node.module.call for node in graph.nodes] == ["conv2d(8, k=3)"]
    assert graph.error is errors[0]
    assert [str(error).split(": ", maxsplit=1)[0] for error in errors] == [
        "call 1:1:1",
        "call 3:1:13",
    ]
