"""Ask for the equivalents of one layer on one input, as {title: lines}."""

from __future__ import annotations

from typing import Any

from convcalc import vocabulary
from convcalc.analysis.equivalents import equivalents_of
from convcalc.layers.core.needs import Needs


def lines(spelled: str, shape: tuple[Any, ...], *args: Any, **kwargs: Any) -> dict[str, list[str]]:
    """The equivalents of a layer, spelled as "torch.Conv2d", with these arguments."""
    where, _, name = spelled.partition(".")
    maker = vocabulary.find(where, name)
    assert maker is not None
    layer = maker.make(args, kwargs)
    outputs = layer.outputs((shape,), Needs())
    return {each.title: list(each.lines) for each in equivalents_of(layer, (shape,), outputs)}
