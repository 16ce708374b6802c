"""Keras's layers as objects: what they hold, how they are built and called."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.errors import ConvcalcError
from convcalc.graph.tensor import Module
from convcalc.layers.other.own_parameters import NO_PARAMETERS
from convcalc.readers.python.libraries.keras.layer_contents import Holder
from convcalc.readers.python.libraries.keras.layer_contents import refuse_unread
from convcalc.readers.python.libraries.keras.operations import results
from convcalc.readers.python.libraries.keras.operations import symbolic_call
from convcalc.readers.python.libraries.keras.session import session
from convcalc.readers.python.libraries.keras.tensors import in_trace
from convcalc.readers.python.libraries.keras.tensors import is_symbolic
from convcalc.readers.python.libraries.keras.tensors import tensors_of
from convcalc.readers.python.objects.functions import Function

if TYPE_CHECKING:
    from convcalc.layers.core.layer import Layer
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.tracing.trace import Trace
    from convcalc.source import Source

HIDDEN_LAYERS = {
    "GroupQueryAttention": ("softmax", "dropout"),
    "MultiHeadAttention": ("softmax", "dropout"),
}
"""Layers that Keras makes inside its own when they are built: they use up automatic names."""


class LayerInstance(Holder):
    """A layer of Keras, or of a class of the user that derives from one, as it is called."""

    __slots__ = ()

    # calls

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Call it on tensors, through the user's own `__call__` where there is one."""
        held = self.cls.lookup("__call__")
        if isinstance(held, Function):
            return held.call([self, *args], kwargs, site)
        return self.invoke(args, kwargs, site)

    def invoke(
        self, args: list[Any], kwargs: dict[str, Any], site: Site, source: Source | None = None
    ) -> object:
        """Call it: symbolic tensors make part of a model, others run through it."""
        if is_symbolic(args, kwargs):
            return symbolic_call(self, args, kwargs, site, source)
        return self.trace_call(args, kwargs, site, source or site.source())

    def path_in(self, site: Site) -> str:
        """Its name behind the path of the layer that calls it."""
        if not self.name:
            self.name = session(site).name(self.cls.name)
        path = session(site).trace.path
        return f"{path}.{self.name}" if path else self.name

    def trace_call(
        self, args: list[Any], kwargs: dict[str, Any], site: Site, source: Source | None
    ) -> object:
        """
        Run it in the trace that is going on.

        Raises:
            ConvcalcError: If it cannot take these tensors; with the line where it was made.
        """
        if self.core is not None and not self.is_overridden():
            return self.core_call(args, kwargs, site, source)
        if self.path_in(site) in session(site).stated:
            return self._stated(args, kwargs, site)
        self.ensure_built(args, kwargs, site)
        return self.run_inside(self._user_call, args, kwargs, site, source)

    def _stated(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """What the user says it gives, without reading it."""
        trace = session(site).trace
        module = self.graph_module(self.parameters_layer())
        inputs = [in_trace(each, trace) for each in tensors_of((args, kwargs))]
        return results(trace.state(module, self.path_in(site), inputs, site), trace)

    def core_call(
        self,
        args: list[Any],
        kwargs: dict[str, Any],
        site: Site,
        source: Source | None,
        *,
        owns: bool = True,
    ) -> object:
        """Apply what Keras's own layer does; `owns` where its weights are counted here."""
        from convcalc.readers.python.libraries.keras.calls import given_inputs
        from convcalc.readers.python.libraries.keras.calls import layer_inputs
        from convcalc.readers.python.libraries.keras.calls import with_extras

        if self.core is None:
            raise BadValue(f"{self.cls.name} has no call()")
        trace = session(site).trace
        refuse_unread(given_inputs(args, kwargs), site)
        inputs = [in_trace(each, trace) for each in layer_inputs(args, kwargs)]
        if not inputs:
            refuse_unread((args, kwargs), site)
            raise BadValue(
                f"{self.cls.name} is called without a tensor",
                expected="a tensor, or a list of tensors",
            )
        if not self.shapes:
            self.shapes = tuple([each.shape for each in inputs])
            for each in HIDDEN_LAYERS.get(self.cls.name, ()):
                session(site).name(each)
        name = self.path_in(site)
        self.is_built = True
        if owns:
            module = self.graph_module(self.core)
        else:
            name = trace.unique(f"{trace.path}.{self.name}" if trace.path else self.name)
            module = self._functional_module()
        try:
            outputs = trace.call_layer(module, name, inputs, source)
        except ConvcalcError as error:
            self._tell_where(error, source)
            raise
        return with_extras(self, results(outputs, trace), inputs, kwargs, trace)

    def _tell_where(self, error: ConvcalcError, call: Source | None) -> None:
        """Add where the layer was made, where that is another line than its call."""
        made = self.source
        if (
            made is not None
            and call is not None
            and (made.file, made.line) != (call.file, call.line)
        ):
            error.notes.append(f"the layer is defined at {made.place}: {made.text.strip()}")

    def _functional_module(self) -> Module:
        """Its own operation inside its own `call`: the weights are the layer's, counted there."""
        if self.core is None:
            raise BadValue(f"{self.cls.name} has no call()")
        return Module(
            self.core,
            spelled=self.cls.name,
            call=self.spelled_call,
            source=self.source,
            parameters=NO_PARAMETERS,
        )

    def graph_module(self, layer: Layer) -> Module:
        """The one object that stands for this layer in graphs."""
        if self.module is None:
            self.module = Module(
                layer,
                spelled=self.cls.name,
                call=self.spelled_call,
                name=self.name,
                source=self.source,
                trainable=self.is_trainable,
            )
        self.module.layer = layer
        self.module.trainable = self.is_trainable
        return self.module

    def _user_call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        from convcalc.readers.python.libraries.keras.calls import call_arguments

        held = self.cls.lookup("call")
        if not isinstance(held, Function):
            raise BadValue(
                f"class {self.cls.name} has no call()", expected="def call(self, inputs)"
            )
        return held.call([self, *args], call_arguments(held, len(args) + 1, kwargs), site)

    def run_inside(
        self, run: Any, args: list[Any], kwargs: dict[str, Any], site: Site, source: Source | None
    ) -> Any:
        """Let code run as the inside of this layer, told as one row where it has none inside."""
        trace = session(site).trace
        own = self.parameters_layer()
        self._tell_uncounted(trace)
        is_leaf = not self.sublayers()
        path = self.path_in(site)
        module = self.graph_module(own)
        recorded = is_leaf or bool(own.weights_by_name)
        inputs = tuple([in_trace(each, trace) for each in tensors_of((args, kwargs))])
        with trace.inside(
            path, module=module, is_leaf=is_leaf, is_recorded=recorded, source=source
        ) as record:
            record.inputs = inputs
            result = run(args, kwargs, site)
            record.outputs = tuple([in_trace(each, trace) for each in tensors_of(result)])
        return result

    def _tell_uncounted(self, trace: Trace) -> None:
        for each in self.uncounted():
            note = (
                f"{self.cls.name}: the tf.Variable {each.name!r} is no weight to Keras 3, and is"
                " not counted; self.add_weight(...) makes one"
            )
            if note not in trace.builder.assumed:
                trace.builder.assumed.append(note)

    def ensure_built(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> None:
        """Call the user's `build` once, with the shapes of the first inputs."""
        from convcalc.readers.python.libraries.keras.calls import build_arguments

        if self.is_built:
            return
        self.is_built = True
        self.shapes = tuple([each.tensor.shape for each in tensors_of((args, kwargs))])
        build = self.cls.lookup("build")
        if isinstance(build, Function):
            build.call([self, *build_arguments(self, build, args, kwargs)], {}, site)
