"""Operators that no golden file has: shapes as the documentation of ONNX states them."""

from __future__ import annotations

import pytest

from convcalc.readers.contents import Contents
from convcalc.readers.onnx.reader import model_of
from convcalc.readers.onnx.reader import run_model
from convcalc.readers.stored.network import Network

ML = 'domain: "ai.onnx.ml" '


def shapes_of(nodes: str, *names: str) -> list[str]:
    """The shapes of values that nodes make of x (4, 6) and i (3,)."""
    text = f"""
    ir_version: 8 opset_import {{ version: 18 }} opset_import {{ domain: "ai.onnx.ml" version: 3 }}
    graph {{
      {nodes}
      input {{ name: "x" type {{ tensor_type {{ elem_type: FLOAT
        shape {{ dim {{ dim_value: 4 }} dim {{ dim_value: 6 }} }} }} }} }}
      input {{ name: "i" type {{ tensor_type {{ elem_type: INT64
        shape {{ dim {{ dim_value: 3 }} }} }} }} }}
    }}"""
    model = model_of(Contents(text.encode(), "x.onnx"))
    network = Network("net")
    scope = run_model(model, network, network.take_inputs(model.declared(), [], None))[1]
    found = []
    for name in names:
        value = scope.find(name)
        assert value is not None
        found.append("×".join(map(str, value.shape)))
    return found


def node(op: str, inputs: str, outputs: str, attributes: str = "") -> str:
    taken = " ".join(f'input: "{name}"' for name in inputs.split())
    given = " ".join(f'output: "{name}"' for name in outputs.split())
    return f'node {{ op_type: "{op}" {taken} {given} {attributes} }}'


def whole(name: str, value: int) -> str:
    return f'attribute {{ name: "{name}" i: {value} type: INT }}'


def wholes(name: str, *values: int) -> str:
    return (
        f'attribute {{ name: "{name}" {" ".join(f"ints: {each}" for each in values)} type: INTS }}'
    )


@pytest.mark.parametrize(
    ("nodes", "names", "wanted"),
    [
        (
            node("LinearClassifier", "x", "y s", ML + wholes("classlabels_ints", 0, 1, 2)),
            "y s",
            ["4", "4×3"],
        ),
        (node("LinearRegressor", "x", "y", ML + whole("targets", 2)), "y", ["4×2"]),
        (node("TreeEnsembleRegressor", "x", "y", ML + whole("n_targets", 5)), "y", ["4×5"]),
        (
            node("SVMClassifier", "x", "y s", ML + wholes("classlabels_ints", 0, 1)),
            "y s",
            ["4", "4×2"],
        ),
        (node("OneHotEncoder", "i", "y", ML + wholes("cats_int64s", 1, 2, 3, 4)), "y", ["3×4"]),
        (node("LabelEncoder", "i", "y", ML), "y", ["3"]),
        (node("Scaler", "x", "y", ML), "y", ["4×6"]),
        (node("Normalizer", "x", "y", ML), "y", ["4×6"]),
        (node("ArrayFeatureExtractor", "x i", "y", ML), "y", ["4×3"]),
        (node("TfIdfVectorizer", "x", "y", wholes("ngram_indexes", 0, 4, 2)), "y", ["4×5"]),
        (node("StringSplit", "i", "y n"), "n", ["3"]),
        (node("StringNormalizer", "i", "y"), "y", ["3"]),
        (node("StringConcat", "i i", "y"), "y", ["3"]),
        (
            node("SequenceConstruct", "x x x", "s")
            + node("ConcatFromSequence", "s", "y", whole("axis", 0)),
            "y",
            ["12×6"],
        ),
        (
            node("SequenceConstruct", "x x", "s")
            + node("ConcatFromSequence", "s", "y", whole("axis", 0) + whole("new_axis", 1)),
            "y",
            ["2×4×6"],
        ),
        (
            node("SplitToSequence", "x", "s", whole("axis", 1))
            + node("ConcatFromSequence", "s", "y", whole("axis", 1)),
            "y",
            ["4×6"],
        ),
        (
            node("SequenceEmpty", "", "e")
            + node("SequenceInsert", "e x", "s")
            + node("ConcatFromSequence", "s", "y", whole("axis", 0)),
            "y",
            ["4×6"],
        ),
        (
            node("SequenceConstruct", "x x", "s")
            + node("SequenceErase", "s", "t")
            + node("ConcatFromSequence", "t", "y", whole("axis", 1)),
            "y",
            ["4×6"],
        ),
        (node("Optional", "x", "o") + node("OptionalGetElement", "o", "y"), "y", ["4×6"]),
        (node("ArgMax", "x", "y", whole("axis", 1) + whole("keepdims", 0)), "y", ["4"]),
        (node("LogSoftmax", "x", "y"), "y", ["4×6"]),
        (node("EyeLike", "x", "y"), "y", ["4×6"]),
        (node("Unique", "x", "y", whole("axis", 0)), "y", ["Unique_1×6"]),
        (node("NonZero", "x", "y"), "y", ["2×NonZero_1"]),
        (node("RandomNormal", "", "y", wholes("shape", 2, 5)), "y", ["2×5"]),
        (node("Bernoulli", "x", "y"), "y", ["4×6"]),
        (node("Multinomial", "x", "y", whole("sample_size", 7)), "y", ["4×7"]),
    ],
)
def test_shapes_are_those_of_the_documentation(nodes: str, names: str, wanted: list[str]):
    assert shapes_of(nodes, *names.split()) == wanted
