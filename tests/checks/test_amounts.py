from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies

from convcalc.checks.amounts import UNITS
from convcalc.checks.amounts import Tolerance
from convcalc.checks.amounts import amount_of
from convcalc.checks.amounts import tolerance_of
from convcalc.errors import UsageError

EXPECTED = "a whole number, which may end in k, M, G (1000) or KiB, MiB, GiB (1024)"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (61_706, 61_706),
        ("0", 0),
        ("61_706", 61_706),
        ("61,706", 61_706),
        ("5M", 5_000_000),
        ("1.5k", 1_500),
        (" 2 G ", 2_000_000_000),
        ("20MiB", 20 * 1024 * 1024),
        ("0.5KiB", 512),
        ("3GiB", 3 * 1024**3),
        (5e6, 5_000_000),
    ],
)
def test_numbers_may_have_a_unit(text: Any, number: int):
    assert amount_of(text, "--max-params") == number


@given(strategies.integers(0, 10**12), strategies.sampled_from(sorted(UNITS)))
def test_a_number_and_its_unit_multiply(number: int, unit: str):
    assert amount_of(f"{number}{unit}", "it") == number * UNITS[unit]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("5m", "--max-params '5m'", "did you mean 5M?"),
        ("5K", "--max-params '5K'", "did you mean 5k?"),
        ("20MB", "--max-params '20MB'", "20M is 1000-based, 20MiB is 1024-based"),
        ("20mib", "--max-params '20mib'", "20M is 1000-based, 20MiB is 1024-based"),
        ("many", "--max-params 'many'", ""),
        ("-5", "--max-params '-5'", ""),
        ("", "--max-params ''", ""),
        ("1.0001k", "--max-params '1.0001k', no whole number", ""),
        (True, "--max-params True", ""),
        (-1, "--max-params -1", ""),
        (float("nan"), "--max-params nan", ""),
        (float("inf"), "--max-params inf", ""),
        ("9" * 50, f"--max-params '{'9' * 39}…", ""),
        ("٣", "--max-params '٣'", ""),
    ],
)
def test_what_is_no_number_is_refused(text: Any, message: str, hint: str):
    with pytest.raises(UsageError) as caught:
        amount_of(text, "--max-params")

    assert (caught.value.message, caught.value.expected, caught.value.hint) == (
        message,
        EXPECTED,
        hint,
    )


def test_tolerances_are_parts_or_numbers():
    assert tolerance_of("1%", "it") == Tolerance(part=Fraction(1, 100))
    assert tolerance_of("0.5 %", "it") == Tolerance(part=Fraction(1, 200))
    assert tolerance_of("2k", "it") == Tolerance(amount=2000)
    assert tolerance_of(7, "it") == Tolerance(amount=7)


@pytest.mark.parametrize("value", ["-1%", "%", "1%%", "one", None, [1]])
def test_what_is_no_tolerance_is_refused(value: Any):
    with pytest.raises(UsageError) as caught:
        tolerance_of(value, "tolerance is")

    assert caught.value.message == f"tolerance is {value!r}"
    assert caught.value.expected == (
        "a part in per cent, for example 0.5%, or a number, for example 10k"
    )


@pytest.mark.parametrize(
    ("new", "is_allowed"), [(1000, True), (1010, True), (990, True), (1011, False), (989, False)]
)
def test_a_part_is_of_what_it_was_and_exact(new: int, is_allowed: bool):
    assert tolerance_of("1%", "it").allows(1000, new) is is_allowed
