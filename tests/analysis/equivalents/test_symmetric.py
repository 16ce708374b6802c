from __future__ import annotations

import pytest
from equivalent_lines import lines
from hypothesis import given
from hypothesis import strategies as st

from convcalc.analysis.equivalents.cases import representatives
from convcalc.analysis.equivalents.symmetric import best_symmetric
from convcalc.analysis.equivalents.symmetric import symmetric
from convcalc.dims import symbols
from convcalc.layers.core.window import Window

H = symbols("H")


def same(k: int, s: int, d: int) -> Window:
    return Window(kernel_size=(k,), stride=(s,), dilation=(d,), padding="same")


@pytest.mark.parametrize(
    ("n", "k", "s", "d", "out", "pads", "size", "aligned"),
    [
        (224, 3, 2, 1, 112, (0, 1), 112, False),
        (225, 3, 2, 1, 113, (1, 1), 113, True),
        (299, 3, 2, 1, 150, (1, 1), 150, True),
        (224, 7, 2, 1, 112, (2, 3), 112, False),
        (224, 5, 2, 1, 112, (1, 2), 112, False),
        (224, 3, 1, 1, 224, (1, 1), 224, True),
        (224, 4, 1, 1, 224, (1, 2), 223, False),
        (224, 3, 1, 2, 224, (2, 2), 224, True),
        (7, 2, 2, 1, 4, (0, 1), 3, False),
        (224, 2, 2, 1, 112, (0, 0), 112, True),
        (224, 3, 3, 1, 75, (0, 1), 75, False),
        (10, 3, 5, 1, 2, (0, 0), 2, False),
        (55, 1, 2, 1, 28, (0, 0), 28, True),
        (56, 1, 2, 1, 28, (0, 0), 28, True),
    ],
)
def test_same_and_symmetric_padding_compare_as_tensorflow_and_pytorch_do(
    n: int, k: int, s: int, d: int, out: int, pads: tuple[int, int], size: int, aligned: bool
):
    window = same(k, s, d)
    compared = symmetric(window, 0, n, (d * (k - 1)) // 2)

    assert (window.count(0, n), window.pads(0, n)) == (out, pads)
    assert (compared.count, compared.same_size) == (size, size == out)
    assert compared.aligned is aligned


@pytest.mark.parametrize(("n", "out", "pads"), [(224, 56, (0, 0)), (223, 56, (0, 1))])
def test_patches_of_four_need_no_more_padding_than_the_rest(
    n: int, out: int, pads: tuple[int, int]
):
    window = same(4, 4, 1)

    assert (window.count(0, n), window.pads(0, n)) == (out, pads)


def test_the_nearest_symmetric_padding_is_found():
    found = best_symmetric(same(16, 16, 1), 0, 230)

    assert found is not None
    assert (found.padding, found.count, found.aligned) == (5, 15, True)


@given(n=st.integers(1, 60), k=st.integers(1, 9), s=st.integers(1, 6), d=st.integers(1, 3))
def test_a_size_stands_for_all_that_leave_its_rest(n: int, k: int, s: int, d: int):
    window = same(k, s, d)
    example = representatives(window, 0, H)[n % s]
    here, there = best_symmetric(window, 0, n), best_symmetric(window, 0, example)

    assert window.pads(0, n) == window.pads(0, example)
    assert (here is None) == (there is None)
    if here is not None and there is not None:
        assert (here.padding, here.aligned) == (there.padding, there.aligned)


@pytest.mark.parametrize(
    ("kwargs", "wanted"),
    [
        pytest.param(
            {"kernel_size": 4, "p": "same"},
            ["length: (1, 2)", "symmetric: no symmetric padding gives the same size"],
            id="an even kernel without a stride",
        ),
        pytest.param(
            {"kernel_size": 3, "p": "causal"},
            [
                "length: (2, 0)",
                "symmetric: padding=1 gives the same size, but not the same alignment: "
                "its windows start 1 later",
            ],
            id="all padding in front",
        ),
        pytest.param(
            {"kernel_size": 3, "p": "same"}, ["length: (1, 1)"], id="padding that is symmetric"
        ),
        pytest.param(
            {"kernel_size": 3, "s": 2, "p": ((0, 1),)},
            [
                "length: (0, 1)",
                "symmetric: H even: padding=1 gives the same size, but not the same alignment: "
                "its windows start 1 earlier; "
                "H odd: padding=0 gives the same size and the same alignment",
            ],
            id="a pair that is the same for every size",
        ),
    ],
)
def test_a_symbolic_size_is_compared_by_residue(kwargs: dict[str, object], wanted: list[str]):
    found = lines("native.conv1d", (1, 3, H), 8, **kwargs)

    assert found["padding (before, after) for this input"] == wanted
