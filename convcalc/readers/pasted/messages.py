"""
What PyTorch and Keras say where sizes do not fit, and what that means.

Source: the messages of torch 2.13 and keras 3.15, and those of torch 0.4 and TensorFlow 2.x that
are still asked about.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

NUMBERS = re.compile(r"-?\d{1,15}")


class Meaning(NamedTuple):
    """What happened, what would have been right, and what to write instead."""

    message: str
    expected: str
    hint: str


def _sizes(text: str) -> list[int]:
    return [int(each) for each in NUMBERS.findall(text)]


def _linear(found: re.Match[str]) -> Meaning:
    rows, features, taken, given = map(int, found.groups())
    return Meaning(
        f"a matrix of {rows:,} × {features:,} is multiplied by one of {taken:,} × {given:,}: a "
        f"Linear that takes {taken:,} features is given {features:,}",
        f"{taken:,} features on the last axis",
        f"in_features={features}, that is nn.Linear({features}, {given})",
    )


def _channels(found: re.Match[str]) -> Meaning:
    sizes = _sizes(found[1])
    wanted, got = int(found[2]), int(found[3])
    hint = f"in_channels={got}, or an input with {wanted} channels"
    if wanted in sizes[2:]:
        axis = len(sizes) - 1 - sizes[::-1].index(wanted)
        order = [0, axis, *[each for each in range(1, len(sizes)) if each != axis]]
        moved = f"x.permute({', '.join(map(str, order))})"
        hint = f"axis {axis} has {wanted}: {moved}; or in_channels={got}"
    return Meaning(
        f"a convolution is given {got} channels, and takes {wanted}: its input is "
        f"({', '.join(map(str, sizes))})",
        f"{wanted} channels on axis 1",
        hint,
    )


def _axes(found: re.Match[str]) -> Meaning:
    sizes = _sizes(found[3])
    rank = int(found[2])
    return Meaning(
        f"a layer of {rank - 2} spatial axes is given an input with {len(sizes)} axes: "
        f"({', '.join(map(str, sizes))})",
        f"{rank} axes with the batch in front, channels behind it",
        "x.unsqueeze(1) where the channels are missing, x.unsqueeze(0) where the batch is; "
        "x.view(N, C, H, W) where the image was flattened",
    )


def _elementwise(found: re.Match[str]) -> Meaning:
    one, other, axis = map(int, found.groups())
    hint = "the layers before it have to give the same sizes: stride, padding and channels"
    if abs(one - other) == 1:
        hint = "one of the two was halved from an odd size: pad or crop it, or take padding=1"
    return Meaning(
        f"sizes {one} and {other} meet on axis {axis}", "two equal sizes, or one of 1", hint
    )


def _concat(found: re.Match[str]) -> Meaning:
    axis, one, other = map(int, found.groups())
    hint = "crop or pad one of them, or interpolate it to the other's size"
    if abs(one - other) == 1:
        hint = f"an odd size was halved on the way: F.pad or F.interpolate to {one}"
    return Meaning(
        f"tensors of sizes {one} and {other} are concatenated on axis {axis}",
        f"equal sizes on all axes but {axis}",
        hint,
    )


def _view(found: re.Match[str]) -> Meaning:
    sizes, elements = _sizes(found[1]), int(found[2])
    known = math.prod([each for each in sizes if each != -1])
    hint = "x.flatten(1) keeps the batch and needs no number"
    if -1 in sizes and len(sizes) == 2 and known:
        last = sizes[1] if sizes[0] == -1 else sizes[0]
        hint += f"; {elements:,} = batch · features, where {last:,} was written for the features"
    return Meaning(
        f"{elements:,} elements do not fill the shape ({', '.join(map(str, sizes))})",
        f"a multiple of {known:,} elements" if -1 in sizes else f"{known:,} elements",
        hint,
    )


def _norm(found: re.Match[str]) -> Meaning:
    got, wanted = map(int, found.groups())
    return Meaning(
        f"a BatchNorm is given {got} channels, and has {wanted}",
        f"{wanted} channels on axis 1",
        f"num_features={got}",
    )


def _window(found: re.Match[str]) -> Meaning:
    size, kernel = found[1].replace(" ", ""), found[2].replace(" ", "")
    return Meaning(
        f"a window of {kernel} is larger than its padded input of {size}",
        f"an input of at least {kernel}",
        "a larger image, or fewer poolings and strides before it",
    )


def _too_small(found: re.Match[str]) -> Meaning:
    return Meaning(
        f"nothing is left of {found[1]}: the output would be {found[2]}",
        "at least one position",
        "a larger image, or fewer poolings and strides before it",
    )


def _batches(found: re.Match[str]) -> Meaning:
    one, other = map(int, found.groups())
    return Meaning(
        f"the output has {one} rows, and the target {other}",
        "one row for each example",
        "a view(-1, ...) took the batch into its features: write x.view(x.size(0), -1) or "
        "x.flatten(1), and the right in_features behind it",
    )


def _layer_norm(found: re.Match[str]) -> Meaning:
    wanted, got = _sizes(found[1]), _sizes(found[2])
    last = got[-len(wanted) :]
    shown = last[0] if len(last) == 1 else last
    return Meaning(
        f"a LayerNorm of {wanted} is given an input ({', '.join(map(str, got))})",
        f"a shape that ends in {wanted}",
        f"normalized_shape={shown}",
    )


def _recurrent(found: re.Match[str]) -> Meaning:
    wanted, got = map(int, found.groups())
    return Meaning(
        f"a recurrent layer is given {got} features, and takes {wanted}",
        f"{wanted} features on the last axis",
        f"input_size={got}, or x.permute(...) so that the features are last",
    )


def _attention(found: re.Match[str]) -> Meaning:
    wanted, got = map(int, found.groups())
    return Meaning(
        f"an attention is given {got} features, and takes {wanted}",
        f"{wanted} features on the last axis",
        f"embed_dim={got}",
    )


def _instance(found: re.Match[str]) -> Meaning:
    wanted, got = map(int, found.groups())
    return Meaning(
        f"a norm is given {got} channels, and has {wanted}",
        f"{wanted} channels on axis 1",
        f"num_features={got}",
    )


def _group(found: re.Match[str]) -> Meaning:
    wanted, sizes = int(found[1]), _sizes(found[2])
    return Meaning(
        f"a GroupNorm of {wanted} channels is given ({', '.join(map(str, sizes))})",
        f"{wanted} channels on axis 1",
        f"num_channels={sizes[1] if len(sizes) > 1 else wanted}",
    )


def _checkpoint(found: re.Match[str]) -> Meaning:
    stored, model = _sizes(found[2]), _sizes(found[3])
    return Meaning(
        f"the checkpoint's {found[1]} has the shape {tuple(stored)}, the model's {tuple(model)}",
        "a model made as the one that was saved",
        "build it with the checkpoint's sizes, load, and then put the new layer in",
    )


def _keras_axis(found: re.Match[str]) -> Meaning:
    name, axis, wanted, shape = found.groups()
    return Meaning(
        f"the layer {name} is given {shape}, and takes {wanted} on axis {axis}",
        f"{wanted} on axis {axis}",
        f"an input with {wanted} there, or the layer made for what it is given",
    )


def _keras_rank(found: re.Match[str]) -> Meaning:
    name, wanted, got, shape = found.groups()
    return Meaning(
        f"the layer {name} is given {shape}, with {got} axes",
        f"{wanted} axes, the batch among them",
        "layers.Reshape((28, 28, 1)) or x[..., None] where the channels are missing",
    )


def _keras_negative(found: re.Match[str]) -> Meaning:
    kernel, size = found.groups()
    return Meaning(
        f"a window of {kernel} is larger than its input of {size}",
        f"an input of at least {kernel}",
        "padding='same', a larger image, or fewer poolings before it",
    )


def _keras_merge(found: re.Match[str]) -> Meaning:
    one, other = found.groups()
    return Meaning(
        f"shapes {one} and {other} meet",
        "equal shapes",
        "labels of whole numbers need sparse_categorical_crossentropy, and the last Dense as many "
        "units as there are classes",
    )


SIZES = r"([\[(][\d, ]+[\])])"
MEANINGS: tuple[tuple[str, Callable[[re.Match[str]], Meaning]], ...] = (
    (r"mat1 and mat2 shapes cannot be multiplied \((\d+)x(\d+) and (\d+)x(\d+)\)", _linear),
    (r"size mismatch, m1: \[(\d+) x (\d+)\], m2: \[(\d+) x (\d+)\]", _linear),
    (
        (
            rf"Given \w+=\d+, weight of size {SIZES[1:-1]}, expected input{SIZES} to have (\d+) "
            r"channels, but got (\d+) channels instead"
        ),
        _channels,
    ),
    (
        (
            rf"Expected (\d)D \(unbatched\) or (\d)D \(batched\) input to conv\w+, but got input "
            rf"of size: {SIZES}"
        ),
        _axes,
    ),
    (
        (
            r"The size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\) at "
            r"non-singleton dimension (\d+)"
        ),
        _elementwise,
    ),
    (
        (
            r"Sizes of tensors must match except in dimension (\d+)\. Expected size (\d+) but got "
            r"size (\d+)"
        ),
        _concat,
    ),
    (r"shape '(\[[-\d, ]+\])' is invalid for input of size (\d+)", _view),
    (r"running_mean should contain (\d+) elements not (\d+)", _norm),
    (
        (r"Calculated padded input size per channel: (\([\dx ]+\))\. Kernel size: (\([\dx ]+\))"),
        _window,
    ),
    (
        (
            r"Given input size: (\([\dx ]+\))\. Calculated output size: (\([-\dx ]+\))\. "
            r"Output size is too small"
        ),
        _too_small,
    ),
    (r"Expected input batch_size \((\d+)\) to match target batch_size \((\d+)\)", _batches),
    (
        (
            rf"Given normalized_shape={SIZES}, expected input with shape \[[*, \d]+\], but got "
            rf"input of size{SIZES}"
        ),
        _layer_norm,
    ),
    (r"input\.size\(-1\) must be equal to input_size\. Expected (\d+), got (\d+)", _recurrent),
    (r"was expecting embedding dimension of (\d+), but got (\d+)", _attention),
    (
        (r"expected input's size at dim=1 to match num_features \((\d+)\), but got: (\d+)"),
        _instance,
    ),
    (
        (
            r"equal to the number of channels in input, but got weight of shape \[(\d+)\] and "
            rf"input of shape {SIZES}"
        ),
        _group,
    ),
    (
        (
            rf"size mismatch for ([\w.]+): copying a param with shape torch\.Size\({SIZES}\) from "
            rf"checkpoint, the shape in current model is torch\.Size\({SIZES}\)"
        ),
        _checkpoint,
    ),
    (
        (
            r"Input \d+ of layer \"?([\w.]+)\"? is incompatible with the layer: expected axis "
            r"(-?\d+) of input shape to have value (\d+),? but received input with shape "
            r"([\[(][\w, ]+[\])])"
        ),
        _keras_axis,
    ),
    (
        (
            r"Input \d+ of layer \"?([\w.]+)\"? is incompatible with the layer: expected "
            r"(?:min_)?ndim=(\d+), found ndim=(\d+)\. Full shape received: ([\[(][\w, ]+[\])])"
        ),
        _keras_rank,
    ),
    (r"Negative dimension size caused by subtracting (\d+) from (\d+)", _keras_negative),
    (r"Shapes (\([\w, ]+\)) and (\([\w, ]+\)) are incompatible", _keras_merge),
)
"""Patterns of messages, and what each means. The first that is found counts."""


def meaning_of(text: str) -> Meaning | None:
    """What a message says of sizes; None where it is none of these."""
    flat = " ".join(text.split())
    for pattern, explain in MEANINGS:
        found = re.search(pattern, flat)
        if found is not None:
            return explain(found)
    return None
