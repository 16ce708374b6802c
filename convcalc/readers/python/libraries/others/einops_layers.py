"""`einops.layers.torch`: patterns as modules."""

from __future__ import annotations

from typing import Any

from convcalc.layers.core.signatures import signature_in
from convcalc.readers.python.libraries import Deferred
from convcalc.readers.python.libraries.torch.nn.classes import class_of
from convcalc.readers.python.libraries.torch.nn.layer import LayerClass
from convcalc.readers.python.libraries.torch.nn.layer_entries import LayerEntry
from convcalc.vocabulary.maker import Maker


class PatternClass(LayerClass):
    """`Rearrange` and `Reduce`: their arguments are those of the function, the tensor apart."""

    __slots__ = ()

    def __init__(self, name: str, takes: str, home: str) -> None:
        super().__init__(name, (class_of("Module"),), LayerEntry("is Module"), alias="Identity")
        signature, _ = signature_in(takes)
        self.maker = Maker(name=name, vocabulary="torch", signature=signature, home=home)
        self.defaults = {}


def _made(name: str) -> PatternClass:
    if name.endswith("Rearrange"):
        return PatternClass("Rearrange", "pattern, **sizes", "shape.rearrange:rearranged")
    return PatternClass("Reduce", "pattern, reduction, **sizes", "shape.rearrange:reduced")


TABLE: dict[str, Any] = dict.fromkeys(("Rearrange", "Reduce"), Deferred(_made))
