"""Random sizes, built twice: once as a size, once as a function that computes it the slow way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies

from convcalc.dims import maximum
from convcalc.dims import minimum
from convcalc.dims import symbol

Slow = Callable[[dict[str, int]], int]
Built = tuple[Any, Slow]


def leaf(names: str) -> strategies.SearchStrategy[Built]:
    numbers = strategies.integers(-9, 9).map(lambda number: (number, lambda _: number))
    letters = strategies.sampled_from(names).map(lambda name: (symbol(name), lambda at: at[name]))
    return strategies.one_of(letters, letters, numbers)


def grown(inner: strategies.SearchStrategy[Built]) -> strategies.SearchStrategy[Built]:
    small = strategies.integers(-5, 5)
    divisor = strategies.integers(1, 6)
    return strategies.one_of(
        strategies.builds(lambda a, b: (a[0] + b[0], lambda at: a[1](at) + b[1](at)), inner, inner),
        strategies.builds(lambda a, b: (a[0] - b[0], lambda at: a[1](at) - b[1](at)), inner, inner),
        strategies.builds(lambda a, k: (a[0] * k, lambda at: a[1](at) * k), inner, small),
        strategies.builds(lambda a, d: (a[0] // d, lambda at: a[1](at) // d), inner, divisor),
        strategies.builds(lambda a, d: (a[0] % d, lambda at: a[1](at) % d), inner, divisor),
        strategies.builds(
            lambda a, b: (minimum(a[0], b[0]), lambda at: min(a[1](at), b[1](at))), inner, inner
        ),
        strategies.builds(
            lambda a, b: (maximum(a[0], b[0]), lambda at: max(a[1](at), b[1](at))), inner, inner
        ),
    )


def multiplied(inner: strategies.SearchStrategy[Built]) -> strategies.SearchStrategy[Built]:
    positive = strategies.sampled_from("HWK").map(
        lambda name: (symbol(name) + 1, lambda at: at[name] + 1)
    )
    return strategies.one_of(
        grown(inner),
        strategies.builds(lambda a, b: (a[0] * b[0], lambda at: a[1](at) * b[1](at)), inner, inner),
        strategies.builds(
            lambda a, b: (a[0] // b[0], lambda at: a[1](at) // b[1](at)), inner, positive
        ),
    )


linear_in_one = strategies.recursive(leaf("H"), grown, max_leaves=6)
any_size = strategies.recursive(leaf("HWK"), multiplied, max_leaves=7)
points = strategies.fixed_dictionaries({name: strategies.integers(1, 40) for name in "HWK"})
