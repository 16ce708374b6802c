"""Documents of three formats say the same, and tell everything that is wrong with its path."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from convcalc.dims import symbols
from convcalc.errors import BadValue
from convcalc.errors import ConvcalcError
from convcalc.errors import LimitError
from convcalc.errors import ShapeError
from convcalc.errors import SyntaxProblem
from convcalc.errors import UnknownName
from convcalc.readers import read
from convcalc.readers.yaml_values import load

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((ROOT / "docs/schema/spec.schema.json").read_text("utf-8"))
H, W = symbols("H W")

DOCUMENT: dict[str, Any] = {
    "name": "everything",
    "input": "3xHxW",
    "blocks": {
        "fire": {
            "parameters": ["squeeze", "expand"],
            "layers": [
                {"conv2d": {"out": "squeeze", "k": 1}},
                {
                    "branches": [
                        ["conv2d(expand, k=1)"],
                        [{"conv2d": ["2 * expand", 3], "name": "wide"}, "pad(1)"],
                    ],
                    "merge": "concat",
                    "axis": 1,
                },
            ],
        },
        "act": ["batchnorm", "relu"],
    },
    "layers": [
        {"layer": "conv2d", "out": 16, "kernel_size": 3, "padding": "same", "name": "stem"},
        "act()",
        {"repeat": 2, "layers": ["fire(4, 8)"]},
        {"residual": [{"conv2d": {"out": 24, "k": 3, "p": 1}}, "relu"], "name": "sum"},
        {"residual": ["conv2d(6, k=1)"], "shortcut": ["conv2d(6, k=1)"]},
        {"concat": {"axis": 1}, "from": ["sum", "stem"]},
        "globalavgpool",
        "flatten",
        {"linear": 10},
    ],
    "expect": {"output": [10], "stem": [16, "H", "W"], "params": 9_999},
}

SHAPES = [
    ("stem", (1, 16, H, W)),
    ("act_1.batchnorm_1", (1, 16, H, W)),
    ("act_1.relu_1", (1, 16, H, W)),
    *[
        row
        for number in (1, 2)
        for row in [
            (f"fire_{number}.conv2d_1", (1, 4, H, W)),
            (f"fire_{number}.conv2d_2", (1, 8, H, W)),
            (f"fire_{number}.wide", (1, 16, H - 2, W - 2)),
            (f"fire_{number}.pad_1", (1, 16, H, W)),
            (f"fire_{number}.concat_1", (1, 24, H, W)),
        ]
    ],
    ("conv2d_1", (1, 24, H, W)),
    ("relu_1", (1, 24, H, W)),
    ("sum", (1, 24, H, W)),
    ("conv2d_2", (1, 6, H, W)),
    ("conv2d_3", (1, 6, H, W)),
    ("add_1", (1, 6, H, W)),
    ("concat_1", (1, 40, H, W)),
    ("globalavgpool_1", (1, 40)),
    ("flatten_1", (1, 40)),
    ("linear_1", (1, 10)),
]


def as_yaml(document: Any) -> str:
    return yaml.safe_dump(document, sort_keys=False)


def as_toml(document: Any) -> str:
    def value(each: Any) -> str:
        if isinstance(each, dict):
            return "{" + ", ".join(f"{key} = {value(inner)}" for key, inner in each.items()) + "}"
        if isinstance(each, list):
            return "[" + ", ".join(map(value, each)) + "]"
        return json.dumps(each)

    return "\n".join(f"{key} = {value(each)}" for key, each in document.items())


WRITERS = {"net.yaml": as_yaml, "net.json": json.dumps, "net.toml": as_toml}


@pytest.mark.parametrize("file", WRITERS)
def test_a_document_spells_a_network_in_any_format(file: str):
    definition = read(file, WRITERS[file](DOCUMENT))
    graph = definition.trace()

    assert definition.name == "everything"
    assert graph.error is None
    assert [(node.name, node.outputs[0].shape) for node in graph.nodes] == SHAPES
    assert [(each.quantity, each.wanted) for each in graph.expectations] == [
        ("output", (10,)),
        ("shape", (16, H, W)),
        ("params", 9_999),
    ]


def test_the_published_schema_holds_for_documents():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft202012Validator(SCHEMA)

    validator.validate(DOCUMENT)
    for example in (ROOT / "examples").glob("*.yaml"):
        validator.validate(yaml.safe_load(example.read_text("utf-8")))
    for example in (ROOT / "examples").glob("*.toml"):
        validator.validate(tomllib.loads(example.read_text("utf-8")))


NOT_DOCUMENTS: dict[str, tuple[Any, str]] = {
    "no layers": ({"name": "x"}, "the document has no layers"),
    "a list": ([1], "the document is [1]"),
    "layers that are no list": ({"layers": "relu"}, "layers is 'relu'"),
    "an unknown key": ({"layers": [], "inptu": "3"}, "the key 'inptu' means nothing here"),
    "a number as a layer": ({"layers": [5]}, "5 is no layer"),
    "an empty layer": ({"layers": [{}]}, "{} is no layer"),
    "a block without layers": ({"layers": [], "blocks": {"a": {}}}, "the block 'a' has no layers"),
    "a block with a bad name": ({"layers": [], "blocks": {"1a": []}}, "the block name '1a'"),
    "a bad input": ({"layers": [], "input": [3, None]}, "the input [3, None]"),
    "a bad parameter": (
        {"layers": [], "blocks": {"a": {"parameters": ["for"], "layers": []}}},
        "the parameter 'for'",
    ),
    "an unknown key of a form": (
        {"layers": [{"residual": [], "shortcuts": []}]},
        "the key 'shortcuts' means nothing here",
    ),
    "branches without a branch": ({"layers": [{"branches": []}]}, "branches without a branch"),
    "a bad expectation": ({"layers": [], "expect": [3]}, "expect is [3]"),
    "a bad wire": ({"layers": [{"relu": None, "from": 3}]}, "from is 3"),
    "a bad name of a layer": ({"layers": [{"re lu": None}]}, "'re lu' is no name of a layer"),
    "a bad name of an argument": (
        {"layers": [{"relu": {"a b": 1}}]},
        "'a b' is no name of an argument",
    ),
}


@pytest.mark.parametrize(("document", "message"), NOT_DOCUMENTS.values(), ids=NOT_DOCUMENTS)
def test_what_is_no_document_is_refused(document: Any, message: str):
    with pytest.raises(ConvcalcError) as caught:
        read("net.json", json.dumps(document))

    assert caught.value.message == message


MOST = jsonschema.Draft202012Validator(SCHEMA)


@pytest.mark.parametrize(
    "document",
    [
        NOT_DOCUMENTS[name][0]
        for name in ("no layers", "a list", "an unknown key", "a number as a layer")
    ],
    ids=["no layers", "a list", "an unknown key", "a number as a layer"],
)
def test_the_schema_refuses_it_as_well(document: Any):
    assert not MOST.is_valid(document)


def test_all_problems_are_told_with_path_and_line():
    text = "nmae: x\ninput: [3, -1]\nlayers:\n  - conv2d(3 k=3)\n  - {conv2d: 3, relu: }\n  - relu\n  - 5\n"

    with pytest.raises(UnknownName) as caught:
        read("net.yaml", text)

    assert str(caught.value) == (
        "net.yaml:1:7: nmae: the key 'nmae' means nothing here\n"
        "    nmae: x\n"
        "          ^\n"
        "also: net.yaml:2:8: input: '-1' is not a size "
        "(for example 3x224x224, 1x3x224x224 or 3,H,W)\n"
        "also: net.yaml:4:5: layers[0]: a comma is missing\n"
        "also: net.yaml:5:5: layers[1]: conv2d, relu where one layer is wanted\n"
        "also: net.yaml:7:5: layers[3]: 5 is no layer\n"
        "expected: name, input, blocks, layers, output, expect\n"
        "hint: did you mean 'name'?"
    )


TRACED = {
    "an argument in YAML": (
        "net.yaml",
        "input: 3x8x8\nlayers:\n  - conv2d: {out: 4, k: 3, stride: 0}\n",
        BadValue,
        "net.yaml:3:36: layers[0].conv2d.stride: stride=0\n"
        "    - conv2d: {out: 4, k: 3, stride: 0}\n"
        "                                     ^\n"
        "expected: at least 1",
    ),
    "a line in YAML": (
        "net.yaml",
        "input: 3x8x8\nlayers:\n  - relu\n  - nn.Conv2d(4, 8, 3)\n",
        ShapeError,
        "net.yaml:4:15: layers[1]: Conv2d 'conv2d_1': the input has 3 channels, the layer takes 4\n"
        "    - nn.Conv2d(4, 8, 3)\n"
        "                ^\n"
        "expected: 4 channels\n"
        "hint: in_channels=3",
    ),
    "an argument in JSON": (
        "net.json",
        '{"input": "3x8x8", "layers": [{"conv2d": {"out": 4, "k": 0}}]}',
        BadValue,
        "net.json:1:58: layers[0].conv2d.k: kernel_size=0\n"
        '    {"input": "3x8x8", "layers": [{"conv2d": {"out": 4, "k": 0}}]}\n'
        "                                                             ^\n"
        "expected: at least 1",
    ),
    "a line in TOML": (
        "net.toml",
        'input = "3x8x8"\nlayers = [\n  "relu",\n  "conv2d(4, k=0)",\n]\n',
        BadValue,
        "net.toml:4:16: layers[1]: kernel_size=0\n"
        '    "conv2d(4, k=0)",\n'
        "                 ^\n"
        "expected: at least 1",
    ),
    "a name in a block": (
        "net.yaml",
        "input: 3x8x8\nblocks:\n  a:\n    - relu\n    - rleu\nlayers: [a()]\n",
        UnknownName,
        "net.yaml:5:7: blocks.a[1]: nothing is called 'rleu'\n"
        "    - rleu\n"
        "      ^^^^\n"
        "hint: did you mean 'relu'?",
    ),
}


@pytest.mark.parametrize(("file", "text", "kind", "message"), TRACED.values(), ids=TRACED)
def test_errors_point_into_the_document(
    file: str, text: str, kind: type[ConvcalcError], message: str
):
    error = read(file, text).trace().error

    assert type(error) is kind
    assert str(error) == message


def test_texts_that_compute_are_computed_and_others_stay():
    text = "input: CxHxW\nlayers:\n  - conv2d: {out: 2*C, k: 3, padding: same}\n  - pad: {padding: 1, mode: reflect}\n"
    graph = read("net.yaml", text).trace()

    assert graph.nodes[0].outputs[0].shape == (1, 2 * symbols("C"), H, W)
    assert graph.nodes[1].module.call == "pad(padding=1, mode='reflect')"


BROKEN = {
    "YAML that does not parse": ("net.yaml", "layers: [relu\n", SyntaxProblem),
    "a key twice in YAML": ("net.yaml", "layers: []\nlayers: []\n", SyntaxProblem),
    "a key that is no text": ("net.yaml", "layers: []\n3: 4\n", SyntaxProblem),
    "a tag": ("net.yaml", "layers: !!python/object/apply:os.system [id]\n", SyntaxProblem),
    "two documents": ("net.yaml", "layers: []\n---\nlayers: []\n", SyntaxProblem),
    "JSON that does not parse": ("net.json", '{"layers": [}', SyntaxProblem),
    "a key twice in JSON": ("net.json", '{"layers": [], "layers": []}', SyntaxProblem),
    "a long number in JSON": ("net.json", '{"layers": [' + "9" * 5000 + "]}", SyntaxProblem),
    "a long number in YAML": ("net.yaml", "layers: [" + "9" * 5000 + "]", SyntaxProblem),
    "a long number in TOML": ("net.toml", "layers = [" + "9" * 5000 + "]", SyntaxProblem),
    "TOML that does not parse": ("net.toml", "layers = [", SyntaxProblem),
    "deep YAML": ("net.yaml", "layers: " + "[" * 100_000, LimitError),
    "deep YAML by indentation": (
        "net.yaml",
        "layers:\n" + "\n".join(" " * depth + "-" for depth in range(1, 2000)),
        LimitError,
    ),
    "deep YAML in a line": ("net.yaml", "layers:\n" + "- " * 10_000 + "relu", LimitError),
    "deep JSON": ("net.json", '{"layers": ' + "[" * 100_000, LimitError),
    "deep TOML": ("net.toml", "layers = " + "[" * 100_000, LimitError),
    "an alias of itself": ("net.yaml", "layers: &a [*a]\n", LimitError),
    "many values": ("net.yaml", "layers: [" + "relu," * 1_500_000 + "]", LimitError),
    "a billion laughs": (
        "net.yaml",
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(
            f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n"
            for a, b in zip("abcdefgh", "bcdefghi", strict=True)
        )
        + "layers: *i\n",
        LimitError,
    ),
}


@pytest.mark.parametrize(("file", "text", "kind"), BROKEN.values(), ids=BROKEN)
def test_broken_and_hostile_documents_are_refused(file: str, text: str, kind: type[ConvcalcError]):
    with pytest.raises(kind):
        read(file, text)


DEEP = {
    "lists by indentation": "\n".join(" " * depth + "-" for depth in range(2_000)),
    "mappings by indentation": "\n".join(" " * depth + "a:" for depth in range(2_000)),
    "a little too deep": "\n".join(" " * depth + "a:" for depth in range(102)),
    "lists in brackets": "[" * 2_000 + "]" * 2_000,
    "mappings in braces": "{a: " * 2_000 + "}" * 2_000,
    "lists in a line": "- " * 2_000 + "relu",
    "keys in a line": "? " * 2_000 + "relu",
}


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_nesting_beyond_measure_is_our_limit_whatever_parser_meets_it(
    monkeypatch: pytest.MonkeyPatch, loader: str, text: str
):
    parser = getattr(yaml, loader, yaml.SafeLoader)
    monkeypatch.setattr(yaml, "CSafeLoader", parser, raising=False)

    with pytest.raises(LimitError, match=r"^more than 100 levels of nesting\n"):
        load(text, "net.yaml")


def test_a_line_cannot_reach_beyond_itself():
    document = {"input": "3", "layers": ["relu)\n(relu", "relu"]}

    with pytest.raises(SyntaxProblem):
        read("net.json", json.dumps(document))
