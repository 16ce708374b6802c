"""Random programs with calls that are not read: what is told of them is what Python gives."""

import sys
from collections import Counter

import pytest
from comparing import compare


@pytest.fixture(autouse=True)
def _writes_no_bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    # Two programs with modules of the same name follow each other within a second.
    monkeypatch.setattr(sys, "dont_write_bytecode", True)


STILL_WRONG = frozenset({10_003, 10_312, 10_714, 10_850, 10_894, 11_599, 11_936})
"""Programs of which an old value is told: of these seeds nobody has found out why so far."""


def compared(seeds: range) -> Counter[str]:
    counts: Counter[str] = Counter()
    problems = {seed: compare(seed, counts) for seed in seeds}
    wrong = {seed: text for seed, text in problems.items() if text}
    assert wrong.keys() <= STILL_WRONG, "\n".join(wrong.values())
    return counts


def test_what_is_told_is_what_python_gives():
    counts = compared(range(100))
    assert counts["programs"] > 80
    assert counts["known"] > 0.35 * counts["the same in all runs"]


@pytest.mark.slow
def test_what_is_told_of_more_programs_is_what_python_gives():
    assert compared(range(10_000, 12_000))["programs"] > 1_500
