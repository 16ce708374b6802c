"""The graph of a functional model: what runs between its inputs and outputs, in Keras's order."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.errors import ShapeError
from convcalc.layers.core.shapes import show_shape
from convcalc.readers.python.libraries.keras.binding import bound
from convcalc.readers.python.libraries.keras.binding import sizes_of_call
from convcalc.readers.python.libraries.keras.inputs import is_input
from convcalc.readers.python.libraries.keras.session import session
from convcalc.readers.python.libraries.keras.tensors import KerasTensor
from convcalc.readers.python.libraries.keras.tensors import copied
from convcalc.readers.python.libraries.keras.tensors import mapped
from convcalc.readers.python.libraries.keras.tensors import sorted_keys
from convcalc.readers.python.libraries.keras.tensors import tensors_of

if TYPE_CHECKING:
    from convcalc.readers.python.libraries.keras.tensors import Operation
    from convcalc.readers.python.objects.host import Site


class FunctionalGraph:
    """
    The operations between inputs and outputs.

    `inputs` and `outputs` are as they were given, in lists or dicts. `operations` are in the order
    of execution, `operators` the layers and functions as Keras lists them.
    """

    def __init__(self, inputs: Any, outputs: Any) -> None:
        self.inputs = copied(inputs)
        self.outputs = copied(outputs)
        self.flat_inputs = list(tensors_of(inputs))
        self.flat_outputs = list(tensors_of(outputs))
        found = _reached(self.flat_inputs, self.flat_outputs)
        self.operations, self.operators = _in_order(*found, self.flat_inputs)
        self._check_connected()

    def _check_connected(self) -> None:
        """Every operation gets what it needs from the inputs."""
        known = {id(each) for each in self.flat_inputs}
        for operation in self.operations:
            for each in operation.inputs:
                if id(each) not in known:
                    name = getattr(operation.operator, "name", "")
                    raise BadValue(
                        f"the model's inputs do not lead to what {name!r} is called with",
                        expected="inputs that everything before the outputs comes from",
                        hint=f"add {each.name!r} to inputs",
                    )
            known.update(map(id, operation.outputs))

    def run(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> Any:
        """
        Call every operation anew, with other tensors in the places of the inputs.

        Raises:
            ConvcalcError: If the tensors are no fitting inputs, or an operation refuses them.
        """
        given = self._given(args, kwargs)
        values: dict[int, KerasTensor] = {}
        for reference, tensor in zip(self.flat_inputs, given, strict=True):
            if len(tensor.tensor.shape) != len(reference.tensor.shape):
                raise ShapeError(
                    f"the input {reference.name!r} is {show_shape(tensor.tensor.shape)}",
                    expected=f"{len(reference.tensor.shape)} axes, the batch included",
                )
            values[id(reference)] = tensor

        def now(tensor: KerasTensor) -> KerasTensor:
            return values[id(tensor)] if tensor.is_symbolic else tensor

        sizes = sizes_of_call(
            [each.tensor.shape for each in self.flat_inputs], [each.tensor.shape for each in given]
        )
        for operation in self.operations:
            args = bound(mapped(operation.args, now), sizes)
            with session(site).calling(sizes):
                found = operation.operator.trace_call(
                    args, mapped(operation.kwargs, now), site, operation.source
                )
            for reference, tensor in zip(operation.outputs, tensors_of(found), strict=True):
                tensor.dtype = reference.dtype
                values[id(reference)] = tensor
        return mapped(self.outputs, now)

    def _given(self, args: list[Any], kwargs: dict[str, Any]) -> list[KerasTensor]:
        """The tensors of a call in the order of the inputs, by position, key or name."""
        first = args[0] if len(args) == 1 else args
        named = {**first, **kwargs} if isinstance(first, dict) else dict(kwargs)
        if "inputs" in named and not args:
            return self._given([named["inputs"]], {})
        if isinstance(first, dict) or (named and not args):
            keys = sorted_keys(self.inputs) if isinstance(self.inputs, dict) else []
            names = keys or [each.name for each in self.flat_inputs]
            chosen = [named[name] for name in names if name in named]
            given = list(tensors_of(chosen))
        else:
            given = list(tensors_of(first))
        if len(given) != len(self.flat_inputs):
            names = [each.name for each in self.flat_inputs]
            raise BadValue(
                f"the model is called with {len(given)} tensors",
                expected=f"{len(names)}: {', '.join(names)}",
            )
        return given


def _reached(
    inputs: list[KerasTensor], outputs: list[KerasTensor]
) -> tuple[list[Operation], dict[int, int]]:
    """
    The operations behind the outputs, and for each operator when it was first met.

    They stand inputs first, as a search from the outputs leaves them.
    """
    ends = {id(each) for each in inputs}
    finished: set[int] = set()
    order: list[Operation] = []
    met: dict[int, int] = {}
    for output in outputs:
        waiting: list[tuple[KerasTensor, bool]] = [(output, False)]
        while waiting:
            tensor, is_left = waiting.pop()
            operation = tensor.operation
            if operation is None or (not is_left and id(operation) in finished):
                continue
            if is_left:
                if id(operation) not in finished:
                    finished.add(id(operation))
                    order.append(operation)
                continue
            if not operation.is_input and id(tensor) in ends:
                finished.add(id(operation))
                continue
            met.setdefault(id(operation.operator), len(met))
            waiting.append((tensor, True))
            waiting += [(each, False) for each in reversed(operation.inputs)]
    return order, met


def _in_order(
    order: list[Operation], met: dict[int, int], inputs: list[KerasTensor]
) -> tuple[list[Operation], list[Any]]:
    """Operations and operators by their distance from the outputs, the farthest first."""
    known = {id(each) for each in order}
    depths: dict[int, int] = {}
    operator_depths: dict[int, int] = {}
    operators: dict[int, Any] = {}
    for operation in reversed(order):
        key = id(operation.operator)
        operators[key] = operation.operator
        depth = max(depths.get(id(operation), 0), operator_depths.get(key, 0))
        operator_depths[key] = depths[id(operation)] = depth
        for tensor in operation.inputs:
            parent = tensor.operation
            if parent is not None and id(parent) in known:
                depths[id(parent)] = max(depth + 1, depths.get(id(parent), 0))
    for tensor in inputs:
        parent = tensor.operation
        if parent is not None and parent.is_input and id(parent.operator) not in operators:
            operators[id(parent.operator)] = parent.operator
            operator_depths[id(parent.operator)] = 0
            met[id(parent.operator)] = -1

    running = [each for each in order if not is_input(each.operator)]
    running.sort(key=lambda each: (-depths[id(each)], met[id(each.operator)]))
    listed = sorted(operators, key=lambda key: (-operator_depths[key], met[key]))
    return running, [operators[key] for key in listed]
