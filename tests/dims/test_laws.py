from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies
from sizes import any_size
from sizes import points

from convcalc.dims import Dim
from convcalc.dims import ceil_div
from convcalc.dims import evaluate
from convcalc.dims import maximum
from convcalc.dims import minimum
from convcalc.dims import symbols
from convcalc.errors import BadValue
from convcalc.errors import LimitError

if TYPE_CHECKING:
    from convcalc.dims import Expr

H, W, C, K = symbols("H W C K")
CORNERS = [dict(zip("HWK", at, strict=True)) for at in product((1, 2, 3), repeat=3)]


@pytest.mark.parametrize(
    ("size", "same"),
    [
        pytest.param(H // 2, H // 2, id="a floor in lowest terms stays"),
        pytest.param((4 * H + 7) // 4, H + 1, id="whole multiples leave the floor"),
        pytest.param((5 * H + 7) // 4, H + 1 + (H + 3) // 4, id="coefficients are reduced"),
        pytest.param((H - 1) // 2 + 1, (H + 1) // 2, id="the constant is reduced"),
        pytest.param((2 * H + 2) // 4, (H + 1) // 2, id="a common factor leaves the fraction"),
        pytest.param((2 * H + 1) // 4, H // 2, id="of the constant the floor is left"),
        pytest.param((H // 3 + 2) // 5, (H + 6) // 15, id="a floor in a floor is one floor"),
        pytest.param((H // 3 + W) // 5, (H + 3 * W) // 15, id="also beside other symbols"),
        pytest.param(H // -2, (-H) // 2, id="a negative divisor turns the numerator"),
        pytest.param((C * K) // K, C, id="a symbol is cancelled"),
        pytest.param((C * K + H) // K, C + H // K, id="multiples of a symbol leave the floor"),
        pytest.param((2 * C * H) // (2 * C * K), H // K, id="common symbols are cancelled"),
        pytest.param((H * H - W * W) // (H + W), H - W, id="sums divide exactly"),
        pytest.param((K - 1) // K, 0, id="less than one is nothing"),
        pytest.param(((H - 1) // K) // K, (H - 1) // (K * K), id="floors by symbols nest"),
        pytest.param(minimum(H, 3) // 8, 0, id="bounds that leave no choice"),
        pytest.param(H % 4 % 2, H % 2, id="remainders of remainders"),
        pytest.param(ceil_div(H, 2), (H + 1) // 2, id="ceilings are floors"),
    ],
)
def test_floors_have_a_normal_form(size: Dim, same: Dim):
    assert size == same


@pytest.mark.parametrize(
    ("size", "same"),
    [
        pytest.param(minimum(H, W), minimum(W, H), id="the order does not matter"),
        pytest.param(minimum(H, minimum(W, H)), minimum(H, W), id="one level, no repetition"),
        pytest.param(minimum(H, H + 1), H, id="what is never smaller is dropped"),
        pytest.param(maximum(H, 1), H, id="sizes are at least one"),
        pytest.param(maximum(H, 3, 5), maximum(5, H), id="numbers are folded"),
        pytest.param(minimum(H, maximum(H, W)), H, id="absorbed"),
        pytest.param(maximum(2, 7, 5), 7, id="numbers stay numbers"),
    ],
)
def test_extremes_have_a_normal_form(size: Dim, same: Dim):
    assert size == same


@pytest.mark.parametrize(
    "denominator", [K, K + 1, 2 * K, 3 * K - 1, K * W, K + W, H * K + 2], ids=str
)
def test_a_number_is_divided_away_only_where_every_size_is_larger(denominator: Expr):
    least = evaluate(denominator, dict.fromkeys("HWK", 1))

    for number in range(-least - 2, least + 3):
        size = number // denominator
        assert isinstance(size, int) == (-least <= number < least), number
        for at in CORNERS:
            assert evaluate(size, at) == number // evaluate(denominator, at), (number, at)


def test_five_strides_of_a_resnet_are_one_ceiling():
    size = H
    for kernel, padding in [(7, 3), (3, 1), (3, 1), (3, 1), (1, 0)]:
        size = (size + 2 * padding - kernel) // 2 + 1

    assert size == (H + 31) // 32


def test_division_by_zero_is_refused():
    with pytest.raises(BadValue) as caught:
        H // 0

    assert str(caught.value) == "a size is divided by zero"


def test_nesting_is_limited():
    with pytest.raises(LimitError) as caught:
        nested()

    assert str(caught.value) == "a size nests more than 60 divisions or extremes"


def nested() -> None:
    size = H
    for _ in range(100):
        size = minimum(2 * size // 3, W)


def test_what_would_print_for_ever_is_refused():
    with pytest.raises(LimitError) as caught:
        doubled()

    assert str(caught.value) == "a size has more than 2000 parts inside one division or extreme"


def doubled() -> None:
    size = H
    for divisor in range(3, 60):
        size = (size * (size + 1) // divisor) * W + size // (divisor + W)


@given(any_size, points)
def test_the_normal_form_keeps_the_value(size: Any, at: dict[str, int]):
    dim, slow = size

    assert evaluate(dim, at) == slow(at)


@given(any_size, any_size, strategies.integers(1, 9))
def test_equal_values_by_two_roads_have_equal_forms(left: Any, right: Any, divisor: int):
    one, other = left[0], right[0]

    assert one + other - other == one
    assert (one * divisor + divisor * other) // divisor == one + other
    assert minimum(one, other) == minimum(other, one)


linear = strategies.builds(
    lambda height, width, number: height * H + width * W + number,
    strategies.integers(-9, 9),
    strategies.integers(-9, 9),
    strategies.integers(-99, 99),
)


@given(linear, strategies.lists(strategies.tuples(strategies.integers(1, 6), linear), max_size=4))
def test_a_chain_of_floors_is_one_floor(start: Dim, steps: list[tuple[int, Dim]]):
    size = numerator = start
    denominator = 1
    for divisor, more in steps:
        size = (size + more) // divisor
        numerator = numerator + more * denominator
        denominator *= divisor

    assert size == numerator // denominator
