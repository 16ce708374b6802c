"""Facts of sizes and shapes of modules are told apart by their form."""

from __future__ import annotations

import pytest

from convcalc.dims import symbol
from convcalc.readers.assuming import parted

TEXTS = {
    "a shape": ("encoder=1x512x7x7", {"encoder": [(1, 512, 7, 7)]}, []),
    "a path": ("net.features.0 = (1, 8)", {"net.features.0": [(1, 8)]}, []),
    "symbols": ("encoder=N,8,H", {"encoder": [(symbol("N"), 8, symbol("H"))]}, []),
    "a comparison": ("H % 32 == 0", {}, ["H % 32 == 0"]),
    "an equality": ("H == W", {}, ["H == W"]),
    "one sign": ("N = 4", {}, ["N = 4"]),
    "an order": ("64 <= H", {}, ["64 <= H"]),
}


@pytest.mark.parametrize(("text", "shapes", "facts"), TEXTS.values(), ids=TEXTS)
def test_what_is_said(text: str, shapes: dict[str, object], facts: list[str]):
    assert parted([text]) == (shapes, facts)


def test_several_shapes_of_a_path_are_several_results():
    assert parted(["a=1x2", "a=1x3"]) == ({"a": [(1, 2), (1, 3)]}, [])
