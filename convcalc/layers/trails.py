"""
How an output position looks back at the input: the raw material of the receptive field.

For every axis of an input, a trail says along which output axis one moves to move along it, and what one output
position sees of it. Trails of successive layers compose; `convcalc.analysis.receptive_field` does that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from convcalc.dims import Dim
    from convcalc.layers.shapes import Shape
    from convcalc.layers.window import Window


class Slide(Value):
    """
    What output i sees, periodic: with i = q·P + φ, positions starts[φ] + q·advance, `sizes[φ]` of them in a row.

    P = len(starts). A stride-2 convolution has P = 1 and advance 2; doubling by repetition has P = 2 and advance 1.
    A size of 0 means that this phase sees nothing. `spacing` is the dilation: of the positions in a row only one in
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
    """Every output sees at most `size` positions in a row (None: not known), but where does not follow from a stride."""

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
    """Each output sees its own position; axes are matched from the right, and a broadcast size of 1 is seen whole."""
    shift = len(output) - len(shape)
    return {
        axis: (axis + shift, ONE_TO_ONE)
        if not (size == 1 and output[axis + shift] != 1)
        else (None, WHOLE)
        for axis, size in enumerate(shape)
    }


def mixing(shape: Shape, output: Shape, axes: Iterable[int]) -> Trail:
    """As `pointwise`, but every output sees these axes whole, for example the channels of a softmax."""
    trail = pointwise(shape, output)
    for axis in axes:
        axis %= len(shape)
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
    A reshape: axes that keep their place stay one to one; the rest are merged into the output axis that holds them.

    Raises no error: where the groups cannot be told apart, every axis in between is irregular.
    """
    head = 0
    while head < min(len(shape), len(output)) and shape[head] == output[head]:
        head += 1
    tail = 0
    while tail < min(len(shape), len(output)) - head and shape[-1 - tail] == output[-1 - tail]:
        tail += 1
    trail: Trail = {axis: (axis, ONE_TO_ONE) for axis in range(head)}
    for axis in range(head, len(shape) - tail):
        carrier = head if len(output) - tail > head else None
        lone = shape[axis] == 1
        step = ONE_TO_ONE if lone else Irregular(size=1, reason="a reshape merges positions")
        trail[axis] = (None if lone else carrier, step)
    for back in range(1, tail + 1):
        trail[len(shape) - back] = (len(output) - back, ONE_TO_ONE)
    return trail
