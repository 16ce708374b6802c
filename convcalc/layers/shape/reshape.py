"""The same elements in another shape."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.axes import needs_axes
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.trails import regrouped

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail


class View(Layer):
    """A layer that only sees its input's memory in another shape."""

    kind: ClassVar[str] = "view"
    is_view: ClassVar[bool] = True

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Nothing."""
        return 0

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The same elements, grouped otherwise."""
        return (regrouped(inputs[0], outputs[0]),)


class Reshape(View):
    """
    All axes but the batch in another shape.

    Shapes:
        input: (N, *S)
        result: (N, *sizes), one of them -1 for what is left

    Units: nothing: the memory stays.

    Source: keras.layers.Reshape.
    """

    kind: ClassVar[str] = "reshape"

    sizes: Shape
    argument: str

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Replace the axes behind the batch."""
        shape = inputs[0]
        needs_axes(shape, 1, "(N, ...)")
        return ((shape[0], *complete(self.sizes, shape[1:], self.argument, needs)),)


def _is_rest(value: Dim) -> bool:
    return type(value) is int and value == -1


def complete(sizes: Shape, given: Shape, argument: str, needs: Needs) -> Shape:
    """
    The wanted sizes with -1 replaced by what is left.

    Raises:
        ShapeError: If the elements do not go into these sizes.
    """
    elements = product(given)
    fixed = product([each for each in sizes if not _is_rest(each)])

    def unlike() -> ShapeError:
        rest = any(map(_is_rest, sizes))
        taken = f"a multiple of {fixed}" if rest else str(fixed)
        return ShapeError(
            f"{show_shape(given)} has {elements} elements, {show_shape(sizes)} takes {taken}",
            expected=f"sizes whose product {'divides' if rest else 'is'} {elements}",
            hint=_near(sizes, given),
            argument=argument,
        )

    if not any(map(_is_rest, sizes)):
        needs.equal(fixed, elements, unlike)
        return sizes
    if type(fixed) is int and fixed == 0:
        raise unlike()
    rest = needs.divisible(elements, fixed, unlike)
    return tuple([rest if _is_rest(each) else each for each in sizes])


def _near(sizes: Shape, given: Shape) -> str:
    """The same sizes with one of them changed to fit, where that is possible."""
    if len(sizes) == 2 and _is_rest(sizes[0]) and len(given) > 1:
        return f"{show_shape((-1, product(given[1:])))} keeps the first axis"
    elements = product(given)
    for index in range(len(sizes)):
        others = product([each for place, each in enumerate(sizes) if place != index])
        if type(others) is not int or type(elements) is not int or others < 1:
            continue
        if elements % others == 0:
            return show_shape((*sizes[:index], elements // others, *sizes[index + 1 :]))
    return ""


def sizes_of(values: Any, argument: str) -> Shape:
    """
    Sizes with at most one -1.

    Raises:
        BadValue: For other negative sizes, or more than one -1.
    """
    sizes = tuple([-1 if _is_rest(each) else size(each, argument, 0) for each in values])
    if sum(map(_is_rest, sizes)) > 1:
        refuse(argument, tuple(values), "at most one -1")
    return sizes


def keras_reshape(given: Given) -> Reshape:
    """keras.layers.Reshape."""
    if not isinstance(given.target_shape, (tuple, list)):
        refuse("target_shape", given.target_shape, "a tuple of sizes without the batch")
    return Reshape(sizes=sizes_of(given.target_shape, "target_shape"), argument="target_shape")


def native_reshape(given: Given) -> Reshape:
    """The native reshape: the sizes without the batch."""
    sizes = given.sizes
    if len(sizes) == 1 and isinstance(sizes[0], (tuple, list)):
        sizes = tuple(sizes[0])
    return Reshape(sizes=sizes_of(sizes, "sizes"), argument="sizes")


class WholeReshape(View):
    """
    All axes in another shape.

    Shapes:
        input: any
        result: the sizes, one of them -1 for what is left

    Units: nothing: the memory stays.

    Source: torch.reshape, torch.Tensor.view.
    """

    kind: ClassVar[str] = "reshape"

    sizes: Shape
    argument: str = "shape"

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The sizes, the missing one filled in."""
        return (complete(self.sizes, inputs[0], self.argument, needs),)
