"""Sections that take what left other layers: routes and shortcuts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import is_equal
from convcalc.dims import product
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.other.function import Function
from convcalc.layers.other.identity import Identity
from convcalc.layers.other.merge import Merge
from convcalc.layers.shape.concat import Concat

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape
    from convcalc.operations.operand import Operand
    from convcalc.readers.darknet.sections import Section
    from convcalc.readers.darknet.tracing import Trace


def route(trace: Trace, section: Section, source: Operand) -> Operand:
    """The channels of layers one behind the other, or one group of each."""
    named = section.numbers("layers")
    if not named:
        raise section.wrong("layers", "a route without layers", "layers=-1, or layers=-1,8")
    inputs = [trace.outputs[trace.before(section, "layers", each)] for each in named]
    for each in inputs:
        if any(is_equal(one, other) is False for one, other in _places(each, inputs[0])):
            shown = " and ".join(show_shape(one.shape) for one in inputs)
            raise section.wrong(
                "layers", f"a route of maps of other sizes: {shown}", "the same height and width"
            )
    groups = section.number("groups", 1, 1)
    if groups == 1:
        if len(inputs) == 1:
            return trace.apply(section, Identity(), inputs)
        return trace.apply(section, Concat(axis=1, least=1), inputs)
    trace.note("groups of [route] count, as in AlexeyAB's Darknet; pjreddie's takes all channels")
    channels = sum([each.shape[1] // groups for each in inputs])
    shape: Shape = (inputs[0].shape[0], channels, *inputs[0].shape[2:])
    layer = Function(function="route", shapes=(shape,), work=0, stays=(0, 2, 3))
    return trace.apply(section, layer, inputs)


def _places(one: Operand, other: Operand) -> list[tuple[Dim, Dim]]:
    return list(zip(one.shape[2:], other.shape[2:], strict=True))


def shortcut(trace: Trace, section: Section, source: Operand) -> Operand:
    """The layer before and others added up; the sum has the shape of the layer before."""
    named = section.numbers("from")
    if not named:
        raise section.wrong("from", "a shortcut without from", "from=-3")
    others = [trace.outputs[trace.before(section, "from", each)] for each in named]
    kind = section.text_of("weights_type", "none")
    stored: dict[str, Shape] = {}
    if kind in ("per_feature", "per_layer"):
        stored = {"weights": (len(others) + 1,)}
    elif kind == "per_channel":
        stored = {"weights": (len(others) + 1, source.shape[1])}
    is_alike = all(each.shape == source.shape for each in others)
    if is_alike and not stored:
        return trace.apply(section, Merge(function="add"), [source, *others])
    if not is_alike:
        trace.note(
            f"layer {section.index} adds up maps of other sizes, as in pjreddie's Darknet; "
            "AlexeyAB's refuses it"
        )
    layer = Function(
        function="weighted_shortcut" if stored else "shortcut",
        shapes=(source.shape,),
        work=product(source.shape) * len(others) * (2 if stored else 1),
        stays=(0, 1, 2, 3) if is_alike else (0,),
    )
    return trace.apply(section, layer, [source, *others], stored)


def scale_channels(trace: Trace, section: Section, source: Operand) -> Operand:
    """A map of another layer, each channel times a number of the layer before."""
    other = trace.outputs[trace.before(section, "from")]
    layer = Function(function="scale_channels", shapes=(other.shape,), stays=(0, 1, 2, 3))
    return trace.apply(section, layer, [source, other])


def sam(trace: Trace, section: Section, source: Operand) -> Operand:
    """The layer before times a map of another layer."""
    other = trace.outputs[trace.before(section, "from")]
    return trace.apply(section, Merge(function="multiply"), [source, other])
