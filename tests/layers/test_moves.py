"""Layers that only move elements: every output is followed to its input, element by element."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import numpy as np
import pytest
from spelled import looks
from spelled import make

from convcalc.layers.core.needs import Needs
from convcalc.layers.core.trails import Slide
from convcalc.layers.core.trails import Whole

if TYPE_CHECKING:
    from collections.abc import Callable

Arrays = list[np.ndarray[Any, Any]]
S = [(2, 3, 4)]


@pytest.mark.parametrize(
    ("layer", "move", "shapes"),
    [
        pytest.param(make("permute", 0, 2, 1), lambda x: x.transpose(0, 2, 1), S, id="permute"),
        pytest.param(
            make("layers.Permute", (2, 1)), lambda x: x.transpose(0, 2, 1), S, id="Keras's permute"
        ),
        pytest.param(make("transpose", 0, -1), lambda x: x.swapaxes(0, 2), S, id="transpose"),
        pytest.param(make("unsqueeze", 1), lambda x: x[:, None], S, id="unsqueeze"),
        pytest.param(make("squeeze", 1), lambda x: x[:, 0], [(2, 1, 4)], id="squeeze"),
        pytest.param(make("squeeze"), lambda x: x[:, 0, :, 0], [(2, 1, 4, 1)], id="squeeze all"),
        pytest.param(make("flatten"), lambda x: x.reshape(2, 12), S, id="flatten"),
        pytest.param(make("flatten", 0, 1), lambda x: x.reshape(6, 4), S, id="flatten in front"),
        pytest.param(make("reshape", 2, 6), lambda x: x.reshape(2, 2, 6), S, id="reshape"),
        pytest.param(
            make("layers.RepeatVector", 5),
            lambda x: x[:, None].repeat(5, 1),
            [(2, 3)],
            id="repeat vector",
        ),
        pytest.param(make("repeat", 1, 2, 1), lambda x: np.tile(x, (1, 2, 1)), S, id="repeat"),
        pytest.param(
            make("concat"),
            lambda *x: np.concatenate(x, 1),
            [(2, 3, 4), (2, 1, 4), (2, 2, 4)],
            id="concat",
        ),
        pytest.param(make("stack", 1), lambda *x: np.stack(x, 1), [(2, 3), (2, 3)], id="stack"),
        pytest.param(
            make("layers.Concatenate"),
            lambda *x: np.concatenate(x, -1),
            [(2, 3), (2, 4)],
            id="last",
        ),
    ],
)
def test_every_output_sees_where_it_comes_from(
    layer: Any, move: Callable[..., np.ndarray[Any, Any]], shapes: list[tuple[int, ...]]
):
    starts = np.cumsum([0, *(int(np.prod(shape)) for shape in shapes)])
    arrays: Arrays = [
        np.arange(start, start + np.prod(shape)).reshape(shape)
        for start, shape in zip(starts, shapes, strict=False)
    ]
    moved = move(*arrays)

    inputs = tuple(shapes)
    (output,) = layer.outputs(inputs, Needs())
    assert output == moved.shape
    trails = layer.trails(inputs, (output,))
    for place in np.ndindex(*moved.shape):
        which = int(np.searchsorted(starts, moved[place], "right")) - 1
        origin = np.unravel_index(moved[place] - starts[which], shapes[which])
        for axis, (carrier, step) in trails[which].items():
            if isinstance(step, Slide) and carrier is not None:
                assert int(origin[axis]) in looks(step, place[carrier])
            elif isinstance(step, Slide):
                assert shapes[which][axis] == 1
            else:
                assert not isinstance(step, Whole)
    assert layer.elementwise(inputs, (output,)) == 0
