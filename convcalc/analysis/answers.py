"""What a slide along one input axis, or several, come to in the words of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.analysis.paths import largest
from convcalc.analysis.paths import smallest
from convcalc.dims import Expr

if TYPE_CHECKING:
    from fractions import Fraction

    from convcalc.analysis.paths import Paths
    from convcalc.dims import Dim
    from convcalc.layers.core.trails import Slide

Answer = tuple["Dim | None", "Dim | Fraction | None", "Dim | None", str, str]
"""Size, stride, start, status and reason of one axis."""


def slide_answer(slide: Slide) -> Answer:
    """
    One slide in words.

    Exact where every output sees as much and output i starts at start + stride · i, rounded down to
    whole positions.
    """
    period, size = len(slide.starts), largest(list(slide.sizes))
    if period == 1:
        return size, slide.advance, slide.starts[0], "exact", ""
    stride: Dim | Fraction | None = None
    if not isinstance(slide.advance, Expr):
        from fractions import Fraction

        ratio = Fraction(slide.advance, period)
        stride = int(ratio) if ratio.denominator == 1 else ratio
    reason = _unevenness(slide, stride)
    start = None if slide.sizes[0] == 0 else slide.starts[0]
    return size, stride, start, "union" if reason else "exact", reason


def position_answer(slide: Slide) -> Answer:
    """The first position of a slide in words, where no other one is left: its own phase alone."""
    if slide.sizes[0] == 0:
        return 0, None, None, "none", ""
    _, stride, start, _, _ = slide_answer(slide)
    return slide.sizes[0], stride, start, "exact", ""


def _unevenness(slide: Slide, stride: Dim | Fraction | None) -> str:
    """Why the phases of a slide are not one window at an even stride; empty where they are."""
    sizes = sorted({str(size) for size in slide.sizes}, key=lambda text: (len(text), text))
    if len(sizes) > 1:
        return f"outputs see {', '.join(sizes[:-1])} or {sizes[-1]} positions in turn"
    offsets = [start - slide.starts[0] for start in slide.starts]
    if stride is None or any(isinstance(each, Expr) for each in offsets):
        return "outputs move unevenly"
    if all(abs(each - stride * phase) < 1 for phase, each in enumerate(offsets)):  # type: ignore[arg-type, operator]
        return ""
    return f"outputs move {slide.advance} positions every {len(slide.starts)} outputs, unevenly"


def paths_answer(paths: Paths, count: Dim | None) -> Answer:
    """
    Paths that do not align, in words; with a count of None only the first position is left.

    With several strides the extent is linear between outputs, so it is largest at the first or the
    last one.
    """
    if len(paths.slides) == 1:
        answer = slide_answer if count is not None else position_answer
        size, stride, start, _, _ = answer(paths.slides[0])
        return size, stride, start, "union", paths.reason
    firsts = [each.starts[0] for each in paths.slides if each.sizes[0] != 0]
    start = smallest(firsts) if firsts else None
    if count is None:
        return _extent(paths, 0), None, start, "union", paths.reason
    period = max(len(each.starts) for each in paths.slides)
    if period > 1 and isinstance(count, Expr):
        return None, None, start, "union", paths.reason
    ends = [0, count - 1]
    if period > 1:
        assert not isinstance(count, Expr)  # noqa: S101 (dealt with above)
        ends = [*range(min(period, count)), *range(max(count - period, 0), count)]
    return largest([_extent(paths, index) for index in ends]), None, start, "union", paths.reason


def _extent(paths: Paths, index: Dim) -> Dim:
    """How far apart the first and the last position are that one output sees."""
    starts, ends = [], []
    for slide in paths.slides:
        turn, phase = index, 0
        if len(slide.starts) > 1:
            assert not isinstance(index, Expr)  # noqa: S101 (only asked for known counts)
            turn, phase = divmod(index, len(slide.starts))
        start = slide.starts[phase] + turn * slide.advance
        if slide.sizes[phase] != 0:
            starts.append(start)
            ends.append(start + slide.sizes[phase])
    return largest(ends) - smallest(starts) if starts else 0
