"""What goes into a Caffe network: declared inputs, and layers that bring data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.readers.caffe.kinds import DATA
from convcalc.readers.caffe.kinds import FIRST
from convcalc.readers.caffe.kinds import KINDS
from convcalc.readers.caffe.spelled import LARGEST
from convcalc.readers.caffe.spelled import text_of
from convcalc.readers.stored.network import Declared
from convcalc.readers.stored.prototext import Block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.readers.caffe.spelled import CaffeLayer

MOST_AXES = 32

PARAMS = {
    "Data": "data_param",
    "AnnotatedData": "data_param",
    "ImageData": "image_data_param",
    "WindowData": "window_data_param",
    "VideoData": "data_param",
    "HDF5Data": "hdf5_data_param",
    "MemoryData": "memory_data_param",
}


def brings_data(layer: CaffeLayer) -> bool:
    """Whether a layer takes nothing and gives the network its data."""
    return layer.type in DATA or (layer.type == "Python" and not layer.bottoms)


def takes_first(layer: CaffeLayer) -> bool:
    """Whether what a layer gives is known from the first blob that goes in."""
    return KINDS.get(layer.type) in FIRST


def _needed(layers: Sequence[CaffeLayer]) -> set[str]:
    """The blobs whose shapes the network cannot do without."""
    found: set[str] = set()
    for layer in layers:
        if layer.type in KINDS:
            found.update(layer.bottoms[:1] if takes_first(layer) else layer.bottoms)
    return found


def inputs_of(net: Block, layers: Sequence[CaffeLayer]) -> tuple[list[Declared], dict[str, bool]]:
    """
    The inputs, and the blobs of data layers beside the first, with whether they are labels.

    Labels are one number an example.

    A data layer says its crop; where it says none, the user must say the shape.

    Raises:
        BadValue: If a size is none.
    """
    declared = _listed(net)
    side: dict[str, bool] = {}
    needed = _needed(layers)
    for layer in layers:
        if not brings_data(layer):
            continue
        if layer.type == "Input":
            shapes = [_dims(each) for each in layer.settings("input_param").blocks("shape")]
            declared += _named(layer.tops, shapes)
        elif layer.type == "DummyData":
            declared += _named(layer.tops, _dummies(layer))
        elif layer.type == "Python":
            declared += [Declared(name=each, shape=None) for each in layer.tops if each in needed]
            side |= {each: False for each in layer.tops if each not in needed}
        else:
            declared.append(
                Declared(name=layer.tops[0] if layer.tops else layer.name, shape=_crop(layer))
            )
            side |= dict.fromkeys(layer.tops[1:], True)
    return declared, side


def _listed(net: Block) -> list[Declared]:
    """The inputs of the network itself: a shape each, or four numbers each."""
    names = [text_of(each) for each in net.all("input")]
    shapes = [_dims(each) for each in net.all("input_shape") if isinstance(each, Block)]
    numbers = [
        int(each) if abs(each) <= LARGEST else 0
        for each in net.all("input_dim")
        if isinstance(each, (int, float))
    ]
    shapes += [tuple(numbers[at : at + 4]) for at in range(0, len(numbers) - 3, 4)]
    return _named(names, shapes)


def _named(names: Sequence[str], shapes: Sequence[tuple[int, ...]]) -> list[Declared]:
    if len(shapes) == 1:
        shapes = [shapes[0]] * len(names)
    return [
        Declared(name=name, shape=_sure(shapes[index]) if index < len(shapes) else None)
        for index, name in enumerate(names)
    ]


def _dims(block: Block) -> tuple[int, ...]:
    found = [each for each in block.all("dim") if isinstance(each, (int, float))]
    return tuple([int(each) if abs(each) <= LARGEST else 0 for each in found[:MOST_AXES]])


def _sure(shape: tuple[int, ...]) -> tuple[int | None, ...] | None:
    """A shape as it is declared: no batch leaves it open, no other size the whole shape."""
    if min(shape[1:], default=1) < 1:
        return None
    return (shape[0] if shape[0] > 0 else None, *shape[1:]) if shape else ()


def _dummies(layer: CaffeLayer) -> list[tuple[int, ...]]:
    found = layer.settings("dummy_data_param")
    shapes = [_dims(each) for each in found.blocks("shape")]
    if shapes:
        return shapes
    columns = [found.numbers(each) for each in ("num", "channels", "height", "width")]
    count = max(map(len, columns), default=0)
    return [
        tuple([column[min(index, len(column) - 1)] for column in columns if column])
        for index in range(count)
    ]


def _crop(layer: CaffeLayer) -> tuple[int | None, ...] | None:
    """What a data layer gives: (batch, channels, crop, crop), if it says so."""
    found = layer.settings(PARAMS[layer.type])
    if layer.type == "MemoryData":
        keys = ("batch_size", "channels", "height", "width")
        return tuple([found.number(each, 1, 1) for each in keys])
    changed = layer.settings("transform_param")
    crop = changed.number("crop_size", found.number("crop_size", 0))
    sizes = (crop, crop)
    for each in changed.blocks("resize_param"):
        wanted = each.one("height"), each.one("width")
        if not crop and all(isinstance(size, int) and size > 0 for size in wanted):
            sizes = wanted
    if not sizes[0]:
        return None
    is_gray = changed.truth("force_gray", usual=False)
    return (found.number("batch_size", 1, 1), 1 if is_gray else 3, *sizes)
