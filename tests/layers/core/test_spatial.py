"""What holds for every kind over spatial axes: symbols and numbers agree."""

from __future__ import annotations

from typing import Any

import pytest
from spelled import make

from convcalc.dims import evaluate
from convcalc.dims import symbol
from convcalc.errors import ConvcalcError
from convcalc.layers.core.needs import Needs
from convcalc.layers.core.spatial import MOST_PHASES
from convcalc.layers.core.spatial import repeated
from convcalc.layers.core.trails import Irregular
from convcalc.unknown import Unknown

KINDS: tuple[tuple[str, tuple[Any, ...], dict[str, Any], int], ...] = (
    ("conv2d", (8, 3), {"stride": 2, "padding": 1}, 4),
    ("conv2d", (8, 5), {"stride": 3, "padding": "same"}, 4),
    ("nn.Conv2d", (4, 8, 3), {"padding": 2, "padding_mode": "reflect"}, 4),
    ("layers.Conv2D", (8, 3, 2, "same"), {}, 4),
    ("deconv2d", (8, 4), {"stride": 2, "padding": 1}, 4),
    ("layers.Conv2DTranspose", (8, 4, 2, "same"), {}, 4),
    ("layers.Conv2DTranspose", (8, 1, 3), {}, 4),
    ("depthwise2d", (3,), {"padding": 1, "multiplier": 2}, 4),
    ("separable2d", (8, 3), {"stride": 2}, 4),
    ("nn.MaxPool2d", (3, 2, 1), {"ceil_mode": True}, 4),
    ("nn.AvgPool3d", (3, 2, 1), {}, 5),
    ("nn.LPPool2d", (2, 2), {}, 4),
    ("layers.AveragePooling2D", (3, 2, "same"), {}, 4),
    ("nn.AdaptiveAvgPool2d", ((None, 3),), {}, 4),
    ("layers.GlobalAveragePooling2D", (), {}, 4),
    ("nn.FractionalMaxPool2d", (2,), {"output_ratio": 0.75}, 4),
    ("unfold", (3,), {"stride": 2}, 4),
    ("nn.Upsample", (None, 1.5, "bilinear"), {}, 4),
    ("nn.Upsample", (5, None, "area"), {}, 4),
    ("resize", (6,), {}, 4),
    ("layers.UpSampling2D", (2,), {}, 4),
    ("pixelshuffle", (2,), {}, 4),
    ("pixelunshuffle", (2,), {}, 4),
    ("channelshuffle", (2,), {}, 4),
    ("nn.ReflectionPad2d", (2,), {}, 4),
    ("nn.ZeroPad2d", (-1,), {}, 4),
    ("layers.Cropping2D", (1,), {}, 4),
    ("crop", (1,), {}, 4),
    ("layers.CenterCrop", (4, 4), {}, 4),
)


@pytest.mark.parametrize(
    ("spelled", "arguments", "named", "rank"), KINDS, ids=[f"{k[0]}{k[1]}" for k in KINDS]
)
def test_symbolic_then_substituted_is_concrete(spelled: Any, arguments: Any, named: Any, rank: Any):
    layer = make(spelled, *arguments, **named)
    height, width = symbol("H"), symbol("W")
    shape = {4: (2, 4, height, width), 5: (2, 4, height, width, 9)}[rank]
    if spelled.startswith("layers."):
        shape = (2, height, width, 4)
    needs = Needs()
    result = layer.outputs((shape,), needs)
    layer.trails((shape,), result)
    macs, work = layer.macs((shape,), result), layer.elementwise((shape,), result)

    for values in ({"H": h, "W": w} for h in range(1, 14) for w in (1, 4, 7, 10)):
        concrete = tuple(evaluate(each, values) for each in shape)
        holds = all(
            evaluate(each.expr, values) == 0
            if each.relation == "=="
            else evaluate(each.expr, values) >= 0
            for each in needs.conditions
        )
        try:
            wanted = layer.outputs((concrete,), Needs())
        except ConvcalcError:
            assert not holds, values
            continue
        assert holds, values
        assert tuple(tuple(evaluate(s, values) for s in each) for each in result) == wanted
        assert evaluate(macs, values) == layer.macs((concrete,), wanted)
        if not isinstance(work, Unknown):
            assert evaluate(work, values) == layer.elementwise((concrete,), wanted)


def test_many_phases_count_as_irregular():
    assert isinstance(repeated(MOST_PHASES + 1), Irregular)
    assert isinstance(repeated(symbol("R")), Irregular)
