"""
How views of the input compose along a path of layers.

A layer's trail says what an output position sees of the layer's own input. Chained, they say what
it sees of the network's input; where several paths arrive, it sees from the first position of any
to the last of any.

Source: Araujo, Norris, Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill
2019; the phases of transposed convolution and upsampling are worked out by counting which inputs
touch an output.
"""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

from convcalc.dims import Expr
from convcalc.dims import maximum
from convcalc.dims import minimum
from convcalc.errors import LimitError
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import Blind
from convcalc.layers.core.trails import Irregular
from convcalc.layers.core.trails import Slide
from convcalc.layers.core.trails import Whole
from convcalc.values import Value

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.trails import Step

MOST_PHASES = 256
"""A longer period than this is called irregular."""

FARTHEST = 1 << 62
"""Positions beyond this are not told: no tensor is that long."""


class Paths(Value):
    """
    Paths that do not agree, seen at once, and why they do not.

    Those of one stride are a single slide from the first start to the last end; there is one for
    every stride.
    """

    slides: tuple[Slide, ...]
    reason: str


Path = Slide | Paths | Whole | Irregular | Blind


def compose(path: Path, step: Step) -> Path:
    """What an output sees of the input: `step` of a tensor whose positions see `path`."""
    if step is ONE_TO_ONE:
        return path
    if isinstance(step, Slide):
        try:
            return _slid(path, step)
        except LimitError as error:
            return Blind(reason=error.message)
    if isinstance(path, (Whole, Blind)):
        return path
    if isinstance(step, Irregular):
        return _scattered(path, step)
    return step


def _slid(path: Path, step: Slide) -> Path:
    """A window on top of what its positions see."""
    if isinstance(path, Slide):
        return _slide_on_slide(path, step)
    if isinstance(path, Paths):
        slides = [_slide_on_slide(each, step) for each in path.slides]
        regular = tuple([each for each in slides if isinstance(each, Slide)])
        if len(regular) < len(slides):
            return next(each for each in slides if not isinstance(each, Slide))
        return Paths(slides=regular, reason=path.reason)
    if isinstance(path, Irregular):
        return _window_on_irregular(path, step)
    return path


def _slide_on_slide(path: Slide, step: Slide) -> Slide | Irregular | Blind:
    if len(path.starts) != 1 or len(step.starts) != 1:
        return _phases_on_phases(path, step)
    advance, seen, size = path.advance, path.sizes[0], step.sizes[0]
    reach = 0 if seen == 0 or size == 0 else (size - 1) * advance + seen
    step_advance = advance * step.advance
    if type(step_advance) is int and step_advance > FARTHEST:
        return Blind(reason="outputs are too far apart on the input to tell where they look")
    return Slide(
        starts=(path.starts[0] + step.starts[0] * advance,),
        sizes=(reach,),
        advance=step_advance,
        windowed=step.windowed or path.windowed,
    )


def _phases_on_phases(path: Slide, step: Slide) -> Slide | Irregular:
    """The general case: after enough outputs both periods come round together."""
    inner, outer, stride = len(path.starts), len(step.starts), step.advance
    if inner > 1 and isinstance(stride, Expr):
        return Irregular(size=None, reason=f"a stride of {stride} over {inner} phases")
    turns = 1 if isinstance(stride, Expr) else inner // gcd(inner, stride)
    if turns * outer > MOST_PHASES:
        return Irregular(
            size=None, reason=f"the pattern repeats only after {turns * outer} outputs"
        )
    spans = []
    for index in range(turns * outer):
        turn, phase = divmod(index, outer)
        low = step.starts[phase] + turn * stride
        spans.append(_seen(path, low, step.sizes[phase], step.spacing))
        if spans[-1] is None:
            return Irregular(size=None, reason="a symbolic offset between phases")
    return reduced(
        Slide(
            starts=tuple([span[0] for span in spans if span]),
            sizes=tuple([span[1] for span in spans if span]),
            advance=turns * stride // inner * path.advance,
            windowed=step.windowed or path.windowed,
        )
    )


