"""Reading the arguments of a layer call: sizes, switches and choices, refused with a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NoReturn

from convcalc.dims import Expr
from convcalc.errors import BadValue

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Sequence

    from convcalc.dims import Dim


def refuse(name: str, value: object, expected: str, hint: str = "") -> NoReturn:
    """Complain about one argument."""
    raise BadValue(f"{name}={show_value(value)}", expected=expected, hint=hint, argument=name)


def show_value(value: object) -> str:
    """A value as the user would write it, cut where it is long."""
    from convcalc.layers.core.quoted_values import shown

    text = shown(value, 20)
    return text if len(text) <= 60 else f"{text[:57]}..."


def size(value: Any, name: str, least: int = 1) -> Dim:
    """
    One whole number or symbolic size, at least `least`.

    Raises:
        BadValue: If it is something else or smaller.
    """
    if isinstance(value, Expr):
        return value
    if type(value) is not int:
        hint = "// divides into whole numbers" if isinstance(value, float) else ""
        refuse(name, value, f"a whole number, at least {least}", hint)
    if value < least:
        refuse(name, value, f"at least {least}")
    return value


def number(value: Any, name: str) -> float | int:
    """A plain number, for example a ratio or a slope."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        refuse(name, value, "a number")
    return value


def sizes(value: Any, ndim: int, name: str, least: int = 1) -> tuple[Dim, ...]:
    """
    One size for every spatial axis, from one for all or one each.

    Raises:
        BadValue: If there is another count of them or one is too small.
    """
    if isinstance(value, (tuple, list)):
        if len(value) != ndim:
            refuse(name, value, f"one size or {ndim}")
        return tuple([size(each, name, least) for each in value])
    return (size(value, name, least),) * ndim


def switch(value: Any, name: str) -> bool:
    """A yes or no; 0 and 1 are taken, as the frameworks do."""
    if isinstance(value, bool) or (type(value) is int and value in (0, 1)):
        return bool(value)
    refuse(name, value, "True or False")


def choice(value: Any, name: str, among: Collection[str]) -> str:
    """
    One word of a few.

    Raises:
        BadValue: With the nearest word as the hint.
    """
    if isinstance(value, str) and value in among:
        return value
    from convcalc.suggestions import did_you_mean

    refuse(name, value, " or ".join(map(repr, among)), did_you_mean(str(value), among))


def fraction(value: Any, name: str) -> float | int:
    """
    A plain number from 0 to 1, for example a dropout rate.

    Raises:
        BadValue: If it is something else.
    """
    if not 0 <= number(value, name) <= 1:
        refuse(name, value, "a number from 0 to 1")
    return value  # type: ignore[no-any-return]


def torch_sizes(value: Any, ndim: int, name: str, least: int = 1) -> tuple[Dim, ...]:
    """
    One size for every spatial axis; PyTorch takes a tuple of one for all axes, too.

    Raises:
        BadValue: If there is another count of them or one is too small.
    """
    if isinstance(value, (tuple, list)) and len(value) == 1:
        value = value[0]
    return sizes(value, ndim, name, least)


def torch_switch(value: Any, name: str) -> bool:
    """A yes or no; None is taken for no, as in `bias=None`."""
    return value is not None and switch(value, name)


DATA_FORMATS = ("channels_last", "channels_first")

ACTIVATIONS = frozenset(
    (
        "celu",
        "elu",
        "exponential",
        "gelu",
        "glu",
        "hard_shrink",
        "hard_sigmoid",
        "hard_silu",
        "hard_swish",
        "hard_tanh",
        "leaky_relu",
        "linear",
        "log_sigmoid",
        "log_softmax",
        "mish",
        "relu",
        "relu6",
        "selu",
        "sigmoid",
        "silu",
        "soft_shrink",
        "softmax",
        "softplus",
        "softsign",
        "sparse_plus",
        "sparse_sigmoid",
        "sparsemax",
        "squareplus",
        "swish",
        "tanh",
        "tanh_shrink",
        "threshold",
    )
)
"""The names that keras.activations knows."""


def keras_padding(value: Any, *, causal: bool = False) -> str:
    """
    Keras's padding word, in any case: 'valid', 'same', and for Conv1D 'causal'.

    Raises:
        BadValue: For a number or another word.
    """
    words = ("valid", "same", "causal") if causal else ("valid", "same")
    if not isinstance(value, str):
        refuse("padding", value, " or ".join(map(repr, words)), "ZeroPadding2D pads by a number")
    return choice(value.lower(), "padding", words)


def keras_axes(data_format: Any) -> bool:
    """Whether the channels come last: they do unless data_format says otherwise."""
    if data_format is None:
        return True
    return choice(data_format, "data_format", DATA_FORMATS) == "channels_last"


def keras_activation(value: Any, name: str = "activation") -> bool:
    """
    Whether an activation follows, from its name, None, or the function or layer itself.

    Raises:
        BadValue: For a name that Keras does not know.
    """
    if value is None or value == "linear":
        return False
    if isinstance(value, str) and value not in ACTIVATIONS:
        from convcalc.suggestions import did_you_mean

        refuse(name, value, "an activation of Keras", did_you_mean(value, ACTIVATIONS))
    if isinstance(value, (int, float, tuple, list, dict)):
        refuse(name, value, "the name of an activation, or None")
    return True


def truth(value: Any, name: str) -> bool:
    """
    A yes or no; Keras takes anything plain for one.

    Raises:
        BadValue: For what has no plain truth, for example a symbol.
    """
    if value is not None and not isinstance(value, (bool, int, float, str, tuple, list)):
        refuse(name, value, "True or False")
    return bool(value)


SAME = (
    ("kernel_size", "pool_size", "kernel", "k"),
    ("stride", "strides", "s"),
    ("padding", "pad", "p"),
    ("dilation", "dilation_rate", "d"),
    ("groups", "num_groups", "g"),
    ("bias", "use_bias"),
    ("out_channels", "filters", "out_features", "units", "hidden_size"),
    ("in_channels", "in_features", "num_features", "num_channels"),
    ("num_heads", "nhead", "heads"),
    ("p", "rate", "dropout"),
    ("eps", "epsilon"),
    ("axis", "dim"),
    ("multiplier", "depth_multiplier"),
    ("negative_slope", "slope", "alpha"),
    ("norm", "norm_type"),
    ("count", "num_embeddings", "input_dim"),
    ("width", "embedding_dim", "output_dim"),
    ("output_size", "target_shape"),
    ("start_dim", "start_axis"),
)
"""Groups of names that mean the same, by PyTorch, Keras, convcalc and habit."""


def same_meaning(word: str, names: Sequence[str]) -> str:
    """
    The one of these names that means what the word means elsewhere, misspelled or not; or nothing.

    >>> same_meaning("filters", ["in_channels", "out_channels"])
    'out_channels'
    >>> same_meaning("kernal", ["in_channels", "kernel_size"])
    'kernel_size'
    """
    from difflib import get_close_matches

    lowered = word.lower()
    known = [each for group in SAME for each in group if len(each) > 3]
    near = get_close_matches(lowered, known, 3, 0.8) if len(lowered) > 3 else []
    for spelled in (lowered, *near):
        for group in SAME:
            if spelled in group:
                found = [each for each in group if each in names]
                if found:
                    return found[0]
    return ""
