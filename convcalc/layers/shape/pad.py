"""Padding and cropping as layers of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import Expr
from convcalc.dims import minimum
from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import choice
from convcalc.layers.core.arguments import keras_axes
from convcalc.layers.core.arguments import number
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import sizes
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.spatial import shifted
from convcalc.layers.core.spatial import stepping

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail
    from convcalc.layers.core.window import Pair

Pairs = tuple["Pair", ...]

MODES = ("zeros", "constant", "reflect", "replicate", "circular")


class Pad(Layer):
    """
    Positions added before and after the last axes, or cut off where the amount is negative.

    `amounts` has a pair (before, after) for each of the last axes (those before the channels with
    `channels_last`), in their order; with `everywhere` it is one pair for every axis behind the
    channels. `ranks` are the numbers of axes that are taken, empty for any. `least` is the smallest
    size that may be left.

    Shapes:
        input: (*, *S), or (N, *S, C) with `channels_last`
        result: (*, *T), T = S + before + after

    Units: macs = 0; one element operation, a copy, for every output element.

    Source: torch.nn.ZeroPad2d and its siblings; keras.layers.ZeroPadding2D,
    keras.layers.Cropping2D.
    """

    kind: ClassVar[str] = "pad"

    amounts: Pairs
    mode: str = "zeros"
    channels_last: bool = False
    everywhere: bool = False
    ranks: tuple[int, ...] = ()
    least: int = 0
    argument: str = "padding"

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Add to the sizes, or take away."""
        shape = list(inputs[0])
        axes = self.spatial_axes(inputs[0])
        for axis, (before, after) in zip(axes, self._pairs(axes), strict=True):
            length = shape[axis]
            result = length + before + after
            if not self._only_grows(length, before, after):
                self._must_remain(axis, length, (before, after), needs)
            if self.mode in ("reflect", "symmetric", "circular"):
                self._must_reach(axis, length, (before, after), needs)
            shape[axis] = result
        return (tuple(shape),)

    def _only_grows(self, *sizes: Dim) -> bool:
        """Whether there is nothing to check: known sizes, nothing cut, and enough of it."""
        return all(type(each) is int and each >= 0 for each in sizes) and sizes[0] >= self.least

    def _pairs(self, axes: range) -> Pairs:
        return self.amounts * len(axes) if self.everywhere else self.amounts

    def spatial_axes(self, shape: Shape) -> range:
        """The axes that are padded."""
        count, rank = len(self.amounts), len(shape)
        if (
            rank < count
            or (self.ranks and rank not in self.ranks)
            or (self.everywhere and rank < 3)
        ):
            self._wrong_rank(shape)
        last = rank - self.channels_last
        return range(2 if self.everywhere else last - count, last)

    def _wrong_rank(self, shape: Shape) -> None:
        count = len(self.amounts)
        axes = "axis" if count == 1 else "axes"
        wanted = "at least 3" if self.everywhere else f"at least {count}"
        raise ShapeError(
            f"an input with {len(shape)} axes, {show_shape(shape)}, where "
            + ("all spatial axes are padded" if self.everywhere else f"{count} {axes} are padded"),
            expected=f"{' or '.join(map(str, self.ranks)) or wanted} axes",
            argument=self.argument,
        )

    def _must_remain(self, axis: int, length: Dim, pair: Pair, needs: Needs) -> None:
        """Something is left; with zeros or wrapping, also before the other end grows."""
        cut = minimum(pair[0], 0) + minimum(pair[1], 0)

        def nothing_left() -> ShapeError:
            return ShapeError(
                f"{-cut} positions are cut off axis {axis} of {length}",
                expected=f"at least {self.least - cut} on that axis",
                argument=self.argument,
            )

        if self.mode in ("zeros", "constant", "circular"):
            needs.at_least(length + cut, 0, nothing_left)
        needs.at_least(length + pair[0] + pair[1], self.least, nothing_left)

    def _must_reach(self, axis: int, length: Dim, pair: Pair, needs: Needs) -> None:
        """Reflection needs padding < size, wrapping around needs padding <= size."""
        spare = 1 if self.mode == "reflect" else 0
        for each in pair:

            def too_far(each: Dim = each) -> ShapeError:
                return ShapeError(
                    f"{self.mode} padding of {each} on axis {axis} of {length}",
                    expected=f"at most {length - spare}",
                    hint="replicate padding has no limit" if self.mode == "reflect" else "",
                    argument=self.argument,
                )

            needs.at_least(length, each + spare, too_far)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Every position moves; what is reflected or wrapped around counts as padding."""
        axes = self.spatial_axes(inputs[0])
        steps = [shifted(-before) for before, _ in self._pairs(axes)]
        return (stepping(inputs[0], outputs[0], axes, steps),)

    def wanted_ranks(self) -> tuple[int, ...]:
        """The larger one is batched."""
        return tuple(sorted(self.ranks, reverse=True))


def _whole(value: Any, name: str) -> Dim:
    """A whole number, negative ones included."""
    if isinstance(value, Expr) or type(value) is int:
        return value
    return size(value, name)


def _torch_amounts(padding: Any, ndim: int) -> Pairs:
    """
    One amount for all sides, or (last axis before, after, last but one before, after, ...).

    Raises:
        BadValue: If amounts are missing.
    """
    if not isinstance(padding, (tuple, list)):
        amount = _whole(padding, "padding")
        return ((amount, amount),) * ndim
    if len(padding) % 2 or not padding:
        refuse("padding", padding, f"one amount or {2 * ndim}, a pair for every axis")
    values = [_whole(each, "padding") for each in padding]
    pairs = list(zip(values[::2], values[1::2], strict=True))
    return tuple(reversed(pairs))


def torch_zero_pad(given: Given, ndim: int) -> Pad:
    """torch.nn.ZeroPad1d, ZeroPad2d, ZeroPad3d."""
    return Pad(amounts=_torch_amounts(given.padding, ndim))


def torch_constant_pad(given: Given, ndim: int) -> Pad:
    """torch.nn.ConstantPad1d, ConstantPad2d, ConstantPad3d."""
    number(given.value, "value")
    return Pad(amounts=_torch_amounts(given.padding, ndim), mode="constant")


def torch_mode_pad(given: Given, ndim: int, mode: str) -> Pad:
    """torch.nn.ReflectionPad1d, ReplicationPad1d, CircularPad1d and their siblings."""
    amounts = _torch_amounts(given.padding, ndim)
    count = len(amounts)
    if count > 3 or (mode == "circular" and count != ndim):
        refuse("padding", given.padding, f"one amount or {2 * ndim}, a pair for every axis")
    return Pad(
        amounts=amounts,
        mode=mode,
        ranks=(count + 2, count + 1),
        least=0 if mode == "circular" else 1,
    )


def _pairs(value: Any, ndim: int, name: str) -> Pairs:
    """An amount for every axis, or a pair (before, after) for every axis."""
    if len(value) != ndim:
        refuse(name, value, f"one amount, or {ndim} amounts or pairs")
    return tuple(_pair(each, name) for each in value)


def _pair(value: Any, name: str) -> Pair:
    if isinstance(value, (tuple, list)):
        before, after = sizes(value, 2, name, 0)
        return before, after
    amount = size(value, name, 0)
    return amount, amount


def _native_amounts(value: Any, name: str) -> tuple[Pairs, bool]:
    if isinstance(value, (tuple, list)):
        return _pairs(value, len(value), name), False
    amount = size(value, name, 0)
    return ((amount, amount),), True


def native_pad(given: Given) -> Pad:
    """
    Native pad: an amount for all spatial axes, one an axis, or a pair (before, after) an axis.

    Axes are given in the order of the shape, unlike PyTorch's.
    """
    amounts, everywhere = _native_amounts(given.padding, "padding")
    number(given.value, "value")
    return Pad(
        amounts=amounts,
        everywhere=everywhere,
        ranks=() if everywhere else (len(amounts) + 2, len(amounts) + 1),
        mode=choice(given.mode, "mode", MODES),
        least=1,
    )


def native_crop(given: Given) -> Pad:
    """Native crop: an amount for all spatial axes, one an axis, or a pair (before, after) each."""
    amounts, everywhere = _native_amounts(given.cropping, "cropping")
    return Pad(
        amounts=_negative(amounts),
        everywhere=everywhere,
        ranks=() if everywhere else (len(amounts) + 2, len(amounts) + 1),
        least=1,
        argument="cropping",
    )


def _negative(amounts: Pairs) -> Pairs:
    return tuple((-before, -after) for before, after in amounts)


def _keras_amounts(value: Any, ndim: int, name: str) -> Pairs:
    """
    Keras's forms: an amount, an amount or pair for every axis; in 1D a pair of two amounts.

    Raises:
        BadValue: For another form, or a negative amount.
    """
    if not isinstance(value, (tuple, list)):
        amount = size(value, name, 0)
        return ((amount, amount),) * ndim
    if ndim == 1:
        before, after = sizes(value, 2, name, 0)
        return ((before, after),)
    if any(isinstance(each, (tuple, list)) and len(each) != 2 for each in value):
        refuse(name, value, f"one amount, or {ndim} amounts or pairs")
    return _pairs(value, ndim, name)


def keras_zero_padding(given: Given, ndim: int) -> Pad:
    """keras.layers.ZeroPadding1D, ZeroPadding2D, ZeroPadding3D."""
    return Pad(
        amounts=_keras_amounts(given.padding, ndim, "padding"),
        channels_last=keras_axes(given.data_format),
        ranks=(ndim + 2,),
    )


def keras_cropping1d(given: Given) -> Pad:
    """keras.layers.Cropping1D, which has no data_format."""
    return _cropping(_keras_amounts(given.cropping, 1, "cropping"), None)


def keras_cropping2d(given: Given) -> Pad:
    """keras.layers.Cropping2D."""
    return _cropping(_keras_amounts(given.cropping, 2, "cropping"), given.data_format)


def keras_cropping3d(given: Given) -> Pad:
    """keras.layers.Cropping3D."""
    return _cropping(_keras_amounts(given.cropping, 3, "cropping"), given.data_format)


def _cropping(amounts: Pairs, data_format: Any) -> Pad:
    return Pad(
        amounts=_negative(amounts),
        channels_last=keras_axes(data_format),
        ranks=(len(amounts) + 2,),
        least=1,
        argument="cropping",
    )
