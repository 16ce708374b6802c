from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING
from typing import Any

import pytest
from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies
from sizes import linear_in_one

from convcalc.dims import evaluate
from convcalc.dims import maximum
from convcalc.dims import minimum
from convcalc.dims import symbols
from convcalc.dims.comparisons import comparisons_of
from convcalc.dims.congruence import Condition
from convcalc.dims.congruence import Finding
from convcalc.dims.congruence import at_least
from convcalc.dims.congruence import equal
from convcalc.dims.congruence import least
from convcalc.dims.congruence import solve

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.dims.comparisons import Comparison

H, W, C, K, N = symbols("H W C K N")


def texts(*conditions: Condition):
    return [text for finding in solve(conditions) for text in finding.texts]


def test_four_halvings_of_a_unet():
    conditions = [
        equal(2 * (size // 2 ** (depth + 1)), size // 2**depth)
        for size in (H, W)
        for depth in range(4)
    ]

    assert texts(*conditions) == ["H divisible by 16", "W divisible by 16"]
    assert least(conditions, "H") == 16


@pytest.mark.parametrize(
    ("conditions", "said"),
    [
        pytest.param([at_least(H, 1)], [], id="what always holds vanishes"),
        pytest.param([at_least(H, 61)], ["H ≥ 61"], id="bound"),
        pytest.param([equal(H, 224)], ["H = 224"], id="value"),
        pytest.param([equal(H % 2, 1)], ["H odd"], id="odd"),
        pytest.param([equal(H % 4, 3)], ["H mod 4 = 3"], id="one residue"),
        pytest.param([at_least(1, H % 4)], ["H mod 4 ∈ {0, 1}"], id="residues"),
        pytest.param([at_least(H % 5, 1)], ["H not divisible by 5"], id="all residues but one"),
        pytest.param(
            [equal(H % 16, 0), at_least(H, 61)], ["H divisible by 16", "H ≥ 64"], id="both"
        ),
        pytest.param([equal(H % 16, 0), at_least(H, 9)], ["H divisible by 16"], id="natural"),
        pytest.param([at_least(100, H)], ["H ≤ 100"], id="upper bound"),
        pytest.param([at_least(100, H), at_least(H, 8)], ["8 ≤ H ≤ 100"], id="range"),
        pytest.param(
            [equal(H % 2, 0), at_least(100, H)],
            ["H divisible by 2", "2 ≤ H ≤ 100"],
            id="even range",
        ),
        pytest.param([equal((H - 3) * (H - 7), 0)], ["H ∈ {3, 7}"], id="values"),
        pytest.param([at_least((H - 5) ** 2, 1)], ["H ≠ 5"], id="all but one"),
        pytest.param(
            [equal(H % 3 * (H - 1), 0)], ["H = 1 or H divisible by 3, H ≥ 3"], id="exception"
        ),
        pytest.param([at_least(H, 10**12)], ["H ≥ 1000000000000"], id="far away"),
        pytest.param([equal(H * H, 50)], ["no H satisfies H² = 50"], id="impossible"),
        pytest.param(
            [equal(H % 2, 0), equal(H % 2, 1)],
            ["no H satisfies H = 2·⌊H/2⌋ and H = 2·⌊H/2⌋ + 1"],
            id="impossible together",
        ),
        pytest.param([equal(H * W, 0)], ["no H, W satisfies H·W = 0"], id="impossible product"),
        pytest.param([equal(3, 4)], ["0 = 1 never holds"], id="impossible numbers"),
        pytest.param([equal(C * H, C * W)], ["H = W"], id="positive factors are dropped"),
        pytest.param(
            [equal(H // 2 * W, 3 * (H // 2))],
            ["W·⌊H/2⌋ = 3·⌊H/2⌋"],
            id="factors that may be zero are not",
        ),
        pytest.param([equal(H % 4, 0), at_least(7, H)], ["H = 4"], id="one value is left"),
        pytest.param(
            [equal(H, W), equal(W % 2, 0)], ["W divisible by 2", "H = W"], id="two symbols"
        ),
        pytest.param([equal(H, W - 3)], ["W ≥ 4", "H = W - 3"], id="sizes stay positive"),
        pytest.param([at_least(H + W, 1)], [], id="bounds decide several symbols"),
        pytest.param([at_least(H * W, N)], ["H·W ≥ N"], id="undecided"),
        pytest.param([equal(2 * H, 3 * (W // 2))], ["2·H = 3·⌊W/2⌋"], id="no symbol stands alone"),
    ],
)
def test_conditions_are_said_in_words(conditions: Any, said: list[str]):
    assert texts(*conditions) == said


def test_a_finding_carries_its_numbers():
    (finding,) = solve([equal(H % 6, 0, "halved"), at_least(H, 10, "kernel"), equal(H % 2, 0)])

    assert finding.status == "solved"
    assert (finding.symbol, finding.minimum, finding.modulus) == ("H", 12, 6)
    assert finding.residues == (0,)
    assert finding.reasons == ("halved", "kernel")


def test_the_reason_is_not_compared():
    assert equal(H, 3, "one") == Condition(expr=H - 3, relation="==", reason="other")


def test_long_periods_are_left_undecided():
    (finding,) = solve([equal(sum(H // prime for prime in (97, 101, 103, 107)), 3)])

    assert finding.status == "undecided"
    assert finding.texts == ("⌊H/97⌋ + ⌊H/101⌋ + ⌊H/103⌋ + ⌊H/107⌋ = 3",)


def test_conditions_that_cannot_be_combined_are_said_one_by_one():
    findings = solve([equal(H % 101, 0), equal(H % 103, 0)])

    assert [finding.status for finding in findings] == ["solved", "undecided"]
    assert texts(equal(H % 101, 0), equal(H % 103, 0)) == [
        "H divisible by 101",
        "H divisible by 103",
    ]


def test_the_least_size_of_a_stack_of_kernels():
    size = H
    conditions = []
    for kernel in (11, 5, 3):
        size = (size - kernel) // 2 + 1
        conditions.append(at_least(size, 1))
        size = (size - 3) // 2 + 1
        conditions.append(at_least(size, 1))

    assert least(conditions, "H") == 177 - 34
    assert texts(*conditions) == [f"H ≥ {least(conditions, 'H')}"]


def test_the_least_is_unknown_where_symbols_are_bound_together():
    assert least([equal(H, W)], "H") is None
    assert least([equal(H % 2, 0), equal(H % 2, 1)], "H") is None
    assert least([equal(W, 7)], "H") == 1


@settings(max_examples=150)
@given(
    strategies.lists(
        strategies.tuples(linear_in_one, strategies.sampled_from(["==", ">="])),
        min_size=1,
        max_size=2,
    )
)
def test_solutions_equal_brute_force(drawn: Any):
    conditions = [Condition(expr=size[0], relation=relation) for size, relation in drawn]
    slow = [(size[1], relation) for size, relation in drawn]
    good = [
        number
        for number in range(1, 501)
        if all(holds(value({"H": number}), relation) for value, relation in slow)
    ]
    findings = solve(conditions)
    if any(finding.status == "undecided" or "⌊" in finding.texts[0] for finding in findings):
        return

    if any(finding.status == "impossible" for finding in findings):
        assert good == []
        return
    minimum_found = findings[0].minimum if findings else 1
    assert good == [] if minimum_found > 500 else good[0] == minimum_found
    assert [number for number in range(1, 501) if all_said(findings, number)] == good


FACTORS = strategies.sampled_from(
    [H, H // 2, H - 1, H % 3, W // H, minimum(H, 2) - 1, H + W, K, K - W]
)
SIDES = strategies.sampled_from([W, 3, K, W + 1, 2 * W, H // 2, K - 1])
CONDITIONS = strategies.builds(
    lambda factor, left, right, make: make(factor * left, factor * right),
    FACTORS,
    SIDES,
    SIDES,
    strategies.sampled_from([equal, at_least]),
)
POINTS = [dict(zip("HWK", at, strict=True)) for at in product(range(1, 7), repeat=3)]


@given(strategies.lists(CONDITIONS, min_size=1, max_size=2))
def test_what_is_said_of_several_symbols_is_what_is_asked(conditions: list[Condition]):
    good = [at for at in POINTS if all(is_so(each, at) for each in conditions)]
    findings = solve(conditions)
    if any(finding.status == "impossible" for finding in findings):
        assert good == []
        return
    said = [text for finding in findings for text in finding.texts]
    assume(not any(word in text for text in said for word in ("mod", "odd", "∈", " or ", "not")))
    read = [each for text in said for each in comparisons_of(text)]

    assert [at for at in POINTS if all(agrees(each, at) for each in read)] == good


def is_so(condition: Condition, at: dict[str, int]):
    return holds(evaluate(condition.expr, at), condition.relation)


def agrees(comparison: Comparison, at: dict[str, int]):
    left, right = evaluate(comparison.left, at), evaluate(comparison.right, at)
    return {"==": left == right, "!=": left != right, ">=": left >= right, "<=": left <= right}[
        comparison.sign
    ]


def holds(value: int, relation: str):
    return value == 0 if relation == "==" else value >= 0


def all_said(findings: list[Finding], number: int):
    """Whether a number agrees with all that is said, read word by word."""
    return all(said(text, number) for finding in findings for text in finding.texts)


def said(text: str, number: int) -> bool:
    if " or " in text:
        values, rest = text.split(" or ")
        return said(values, number) or all(said(part, number) for part in split_texts(rest))
    for words, check in WORDS:
        if words in text:
            return check(text.replace("H", "").replace("mod", ""), number)
    raise AssertionError(text)


def split_texts(text: str):
    residue, _, bound = text.rpartition(", H")
    return [residue, "H" + bound] if residue else [text]


def numbers(text: str):
    return [int(part) for part in text.strip(" {}").split(",")]


def residues(text: str, sign: str):
    modulus, listed = text.split(sign)
    return int(modulus), numbers(listed)


def in_class(text: str, number: int) -> bool:
    modulus, listed = residues(text, "∈" if "∈" in text else "=")
    return number % modulus in listed


def in_range(text: str, number: int) -> bool:
    low, *_ = text.split("≤")
    return int(low.strip() or 1) <= number <= int(text.rsplit(maxsplit=1)[-1])


WORDS: list[tuple[str, Callable[[str, int], bool]]] = [
    ("not divisible by", lambda text, n: n % int(text.split()[-1]) != 0),
    ("divisible by", lambda text, n: n % int(text.split()[-1]) == 0),
    ("odd", lambda _, n: n % 2 == 1),
    ("∉", lambda text, n: n % residues(text, "∉")[0] not in residues(text, "∉")[1]),
    ("mod", in_class),
    ("≠", lambda text, n: n != int(text.split()[-1])),
    ("≥", lambda text, n: n >= int(text.split()[-1])),
    ("≤", in_range),
    ("∈", lambda text, n: n in numbers(text.split("∈")[1])),
    ("=", lambda text, n: n == int(text.split()[-1])),
]


@given(strategies.integers(1, 30), strategies.integers(1, 30), strategies.integers(1, 60))
def test_clipped_sizes_are_decided(first: int, second: int, goal: int):
    size = minimum(H + first, 3 * H // 2) + maximum(H // 3, second)
    brute = next(
        n for n in range(1, 200) if min(n + first, 3 * n // 2) + max(n // 3, second) >= goal
    )

    assert least([at_least(size, goal)], "H") == brute
