"""A bare function of Keras's tensors as a model."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries.keras.operations import running
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
        """Call it, in the trace that the evaluator holds."""
        with running((args, kwargs), site):
            return super().run(args, kwargs, site)
