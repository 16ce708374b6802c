"""Shapes, sizes and number formats as the library's users give them: values, arrays, tensors."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NoReturn

from convcalc.analysis.dtypes import BITS
from convcalc.analysis.dtypes import bits_of
from convcalc.dims import Expr
from convcalc.errors import UsageError

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape

    Given = tuple[str | None, Shape]

LONGEST = 80
"""Characters of a value in a message."""

ALIASES = {
    "bf16": "bfloat16",
    "double": "float64",
    "float": "float32",
    "fp16": "float16",
    "fp32": "float32",
    "fp64": "float64",
    "fp8": "float8",
    "half": "float16",
    "int": "int32",
    "long": "int64",
    "short": "int16",
}
"""Short names of number formats."""


def shown(value: Any) -> str:
    """A value in a message: what it is, and no more than a line of it."""
    kind = type(value)
    if kind.__module__ == "builtins" or kind.__module__.startswith("convcalc"):
        text = repr(value)
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
    return f"<{kind.__module__}.{kind.__qualname__}>"


def dtype_of(dtype: Any) -> str:
    """
    A number format by its name, a short name, or a type of PyTorch's, NumPy's or TensorFlow's.

    >>> dtype_of("bf16")
    'bfloat16'

    Raises:
        UsageError: If there is none of that name.
    """
    if not isinstance(dtype, str):
        named = getattr(dtype, "__name__", None) or getattr(dtype, "name", None) or str(dtype)
        dtype = str(named)
    word: str = dtype.rpartition(".")[2]
    word = ALIASES.get(word, word)
    if word not in BITS and word.startswith("float8"):
        word = "float8"
    if word not in BITS:
        bits_of(dtype)
    return word


def shapes_of(input_size: Any) -> list[Given]:
    """
    The shapes that were given, with names if they have any.

    Raises:
        UsageError: If one is none.
    """
    if input_size is None:
        return []
    if isinstance(input_size, str):
        from convcalc.shape_text import parse_input

        return [parse_input(input_size)]
    if isinstance(input_size, dict):
        return [(str(name), shape_of(shape)) for name, shape in input_size.items()]
    sizes = _sizes_in(input_size)
    if sizes is None or (not sizes and isinstance(input_size, list)):
        _refuse(input_size)
    if sizes and (isinstance(sizes[0], (tuple, list)) or _axes_of(sizes[0])):
        return [(None, shape_of(shape)) for shape in sizes]
    return [(None, shape_of(sizes))]


def shape_of(shape: Any) -> Shape:
    """
    One shape, of a tuple, a text, or what has a shape.

    Raises:
        UsageError: If it is none.
    """
    if isinstance(shape, str):
        from convcalc.shape_text import parse_shape

        return parse_shape(shape)
    sizes = _sizes_in(shape)
    if sizes is None:
        _refuse(shape)
    found = tuple([size_of(size, "input_size") for size in sizes])
    return _typed(found, getattr(shape, "dtype", None)) if hasattr(shape, "shape") else found


def _typed(shape: Shape, dtype: Any) -> Shape:
    """A shape with the kind of numbers that its tensor has, where the network may ask for it."""
    from convcalc.shape_text import DTYPES
    from convcalc.shape_text import TypedShape

    word = str(dtype).rpartition(".")[2]
    if word not in DTYPES or word == "float32":
        return shape
    typed = TypedShape(shape)
    typed.dtype = word
    return typed


def _sizes_in(value: Any) -> Any:
    """The sizes in a sequence, of an array of them, or of what has a shape; None for none."""
    if isinstance(value, (tuple, list)):
        return value
    axes = _axes_of(value)
    if axes is None:
        return None
    # An array of a few whole numbers is taken as what it says: np.array([1, 3, 224, 224]).
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    return [int(each) for each in value] if len(axes) == 1 and kind in ("i", "u") else axes


def _axes_of(value: Any) -> Any:
    """The shape of a tensor or array; None of anything else."""
    axes = getattr(value, "shape", None)
    return tuple(axes) if axes is not None and not hasattr(value, "__index__") else _indexed(axes)


def _indexed(axes: Any) -> Any:
    """The shape of what may also be a number, such as an array: no axes are a number."""
    return tuple(axes) if axes else None


def _refuse(shape: Any) -> NoReturn:
    raise UsageError(
        f"input_size={shown(shape)}",
        expected="a shape, for example (1, 3, 224, 224)",
        argument="input_size",
    )


def size_of(size: Any, argument: str) -> Dim:
    """
    A whole number, a symbol, or the text of one; a batch is at least 1.

    Raises:
        UsageError: If it is none.
    """
    if isinstance(size, Expr):
        return size
    if isinstance(size, str):
        from convcalc.shape_text import parse_size

        return parse_size(size)
    least = 0 if argument == "input_size" else 1
    if isinstance(size, bool) or not hasattr(size, "__index__") or int(size) < least:
        raise UsageError(
            f"{argument}={shown(size)}",
            expected=f"whole numbers of at least {least}, or symbols",
            argument=argument,
        )
    return int(size)


TORCHINFO = {
    "groups": "call",
    "input_size": "input_shapes",
    "kernel_size": "call",
    "mult_adds": "macs",
    "num_params": "params",
    "output_size": "output_shapes",
    "trainable": "trainable_params",
}
"""The columns of torchinfo, and those that hold what they do."""


def own_columns(names: Any) -> tuple[str, ...]:
    """
    The columns of these names, which may be torchinfo's, behind the layer's name and type.

    >>> own_columns(("input_size", "num_params"))
    ('name', 'call', 'input_shapes', 'params')

    Raises:
        UsageError: If there is none of a name.
    """
    given = [names] if isinstance(names, str) else [str(each) for each in names]
    if not given:
        return ()
    words = [getattr(each, "value", each) for each in given]
    if not any(word in TORCHINFO for word in words):
        return tuple(words)
    unknown = [word for word in words if word not in TORCHINFO]
    if unknown:
        raise UsageError(
            f"col_names={unknown[0]!r}", expected=", ".join(TORCHINFO), argument="col_names"
        )
    return tuple(dict.fromkeys(["name", "call", *[TORCHINFO[word] for word in words]]))


def typed(shapes: list[Given], dtypes: Any) -> list[Given]:
    """
    The shapes with the number formats of their inputs.

    Raises:
        UsageError: If there is another number of formats.
    """
    if dtypes is None:
        return shapes
    if len(dtypes) != len(shapes):
        raise UsageError(
            f"{len(dtypes)} dtypes for {len(shapes)} inputs", expected="one each", argument="dtypes"
        )
    return [
        (name, _typed(shape, dtype)) for (name, shape), dtype in zip(shapes, dtypes, strict=True)
    ]
