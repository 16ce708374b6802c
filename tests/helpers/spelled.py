"""What tests of the layer kinds share: making a layer, asking it, looking through its trails."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import pytest

from convcalc import vocabulary
from convcalc.errors import ConvcalcError
from convcalc.layers.core.needs import Needs
from convcalc.layers.core.trails import Slide

if TYPE_CHECKING:
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.trails import Step


def make(spelled: str, *args: Any, **kwargs: Any) -> Layer:
    """A layer as the user spells it, for example make("nn.Conv2d", 3, 8, 3) or make("relu")."""
    prefix, _, name = spelled.rpartition(".")
    maker = vocabulary.find({"": "native", "nn": "torch", "layers": "keras"}[prefix], name)
    assert maker is not None, spelled
    return maker.make(args, kwargs)


def outputs(layer: Layer, *inputs: tuple[Any, ...]) -> tuple[Any, ...]:
    """The shapes that leave the layer; the only one alone."""
    found = layer.applied(inputs, Needs())
    return found[0] if len(found) == 1 else found


def refusal(spelled: str, *args: Any, on: tuple[Any, ...] = (), **kwargs: Any) -> str:
    """The whole complaint about a call, or about its input."""
    with pytest.raises(ConvcalcError) as caught:
        outputs(make(spelled, *args, **kwargs), on)
    return str(caught.value)


def looks(step: Step, output: int) -> set[int]:
    """The input positions that an output looks at, unclipped."""
    assert isinstance(step, Slide), step
    turn, phase = divmod(output, len(step.starts))
    start = step.starts[phase] + turn * step.advance
    return set(range(start, start + step.sizes[phase], step.spacing))


def spatial_steps(layer: Layer, shape: tuple[int, ...]) -> list[Step]:
    """How the spatial axes of the first input are seen."""
    trail = layer.trails((shape,), layer.outputs((shape,), Needs()))[0]
    return [trail[axis][1] for axis in layer.spatial_axes(shape)]
