"""Layers that hand on their input at inference: identity, the dropout family, noise, masking."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.layers.core.arguments import fraction
from convcalc.layers.core.arguments import keras_axes
from convcalc.layers.core.arguments import number
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import torch_switch
from convcalc.layers.core.axes import needs_rank
from convcalc.layers.core.layer import Layer

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given


class Identity(Layer):
    """
    The input itself.

    Shapes:
        input: any, or one of these `ranks`
        result: as the input

    Units: nothing at inference.

    Source: torch.nn.Identity, Dropout; keras.layers.Dropout, GaussianNoise.
    """

    kind: ClassVar[str] = "identity"
    is_view: ClassVar[bool] = True

    ranks: tuple[int, ...] = ()

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """As the input."""
        if self.ranks:
            axes = " or ".join(map(str, self.ranks))
            needs_rank(inputs[0], self.ranks, f"{axes} axes")
        return (inputs[0],)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Nothing at inference."""
        return 0

    def wanted_ranks(self) -> tuple[int, ...]:
        """Any, but where the channels of images are dropped."""
        return self.ranks


class Dropout(Identity):
    """As the identity: what is dropped in training is kept at inference."""

    kind: ClassVar[str] = "dropout"


def torch_identity(given: Given) -> Identity:
    """torch.nn.Identity, which takes and ignores anything."""
    return Identity()


def plain_identity(given: Given) -> Identity:
    """keras.layers.Identity, and convcalc's own identity."""
    return Identity()


def torch_dropout(given: Given, *ranks: int) -> Dropout:
    """torch.nn.Dropout, Dropout1d and the others."""
    fraction(given.p, "p")
    torch_switch(given.inplace, "inplace")
    return Dropout(ranks=ranks)


def native_dropout(given: Given) -> Dropout:
    """The native dropout."""
    fraction(given.p, "p")
    return Dropout()


def keras_dropout(given: Given) -> Dropout:
    """keras.layers.Dropout, AlphaDropout."""
    fraction(given.rate, "rate")
    _noise_shape(given.noise_shape)
    return Dropout()


def _noise_shape(value: Any) -> None:
    if value is None:
        return
    if not isinstance(value, (tuple, list)):
        refuse("noise_shape", value, "a tuple of sizes, or None")
    for each in value:
        if each is not None and (type(each) is not int or each < 1):
            refuse("noise_shape", value, "whole numbers from 1, or None")


def keras_gaussian_dropout(given: Given) -> Dropout:
    """keras.layers.GaussianDropout."""
    fraction(given.rate, "rate")
    return Dropout()


def keras_gaussian_noise(given: Given) -> Dropout:
    """keras.layers.GaussianNoise."""
    fraction(given.stddev, "stddev")
    return Dropout()


def keras_sequence_dropout(given: Given) -> Dropout:
    """keras.layers.SpatialDropout1D."""
    fraction(given.rate, "rate")
    return Dropout(ranks=(3,))


def keras_spatial_dropout(given: Given, ndim: int) -> Dropout:
    """keras.layers.SpatialDropout2D, SpatialDropout3D."""
    fraction(given.rate, "rate")
    keras_axes(given.data_format)
    return Dropout(ranks=(ndim + 2,))


def keras_activity_regularization(given: Given) -> Identity:
    """keras.layers.ActivityRegularization."""
    number(given.l1, "l1")
    number(given.l2, "l2")
    return Identity()


def keras_masking(given: Given) -> Identity:
    """keras.layers.Masking."""
    number(given.mask_value, "mask_value")
    return Identity()
