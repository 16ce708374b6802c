"""Normalisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import product
from convcalc.layers.normalisation.batch_norm import BatchNorm
from convcalc.layers.normalisation.group_norm import GroupNorm
from convcalc.layers.normalisation.instance_norm import InstanceNorm
from convcalc.layers.normalisation.layer_norm import LayerNorm
from convcalc.layers.normalisation.response_norm import LocalResponseNorm
from convcalc.layers.other.function import Function

if TYPE_CHECKING:
    from convcalc.readers.onnx.step import Step
    from convcalc.readers.onnx.values import Value


def batch_norm(step: Step) -> list[Value]:
    """BatchNormalization: scale and shift are weights, mean and variance statistics."""
    source, scale = step.needed(0), step.needed(1)
    trained = len([each for each in step.results if each]) > 1
    weights = [("scale", scale), ("bias", step.given(2))]
    statistics = [("mean", step.given(3)), ("var", step.given(4))]
    if trained or source.rank < 2:
        shapes = (source.shape, *[scale.shape] * (len(step.results) - 1))
        work = 2 * product(source.shape)
        layer: BatchNorm | Function = Function(
            function="batch_norm", shapes=shapes, work=work, stays=tuple(range(source.rank))
        )
    else:
        layer = BatchNorm(num_features=scale.shape[0], axis=1)
    return step.apply(layer, [source], weights=weights, buffers=statistics)


def instance_norm(step: Step) -> list[Value]:
    """InstanceNormalization."""
    source = step.needed(0)
    layer = InstanceNorm(affine=True, num_features=step.needed(1).shape[0])
    return step.apply(layer, [source], weights=[("scale", step.given(1)), ("bias", step.given(2))])


def layer_norm(step: Step) -> list[Value]:
    """LayerNormalization from an axis on, with the mean and the deviation where they are wanted."""
    source = step.needed(0)
    axis = step.axis(step.whole("axis", -1), source.rank)
    weights = [("scale", step.given(1)), ("bias", step.given(2))]
    axes = tuple(range(axis, source.rank))
    if len([each for each in step.results if each]) == 1:
        return step.apply(LayerNorm(axes=axes), [source], weights=weights)
    reduced = tuple([1 if each in axes else size for each, size in enumerate(source.shape)])
    layer = Function(
        function="layer_norm",
        shapes=(source.shape, *[reduced] * (len(step.results) - 1)),
        work=2 * product(source.shape),
        stays=tuple(range(axis)),
    )
    return step.apply(layer, [source], weights=weights)


def skip_layer_norm(step: Step) -> list[Value]:
    """A sum, and its normalisation over the last axis."""
    source, other = step.needed(0), step.needed(1)
    is_simple = "Simplified" in step.op
    names = ("gamma", "bias") if is_simple else ("gamma", "beta", "bias")
    weights = [(name, step.given(2 + index)) for index, name in enumerate(names)]
    shapes = [source.shape, (), (), source.shape]
    layer = Function(
        function="skip_layer_norm",
        shapes=tuple(shapes[: max(len(step.results), 1)]),
        work=3 * product(source.shape),
        stays=tuple(range(source.rank - 1)),
    )
    return step.apply(layer, [source, other], weights=weights)


def group_norm(step: Step) -> list[Value]:
    """GroupNormalization."""
    source = step.needed(0)
    layer = GroupNorm(groups=step.whole("num_groups", 1), num_channels=source.shape[1])
    return step.apply(layer, [source], weights=[("scale", step.given(1)), ("bias", step.given(2))])


def rms_norm(step: Step) -> list[Value]:
    """RMSNormalization from an axis on."""
    source = step.needed(0)
    axis = step.axis(step.whole("axis", -1), source.rank)
    layer = LayerNorm(axes=tuple(range(axis, source.rank)), names=("scale",))
    return step.apply(layer, [source], weights=[("scale", step.given(1))])


def response_norm(step: Step) -> list[Value]:
    """LRN over neighbouring channels."""
    return step.apply(LocalResponseNorm(neighbours=step.whole("size", 1)), [step.needed(0)])


def other_norm(step: Step) -> list[Value]:
    """LpNormalization, MeanVarianceNormalization: as the input."""
    source = step.needed(0)
    layer = Function(
        function=step.op.lower(), shapes=(source.shape,), work=2 * product(source.shape)
    )
    return step.apply(layer, [source])
