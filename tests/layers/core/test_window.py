from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from convcalc.dims import symbols
from convcalc.errors import ShapeError
from convcalc.layers.core.needs import Needs
from convcalc.layers.core.window import Window
from convcalc.layers.core.window import same_padding
from convcalc.layers.core.window import windows
from convcalc.layers.core.window import windows_rounded_up

small = st.integers(1, 6)
pads = st.integers(0, 4)


@settings(max_examples=500)
@given(n=st.integers(1, 40), k=small, s=small, before=pads, after=pads, d=st.integers(1, 3))
def test_counts_the_places_that_fit(n: int, k: int, s: int, before: int, after: int, d: int):
    past_last = n + after - d * (k - 1)
    counted = windows(n, kernel_size=k, stride=s, padding=(before, after), dilation=d)

    assert max(counted, 0) == len(range(-before, past_last, s))


def test_the_formula_itself():
    size, kernel, stride, pad, dilation = symbols("I K S P D")
    found = windows(size, kernel_size=kernel, stride=stride, padding=(pad, pad), dilation=dilation)

    assert found == (size + 2 * pad - dilation * (kernel - 1) - 1) // stride + 1


def test_a_partial_window_must_start_inside():
    assert windows_rounded_up(5, kernel_size=2, stride=2) == 3
    assert windows_rounded_up(5, kernel_size=2, stride=5) == 1
    assert windows_rounded_up(6, kernel_size=2, stride=5) == 2


@settings(max_examples=300)
@given(n=st.integers(1, 40), k=small, s=small, d=st.integers(1, 3))
def test_same_padding_gives_as_many_windows_as_strides(n: int, k: int, s: int, d: int):
    before, after = same_padding(n, kernel_size=k, stride=s, dilation=d)
    found = windows(n, kernel_size=k, stride=s, padding=(before, after), dilation=d)

    assert 0 <= after - before <= 1
    assert found == -(-n // s)


@pytest.mark.parametrize(
    ("n", "k", "s", "d", "wanted"),
    [
        (224, 3, 2, 1, (0, 1)),
        (225, 3, 2, 1, (1, 1)),
        (299, 3, 2, 1, (1, 1)),
        (224, 7, 2, 1, (2, 3)),
        (224, 4, 1, 1, (1, 2)),
        (224, 3, 1, 2, (2, 2)),
        (7, 2, 2, 1, (0, 1)),
        (223, 4, 4, 1, (0, 1)),
        (230, 16, 16, 1, (5, 5)),
        (10, 3, 5, 1, (0, 0)),
    ],
)
def test_same_pads_as_tensorflow(n: int, k: int, s: int, d: int, wanted: tuple[int, int]):
    assert same_padding(n, kernel_size=k, stride=s, dilation=d) == wanted


@pytest.mark.parametrize("ceil_mode", [False, True])
def test_the_least_size_in_the_complaint_is_the_least_that_fits(ceil_mode: bool):
    for k, s, p in [(3, 1, 0), (5, 2, 1), (4, 3, 2), (7, 4, 0)]:
        window = Window(
            kernel_size=(k,), stride=(s,), dilation=(1,), padding=((p, p),), ceil_mode=ceil_mode
        )
        fitting = next(n for n in range(1, 20) if window.count(0, n) >= 1)
        for size in range(1, fitting):
            with pytest.raises(ShapeError) as caught:
                window.slide((size,), Needs())
            assert caught.value.expected == f"at least {fitting} on that axis"
