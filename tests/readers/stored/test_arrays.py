"""Small constants against NumPy, which does the same with numbers only."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from convcalc.dims import symbol
from convcalc.readers.stored import arrays
from convcalc.readers.stored import numbers
from convcalc.readers.stored.arrays import Array

SHAPES = st.lists(st.integers(1, 4), min_size=1, max_size=4)


def filled(shape: list[int]) -> tuple[Array, np.ndarray]:
    size = arrays.count(shape)
    return Array(shape, range(size)), np.arange(size).reshape(shape)


def same(found: Array | None, wanted: np.ndarray) -> bool:
    return (
        found is not None and found.shape == wanted.shape and found.items == wanted.ravel().tolist()
    )


@given(SHAPES, st.data())
def test_axes_in_another_order(shape: list[int], data: st.DataObject):
    array, wanted = filled(shape)
    order = data.draw(st.permutations(range(len(shape))))
    assert same(arrays.permuted(array, order), np.transpose(wanted, order))


@given(SHAPES, st.data())
def test_positions_of_an_axis(shape: list[int], data: st.DataObject):
    array, wanted = filled(shape)
    axis = data.draw(st.integers(0, len(shape) - 1))
    size = shape[axis]
    places = data.draw(st.lists(st.integers(-size, size - 1), max_size=4))
    found = arrays.taken(array, axis, Array((len(places),), places))
    assert same(found, np.take(wanted, np.array(places, dtype=int), axis))


@given(SHAPES, st.data())
def test_one_for_all_along_axes(shape: list[int], data: st.DataObject):
    array, wanted = filled(shape)
    axes = data.draw(st.sets(st.integers(0, len(shape) - 1), min_size=1))
    keeps = data.draw(st.booleans())
    found = arrays.reduced(array, sum, sorted(axes), keeps=keeps)
    assert same(found, wanted.sum(axis=tuple(sorted(axes)), keepdims=keeps))


@given(SHAPES, st.data())
def test_two_that_broadcast(shape: list[int], data: st.DataObject):
    one, wanted = filled(shape)
    smaller = [
        data.draw(st.sampled_from((1, size))) for size in shape[data.draw(st.integers(0, 2)) :]
    ]
    other, second = filled(smaller)
    assert same(arrays.elementwise(numbers.add, [one, other]), wanted + second)


@given(SHAPES, st.integers(-5, 5), st.integers(-5, 5), st.sampled_from((1, 2)))
def test_a_slice(shape: list[int], start: int, stop: int, step: int):
    array, wanted = filled(shape)
    stop = stop % (shape[0] + 1)
    assert same(arrays.cut(array, 0, start, stop, step), wanted[start:stop:step])


def test_sizes_stay_formulas():
    height = symbol("H")
    assert numbers.floor(numbers.mul(height, 0.5)) == height // 2
    assert numbers.ceil(numbers.true_div(height, 4)) == (height + 3) // 4
    assert numbers.mul(numbers.true_div(height, 2), 2) == height
    assert numbers.add(numbers.true_div(height, 2), numbers.true_div(height, 2)) == height
    assert numbers.whole_div(height, 0) is None
    assert numbers.true_div(1, height) is None


@given(st.integers(-50, 50), st.integers(-9, 9))
def test_whole_numbers_divide_towards_zero(one: int, other: int):
    wanted = None if other == 0 else int(one / other)
    assert numbers.whole_div(one, other) == wanted
