"""Products with matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.layers.dense.dot import Matmul
from convcalc.layers.dense.linear import Linear
from convcalc.layers.dense.linear import RowsLinear

if TYPE_CHECKING:
    from convcalc.readers.tflite.step import Step
    from convcalc.readers.tflite.values import Value


def fully_connected(step: Step) -> list[Value]:
    """All elements in rows of as many as the matrix (O, I) takes, or along the last axis."""
    shape = step.shape(0)
    out, features = step.axes(1, 2)
    by_axis = step.options["keep_num_dims"] or (len(shape) == 2 and shape[1] == features)
    kind = Linear if by_axis else RowsLinear
    layer = kind(
        out_features=out,
        in_features=features,
        bias=step.has(2),
        activation=bool(step.activation),
    )
    return step.apply(layer, (0,), ((1, "weight"), (2, "bias")), activates=False)


def batch_matmul(step: Step) -> list[Value]:
    """Stacks of matrices, either of them transposed."""
    layer = Matmul(turned=(step.options["adj_x"], step.options["adj_y"]))
    return step.apply(layer, (0, 1))
