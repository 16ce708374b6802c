"""Which inputs reach an output of a transposed convolution."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

from convcalc.layers.core.spatial import MOST_PHASES
from convcalc.layers.core.trails import Irregular
from convcalc.layers.core.trails import Slide

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.trails import Step


def painted(kernel_size: Dim, stride: Dim, dilation: Dim, cut: Dim) -> Step:
    """
    What output i sees: every input j with i + cut = j·s + t·d for a tap t of the kernel.

    Periodic in i with the stride. An output between the windows sees nothing. Where the arguments
    are symbols and the stride is not 1, only the largest extent is known.
    """
    if type(stride) is int and stride == 1:
        span = dilation * (kernel_size - 1)
        return Slide(starts=(cut - span,), sizes=(span + 1,), advance=1, spacing=dilation)
    known = [each for each in (kernel_size, stride, dilation, cut) if isinstance(each, int)]
    return _phases(*known) if len(known) == 4 else _scattered(kernel_size, stride, dilation)


def _scattered(kernel_size: Dim, stride: Dim, dilation: Dim) -> Step:
    most = dilation * (kernel_size - 1) // stride + 1
    return Irregular(size=most, reason=f"what an output sees repeats only every {stride}")


def _phases(kernel_size: int, stride: int, dilation: int, cut: int) -> Step:
    if stride > MOST_PHASES:
        return _scattered(kernel_size, stride, dilation)
    phases = [_phase(phase, kernel_size, stride, dilation, cut) for phase in range(stride)]
    return Slide(
        starts=tuple(start for start, _ in phases),
        sizes=tuple(seen for _, seen in phases),
        advance=1,
        spacing=dilation // gcd(stride, dilation),
    )


def _phase(phase: int, kernel_size: int, stride: int, dilation: int, cut: int) -> tuple[int, int]:
    """The first input that output number `phase` sees, and how far its inputs spread."""
    shared = gcd(stride, dilation)
    place = phase + cut
    period = stride // shared
    if place % shared:
        return place // stride, 0
    first_tap = place // shared * pow(dilation // shared, -1, period) % period
    if first_tap >= kernel_size:
        return place // stride, 0
    last_tap = first_tap + (kernel_size - 1 - first_tap) // period * period
    last = (place - first_tap * dilation) // stride
    first = (place - last_tap * dilation) // stride
    return first, last - first + 1
