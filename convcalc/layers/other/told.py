"""Layers of which a file tells what leaves them, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ShapeError
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.other.unread_call import Stated

if TYPE_CHECKING:
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes


class Told(Stated):
    """
    A layer whose results have the shapes that a file tells for inputs of the declared sizes.

    `takes` are those inputs, None for a size that is left open; where `batches` says so of a
    result, its first axis is the batch of what goes in.

    Shapes:
        input: (N, ...), of the sizes in `takes`
        result: `shapes`
        weights: `stored`

    Units: unknown.
    """

    takes: tuple[tuple[Any, ...], ...]
    batches: tuple[bool, ...]
    stored: tuple[tuple[str, Shape], ...] = ()

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """Those that the file holds."""
        return dict(self.stored)

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The shapes that were told, with the batch of the first input."""
        for wanted, given in zip(self.takes, inputs, strict=False):
            sizes = list(zip(wanted[1:], given[1:], strict=False))
            fits = len(wanted) == len(given)
            if not fits or any(one is not None and one != other for one, other in sizes):
                shown = "x".join(["?" if each is None else str(each) for each in wanted])
                raise ShapeError(
                    f"what leaves it is told for {shown} only, and it is given {show_shape(given)}",
                    expected="the sizes that the file declares",
                )
        return tuple(
            [
                (inputs[0][0], *shape[1:]) if is_open and inputs else shape
                for shape, is_open in zip(self.shapes, self.batches, strict=True)
            ]
        )


class ToldAlike(Stated):
    """
    A layer whose result is shaped as what goes in, and of which nothing else is known.

    Shapes:
        input: (N, ...)
        result: as the input

    Units: unknown.
    """

    shapes: Shapes = ()
    stored: tuple[tuple[str, Shape], ...] = ()

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """Those that the file holds."""
        return dict(self.stored)

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The first input's shape."""
        return inputs[:1]
