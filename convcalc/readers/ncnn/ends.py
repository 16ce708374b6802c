"""What detectors end with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import product
from convcalc.dims import symbol
from convcalc.layers.other.function import Function

if TYPE_CHECKING:
    from convcalc.layers.core.shapes import Shape
    from convcalc.operations.operand import Operand
    from convcalc.readers.ncnn.lines import NcnnLayer
    from convcalc.readers.ncnn.tracing import Trace


def prior_box(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """
    PriorBox: four numbers for every prior of every place, and, but in MXNet's way, four variances.

    Source: Tencent/ncnn, src/layer/priorbox.cpp.
    """
    least, most, ratios = (len(layer.settings.get(key, ())) for key in (0, 1, 2))
    batch, height, width = inputs[0].shape[0], *inputs[0].shape[-2:]
    is_mxnet = (
        len(inputs) == 1 and not most and layer.number(9) == -233 and layer.number(10) == -233
    )
    shape: Shape
    if is_mxnet:
        shape = (batch, 4 * width * height * (least - 1 + ratios))
    else:
        priors = least * ratios * (2 if layer.number(7, 1) else 1) + least + most
        shape = (batch, 2, 4 * width * height * priors)
    return trace.apply(layer, Function(function="prior_box", shapes=(shape,)), inputs[:2])


def detections(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """DetectionOutput and YOLO's: as many rows of six numbers as there are detections."""
    shape = (inputs[0].shape[0], symbol("detections"), 6)
    work = sum([product(each.shape) for each in inputs])
    made = Function(function="detection_output", shapes=(shape,), work=work)
    return trace.apply(layer, made, inputs)


def proposal(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """Proposal: four numbers for every region, and its score."""
    batch, count = inputs[0].shape[0], symbol("rois")
    shapes: list[Shape] = [(batch, count, 1, 4), (batch, count, 1, 1)]
    made = Function(
        function="proposal",
        shapes=tuple(shapes[: max(len(layer.tops), 1)]),
        work=product(inputs[0].shape),
    )
    return trace.apply(layer, made, inputs)
