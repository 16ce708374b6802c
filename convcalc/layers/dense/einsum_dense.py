"""Keras's dense layer whose product is written as an Einstein sum."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import keras_activation
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.axes import count_axes
from convcalc.layers.core.axes import needs_axes
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.dense.linear import plain_weights
from convcalc.values import Value

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail

FORMS = "'ab,bc->ac', '...b,bc->...c' or 'ab...,bc->ac...'"


class Equation(Value):
    """
    X,Y->Z: the letters of input, kernel and output.

    `ellipsis` is "", or where further input axes stand: in "front" of the letters or "behind" them,
    on both sides of the arrow.
    """

    given: str
    kernel: str
    result: str
    ellipsis: str


class EinsumDense(Layer):
    """
    A product with a kernel along any axes.

    Shapes:
        input: (N, ...), one axis a letter of the equation's first part
        kernel: one axis a letter of the second part; bias: the letters in `bias_axes`, and 1 for
            those behind
        result: one axis a letter of the third part

    Units: macs = the product of the sizes of all letters; one operation an element for bias and
    activation each.

    Source: keras.layers.EinsumDense.
    """

    kind: ClassVar[str] = "einsumdense"

    equation: Equation
    output_shape: tuple[Dim | None, ...]
    bias_axes: str = ""
    activation: bool = False

    def _further(self, shape: Shape) -> int:
        """How many input axes the ellipsis stands for."""
        equation = self.equation
        further = len(shape) - len(equation.given)
        if further < 0 or (further and not equation.ellipsis):
            raise ShapeError(
                f"{count_axes(shape)}, for {equation.given!r}",
                expected=f"{len(equation.given)} axes{' or more' if equation.ellipsis else ''}",
                argument="equation",
            )
        return further

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The sizes of the letters of the result."""
        needs_axes(inputs[0], 1)
        shape, equation = inputs[0], self.equation
        further = self._further(shape)
        sizes = self._letters(shape, needs)
        result = tuple(sizes[letter] for letter in equation.result)
        if equation.ellipsis == "front":
            return ((*shape[:further], *result),)
        return ((*result, *shape[len(shape) - further :]),)

    def _letters(self, shape: Shape, needs: Needs | None) -> dict[str, Dim]:
        """The size of every letter: the input's own, then those that `output_shape` says."""
        equation = self.equation
        further = self._further(shape)
        first = further if equation.ellipsis == "front" else 0
        sizes = dict(zip(equation.given, shape[first:], strict=False))
        said: list[Dim | None] = list(self.output_shape)
        if first == 0:
            said.insert(0, None)
        if len(said) != len(equation.result):
            raise ShapeError(
                f"output_shape has {len(self.output_shape)} sizes for {equation.result!r}",
                expected=f"{len(equation.result) - len(said) + len(self.output_shape)} sizes",
                argument="output_shape",
            )
        for letter, each in zip(equation.result, said, strict=True):
            self._settle(sizes, letter, each, needs)
        return sizes

    def _settle(
        self, sizes: dict[str, Dim], letter: str, said: Dim | None, needs: Needs | None
    ) -> None:
        """Hold what is said of a letter against what is known."""
        if letter not in sizes and said is not None:
            sizes[letter] = said
            return
        if letter not in sizes:
            raise ShapeError(
                f"output_shape says None for {letter!r}, which the input does not have",
                expected="a size",
                argument="output_shape",
            )
        if said is not None and needs is not None:
            known = sizes[letter]
            needs.equal(
                known,
                said,
                lambda: ShapeError(
                    f"{letter!r} is {known} in the input and {said} in output_shape",
                    expected=f"{known} or None",
                    argument="output_shape",
                ),
            )

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """The kernel, and the bias if there is one."""
        if not inputs:
            raise NeedsInput
        sizes = self._letters(inputs[0], None)
        found: dict[str, Shape] = {
            "kernel": tuple(sizes[letter] for letter in self.equation.kernel)
        }
        if self.bias_axes:
            result = self.equation.result
            first = min(result.index(letter) for letter in self.bias_axes)
            bias = [sizes[letter] if letter in self.bias_axes else 1 for letter in result[first:]]
            if self.equation.ellipsis != "front":
                bias += [1] * self._further(inputs[0])
            found["bias"] = tuple(bias)
        return found

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """One for every combination of the letters and of the axes of the ellipsis."""
        shape = inputs[0]
        summed = [
            each
            for letter, each in self._letters(shape, None).items()
            if letter not in self.equation.result
        ]
        return product(outputs[0]) * product(summed)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Adding the bias, and the fused activation."""
        return product(outputs[0]) * (bool(self.bias_axes) + self.activation)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Letters of the result one to one, those that are summed whole."""
        shape, equation = inputs[0], self.equation
        further = self._further(shape)
        first = further if equation.ellipsis == "front" else 0
        trail: Trail = {axis: (axis, ONE_TO_ONE) for axis in range(first)}
        for axis, letter in enumerate(equation.given, start=first):
            index = equation.result.find(letter)
            trail[axis] = (None, WHOLE) if index < 0 else (index + first, ONE_TO_ONE)
        for axis in range(first + len(equation.given), len(shape)):
            trail[axis] = (axis + len(equation.result) - len(equation.given), ONE_TO_ONE)
        return (trail,)


def parse_equation(text: Any) -> Equation:
    """
    The letters of an equation.

    Raises:
        BadValue: If it is not of one of the three forms, or a letter comes from nowhere.
    """
    if not isinstance(text, str):
        refuse("equation", text, FORMS)
    left, arrow, result = text.partition("->")
    given, comma, kernel = left.partition(",")
    ellipsis = ""
    if given.startswith("...") and result.startswith("..."):
        ellipsis, given, result = "front", given[3:], result[3:]
    elif given.endswith("...") and result.endswith("..."):
        ellipsis, given, result = "behind", given[:-3], result[:-3]
    letters = (given, kernel, result)
    if not (arrow and comma and all(each.isascii() and each.isalpha() for each in letters)):
        refuse("equation", text, FORMS)
    if ellipsis == "behind" and len(given) < 2:
        refuse("equation", text, FORMS)
    if any(len(set(each)) != len(each) for each in letters):
        refuse("equation", text, "every letter once in each part")
    for letter in result:
        if letter not in given and letter not in kernel:
            refuse("equation", text, f"{letter!r} in the input or the kernel, too")
    for letter in kernel:
        if letter not in given and letter not in result:
            refuse("equation", text, f"{letter!r} in the input or the output, too")
    return Equation(given=given, kernel=kernel, result=result, ellipsis=ellipsis)


def keras_einsum_dense(given: Given) -> EinsumDense:
    """keras.layers.EinsumDense."""
    bias_axes = given.bias_axes
    plain_weights(given.lora_rank, given.quantization_config)
    parsed = parse_equation(given.equation)
    wanted = (
        given.output_shape
        if isinstance(given.output_shape, (tuple, list))
        else (given.output_shape,)
    )
    if bias_axes is None:
        bias_axes = ""
    if not isinstance(bias_axes, str) or not set(bias_axes) <= set(parsed.result):
        refuse("bias_axes", bias_axes, f"letters of {parsed.result!r}")
    return EinsumDense(
        equation=parsed,
        output_shape=tuple(None if each is None else size(each, "output_shape") for each in wanted),
        bias_axes=bias_axes,
        activation=keras_activation(given.activation),
    )
