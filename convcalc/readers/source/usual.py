"""The imports that names of models' sources usually come from."""

from __future__ import annotations

FROM: dict[str, str] = {
    "argparse": "Namespace",
    "collections": "OrderedDict defaultdict deque namedtuple",
    "dataclasses": "dataclass field",
    "easydict": "EasyDict",
    "einops": "einsum rearrange reduce repeat",
    "einops.layers.torch": "Rearrange Reduce",
    "functools": "lru_cache partial wraps",
    "itertools": "chain product",
    "keras": "Input Model layers models",
    "math": "ceil floor log2 sqrt",
    "omegaconf": "DictConfig ListConfig OmegaConf",
    "pathlib": "Path",
    "torch": "Tensor nn",
    "torch.nn": "Parameter",
    "torch.utils.checkpoint": "checkpoint",
    "torchvision": "models transforms",
    "types": "SimpleNamespace",
    "typing": "Any Callable Dict List Optional Sequence Tuple Union",
}

PLAIN = (
    "argparse copy easydict functools itertools keras logging math omegaconf os random sys torch"
)

USUAL: dict[str, str] = {
    **{
        name: f"from {module} import {name}"
        for module, names in FROM.items()
        for name in names.split()
    },
    **{name: f"import {name}" for name in PLAIN.split()},
    "F": "import torch.nn.functional as F",
    "np": "import numpy as np",
    "tf": "import tensorflow as tf",
}
"""Name -> the statement that brings it."""
