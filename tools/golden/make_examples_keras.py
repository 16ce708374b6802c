"""Write tests/golden/sources/examples_keras.json: what Keras says of examples/source."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import keras
import numpy as np

ROOT = Path(__file__).parent.parent.parent
GOLDEN = ROOT / "tests" / "golden" / "sources" / "examples_keras.json"


def record(model: Any, file: str, target: str, output: tuple[int | None, ...]) -> dict[str, Any]:
    """What the model says of itself."""
    return {
        "file": f"{file}.py",
        "target": target,
        "output": list(output),
        "params": model.count_params(),
        "trainable": sum(math.prod(each.shape) for each in model.trainable_weights),
    }


def layers(model: Any) -> list[dict[str, Any]]:
    """The layers of a model that is a graph."""
    return [
        {
            "name": each.name,
            "cls": type(each).__name__,
            "out": list(getattr(each, "output_shape", None) or each.output.shape),
            "params": each.count_params(),
        }
        for each in model.layers
    ]


def main() -> None:
    """Run every case."""
    sys.path.insert(0, str(ROOT / "examples" / "source"))
    import keras_resnet
    import keras_subclass

    model = keras_resnet.build()
    models = [record(model, "keras_resnet", "build", model.output_shape) | {"rows": layers(model)}]
    keras.backend.clear_session()
    import keras_transfer

    model = keras_transfer.model
    found = record(model, "keras_transfer", "model", model.output_shape)
    models.append(found | {"rows": layers(model)})
    keras.backend.clear_session()
    model = keras_subclass.ConvMixer()
    output = model(np.zeros((2, 64, 64, 3), "float32"))
    found = record(model, "keras_subclass", "ConvMixer", tuple(output.shape))
    models.append(found | {"input": [[2, 64, 64, 3]]})
    document = {
        "versions": {"keras": keras.__version__},
        "note": "examples/source run by Keras on TensorFlow",
        "models": models,
    }
    GOLDEN.write_text(json.dumps(document, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
