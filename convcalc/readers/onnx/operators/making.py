"""Tensors made from nothing but their shape, and operators that stand by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.layers.core.window import windows
from convcalc.layers.other.function import Function
from convcalc.readers.onnx.operators.shapes import known_sizes
from convcalc.readers.onnx.step import Undecided
from convcalc.readers.onnx.values import dtype_of
from convcalc.readers.stored.arrays import Array

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.onnx.step import Step
    from convcalc.readers.onnx.values import Value


def constant(step: Step) -> list[Value]:
    """Constant: a tensor, a number, a text, or several of them."""
    record = step.attribute("value")
    if record is not None and record["t"] is not None:
        return [step.run.stored(record["t"], step.results[0] if step.results else step.name)]
    record = step.attribute("sparse_value")
    if record is not None and record["sparse_tensor"] is not None:
        return [step.run.sparse(record["sparse_tensor"])]
    single: dict[str, tuple[str, Callable[[str], Any]]] = {
        "value_int": ("int64", step.whole),
        "value_float": ("float32", step.fraction),
        "value_string": ("string", step.text),
    }
    for name, (dtype, read) in single.items():
        if step.has(name):
            return [step.constant((), dtype, Array((), [read(name)]))]
    for name, dtype in (("value_ints", "int64"), ("value_floats", "float32")):
        listed = step.wholes(name) if dtype == "int64" else step.fractions(name)
        if listed is not None:
            return [step.constant((len(listed),), dtype, Array((len(listed),), listed))]
    record = step.attribute("value_strings")
    if record is not None:
        return [step.constant((len(record["strings"]),), "string")]
    raise BadValue("Constant without a value")


def _filled(step: Step, shape: Shape, dtype: str) -> list[Value]:
    return [step.constant(shape, dtype, is_constant=False)]


def constant_of_shape(step: Step) -> list[Value]:
    """ConstantOfShape: one element everywhere."""
    record = step.attribute("value")
    has_tensor = record is not None and record["t"] is not None
    dtype = dtype_of(record["t"]["data_type"]) if has_tensor and record is not None else "float32"
    return _filled(step, tuple(known_sizes(step, 0)), dtype)


def constant_fill(step: Step) -> list[Value]:
    """ConstantFill, of the first operator sets: a shape as an attribute, or an input's."""
    shape: Shape | None = step.wholes("shape")
    if shape is None:
        source = step.needed(0)
        shape = tuple(known_sizes(step, 0)) if step.whole("input_as_shape") else source.shape
    return _filled(step, (*shape, *(step.wholes("extra_shape") or ())), "float32")


def random_of_shape(step: Step) -> list[Value]:
    """RandomNormal and RandomUniform."""
    dtype = dtype_of(step.whole("dtype", 1))
    shape = step.wholes("shape") or ()
    return step.apply(Function(function=step.op.lower(), shapes=(shape,)), [], dtype=dtype)


def random_like(step: Step) -> list[Value]:
    """RandomNormalLike, RandomUniformLike, Bernoulli: as the input."""
    source = step.needed(0)
    dtype = dtype_of(step.whole("dtype")) if step.has("dtype") else source.dtype
    layer = Function(function=step.op.lower(), shapes=(source.shape,))
    return step.apply(layer, [source], dtype=dtype)


def random_range(step: Step) -> list[Value]:
    """Range whose ends are not all known."""
    start, limit, delta = (step.scalar(index) for index in (0, 1, 2))
    count: Dim
    if start == 0 and delta == 1 and limit is not None and not isinstance(limit, float):
        count = limit
    elif None not in (start, limit, delta) and type(delta) is int and delta > 0:
        count = (limit - start + delta - 1) // delta
    else:
        count = step.fresh()
    return _filled(step, (count,), step.needed(0).dtype)


def multinomial(step: Step) -> list[Value]:
    """Multinomial: samples of every row."""
    source = step.needed(0)
    shape = (source.shape[0], step.whole("sample_size", 1))
    dtype = dtype_of(step.whole("dtype", 6))
    return step.apply(Function(function="multinomial", shapes=(shape,)), [source], dtype=dtype)


def window(step: Step) -> list[Value]:
    """HannWindow and its kin: as long as a number says."""
    size = step.scalar(0)
    dtype = dtype_of(step.whole("output_datatype", 1))
    return _filled(step, (step.fresh() if size is None else size,), dtype)


