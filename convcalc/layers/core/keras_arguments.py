"""What Keras's layers share in reading their arguments."""

from __future__ import annotations

from typing import Any

from convcalc.layers.core.arguments import choice
from convcalc.layers.core.arguments import refuse
from convcalc.suggestions import did_you_mean

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
