from __future__ import annotations

from spelled import looks
from spelled import make
from spelled import outputs
from spelled import spatial_steps

from convcalc.layers.core.trails import Irregular


def test_the_size_is_the_one_asked_for():
    assert outputs(make("layers.CenterCrop", 9, 4), (2, 17, 2, 1)) == (2, 9, 4, 1)


def test_the_middle_is_kept():
    height, width = spatial_steps(make("layers.CenterCrop", 4, 4), (1, 9, 8, 3))

    assert looks(height, 0) == looks(width, 0) == {2}


def test_a_small_image_is_resized_first():
    assert all(
        isinstance(step, Irregular)
        for step in spatial_steps(make("layers.CenterCrop", 4, 4), (1, 9, 3, 3))
    )
