"""Models and layers of Keras that the caller holds: read from the configuration they give."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ReadError

if TYPE_CHECKING:
    from convcalc.readers.definition import Definition

HOMES = ("keras.", "tf_keras.", "tensorflow.python.keras.", "tensorflow.keras.")


def kind_of(source: Any) -> str:
    """Whether an object is a "Model" or a "Layer" of Keras; "" of anything else."""
    names = [
        each.__name__ for each in type(source).__mro__ if f"{each.__module__}.".startswith(HOMES)
    ]
    return next((kind for kind in ("Model", "Layer") if kind in names), "")


def read_keras(source: Any) -> Definition:
    """
    The definition of a model, or of a layer by itself.

    Raises:
        ReadError: If it gives no configuration, as a subclass of `Model` with code of its own.
    """
    from convcalc.readers import read

    name = type(source).__name__
    try:
        text = source.to_json() if kind_of(source) == "Model" else json.dumps(_alone(source))
    except (NotImplementedError, TypeError, ValueError) as error:
        raise ReadError(
            f"{name} gives no configuration: {str(error).partition(chr(10))[0]}",
            hint='pass its source, as in convcalc.summary("model.py:Net", ...)',
        ) from None
    return read("model.json", text)


def _alone(layer: Any) -> dict[str, Any]:
    """The configuration of a model that has one layer."""
    own = {
        "module": type(layer).__module__,
        "class_name": type(layer).__name__,
        "config": layer.get_config(),
    }
    return {
        "module": "keras",
        "class_name": "Sequential",
        "config": {"name": type(layer).__name__, "layers": [own]},
        "keras_version": "3.0.0",
        "backend": "tensorflow",
    }
