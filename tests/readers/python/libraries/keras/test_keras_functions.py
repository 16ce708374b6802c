"""Functions of keras.ops and tensorflow, against the shapes that Keras and TensorFlow give."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from convcalc.errors import ConvcalcError
from convcalc.readers.python.language.limits import Limits
from convcalc.readers.python.libraries.keras.tensors import KerasTensor
from convcalc.readers.python.libraries.keras.tensors import tensors_of
from convcalc.readers.python.objects.classes import MISSING
from convcalc.readers.python.tracing.trace import Trace
from convcalc.readers.source.parsed import parsed_text
from convcalc.readers.source.reader import SourceReader

ROOT = Path(__file__).parents[4]
GOLDEN = ROOT / "golden" / "sources" / "keras_functions.json"
CALLS: list[dict[str, Any]] = json.loads(GOLDEN.read_text())["calls"]
LIMITS = Limits()
IMPORTS = """
import keras
import tensorflow as tf
from keras import layers
from keras import ops
"""


def evaluated(text: str, name: str) -> Any:
    """The value of a name of a source."""
    reader = SourceReader(parsed_text(text, "x.py", LIMITS).text, Trace("x"))
    module = reader.importer.main(parsed_text(text, "x.py", LIMITS), "x.py")
    found = module.find(name)
    if found is MISSING or isinstance(found, ConvcalcError):
        raise AssertionError(found)
    return found


def shapes(value: Any) -> list[list[int]]:
    return [list(each.tensor.shape) for each in tensors_of(value)]


@pytest.mark.parametrize("case", CALLS, ids=[each["call"] for each in CALLS])
def test_functions_give_the_shapes_of_keras(case: dict[str, Any]) -> None:
    make = "tf.zeros({})" if case.get("eager") else "keras.Input(batch_shape={})"
    lines = [
        f"{name} = {make.format(tuple(shape))}"
        for name, shape in zip("xyz", case["in"], strict=False)
    ]
    text = "\n".join([IMPORTS, *lines, f"result = {case['call']}"])

    result = evaluated(text, "result")

    assert shapes(result) == case["out"], result


def test_a_tensor_that_is_made_by_hand_is_a_constant() -> None:
    result = evaluated(f"{IMPORTS}\nresult = tf.ones((2, 3))", "result")

    assert isinstance(result, KerasTensor)
    assert not result.is_symbolic
