"""A bare function of PyTorch's tensors as a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.readers.python.libraries.torch.tensor import TorchTensor
from convcalc.readers.python.tracing.models import FunctionModel

if TYPE_CHECKING:
    from convcalc.graph.tensor import Tensor
    from convcalc.readers.python.tracing.trace import Trace


class TorchFunctionModel(FunctionModel):
    """A function that takes PyTorch's tensors."""

    __slots__ = ()

    def prepare(self, trace: Trace) -> None:
        """What it calls is its own."""
        trace.begin()
        trace.is_loose = True

    def make_tensor(self, tensor: Tensor, dtype: str) -> TorchTensor:
        """An input of the trace."""
        return TorchTensor(tensor, dtype)
