"""
Write the golden data of the small Keras models that the tests read as source.

    KERAS_BACKEND=tensorflow python tools/golden/make_keras_small.py MODELS_DIRECTORY OUT.json

Needs keras (3.15) and tensorflow (2.21). Weights of keras.applications are not loaded.
"""

from __future__ import annotations

import json
import math
import runpy
import sys
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from keras.src.utils import file_utils

TARGETS: tuple[tuple[str, str, tuple[tuple[int, ...], ...]], ...] = (
    ("functional_resnet.py", "model", ()),
    ("functional_resnet.py", "build_resnet((64, 64, 1), 7, depth=8)", ()),
    ("sequential_cnn.py", "model", ()),
    ("sequential_cnn.py", "listed()", ()),
    ("sequential_cnn.py", "unbuilt()", ((1, 50, 6),)),
    ("unet.py", "unet()", ()),
    ("unet.py", "features()", ()),
    ("unet.py", "truncated()", ()),
    ("subclassed.py", "Net()", ((1, 32, 32, 3),)),
    ("patches.py", "vit()", ()),
    ("transfer.py", "transfer()", ()),
    ("transfer.py", "surgery()", ()),
    ("transfer.py", "siamese()", ()),
    ("sequences.py", "attend()", ()),
    ("sequences.py", "frames()", ()),
    ("sequences.py", "Tagger(100, 9)", ((1, 12),)),
    ("generative.py", "generator()", ()),
    ("generative.py", "discriminator()", ()),
    ("generative.py", "Autoencoder(12)", ((1, 28, 28, 1),)),
    ("operations.py", "pointwise()", ()),
    ("operations.py", "shapes()", ()),
    ("operations.py", "residual()", ()),
    ("operations.py", "windows()", ()),
    ("habits.py", "lenet()", ()),
    ("habits.py", "Net()", ((1, 28, 28, 1),)),
    ("habits.py", "frozen()", ()),
    ("habits.py", "named()", ()),
    ("habits.py", "merged()", ()),
    ("habits.py", "encoders()", ()),
    ("settings.py", "first_by_config()", ()),
    ("settings.py", "first_by_backend()", ()),
    ("settings.py", "first_then_last()", ()),
    ("settings.py", "grown_list()", ()),
    ("settings.py", "shrunk_list()", ()),
    ("settings.py", "changed_ends()", ()),
    ("settings.py", "names_in_order()", ()),
    ("settings.py", "frozen_root()", ()),
    ("settings.py", "frozen_part()", ()),
    ("settings.py", "frozen_when_made()", ()),
    ("settings.py", "frozen_slice()", ()),
    ("settings.py", "frozen_norm()", ()),
    ("settings.py", "own_frozen_when_made()", ()),
    ("settings.py", "blocks()", ()),
)

NOTE = (
    "calls: the layers without layers inside, in the order in which the model calls them, as"
    " [name, class, output shapes]; the batch is 1"
)

MODELS = (keras.Model,)


def count(weights: list[Any]) -> int:
    """The values of some weights."""
    return sum(math.prod(weight.shape) for weight in weights)


def shapes(value: Any) -> list[list[int]]:
    """The shapes of the tensors in a value."""
    return [list(each.shape) for each in keras.tree.flatten(value) if hasattr(each, "shape")]


def build(path: Path, expression: str) -> Any:
    """The model, made by the file."""
    keras.backend.clear_session()
    keras.config.set_image_data_format("channels_last")
    names = runpy.run_path(str(path))
    return eval(expression, names)  # noqa: S307 (our own models)


def is_whole(layer: Any) -> bool:
    """Whether a layer with layers inside is one of Keras's own, told as one."""
    inner = getattr(layer, "layer", None)
    return type(layer).__module__.startswith("keras.src.layers") and not isinstance(inner, MODELS)


def spied(model: Any, value: Any, calls: list[list[Any]]) -> Any:
    """What the model gives; `calls` takes the layers that are called on the way."""
    original = keras.layers.Layer.__call__
    open_calls: list[Any] = []

    def spy(self: Any, *args: Any, **kwargs: Any) -> Any:
        open_calls.append(self)
        try:
            found = original(self, *args, **kwargs)
        finally:
            open_calls.pop()
        inside = list(self._flatten_layers(include_self=False))
        leaf = is_whole(self) or not (inside or isinstance(self, MODELS))
        if leaf and not any(map(is_whole, open_calls)):
            calls.append([self.name, type(self).__name__, shapes(found)])
        return found

    keras.layers.Layer.__call__ = spy
    try:
        return model(value)
    finally:
        keras.layers.Layer.__call__ = original


def record(path: Path, expression: str, given: tuple[tuple[int, ...], ...]) -> dict[str, Any]:
    """Call the model on zeros and write down what its layers give."""
    model = build(path, expression)
    sizes = given or tuple([tuple(each or 1 for each in each.shape) for each in model.inputs])
    tensors = [np.zeros(each, "float32") for each in sizes]
    value: Any = tensors[0] if len(tensors) == 1 else tensors
    if isinstance(getattr(model, "_inputs_struct", None), dict):
        names = [each.name for each in model.inputs]
        value = dict(zip(names, tensors, strict=True))
    model(value)
    calls: list[list[Any]] = []
    output = spied(model, value, calls)
    return {
        "file": path.name,
        "target": expression,
        "inputs": [list(each) for each in given],
        "outputs": shapes(output),
        "params": count(model.weights),
        "trainable": count(model.trainable_weights),
        "calls": calls,
    }


def main() -> None:
    """Record all targets."""
    file_utils.get_file = lambda *_, **__: ""
    keras.Model.load_weights = lambda *_, **__: None
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    found = []
    for file, expression, given in TARGETS:
        found.append(record(folder / file, expression, given))
        print(file, expression, found[-1]["params"], len(found[-1]["calls"]), flush=True)
    versions = {"keras": keras.__version__, "tensorflow": tf.__version__}
    content = {"versions": versions, "note": NOTE, "models": found}
    lines = json.dumps(content, separators=(",", ":")).replace('{"file"', '\n{"file"')
    out.write_text(lines + "\n")


if __name__ == "__main__":
    main()
