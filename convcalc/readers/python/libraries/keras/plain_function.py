"""A bare function of Keras's tensors as a model."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.graph.graph import Call
from convcalc.graph.tensor import Module
from convcalc.layers.other.own_parameters import Parameters
from convcalc.readers.python.libraries import library
from convcalc.readers.python.libraries.keras.operations import running
from convcalc.readers.python.libraries.keras.session import session
from convcalc.readers.python.libraries.keras.tensors import KerasTensor
from convcalc.readers.python.tracing.models import FunctionModel

if TYPE_CHECKING:
    from convcalc.graph.tensor import Tensor
    from convcalc.readers.python.objects.host import Site


class KerasFunctionModel(FunctionModel):
    """A function that takes Keras's tensors."""

    __slots__ = ()

    def make_tensor(self, tensor: Tensor, dtype: str) -> KerasTensor:
        """An input of the trace."""
        return KerasTensor(tensor, dtype)

    def run(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """
        Call it, in the trace that the evaluator holds; variables made for it are its weights.

        It begins with a graph of its own: what the file made by the same names is another's.
        """
        tensorflow: Any = library("tensorflow")
        tensorflow.attribute("reset_default_graph", site).call([], {}, site)
        with running((args, kwargs), site):
            result = super().run(args, kwargs, site)
            self._own_variables(site)
        return result

    def _own_variables(self, site: Site) -> None:
        """Give the variables of TensorFlow that were made a row, as a module's own weights have."""
        state = session(site)
        made = {
            each.name if "/" in each.name else state.name(each.name): each
            for each in state.loose_variables
        }
        if not made:
            return
        owned = Parameters(
            weights_by_name=tuple((name, each.shape) for name, each in made.items()),
            frozen=tuple(name for name, each in made.items() if not each.is_trainable),
        )
        builder = state.trace.builder
        builder.record(
            Call(
                name=state.trace.unique("variables"),
                module=Module(owned, spelled="variables", call="tf.Variable", parameters=owned),
                spelled="variables",
                inputs=(),
                outputs=(),
                first=len(builder.nodes),
                last=len(builder.nodes),
                is_leaf=False,
            )
        )
