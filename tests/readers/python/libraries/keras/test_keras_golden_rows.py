"""Every row of Keras's and TensorFlow's functions has calls that they answered, and the same answers."""

from __future__ import annotations

import json
from typing import Any

import framework_names
import pytest
from golden_rows import FOLDER
from golden_rows import Case
from golden_rows import by_row
from golden_rows import cases
from golden_rows import flat
from golden_rows import judged
from golden_rows import names_in
from golden_rows import open_calls
from golden_rows import plain
from golden_rows import shape_text
from golden_rows import shown
from keras_hand import MODULES
from keras_hand import WITHOUT

from convcalc.errors import ConvcalcError
from convcalc.readers.python.language.limits import Limits
from convcalc.readers.python.libraries.keras.ops import OPS
from convcalc.readers.python.libraries.keras.tensorflow import TENSORFLOW
from convcalc.readers.python.libraries.keras.tensors import KerasTensor
from convcalc.readers.python.objects.classes import MISSING
from convcalc.readers.python.tracing.trace import Trace
from convcalc.readers.source.parsed import parsed_text
from convcalc.readers.source.reader import SourceReader

CASES = cases("keras_rows.jsonl")
OPEN = open_calls("keras_rows_open.txt")
ROWS = by_row(CASES)
IMPORTS = "import keras\nimport tensorflow as tf\nfrom keras import ops\n"
MOST_NOT_KNOWN = 26
"""Calls that the frameworks answer and whose answer is not known: fewer is better."""


def evaluate(case: Case, given: list[tuple[list[int], str]]) -> Any:
    make = "tf.zeros({}, {!r})" if case.get("eager") else "keras.Input(batch_shape={}, dtype={!r})"
    lines = [
        f"{name} = {make.format(tuple(shape), dtype)}"
        for name, (shape, dtype) in zip("xyzwvuts", given, strict=False)
    ]
    text = "\n".join([IMPORTS, *lines, f"result = {case['call']}"])
    limits = Limits()
    reader = SourceReader(parsed_text(text, "x.py", limits).text, Trace("x"))
    found = reader.importer.main(parsed_text(text, "x.py", limits), "x.py").find("result")
    if isinstance(found, ConvcalcError):
        raise found
    assert found is not MISSING
    return found


def told(value: Any) -> Any:
    if isinstance(value, KerasTensor):
        return shape_text(value.tensor.shape, value.dtype)
    if any(isinstance(each, KerasTensor) for each in flat(value)):
        return [told(each) for each in value]
    return {"is": plain(value)}


def called() -> set[str]:
    """The functions that the frameworks have, as Keras's signatures and TensorFlow's calls say."""
    return {name for case in CASES for name in names_in(case["call"])}


def test_every_row_of_keras_has_a_call():
    signatures = json.loads((FOLDER / "keras_signatures.json").read_text(encoding="utf-8"))
    found = called()

    bare = [
        f"{module}.{name}"
        for module, names in signatures.items()
        if module in MODULES
        for name in names
        if name in framework_names.names(module)
        and f"{MODULES[module]}.{name}" not in found
        and f"{module}.{name}" not in WITHOUT
    ]
    assert bare == []


def test_keras_ops_has_no_name_of_another_module():
    signatures = json.loads((FOLDER / "keras_signatures.json").read_text(encoding="utf-8"))

    assert set(OPS) <= set(signatures["keras.ops"])
    assert not {"reduce_mean", "concat", "conv2d", "gather"} & set(OPS)
    assert not {"concatenate", "mean", "max", "conv"} & set(TENSORFLOW)


def test_what_is_open_was_recorded():
    assert OPEN.keys() <= {shown(case) for case in CASES}


def test_little_is_not_known():
    answers = [judged(case, evaluate, told)[0] for case in CASES if "error" not in case]

    assert answers.count("not known") <= MOST_NOT_KNOWN


@pytest.mark.parametrize("row", ROWS)
def test_agrees_with_the_framework(row: str):
    disagree = {}
    for case in ROWS[row]:
        verdict, answer = judged(case, evaluate, told)
        if verdict not in ("agrees", "not known"):
            disagree[shown(case)] = f"{verdict}: {answer}, not {case.get('out', case.get('error'))}"

    known = {call for call in map(shown, ROWS[row]) if call in OPEN}
    assert {call: told for call, told in disagree.items() if call not in known} == {}
    assert known <= disagree.keys(), "agrees now: leave it out of the open ones"
