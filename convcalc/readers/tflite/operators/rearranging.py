"""Operators that move elements: padding, resizing, blocks, the other way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import BadValue
from convcalc.layers.core.axes import places
from convcalc.layers.other.along_axis import Along
from convcalc.layers.shape.blocks import BatchToSpace
from convcalc.layers.shape.blocks import DepthToSpace
from convcalc.layers.shape.blocks import SpaceToBatch
from convcalc.layers.shape.blocks import SpaceToDepth
from convcalc.layers.shape.pad import Pad
from convcalc.layers.shape.resize import Resize

if TYPE_CHECKING:
    from convcalc.layers.core.window import Pair
    from convcalc.readers.tflite.step import Step
    from convcalc.readers.tflite.values import Value

MIRRORS = ("reflect", "symmetric")
"""The place is the number."""

FROM_CORNERS = "positions are counted from the corners of the map"


def pad(step: Step) -> list[Value]:
    """Positions before and after every axis."""
    return step.apply(Pad(amounts=_pairs(step, 1, len(step.shape(0))), mode="constant"))


def mirror_pad(step: Step) -> list[Value]:
    """The same, filled with what lies inside."""
    mode = step.options["mode"]
    if not 0 <= mode < len(MIRRORS):
        raise BadValue(f"mode={mode}", expected="0 for REFLECT or 1 for SYMMETRIC")
    return step.apply(Pad(amounts=_pairs(step, 1, len(step.shape(0))), mode=MIRRORS[mode]))


def _pairs(step: Step, place: int, count: int) -> tuple[Pair, ...]:
    """
    Amounts before and after so many axes, from an input (count, 2).

    Raises:
        BadValue: If it has another number of them.
    """
    found = step.sizes(place, "how much it adds or cuts")
    if len(found) != 2 * count:
        raise BadValue(f"{len(found)} amounts", expected=f"a pair for each of {count} axes")
    return tuple(zip(found[::2], found[1::2], strict=True))


def resize(step: Step) -> list[Value]:
    """A map of another height and width."""
    size = step.sizes(1, "the size of its result")
    if len(size) != 2:
        raise BadValue(f"{len(size)} sizes", expected="a height and a width")
    mode, disturbed = "bilinear", ""
    aligned, centred = step.options["align_corners"], step.options["half_pixel_centers"]
    if step.word == "RESIZE_NEAREST_NEIGHBOR":
        mode = "nearest-exact" if centred else "nearest"
        disturbed = FROM_CORNERS if aligned else ""
    elif not (aligned or centred):
        disturbed = FROM_CORNERS
    layer = Resize(
        size=size,
        mode=mode,
        align_corners=aligned and mode == "bilinear",
        ranks=(4,),
        channels_last=True,
        disturbed=disturbed,
    )
    return step.apply(layer)


def reverse(step: Step) -> list[Value]:
    """Axes the other way round."""
    axes = places(tuple(step.whole_numbers(1, "which axes turn round")), step.shape(0))
    return step.apply(Along(function="flip", axes=axes))


def space_to_depth(step: Step) -> list[Value]:
    """Every block of space as the channels of one position."""
    return step.apply(SpaceToDepth(block=step.positive("block_size")[0]))


def depth_to_space(step: Step) -> list[Value]:
    """The channels of every position as a block of space."""
    return step.apply(DepthToSpace(block=step.positive("block_size")[0]))


def space_to_batch(step: Step) -> list[Value]:
    """Every b-th position as an example of its own."""
    block = _block(step)
    return step.apply(SpaceToBatch(block=block, pads=_pairs(step, 2, len(block))))


def batch_to_space(step: Step) -> list[Value]:
    """Examples woven into space."""
    block = _block(step)
    return step.apply(BatchToSpace(block=block, crops=_pairs(step, 2, len(block))))


def _block(step: Step) -> tuple[int, ...]:
    block = tuple(step.whole_numbers(1, "the size of its blocks"))
    if not block or min(block) < 1:
        raise BadValue(f"blocks of {block}", expected="sizes of at least 1")
    return block
