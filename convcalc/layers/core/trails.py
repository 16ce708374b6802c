"""
How an output position looks back at the input: the raw material of the receptive field.

For every axis of an input, a trail says along which output axis one moves to move along it, and
what one output position sees of it. Trails of successive layers compose;
`convcalc.analysis.receptive_field` does that.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.window import Window


class Slide(Value):
    """
    What output i sees, periodic in i.

    With i = q·P + φ it sees `sizes[φ]` positions in a row, from starts[φ] + q·advance on, where
    P = len(starts). A stride-2 convolution has P = 1 and advance 2; doubling by repetition has P =
    2 and advance 1.
    A size of 0 means that this phase sees nothing. `spacing` is the dilation: of the positions in a
    row only one in
    `spacing` is looked at.
    """

    starts: tuple[Dim, ...]
    sizes: tuple[Dim, ...]
    advance: Dim
    windowed: bool = True
    spacing: Dim = 1


class Whole(Value):
    """Every output sees the whole axis, for example behind a global pool."""


class Irregular(Value):
    """Every output sees at most `size` positions in a row (None: not known), nobody knows where."""

    size: Dim | None
    reason: str


class Blind(Value):
    """What an output sees of this axis cannot be known."""

    reason: str


Step = Slide | Whole | Irregular | Blind
Trail = dict[int, tuple[int | None, Step]]

ONE_TO_ONE = Slide(starts=(0,), sizes=(1,), advance=1, windowed=False)
WHOLE = Whole()


def pointwise(shape: Shape, output: Shape) -> Trail:
    """
    Each output sees its own position.

    Axes are matched from the right, and a broadcast size of 1 is seen whole.
    """
    shift = len(output) - len(shape)
    return {
        axis: (axis + shift, ONE_TO_ONE)
        if not (size == 1 and output[axis + shift] != 1)
        else (None, WHOLE)
        for axis, size in enumerate(shape)
    }


def mixing(shape: Shape, output: Shape, axes: Iterable[int]) -> Trail:
    """As `pointwise`, but these axes are seen whole, for example the channels of a softmax."""
    trail = pointwise(shape, output)
    for axis in [each % len(shape) for each in axes]:
        trail[axis] = (trail[axis][0], WHOLE)
    return trail


def sliding(shape: Shape, output: Shape, axes: Iterable[int], window: Window) -> Trail:
    """A window slides along these axes; the other axes, channels apart, are seen one to one."""
    trail = pointwise(shape, output)
    # Axes that are alike share one slide, so that what follows from it is worked out once.
    slides: dict[tuple[Dim, ...], Slide] = {}
    for index, axis in enumerate(axes):
        before, _ = window.pads(index, shape[axis])
        dilation, stride = window.dilation[index], window.stride[index]
        key = (before, window.kernel_size[index], stride, dilation)
        slide = slides.get(key)
        if slide is None:
            span = dilation * (window.kernel_size[index] - 1) + 1
            slide = slides[key] = Slide(
                starts=(-before,), sizes=(span,), advance=stride, spacing=dilation
            )
        trail[axis] = (axis, slide)
    return trail


def regrouped(shape: Shape, output: Shape) -> Trail:
    """
    A reshape: an axis that stays is seen one to one, axes merged into one are irregular along it.

    Where an axis is split, what a window on one of the parts sees is not told.
    """
    trail: Trail = {}
    for axes, places in _groups(shape, output):
        moving = [axis for axis in axes if shape[axis] != 1]
        carriers = [place for place in places if output[place] != 1]
        step: Step = ONE_TO_ONE
        if len(carriers) > 1:
            step = Irregular(size=None, reason="a reshape splits an axis")
        elif len(moving) > 1:
            step = Irregular(size=1, reason="a reshape merges positions")
        for axis in axes:
            lone = shape[axis] == 1 and len(axes) > 1
            trail[axis] = (
                (None, ONE_TO_ONE) if lone else (next(iter(carriers or places), None), step)
            )
    return trail


def _groups(shape: Shape, output: Shape) -> list[tuple[range, range]]:
    """The shortest runs of axes of both shapes that hold as many elements."""
    places: dict[Dim, int] = {}
    elements: Dim = 1
    for place, size in enumerate(output):
        elements = elements * size
        places[elements] = place + 1
    ends: dict[Dim, tuple[int, int]] = {}
    elements = 1
    for axis, size in enumerate(shape):
        elements = elements * size
        if elements in places:
            ends[elements] = (axis + 1, places[elements])
    bounds = [(0, 0), *ends.values(), (len(shape), len(output))]
    return [
        (range(one[0], other[0]), range(one[1], other[1]))
        for one, other in pairwise(bounds)
        if other[0] > one[0]
    ]
