"""An argument book: what parameters are given by their names and kinds, and the calls of it."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any
from typing import NamedTuple

import calls

Values = Mapping[str, tuple[str, ...]]


class Parameter(NamedTuple):
    """A parameter: its name and kind, whether it must be given, and by name alone."""

    name: str
    kind: str
    required: bool
    named: bool


class Book(NamedTuple):
    """What is given to parameters with and without a default, and to those of single functions."""

    required: Values
    optional: Values
    own: Mapping[str, Values]

    def choices(self, function: str, parameter: Parameter) -> tuple[str, ...]:
        """What is given to a parameter of a function."""
        name = "input" if parameter.name in ("self", "input") else parameter.name
        own = self.own.get(function) or self.own.get(function.rstrip("_"), {})
        found = own.get(parameter.name, own.get(name))
        if found is None:
            found = (self.required if parameter.required else self.optional).get(name, ())
        return tuple(each for each in found if fits(each, parameter.kind))

    def templates(self, prefix: str, function: str, given: list[Parameter]) -> list[str]:
        """The calls of one overload: what must be given, then one argument more at a time."""
        needed = [each for each in given if each.required]
        several = calls.variants(self.choices(function, each) for each in needed)[:4]
        if not several:
            return []
        words = [[_word(*pair) for pair in zip(needed, each, strict=True)] for each in several]
        found = [spelling(prefix, function, each) for each in words]
        for each in given:
            if not each.required:
                found += [
                    spelling(prefix, function, [*words[0], f"{each.name}={value}"])
                    for value in self.choices(function, each)
                ]
        named = [
            f"{'input' if each.name == 'self' else each.name}={value}"
            for each, value in zip(needed, several[0], strict=True)
        ]
        tensors = all("=T[" in each for each in named if each[:6] == "input=")
        if prefix and len(named) > 1 and "=T[" in named[0] and tensors:
            found.append(spelling(prefix, function, named))
        return found


def _word(parameter: Parameter, value: str) -> str:
    return f"{parameter.name}={value}" if parameter.named else value


def of_python(function: Any) -> list[list[Parameter]]:
    """The parameters of a function of Python."""
    try:
        told = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return []
    return [
        [
            Parameter(each.name, "", each.default is each.empty, each.kind is each.KEYWORD_ONLY)
            for each in told
            if each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL)
        ]
    ]


def fits(value: str, kind: str) -> bool:
    """Whether a value is of a kind of a schema."""
    if "Tensor" in kind and "List" not in kind:
        return value.startswith("T[")
    if kind in ("number", "float", "Optional[number]", "int", "Optional[int]", "bool"):
        return not value.startswith(("T[", "(", "["))
    return True


def spelling(prefix: str, function: str, words: list[str]) -> str:
    """A call of a function, or of a method where there is no prefix."""
    if prefix:
        return f"{prefix}{function}({', '.join(words)})"
    return f"{words[0]}.{function}({', '.join(words[1:])})"
