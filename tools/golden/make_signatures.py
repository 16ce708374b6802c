"""
Write the signatures of everything that convcalc spells, as the frameworks themselves tell them.

    python tools/golden/make_signatures.py torch OUT.json
    KERAS_BACKEND=tensorflow python tools/golden/make_signatures.py keras OUT.json

Needs torch (2.13) or keras (3.15), tf_keras (2.21) and tensorflow, and convcalc itself for the
names. A signature is the text between the parentheses of a `def`, annotations left out, so that
`ast` can read it. Functions of C have no signature: theirs are the schemas that they are
registered with.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any
from typing import get_overloads

import framework_names

MODULES = {
    "torch": (
        "torch.nn",
        "torch",
        "torch.nn.functional",
        "torch.nn.init",
        "torch.fft",
        "torch.linalg",
        "torch.special",
    ),
    "keras": (
        "keras.layers",
        "keras.ops",
        "keras.ops.image",
        "keras.activations",
        "keras.random",
    ),
}
PREFIXES = {"torch.fft": "fft_", "torch.linalg": "linalg_", "torch.special": "special_"}


def shown(default: Any) -> str:
    """A default as an expression that `ast` reads: its own text, or the name of what it is."""
    text = repr(default)
    try:
        ast.literal_eval(text)
    except (SyntaxError, ValueError):
        name = getattr(default, "__name__", None) or str(default)
        return name if all(each.isidentifier() for each in name.split(".")) else repr(name)
    return text


def of_python(function: Any, *, bound: bool) -> str:
    """The signature of a function, of a bound one without self."""
    given = list(inspect.signature(function).parameters.values())
    given = given[1:] if bound else given
    kept = [
        each.replace(
            annotation=inspect.Parameter.empty,
            default=Plain(each.default) if each.default is not each.empty else each.default,
        )
        for each in given
    ]
    return str(inspect.Signature(kept))[1:-1]


class Plain:
    """A default that prints as `shown` has it."""

    def __init__(self, default: Any) -> None:
        self.text = shown(default)

    def __repr__(self) -> str:
        return self.text


def of_c(name: str, *, method: bool) -> list[str]:
    """The schemas of an operator of PyTorch: those that write into `out` are left out."""
    import torch

    found = []
    schemas = torch._C._jit_get_schemas_for_operator(f"aten::{name}")  # noqa: SLF001 (there is no public way)
    for schema in schemas:
        given = [each for each in schema.arguments if not method or each.name != "self"]
        if any(each.is_out for each in given) or is_of_numbers(schema):
            continue
        words, starred = [], False
        for each in given:
            if each.kwarg_only and not starred:
                words.append("*")
                starred = True
            word = "input" if each.name == "self" else each.name
            word = word + "_" if word in ("from", "lambda") else word
            words.append(
                f"{word}={shown(each.default_value)}" if each.has_default_value() else word
            )
        found.append(", ".join(words))
    return list(dict.fromkeys(found))


def is_of_numbers(schema: Any) -> bool:
    """Whether an overload stands for one of Python's own operators, on numbers or lists."""
    kinds = {str(each.type) for each in schema.arguments}
    names = {each.name for each in schema.arguments}
    return bool(kinds & {"complex", "List[t]", "AnyEnumType"} or names & {"a", "b", "l"})


def signature(function: Any, operator: str, *, method: bool = False) -> str | list[str] | None:
    """The signature of a callable, the schemas of an operator of C, or None: it has neither."""
    several = overloads(function)
    if several:
        return [of_python(each, bound=True) for each in several]
    try:
        return of_python(dispatched(function), bound=method or inspect.isclass(function))
    except (TypeError, ValueError):
        return of_c(operator, method=method) or None


def overloads(function: Any) -> list[Any]:
    """The overloads that a class's constructor is annotated with."""
    made = getattr(function, "__init__", None)
    return (
        list(get_overloads(made)) if inspect.isclass(function) and inspect.isfunction(made) else []
    )


def dispatched(function: Any) -> Any:
    """The function behind one that only chooses whether places are given back too."""
    made = function.__init__ if inspect.isclass(function) else function
    jit = sys.modules.get("torch._jit_internal")
    return (
        jit.boolean_dispatched[made]["if_false"] if jit and made in jit.boolean_dispatched else made
    )


def recorded(module: str) -> dict[str, Any]:
    """The signatures of the names of a module, those that the framework calls."""
    there = import_module(module)
    found = {}
    for name in framework_names.names(module):
        home = framework_names.keras_of(name).layers if module == "keras.layers" else there
        function = getattr(home, name, None)
        if callable(function):
            told = signature(function, PREFIXES.get(module, "") + name)
            if told is not None:
                found[name] = told
    return found


def methods() -> dict[str, Any]:
    """The signatures of the methods of tensors."""
    import torch

    found = {}
    for name in framework_names.methods():
        function = getattr(torch.Tensor, name, None)
        if callable(function):
            told = signature(function, name, method=True)
            if told is not None:
                found[name] = told
    return found


def text(versions: dict[str, str], tables: dict[str, dict[str, Any]]) -> str:
    """The file: one line a name."""
    parts = [f'"versions": {json.dumps(versions)}']
    for module, names in tables.items():
        lines = ",\n".join(
            f"{json.dumps(name)}: {json.dumps(each)}" for name, each in names.items()
        )
        parts.append(f'"{module}": {{\n{lines}\n}}')
    return "{" + ",\n".join(parts) + "}\n"


def main() -> None:
    """Record all signatures of a framework."""
    framework, file = sys.argv[1:]
    tables = {module: recorded(module) for module in MODULES[framework]}
    if framework == "torch":
        tables["torch.Tensor"] = methods()
    versions = {framework: import_module(framework).__version__}
    Path(file).write_text(text(versions, tables), encoding="utf-8")


if __name__ == "__main__":
    main()
