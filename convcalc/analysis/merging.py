"""
What an output sees where paths meet: from the first position of any to the last of any.

Paths of one stride whose centres agree are aligned, and the larger one tells it all; others are a
union.

Source: Araujo, Norris, Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill
2019.
"""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

from convcalc.analysis.paths import MOST_PHASES
from convcalc.analysis.paths import Paths
from convcalc.analysis.paths import largest
from convcalc.analysis.paths import position_seen
from convcalc.analysis.paths import reduced
from convcalc.analysis.paths import smallest
from convcalc.dims import Expr
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.core.trails import Blind
from convcalc.layers.core.trails import Irregular
from convcalc.layers.core.trails import Slide
from convcalc.layers.core.trails import Whole

if TYPE_CHECKING:
    from convcalc.analysis.paths import Path
    from convcalc.dims import Dim

MOST_STRIDES = 8
"""More paths of different strides than this are called irregular."""


def merge(one: Path, other: Path) -> Path:
    """
    What an output sees when it sees both.

    Of two irregular paths only the same object is known to look at the same places.
    """
    if one is other or (one == other and not isinstance(one, Irregular)):
        return one
    if isinstance(one, Whole) or isinstance(other, Whole):
        return WHOLE
    for kind in (Blind, Irregular):
        for path in (one, other):
            if isinstance(path, kind):
                return path if isinstance(path, Blind) else Irregular(size=None, reason=path.reason)
    return _merged_slides(one, other)


def _merged_slides(one: Path, other: Path) -> Path:
    slides, reason = _parts(one)
    more, other_reason = _parts(other)
    reason = reason or other_reason
    merged = list(slides)
    for slide in more:
        found = next((at for at, each in enumerate(merged) if _same_stride(each, slide)), None)
        if found is None:
            merged.append(slide)
            continue
        hull, why = _hull(merged[found], slide)
        if hull is None:
            return Irregular(size=None, reason=why)
        merged[found], reason = hull, reason or why
    if len(merged) > 1:
        strides = [show_stride(each) for each in merged]
        reason = f"strides differ: {', '.join(strides[:-1])} and {strides[-1]}"
    if len(merged) > MOST_STRIDES:
        return Irregular(size=None, reason=reason)
    return Paths(slides=tuple(merged), reason=reason) if reason else merged[0]


def _parts(path: Path) -> tuple[tuple[Slide, ...], str]:
    if isinstance(path, Paths):
        return path.slides, path.reason
    assert isinstance(path, Slide)  # noqa: S101 (all other kinds are dealt with above)
    return (path,), ""


def show_stride(slide: Slide) -> str:
    """The effective stride in words: `2`, or `1/2` behind an upsampling."""
    period = len(slide.starts)
    if isinstance(slide.advance, Expr):
        return f"{slide.advance}" if period == 1 else f"{slide.advance}/{period}"
    common = gcd(slide.advance, period) or 1
    bottom = f"/{period // common}" if period != common else ""
    return f"{slide.advance // common}{bottom}"


def _same_stride(one: Slide, other: Slide) -> bool:
    here, there = one.advance * len(other.starts), other.advance * len(one.starts)
    if type(here) is int and type(there) is int:
        return here == there
    from convcalc.dims import is_equal

    return is_equal(here, there) is True


def _hull(one: Slide, other: Slide) -> tuple[Slide | None, str]:
    """Both from the first start to the last end, phase by phase, and why they do not align."""
    period = len(one.starts) * len(other.starts) // gcd(len(one.starts), len(other.starts))
    if period > MOST_PHASES:
        return None, f"the pattern repeats only after {period} outputs"
    starts, sizes, reason = [], [], ""
    for index in range(period):
        here, there = position_seen(one, index), position_seen(other, index)
        start, size = _union(here, there)
        reason = reason or _misfit(here, there)
        starts.append(start)
        sizes.append(size)
    advance = one.advance * (period // len(one.starts))
    windowed = one.windowed or other.windowed
    hull = Slide(starts=tuple(starts), sizes=tuple(sizes), advance=advance, windowed=windowed)
    return reduced(hull), reason


def _union(here: tuple[Dim, Dim], there: tuple[Dim, Dim]) -> tuple[Dim, Dim]:
    if here[1] == 0 or there[1] == 0:
        return there if here[1] == 0 else here
    start = smallest([here[0], there[0]])
    return start, largest([here[0] + here[1], there[0] + there[1]]) - start


def _misfit(here: tuple[Dim, Dim], there: tuple[Dim, Dim]) -> str:
    """Why two intervals have different centres; empty where they have not."""
    if here[1] == 0 or there[1] == 0:
        return ""
    one, other = 2 * here[0] + here[1] - 1, 2 * there[0] + there[1] - 1
    if one == other:
        return ""
    if not isinstance(one, Expr) and not isinstance(other, Expr):
        return f"centres differ: {_half(one)} and {_half(other)}"
    from convcalc.dims import is_equal

    same = is_equal(one, other)
    if same:
        return ""
    return "centres differ" if same is False else _only_where(one - other)


def _half(twice: int) -> str:
    return str(twice // 2) if twice % 2 == 0 else f"{twice}/2"


def _only_where(difference: Dim) -> str:
    """For which sizes the centres agree after all."""
    from convcalc.dims.congruence import Condition
    from convcalc.dims.congruence import solve

    found = solve([Condition(expr=difference, relation="==", reason="")])
    texts = [text for each in found for text in each.texts]
    return f"centres agree only where {', '.join(texts)}" if texts else "centres may differ"
