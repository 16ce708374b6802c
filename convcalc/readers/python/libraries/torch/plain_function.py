"""A bare function of PyTorch's tensors as a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.readers.python.libraries.torch.tensor import TorchTensor
from convcalc.readers.python.tracing.models import FunctionModel

if TYPE_CHECKING:
    from convcalc.graph.tensor import Tensor


class TorchFunctionModel(FunctionModel):
    """A function that takes PyTorch's tensors."""

    __slots__ = ()

    def make_tensor(self, tensor: Tensor, dtype: str) -> TorchTensor:
        """An input of the trace."""
        return TorchTensor(tensor, dtype)
