"""PyTorch's modules: how they are called, and what they are to a model."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.layers.other.own_parameters import NO_PARAMETERS
from convcalc.readers.python.language.evaluator import CALL_STEPS
from convcalc.readers.python.libraries.torch.nn.module_contents import HeldModule
from convcalc.readers.python.libraries.torch.nn.module_paths import named
from convcalc.readers.python.libraries.torch.nn.module_paths import prepare
from convcalc.readers.python.libraries.torch.nn.module_paths import stored_by
from convcalc.readers.python.libraries.torch.tensor import TorchTensor
from convcalc.readers.python.objects.classes import HostMethod
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.tracing.models import Model
from convcalc.readers.python.tracing.models import parameters_beside
from convcalc.readers.python.tracing.models import parameters_to_fill
from convcalc.readers.python.tracing.tensors import tensors_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.graph.tensor import Tensor
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.other.own_parameters import Parameters
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.tracing.tensors import TensorValue
    from convcalc.readers.python.tracing.trace import Trace


class ModuleInstance(HeldModule, Model):
    """A module: an object of `nn.Module` or of a class that derives from it."""

    __slots__ = ()

    # the model

    def input_names(self, site: Site) -> Sequence[str]:
        """The parameters of `forward` that must be given."""
        forward = self.forward_function()
        known = parameters_to_fill(forward)[1:]
        return known if isinstance(forward, Function) else known or self.takes()

    def more_inputs(self, site: Site) -> Sequence[str] | None:
        """The parameters of `forward` that have a default."""
        return parameters_beside(self.forward_function())

    def takes(self) -> tuple[str, ...]:
        """The inputs of a forward of the host's."""
        return ("input",)

    def forward_function(self) -> Any:
        """Its `forward`: an attribute of its own, or that of its class."""
        own = self.attributes.get("forward")
        return self.cls.lookup("forward") if own is None else own

    def can_run(self) -> bool:
        """Whether it has a forward."""
        return getattr(self.forward_function(), "function", None) is not no_forward

    def make_tensor(self, tensor: Tensor, dtype: str) -> TensorValue:
        """PyTorch's."""
        return TorchTensor(tensor, dtype)

    def prepare(self, trace: Trace) -> None:
        """Name every module inside, and define those that give an entry."""
        prepare(self, trace)

    def run(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """
        Call it.

        Raises:
            BadValue: If its forward returns nothing; points at the forward.
        """
        result = self.call(args, kwargs, site)
        forward = self.forward_function()
        if result is None and isinstance(forward, Function):
            raise BadValue(
                f"{self.cls.name}.forward returns None",
                expected="a tensor, or several",
                hint="return what the last layer gives",
            ).at(forward.text.place(forward.node))
        return result

    def own_layer(self) -> Layer:
        """What it is to the graph, where its forward is read."""
        return NO_PARAMETERS

    def stored(self) -> Parameters | None:
        """What it owns, where that is not what its layer says."""
        return stored_by(self)

    # calls

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """`__call__`, which is its forward unless the class has its own."""
        held = self.cls.lookup("__call__")
        if held is not CALL:
            return super().call(args, kwargs, site)
        return self.call_forward(args, kwargs, site)

    def call_forward(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """
        Run its forward, with the hooks around it.

        Raises:
            ConvcalcError: With a note where the module is defined, if its inputs do not fit.
        """
        if self.hooks:
            from convcalc.readers.python.libraries.torch.nn.module_hooks import with_hooks

            return with_hooks(self, args, kwargs, site)
        return self.run_forward(args, kwargs, site)

    def run_forward(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Run its forward under its path, and record the call where it gives an entry."""
        trace: Trace = site.evaluator.trace  # type: ignore[attr-defined]  # a reader of source has it
        site.evaluator.charge_steps(CALL_STEPS)
        self.check_begun("a call")
        if trace.watcher is not None:
            found: object = trace.watcher.call(self, args, kwargs, site)
            return found
        path, module = named(self, trace, site)
        if path in trace.stated:
            given = [each.tensor for each in tensors_in([args, kwargs])]
            stated = [TorchTensor(each) for each in trace.state(module, path, given, site)]
            return stated[0] if len(stated) == 1 else tuple(stated)
        is_leaf = path != "" and self.is_leaf()
        is_recorded = is_leaf or module.parameters is not NO_PARAMETERS
        source = site.source() if is_recorded else None
        with trace.inside(
            path, module=module, is_leaf=is_leaf, is_recorded=is_recorded, source=source
        ) as call:
            result = self._forward(args, kwargs, site)
            if is_recorded:
                call.inputs = tuple([each.tensor for each in tensors_in([args, kwargs])])
                call.outputs = tuple([each.tensor for each in tensors_in(result)])
        return result

    def _forward(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        own = self.attributes.get("forward")
        if own is not None:
            return own.call(args, kwargs, site)
        function = self.cls.lookup("forward")
        if isinstance(function, (Function, HostMethod)):
            return function.call([self, *args], kwargs, site)
        forward: Any = self.attribute("forward", site)
        return forward.call(args, kwargs, site)


def _call(site: Site, module: ModuleInstance, *args: Any, **kwargs: Any) -> object:
    return module.call_forward(list(args), kwargs, site)


CALL = HostMethod("__call__", _call)


def no_forward(site: Site, module: ModuleInstance, *args: Any, **kwargs: Any) -> object:
    """
    The forward of a module that has none.

    Raises:
        BadValue: Always.
    """
    cls = module.cls
    holds_many = bool({each.name for each in cls.mro} & {"ModuleList", "ModuleDict"})
    problem = BadValue(
        f'Module [{cls.name}] is missing the required "forward" function',
        expected=f"a method forward(self, x) in class {cls.name}",
        hint="call the modules inside one by one" if holds_many else "",
    )
    if cls.text is not None and cls.node is not None and not cls.text.is_ours:
        problem.at(cls.text.place(cls.node))
    raise problem
