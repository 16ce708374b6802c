"""`einops.layers.torch`: patterns as modules."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.layers.shape.rearrange import rearrange_layer
from convcalc.layers.shape.rearrange import reduce_layer
from convcalc.layers.vocabulary import Maker
from convcalc.readers.python.libraries import Deferred
from convcalc.readers.python.libraries.torch.nn.classes import class_of
from convcalc.readers.python.libraries.torch.nn.layer import LayerClass
from convcalc.readers.python.libraries.torch.nn.layer_rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable


class PatternClass(LayerClass):
    """`Rearrange` and `Reduce`: their arguments are those of the function, the tensor apart."""

    __slots__ = ()

    def __init__(self, name: str, function: Callable[..., Any]) -> None:
        super().__init__(name, (class_of("Module"),), Row("Module"), alias="Identity")
        self.maker = Maker(name=name, vocabulary="torch", function=function, fixed=())
        self.defaults = {}


TABLE: dict[str, Any] = {
    "Rearrange": Deferred(lambda _: PatternClass("Rearrange", rearrange_layer)),
    "Reduce": Deferred(lambda _: PatternClass("Reduce", reduce_layer)),
}
