"""Activations without weights that keep the shape: one class, and one maker for every signature."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.layers.core.arguments import ACTIVATIONS
from convcalc.layers.core.arguments import choice
from convcalc.layers.core.arguments import keras_activation
from convcalc.layers.core.arguments import number
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import torch_switch
from convcalc.layers.core.layer import Layer

if TYPE_CHECKING:
    from convcalc.layers.core.signatures import Given


class Activation(Layer):
    """
    A function of every element by itself; `is_in_place`: the result is written over the input.

    Shapes:
        input: any
        result: as the input

    Units: one operation an element, however costly the function is.

    Source: torch.nn, "Non-linear Activations"; keras.layers, "Activation layers".
    """

    kind: ClassVar[str] = "activation"

    not_compared: ClassVar[frozenset[str]] = frozenset({"is_in_place"})

    function: str
    is_in_place: bool = False


def torch_plain(given: Given, function: str) -> Activation:
    """torch.nn.Sigmoid, Tanh, and the others without arguments."""
    return Activation(function=function)


def torch_inplace(given: Given, function: str) -> Activation:
    """torch.nn.ReLU, SiLU, and the others with only `inplace`."""
    return Activation(function=function, is_in_place=torch_switch(given.inplace, "inplace"))


def torch_alpha(given: Given, function: str) -> Activation:
    """torch.nn.ELU, CELU."""
    number(given.alpha, "alpha")
    return torch_inplace(given, function)


def torch_lambd(given: Given, function: str) -> Activation:
    """torch.nn.Softshrink, Hardshrink."""
    number(given.lambd, "lambd")
    return Activation(function=function)


def torch_leaky_relu(given: Given) -> Activation:
    """torch.nn.LeakyReLU."""
    number(given.negative_slope, "negative_slope")
    return torch_inplace(given, "leakyrelu")


def torch_rrelu(given: Given) -> Activation:
    """torch.nn.RReLU."""
    if number(given.lower, "lower") > number(given.upper, "upper"):
        refuse("lower", given.lower, f"at most upper={given.upper}")
    return torch_inplace(given, "rrelu")


def torch_hardtanh(given: Given) -> Activation:
    """torch.nn.Hardtanh, with the retired names of its bounds."""
    low = given.min_val if given.min_value is None else given.min_value
    high = given.max_val if given.max_value is None else given.max_value
    if number(low, "min_val") >= number(high, "max_val"):
        refuse("min_val", low, f"less than max_val={high}")
    return torch_inplace(given, "hardtanh")


def torch_threshold(given: Given) -> Activation:
    """torch.nn.Threshold."""
    number(given.threshold, "threshold")
    number(given.value, "value")
    return torch_inplace(given, "threshold")


def torch_softplus(given: Given) -> Activation:
    """torch.nn.Softplus."""
    number(given.beta, "beta")
    number(given.threshold, "threshold")
    return Activation(function="softplus")


def torch_gelu(given: Given) -> Activation:
    """torch.nn.GELU."""
    choice(given.approximate, "approximate", ("none", "tanh"))
    return Activation(function="gelu")


def native_activation(given: Given, function: str) -> Activation:
    """The native relu, sigmoid and the like, without arguments."""
    return Activation(function=function)


def native_sloped(given: Given, function: str) -> Activation:
    """The native leakyrelu and elu: the slope changes no size."""
    number(given.slope, "slope")
    return Activation(function=function)


def native_threshold(given: Given) -> Activation:
    """The native threshold: neither number changes a size."""
    number(given.threshold, "threshold")
    number(given.value, "value")
    return Activation(function="threshold")


def native_shrink(given: Given, function: str) -> Activation:
    """The native softshrink and hardshrink."""
    number(given.threshold, "threshold")
    return Activation(function=function)


def keras_named(given: Given) -> Activation:
    """keras.layers.Activation: by name, or the function itself."""
    keras_activation(given.activation)
    known = isinstance(given.activation, str) and given.activation in ACTIVATIONS
    return Activation(function=given.activation if known else "function")


def keras_relu(given: Given) -> Activation:
    """keras.layers.ReLU."""
    for name in ("max_value", "negative_slope", "threshold"):
        value = getattr(given, name)
        if name == "max_value" and value is None:
            continue
        if value is None or number(value, name) < 0:
            refuse(name, value, "a number, at least 0")
    return Activation(function="relu")


def keras_thresholded(given: Given) -> Activation:
    """keras.layers.ThresholdedReLU of Keras 2."""
    if given.theta is None or number(given.theta, "theta") < 0:
        refuse("theta", given.theta, "a number, at least 0")
    return Activation(function="threshold")


def keras_leaky_relu(given: Given) -> Activation:
    """keras.layers.LeakyReLU."""
    if given.negative_slope is None or number(given.negative_slope, "negative_slope") < 0:
        refuse("negative_slope", given.negative_slope, "a number, at least 0")
    return Activation(function="leakyrelu")


def keras_elu(given: Given) -> Activation:
    """keras.layers.ELU."""
    number(given.alpha, "alpha")
    return Activation(function="elu")
