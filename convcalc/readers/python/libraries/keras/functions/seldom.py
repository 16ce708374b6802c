"""Functions of Keras and TensorFlow that are seldom needed in models."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.layers.activation.glu import GLU
from convcalc.layers.other.function import Function
from convcalc.layers.other.given_weights import Functional
from convcalc.layers.shape.indexing import Index
from convcalc.layers.shape.indexing import Span
from convcalc.readers.python.libraries.keras.functions.constants import constant
from convcalc.readers.python.libraries.keras.functions.constants import filled
from convcalc.readers.python.libraries.keras.functions.elementwise import each_element
from convcalc.readers.python.libraries.keras.functions.gathering import take_along
from convcalc.readers.python.libraries.keras.functions.image import adaptive
from convcalc.readers.python.libraries.keras.functions.indexing import subscript
from convcalc.readers.python.libraries.keras.functions.shapes import concatenate_first
from convcalc.readers.python.libraries.keras.functions.shapes import tensor_list
from convcalc.readers.python.libraries.keras.operations import perform
from convcalc.readers.python.libraries.keras.tensors import KerasTensor
from convcalc.vocabulary import made

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site


def attention(site: Site, query: Any, key: Any, value: Any, *rest: Any, **options: Any) -> object:
    """dot_product_attention of (batch, length, heads, features)."""
    given = [constant(each) for each in (query, key, value)]
    shapes = [each.tensor.shape for each in given]
    if any(len(each) != 4 for each in shapes):
        raise BadValue("attention takes tensors of 4 axes", expected="(N, T, heads, features)")
    batch, length, heads, depth = shapes[0]
    seen, width = shapes[1][1], shapes[2][3]
    layer = Function(
        function="attention",
        shapes=((batch, length, heads, width),),
        products=batch * heads * length * seen * (depth + width),
        work=batch * heads * length * seen,
    )
    return perform(layer, given, site, "DotProductAttention")


def normalised(site: Site, x: Any, *rest: Any, **options: Any) -> object:
    """layer_normalization and rms_normalization: the weights are handed over."""
    return each_element("LayerNormalization", constant(x), site)


def glu(site: Site, x: Any, axis: Any = -1) -> object:
    """One half of an axis gates the other."""
    return perform(GLU(axis=axis), [constant(x)], site, "Glu")


def stacked(axis: int) -> Any:
    """Tensors one behind the other along an axis that they have: hstack and vstack."""

    def run(site: Site, xs: Any) -> object:
        return concatenate_first(site, tensor_list(xs), axis)

    return run


def meshgrid(site: Site, *x: Any, indexing: Any = "xy") -> object:
    """Coordinates of a grid."""
    tensors = [constant(each) for each in x]
    sizes = [product(each.tensor.shape) for each in tensors]
    if indexing == "xy" and len(sizes) > 1:
        sizes[:2] = sizes[1::-1]
    layer = Function(function="meshgrid", shapes=(tuple(sizes),) * len(tensors), work=0)
    found = perform(layer, tensors, site, "Meshgrid")
    return list(found) if isinstance(found, tuple) else [found]


def outer(site: Site, x1: Any, x2: Any) -> object:
    """Every element times every element."""
    one, other = constant(x1), constant(x2)
    sizes = (product(one.tensor.shape), product(other.tensor.shape))
    return perform(Function(function="outer", shapes=(sizes,)), [one, other], site, "Outer")


def cut(site: Site, x: Any, begin: Any = None, size: Any = None, *rest: Any, **o: Any) -> object:
    """slice(x, begin, size), -1 for the rest of an axis."""
    tensor = constant(o.get("input_", o.get("inputs", x)))
    starts = o.get("start_indices", begin)
    sizes = o.get("shape", size)
    if not isinstance(starts, (list, tuple)) or not isinstance(sizes, (list, tuple)):
        raise BadValue("slice() needs positions that are known", expected="lists of numbers")
    rank = len(tensor.tensor.shape)
    if not len(starts) == len(sizes) == rank:
        raise BadValue(
            f"{len(starts)} positions and {len(sizes)} sizes for {rank} axes",
            expected="one of each for every axis",
        )
    parts = tuple(
        [
            Span(start=first, stop=None if length == -1 else first + length)
            for first, length in zip(starts, sizes, strict=True)
        ]
    )
    return perform(Index(parts=parts), [tensor], site, "Slice")


def get_item(site: Site, x: Any, key: Any) -> object:
    """x[key]."""
    return subscript(constant(x), key, site)


def same_shape(spelled: str) -> Any:
    """A function whose result is shaped as its first argument."""

    def run(site: Site, x: Any, *rest: Any, **options: Any) -> object:
        return each_element(spelled, constant(x), site)

    return run


def separable(
    site: Site, inputs: Any, depthwise_kernel: Any, pointwise_kernel: Any, *args: Any, **o: Any
) -> object:
    """separable_conv with weights that are handed over."""
    from convcalc.readers.python.libraries.keras.functions.convolutions import conv
    from convcalc.readers.python.libraries.keras.functions.convolutions import depthwise_conv

    first = depthwise_conv(site, inputs, depthwise_kernel, *args, **o)
    return conv(site, first, pointwise_kernel)


def conv2d_transpose(
    site: Site, x: Any = None, filters: Any = None, *args: Any, **options: Any
) -> object:
    """tf.nn.conv2d_transpose(input, filters, output_shape, strides, padding)."""
    names = ("output_shape", "strides", "padding")
    given = dict(zip(names, args, strict=False)) | options
    strides = given.get("strides", 1)
    tensor, weight = constant(given.get("input", x)), constant(filters)
    shape = weight.tensor.shape
    steps = strides[1:3] if isinstance(strides, (list, tuple)) and len(strides) == 4 else strides
    layer = made(
        "keras",
        "Conv2DTranspose",
        shape[-2],
        tuple(shape[:2]),
        strides=steps,
        padding=str(given.get("padding", "SAME")).lower(),
        use_bias=False,
    )
    return perform(Functional(layer=layer), [tensor, weight], site, "ConvTranspose")


def grey(site: Site, images: Any, *rest: Any, **options: Any) -> object:
    """rgb_to_grayscale: one channel left."""
    tensor = constant(images)
    sizes = (*tensor.tensor.shape[:-1], 1)
    layer = Function(function="grayscale", shapes=(sizes,), work=product(tensor.tensor.shape))
    return perform(layer, [tensor], site, "RgbToGrayscale")


def empty_like(site: Site, x: Any, *rest: Any, **options: Any) -> object:
    """A constant of the same shape."""
    return filled(constant(x).tensor.shape)


MORE: dict[str, Any] = {
    "adaptive_average_pool": adaptive("Average"),
    "adaptive_max_pool": adaptive("Max"),
    "array": lambda _, x, dtype=None: constant(x),
    "copy": lambda _, x: x,
    "dot_product_attention": attention,
    "dtype": lambda _, x: constant(x).dtype,
    "empty_like": empty_like,
    "get_item": get_item,
    "glu": glu,
    "hstack": stacked(1),
    "is_tensor": lambda _, x: isinstance(x, KerasTensor),
    "layer_normalization": normalised,
    "meshgrid": meshgrid,
    "outer": outer,
    "rms_normalization": normalised,
    "scatter_update": same_shape("ScatterUpdate"),
    "separable_conv": separable,
    "slice": cut,
    "slice_update": same_shape("SliceUpdate"),
    "take_along_axis": take_along,
    "vstack": stacked(0),
}
