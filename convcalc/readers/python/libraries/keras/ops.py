"""keras.ops: the functions of tensors, under the names of Keras 3."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries.keras import own_names
from convcalc.readers.python.libraries.keras.functions.along import ALONG
from convcalc.readers.python.libraries.keras.functions.along import running
from convcalc.readers.python.libraries.keras.functions.constants import arange
from convcalc.readers.python.libraries.keras.functions.constants import constant
from convcalc.readers.python.libraries.keras.functions.constants import convert
from convcalc.readers.python.libraries.keras.functions.constants import eye
from convcalc.readers.python.libraries.keras.functions.constants import full
from convcalc.readers.python.libraries.keras.functions.constants import like
from convcalc.readers.python.libraries.keras.functions.constants import linspace
from convcalc.readers.python.libraries.keras.functions.constants import zeros
from convcalc.readers.python.libraries.keras.functions.image import IMAGE
from convcalc.readers.python.libraries.keras.functions.image import NN
from convcalc.readers.python.libraries.keras.functions.image import pad
from convcalc.readers.python.libraries.keras.functions.math import MATH
from convcalc.readers.python.libraries.keras.functions.math import OF_KERAS
from convcalc.readers.python.libraries.keras.functions.seldom import MORE
from convcalc.readers.python.libraries.keras.functions.seldom import grey
from convcalc.readers.python.libraries.keras.functions.shapes import SHAPES
from convcalc.readers.python.libraries.keras.functions.shapes import concatenate
from convcalc.readers.python.libraries.keras.functions.shapes import concatenate_first
from convcalc.readers.python.libraries.keras.functions.shapes import split
from convcalc.readers.python.libraries.keras.session import session
from convcalc.readers.python.objects.descriptors import HostStatic
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site

CONSTANTS: dict[str, Any] = {
    "arange": arange,
    "constant": convert,
    "convert_to_numpy": convert,
    "convert_to_tensor": convert,
    "empty": zeros,
    "eye": eye,
    "full": full,
    "full_like": like,
    "linspace": linspace,
    "ones": zeros,
    "ones_like": like,
    "zeros": zeros,
    "zeros_like": like,
}

RANDOM: dict[str, Any] = {
    name: HostStatic(name, zeros)
    for name in ("beta", "gamma", "normal", "randint", "truncated_normal", "uniform")
}


class Rule(HostStatic):
    """A function of tensors: what is not known makes its result not known."""

    __slots__ = ()

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Call it."""
        for each in (*args, *kwargs.values()):
            if isinstance(each, Unread):
                return each
            if type(each) in (list, tuple):
                unread = next((part for part in each if isinstance(part, Unread)), None)
                if unread is not None:
                    return unread
        return super().call(args, kwargs, site)

    def attribute(self, name: str, site: Site) -> object:
        """Its name."""
        return self.name if name == "__name__" else super().attribute(name, site)


def permute(site: Site, x: Any, pattern: Any) -> object:
    """keras.backend.permute_dimensions(x, pattern)."""
    return SHAPES["transpose"](site, x, pattern)


def batch_dot(site: Site, x: Any, y: Any, axes: Any = None) -> object:
    """keras.backend.batch_dot(x, y) of two stacks of matrices: their products."""
    ranks = {len(constant(each).tensor.shape) for each in (x, y)}
    if ranks != {3} or axes not in (None, (2, 1), [2, 1]):
        return Unread("batch_dot(...)", "only products of two stacks of matrices are read")
    return MATH["matmul"](site, x, y)


FORMAT_POSITIONS = {
    "adaptive_average_pool": 2,
    "adaptive_max_pool": 2,
    "average_pool": 4,
    "conv": 4,
    "conv_transpose": 5,
    "depth_to_space": 2,
    "depthwise_conv": 4,
    "max_pool": 4,
    "space_to_depth": 2,
}
"""Functions of Keras that ask the settings where the channels are -> the argument that says it."""


class FormattedRule(Rule):
    """A function that is told where the channels are, or asks the settings."""

    __slots__ = ()

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Call it."""
        told = args[FORMAT_POSITIONS[self.name] :] or [kwargs.get("data_format")]
        if told[0] is None:
            args = args[: FORMAT_POSITIONS[self.name]]
            kwargs = {**kwargs, "data_format": session(site).image_data_format}
        return super().call(args, kwargs, site)


def wrapped(table: dict[str, Any]) -> dict[str, Any]:
    """The rules of a table as functions of the evaluated world."""
    return {name: Rule(name, function) for name, function in table.items()}


def rules() -> dict[str, Any]:
    """Every function of keras.ops, and of keras.backend, which has most of them too."""
    found = wrapped(
        {
            **CONSTANTS,
            **MATH,
            **SHAPES,
            **ALONG,
            **NN,
            **MORE,
            "pad": pad,
            "split": split,
            "concatenate": concatenate,
        }
    )
    asking = {
        name: FormattedRule(name, found[name].function)
        for name in FORMAT_POSITIONS
        if name in found
    }
    return {**found, **asking}


_EVERY: dict[str, Any] = {
    **rules(),
    **wrapped(
        {
            **OF_KERAS,
            "concatenate": concatenate_first,
            "cumprod": running("cumprod", "Cumprod"),
            "cumsum": running("cumsum", "Cumsum"),
            "identity": eye,
        }
    ),
}


def only(table: dict[str, Any], names: str) -> dict[str, Any]:
    """The rows that a module has under these names of its own; another module's are none of it."""
    return {name: table[name] for name in names.split()}


OPS = only(_EVERY, own_names.OPS)
OPS_NN = only(_EVERY, own_names.OPS_NN)
OPS_NUMPY = only(_EVERY, own_names.OPS_NUMPY)
OPS_IMAGE = wrapped({**IMAGE, "rgb_to_grayscale": grey})
