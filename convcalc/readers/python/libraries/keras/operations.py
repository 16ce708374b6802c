"""Operations on Keras's tensors: applied in a trace, or kept as the graph of a model to be."""

from __future__ import annotations

import ast
from contextlib import contextmanager
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.graph.tensor import Module
from convcalc.graph.tensor import Tensor
from convcalc.readers.python.libraries.keras.binding import bound
from convcalc.readers.python.libraries.keras.session import session
from convcalc.readers.python.libraries.keras.session import snake_case
from convcalc.readers.python.libraries.keras.tensors import KerasTensor
from convcalc.readers.python.libraries.keras.tensors import Operation
from convcalc.readers.python.libraries.keras.tensors import in_trace
from convcalc.readers.python.libraries.keras.tensors import is_symbolic
from convcalc.readers.python.libraries.keras.tensors import mapped
from convcalc.readers.python.libraries.keras.tensors import tensors_of
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import no_attribute
from convcalc.readers.python.tracing.trace import Trace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.layers.core.layer import Layer
    from convcalc.readers.python.objects.host import Site
    from convcalc.source import Source


class FunctionOperator(HostObject):
    """A function in the graph of a model: it looks like a layer to those who ask for its name."""

    __slots__ = ("inbound", "module", "name")
    type_name: ClassVar[str] = "an operation"

    def __init__(self, name: str, module: Module) -> None:
        self.name = name
        self.module = module
        self.inbound: list[Operation] = []

    def attribute(self, name: str, site: Site) -> object:
        """Its name and its output."""
        if name == "name":
            return self.name
        if name == "output":
            outputs = self.inbound[0].outputs
            return outputs[0] if len(outputs) == 1 else list(outputs)
        raise no_attribute("an operation", name, ("name", "output"))

    def trace_call(
        self, args: list[Any], kwargs: dict[str, Any], site: Site, source: Source | None
    ) -> object:
        """Apply it to the tensors of the trace that is going on."""
        state = session(site)
        module, layer = self.module, bound(self.module.layer, state.sizes)
        if layer is not module.layer:
            module = Module(layer, spelled=module.spelled, call=module.call, source=module.source)
        name = path_of(self.name, state.trace)
        return FunctionOperator(name, module).apply(args, state.trace, source)

    def apply(self, args: list[Any], trace: Trace, source: Source | None) -> object:
        """Apply it in a trace; its name is the whole path."""
        inputs = [in_trace(each, trace) for each in tensors_of(args)]
        outputs = trace.builder.apply(
            self.module, inputs, name=self.name, scope=trace.path, source=source
        )
        return results(outputs, trace)


@contextmanager
def running(given: object, site: Site) -> Iterator[None]:
    """Apply layers, for a while, in the trace that the evaluator holds, whose inputs are given."""
    trace: Trace = site.evaluator.trace  # type: ignore[attr-defined]  # readers of source have one
    for each in tensors_of(given):
        each.trace = trace
    with session(site).tracing(trace):
        yield


def path_of(name: str, trace: Trace) -> str:
    """A name behind the path of the layer that is being called."""
    return f"{trace.path}.{name}" if trace.path else name


def results(tensors: Sequence[Tensor], trace: Trace, dtype: str = "float32") -> object:
    """Tensors of a trace as Keras's: one by itself, several as a tuple."""
    if len(tensors) == 1:
        return KerasTensor(tensors[0], dtype, trace=trace)
    return tuple([KerasTensor(each, dtype, trace=trace) for each in tensors])


def symbolic_call(
    operator: Any,
    args: list[Any],
    kwargs: dict[str, Any],
    site: Site,
    source: Source | None = None,
) -> object:
    """
    Call a layer or a function on symbolic tensors: its shapes are known at once, the call is kept.

    Raises:
        ConvcalcError: If it cannot take them.
    """
    source = source or site.source()
    operation = Operation(operator, args, kwargs, source)
    trial = Trace("trial")
    trial.stated = session(site).stated

    def stand_in(tensor: KerasTensor) -> KerasTensor:
        inside = trial.constant(tensor.tensor.shape)
        return KerasTensor(inside, tensor.dtype, trace=trial, name=tensor.name)

    with session(site).tracing(trial):
        given = operator.trace_call(mapped(args, stand_in), mapped(kwargs, stand_in), site, source)

    def symbolic(tensor: KerasTensor) -> KerasTensor:
        name = f"keras_tensor_{session(site).number('keras_tensor')}"
        return KerasTensor(tensor.tensor, tensor.dtype, operation=operation, name=name)

    found = mapped(given, symbolic)
    operation.outputs = list(tensors_of(found))
    operator.inbound.append(operation)
    return found


def perform(
    layer: Layer,
    inputs: Sequence[KerasTensor],
    site: Site,
    spelled: str,
    *,
    dtype: str | tuple[str, ...] = "",
) -> Any:
    """
    Do an operation that is no layer of its own.

    Args:
        layer: What is done.
        inputs: The tensors.
        site: Where.
        spelled: Keras's name for the class of the operation, for example "Add".
        dtype: The result's, or one for each, where it is not that of the first input.

    Returns:
        A tensor, or several as a tuple; symbolic ones where an input is.

    Raises:
        ConvcalcError: If it cannot take these inputs.
    """
    state = session(site)
    wanted = dtype or (inputs[0].dtype if inputs else "float32")
    call = site.text() if isinstance(site.node, (ast.Call, ast.Subscript)) else spelled
    module = Module(layer, spelled=spelled, call=call, source=site.source())
    if is_symbolic(*inputs):
        found = symbolic_call(FunctionOperator(state.name(spelled), module), list(inputs), {}, site)
    else:
        name = state.trace.unique(path_of(snake_case(spelled), state.trace))
        found = FunctionOperator(name, module).apply(list(inputs), state.trace, module.source)
    results_found = list(tensors_of(found))
    types = (wanted,) * len(results_found) if isinstance(wanted, str) else wanted
    for each, name in zip(results_found, types, strict=True):
        each.dtype = name
    return found
