from __future__ import annotations

from spelled import make
from spelled import outputs
from spelled import refusal


def test_unit_normalization_keeps_the_shape():
    assert outputs(make("layers.UnitNormalization", axis=1), (2, 4, 21)) == (2, 4, 21)
    assert "axis=3" in refusal("layers.UnitNormalization", axis=3, on=(2, 4, 21))


def test_normalization_stores_what_it_has_seen():
    shape = (2, 24, 24, 3)

    assert make("layers.Normalization").buffers((shape,)) == {
        "mean": (3,),
        "variance": (3,),
        "count": (),
    }
    assert make("layers.Normalization", None).buffers((shape,))["mean"] == ()
    assert make("layers.Normalization", mean=0.5, variance=1.0).buffers((shape,)) == {}


def test_mean_and_variance_go_together():
    assert refusal("layers.Normalization", mean=0.5) == (
        "only one of mean and variance, variance is missing\nexpected: both or neither"
    )


def test_rescaling_takes_numbers():
    assert outputs(make("layers.Rescaling", 1 / 255, offset=[0, 1, 2]), (2, 9, 9, 3)) == (
        2,
        9,
        9,
        3,
    )
    assert refusal("layers.Rescaling", "half") == "scale='half'\nexpected: a number"
