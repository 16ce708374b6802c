"""
Write the golden calls of every function of NumPy and einops that convcalc has a row of.

    python tools/golden/make_numpy_rows.py tests/golden/frameworks/numpy_rows.jsonl

Needs numpy, torch (2.13), einops and convcalc itself: its tables are the list. What is called
stands in `numpy_calls.txt`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import calls
import einops
import numpy as np
import torch

TEXT = Path(__file__).parent / "numpy_calls.txt"


def told(value: Any) -> Any:
    """A result as it is recorded: shapes of arrays and tensors, plain values."""
    if isinstance(value, (np.ndarray, torch.Tensor)):
        return calls.shape_text(value.shape, str(value.dtype).removeprefix("torch."))
    if isinstance(value, (tuple, list)) and any(hasattr(each, "shape") for each in value):
        return [told(each) for each in value]
    return {"is": calls.rounded(value.item() if isinstance(value, np.generic) else value)}


def evaluated(text: str, **names: Any) -> Any:
    """What NumPy or einops give for a call."""
    return eval(text, {"np": np, "einops": einops} | names)  # noqa: S307 (our own calls)


def of_numpy(template: str) -> list[str]:
    """The lines of a call of arrays: its shape, and its values."""
    text = calls.on_constants(template, "np.array({})")
    found = [calls.line(calls.Call(text), calls.answered(lambda: evaluated(text), told))]
    if '"is"' not in found[0] and '"error"' not in found[0] and '"out": [' not in found[0]:
        listed = f"{text}.tolist()"
        found.append(
            calls.line(calls.Call(listed), calls.answered(lambda: evaluated(listed), told))
        )
    return found


def of_einops(template: str) -> list[str]:
    """The line of a call of tensors."""
    call = calls.on_inputs(template)
    given = [torch.zeros(shape) for shape, _ in calls.parts(template)]
    names = dict(zip(calls.NAMES, given, strict=False))
    return [calls.line(call, calls.answered(lambda: evaluated(call.text, **names), told))]


def main() -> None:
    """Record every row."""
    lines = []
    for row, given in calls.read(TEXT).items():
        for words in given:
            template = row.replace("numpy.", "np.") + words
            lines += of_einops(template) if row.startswith("einops") else of_numpy(template)
    versions = {"numpy": np.__version__, "einops": einops.__version__, "torch": torch.__version__}
    calls.write(sys.argv[1], {"versions": versions}, lines)
    print(len(lines), "calls")


if __name__ == "__main__":
    main()