def _seen(path: Slide, low: Dim, size: Dim, spacing: Dim) -> tuple[Dim, Dim] | None:
    """(start, size) of what positions from `low` on see together; None where it cannot be told."""
    phases = len(path.starts)
    if phases == 1:
        start = path.starts[0] + low * path.advance
        empty = size == 0 or path.sizes[0] == 0
        return start, 0 if empty else (size - 1) * path.advance + path.sizes[0]
    if isinstance(low, Expr) or isinstance(size, Expr) or isinstance(spacing, Expr):
        return None
    taps = range(0, min(size, phases * spacing), spacing)
    first = [position_seen(path, low + each) for each in taps]
    last = [position_seen(path, low + size - 1 - each) for each in taps]
    starts = [start for start, seen in first if seen != 0]
    ends = [start + seen for start, seen in last if seen != 0]
    if not starts:
        return position_seen(path, low)[0], 0
    start = smallest(starts)
    return start, largest(ends) - start


def position_seen(path: Slide, index: int) -> tuple[Dim, Dim]:
    """(start, size) of what one position sees."""
    turn, phase = divmod(index, len(path.starts))
    return path.starts[phase] + turn * path.advance, path.sizes[phase]


def reduced(slide: Slide) -> Slide:
    """The same slide with its shortest period."""
    period = len(slide.starts)
    for shorter in range(1, period // 2 + 1):
        if period % shorter or (slide.advance * shorter) % period != 0:
            continue
        advance = slide.advance * shorter // period
        again = all(
            slide.sizes[index] == slide.sizes[index - shorter]
            and slide.starts[index] == slide.starts[index - shorter] + advance
            for index in range(shorter, period)
        )
        if again:
            return slide.replace(
                starts=slide.starts[:shorter], sizes=slide.sizes[:shorter], advance=advance
            )
    return slide


def _window_on_irregular(path: Irregular, step: Slide) -> Irregular:
    if all(size in (0, 1) for size in step.sizes):
        stays = step.starts == (0,) and step.advance == 1
        # Another object says that it looks elsewhere, as `merge` has to know.
        return path if stays else path.replace()
    return Irregular(size=None, reason=path.reason)


def _scattered(path: Path, step: Irregular) -> Irregular:
    """At most so many positions in a row, each with its own view."""
    if isinstance(path, Irregular):
        return Irregular(size=path.size if step.size == 1 else None, reason=path.reason)
    slides = path.slides if isinstance(path, Paths) else (path,)
    if step.size is None or len(slides) > 1 or not isinstance(slides[0], Slide):
        return Irregular(size=None, reason=step.reason)
    spans = [_seen(slides[0], low, step.size, 1) for low in range(len(slides[0].starts))]
    sizes = [span[1] for span in spans if span is not None]
    return Irregular(size=largest(sizes) if sizes else None, reason=step.reason)


def smallest(sizes: list[Dim]) -> Dim:
    """The least of a few sizes, decided where it can be."""
    least = sizes[0]
    for size in sizes[1:]:
        if type(size) is int and type(least) is int:
            least = min(size, least)
        elif size != least:
            least = _decided(size, least, least=True)
    return least


def largest(sizes: list[Dim]) -> Dim:
    """The greatest of a few sizes, decided where it can be."""
    most = sizes[0]
    for size in sizes[1:]:
        if type(size) is int and type(most) is int:
            most = max(size, most)
        elif size != most:
            most = _decided(size, most, least=False)
    return most


def _decided(one: Dim, other: Dim, *, least: bool) -> Dim:
    from convcalc.dims import is_at_least

    if is_at_least(one, other):
        return other if least else one
    if is_at_least(other, one):
        return one if least else other
    return minimum(one, other) if least else maximum(one, other)
