"""A bare function of tensors as a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.tables import load

if TYPE_CHECKING:
    from convcalc.readers.python.objects.functions import Function
    from convcalc.readers.python.tracing.models import FunctionModel
    from convcalc.readers.source.modules import SourceModule

MODELS = {
    "keras": "keras.plain_function:KerasFunctionModel",
    "tensorflow": "keras.plain_function:KerasFunctionModel",
    "torch": "torch.plain_function:TorchFunctionModel",
}
"""What a file imports -> the model that a function of that library's tensors is."""


def function_model(function: Function, module: SourceModule) -> FunctionModel:
    """A function as a model of the library that its file imports, or of PyTorch."""
    text = module.parsed.text.parsed_text
    library = next(
        (each for each in MODELS if f"import {each}" in text or f"from {each}" in text), "torch"
    )
    kind = load(MODELS[library], inside="convcalc.readers.python.libraries")
    model: FunctionModel = kind(function)
    return model
