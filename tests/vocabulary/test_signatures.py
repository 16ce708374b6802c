"""Every layer has the signature that its framework says it has."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from convcalc.layers.core.signatures import signature
from convcalc.tables import load
from convcalc.vocabulary import VOCABULARIES

FOLDER = Path(__file__).parent.parent / "golden" / "frameworks"
FILES = {"torch": "torch.nn", "keras": "keras.layers"}

ANY = "*args, **kwargs"
"""What Python says of a constructor that is inherited, overloaded or takes anything."""

UNLIKE = {
    **dict.fromkeys(
        ("Sigmoid", "LogSigmoid", "Tanh", "Tanhshrink", "Softsign", "Softmax2d"),
        ((ANY, ""), "the constructor is Module's, which takes nothing"),
    ),
    **dict.fromkeys(
        ("LSTM", "GRU", "LSTMCell", "GRUCell"),
        (("", "*, implementation=2"), "taken out of **kwargs"),
    ),
    "Embedding": (("", "*, input_length=None"), "taken out of **kwargs"),
    "LayerNormalization": (("", "*, rms_scaling=False"), "taken out of **kwargs"),
}
"""Layers whose own text is another: what stands there for what, and why."""


def recorded(framework: str) -> Any:
    return json.loads((FOLDER / f"{framework}_signatures.json").read_text(encoding="utf-8"))


def said(framework: str, name: str) -> str:
    """What the framework says, of several calling forms the first; without `**kwargs` for Keras."""
    found = recorded(framework)[FILES[framework]].get(name)
    assert found is not None, f"{name}: run tools/golden/make_signatures.py"
    text = found if isinstance(found, str) else found[0]
    if framework == "keras":
        # What every layer takes is told once, as COMMON.
        text = text.removesuffix("**kwargs").removesuffix(", ")
        if name not in UNLIKE:
            return text
    if name not in UNLIKE or (framework == "torch" and text != ANY):
        return text
    (old, new), _ = UNLIKE[name]
    return text.replace(old, new) if old else f"{text}, {new}"


def arguments(text: str) -> str:
    """A signature in Python's own manner, without the words behind its colons."""
    (function,) = ast.parse(f"def _({text}): ...").body
    assert isinstance(function, ast.FunctionDef)
    takes = function.args
    for each in (*takes.args, *takes.kwonlyargs):
        each.annotation = None
    return ast.unparse(takes)


def written(framework: str) -> dict[str, str]:
    """The signatures of a vocabulary's text, read without its parser."""
    found: dict[str, str] = {}
    names: list[str] = []
    body = ""
    for line in load(f"vocabulary.{framework}:TEXT").splitlines():
        if line.startswith(" "):
            body = f"{body} {line.strip()}"
            found |= dict.fromkeys(names, body.partition(") -> ")[0].strip()[1:])
        else:
            names = [*([] if body else names), *[word.partition("[")[0] for word in line.split()]]
            body = ""
    return found


LAYERS = [(framework, name) for framework in FILES for name in VOCABULARIES[framework]]


@pytest.mark.parametrize(("framework", "name"), LAYERS)
def test_a_signature_is_the_frameworks(framework: str, name: str):
    assert arguments(written(framework)[name]) == arguments(said(framework, name))


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_a_signature_is_read_as_python_reads_it(vocabulary: str):
    for name, text in written(vocabulary).items():
        told: dict[str, Any] = {}
        # PyTorch's default of an activation is its function, told by its name.
        exec(f"def read({arguments(text)}): ...", {"relu": "relu"}, told)  # noqa: S102 (our own text)
        maker = VOCABULARIES[vocabulary].find(name)

        assert maker is not None
        assert maker.signature == signature(told["read"], 0), name


@pytest.mark.parametrize("framework", FILES)
def test_every_signature_is_python(framework: str):
    tables = recorded(framework)
    for module in tables.keys() - {"versions"}:
        for told in tables[module].values():
            for each in [told] if isinstance(told, str) else told:
                ast.parse(f"def name({each}): ...")
