"""Which given shape is for which parameter of a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import UsageError
from convcalc.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.layers.core.shapes import Shape

    Given = tuple[str | None, Shape]
    Labelled = tuple[str, Shape]


class Matched:
    """Shapes by position and by name, each with what to call its tensor."""

    __slots__ = ("by_name", "in_order")

    def __init__(self, in_order: list[Labelled], by_name: dict[str, list[Labelled]]) -> None:
        self.in_order = in_order
        self.by_name = by_name


def match(given: Sequence[Given], names: Sequence[str], more: Sequence[str] | None) -> Matched:
    """
    Give every parameter its shapes: several of one name are a list of tensors.

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
    plain = [each for each in names if each not in by_name and not each.startswith("*")]
    rest = next((each[1:] for each in names if each.startswith("*")), "")
    if more is not None:
        _check_names(by_name, [each for each in (*names, *more) if not each.startswith("*")])
    if len(plain) > len(in_order):
        raise missing(plain[len(in_order) :], has_others=bool(given))
    free = [*plain, *[each for each in more or () if each not in by_name]]
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


def _numbered(name: str, shapes: list[Shape]) -> list[Labelled]:
    if len(shapes) == 1:
        return [(name, shapes[0])]
    return [(f"{name}_{position + 1}", shape) for position, shape in enumerate(shapes)]


def _check_names(by_name: dict[str, list[Shape]], known: list[str]) -> None:
    for name in by_name:
        if name not in known:
            raise UsageError(
                f"no input is called {name!r}",
                expected=", ".join(known) or "no names",
                hint=did_you_mean(name, known),
            )


def _too_many(count: int, free: list[str]) -> UsageError:
    return UsageError(
        f"{count} input shapes for {len(free)} input{'s' if len(free) != 1 else ''}",
        expected=f"one for each of: {', '.join(free) or 'none'}",
    )


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
