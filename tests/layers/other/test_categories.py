"""Words and numbers to categories; the shapes that Keras gives are in the golden rows."""

from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs

from convcalc.dims import symbol
from convcalc.errors import BadValue
from convcalc.errors import ShapeError


def test_what_is_not_known_before_adapt_is_refused():
    assert outputs(make("layers.StringLookup"), (2, 5)) == (2, 5)
    with pytest.raises(ShapeError, match="not known"):
        outputs(make("layers.StringLookup", output_mode="one_hot"), (2, 5))
    with pytest.raises(ShapeError, match="not known"):
        outputs(make("layers.TextVectorization"), (2, 1))


def test_two_answers_of_keras_are_refused():
    # Keras 3.15 tells (2, 7) of Hashing(7, output_mode="one_hot") and makes (2, 5, 7).
    assert outputs(make("layers.Hashing", 7, output_mode="one_hot"), (2, 1)) == (2, 7)
    with pytest.raises(ShapeError, match="of which Keras tells"):
        outputs(make("layers.Hashing", 7, output_mode="one_hot"), (2, 5))
    with pytest.raises(ShapeError, match="axes"):
        outputs(make("layers.CategoryEncoding", 7), (2, 3, 4))


def test_a_path_to_a_vocabulary_is_not_read():
    layer = make("layers.IntegerLookup", vocabulary="words.txt", output_mode="multi_hot")
    with pytest.raises(ShapeError, match="not known"):
        outputs(layer, (2, 5))


def test_one_hot_of_a_symbol_adds_an_axis():
    wide = symbol("C")

    assert outputs(make("layers.CategoryEncoding", 7, output_mode="one_hot"), (2, wide)) == (
        2,
        wide,
        7,
    )


def test_bins_are_given_in_one_way():
    with pytest.raises(BadValue, match="num_bins"):
        make("layers.Discretization")
    with pytest.raises(BadValue, match="num_bins"):
        make("layers.Discretization", [0.0], 5)
