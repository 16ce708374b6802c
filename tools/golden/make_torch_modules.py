"""
Write down how the modules of the real torch.nn are made.

Usage: make_torch_modules.py FILE.json.gz, whose calls are made anew.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import OrderedDict
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch_record import write

KNOWN = {"nn": nn, "torch": torch, "OrderedDict": OrderedDict}
PLAIN = (bool, int, float, str)
NOTE = (
    "modules of torch.nn as made: their attributes, parameters and buffers (null: registered and "
    "None, or not initialised), named_modules, state_dict, extra_repr (words) and bases; those "
    "with an error are refused"
)


def plain(value: Any) -> Any:
    """A value that JSON can hold, tuples told from lists."""
    if isinstance(value, tuple):
        return {"tuple": [plain(each) for each in value]}
    return [plain(each) for each in value] if isinstance(value, list) else value


def is_plain(value: Any) -> bool:
    """Whether JSON can hold it."""
    if isinstance(value, tuple | list):
        return all(is_plain(each) for each in value)
    return value is None or isinstance(value, PLAIN)


def shape(tensor: Any) -> list[int] | None:
    """A tensor's shape, where it has one."""
    lazy = isinstance(tensor, nn.parameter.UninitializedTensorMixin)
    return None if tensor is None or lazy else list(tensor.shape)


def described(call: str) -> dict[str, Any]:
    """What a call gives."""
    try:
        module = eval(f"nn.{call}", KNOWN)  # noqa: S307 (calls of the file itself)
    except Exception as error:  # noqa: BLE001 (whatever it raises is what is recorded)
        return {"call": call, "error": type(error).__name__}
    kept = {name: value for name, value in vars(module).items() if not name.startswith("_")}
    return {
        "call": call,
        "class": type(module).__name__,
        "words": module.extra_repr(),
        "attributes": {
            name: plain(value)
            for name, value in kept.items()
            if name != "training" and is_plain(value)
        },
        "parameters": [[name, shape(each)] for name, each in module._parameters.items()],  # noqa: SLF001
        "buffers": [[name, shape(each)] for name, each in module._buffers.items()],  # noqa: SLF001
        "modules": [[name, type(each).__name__] for name, each in module.named_modules()],
        "state": [[name, shape(each)] for name, each in module.state_dict().items()],
        "bases": [each.__name__ for each in type(module).__mro__[1:-1]],
    }


def main(path: Path) -> None:
    """Make every call of the file again."""
    calls = [case["call"] for case in json.loads(gzip.decompress(path.read_bytes()))["cases"]]
    cases = [described(call) for call in calls]
    write(path, {"versions": {"torch": torch.__version__}, "note": NOTE, "cases": cases})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
