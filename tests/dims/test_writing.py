from __future__ import annotations

from time import process_time

import pytest

from convcalc.dims import Dim
from convcalc.dims import ascii as ascii_form
from convcalc.dims import maximum
from convcalc.dims import minimum
from convcalc.dims import show
from convcalc.dims import symbols

N, H, W, C, I, K, S, P, D = symbols("N H W C I K S P D")  # noqa: E741 - the letters of the formula


@pytest.mark.parametrize(
    ("dim", "pretty", "plain"),
    [
        pytest.param(7, "7", "7", id="number"),
        pytest.param(H // 32, "⌊H/32⌋", "H//32", id="floor"),
        pytest.param((H + 31) // 32, "⌈H/32⌉", "(H + 31)//32", id="ceiling"),
        pytest.param((H + 1) // 3, "⌊(H + 1)/3⌋", "(H + 1)//3", id="neither ceiling"),
        pytest.param((2 * H + 2) // 3, "⌈2·H/3⌉", "(2*H + 2)//3", id="ceiling of a product"),
        pytest.param(18 * C**2 + 2 * C, "18·C² + 2·C", "18*C**2 + 2*C", id="polynomial"),
        pytest.param(2 * (H // 2), "2·⌊H/2⌋", "2*(H//2)", id="product of a floor"),
        pytest.param(-(H // 2), "-⌊H/2⌋", "-(H//2)", id="minus a floor"),
        pytest.param(1 - H, "1 - H", "1 - H", id="positive first"),
        pytest.param(-H - 1, "-H - 1", "-H - 1", id="nothing positive"),
        pytest.param(W * H * C * N, "N·C·H·W", "N*C*H*W", id="batch first"),
        pytest.param(C * C - C, "C·(C - 1)", "C*(C - 1)", id="one less as a factor"),
        pytest.param(maximum(H - 3, 0), "max(H - 3, 0)", "max(H - 3, 0)", id="maximum"),
        pytest.param(minimum(4, W, H), "min(H, W, 4)", "min(H, W, 4)", id="minimum"),
        pytest.param((H // 2) ** 12, "⌊H/2⌋¹²", "(H//2)**12", id="power of a floor"),
        pytest.param(H // S**2, "⌊H/S²⌋", "H//(S**2)", id="power below"),
        pytest.param(5 // (H + 1), "⌊5/(H + 1)⌋", "5//(H + 1)", id="sum below"),
        pytest.param(
            (I + 2 * P - D * (K - 1) - 1) // S + 1,
            "⌊(I + 2·P - D·(K - 1) - 1)/S⌋ + 1",
            "(I + 2*P - D*(K - 1) - 1)//S + 1",
            id="the formula of a convolution",
        ),
    ],
)
def test_sizes_are_written_as_people_write_them(dim: Dim, pretty: str, plain: str):
    assert show(dim) == str(dim) == pretty
    assert ascii_form(dim) == repr(dim) == plain


def test_formatting_pads_what_is_shown():
    assert f"{H + 1:>8}" == "   H + 1"


def test_quotients_of_quotients_are_written_at_once():
    size: Dim = H
    for _ in range(40):
        size = 3 * size // 4
    start = process_time()

    assert ascii_form(size).count("//") == 40
    assert show(size).count("⌊") == 40
    assert process_time() - start < 5
