"""Blobs joined, cut and in other shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import minimum
from convcalc.dims import product
from convcalc.layers.other.function import Function
from convcalc.layers.other.reduce import Reduce
from convcalc.layers.shape.concat import Concat
from convcalc.layers.shape.flatten import Flatten
from convcalc.layers.shape.pad import Pad
from convcalc.layers.shape.permute import Permute
from convcalc.layers.shape.repeat import Repeat
from convcalc.layers.shape.reshape import WholeReshape
from convcalc.layers.shape.shuffle import ChannelShuffle
from convcalc.layers.shape.shuffle import PixelShuffle
from convcalc.layers.shape.shuffle import PixelUnshuffle
from convcalc.layers.shape.split import Split
from convcalc.readers.ncnn.plain import placed
from convcalc.readers.ncnn.sizes import told

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape
    from convcalc.operations.operand import Operand
    from convcalc.readers.ncnn.lines import NcnnLayer
    from convcalc.readers.ncnn.tracing import Trace

OPEN = -233
"""What stands for "not given" in a setting."""


def concat(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """Concat along an axis."""
    axis = placed(layer, layer.number(0), inputs[0])
    return trace.apply(layer, Concat(axis=axis, least=1), inputs)


def slice_blob(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """Slice into sizes, where -233 shares what is left, or at places."""
    source = inputs[0]
    axis = placed(layer, layer.number(1), source)
    length, count = source.shape[axis], len(layer.tops)
    slices, places = layer.numbers(0), layer.numbers(2)
    sizes: list[Dim] = []
    done: Dim = 0
    for index in range(count):
        if places:
            is_last = index == count - 1
            end = length if is_last else places[index]
            size = end - done if is_last or places[index] >= 0 else length + end - done
        else:
            size = slices[index]
            if size == OPEN:
                size = (length - done) // (count - index)
        sizes.append(size)
        done = done + size
    return trace.apply(layer, Split(sizes=tuple(sizes), axis=axis), [source])


def flatten(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """Flatten everything behind the batch."""
    return trace.apply(layer, Flatten(), inputs[:1])


def reshape(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """Reshape to (c, d, h, w), as many as are given: 0 keeps one, -1 is what is left."""
    shape = inputs[0].shape
    sizes: list[Dim] = [shape[0]]
    if any(key in layer.settings for key in (3, *range(7, 11), *range(12, 20))):
        return trace.unknown(layer, inputs, "a setting of Reshape that is not read here")
    if layer.texts:
        named = told(layer.texts.get(6, ""), inputs)
        if named is None:
            return trace.unknown(layer, inputs, "a shape that is worked out as the network runs")
        sizes += named[::-1]
    else:
        own = dict(zip(_places(len(shape) - 1), shape[1:], strict=True))
        for key in (2, 11, 1, 0):
            wanted = layer.number(key, OPEN)
            if wanted != OPEN:
                sizes.append(own.get(key, 1) if wanted == 0 else wanted)
    return trace.apply(layer, WholeReshape(sizes=tuple(sizes)), inputs[:1])


def _places(rank: int) -> tuple[int, ...]:
    """The numbers by which settings call the axes behind the batch: w 0, h 1, d 11, c 2."""
    return {1: (0,), 2: (1, 0), 3: (2, 1, 0), 4: (2, 11, 1, 0)}[rank]


ORDERS = {
    2: ("WH", "HW"),
    3: ("WHC", "HWC", "WCH", "CWH", "HCW", "CHW"),
    4: (
        *("WHDC", "HWDC", "WDHC", "DWHC", "HDWC", "DHWC", "WHCD", "HWCD", "WCHD", "CWHD", "HCWD"),
        *("CHWD", "WDCH", "DWCH", "WCDH", "CWDH", "DCWH", "CDWH", "HDCW", "DHCW", "HCDW", "CHDW"),
        *("DCHW", "CDHW"),
    ),
}
"""What becomes the width, the height, ... for every order, by the count of axes."""


def permute(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """Permute by the number of an order."""
    rank = len(inputs[0].shape) - 1
    order = ORDERS[rank][layer.number(0, 0, 0)] if rank > 1 else "W"
    before = {2: "HW", 3: "CHW", 4: "CDHW"}.get(rank, "W")
    axes = (0, *[before.index(letter) + 1 for letter in reversed(order)])
    return trace.apply(layer, Permute(axes=axes, argument="order_type"), inputs[:1])


def crop(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """Crop: to the size of a second input, from starts to ends, or by offsets and sizes."""
    if layer.texts:
        return trace.unknown(layer, inputs, "places that are worked out as the network runs")
    source = inputs[0]
    shape = list(source.shape)
    starts, ends = layer.numbers(9), layer.numbers(10)
    if len(inputs) > 1:
        other = inputs[1].shape
        first = 1 if len(other) == len(shape) else 2
        shape[first:] = other[first - len(shape) :]
    elif starts and ends:
        named = layer.numbers(11) or list(range(len(shape) - 1))
        for axis, start, end in zip(named, starts, ends, strict=True):
            at = placed(layer, axis, source)
            shape[at] = _span(shape[at], start, end)
    else:
        keys = {0: (0, 6, 3), 1: (1, 7, 4), 2: (2, 8, 5), 11: (13, 15, 14)}
        for at, key in enumerate(_places(len(shape) - 1), 1):
            before, after, size = keys[key]
            shape[at] = shape[at] - layer.number(before) - layer.number(after)
            wanted = layer.number(size)
            if wanted != OPEN:
                shape[at] = minimum(shape[at], wanted)
    stays = tuple([at for at, size in enumerate(shape) if size == source.shape[at]])
    made = Function(function="crop", shapes=(tuple(shape),), stays=stays)
    return trace.apply(layer, made, inputs[:2])


def _span(length: Dim, start: int, end: int) -> Dim:
    """How much there is from a start to an end, each counted from behind where negative."""
    first = 0 if start == OPEN else start
    begin = first if first >= 0 else length + first
    if end == OPEN:
        return length - begin
    return minimum(length, end if end > 0 else length + end) - begin


def padding(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """Padding of the last axes."""
    pairs = ((7, 8), (0, 1), (2, 3))
    rank = min(len(inputs[0].shape) - 1, 3)
    amounts = tuple([(layer.number(one), layer.number(two)) for one, two in pairs[3 - rank :]])
    if min(map(min, amounts)) < 0 or len(inputs) > 1:
        return trace.unknown(layer, inputs, "amounts that are worked out as the network runs")
    stored: dict[str, Shape] = {}
    if layer.number(6):
        stored["values"] = (layer.number(6, 0, 1),)
    return trace.apply(layer, Pad(amounts=amounts), inputs[:1], stored)


def _reshaped(trace: Trace, layer: NcnnLayer, source: Operand, sizes: list[Dim]) -> list[Operand]:
    made = WholeReshape(sizes=(source.shape[0], *(sizes or [1])))
    return trace.apply(layer, made, [source])


def squeeze(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """Squeeze the axes that are named and of size 1."""
    source = inputs[0]
    shape = source.shape
    named = [placed(layer, axis, source) for axis in layer.numbers(3)]
    if not named:
        keys = _places(len(shape) - 1)
        named = [at for at, key in enumerate(keys, 1) if layer.number(key)]
    kept = [size for at, size in enumerate(shape) if at and not (at in named and size == 1)]
    return _reshaped(trace, layer, source, kept)


def expand_dims(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """New axes of size 1."""
    source = inputs[0]
    axes = layer.numbers(3)
    rank = len(source.shape) - 1 + len(axes)
    if rank > 4 or any(not -rank <= axis < rank for axis in axes):
        raise layer.wrong(f"axes {axes} of {rank}", f"{-rank} to {rank - 1}, at most 4 in all")
    new = {axis % rank for axis in axes}
    old = iter(source.shape[1:])
    return _reshaped(trace, layer, source, [1 if at in new else next(old) for at in range(rank)])


def tile(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """Tile an axis, or several."""
    source = inputs[0]
    rank = len(source.shape) - 1
    repeats = layer.numbers(2)
    if not repeats:
        repeats = [1] * rank
        repeats[placed(layer, layer.number(0), source) - 1] = layer.number(1, 1, 1)
    if len(repeats) > rank:
        return trace.unknown(layer, inputs, "more repeats than axes")
    times = (1,) * (rank + 1 - len(repeats)) + tuple(repeats)
    return trace.apply(layer, Repeat(times=times), [source])


REDUCTIONS = (
    *("sum", "asum", "sumsq", "mean", "max", "min", "prod", "l1", "l2", "logsum", "logsumexp"),
)


def reduction(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """Reduction of some axes, or of all."""
    source = inputs[0]
    rank = len(source.shape) - 1
    keeps = bool(layer.number(4))
    axes = [placed(layer, axis, source) for axis in layer.numbers(3)]
    if layer.number(1, 1):
        axes = list(range(1, rank + 1))
    elif not layer.number(5):
        raise layer.wrong(
            "axes of a file from before 2020, which ncnn does not run", "5=1", "convert it again"
        )
    function = REDUCTIONS[layer.number(0, 0, 0)]
    if not keeps and len(axes) == rank:
        work = product(source.shape)
        whole = Function(function=function, shapes=((source.shape[0], 1),), work=work, stays=(0,))
        return trace.apply(layer, whole, [source])
    made = Reduce(function=function, axes=tuple(axes), keepdim=keeps)
    return trace.apply(layer, made, [source])


def pixel_shuffle(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """PixelShuffle, and Reorg the other way."""
    factor = layer.number(0, 1, 1)
    make = PixelShuffle if layer.type == "PixelShuffle" else PixelUnshuffle
    return trace.apply(layer, make(factor=factor), inputs[:1])


def shuffle_channel(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """ShuffleChannel."""
    return trace.apply(layer, ChannelShuffle(groups=layer.number(0, 1, 1)), inputs[:1])


def memory_data(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """MemoryData: a blob that is stored."""
    sizes = tuple([each for each in (layer.number(key, 0, 0) for key in (2, 11, 1, 0)) if each])
    made = Function(function="memory_data", shapes=((trace.batch, *sizes),), work=0)
    return trace.apply(layer, made, [], {"data": sizes})


def glu(trace: Trace, layer: NcnnLayer, inputs: list[Operand]) -> list[Operand]:
    """GLU: one half of an axis gates the other."""
    source = inputs[0]
    axis = placed(layer, layer.number(0), source)
    shape = list(source.shape)
    shape[axis] = shape[axis] // 2
    made = Function(function="glu", shapes=(tuple(shape),), work=2 * product(shape))
    return trace.apply(layer, made, [source])
