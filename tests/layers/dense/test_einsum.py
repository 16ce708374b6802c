"""Einstein sums: sizes against NumPy, work against counting."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.errors import ShapeError
from convcalc.layers.core.needs import Needs
from convcalc.layers.dense.einsum import Einsum

SIZES = {"a": 2, "b": 3, "c": 4, "d": 5}
TERM = st.lists(st.sampled_from("abcd"), min_size=1, max_size=3, unique=True)


@given(TERM, TERM, st.data())
def test_two_inputs_agree_with_numpy(one: list[str], two: list[str], data: st.DataObject):
    names = sorted({*one, *two})
    kept = data.draw(st.lists(st.sampled_from(names), unique=True))
    layer = Einsum(terms=(tuple(one), tuple(two)), result=tuple(kept))
    shapes = tuple(tuple(SIZES[name] for name in term) for term in (one, two))
    arrays = [np.ones(shape) for shape in shapes]
    wanted = np.einsum(f"{''.join(one)},{''.join(two)}->{''.join(kept)}", *arrays)

    outputs = layer.outputs(shapes, Needs())

    assert outputs == (wanted.shape,)
    summed = (set(one) & set(two)) - set(kept)
    alone = (set(one) ^ set(two)) - set(kept)
    combinations = product(*(range(SIZES[name]) for name in names if name not in alone))
    assert layer.macs(shapes, outputs) == (len(list(combinations)) if summed else 0)


def test_inputs_are_multiplied_from_the_left():
    layer = Einsum(terms=(("i", "j"), ("j", "k"), ("k", "l")), result=("i", "l"))
    shapes = ((2, 3), (3, 4), (4, 5))

    assert layer.macs(shapes, layer.outputs(shapes, Needs())) == 2 * 3 * 4 + 2 * 4 * 5


def test_sizes_of_one_name_must_agree():
    layer = Einsum(terms=(("i", "j"), ("j", "k")), result=("i", "k"))

    with pytest.raises(ShapeError) as caught:
        layer.outputs(((2, 3), (4, 5)), Needs())

    assert str(caught.value) == (
        "'j' is 3 and 4: (2, 3) and (4, 5)\nexpected: the same size wherever a name stands"
    )
