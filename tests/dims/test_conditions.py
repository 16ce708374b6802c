from __future__ import annotations

import pytest

from convcalc.dims import symbols
from convcalc.dims.conditions import Condition
from convcalc.dims.conditions import at_least
from convcalc.dims.conditions import equal

H, W = symbols("H W")


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        pytest.param(equal(2 * (H // 2), H), "2·⌊H/2⌋ = H", id="as it was written"),
        pytest.param(at_least(H, W + 1), "H ≥ W + 1", id="order"),
        pytest.param(at_least(100, H), "H ≤ 100", id="numbers stand on the right"),
        pytest.param(equal(3, H), "H = 3", id="also of equalities"),
        pytest.param(at_least(H + W, 0), "H + W ≥ 0", id="nothing on the right"),
    ],
)
def test_conditions_have_nothing_negative_on_either_side(condition: Condition, text: str):
    assert str(condition) == text


def test_the_reason_is_not_compared():
    assert equal(H, 3, "one") == Condition(expr=H - 3, relation="==", reason="other")
