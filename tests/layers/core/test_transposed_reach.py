from __future__ import annotations

from convcalc.dims import symbol
from convcalc.layers.core.trails import Irregular
from convcalc.layers.core.trails import Slide
from convcalc.layers.core.transposed_reach import painted


def test_stride_one_is_a_plain_window_with_symbols_too():
    kernel = symbol("K")

    assert painted(kernel, 1, 1, 0) == Slide(starts=(1 - kernel,), sizes=(kernel,), advance=1)


def test_a_symbolic_kernel_under_a_stride_leaves_the_extent():
    step = painted(symbol("K"), 2, 1, 0)

    assert isinstance(step, Irregular)
    assert step.size == (symbol("K") + 1) // 2


def test_a_huge_stride_stays_cheap():
    assert isinstance(painted(3, 10**9, 1, 0), Irregular)


def test_dilation_and_stride_that_share_a_factor_leave_outputs_empty():
    step = painted(3, 2, 2, 0)

    assert isinstance(step, Slide)
    assert step.sizes == (3, 0)
