"""
Calls written as templates: `torch.cat([T[2,3], T[2,5]], 1)`, with T[sizes:dtype] for a tensor.

A template becomes a call of inputs x, y, ... of those shapes, or one of constants whose values are
written out; a recorded call is one line of JSON.
"""

from __future__ import annotations

import json
import math
import re
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

NAMES = "xyzwvuts"
TOKEN = re.compile(r"T\[([\d,]*)(?::(\w+))?\]")
MOST_VALUES = 12


class Call(NamedTuple):
    """A call and the shapes of its inputs, each with the type where that is not float32."""

    text: str
    inputs: tuple[str, ...] = ()


def shape_text(shape: Iterable[int], dtype: str = "float32") -> str:
    """`2x3x4 int64`; `()` for no axes; float32 goes without saying."""
    sizes = "x".join(map(str, shape)) or "()"
    return sizes if dtype == "float32" else f"{sizes} {dtype}"


def parts(template: str) -> list[tuple[tuple[int, ...], str]]:
    """The shapes and types of the tensors of a template, in order."""
    return [
        (tuple(int(size) for size in sizes.split(",") if size), dtype or "float32")
        for sizes, dtype in TOKEN.findall(template)
    ]


def on_inputs(template: str) -> Call:
    """The call on inputs x, y, z, ..."""
    names = iter(NAMES)
    text = TOKEN.sub(lambda _: next(names), template)
    return Call(text, tuple(shape_text(*part) for part in parts(template)))


def numbers(shape: tuple[int, ...], dtype: str) -> Any:
    """The values of a constant, nested: fractions of both signs, 0 and 1 as whole numbers."""
    count = math.prod(shape)
    if dtype == "bool":
        flat: list[Any] = [place % 3 != 1 for place in range(count)]
    elif dtype.startswith(("int", "uint")):
        flat = [(place * 2 + 1) % 3 % 2 for place in range(count)]
    else:
        flat = [((place * 7 + 3) % 11 - 4) / 8 for place in range(count)]
    for size in reversed(shape[1:]):
        flat = [flat[start : start + size] for start in range(0, len(flat), size)]
    return flat if shape else flat[0]


def on_constants(template: str, make: str = "torch.tensor({})") -> str:
    """The call on constants whose values stand in it."""

    def constant(match: re.Match[str]) -> str:
        ((shape, dtype),) = parts(match[0])
        return make.format(numbers(shape, dtype))

    return TOKEN.sub(constant, template)


def retyped(template: str, dtype: str) -> str:
    """The template with another type for every tensor that has none of its own."""
    return re.sub(r"T\[([\d,]*)\]", rf"T[\1:{dtype}]", template)


def reshaped(template: str, old: str, new: str) -> str:
    """The template with other sizes for the tensors of these."""
    return template.replace(f"T[{old}]", f"T[{new}]")


def variants(choices: Iterable[Iterable[str]]) -> list[tuple[str, ...]]:
    """Every combination of one choice each."""
    return list(product(*choices))


def line(call: Call, answer: dict[str, Any]) -> str:
    """One recorded call."""
    told: dict[str, Any] = {"call": call.text}
    if call.inputs:
        told["in"] = call.inputs
    return json.dumps(told | answer, ensure_ascii=False)


def write(file: str, head: dict[str, Any], lines: Iterable[str]) -> None:
    """The file: what made it, then one call a line."""
    kept = list(dict.fromkeys(lines))
    Path(file).write_text("\n".join([json.dumps(head), *kept]) + "\n", encoding="utf-8")


def read(file: Path) -> dict[str, tuple[str, ...]]:
    """The calls by row of a file: a row's name, then what stands behind it a line, indented."""
    found: dict[str, tuple[str, ...]] = {}
    row = ""
    for each in file.read_text(encoding="utf-8").splitlines():
        if each.startswith("    "):
            found[row] += (each.strip(),)
        elif each and not each.startswith("#"):
            row = each
            found[row] = ()
    return found


def rounded(value: Any) -> Any:
    """A value with fractions of six digits, so that the last bits of a machine stay out."""
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, complex):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [rounded(each) for each in value]
    return value


def answered(call: Callable[[], Any], told: Callable[[Any], Any]) -> dict[str, Any]:
    """What a framework says of a call: `out`, or the first line of what it refuses."""
    try:
        return {"out": told(call())}
    except Exception as problem:  # noqa: BLE001 (whatever a framework raises is its refusal)
        words = str(problem).strip().splitlines() or [""]
        return {"error": f"{type(problem).__name__}: {words[0][:100]}"}
