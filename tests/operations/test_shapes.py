"""Views and joins of constants have the values that NumPy gives, whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import numpy as np
import pytest
from plain_hand import PlainHand

from convcalc.errors import ShapeError
from convcalc.graph.tensor import Tensor
from convcalc.layers.shape.indexing import New
from convcalc.layers.shape.indexing import Single
from convcalc.layers.shape.indexing import Span
from convcalc.layers.shape.split import Chunk
from convcalc.operations import along_axes
from convcalc.operations import gathering
from convcalc.operations import joining
from convcalc.operations import reductions
from convcalc.operations import shapes
from convcalc.operations.operand import Operand

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.layers.core.layer import Layer


def given(*shape: int) -> Operand:
    array = np.arange(np.prod(shape)).reshape(shape)
    return Operand(Tensor(shape, 0), "int64", lambda: array)


def places(rows: Any) -> Operand:
    array = np.array(rows)
    return Operand(Tensor(array.shape, 0), "int64", lambda: array)


HAND = PlainHand()
ONE = given(2, 1, 3, 3)
Result = "Operand | list[Operand]"


@pytest.mark.parametrize(
    ("done", "wanted"),
    [
        (lambda x: shapes.reshaped(HAND, "r", x, (3, -1)), lambda a: a.reshape(3, -1)),
        (lambda x: shapes.squeezed(HAND, "s", x, [1]), lambda a: a.squeeze(1)),
        (lambda x: shapes.unsqueezed(HAND, "u", x, -1), lambda a: a[..., None]),
        (lambda x: shapes.permuted(HAND, "p", x, (0, 2, 3, 1)), lambda a: a.transpose(0, 2, 3, 1)),
        (lambda x: shapes.exchanged(HAND, "e", x, 1, -1), lambda a: a.swapaxes(1, -1)),
        (lambda x: shapes.moved(HAND, "m", x, (0,), (2,)), lambda a: np.moveaxis(a, 0, 2)),
        (lambda x: shapes.diagonal(HAND, "d", x, 1, (2, 3)), lambda a: a.diagonal(1, 2, 3)),
        (
            lambda x: shapes.expanded(HAND, "x", x, (2, 4, 3, 3)),
            lambda a: np.broadcast_to(a, (2, 4, 3, 3)),
        ),
        (lambda x: shapes.tiled(HAND, "t", x, (2, 1, 1, 2)), lambda a: np.tile(a, (2, 1, 1, 2))),
        (
            lambda x: joining.concatenated(HAND, "c", [x, x], 2),
            lambda a: np.concatenate([a, a], 2),
        ),
        (lambda x: joining.stacked(HAND, "k", [x, x], 1), lambda a: np.stack([a, a], 1)),
        (
            lambda x: joining.cut(HAND, "c", Chunk(pieces=2, axis=2), x, 2),
            lambda a: [a[:, :, :2], a[:, :, 2:]],
        ),
        (
            lambda x: shapes.indexed(HAND, "i", x, (Single(position=1), New(), Span(start=0))),
            lambda a: a[1, None, 0:],
        ),
        (lambda x: shapes.repeated(HAND, "r", x, 3, 2), lambda a: np.repeat(a, 3, 2)),
        (
            lambda x: reductions.largest(HAND, "k", x, 2, 3),
            lambda a: [a[..., :0:-1], np.tile([2, 1], (2, 1, 3, 1))],
        ),
        (
            lambda x: reductions.largest(HAND, "k", x, 1, 0, smallest=True),
            lambda a: [a[:1], np.zeros((1, 1, 3, 3), int)],
        ),
        (lambda x: along_axes.flipped(HAND, "f", x, (0, 2)), lambda a: np.flip(a, (0, 2))),
        (lambda x: along_axes.rolled(HAND, "r", x, (2,), None), lambda a: np.roll(a, 2)),
        (lambda x: along_axes.order(HAND, "o", x, 3), lambda a: np.argsort(a, 3)),
        (
            lambda x: gathering.taken(HAND, "t", x, places([2, 0, 0]), 3),
            lambda a: np.take(a, [2, 0, 0], 3),
        ),
        (
            lambda x: gathering.taken(HAND, "t", x, places([[7], [0]]), None),
            lambda a: a.reshape(-1)[[[7], [0]]],
        ),
        (
            lambda x: gathering.gathered(HAND, "g", x, places([[[[2, 1]]]]), 3),
            lambda a: a[:1, :, :1, [2, 1]],
        ),
        (
            lambda x: gathering.picked_along(HAND, "p", x, places([[[[2, 1]]]]), 3),
            lambda a: a[..., [2, 1]],
        ),
        (
            lambda x: gathering.one_hot(HAND, "o", x, 18, 1, "int64"),
            lambda a: np.moveaxis(np.eye(18, dtype=int)[a], -1, 1),
        ),
        (lambda x: joining.positions(HAND, "p", x, 0), lambda a: [a[0], a[1]]),
        (lambda x: joining.positions(HAND, "p", x, 1), lambda a: [a[:, 0]]),
    ],
)
def test_constants_have_numpys_values(done: Callable[[Operand], Any], wanted: Callable[[Any], Any]):
    found, right = done(ONE), wanted(ONE.values()())  # type: ignore[misc]  # they are known
    several = found if isinstance(found, list) else [found]
    arrays = right if isinstance(right, list) else [right]

    assert [each.shape for each in several] == [each.shape for each in arrays]
    for each, array in zip(several, arrays, strict=True):
        assert (each.values()() == array).all()


def test_more_than_an_axis_has_are_refused():
    with pytest.raises(ShapeError, match="the 4 largest of 3"):
        reductions.largest(HAND, "topk", ONE, 4, 3)


def test_positions_have_as_many_axes_as_the_tensor():
    with pytest.raises(ShapeError, match="4 axes for both"):
        gathering.picked_along(HAND, "take_along_dim", ONE, places([2]), 3)


def test_every_element_is_looked_at_for_the_largest():
    layers = []

    class Watching(PlainHand):
        def applied(self, spelled: str, layer: Layer, *rest: Any) -> list[Operand]:
            layers.append(layer)
            return super().applied(spelled, layer, *rest)

    unknown = Operand(Tensor((2, 1000), 0))
    reductions.largest(Watching(), "topk", unknown, 5, 1)

    assert layers[0].elementwise((unknown.shape,), ()) == 2000
