from __future__ import annotations

from typing import Any

import pytest

from convcalc.dims import parse
from convcalc.dims.undecided import explain_undecided


@pytest.mark.parametrize(
    ("left", "sign", "right", "true", "false"),
    [
        (
            "H % 32",
            "==",
            "0",
            "true where H is divisible by 32",
            "false where H is not divisible by 32",
        ),
        ("H % 2", "!=", "0", "true where H is odd", "false where H is divisible by 2"),
        ("H % 7", "<", "2", "true where H mod 7 ∈ {0, 1}", "false where H mod 7 ∈ {2, 3, 4, 5, 6}"),
        ("H", "<", "64", "true where H ≤ 63", "false where H ≥ 64"),
        ("H", "==", "224", "true where H = 224", "false where H ≠ 224"),
        ("(H + 31)//32", ">=", "7", "true where H ≥ 193", "false where H ≤ 192"),
        ("H", ">", "W", "true where H > W", "false where H ≤ W"),
        ("H//2", "==", "W//2", "true where ⌊H/2⌋ = ⌊W/2⌋", "false where ⌊H/2⌋ ≠ ⌊W/2⌋"),
        ("H", ">=", "1", "always true", "never false"),
        ("H", "==", "0", "never true", "always false"),
        (
            "H % 1000003",
            "==",
            "0",
            "true where H - 1000003·⌊H/1000003⌋ = 0",
            "false where H - 1000003·⌊H/1000003⌋ ≠ 0",
        ),
    ],
)
def test_both_ways_are_told(left: str, sign: Any, right: str, true: str, false: str):
    assert explain_undecided(parse(left), sign, parse(right)).splitlines() == [true, false]
