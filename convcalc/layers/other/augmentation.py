"""Keras's random augmentation layers: images changed in training, handed on at inference."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.layers.core.arguments import size
from convcalc.layers.core.axes import needs_rank
from convcalc.layers.core.keras_arguments import keras_axes
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.trails import Irregular
from convcalc.layers.core.trails import pointwise
from convcalc.layers.other.identity import Identity

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
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


def keras_random_crop(
    height: Any, width: Any, seed: Any = None, data_format: Any = None
) -> RandomCrop:
    """keras.layers.RandomCrop."""
    return RandomCrop(
        height=size(height, "height"),
        width=size(width, "width"),
        channels_last=keras_axes(data_format),
    )


def keras_random_flip(
    mode: Any = "horizontal_and_vertical", seed: Any = None, data_format: Any = None
) -> Identity:
    """keras.layers.RandomFlip."""
    return Identity()


def keras_random_rotation(
    factor: Any,
    fill_mode: Any = "reflect",
    interpolation: Any = "bilinear",
    seed: Any = None,
    fill_value: Any = 0.0,
    data_format: Any = None,
) -> Identity:
    """keras.layers.RandomRotation."""
    return Identity()


def keras_random_translation(
    height_factor: Any,
    width_factor: Any,
    fill_mode: Any = "reflect",
    interpolation: Any = "bilinear",
    seed: Any = None,
    fill_value: Any = 0.0,
    data_format: Any = None,
) -> Identity:
    """keras.layers.RandomTranslation."""
    return Identity()


def keras_random_zoom(
    height_factor: Any,
    width_factor: Any = None,
    fill_mode: Any = "reflect",
    interpolation: Any = "bilinear",
    seed: Any = None,
    fill_value: Any = 0.0,
    data_format: Any = None,
) -> Identity:
    """keras.layers.RandomZoom."""
    return Identity()


def keras_random_light(factor: Any, value_range: Any = (0, 255), seed: Any = None) -> Identity:
    """keras.layers.RandomBrightness, RandomContrast."""
    return Identity()


def keras_random_colour(
    factor: Any, value_range: Any = (0, 255), data_format: Any = None, seed: Any = None
) -> Identity:
    """keras.layers.RandomHue, RandomSaturation, RandomSharpness and their sisters."""
    return Identity()


def keras_random_grayscale(
    factor: Any = 0.5, data_format: Any = None, seed: Any = None
) -> Identity:
    """keras.layers.RandomGrayscale."""
    return Identity()


def keras_random_shear(
    x_factor: Any = 0.0,
    y_factor: Any = 0.0,
    interpolation: Any = "bilinear",
    fill_mode: Any = "reflect",
    fill_value: Any = 0.0,
    data_format: Any = None,
    seed: Any = None,
) -> Identity:
    """keras.layers.RandomShear."""
    return Identity()


def keras_random_erasing(
    factor: Any = 1.0,
    scale: Any = (0.02, 0.33),
    fill_value: Any = None,
    value_range: Any = (0, 255),
    seed: Any = None,
    data_format: Any = None,
) -> Identity:
    """keras.layers.RandomErasing."""
    return Identity()


def keras_random_blur(
    factor: Any = 1.0,
    kernel_size: Any = 3,
    sigma: Any = 1.0,
    value_range: Any = (0, 255),
    data_format: Any = None,
    seed: Any = None,
) -> Identity:
    """keras.layers.RandomGaussianBlur."""
    return Identity()


def keras_random_invert(
    factor: Any = 1.0, value_range: Any = (0, 255), seed: Any = None, data_format: Any = None
) -> Identity:
    """keras.layers.RandomInvert."""
    return Identity()


def keras_random_perspective(
    factor: Any = 1.0,
    scale: Any = 1.0,
    interpolation: Any = "bilinear",
    fill_value: Any = 0.0,
    seed: Any = None,
    data_format: Any = None,
) -> Identity:
    """keras.layers.RandomPerspective."""
    return Identity()


def keras_random_elastic(
    factor: Any = 1.0,
    scale: Any = 1.0,
    interpolation: Any = "bilinear",
    fill_mode: Any = "reflect",
    fill_value: Any = 0.0,
    value_range: Any = (0, 255),
    seed: Any = None,
    data_format: Any = None,
) -> Identity:
    """keras.layers.RandomElasticTransform."""
    return Identity()


def keras_random_jitter(
    value_range: Any = (0, 255),
    brightness_factor: Any = None,
    contrast_factor: Any = None,
    saturation_factor: Any = None,
    hue_factor: Any = None,
    seed: Any = None,
    data_format: Any = None,
) -> Identity:
    """keras.layers.RandomColorJitter."""
    return Identity()


def keras_rand_augment(
    value_range: Any = (0, 255),
    num_ops: Any = 2,
    factor: Any = 0.5,
    interpolation: Any = "bilinear",
    seed: Any = None,
    data_format: Any = None,
) -> Identity:
    """keras.layers.RandAugment."""
    return Identity()


def keras_aug_mix(
    value_range: Any = (0, 255),
    num_chains: Any = 3,
    chain_depth: Any = 3,
    factor: Any = 0.3,
    alpha: Any = 1.0,
    all_ops: Any = True,
    interpolation: Any = "bilinear",
    seed: Any = None,
    data_format: Any = None,
) -> Identity:
    """keras.layers.AugMix."""
    return Identity()
