"""What stands at the end of detectors: it keeps its shape, and wants a certain one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import is_equal
from convcalc.dims import product
from convcalc.layers.activation.activation import Activation
from convcalc.layers.core.shapes import show_shape

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.operations.operand import Operand
    from convcalc.readers.darknet.sections import Section
    from convcalc.readers.darknet.tracing import Trace


def _checked(trace: Trace, section: Section, source: Operand, wanted: Dim, formula: str) -> Operand:
    """The section, if as many channels come in as it wants."""
    if is_equal(source.shape[1], wanted) is False:
        raise section.wrong(
            "classes",
            f"{source.shape[1]} channels come in, {show_shape(source.shape)}",
            f"{formula} = {wanted}",
            f"filters={wanted} in the convolution before",
        )
    return trace.apply(section, Activation(function=section.kind), [source])


def yolo(trace: Trace, section: Section, source: Operand) -> Operand:
    """Anchors of one scale: (classes + 5) channels each."""
    return _anchors(trace, section, source, 5)


def gaussian_yolo(trace: Trace, section: Section, source: Operand) -> Operand:
    """Anchors with an uncertainty: (classes + 9) channels each."""
    return _anchors(trace, section, source, 9)


def _anchors(trace: Trace, section: Section, source: Operand, extra: int) -> Operand:
    count = len(section.numbers("mask")) if section.has("mask") else section.number("num", 1, 1)
    classes = section.number("classes", 20, 0)
    embedding = section.number("embedding_layer", 0)
    if embedding:
        trace.note("the embeddings of [yolo] keep no shape of their own here")
    formula = f"anchors · (classes + {extra}) = {count} · ({classes} + {extra})"
    return _checked(trace, section, source, count * (classes + extra), formula)


def region(trace: Trace, section: Section, source: Operand) -> Operand:
    """Anchors of YOLO 2: (classes + coords + 1) channels each."""
    count, coords = section.number("num", 1, 1), section.number("coords", 4, 0)
    classes = section.number("classes", 20, 0)
    formula = f"num · (classes + coords + 1) = {count} · ({classes} + {coords} + 1)"
    return _checked(trace, section, source, count * (classes + coords + 1), formula)


def detection(trace: Trace, section: Section, source: Operand) -> Operand:
    """The grid of YOLO 1: side² cells of (1 + coords) · num + classes numbers."""
    side, count = section.number("side", 7, 1), section.number("num", 1, 1)
    coords, classes = section.number("coords", 1, 0), section.number("classes", 1, 0)
    wanted = side * side * ((1 + coords) * count + classes)
    got = product(source.shape[1:])
    if is_equal(got, wanted) is False:
        raise section.wrong(
            "side",
            f"{got} numbers come in",
            f"side² · ((1 + coords) · num + classes) = {wanted}",
            f"output={wanted} in the connected layer before",
        )
    return trace.apply(section, Activation(function="detection"), [source])


def iseg(trace: Trace, section: Section, source: Operand) -> Operand:
    """Instance segmentation: classes + ids channels."""
    wanted = section.number("classes", 20, 0) + section.number("ids", 32, 0)
    return _checked(trace, section, source, wanted, "classes + ids")


def contrastive(trace: Trace, section: Section, source: Operand) -> Operand:
    """A loss over embeddings: it keeps its shape."""
    return trace.apply(section, Activation(function="contrastive"), [source])
