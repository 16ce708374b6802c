"""What is taken for granted of the symbols: never wrong by brute force, and strong where it counts."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies
from sizes import any_size
from sizes import linear_in_one

from convcalc.dims import parse
from convcalc.dims import symbol
from convcalc.dims.assumptions import Assumptions
from convcalc.dims.conditions import at_least
from convcalc.dims.conditions import equal
from convcalc.errors import UsageError

HOLDS = {
    "==": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}
SAID = (
    "H % 4 == 0",
    "H % 6 == 2",
    "H % 3 != 1",
    "W % 2 == 0",
    "H == W",
    "H == 2*W",
    "H != W",
    "H > W",
    "K >= H",
    "H >= 5",
    "H != 8",
    "W <= 12",
    "3 <= K <= 9",
    "K == 4",
    "H // 2 >= 3",
    "H*W % 4 == 0",
    "2*H == 3*W",
    "H + W >= 9",
    "max(H, W) == K",
)


def value(text: str, at: dict[str, int]) -> int:
    """A size at a point; the sizes of these tests are Python too."""
    return int(eval(text, {"max": max, "min": min}, dict(at)))  # noqa: S307 (texts of this file)


def is_so(text: str, at: dict[str, int]) -> bool:
    return bool(eval(text, {"max": max, "min": min}, dict(at)))  # noqa: S307 (texts of this file)


SOME_TEXTS = strategies.lists(strategies.sampled_from(SAID), min_size=1, max_size=3, unique=True)
SIGNS = strategies.sampled_from(sorted(HOLDS))
EVERYWHERE = [
    {"H": height, "W": width, "K": depth}
    for height in range(1, 19)
    for width in range(1, 14)
    for depth in (1, 2, 3, 4, 6, 9, 12, 18)
]


def assumptions_of(texts: list[str]) -> tuple[Assumptions, list[dict[str, int]]]:
    """The assumptions, and the points where they hold."""
    try:
        made = Assumptions.parse(*texts)
    except UsageError:
        made = None
    where = [at for at in EVERYWHERE if all(is_so(text, at) for text in texts)]
    if made is None:
        assert not where
    assume(made is not None)
    assert made is not None
    return made, where


@settings(max_examples=60)
@given(SOME_TEXTS, any_size)
def test_simplified_sizes_are_equal_where_the_assumptions_hold(texts: list[str], built: Any):
    made, where = assumptions_of(texts)
    size, slow = built
    simple = made.simplified(size)
    for at in where[::7]:
        try:
            assert value(repr(simple), at) == slow(at)
        except ZeroDivisionError:
            continue


@settings(max_examples=100)
@given(SOME_TEXTS, linear_in_one, any_size, SIGNS)
def test_decisions_agree_with_every_point(texts: list[str], built: Any, other: Any, sign: Any):
    made, where = assumptions_of(texts)
    for one, two in ((built, (7, lambda _: 7)), (built, other)):
        decided = made.decide(one[0], sign, two[0])
        if decided is None:
            continue
        for at in where:
            try:
                assert HOLDS[sign](one[1](at), two[1](at)) == decided
            except ZeroDivisionError:
                continue


def truth(answers: list[bool]) -> bool | None:
    """True if always, False if never."""
    return answers[0] if len(set(answers)) == 1 else None


@pytest.mark.parametrize("said", sorted(HOLDS))
@pytest.mark.parametrize("number", [1, 2, 3, 10])
def test_questions_about_the_very_end_of_a_range_are_decided(said: str, number: int):
    where = [height for height in range(1, 99) if HOLDS[said](height, number)]
    if not where:
        return
    made = Assumptions.parse(f"H {said} {number}")
    for sign, asked in product(HOLDS, range(number - 2, number + 3)):
        answer = truth([HOLDS[sign](height, asked) for height in where])
        assert made.decide(symbol("H"), sign, asked) is answer, (sign, asked)


@pytest.mark.parametrize("said", sorted(HOLDS))
@pytest.mark.parametrize("more", [-1, 0, 1, 2])
def test_questions_about_the_least_distance_of_two_sizes_are_decided(said: str, more: int):
    made = Assumptions.parse(f"H {said} W + {more}")
    where = [at for at in product(range(1, 30), repeat=2) if HOLDS[said](at[0], at[1] + more)]
    for sign, asked in product(HOLDS, range(more - 2, more + 3)):
        answer = truth([HOLDS[sign](height, width + asked) for height, width in where])
        assert made.decide(symbol("H"), sign, symbol("W") + asked) is answer, (sign, asked)


@pytest.mark.parametrize(
    ("texts", "question", "answer"),
    [
        (["H % 32 == 0"], ("H % 16", "==", "0"), True),
        (["H % 32 == 0"], ("H", ">=", "32"), True),
        (["H % 32 == 0"], ("H % 64", "==", "0"), None),
        (["H % 32 == 0"], ("H", "==", "33"), False),
        (["H == W"], ("H//2", "==", "W//2"), True),
        (["H == W"], ("W", "!=", "H"), False),
        (["H == W", "W >= 8"], ("H", ">", "7"), True),
        (["H >= 64"], ("H//32", ">=", "2"), True),
        (["H >= 64"], ("H", "<", "64"), False),
        (["N == 4"], ("N", "==", "4"), True),
        (["N == 4", "H >= 8*N"], ("H", ">=", "30"), True),
        (["H // 2 >= 7"], ("H", ">=", "14"), True),
        (["H > W"], ("H", ">=", "W"), True),
        (["H > W"], ("2*H", "<=", "2*W"), False),
        (["H != W"], ("H", "==", "W"), False),
        (["H != W"], ("H", ">", "W"), None),
        (["H % 7 == W % 7"], ("W % 7", "==", "H % 7"), True),
        (["64 <= H <= 128", "H divisible by 32"], ("H", "==", "100"), False),
        (["64 <= H <= 128"], ("H*W", "<", "64"), False),
        (["H % 1000003 == 0"], ("H % 1000003", "==", "0"), True),
        (["H ≠ 224"], ("H", "==", "224"), False),
    ],
)
def test_comparisons_are_decided(texts: list[str], question: tuple[str, Any, str], answer: Any):
    left, sign, right = question

    assert Assumptions.parse(*texts).decide(parse(left), sign, parse(right)) is answer


@pytest.mark.parametrize(
    ("texts", "size", "simple"),
    [
        (["H % 32 == 0"], "(H + 31)//32", "H//32"),
        (["H % 32 == 0"], "2*(H//2)", "H"),
        (["H % 32 == 0", "W % 32 == 0"], "576*((H + 1)//2)*((W + 1)//2)", "144*H*W"),
        (["H % 32 == 0", "H >= 64"], "max((H + 31)//32, 2)", "H//32"),
        (["H % 32 == 5"], "32*(H//32) + 5", "H"),
        (["H % 6 == 2"], "min(H, 4)", "min(H, 4)"),
        (["H == W"], "W", "H"),
        (["H == W"], "max(H, W)", "H"),
        (["N == 4"], "N*H", "4*H"),
        (["H > W"], "max(H, W) + min(H//2, W//2)", "H + W//2"),
        (["H >= 64"], "(H + 1)//2", "(H + 1)//2"),
        (["H >= 64"], "224", "224"),
    ],
)
def test_sizes_become_simpler(texts: list[str], size: str, simple: str):
    assert repr(Assumptions.parse(*texts).simplified(parse(size))) == simple


@pytest.mark.parametrize(
    ("texts", "size", "answer"),
    [
        (["H % 32 == 0"], equal(parse("H//4*4"), parse("H")), True),
        (["H >= 64"], at_least(parse("H"), 61), True),
        (["H <= 32"], at_least(parse("H"), 61), False),
        (["H >= 32"], at_least(parse("H"), 61), None),
    ],
)
def test_conditions_are_settled(texts: list[str], size: Any, answer: Any):
    assert Assumptions.parse(*texts).holds(size) is answer


def test_texts_are_kept_as_they_were_given():
    assert Assumptions.parse(" H % 32 == 0", "H == W").texts == ("H % 32 == 0", "H == W")


def test_the_least_values_are_known():
    assert Assumptions.parse("H % 32 == 0", "H > 40", "W <= 9").least() == {"H": 64, "W": 1}


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["H == 4", "H == 5"], id="two numbers"),
        pytest.param(["H > W", "W > H"], id="each above the other"),
        pytest.param(["H % 2 == 1", "H % 4 == 0"], id="odd and divisible by four"),
        pytest.param(["H < 1"], id="a size below one"),
        pytest.param(["H == W", "H != W"], id="equal and not"),
        pytest.param(["3 == 4"], id="numbers"),
    ],
)
def test_contradictions_are_refused(texts: list[str]):
    with pytest.raises(UsageError) as caught:
        Assumptions.parse(*texts)

    assert str(caught.value) == (
        f"no sizes satisfy {' and '.join(texts)}\nexpected: assumptions that some sizes fulfil"
    )


def test_very_many_assumptions_are_refused():
    with pytest.raises(UsageError, match="51 assumptions"):
        Assumptions.parse(*[f"H >= {number}" for number in range(2, 53)])


def test_a_size_that_divides_by_zero_is_left_as_it_is():
    made = Assumptions.parse("H == 4")
    size = parse("W//(H - 4)")

    assert made.simplified(size) == size
    assert made.decide(size, "==", 3) is None
