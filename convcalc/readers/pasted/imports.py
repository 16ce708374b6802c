"""The imports that were not copied with a class."""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING

from convcalc.readers.pasted.lines import Line
from convcalc.vocabulary import KERAS
from convcalc.vocabulary import TORCH

if TYPE_CHECKING:
    from collections.abc import Sequence

USUAL = {
    "F": "import torch.nn.functional as F",
    "K": "from keras import backend as K",
    "List": "from typing import List",
    "Optional": "from typing import Optional",
    "OrderedDict": "from collections import OrderedDict",
    "Tensor": "from torch import Tensor",
    "Tuple": "from typing import Tuple",
    "keras": "import keras",
    "layers": "from keras import layers",
    "math": "import math",
    "models": "from keras import models",
    "nn": "from torch import nn",
    "np": "import numpy as np",
    "partial": "from functools import partial",
    "rearrange": "from einops import rearrange",
    "tf": "import tensorflow as tf",
    "torch": "import torch",
    "torchvision": "import torchvision",
}
"""What names stand for that everyone imports, and how."""

OF_TORCH = frozenset({"Module", "ModuleDict", "ModuleList", "Parameter", "Sequential"})
OF_KERAS = {"Input": "keras", "Model": "keras", "Sequential": "keras"}
TORCH_SIGNS = frozenset({"F", "Module", "nn", "torch"})


def missing_imports(tree: ast.Module) -> list[str]:
    """The imports of the names that a text uses and nowhere defines; none for names unheard of."""
    used: dict[str, None] = {}
    known = set(dir(builtins))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Load):
                used[node.id] = None
            else:
                known.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            known.add(node.name)
        elif isinstance(node, ast.arg):
            known.add(node.arg)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            if any(each.name == "*" for each in node.names):
                return []
            known |= {(each.asname or each.name).partition(".")[0] for each in node.names}
        elif isinstance(node, ast.ExceptHandler) and node.name:
            known.add(node.name)
    missing = [name for name in used if name not in known]
    modules = {
        part
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for part in [getattr(node, "module", None) or node.names[0].name]
    }
    is_torch = bool(TORCH_SIGNS & {*used}) or any(each.startswith("torch") for each in modules)
    return [each for name in missing if (each := _import_of(name, is_torch=is_torch))]


def _import_of(name: str, *, is_torch: bool) -> str:
    if name in USUAL:
        return "from torchvision import models" if name == "models" and is_torch else USUAL[name]
    if is_torch:
        return f"from torch.nn import {name}" if name in TORCH or name in OF_TORCH else ""
    if name in OF_KERAS:
        return f"from {OF_KERAS[name]} import {name}"
    return f"from keras.layers import {name}" if name in KERAS else ""


def with_imports(lines: Sequence[Line], tree: ast.Module) -> tuple[Sequence[Line], tuple[str, ...]]:
    """The lines of a tree with the imports above them that were not copied, and what was done."""
    imports = missing_imports(tree)
    if not imports:
        return lines, ()
    near = lines[0]
    added = [
        Line(text=each, whole=near.whole, number=near.number, cell=near.cell) for each in imports
    ]
    futures = [at for at, line in enumerate(lines) if line.text.startswith("from __future__")]
    at = futures[-1] + 1 if futures else 0
    note = f"imports were put in: {'; '.join(imports)}"
    return [*lines[:at], *added, *lines[at:]], (note,)
