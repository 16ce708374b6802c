from __future__ import annotations

import pytest

from convcalc.dims.comparisons import comparisons_of
from convcalc.errors import UsageError

EXAMPLE = "hint: for example 'H % 32 == 0', 'H == W' or 'H >= 64'"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("H == W", [("H", "==", "W")]),
        ("H = 224", [("H", "==", "224")]),
        ("H ≥ 64", [("H", ">=", "64")]),
        ("H ≠ W", [("H", "!=", "W")]),
        ("64 <= H < 512", [("64", "<=", "H"), ("H", "<", "512")]),
        ("H>W and N==4", [("H", ">", "W"), ("N", "==", "4")]),
        ("H // 2 >= 7", [("H//2", ">=", "7")]),
        ("H % 32 == 0", [("H - 32*(H//32)", "==", "0")]),
        ("H divisible by 32", [("H - 32*(H//32)", "==", "0")]),
        ("H is divisible by 32", [("H - 32*(H//32)", "==", "0")]),
        ("min(H, W) > 3", [("min(H, W)", ">", "3")]),
    ],
)
def test_texts_are_comparisons(text: str, said: list[tuple[str, str, str]]):
    found = [(repr(each.left), each.sign, repr(each.right)) for each in comparisons_of(text)]

    assert found == said


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("H", f"'H' compares nothing\nexpected: a comparison of sizes\n{EXAMPLE}"),
        ("", f"a side of '' is missing\nexpected: a comparison of sizes\n{EXAMPLE}"),
        ("H ==", f"a side of 'H ==' is missing\nexpected: a comparison of sizes\n{EXAMPLE}"),
        ("H % 0 == 0", f"'H % 0' divides by zero\n{EXAMPLE}"),
        (
            "H divisible by 0",
            f"'H divisible by 0' divides by zero\nexpected: a comparison of sizes\n{EXAMPLE}",
        ),
        (
            "H / 2 == 3",
            "'H / 2' is not a size\n"
            "expected: whole numbers, names, + - * // % **, min(...), max(...)\n"
            "hint: write // to divide and round down",
        ),
        (
            "open('x') == 3",
            "\"open('x')\" is not a size\n"
            f"expected: whole numbers, names, + - * // % **, min(...), max(...)\n{EXAMPLE}",
        ),
        (
            "H" * 2000 + " == 3",
            "a comparison of 2,005 characters\nexpected: at most 1,000",
        ),
    ],
)
def test_what_is_no_comparison_is_refused(text: str, message: str):
    with pytest.raises(UsageError) as caught:
        comparisons_of(text)

    assert str(caught.value) == message
