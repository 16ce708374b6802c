"""Operators that show the same elements in another shape, cut them or put them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import BadValue
from convcalc.errors import ShapeError
from convcalc.layers.core.axes import place
from convcalc.layers.core.axes import places
from convcalc.layers.shape.concat import Concat
from convcalc.layers.shape.concat import Stack
from convcalc.layers.shape.expand import Expand
from convcalc.layers.shape.indexing import Index
from convcalc.layers.shape.indexing import New
from convcalc.layers.shape.indexing import Single
from convcalc.layers.shape.indexing import Span
from convcalc.layers.shape.repeat import Repeat
from convcalc.layers.shape.reshape import WholeReshape
from convcalc.layers.shape.split import Split
from convcalc.layers.shape.squeeze import Squeeze
from convcalc.layers.shape.squeeze import Unsqueeze
from convcalc.layers.shape.unbind import Unbind
from convcalc.operations.shapes import permuted
from convcalc.readers.tflite.values import Undecided

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.shape.indexing import Part
    from convcalc.readers.tflite.step import Step
    from convcalc.readers.tflite.values import Value

MOST_PIECES = 10_000
MASK_BITS = 32


def reshape(step: Step) -> list[Value]:
    """The sizes of the second input, or of the options; one of them may be -1."""
    sizes: tuple[Dim, ...] | None = step.options["new_shape"]
    if step.has(1) and (len(step.shape(1)) == 1 or sizes is None):
        sizes = step.numbers(1, "the shape of its result")
    if sizes is None:
        raise Undecided("the shape of its result is not in the file")
    if len(sizes) == 1 and sizes[0] == 0 and not step.shape(0):
        sizes = ()
    if sum(type(each) is int and each == -1 for each in sizes) > 1:
        raise BadValue(f"sizes {tuple(sizes)}", expected="at most one -1")
    return step.apply(WholeReshape(sizes=tuple(sizes)))


def squeeze(step: Step) -> list[Value]:
    """Axes of size 1 taken out; all of them where none is named."""
    named: tuple[int, ...] = step.options["squeeze_dims"] or ()
    shape = step.shape(0)
    if len(named) == 1:
        return step.apply(Squeeze(axis=named[0]))
    if not named:
        return step.apply(Squeeze())
    gone = places(tuple(named), shape)
    kept = tuple([size for axis, size in enumerate(shape) if axis not in gone])
    return step.apply(WholeReshape(sizes=kept))


def expand_dims(step: Step) -> list[Value]:
    """An axis of size 1 put in."""
    return step.apply(Unsqueeze(axis=step.axis(1)))


def transpose(step: Step) -> list[Value]:
    """All axes in another order."""
    order = step.options.get("permutation")
    if order is None:
        order = step.whole_numbers(1, "the order of the axes")
    return [permuted(step, step.word, step.source(0), tuple(order), "perm")]


def pack(step: Step) -> list[Value]:
    """Tensors side by side on a new axis."""
    return step.apply(Stack(axis=step.options["axis"]), range(len(step.given)))


def unpack(step: Step) -> list[Value]:
    """The positions of an axis one by one."""
    axis = place(step.options["axis"], step.shape(0))
    length = step.shape(0)[axis]
    if type(length) is not int:
        raise Undecided("how many positions it has is worked out while it runs")
    step.several(length)
    return step.apply(Unbind(axis=axis))


def concatenation(step: Step) -> list[Value]:
    """Tensors one behind the other along an axis."""
    return step.apply(Concat(axis=step.options["axis"], least=1), range(len(step.given)))


def split(step: Step) -> list[Value]:
    """An axis in so many pieces of one size."""
    axis = place(step.axis(0), step.shape(1))
    pieces = len(step.wanted)
    if not 0 < pieces <= MOST_PIECES:
        raise BadValue(f"{pieces} pieces", expected=f"1 to {MOST_PIECES}")
    length = step.shape(1)[axis]
    size = step.needs.divisible(
        length,
        pieces,
        lambda: ShapeError(
            f"{length} positions in {pieces} pieces", expected=f"a multiple of {pieces}"
        ),
    )
    return step.apply(Split(sizes=(size,) * pieces, axis=axis), (1,))


def split_v(step: Step) -> list[Value]:
    """An axis in pieces of given sizes, one of which may be -1 for what is left."""
    axis = place(step.axis(2), step.shape(0))
    sizes = list(step.numbers(1, "the sizes of its pieces"))
    step.several(len(sizes))
    open_ones = [index for index, each in enumerate(sizes) if type(each) is int and each == -1]
    if len(open_ones) > 1:
        raise BadValue(f"sizes {sizes}", expected="at most one -1")
    for index in open_ones:
        rest: Dim = step.shape(0)[axis]
        for each in (*sizes[:index], *sizes[index + 1 :]):
            rest = rest - each
        sizes[index] = rest
    return step.apply(Split(sizes=tuple(sizes), axis=axis))


def slice_(step: Step) -> list[Value]:
    """So many positions from a start on, along every axis; -1 is all that are left."""
    starts = step.numbers(1, "where it starts")
    sizes = step.numbers(2, "the size of its result")
    shape = step.shape(0)
    if not len(starts) == len(sizes) == len(shape):
        raise BadValue(
            f"{len(starts)} starts and {len(sizes)} sizes for {len(shape)} axes",
            expected=f"{len(shape)} of each",
        )
    step.parts = _sliced(shape, starts, sizes)
    return step.apply(Index(parts=step.parts))


def _sliced(shape: Shape, starts: Shape, sizes: Shape) -> tuple[Part, ...]:
    parts: list[Part] = []
    for length, start, size in zip(shape, starts, sizes, strict=True):
        is_rest = type(size) is int and size == -1
        stop = length if is_rest else start + size
        parts.append(Span(start=start, stop=None if stop == length else stop))
    return tuple(parts)


def tile(step: Step) -> list[Value]:
    """The whole tensor several times along every axis."""
    times = step.sizes(1, "how often it is repeated")
    if len(times) != len(step.shape(0)):
        raise BadValue(f"{len(times)} numbers of times", expected=f"{len(step.shape(0))}")
    return step.apply(Repeat(times=times))


def broadcast_to(step: Step) -> list[Value]:
    """Axes of 1 as often as the sizes say."""
    return step.apply(Expand(sizes=step.sizes(1, "the shape of its result")))


def strided_slice(step: Step) -> list[Value]:
    """Slices, single positions and new axes, told by numbers and masks of bits."""
    step.parts = _parts(step)
    return step.apply(Index(parts=step.parts))


def _parts(step: Step) -> tuple[Part, ...]:
    starts = step.numbers(1, "where it starts")
    stops = step.numbers(2, "where it ends")
    steps = step.whole_numbers(3, "in which steps it goes")
    if not len(starts) == len(stops) == len(steps) or len(starts) > MASK_BITS:
        raise BadValue(f"{len(starts)} starts, {len(stops)} ends and {len(steps)} steps")
    masks = {name: step.options[f"{name}_mask"] for name in MASKS}
    shape = step.shape(0)
    parts: list[Part] = []
    axis = 0
    for index, (start, stop, stride) in enumerate(zip(starts, stops, steps, strict=True)):
        bits = {name for name, mask in masks.items() if mask >> index & 1}
        if "ellipsis" in bits:
            behind = len(starts) - index - 1
            added = sum(masks["new_axis"] >> each & 1 for each in range(index + 1, len(starts)))
            whole = max(len(shape) - axis - behind + added, 0)
            parts += [Span()] * whole
            axis += whole
        elif "new_axis" in bits:
            parts.append(New())
        else:
            if axis >= len(shape):
                raise BadValue(f"more positions than the {len(shape)} axes")
            if step.options["offset"]:
                stop = start + stop  # noqa: PLW2901 (told as a distance)
            parts.append(_part(shape[axis], (start, stop, stride), bits))
            axis += 1
    return tuple(parts)


MASKS = ("begin", "end", "ellipsis", "new_axis", "shrink_axis")


def _part(length: Dim, ends: tuple[Dim, Dim, int], bits: set[str]) -> Part:
    """What one axis is cut to; steps backwards see the same positions as those forwards."""
    start, stop, stride = ends
    if "shrink_axis" in bits:
        return Single(position=0 if "begin" in bits else start)
    if stride > 0:
        return Span(
            start=None if "begin" in bits else start,
            stop=None if "end" in bits else stop,
            step=stride,
        )
    if stride == 0:
        raise BadValue("steps of 0", expected="steps of another size")
    if type(length) is not int or type(start) is not int or type(stop) is not int:
        raise Undecided("how many positions it has, going backwards, is worked out while it runs")
    places_ = range(length)[
        slice(None if "begin" in bits else start, None if "end" in bits else stop, stride)
    ]
    first = places_[-1] if places_ else 0
    return Span(start=first, stop=first + (len(places_) - 1) * -stride + 1, step=-stride)
