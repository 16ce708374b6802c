"""An Einstein sum: products over named axes, summed where a name does not stay."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.axes import needs_inputs
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.needs import Needs
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.trails import Trail

Names = tuple[str, ...]


class Einsum(Layer):
    """
    Products of all inputs over named axes.

    `terms` are the names of every input's axes, `result` those of the output; "..." stands for any
    axes in front or between, which broadcast. `multiplies_ones`: what is summed over an axis of 1,
    or over none, is a product of matrices all the same, as in torch.tensordot.

    Shapes:
        inputs: one axis a name; equal names are equal sizes, or 1
        result: the sizes of the names that stay

    Units: macs: inputs are multiplied from the left, two by two; where a pair sums over a name of
    both, the product of the sizes of their names, those apart that one alone has and that are
    summed before. Without such a sum, one operation an output element for every further input.

    Source: torch.einsum; torch.utils.flop_counter for the work.
    """

    kind: ClassVar[str] = "einsum"
    takes_many: ClassVar[bool] = True

    terms: tuple[Names, ...]
    result: Names
    multiplies_ones: bool = False

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The sizes of the names that stay."""
        count = len(self.terms)
        needs_inputs(inputs, count, count, f"{count} inputs, as many as the equation has")
        sizes = self._sizes(inputs, needs)
        for summed in self._summed(inputs, sizes):
            if not self.multiplies_ones and type(summed) is not int:
                needs.at_least(summed, 2, lambda: ShapeError("a sum over one position"))
        return (tuple(sizes[name] for name in self._spread(self.result, sizes)),)

    def _spread(self, names: Names, sizes: dict[str, Dim]) -> Names:
        """The names with "..." replaced by one name an axis."""
        rest = sorted((each for each in sizes if each.startswith(".")), key=_order)
        return tuple(each for name in names for each in (rest if name == "..." else (name,)))

    def named(self, inputs: Shapes) -> tuple[Names, ...]:
        """
        One name for every axis of every input; those of "..." count from the right.

        Raises:
            ShapeError: If an input has another number of axes.
        """
        return tuple(map(_named, self.terms, inputs))

    def _sizes(self, inputs: Shapes, needs: Needs) -> dict[str, Dim]:
        """The size of every name, held against all places where it stands."""
        sizes: dict[str, Dim] = {}
        for names, shape in zip(self.named(inputs), inputs, strict=True):
            for name, length in zip(names, shape, strict=True):
                known = sizes.get(name, 1)
                if known == 1 or length == 1:
                    sizes[name] = length if known == 1 else known
                    continue

                def unlike(name: str = name, known: Dim = known, other: Dim = length) -> ShapeError:
                    return ShapeError(
                        f"{name!r} is {known} and {other}: {' and '.join(map(show_shape, inputs))}",
                        expected="the same size wherever a name stands",
                        argument="equation",
                    )

                sizes[name] = needs.equal(known, length, unlike)
        return sizes

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """For every product of two that sums over names of both, every combination of names."""
        sizes = self._sizes(inputs, Needs())
        total: Dim = 0
        for joined, summed in self._pairs(inputs, sizes):
            if summed or self.multiplies_ones:
                total = total + product(sizes[name] for name in sorted(joined))
        return total

    def _pairs(self, inputs: Shapes, sizes: dict[str, Dim]) -> Iterator[tuple[set[str], set[str]]]:
        """For every product of two, the names that it runs over, and those of both it sums over."""
        kept = set(self._spread(self.result, sizes))
        # An axis of 1 takes no part: it is broadcast, or summed before.
        terms = [
            {name for name, length in zip(names, shape, strict=True) if length != 1}
            for names, shape in zip(self.named(inputs), inputs, strict=True)
        ]
        left = terms[0]
        for index in range(1, len(terms)):
            later = kept.union(*terms[index + 1 :])
            both = left & terms[index]
            joined = both | (left | terms[index]) & later
            yield joined, both - later
            left = joined & later

    def _summed(self, inputs: Shapes, sizes: dict[str, Dim]) -> list[Dim]:
        """How many positions each product of two sums over: work of another sort where it is 1."""
        pairs = self._pairs(inputs, sizes)
        return [product(sizes[name] for name in sorted(each)) for _, each in pairs if each]

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Plain products, and the additions of a single input."""
        if len(inputs) == 1:
            return product(inputs[0]) if len(outputs[0]) < len(inputs[0]) else 0
        if type(self.macs(inputs, outputs)) is int and self.macs(inputs, outputs) == 0:
            return product(outputs[0]) * (len(inputs) - 1)
        return 0

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Names that stay one to one, those that are summed whole."""
        result = self._spread(self.result, self._sizes(inputs, Needs()))
        return tuple(
            {
                axis: (result.index(name), ONE_TO_ONE) if name in result else (None, WHOLE)
                for axis, name in enumerate(names)
            }
            for names in self.named(inputs)
        )


def _order(name: str) -> int:
    """The axes of "..." from the left: they are counted from the right."""
    return -int(name[1:])


def _named(names: Names, shape: Shape) -> Names:
    further = len(shape) - len(names) + 1
    if "..." in names and further >= 0:
        place = names.index("...")
        rest = tuple(f".{index}" for index in range(further, 0, -1))
        return (*names[:place], *rest, *names[place + 1 :])
    if len(names) != len(shape):
        raise ShapeError(
            f"{show_shape(shape)} for the axes {' '.join(names)}",
            expected=f"{len(names)} axes",
            argument="equation",
        )
    return names
