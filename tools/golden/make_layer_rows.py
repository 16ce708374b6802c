"""
Write the golden calls of every layer of a vocabulary.

    python tools/golden/make_layer_rows.py torch OUT.jsonl
    KERAS_BACKEND=tensorflow python tools/golden/make_layer_rows.py keras OUT.jsonl

Needs torch (2.13) or keras (3.15), tf_keras (2.21) and tensorflow, and convcalc itself: its
vocabularies are the list. A layer is made with what the argument book says of its parameters, one
more at a time, and called on the inputs of the book; kept are the first inputs that it takes, and
one that it refuses.
"""

from __future__ import annotations

import inspect
import sys
import warnings
from typing import Any

import calls
import framework_names
import layer_book
from argument_book import Book
from argument_book import Parameter


def constructor(cls: Any) -> list[Parameter]:
    """The parameters of a class's constructor."""
    told = list(inspect.signature(cls.__init__).parameters.values())[1:]
    return [
        Parameter(each.name, "", each.default is each.empty, each.kind is each.KEYWORD_ONLY)
        for each in told
        if each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL)
    ]


def flat(value: Any) -> list[list[int]]:
    """The shapes of the tensors in a result."""
    if isinstance(value, (tuple, list)):
        return [shape for each in value for shape in flat(each)]
    return [] if value is None else [list(value.shape)]


class OfTorch:
    """Layers of PyTorch, in eval mode on zeros."""

    prefix = "nn."
    inputs = layer_book.TORCH_INPUTS
    own_inputs: dict[str, tuple[str, ...]] = {}  # noqa: RUF012 (nothing writes it)
    hand = layer_book.TORCH_HAND
    book = Book(layer_book.TORCH_REQUIRED, layer_book.TORCH_OPTIONAL, layer_book.TORCH_OWN)

    def __init__(self) -> None:
        import torch

        self.torch = torch
        self.version = torch.__version__

    def layer(self, name: str) -> Any:
        """The class of a layer."""
        return getattr(self.torch.nn, name, None)

    def answer(self, call: str, given: str) -> dict[str, Any]:
        """What comes out, and how many parameters and buffers there are."""
        torch = self.torch

        def run() -> dict[str, Any]:
            layer = eval(call, {"nn": torch.nn}).eval()  # noqa: S307 (our own calls)
            tensors = [
                torch.zeros(shape, dtype=getattr(torch, dtype))
                for shape, dtype in calls.parts(given)
            ]
            found = flat(layer(*tensors))
            params = sum(each.numel() for each in layer.parameters())
            buffers = sum(each.numel() for each in layer.buffers())
            return {"out": found, "params": params, "buffers": buffers}

        return outcome(run)


class OfKeras:
    """Layers of Keras, on symbolic tensors."""

    prefix = "layers."
    inputs = layer_book.KERAS_INPUTS
    own_inputs = layer_book.KERAS_OWN_INPUTS
    hand = layer_book.KERAS_HAND
    book = Book(layer_book.KERAS_REQUIRED, layer_book.KERAS_OPTIONAL, layer_book.KERAS_OWN)

    def __init__(self) -> None:
        import keras

        self.version = keras.__version__

    def layer(self, name: str) -> Any:
        """The class of a layer, of Keras 3 or of older versions."""
        return getattr(framework_names.keras_of(name).layers, name, None)

    def answer(self, call: str, given: str) -> dict[str, Any]:
        """What comes out, and how many weights there are, and trainable ones."""
        keras = framework_names.keras_of(call.partition("(")[0].removeprefix(self.prefix))

        def run() -> dict[str, Any]:
            layer = eval(call, {"layers": keras.layers})  # noqa: S307 (our own calls)
            tensors: Any = [
                keras.Input(batch_shape=shape, dtype=dtype) for shape, dtype in calls.parts(given)
            ]
            found = flat(layer(tensors) if given.startswith("[") else layer(*tensors))
            params = layer.count_params()
            trainable = sum(int(_size(each.shape)) for each in layer.trainable_weights)
            return {"out": found, "params": params, "trainable": trainable}

        return outcome(run)


def _size(shape: Any) -> int:
    count = 1
    for each in shape:
        count *= each
    return count


def outcome(run: Any) -> dict[str, Any]:
    """What a call gives, or its refusal."""
    try:
        found: dict[str, Any] = run()
    except Exception as problem:  # noqa: BLE001 (whatever a framework raises is its refusal)
        words = str(problem).strip().splitlines() or [""]
        return {"error": f"{type(problem).__name__}: {words[0][:80]}"}
    return found


def recorded(vocabulary: Any, name: str) -> list[str]:
    """The lines of a layer."""
    cls = vocabulary.layer(name)
    made = vocabulary.hand.get(name)
    if made is None:
        made = vocabulary.book.templates(vocabulary.prefix, name, constructor(cls))
    lines: list[str] = []
    for index, call in enumerate(dict.fromkeys(made)):
        taken, refused = 0, 0
        for given in vocabulary.own_inputs.get(name, vocabulary.inputs):
            answer = vocabulary.answer(call, given)
            taken += "error" not in answer
            refused += "error" in answer
            if taken > (2 if index == 0 else 1):
                break
            if "error" in answer and (index or refused > 1 or ":int" in given):
                continue
            shapes = tuple(calls.shape_text(*part) for part in calls.parts(given))
            lines.append(calls.line(calls.Call(call, shapes), answer))
    return lines


def main() -> None:
    """Record every layer of a vocabulary."""
    warnings.simplefilter("ignore")
    framework, file = sys.argv[1:]
    vocabulary = OfTorch() if framework == "torch" else OfKeras()
    lines = []
    for name in framework_names.layers(framework):
        found = recorded(vocabulary, name) if vocabulary.layer(name) else []
        if not any('"error"' not in each for each in found):
            print("no call works:", name, found[:2])
        lines += found
    calls.write(file, {"versions": {framework: vocabulary.version}}, lines)
    print(len(lines), "calls")


if __name__ == "__main__":
    main()
