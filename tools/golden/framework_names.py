"""The public names that convcalc spells, module by module: the tables are the list."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from convcalc.readers.python.libraries import library
from convcalc.vocabulary import VOCABULARIES


def names(module: str) -> tuple[str, ...]:
    """The names that the table of a dotted module has, sorted."""
    found = library(module)
    return () if found is None else tuple(sorted(found.attribute_names()))


def layers(vocabulary: str) -> tuple[str, ...]:
    """The layers of a vocabulary, "torch" or "keras", sorted."""
    return tuple(sorted(VOCABULARIES[vocabulary]))


def keras_of(layer: str) -> Any:
    """The Keras that has a layer: Keras 3, or tf_keras, of version 2, or as TensorFlow 1 had it."""
    for module in ("keras", "tf_keras", "tf_keras.api._v1.keras"):
        found = import_module(module)
        if hasattr(found.layers, layer):
            return found
    return import_module("keras")


def methods() -> tuple[str, ...]:
    """The methods of tensors of PyTorch, sorted."""
    from convcalc.readers.python.libraries.torch.methods import METHODS

    return tuple(sorted(METHODS))