def mel_weights(step: Step) -> list[Value]:
    """MelWeightMatrix: (⌊dft_length / 2⌋ + 1, num_mel_bins)."""
    bins, length = step.scalar(0), step.scalar(1)
    rows = step.fresh() if length is None else length // 2 + 1
    dtype = dtype_of(step.whole("output_datatype", 1))
    return _filled(step, (rows, step.fresh() if bins is None else bins), dtype)


def dft(step: Step) -> list[Value]:
    """DFT along an axis: real numbers become complex ones, half of them where that is enough."""
    source = step.needed(0)
    axis = (
        step.scalar(2)
        if step.given(2) is not None
        else step.whole("axis", 1 if step.version < 20 else -2)
    )
    if type(axis) is not int:
        raise Undecided("the axis of DFT is worked out by the network")
    axis = step.axis(axis, source.rank)
    length = source.shape[axis] if step.given(1) is None else step.scalar(1)
    length = step.fresh() if length is None else length
    sizes = [*source.shape[:-1], 1 if step.whole("inverse") and step.whole("onesided") else 2]
    sizes[axis] = length
    if step.whole("onesided") and not step.whole("inverse"):
        sizes[axis] = length // 2 + 1
    layer = Function(function="dft", shapes=(tuple(sizes),))
    return step.apply(layer, [source])


def stft(step: Step) -> list[Value]:
    """STFT: frames of a signal, each with its frequencies."""
    source = step.needed(0)
    hop = step.scalar(1)
    given = step.given(2)
    length = step.scalar(3) if step.given(3) is not None else given.shape[0] if given else None
    if hop is None or length is None:
        sizes: list[Dim] = [step.fresh(), step.fresh()]
    else:
        frames = windows(source.shape[1], kernel_size=length, stride=hop)
        sizes = [frames, length // 2 + 1 if step.whole("onesided", 1) else length]
    layer = Function(function="stft", shapes=((source.shape[0], *sizes, 2),))
    return step.apply(layer, [source])


def non_max_suppression(step: Step) -> list[Value]:
    """NonMaxSuppression: as many boxes as the values say, three numbers each."""
    inputs = [step.needed(0), step.needed(1)]
    layer = Function(
        function="non_max_suppression",
        shapes=((step.fresh(), 3),),
        work=product(inputs[1].shape),
    )
    return step.apply(layer, inputs, dtype="int64")


def loss(step: Step) -> list[Value]:
    """SoftmaxCrossEntropyLoss, with the logarithms where they are wanted."""
    scores, labels = step.needed(0), step.needed(1)
    reduced = step.text("reduction", "mean") != "none"
    shapes = [() if reduced else labels.shape, scores.shape][: max(len(step.results), 1)]
    work = 3 * product(scores.shape)
    layer = Function(function="cross_entropy", shapes=tuple(shapes), work=work)
    return step.apply(layer, [scores, labels])


def likelihood_loss(step: Step) -> list[Value]:
    """NegativeLogLikelihoodLoss."""
    scores, labels = step.needed(0), step.needed(1)
    reduced = step.text("reduction", "mean") != "none"
    shape = () if reduced else labels.shape
    layer = Function(function="nll_loss", shapes=(shape,), work=product(labels.shape))
    return step.apply(layer, [scores, labels])


def determinant(step: Step) -> list[Value]:
    """Det of square matrices."""
    source = step.needed(0)
    layer = Function(
        function="det", shapes=(source.shape[:-2],), work=product(source.shape) * source.shape[-1]
    )
    return step.apply(layer, [source])


def rotary(step: Step) -> list[Value]:
    """RotaryEmbedding: as the input."""
    source = step.needed(0)
    layer = Function(
        function="rotary_embedding", shapes=(source.shape,), work=3 * product(source.shape)
    )
    return step.apply(layer)


def optimizer(step: Step) -> list[Value]:
    """A step of an optimiser: every tensor and what is kept of it, as they were."""
    kept = {"Adam": 2}.get(step.op, 1)
    given = [each for each in step.inputs[2:] if each is not None]
    count = len(given) // (2 + kept)
    rest = [*given[:count], *given[2 * count :]]
    layer = Function(function=step.op.lower(), shapes=tuple([each.shape for each in rest]))
    return step.apply(layer, given, dtype=[each.dtype for each in rest])


def image_decoder(step: Step) -> list[Value]:
    """ImageDecoder: an image whose size the bytes say."""
    channels = 1 if step.text("pixel_format", "RGB") == "Grayscale" else 3
    shape = (step.fresh(), step.fresh(), channels)
    return step.apply(Function(function="image_decoder", shapes=(shape,)), dtype="uint8")
