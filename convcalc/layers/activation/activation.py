"""Activations without weights that keep the shape: one class, and one maker for every signature."""

from __future__ import annotations

from typing import Any
from typing import ClassVar

from convcalc.layers.core.arguments import choice
from convcalc.layers.core.arguments import number
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.keras_arguments import ACTIVATIONS
from convcalc.layers.core.keras_arguments import keras_activation
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.torch_arguments import torch_switch


class Activation(Layer):
    """
    A function of every element by itself.

    Shapes:
        input: any
        result: as the input

    Units: one operation an element, however costly the function is.

    Source: torch.nn, "Non-linear Activations"; keras.layers, "Activation layers".
    """

    kind: ClassVar[str] = "activation"

    function: str


def torch_plain(function: str) -> Activation:
    """torch.nn.Sigmoid, Tanh, and the others without arguments."""
    return Activation(function=function)


def torch_inplace(function: str, inplace: Any = False) -> Activation:
    """torch.nn.ReLU, SiLU, and the others with only `inplace`."""
    torch_switch(inplace, "inplace")
    return Activation(function=function)


def torch_alpha(function: str, alpha: Any = 1.0, inplace: Any = False) -> Activation:
    """torch.nn.ELU, CELU."""
    number(alpha, "alpha")
    return torch_inplace(function, inplace)


def torch_lambd(function: str, lambd: Any = 0.5) -> Activation:
    """torch.nn.Softshrink, Hardshrink."""
    number(lambd, "lambd")
    return Activation(function=function)


def torch_leaky_relu(negative_slope: Any = 0.01, inplace: Any = False) -> Activation:
    """torch.nn.LeakyReLU."""
    number(negative_slope, "negative_slope")
    return torch_inplace("leakyrelu", inplace)


def torch_rrelu(lower: Any = 1 / 8, upper: Any = 1 / 3, inplace: Any = False) -> Activation:
    """torch.nn.RReLU."""
    if number(lower, "lower") > number(upper, "upper"):
        refuse("lower", lower, f"at most upper={upper}")
    return torch_inplace("rrelu", inplace)


def torch_hardtanh(
    min_val: Any = -1.0,
    max_val: Any = 1.0,
    inplace: Any = False,
    min_value: Any = None,
    max_value: Any = None,
) -> Activation:
    """torch.nn.Hardtanh, with the retired names of its bounds."""
    low = min_val if min_value is None else min_value
    high = max_val if max_value is None else max_value
    if number(low, "min_val") >= number(high, "max_val"):
        refuse("min_val", low, f"less than max_val={high}")
    return torch_inplace("hardtanh", inplace)


def torch_threshold(threshold: Any, value: Any, inplace: Any = False) -> Activation:
    """torch.nn.Threshold."""
    number(threshold, "threshold")
    number(value, "value")
    return torch_inplace("threshold", inplace)


def torch_softplus(beta: Any = 1.0, threshold: Any = 20.0) -> Activation:
    """torch.nn.Softplus."""
    number(beta, "beta")
    number(threshold, "threshold")
    return Activation(function="softplus")


def torch_gelu(approximate: Any = "none") -> Activation:
    """torch.nn.GELU."""
    choice(approximate, "approximate", ("none", "tanh"))
    return Activation(function="gelu")


def native_activation(function: str) -> Activation:
    """The native relu, sigmoid and the like, without arguments."""
    return Activation(function=function)


def native_sloped(function: str, slope: Any = 0.01) -> Activation:
    """The native leakyrelu and elu: the slope changes no size."""
    number(slope, "slope")
    return Activation(function=function)


def native_threshold(threshold: Any, value: Any = 0) -> Activation:
    """The native threshold: neither number changes a size."""
    number(threshold, "threshold")
    number(value, "value")
    return Activation(function="threshold")


def native_shrink(function: str, threshold: Any = 0.5) -> Activation:
    """The native softshrink and hardshrink."""
    number(threshold, "threshold")
    return Activation(function=function)


def keras_named(activation: Any) -> Activation:
    """keras.layers.Activation: by name, or the function itself."""
    keras_activation(activation)
    known = isinstance(activation, str) and activation in ACTIVATIONS
    return Activation(function=activation if known else "function")


def keras_relu(
    max_value: Any = None, negative_slope: Any = 0.0, threshold: Any = 0.0
) -> Activation:
    """keras.layers.ReLU."""
    given = {"max_value": max_value, "negative_slope": negative_slope, "threshold": threshold}
    for name, value in given.items():
        if name == "max_value" and value is None:
            continue
        if value is None or number(value, name) < 0:
            refuse(name, value, "a number, at least 0")
    return Activation(function="relu")


def keras_leaky_relu(negative_slope: Any = 0.3) -> Activation:
    """keras.layers.LeakyReLU."""
    if negative_slope is None or number(negative_slope, "negative_slope") < 0:
        refuse("negative_slope", negative_slope, "a number, at least 0")
    return Activation(function="leakyrelu")


def keras_elu(alpha: Any = 1.0) -> Activation:
    """keras.layers.ELU."""
    number(alpha, "alpha")
    return Activation(function="elu")
