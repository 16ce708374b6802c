from __future__ import annotations

import pytest
from spelled import make
from spelled import outputs

from convcalc.vocabulary import KERAS

RANDOM = [
    name
    for name in KERAS
    if (maker := KERAS.find(name)) is not None and maker.home.startswith("other.augmentation:")
    if name != "RandomCrop"
]
ARGUMENTS = {"RandomTranslation": (0.1, 0.1)}


@pytest.mark.parametrize("name", RANDOM)
def test_images_stay_as_they_are_at_inference(name: str):
    layer = make(f"layers.{name}", *ARGUMENTS.get(name, (0.1,)))

    assert outputs(layer, (2, 32, 32, 3)) == (2, 32, 32, 3)
    assert layer.is_view


def test_a_crop_has_the_wanted_size():
    assert outputs(make("layers.RandomCrop", 24, 20), (2, 32, 32, 3)) == (2, 24, 20, 3)
    layer = make("layers.RandomCrop", 24, 20, data_format="channels_first")
    assert outputs(layer, (3, 32, 32)) == (3, 24, 20)
