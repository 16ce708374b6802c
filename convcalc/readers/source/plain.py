"""A bare function of tensors as a model."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.tracing.models import Model
from convcalc.readers.python.tracing.models import parameters_beside
from convcalc.readers.python.tracing.models import parameters_to_fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.graph.tensor import Tensor
    from convcalc.readers.python.objects.functions import Function
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.tracing.tensors import TensorValue
    from convcalc.readers.source.modules import SourceModule

LIBRARIES = "convcalc.readers.python.libraries."
TENSORS = {
    "keras": "keras_tensor:KerasTensor",
    "tensorflow": "keras_tensor:KerasTensor",
    "torch": "torch.tensor:TorchTensor",
}
"""What a file imports -> the tensors that its functions take."""


class FunctionModel(Model):
    """A function that takes tensors, such as `def forward(x)`."""

    __slots__ = ("function", "module")

    def __init__(self, function: Function, module: SourceModule) -> None:
        self.function = function
        self.module = module

    def input_names(self, site: Site) -> Sequence[str]:
        """Its parameters without a default."""
        return parameters_to_fill(self.function)

    def more_inputs(self, site: Site) -> Sequence[str] | None:
        """Its parameters with a default."""
        return parameters_beside(self.function)

    def make_tensor(self, tensor: Tensor, dtype: str) -> TensorValue:
        """A tensor of the library that the file imports; PyTorch's where it imports none."""
        text = self.module.parsed.text.parsed_text
        library = next((each for each in TENSORS if f"import {each}" in text), "torch")
        home, _, name = TENSORS[library].partition(":")
        kind = getattr(import_module(LIBRARIES + home), name)
        made: TensorValue = kind(tensor, dtype)
        return made

    def run(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Call it."""
        return self.function.call(args, kwargs, site)
