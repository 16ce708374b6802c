"""Elements picked by position: integers, slices, new axes and tensors of positions."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import Expr
from convcalc.dims import ceil_div
from convcalc.dims import maximum
from convcalc.dims import minimum
from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.core.trails import Irregular
from convcalc.layers.core.trails import Slide
from convcalc.layers.core.trails import pointwise
from convcalc.layers.other.merge import broadcast
from convcalc.values import Value

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.trails import Step
    from convcalc.layers.core.trails import Trail


class Single(Value):
    """One position: the axis goes; None for one that is not known."""

    position: Dim | None


class Span(Value):
    """`start:stop:step`; None for an end that is left open."""

    start: Dim | None = None
    stop: Dim | None = None
    step: int = 1


class New(Value):
    """A new axis of size 1."""


class Picked(Value):
    """A tensor of positions; several of them broadcast to one another."""

    shape: tuple[Dim, ...]


class Masked(Value):
    """A tensor of truths over one axis or several; `count` of them are true."""

    shape: tuple[Dim, ...]
    count: Dim


Part = Single | Span | New | Picked | Masked
Item = tuple[int, Part]
"""The first axis of the input that a part is about, and the part."""


class Index(Layer):
    """
    The elements at some positions, as x[...] gives them.

    Further inputs are the tensors of positions, whose shapes the parts know.

    Shapes:
        input: at least as many axes as the parts take
        result: a slice ⌈(stop − start) / step⌉, its ends cut to the axis; no axis for a single
            position; the common shape of all tensors of positions where the first of them stands,
            or in front where anything stands between them

    Units: nothing: the memory stays, or elements are copied.

    Source: torch.Tensor.__getitem__; NumPy, "Advanced indexing".
    """

    kind: ClassVar[str] = "index"
    takes_many: ClassVar[bool] = True

    parts: tuple[Part, ...]

    @property
    def is_view(self) -> bool:  # type: ignore[override]  # it depends on the parts
        """Whether nothing is copied: there are no tensors of positions."""
        return not any(map(is_advanced, self.parts))

    def items(self, shape: Shape) -> list[Item]:
        """
        The parts, each with its axis, and a whole slice for every axis behind them.

        Raises:
            ShapeError: If there are more parts than axes.
        """
        found: list[Item] = []
        axis = 0
        for part in self.parts:
            found.append((axis, part))
            axis += axes_taken(part)
        if axis > len(shape):
            raise ShapeError(
                f"{axis} positions for {show_shape(shape)}",
                expected=f"at most {len(shape)}",
                hint="a comma too many?",
            )
        found += [(rest, Span()) for rest in range(axis, len(shape))]
        return found

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Take the parts out."""
        shape = inputs[0]
        items = self.items(shape)
        picked = self._picked(shape, needs)
        lead, placed = self._lead(items), False
        result: list[Dim] = list(picked or ()) if lead else []
        for axis, part in items:
            if isinstance(part, New):
                result.append(1)
            elif isinstance(part, Span):
                result.append(span(part, shape[axis], needs)[1])
            elif isinstance(part, Single):
                single(part.position, axis, shape, needs)
            if is_advanced(part) and not lead and not placed:
                result += picked or ()
            placed = placed or is_advanced(part)
        return (tuple(result),)

    def _picked(self, shape: Shape, needs: Needs) -> Shape | None:
        """The common shape of the tensors of positions; None where there are none."""
        shapes: list[Shape] = []
        for axis, part in self.items(shape):
            if isinstance(part, Picked):
                shapes.append(part.shape)
            elif isinstance(part, Masked):
                self._mask_fits(part, axis, shape, needs)
                shapes.append((part.count,))
        return broadcast(tuple(shapes), needs, channel_axis=1) if shapes else None

    def _mask_fits(self, part: Masked, axis: int, shape: Shape, needs: Needs) -> None:
        """A mask has the sizes of the axes that it stands for."""
        for wanted, length in zip(part.shape, shape[axis:], strict=False):
            needs.equal(
                wanted,
                length,
                lambda: ShapeError(
                    f"a mask {show_shape(part.shape)} on {show_shape(shape)}, from axis {axis}",
                    expected="the same sizes",
                ),
            )

    def _lead(self, items: list[Item]) -> bool:
        """Whether the tensors of positions come first: something stands between them."""
        kept = [part for _, part in items if not isinstance(part, Single)]
        places = [index for index, part in enumerate(kept) if is_advanced(part)]
        return bool(places) and places[-1] - places[0] + 1 != len(places)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Nothing."""
        return 0

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """A slice from its start in its steps; picked axes anywhere."""
        shape, items = inputs[0], self.items(inputs[0])
        picked = len(outputs[0]) - sum(isinstance(part, (Span, New)) for _, part in items)
        lead = self._lead(items)
        trail: Trail = {}
        place, widened = picked if lead else 0, lead
        for axis, part in items:
            if isinstance(part, Span):
                trail[axis] = (place, seen_span(part, shape[axis]))
            elif isinstance(part, Single):
                trail[axis] = (None, _seen_single(part))
            elif is_advanced(part):
                step = Irregular(size=1, reason="positions are picked")
                moved = (0 if lead else place) if picked else None
                if widened and not lead and picked:
                    moved = place - 1
                trail |= dict.fromkeys(range(axis, axis + axes_taken(part)), (moved, step))
                place += 0 if widened else picked
                widened = True
            place += isinstance(part, (Span, New))
        return (trail, *({} for _ in inputs[1:]))


def _seen_single(part: Single) -> Step:
    """What is seen of an axis of which one position is taken."""
    position = part.position
    if type(position) is int and position >= 0:
        return Slide(starts=(position,), sizes=(1,), advance=1, windowed=False)
    return WHOLE


def is_advanced(part: Part) -> bool:
    """Whether a part is a tensor of positions."""
    return isinstance(part, (Picked, Masked))


def axes_taken(part: Part) -> int:
    """How many axes of the input a part is about."""
    if isinstance(part, New):
        return 0
    return len(part.shape) if isinstance(part, Masked) else 1


def single(position: Dim | None, axis: int, shape: Shape, needs: Needs) -> None:
    """
    Need a position to be on the axis.

    Raises:
        ShapeError: If it is not.
    """
    length = shape[axis]
    if position is None:
        return

    def outside() -> ShapeError:
        return ShapeError(
            f"position {position} on axis {axis} of {show_shape(shape)}",
            expected=f"{-length} to {length - 1}",
        )

    if isinstance(position, Expr) or position >= 0:
        needs.at_least(length, position + 1, outside)
    else:
        needs.at_least(length, -position, outside)


def span(part: Span, length: Dim, needs: Needs | None) -> tuple[Dim, Dim]:
    """
    Where a slice starts on an axis of this length, and how many positions it has.

    >>> span(Span(start=1, stop=-1, step=2), 8, None)
    (1, 3)
    """
    start = 0 if part.start is None else _end(part.start, length, needs)
    stop = length if part.stop is None else _end(part.stop, length, needs)
    if type(start) is int and start == 0 and part.stop is None:
        return 0, ceil_div(length, part.step)
    count = ceil_div(stop - start, part.step)
    return start, _positive(count)


def _positive(count: Dim) -> Dim:
    """Nothing where the slice ends before it starts."""
    if type(count) is int:
        return max(count, 0)
    from convcalc.dims import is_at_least

    return count if is_at_least(count, 0) else maximum(count, 0)


def _end(end: Dim, length: Dim, needs: Needs | None) -> Dim:
    """An end of a slice, counted from the front and cut to the axis."""
    if type(end) is int and type(length) is int:
        return min(max(end + length if end < 0 else end, 0), length)
    from convcalc.dims import is_at_least

    least = is_at_least(end, 0)
    if least is None and needs is not None:
        needs.at_least(end, 0, lambda: ShapeError(f"a slice that ends at {end}"))
    if least is False:
        end = end + length
        return end if is_at_least(end, 0) else maximum(end, 0)
    return end if is_at_least(length, end) else minimum(end, length)


def seen_span(part: Span, length: Dim) -> Step:
    """What the results of a slice see of their axis."""
    start, _ = span(part, length, None)
    if type(start) is int and start == 0 and part.step == 1:
        return ONE_TO_ONE
    return Slide(starts=(start,), sizes=(1,), advance=part.step, windowed=False)


class SetIndex(Layer):
    """
    A tensor with the elements at some positions replaced, as x[...] = value makes it.

    Shapes:
        inputs: the tensor; the value, which broadcasts to what x[...] gives; tensors of positions
        result: as the tensor

    Units: nothing: elements are copied.

    Source: torch.Tensor.__setitem__.
    """

    kind: ClassVar[str] = "setindex"
    takes_many: ClassVar[bool] = True

    parts: tuple[Part, ...]

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """As the tensor."""
        taken = Index(parts=self.parts).outputs(inputs[:1], needs)[0]
        value = inputs[1] if len(inputs) > 1 else ()
        while value and value[0] == 1 and len(value) > len(taken):
            value = value[1:]
        if broadcast((taken, value), needs, channel_axis=1) != taken and product(taken) != 0:
            raise ShapeError(
                f"a value {show_shape(value)} for {show_shape(taken)}",
                expected=f"what broadcasts to {show_shape(taken)}",
            )
        return (inputs[0],)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Nothing."""
        return 0

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The tensor one to one; the value where it was put."""
        own = pointwise(inputs[0], outputs[0])
        if len(inputs) < 2:
            return (own,)
        return (own, self._value_trail(inputs), *({} for _ in inputs[2:]))

    def _value_trail(self, inputs: Shapes) -> Trail:
        items = Index(parts=self.parts).items(inputs[0])
        value = inputs[1]
        kept = [(axis, part) for axis, part in items if isinstance(part, (Span, New))]
        trail: Trail = {}
        for own in range(len(value)):
            place = own - len(value) + len(kept)
            axis, part = kept[place] if 0 <= place < len(kept) else (None, New())
            trail[own] = self._seen(axis, part, value[own], inputs[0])
        return trail

    def _seen(
        self, axis: int | None, part: Part, size: Dim, shape: Shape
    ) -> tuple[int | None, Step]:
        if axis is None or not isinstance(part, Span) or (size == 1 and shape[axis] != 1):
            return (None, WHOLE)
        start, _ = span(part, shape[axis], None)
        if part.step != 1:
            return (axis, Irregular(size=1, reason="positions are set in steps"))
        if type(start) is int and start == 0:
            return (axis, ONE_TO_ONE)
        return (axis, Slide(starts=(-start,), sizes=(1,), advance=1, windowed=False))
