"""Layers of Keras around the user's own code: Lambda, and TimeDistributed around a model."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.graph.tensor import Module
from convcalc.layers.shape.reshape import WholeReshape
from convcalc.readers.python.libraries.keras.calls import call_arguments
from convcalc.readers.python.libraries.keras.layer import LayerInstance
from convcalc.readers.python.libraries.keras.layer_class import LAYER
from convcalc.readers.python.libraries.keras.layer_class import KerasClass
from convcalc.readers.python.libraries.keras.layer_class import initialise
from convcalc.readers.python.libraries.keras.layer_classes import plain
from convcalc.readers.python.libraries.keras.operations import FunctionOperator
from convcalc.readers.python.libraries.keras.operations import path_of
from convcalc.readers.python.libraries.keras.session import session
from convcalc.readers.python.libraries.keras.tensors import KerasTensor
from convcalc.readers.python.libraries.keras.tensors import tensors_of
from convcalc.readers.python.objects.descriptors import HostMethod
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.vocabulary import made

if TYPE_CHECKING:
    from convcalc.layers.core.layer import Layer
    from convcalc.readers.python.objects.host import Site
    from convcalc.source import Source


class LambdaInstance(LayerInstance):
    """keras.layers.Lambda: what its function does is read like the rest of the source."""

    __slots__ = ()

    def trace_call(
        self, args: list[Any], kwargs: dict[str, Any], site: Site, source: Source | None
    ) -> object:
        """Run the function; one that cannot be run gives what `output_shape` says."""
        function = self.attributes["function"]
        if self.core is not None or not isinstance(function, HostObject):
            return self.core_call(args, kwargs, site, source)
        return self.run_inside(self._run, args, kwargs, site, source)

    def _run(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        from convcalc.readers.python.objects.functions import Function

        function = self.attributes["function"]
        given = {**(self.attributes["arguments"] or {}), **kwargs}
        if isinstance(function, Function):
            given = call_arguments(function, len(args), given)
        else:
            given = {name: each for name, each in given.items() if name not in ("training", "mask")}
        found = function.call(args, given, site)
        if not list(tensors_of(found)):
            raise BadValue(
                f"the Lambda {self.name!r} gives {describe(found)}, no tensor",
                hint="output_shape=(...) says what leaves a function that is not read",
            )
        return found


def _lambda(
    site: Site,
    self: LayerInstance,
    function: Any,
    output_shape: Any = None,
    mask: Any = None,
    arguments: Any = None,
    **common: Any,
) -> None:
    from convcalc.readers.python.objects.unread import Unread

    initialise(site, self, **common)
    self.attributes.update(function=function, arguments=arguments)
    if isinstance(function, Unread):
        self.core = made("keras", "Lambda", function, output_shape)


LAMBDA = KerasClass(
    "Lambda",
    (LAYER,),
    {"__init__": HostMethod("__init__", _lambda)},
    module="keras.layers",
    instance_type=LambdaInstance,
)


class TimeDistributedInstance(LayerInstance):
    """keras.layers.TimeDistributed; around a model, its inside runs on all steps at once."""

    __slots__ = ()

    def trace_call(
        self, args: list[Any], kwargs: dict[str, Any], site: Site, source: Source | None
    ) -> object:
        """Take the steps for a larger batch, and put them apart again."""
        if self.core is not None:
            return self.core_call(args, kwargs, site, source)
        return self.run_inside(self._run, args, kwargs, site, source)

    def _run(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        given = args[0] if args else kwargs.get("inputs")
        if not isinstance(given, KerasTensor) or len(given.tensor.shape) < 3:
            raise BadValue("TimeDistributed takes a sequence", expected="(N, T, ...)")
        batch, steps, *rest = given.tensor.shape
        merged = WholeReshape(sizes=(batch * steps, *rest))
        inner: Any = self.attributes["layer"].invoke([self._view(merged, given, site)], {}, site)
        sizes = (batch, steps, *inner.tensor.shape[1:])
        return self._view(WholeReshape(sizes=sizes), inner, site)

    def _view(self, layer: Layer, tensor: KerasTensor, site: Site) -> Any:
        """Steps and batch taken for one another: a row that is the wrapper's own."""
        trace = session(site).trace
        module = Module(layer, spelled="Reshape", call=self.spelled_call, source=self.source)
        name = trace.unique(path_of("steps", trace))
        return FunctionOperator(name, module).apply([tensor], trace, self.source)


def _time_distributed(site: Site, self: LayerInstance, layer: Any = None, **common: Any) -> None:
    initialise(site, self, **common)
    self.attributes["layer"] = layer
    inner = plain(layer)
    if not isinstance(inner, LayerInstance):
        self.core = made("keras", "TimeDistributed", inner)


TIME_DISTRIBUTED = KerasClass(
    "TimeDistributed",
    (LAYER,),
    {"__init__": HostMethod("__init__", _time_distributed)},
    module="keras.layers",
    instance_type=TimeDistributedInstance,
)
