"""Losses, accuracies, and what detectors end with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import product
from convcalc.dims import symbol
from convcalc.layers.other.function import Function

if TYPE_CHECKING:
    from convcalc.operations.operand import Operand
    from convcalc.readers.caffe.spelled import CaffeLayer
    from convcalc.readers.caffe.tracing import Trace


def loss(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """A loss: one number; a second top is what it was worked out from."""
    shapes = [(), inputs[0].shape][: max(len(layer.tops), 1)]
    made = Function(
        function=layer.type.lower(), shapes=tuple(shapes), work=product(inputs[0].shape)
    )
    return trace.apply(layer, made, inputs)


def accuracy(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """Accuracy: one number; a second top has one for every class."""
    shapes = [(), inputs[0].shape[1:2]][: max(len(layer.tops), 1)]
    made = Function(function="accuracy", shapes=tuple(shapes), work=product(inputs[0].shape))
    return trace.apply(layer, made, inputs)


def silence(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """Silence, HDF5Output: nothing leaves."""
    trace.used.update(layer.bottoms)
    return []


def prior_box(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """
    PriorBox: four numbers and four variances for every prior of every place.

    Source: weiliu89/caffe, src/caffe/layers/prior_box_layer.cpp.
    """
    found = layer.settings("prior_box_param")
    ratios = [1.0]
    flips = found.truth("flip", usual=True)
    for each in found.all("aspect_ratio"):
        if not isinstance(each, (int, float)) or each <= 0:
            raise layer.wrong(f"aspect_ratio: {each}", "a number above 0")
        for ratio in (float(each), 1 / each) if flips else (float(each),):
            if all(abs(ratio - other) > 1e-6 for other in ratios):
                ratios.append(ratio)
    priors = len(found.all("min_size")) * len(ratios) + len(found.all("max_size"))
    height, width = inputs[0].shape[2:4]
    shape = (1, 2, height * width * priors * 4)
    return trace.apply(layer, Function(function="prior_box", shapes=(shape,)), inputs[:2])


def detection_output(trace: Trace, layer: CaffeLayer, inputs: list[Operand]) -> list[Operand]:
    """DetectionOutput: as many rows of seven numbers as there are detections."""
    shape = (1, 1, symbol("detections"), 7)
    made = Function(function="detection_output", shapes=(shape,), work=product(inputs[1].shape))
    return trace.apply(layer, made, inputs)
