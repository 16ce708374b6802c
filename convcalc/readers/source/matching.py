"""Which given shape is for which parameter of a model."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from convcalc.errors import UsageError
from convcalc.readers.python.objects.functions import Function
from convcalc.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.layers.core.shapes import Shape

    Given = tuple[str | None, Shape]
    Labelled = tuple[str, Shape]

LEAST_FULL = 4
"""Axes of a shape that surely has its batch, unless a layer says otherwise."""

DEFAULT_DTYPE = "float32"
JOINING = frozenset({"cat", "concat", "stack"})
"""Functions that take a list of tensors."""


class Matched:
    """Shapes by position and by name, each with what to call its tensor."""

    __slots__ = ("by_name", "in_order")

    def __init__(self, in_order: list[Labelled], by_name: dict[str, list[Labelled]]) -> None:
        self.in_order = in_order
        self.by_name = by_name


def match(given: Sequence[Given], names: Sequence[str], more: Sequence[str] | None) -> Matched:
    """
    Give every parameter its shapes: several of one name are a list of tensors.

    A name with a dot is a key in the dict that its parameter takes.

    Args:
        given: (name, shape), in order where the name is None.
        names: The parameters that need one; `*name` takes any number.
        more: Those that may have one; None where any name may.

    Raises:
        UsageError: If one is missing, unknown, or one too many.
    """
    by_name: dict[str, list[Shape]] = {}
    for name, shape in given:
        if name:
            by_name.setdefault(name, []).append(shape)
    in_order = [shape for name, shape in given if not name]
    roots = list(dict.fromkeys([each.partition(".")[0] for each in by_name]))
    plain = [each for each in names if each not in roots and not each.startswith("*")]
    rest = next((each[1:] for each in names if each.startswith("*")), "")
    if more is not None:
        _check_names(roots, [each for each in (*names, *more) if not each.startswith("*")])
    if len(plain) > len(in_order):
        raise missing(plain[len(in_order) :], has_others=bool(given))
    free = [*plain, *[each for each in more or () if each not in roots]]
    if more is not None and not rest and len(in_order) > len(free):
        raise _too_many(len(in_order), free)
    labels = [*plain, *[f"{rest}_{each + 1}" for each in range(len(in_order))]] if rest else free
    labels += [f"input_{each + 1}" for each in range(len(labels), len(in_order))]
    positional = list(zip(labels, in_order, strict=False))
    named = {name: _numbered(name, shapes) for name, shapes in by_name.items()}
    if named:
        # A name in between would shift the positions behind it.
        named = {**{name: [(name, shape)] for name, shape in positional[: len(plain)]}, **named}
        positional = positional[len(plain) :]
    return Matched(positional, named)


def as_one_list(given: Sequence[Given], names: Sequence[str], function: object) -> Sequence[Given]:
    """The same shapes under one name where a model takes one list, and several are given."""
    if len(names) != 1 or len(given) < 2 or any(name for name, _ in given):
        return given
    is_list = isinstance(function, Function) and _takes_parts(function.node, names[0])
    return [(names[0], shape) for _, shape in given] if is_list else given


def _takes_parts(node: ast.AST, name: str) -> bool:
    """Whether a function goes over one of its parameters, or takes it apart by numbers."""
    return any(
        isinstance(one, ast.Name) and one.id == name
        for each in ast.walk(node)
        for one in _taken_apart(each)
    )


def _taken_apart(node: ast.AST) -> list[ast.expr]:
    """The expressions that a piece of code goes over, or takes elements of by number."""
    if isinstance(node, (ast.For, ast.comprehension)):
        inner = node.iter.args if isinstance(node.iter, ast.Call) else []
        return [node.iter, *inner]
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return [node.value] if type(node.slice.value) is int else []
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], (ast.Tuple, ast.List)):
        return [node.value]
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in JOINING:
        return node.args[:1]
    return [node.value] if isinstance(node, ast.Starred) else []


def _numbered(name: str, shapes: list[Shape]) -> list[Labelled]:
    if len(shapes) == 1:
        return [(name, shapes[0])]
    return [(f"{name}_{position + 1}", shape) for position, shape in enumerate(shapes)]


def _check_names(roots: list[str], known: list[str]) -> None:
    for name in roots:
        if name not in known:
            raise UsageError(
                f"no input is called {name!r}",
                expected=", ".join(known) or "no names",
                hint=did_you_mean(name, known),
            )


def _too_many(count: int, free: list[str]) -> UsageError:
    return UsageError(
        f"{_plural(count, 'input shape')} for {_plural(len(free), 'input')}",
        expected=f"one for each of: {', '.join(free)}" if free else "none",
        hint=f"a list of several is -i {free[0]}=... -i {free[0]}=..." if len(free) == 1 else "",
    )


def _plural(count: int, word: str) -> str:
    return f"{count} {word}{'s' if count != 1 else ''}"


def missing(names: Sequence[str], *, has_others: bool = False) -> UsageError:
    """The question for the shapes of inputs; `has_others` where some shapes are given already."""
    plain = [each.lstrip("*") for each in names]
    if len(plain) == 1:
        start = f"{plain[0]}=" if has_others else ""
        return UsageError(
            f"the shape of the input {plain[0]!r} is not known",
            expected=f"-i {start}SHAPE",
            hint=f"for example -i {start}1x3x224x224, or -i {start}1,3,H,W for formulas",
        )
    examples = " ".join([f"-i {name}=1x3x224x224" for name in plain])
    return UsageError(
        f"the shapes of the inputs {', '.join(map(repr, plain))} are not known",
        expected="one -i for each",
        hint=f"for example {examples}",
    )
