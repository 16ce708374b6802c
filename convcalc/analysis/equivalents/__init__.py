"""
The same layer in the words of PyTorch, TensorFlow/Keras and ONNX.

What differs is padding. TensorFlow's SAME pads by what the input's size needs, the odd one at the
end; PyTorch pads both ends alike. Each can say what the other does, with a padding layer in front.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.analysis.equivalents.operation import Equivalent
from convcalc.analysis.equivalents.operation import operation_of
from convcalc.analysis.equivalents.transposed import transposed_equivalents

if TYPE_CHECKING:
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shapes

__all__ = ["Equivalent", "equivalents_of"]


def equivalents_of(layer: Layer, inputs: Shapes, outputs: Shapes) -> tuple[Equivalent, ...]:
    """How to write a windowed layer in the other frameworks; empty for other kinds."""
    if layer.kind == "transposed_conv":
        return transposed_equivalents(layer, inputs, outputs)
    if layer.kind in ("unfold", "fold"):
        from convcalc.analysis.equivalents.patches import patch_equivalents

        return patch_equivalents(layer, inputs, outputs)
    operation = operation_of(layer, inputs, outputs)
    if operation is None:
        return ()
    from convcalc.analysis.equivalents.keras import in_keras
    from convcalc.analysis.equivalents.onnx import in_onnx
    from convcalc.analysis.equivalents.pads import padding_facts
    from convcalc.analysis.equivalents.torch import in_torch

    found = [padding_facts(operation)]
    if operation.vocabulary != "torch":
        found.append(in_torch(operation))
    if operation.vocabulary != "keras":
        found.append(in_keras(operation))
    found.append(in_onnx(operation))
    return tuple(each for each in found if each.lines)
