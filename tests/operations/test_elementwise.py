"""One record an operation: it says what PyTorch says, and every spelling has one."""

from __future__ import annotations

import numpy as np
import pytest

from convcalc.layers.activation.activation import Activation
from convcalc.operations.elementwise import BINARY
from convcalc.operations.elementwise import UNARY
from convcalc.operations.elementwise import Elementwise
from convcalc.operations.promotion import FRACTION
from convcalc.operations.promotion import SAME
from convcalc.operations.promotion import Promotion
from convcalc.readers.python.libraries.torch import methods
from convcalc.readers.python.libraries.torch.functional import ENTRIES as FUNCTIONAL
from convcalc.readers.python.libraries.torch.functions.windows import made_layer


@pytest.mark.parametrize("name", [*UNARY, *BINARY])
def test_a_formula_is_one_of_numpy_or_a_function(name: str):
    record: Elementwise = {**UNARY, **BINARY}[name]

    assert not isinstance(record.values, str) or not record.values or hasattr(np, record.values)


def test_every_spelling_of_pytorch_has_a_record():
    assert set(methods.UNARY.values()) <= UNARY.keys()
    assert set(methods.BINARY.values()) <= BINARY.keys()


def test_every_activation_of_pytorch_has_a_record():
    layers = [
        made_layer(row[2], (), {}, None)
        for row in FUNCTIONAL.values()
        if row[1] == "as_layer" and "ool" not in row[2] and row[2] not in WITH_ARGUMENTS
    ]
    functions = {each.function for each in layers if isinstance(each, Activation)}

    assert len(functions) > 15
    assert functions <= UNARY.keys()


WITH_ARGUMENTS = {"Fold", "Unfold", "PixelShuffle", "PixelUnshuffle", "LocalResponseNorm"}


def test_types_meet_as_the_library_has_it():
    from convcalc.graph.tensor import Tensor
    from convcalc.operations.operand import Operand

    few, one = Operand(Tensor((3,), 0), "float16"), Operand(Tensor((), 1), "float64")

    assert Promotion(axes_count=True).meeting((few, one)) == "float16"
    assert Promotion().meeting((few, one)) == "float64"
    assert Promotion().meeting((2.5, Operand(Tensor((3,), 0), "int64"))) == "float32"
    assert Promotion().result(FRACTION, "int32") == "float32"
    assert Promotion().result(SAME, "int32") == "int32"
