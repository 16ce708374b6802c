from __future__ import annotations

from typing import Any
from typing import cast

import numpy as np
import pytest

from convcalc.dims import substitute
from convcalc.dims import symbols
from convcalc.errors import BadValue

H, W = symbols("H W")
HALVES = (H + 1) // 2 * W


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(lambda: HALVES(H=7, W=3), id="by name"),
        pytest.param(lambda: HALVES({"H": 7, "W": 3}), id="a dict by names"),
        pytest.param(lambda: HALVES({H: 7, W: 3}), id="a dict by symbols"),
        pytest.param(lambda: HALVES.subs(H, 7).subs(W, 3), id="one after the other, as in SymPy"),
        pytest.param(lambda: HALVES.subs({H: 7}, W=3), id="both"),
        pytest.param(lambda: substitute(HALVES, {H: 7, W: 3}), id="by the function"),
        pytest.param(lambda: HALVES(H=np.int64(7), W=np.uint8(3)), id="whole numbers of NumPy"),
    ],
)
def test_symbols_are_given_values(told: Any):
    assert told() == 12


def test_what_is_not_given_is_left():
    assert HALVES(H=7) == 4 * W
    assert HALVES.subs(H=2 * W) == (2 * W + 1) // 2 * W


def test_arrays_give_arrays():
    sizes = np.arange(1, 50)

    assert (HALVES(H=sizes, W=3) == (sizes + 1) // 2 * 3).all()
    assert list(HALVES(H=[1, 2, 3], W=1)) == [1, 1, 2]


@pytest.mark.parametrize(
    "one_number",
    [
        lambda two: (H + two, H + 2),
        lambda two: (two + H, 2 + H),
        lambda two: (two - H, 2 - H),
        lambda two: (two * H, 2 * H),
        lambda two: (H // two, H // 2),
        lambda two: (two // H, 2 // H),
        lambda two: (H % two, H % 2),
        lambda two: (two % H, 2 % H),
    ],
)
def test_numbers_of_numpy_are_numbers(one_number: Any):
    found, wanted = one_number(np.int64(2))

    assert found == wanted
    assert type(found) is type(wanted)


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (lambda: HALVES(h=7), "has no symbol 'h'"),
        (lambda: HALVES({2 * H: 7}), "2*H is no symbol"),
        (lambda: HALVES(H=1.5), "H=1.5"),
        (lambda: HALVES(H=True), "H=True"),
        (lambda: HALVES(1, 2, 3), "3 values without names"),
        (lambda: substitute(HALVES, {3: 7}), "3 is no symbol"),
        (lambda: substitute(HALVES, {"H": cast("Any", [1, 2])}), "is no size"),
    ],
)
def test_what_makes_no_sense_is_refused(told: Any, message: str):
    with pytest.raises(BadValue) as caught:
        told()

    assert message in str(caught.value)


def test_the_symbols_of_a_size_are_told():
    assert HALVES.free_symbols == ("H", "W")


def test_symbols_are_made_as_in_sympy():
    assert symbols("H") == H
    assert symbols("H,") == (H,)
    assert symbols("H", "W") == symbols("H, W") == (H, W)
