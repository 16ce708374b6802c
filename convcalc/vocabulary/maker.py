"""A spelled layer name, ready to be called with the user's arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.layers.core.signatures import Given
from convcalc.layers.core.signatures import Signature
from convcalc.layers.core.signatures import bound
from convcalc.tables import load
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.layers.core.layer import Layer

ALIASES = {
    "k": "kernel_size",
    "s": "stride",
    "p": "padding",
    "d": "dilation",
    "g": "groups",
    "heads": "num_heads",
}
"""The letters of the formula and other short words, accepted in convcalc's own spelling."""

COMMON = frozenset(
    (
        "activity_regularizer",
        "autocast",
        "batch_input_shape",
        "dtype",
        "input_dim",
        "input_shape",
        "name",
        "trainable",
    )
)
"""The keyword arguments that every layer of Keras takes; none changes what the layer does."""


class Maker(Value):
    """
    How a layer is made of the arguments of a call.

    `row` is the "file:function" in convcalc.layers that makes it, of the arguments by name and what
    is `fixed` by the layer's name. `rules` are the words behind the colons of the signature's text,
    `told` what stands below it.
    """

    name: str
    vocabulary: str
    signature: Signature
    home: str
    fixed: tuple[Any, ...] = ()
    rules: Mapping[str, str] = {}
    told: str = ""

    def make(self, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Layer:
        """
        The layer that this call means.

        Raises:
            BadValue: If an argument is missing, unknown or refused by the framework.
        """
        return self.layer(self.bound(args, kwargs))

    def layer(self, given: Mapping[str, Any]) -> Layer:
        """
        The layer of all arguments by name.

        Raises:
            BadValue: If the framework refuses one.
        """
        layer: Layer = load(self.home, "convcalc.layers")(Given(**given), *self.fixed)
        return layer

    def bound(self, args: Sequence[Any], kwargs: Mapping[str, Any]) -> dict[str, Any]:
        """
        The arguments of a call by name, defaults among them.

        Raises:
            BadValue: If one is missing, unknown, given twice or one too many.
        """
        if kwargs:
            known = self.signature.known
            if self.vocabulary == "native":
                kwargs = {
                    ALIASES[name]
                    if name not in known and ALIASES.get(name) in known
                    else name: each
                    for name, each in kwargs.items()
                }
            elif self.vocabulary == "keras":
                kwargs = {
                    name: each
                    for name, each in kwargs.items()
                    if name not in COMMON or name in known
                }
        return bound(self.signature, args, kwargs, self.name)

    def _meant(self, name: str) -> str:
        """The argument that a short word stands for, unless it is one itself."""
        known = self.signature.known
        return ALIASES[name] if name not in known and ALIASES.get(name) in known else name

    def parameters(self) -> tuple[str, ...]:
        """The names of the arguments, in order."""
        return self.signature.names
