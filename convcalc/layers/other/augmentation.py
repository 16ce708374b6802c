"""Keras's random augmentation layers: images changed in training, handed on at inference."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.layers.core.arguments import keras_axes
from convcalc.layers.core.arguments import size
from convcalc.layers.core.axes import needs_rank
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.trails import Irregular
from convcalc.layers.core.trails import pointwise
from convcalc.layers.other.identity import Identity

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail


class RandomCrop(Layer):
    """
    A cut-out of fixed size: random in training, the middle at inference.

    Shapes:
        input: (N, H, W, C) or (H, W, C), channels first on request
        result: the same with the wanted height and width

    Units: nothing: elements are copied.

    Source: keras.layers.RandomCrop.
    """

    kind: ClassVar[str] = "randomcrop"

    height: Dim
    width: Dim
    channels_last: bool = True

    def spatial_axes(self, shape: Shape) -> range:
        """Height and width."""
        first = len(shape) - (3 if self.channels_last else 2)
        return range(first, first + 2)

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Replace height and width."""
        shape = inputs[0]
        needs_rank(shape, (3, 4), "(N, H, W, C) or (H, W, C)")
        first = self.spatial_axes(shape).start
        return ((*shape[:first], self.height, self.width, *shape[first + 2 :]),)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Nothing."""
        return 0

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """One position each, somewhere."""
        trail = pointwise(inputs[0], outputs[0])
        for axis in self.spatial_axes(inputs[0]):
            trail[axis] = (axis, Irregular(size=1, reason="the place of the crop varies"))
        return (trail,)

    def wanted_ranks(self) -> tuple[int, ...]:
        """A batch of images, or one."""
        return (4, 3)


def keras_random_crop(given: Given) -> RandomCrop:
    """keras.layers.RandomCrop."""
    return RandomCrop(
        height=size(given.height, "height"),
        width=size(given.width, "width"),
        channels_last=keras_axes(given.data_format),
    )


def keras_random_flip(given: Given) -> Identity:
    """keras.layers.RandomFlip."""
    return Identity()


def keras_random_rotation(given: Given) -> Identity:
    """keras.layers.RandomRotation."""
    return Identity()


def keras_random_translation(given: Given) -> Identity:
    """keras.layers.RandomTranslation."""
    return Identity()


def keras_random_zoom(given: Given) -> Identity:
    """keras.layers.RandomZoom."""
    return Identity()


def keras_random_light(given: Given) -> Identity:
    """keras.layers.RandomBrightness, RandomContrast."""
    return Identity()


def keras_random_colour(given: Given) -> Identity:
    """keras.layers.RandomHue, RandomSaturation, RandomSharpness and their sisters."""
    return Identity()


def keras_random_grayscale(given: Given) -> Identity:
    """keras.layers.RandomGrayscale."""
    return Identity()


def keras_random_shear(given: Given) -> Identity:
    """keras.layers.RandomShear."""
    return Identity()


def keras_random_erasing(given: Given) -> Identity:
    """keras.layers.RandomErasing."""
    return Identity()


def keras_random_blur(given: Given) -> Identity:
    """keras.layers.RandomGaussianBlur."""
    return Identity()


def keras_random_invert(given: Given) -> Identity:
    """keras.layers.RandomInvert."""
    return Identity()


def keras_random_perspective(given: Given) -> Identity:
    """keras.layers.RandomPerspective."""
    return Identity()


def keras_random_elastic(given: Given) -> Identity:
    """keras.layers.RandomElasticTransform."""
    return Identity()


def keras_random_jitter(given: Given) -> Identity:
    """keras.layers.RandomColorJitter."""
    return Identity()


def keras_rand_augment(given: Given) -> Identity:
    """keras.layers.RandAugment."""
    return Identity()


def keras_aug_mix(given: Given) -> Identity:
    """keras.layers.AugMix."""
    return Identity()
