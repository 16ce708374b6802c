"""Layers that move, repeat or reduce elements: what every output sees, against NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from convcalc.errors import ShapeError
from convcalc.layers.attention.scaled_attention import ScaledAttention
from convcalc.layers.convolution.sliding_view import SlidingView
from convcalc.layers.core.needs import Needs
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.core.trails import Slide
from convcalc.layers.other.along_axis import Along
from convcalc.layers.other.given_weights import Functional
from convcalc.layers.other.reduce import Reduce
from convcalc.layers.shape.expand import Expand
from convcalc.layers.shape.repeat import RepeatInterleave
from convcalc.layers.shape.reshape import WholeReshape
from convcalc.layers.shape.unbind import Unbind
from convcalc.vocabulary import made

WINDOWS = np.lib.stride_tricks.sliding_window_view


@pytest.mark.parametrize(
    ("layer", "function"),
    [
        (SlidingView(axis=1, size=3, step=2), lambda x: WINDOWS(x, 3, 1)[:, ::2]),
        (RepeatInterleave(times=3, axis=0), lambda x: np.repeat(x, 3, 0)),
        (Expand(sizes=(7, 2, -1)), lambda x: np.broadcast_to(x[None], (7, *x.shape))[:, :2]),
    ],
    ids=["windows", "repeated", "expanded"],
)
def test_every_output_sees_what_numpy_gives(layer: Any, function: Any):
    shape = (1, 7) if isinstance(layer, Expand) else (4, 9)
    (output,) = layer.outputs((shape,), Needs())
    (trail,) = layer.trails((shape,), (output,))

    for axis in range(2):
        taken = function(np.indices(shape)[axis])
        moved, step = trail[axis]
        if isinstance(layer, Expand):
            assert output == (7, 2, 7)
            continue
        assert output == taken.shape
        assert isinstance(step, Slide)
        lines = np.moveaxis(taken, moved, 0)
        for index, line in enumerate(lines):
            phase, turn = index % len(step.starts), index // len(step.starts)
            start = step.starts[phase] + turn * step.advance
            assert sorted(set(line.ravel())) == list(range(start, start + step.sizes[phase]))


@pytest.mark.parametrize(
    ("layer", "inputs", "outputs"),
    [
        (Reduce(function="sum"), ((2, 3),), ((),)),
        (Reduce(function="max", axes=(1,), count=2), ((2, 3),), ((2,), (2,))),
        (Reduce(function="mean", axes=(-1, 0), keepdim=True), ((2, 3, 4),), ((1, 3, 1),)),
        (Along(function="sort", axes=(1,), count=2), ((2, 3),), ((2, 3), (2, 3))),
        (Unbind(axis=1), ((2, 3),), ((2,), (2,), (2,))),
        (WholeReshape(sizes=(-1, 2)), ((2, 3),), ((3, 2),)),
        (ScaledAttention(), ((2, 5, 8), (2, 6, 8), (2, 6, 4)), ((2, 5, 4),)),
        (Functional(layer=made("torch", "Linear", 3, 4)), ((2, 3), (4, 3), (4,)), ((2, 4),)),
    ],
)
def test_shapes(layer: Any, inputs: Any, outputs: Any):
    assert layer.applied(inputs, Needs()) == outputs


def test_a_function_owns_no_weights_and_does_the_layers_work():
    layer = Functional(layer=made("torch", "Linear", 3, 4))
    inputs, outputs = ((2, 3), (4, 3), (4,)), ((2, 4),)

    assert layer.weights(inputs) == {}
    assert layer.macs(inputs, outputs) == 24
    assert layer.trails(inputs, outputs)[1] == {0: (None, WHOLE), 1: (None, WHOLE)}


def test_attention_multiplies_queries_with_keys_and_weights_with_values():
    inputs = ((2, 5, 8), (2, 6, 8), (2, 6, 4))

    assert ScaledAttention().macs(inputs, ((2, 5, 4),)) == 2 * 5 * 6 * (8 + 4)


def test_a_reduction_sees_its_axes_whole():
    layer = Reduce(function="mean", axes=(1,))

    assert layer.trails(((2, 3, 4),), ((2, 4),)) == (
        {0: (0, ONE_TO_ONE), 1: (None, WHOLE), 2: (1, ONE_TO_ONE)},
    )


@pytest.mark.parametrize(
    ("layer", "inputs", "message"),
    [
        (
            Reduce(function="sum", axes=(0, -2)),
            ((2, 3),),
            "dim=(0, -2) names an axis of (2, 3) twice\nexpected: every axis once",
        ),
        (
            Reduce(function="max", axes=(1,), most=True),
            ((2, 0),),
            "the max of nothing: (2, 0)\nexpected: at least one element",
        ),
        (
            Expand(sizes=(4,)),
            ((3,),),
            "axis 0 of (3,) cannot be expanded to 4\n"
            "expected: 3 or -1 on that axis: only a size of 1 grows",
        ),
        (
            ScaledAttention(),
            ((2, 5, 8), (2, 6, 7), (2, 6, 4)),
            "query (2, 5, 8) and key (2, 6, 7) do not fit\nexpected: the same features for both",
        ),
    ],
)
def test_refusals(layer: Any, inputs: Any, message: str):
    with pytest.raises(ShapeError) as caught:
        layer.applied(inputs, Needs())

    assert str(caught.value) == message
