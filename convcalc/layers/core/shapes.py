"""A shape, and the parts of it that layers speak of: batch, channels, spatial sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import ShapeError

if TYPE_CHECKING:
    from convcalc.dims import Dim

Shape = tuple["Dim", ...]
Shapes = tuple[Shape, ...]


def show_shape(shape: Shape) -> str:
    """
    A shape as it stands in messages and tables.

    >>> show_shape((1, 64, 56, 56))
    '(1, 64, 56, 56)'
    """
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


class Parts:
    """
    A shape split into batch, channels and spatial sizes.

    `batch` is empty for PyTorch's unbatched inputs. `join` puts the same kind of shape together
    again.
    """

    __slots__ = ("batch", "channels", "channels_last", "spatial")

    def __init__(
        self, shape: Shape, ndim: int, *, channels_last: bool = False, unbatched: bool = True
    ) -> None:
        """
        Split a shape of `ndim` spatial axes.

        Raises:
            ShapeError: If the shape has another number of axes.
        """
        extra = len(shape) - ndim - 1
        if extra not in ((0, 1) if unbatched else (1,)):
            raise wrong_rank(shape, ndim, channels_last=channels_last, unbatched=unbatched)
        self.batch = shape[:extra]
        self.channels_last = channels_last
        if channels_last:
            self.spatial, self.channels = shape[extra:-1], shape[-1]
        else:
            self.channels, self.spatial = shape[extra], shape[extra + 1 :]

    @property
    def channel_axis(self) -> int:
        """Where the channels stand in the shape."""
        return len(self.batch) + (len(self.spatial) if self.channels_last else 0)

    @property
    def spatial_axes(self) -> range:
        """Where the spatial sizes stand in the shape."""
        first = len(self.batch) + (0 if self.channels_last else 1)
        return range(first, first + len(self.spatial))

    def join(self, channels: Dim, spatial: tuple[Dim, ...]) -> Shape:
        """A shape of the same layout with these channels and sizes."""
        if self.channels_last:
            return (*self.batch, *spatial, channels)
        return (*self.batch, channels, *spatial)


def wrong_rank(
    shape: Shape, ndim: int, *, channels_last: bool = False, unbatched: bool = True
) -> ShapeError:
    """The complaint about a shape with the wrong number of axes."""
    sizes = ("L", "HW", "DHW")[ndim - 1] if 1 <= ndim <= 3 else "S"
    inner = [*sizes, "C"] if channels_last else ["C", *sizes]
    wanted = f"(N, {', '.join(inner)})" + (f" or ({', '.join(inner)})" if unbatched else "")
    return ShapeError(
        f"an input with {len(shape)} axes, {show_shape(shape)}, where {ndim} spatial "
        f"{'axis is' if ndim == 1 else 'axes are'} wanted",
        expected=wanted,
    )
