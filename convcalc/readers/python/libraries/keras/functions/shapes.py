"""Functions of Keras and TensorFlow that give a tensor another shape."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.layers.core.arguments import size
from convcalc.layers.core.axes import axes_argument
from convcalc.layers.core.axes import axis_argument
from convcalc.layers.core.axes import place
from convcalc.layers.shape.reshape import Reshape
from convcalc.layers.shape.reshape import WholeReshape
from convcalc.layers.shape.reshape import sizes_of
from convcalc.layers.shape.squeeze import Squeeze
from convcalc.operations import joining
from convcalc.operations import shapes
from convcalc.readers.python.libraries.keras.functions.constants import constant
from convcalc.readers.python.libraries.keras.hand import KerasHand
from convcalc.readers.python.libraries.keras.operations import perform
from convcalc.readers.python.libraries.keras.tensors import KerasTensor
from convcalc.vocabulary import made

if TYPE_CHECKING:
    from convcalc.layers.core.layer import Layer
    from convcalc.readers.python.objects.host import Site


def tensor_list(value: Any) -> list[KerasTensor]:
    """
    Several tensors in a list.

    Raises:
        BadValue: If it is no list.
    """
    if not isinstance(value, (list, tuple)) or not value:
        raise BadValue("a list of tensors is needed here", expected="[x, y]")
    return [constant(each) for each in value]


def reshape(site: Site, x: Any, shape: Any = None, *rest: Any, **options: Any) -> object:
    """Another shape; older versions call it `newshape`."""
    tensor = constant(x)
    wanted = options.get("newshape", shape)
    return perform(_reshape(tensor, wanted), [tensor], site, "Reshape")


def _reshape(tensor: KerasTensor, wanted: Any) -> Layer:
    """
    The reshape; while a model is made, sizes that are not known are what is left.

    A batch that stays in front stays whatever it is.
    """
    values = list(wanted) if isinstance(wanted, (list, tuple)) else [wanted]
    known = tensor.tensor.shape
    if values and known and isinstance(values[0], Expr) and values[0] == known[0]:
        return Reshape(sizes=sizes_of(values[1:], "shape"), argument="shape")
    if tensor.is_symbolic:
        values = [-1 if each is None or isinstance(each, Expr) else each for each in values]
    return WholeReshape(sizes=sizes_of(values, "shape"))


def transpose(
    site: Site, x: Any, axes: Any = None, *rest: Any, perm: Any = None, **options: Any
) -> object:
    """Axes in another order; TensorFlow calls it `perm`."""
    tensor = constant(x)
    order = axes if perm is None else perm
    if order is None:
        order = tuple(reversed(range(len(tensor.tensor.shape))))
    axes = axes_argument(order, "axes")
    return shapes.permuted(KerasHand(site), "Transpose", tensor, axes, "axes")


def swapaxes(site: Site, x: Any, axis1: Any, axis2: Any) -> object:
    """Two axes exchanged."""
    tensor = constant(x)
    shape = tensor.tensor.shape
    one, other = place(axis1, shape, "axis1"), place(axis2, shape, "axis2")
    return shapes.exchanged(KerasHand(site), "Swapaxes", tensor, one, other)


def moveaxis(site: Site, x: Any, source: Any, destination: Any) -> object:
    """One axis, or several, moved elsewhere."""
    tensor = constant(x)
    shape = tensor.tensor.shape
    sources = [place(each, shape, "source") for each in axes_argument(source, "source")]
    targets = [place(each, shape, "source") for each in axes_argument(destination, "source")]
    return shapes.moved(KerasHand(site), "Moveaxis", tensor, sources, targets, "axes")


def expand_dims(site: Site, x: Any = None, axis: Any = 0, **options: Any) -> object:
    """An axis of 1 put in; a tuple of axes puts in several."""
    tensor = constant(options.get("input", x))
    for each in sorted(axes_argument(axis, "axis")):
        tensor = shapes.unsqueezed(KerasHand(site), "ExpandDims", tensor, each)
    return tensor


def squeeze(site: Site, x: Any = None, axis: Any = None, *rest: Any, **options: Any) -> object:
    """Axes of 1 taken out."""
    tensor = constant(options.get("input", x))
    if axis is None:
        return perform(Squeeze(), [tensor], site, "Squeeze")
    shape = tensor.tensor.shape
    places = [place(each, shape) for each in axes_argument(axis, "axis")]
    return shapes.squeezed(KerasHand(site), "Squeeze", tensor, places)


def concatenate(site: Site, xs: Any = None, axis: Any = None, **options: Any) -> object:
    """As keras.backend has it: along the last axis."""
    return _concatenated(site, xs, -1 if axis is None else axis)


def concat(site: Site, values: Any = None, axis: Any = 0, *rest: Any, **options: Any) -> object:
    """tf.concat(values, axis)."""
    return _concatenated(site, values, axis)


def concatenate_first(site: Site, xs: Any = None, axis: Any = 0, **options: Any) -> object:
    """keras.ops.concatenate(xs, axis=0)."""
    return _concatenated(site, xs, axis)


def _concatenated(site: Site, values: Any, axis: Any) -> object:
    where, given = axis_argument(axis, "axis"), tensor_list(values)
    return joining.concatenated(KerasHand(site), "Concatenate", given, where, channel_axis=-1)


def stack(site: Site, x: Any = None, axis: Any = 0, **options: Any) -> object:
    """Tensors side by side on a new axis."""
    given = options.get("values", x)
    if isinstance(given, KerasTensor):
        return given
    where = axis_argument(axis, "axis")
    return joining.stacked(KerasHand(site), "Stack", tensor_list(given), where)


def unstack(site: Site, x: Any = None, num: Any = None, axis: Any = 0, **options: Any) -> object:
    """The positions of an axis one by one."""
    tensor = constant(options.get("value", x))
    return joining.positions(KerasHand(site), "Unstack", tensor, axis_argument(axis, "axis"))


def split(site: Site, x: Any, sections: Any = None, axis: Any = 0, **options: Any) -> object:
    """keras.ops.split(x, n, axis), or at positions."""
    tensor = constant(x)
    wanted = options.get("indices_or_sections", sections)
    if isinstance(wanted, (list, tuple)):
        ends = [*wanted, tensor.tensor.shape[axis]]
        wanted = [end - start for start, end in zip([0, *wanted], ends, strict=True)]
    return _split(site, tensor, wanted, axis)


def tf_split(
    site: Site, value: Any, num_or_size_splits: Any = None, axis: Any = 0, *rest: Any, **o: Any
) -> object:
    """tf.split(value, n, axis), or by sizes."""
    return _split(site, constant(value), num_or_size_splits, axis)


def _split(site: Site, tensor: KerasTensor, wanted: Any, axis: Any) -> object:
    length = tensor.tensor.shape[place(axis_argument(axis, "axis"), tensor.tensor.shape)]
    if type(wanted) is type(length) is int and wanted > 0 and length % wanted:
        raise BadValue(
            f"{length} positions do not divide into {wanted} equal pieces",
            expected=f"a number that divides {length}",
        )
    many = isinstance(wanted, (list, tuple))
    layer = made("native", "split" if many else "chunk", wanted, axis)
    return joining.cut(KerasHand(site), "Split", layer, tensor, axis)


def tile(site: Site, x: Any = None, repeats: Any = None, *rest: Any, **options: Any) -> object:
    """The tensor several times along its axes."""
    tensor = constant(options.get("input", x))
    wanted = options.get("multiples", repeats)
    times = list(wanted) if isinstance(wanted, (list, tuple)) else [wanted]
    times = [1] * (len(tensor.tensor.shape) - len(times)) + times
    counts = tuple([size(each, "repeats") for each in times])
    return shapes.tiled(KerasHand(site), "Tile", tensor, counts)


def repeat(site: Site, x: Any = None, repeats: Any = 1, axis: Any = None, **o: Any) -> object:
    """Every element of an axis several times."""
    tensor = constant(o.get("input", x))
    if axis is None:
        tensor, axis = ravel(site, tensor), 0
    where = place(axis, tensor.tensor.shape)
    return shapes.repeated(KerasHand(site), "Repeat", tensor, size(repeats, "repeats", 0), where)


def broadcast_to(site: Site, x: Any = None, shape: Any = (), **options: Any) -> object:
    """Axes of 1 made longer."""
    tensor = constant(options.get("input", x))
    sizes = [-1 if each is None else each for each in shape]
    return shapes.expanded(KerasHand(site), "BroadcastTo", tensor, sizes_of_any(sizes))


def sizes_of_any(values: Any) -> tuple[Any, ...]:
    """Sizes, any number of them -1."""
    return tuple([-1 if each == -1 else size(each, "shape", 0) for each in values])


def ravel(site: Site, x: Any) -> KerasTensor:
    """All elements in a row."""
    return shapes.reshaped(KerasHand(site), "Ravel", constant(x), (-1,))


def shape_of(site: Site, x: Any = None, *rest: Any, **options: Any) -> object:
    """shape(x): sizes that are not known are symbols."""
    return tuple(constant(options.get("input", x)).tensor.shape)


def rank_of(site: Site, x: Any = None, **options: Any) -> object:
    """ndim(x), tf.rank(x)."""
    return len(constant(options.get("input", x)).tensor.shape)


def size_of(site: Site, x: Any = None, **options: Any) -> object:
    """How many elements."""
    from convcalc.dims import product

    return product(constant(options.get("input", x)).tensor.shape)


def int_shape(site: Site, x: Any) -> object:
    """keras.backend.int_shape(x)."""
    return constant(x).keras_shape()


SHAPES: dict[str, Any] = {
    "broadcast_to": broadcast_to,
    "concat": concat,
    "expand_dims": expand_dims,
    "moveaxis": moveaxis,
    "ndim": rank_of,
    "rank": rank_of,
    "ravel": ravel,
    "repeat": repeat,
    "reshape": reshape,
    "shape": shape_of,
    "size": size_of,
    "squeeze": squeeze,
    "stack": stack,
    "swapaxes": swapaxes,
    "tile": tile,
    "transpose": transpose,
    "unstack": unstack,
}
