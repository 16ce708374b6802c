from __future__ import annotations

import pytest
from spelled import looks
from spelled import make
from spelled import spatial_steps

from convcalc.dims import substitute
from convcalc.dims import symbol
from convcalc.layers.core.adaptive_windows import adaptive
from convcalc.layers.core.adaptive_windows import total_seen
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.core.trails import Irregular
from convcalc.unknown import Unknown


def windows(n: int, o: int) -> list[set[int]]:
    """What each output sees, by PyTorch's definition."""
    return [set(range(i * n // o, -(-(i + 1) * n // o))) for i in range(o)]


@pytest.mark.parametrize("n", range(1, 25))
@pytest.mark.parametrize("o", range(1, 13))
def test_every_output_sees_its_share(n: int, o: int):
    (step,) = spatial_steps(make("adaptiveavgpool1d", o), (1, 1, n))
    wanted = windows(n, o)

    assert total_seen(n, o) == sum(map(len, wanted))
    if step == WHOLE:
        assert wanted == [set(range(n))]
    elif isinstance(step, Irregular):
        assert step.size == max(map(len, wanted))
    else:
        assert [looks(step, output) for output in range(o)] == wanted


def test_a_symbolic_input_is_counted_exactly_for_a_small_output():
    seen = total_seen(symbol("L"), 3)

    assert [substitute(seen, {"L": size}) for size in range(1, 20)] == [
        total_seen(size, 3) for size in range(1, 20)
    ]


def test_a_symbolic_output_is_not_known():
    assert isinstance(total_seen(7, symbol("O")), Unknown)


def test_a_symbolic_multiple_divides_evenly():
    size = symbol("L")

    assert adaptive(2 * size, size).sizes == (2,)
