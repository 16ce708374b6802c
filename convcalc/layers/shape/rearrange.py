"""Axes renamed, split, merged, reduced and repeated, as an einops pattern says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import choice
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.core.trails import Irregular

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Step
    from convcalc.layers.core.trails import Trail

Group = tuple[str, ...]
Side = tuple[Group, ...]

TOKEN = re.compile(r"\s*(\.\.\.|…|[A-Za-z_][A-Za-z0-9_]*|\d+|[()])")
BARE = ("…",)
"""An ellipsis outside of parentheses: every axis by itself."""

SINGLE: dict[str, tuple[str, ...]] = {"1": (), "...": BARE}

REDUCTIONS = ("mean", "min", "max", "sum", "prod", "any", "all")
MOST_LETTERS = 1000


class Rearrange(Layer):
    """
    A pattern such as `b c (h p) w -> b (h w) (p c)`.

    `lengths` are the sizes given by name; `function` is what is done with names that go: nothing
    for "rearrange" and "repeat", a reduction otherwise.

    Shapes:
        input: one axis a group of the left side, "..." for any number
        result: one axis a group of the right side

    Units: nothing for a rearrangement; one operation an input element for a reduction.

    Source: the documentation of einops 0.8: rearrange, reduce, repeat.
    """

    kind: ClassVar[str] = "rearrange"

    left: Side
    right: Side
    lengths: tuple[tuple[str, Dim], ...] = ()
    function: str = "rearrange"

    @property
    def is_view(self) -> bool:  # type: ignore[override]  # a reduction makes something new
        """Whether the elements stay as they are."""
        return self.function == "rearrange"

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The sizes of the groups on the right side."""
        sizes = self.sizes(inputs[0], needs)
        right = _spread(self.right, _further(self.left, inputs[0]))
        return (tuple(product(sizes[name] for name in group) for group in right),)

    def sizes(self, shape: Shape, needs: Needs) -> dict[str, Dim]:
        """
        The size of every name.

        Raises:
            ShapeError: If the axes do not go into the names.
        """
        left = _spread(self.left, _further(self.left, shape))
        if len(left) != len(shape):
            raise ShapeError(
                f"{len(left)} axes in the pattern for {show_shape(shape)}",
                expected=f"{len(shape)} axes",
                argument="pattern",
            )
        sizes: dict[str, Dim] = dict(self.lengths)
        for axis, group in enumerate(left):
            self._settle(sizes, group, axis, shape, needs)
        for name in (name for group in self.right for name in group if name.isdigit()):
            sizes[name] = int(name)
        return sizes

    def _settle(
        self, sizes: dict[str, Dim], group: Group, axis: int, shape: Shape, needs: Needs
    ) -> None:
        """The names of one axis: at most one of them is left to be found."""
        for name in group:
            if name.isdigit():
                sizes[name] = int(name)
        open_names = [name for name in group if name not in sizes]
        known = product(sizes[name] for name in group if name in sizes)
        length = shape[axis]

        def unlike() -> ShapeError:
            return ShapeError(
                f"axis {axis} of {show_shape(shape)} is {length}, "
                f"({' '.join(group)}) takes {'a multiple of ' if open_names else ''}{known}",
                expected=f"{'a multiple of ' if open_names else ''}{known}",
                argument="pattern",
            )

        if len(open_names) > 1:
            raise ShapeError(
                f"the sizes of {' and '.join(open_names)} cannot be told from {length}",
                expected=f"{open_names[0]}=...",
                argument="pattern",
            )
        if not open_names:
            needs.equal(length, known, unlike)
            return
        rest = (
            length if type(known) is int and known == 1 else needs.divisible(length, known, unlike)
        )
        sizes[open_names[0]] = rest

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """One an input element, where they are reduced."""
        return product(inputs[0]) if self.function in REDUCTIONS else 0

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Names that stay by themselves one to one; what is merged or split is irregular."""
        further = _further(self.left, inputs[0])
        left, right = _spread(self.left, further), _spread(self.right, further)
        places = {name: place for place, group in enumerate(right) for name in group}
        return ({axis: _seen(group, right, places) for axis, group in enumerate(left)},)


def _seen(group: Group, right: Side, places: dict[str, int]) -> tuple[int | None, Step]:
    kept = [name for name in group if name in places]
    if not kept:
        return (None, WHOLE)
    place = places[kept[0]]
    if len(kept) < len(group):
        return (place, WHOLE)
    if right[place] == group:
        return (place, ONE_TO_ONE)
    if len(group) == 1:
        return (place, Irregular(size=1, reason="positions are merged"))
    return (place, Irregular(size=None, reason="an axis is split"))


def _further(left: Side, shape: Shape) -> int:
    """How many axes "..." stands for."""
    return max(len(shape) - len(left) + 1, 0)


def _spread(side: Side, further: int) -> Side:
    """The groups with "..." replaced by one name an axis; inside a group they are merged."""
    names = tuple(f".{index}" for index in range(further))
    result: list[Group] = []
    for group in side:
        if group == BARE:
            result += [(name,) for name in names]
        elif "..." in group:
            place = group.index("...")
            result.append((*group[:place], *names, *group[place + 1 :]))
        else:
            result.append(group)
    return tuple(result)


def parse_side(text: str, pattern: str) -> Side:
    """
    The groups of one side of a pattern.

    Raises:
        BadValue: If it is not written as a pattern.
    """
    groups: list[Group] = []
    inside: list[str] | None = None
    end = 0
    for match in TOKEN.finditer(text):
        if match.start() != end:
            break
        end = match.end()
        word = "..." if match[1] == "…" else match[1]
        if word == "(":
            if inside is not None:
                refuse("pattern", pattern, "no parentheses inside parentheses")
            inside = []
        elif word == ")":
            if inside is None:
                refuse("pattern", pattern, "an opening parenthesis first")
            groups.append(tuple(inside))
            inside = None
        elif inside is not None:
            inside.append(word)
        else:
            groups.append(SINGLE.get(word, (word,)))
    if text[end:].strip() or inside is not None:
        refuse("pattern", pattern, "names, numbers, '...' and closed parentheses")
    return tuple(groups)


def parse_pattern(pattern: Any) -> tuple[Side, Side]:
    """
    Both sides of a pattern.

    Raises:
        BadValue: If there is no arrow, or a name stands twice on a side.
    """
    if not isinstance(pattern, str) or pattern.count("->") != 1 or len(pattern) > MOST_LETTERS:
        refuse("pattern", pattern, "a text such as 'b c h w -> b (h w) c'")
    left, _, right = pattern.partition("->")
    sides = parse_side(left, pattern), parse_side(right, pattern)
    for side in sides:
        names = [name for group in side for name in group if not name.isdigit()]
        if len(set(names)) < len(names):
            refuse("pattern", pattern, "every name once on each side")
    return sides


def rearrange_layer(pattern: Any, **sizes: Any) -> Rearrange:
    """einops.rearrange, einops.layers.torch.Rearrange: no name comes or goes."""
    left, right = parse_pattern(pattern)
    _same_names(pattern, left, right, sizes)
    return Rearrange(left=left, right=right, lengths=_lengths(sizes, pattern, left, right))


def reduce_layer(pattern: Any, reduction: Any, **sizes: Any) -> Rearrange:
    """einops.reduce, einops.layers.torch.Reduce: names that go are reduced."""
    left, right = parse_pattern(pattern)
    function = choice(reduction, "reduction", REDUCTIONS) if isinstance(reduction, str) else "sum"
    extra = names_of(right) - names_of(left)
    if extra:
        refuse("pattern", pattern, f"{min(extra)!r} on the left side, too")
    lengths = _lengths(sizes, pattern, left, right)
    return Rearrange(left=left, right=right, lengths=lengths, function=function)


def rearranged(given: Given) -> Rearrange:
    """einops.layers.torch.Rearrange."""
    return rearrange_layer(given.pattern, **given.sizes)


def reduced(given: Given) -> Rearrange:
    """einops.layers.torch.Reduce."""
    return reduce_layer(given.pattern, given.reduction, **given.sizes)


def repeat_layer(pattern: Any, **sizes: Any) -> Rearrange:
    """einops.repeat: names that come are repeated."""
    left, right = parse_pattern(pattern)
    gone = names_of(left) - names_of(right)
    if gone:
        refuse("pattern", pattern, f"{min(gone)!r} on the right side, too")
    for name in sorted(names_of(right) - names_of(left)):
        if name not in sizes and not name.isdigit():
            refuse("pattern", pattern, f"the size {name}=...")
    lengths = _lengths(sizes, pattern, left, right)
    return Rearrange(left=left, right=right, lengths=lengths, function="repeat")


def names_of(side: Side) -> set[str]:
    """All names of a side."""
    return {"..." if name == BARE[0] else name for group in side for name in group if name != "1"}


def _same_names(pattern: Any, left: Side, right: Side, sizes: dict[str, Any]) -> None:
    unlike = names_of(left) ^ names_of(right)
    if unlike:
        refuse(
            "pattern",
            pattern,
            f"{min(unlike)!r} on both sides",
            "reduce() takes names away, repeat() adds them",
        )


def _lengths(
    sizes: dict[str, Any], pattern: Any, left: Side, right: Side
) -> tuple[tuple[str, Dim], ...]:
    known = names_of(left) | names_of(right)
    for name, value in sizes.items():
        if name not in known:
            refuse(name, value, f"a name of the pattern {pattern!r}")
    return tuple((name, size(value, name)) for name, value in sizes.items())
