"""keras.activations: functions of every element by itself."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.layers.core.arguments import ACTIVATIONS
from convcalc.layers.core.axes import axis_argument
from convcalc.operations import along_axes
from convcalc.operations.promotion import SAME
from convcalc.readers.python.libraries.keras.functions import families
from convcalc.readers.python.libraries.keras.hand import KerasHand
from convcalc.readers.python.libraries.keras.operations import perform
from convcalc.readers.python.libraries.keras.tensors import KerasTensor
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import no_attribute
from convcalc.suggestions import nearest

if TYPE_CHECKING:
    from convcalc.layers.core.layer import Layer
    from convcalc.readers.python.objects.host import Site

CLASS_NAMES = {"log_softmax": "LogSoftmax", "silu": "Silu", "swish": "Silu", "gelu": "Gelu"}


class ActivationFunction(HostObject):
    """One of keras.activations; the same object wherever it is named."""

    __slots__ = ("name",)
    type_name: ClassVar[str] = "an activation"

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name

    def attribute(self, name: str, site: Site) -> object:
        """Its name."""
        if name in ("__name__", "name"):
            return self.name
        raise no_attribute("an activation", name, ("__name__",))

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Apply it to a tensor."""
        given = args[0] if args else next(iter(kwargs.values()), None)
        if not isinstance(given, KerasTensor):
            raise BadValue(f"{self.name}() takes a tensor")
        if self.name == "linear":
            return given
        name = CLASS_NAMES.get(self.name, self.name.title().replace("_", ""))
        if "softmax" in self.name:
            axis = kwargs.get("axis", args[1] if len(args) > 1 else -1)
            axes = (axis if type(axis) is int else -1,)
            return along_axes.normalised(KerasHand(site), name, given, axes)
        layer = self._layer(args, kwargs)
        record = families.ACTIVATIONS.get(self.name)
        gives = SAME if record is None else record.gives
        dtype = KerasHand.promotion.result(gives, given.dtype)
        return perform(layer, [given], site, name, dtype=dtype)

    def _layer(self, args: list[Any], kwargs: dict[str, Any]) -> Layer:
        if self.name == "glu":
            from convcalc.layers.activation.glu import GLU

            axis = kwargs.get("axis", args[1] if len(args) > 1 else -1)
            return GLU(axis=axis_argument(axis, "axis"))
        from convcalc.layers.activation.activation import Activation

        return Activation(function=self.name)


@cache
def named_activation(name: str) -> ActivationFunction:
    """The one function of that name."""
    return ActivationFunction({"swish": "silu", "hard_swish": "hard_silu"}.get(name, name))


def activation_function(value: Any) -> Any:
    """
    What `keras.activations.get` gives: the function of a name; anything else as it is.

    Raises:
        BadValue: If no activation has that name.
    """
    if value is None:
        return named_activation("linear")
    if isinstance(value, str):
        if value not in ACTIVATIONS:
            raise BadValue(
                f"no activation is called {value!r}", hint=nearest(value, [*ACTIVATIONS])
            )
        return named_activation(value)
    return value
