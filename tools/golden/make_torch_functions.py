"""
Write the golden calls of every function of PyTorch that convcalc has a row of.

    python tools/golden/make_torch_functions.py tests/golden/frameworks/torch_rows.jsonl

Needs torch (2.13), einops and convcalc itself: its tables are the list. A row is called with what
the argument book says of its parameters, one argument more or another type at a time, and on small
constants, whose values are kept. What PyTorch refuses is kept as its refusal.
"""

from __future__ import annotations

import sys
import warnings
from typing import Any

import calls
import framework_names
import torch
import torch_hand
from argument_book import Book
from argument_book import Parameter
from argument_book import of_python
from torch.nn import functional
from torch_book import OPTIONAL
from torch_book import OWN
from torch_book import REQUIRED
from torch_book import X

MODULES = {
    "torch": ("torch.", torch, ""),
    "torch.nn.functional": ("F.", functional, ""),
    "torch.fft": ("torch.fft.", torch.fft, "fft_"),
    "torch.linalg": ("torch.linalg.", torch.linalg, "linalg_"),
    "torch.special": ("torch.special.", torch.special, "special_"),
}
BOOK = Book(REQUIRED, OPTIONAL, OWN)
TENSOR = "torch.Tensor"
TYPES = ("int32", "bool", "float16", "complex64")
SHAPES = ("3,4", "2,3,4,5", "5", "")
OPAQUE = ("not implemented for", "not supported on", "not yet supported", "INTERNAL ASSERT")
"""Refusals that are limits of a device's kernels, and say nothing of the function."""


def overloads(operator: str) -> list[list[Parameter]]:
    """The parameters of every overload of an operator of C."""
    found = []
    for schema in torch._C._jit_get_schemas_for_operator(f"aten::{operator}"):  # noqa: SLF001 (there is no public way)
        kinds = [str(each.type) for each in schema.arguments]
        if any(each.is_out for each in schema.arguments) or "Dimname" in str(schema):
            continue
        if any(each in ("complex", "List[t]", "AnyEnumType", "Stream") for each in kinds):
            continue
        given = [
            Parameter(each.name, kind, not each.has_default_value(), each.kwarg_only)
            for each, kind in zip(schema.arguments, kinds, strict=True)
            if each.name != "generator"
        ]
        if not given or given[0].name not in ("a", "b", "l"):
            found.append(given)
    return found


def widened(found: list[str]) -> list[str]:
    """The first calls again with other types and ranks."""
    more = list(found)
    for first in found[:1]:
        if calls.TOKEN.search(first):
            more += [calls.retyped(first, dtype) for dtype in TYPES]
        if f"T[{X[2:-1]}]" in first:
            more += [calls.reshaped(first, X[2:-1], shape) for shape in SHAPES]
    return more


def row_templates(module: str, name: str) -> list[str]:
    """Every call of a row."""
    if module == TENSOR:
        prefix, home, operator = "", torch.Tensor, name
    else:
        prefix, home, start = MODULES[module]
        operator = start + name
    hand = list(torch_hand.HAND.get(f"{module}.{name}", ()))
    if not prefix and not hasattr(torch.Tensor, name) and hasattr(torch.Tensor, f"{name}_"):
        name = operator = f"{name}_"
    if prefix and not hand and not callable(getattr(home, name, None)):
        return [prefix + name]
    signatures = overloads(operator) or of_python(getattr(home, name, None))
    made: list[str] = []
    if not hand:
        for each in signatures:
            made += BOOK.templates(prefix, name, each)
    if not prefix and hasattr(torch.Tensor, f"{name}_") and made:
        made.append(made[0].replace(f".{name}(", f".{name}_("))
    if module == TENSOR and callable(getattr(torch, name, None)):
        return hand + made  # the function of the same name has the other types and ranks
    return widened(hand[:1]) + hand[1:] + widened(made)


def holds_tensor(value: Any) -> bool:
    """Whether there is a tensor in a result."""
    if isinstance(value, (tuple, list)):
        return any(map(holds_tensor, value))
    return isinstance(value, torch.Tensor)


def told(value: Any) -> Any:
    """A result as it is recorded: shapes of tensors, or the plain value that it `is`."""
    if isinstance(value, torch.Tensor):
        return calls.shape_text(value.shape, str(value.dtype).removeprefix("torch."))
    if holds_tensor(value):
        return [told(each) for each in value]
    return {"is": plain(value)}


def plain(value: Any) -> Any:
    """A value without tensors; types by their names."""
    if isinstance(value, (tuple, list)):
        return [plain(each) for each in value]
    if isinstance(value, (torch.dtype, torch.layout, torch.memory_format)):
        return str(value)
    if value is None or isinstance(value, (int, float, complex, str)):
        return calls.rounded(value)
    raise TypeError(f"no tensor but {type(value).__name__}")


def filled(text: str) -> torch.Tensor:
    """An input of a shape and type as they are written; `prob` are chances."""
    sizes, _, dtype = text.partition(" ")
    shape = () if sizes == "()" else tuple(int(each) for each in sizes.split("x"))
    if dtype == "prob":
        return torch.rand(shape)
    made = torch.tensor(calls.numbers(shape, dtype or "float32") if 0 not in shape else [])
    return made.reshape(shape).to(getattr(torch, dtype or "float32")).clone()


def evaluated(text: str, inputs: tuple[str, ...]) -> Any:
    """What PyTorch gives for a call."""
    torch.manual_seed(0)
    names: dict[str, Any] = {"torch": torch, "F": functional}
    names |= dict(zip(calls.NAMES, map(filled, inputs), strict=False))
    return eval(text, names)  # noqa: S307 (our own calls)


def on_inputs(template: str) -> str | None:
    """The line of a call of inputs, if PyTorch says anything of it."""
    call = calls.on_inputs(template)
    answer = calls.answered(lambda: evaluated(*call), told)
    if any(each in answer.get("error", "") for each in OPAQUE):
        return None
    shown = calls.Call(call.text, tuple(each.replace(" prob", "") for each in call.inputs))
    return calls.line(shown, answer)


def on_constants(template: str) -> str | None:
    """The line of a call of constants with the values of its result, where it has few."""
    parts = calls.parts(template)
    if not parts or any(dtype not in ("float32", "int64", "bool") for _, dtype in parts):
        return None
    text = calls.on_constants(template)
    results = []
    for seed in (1, 2):
        torch.manual_seed(seed)
        try:
            result = eval(text, {"torch": torch, "F": functional})  # noqa: S307 (our own calls)
        except Exception:  # noqa: BLE001 (refusals are recorded on inputs)
            return None
        if not isinstance(result, torch.Tensor) or not 0 < result.numel() <= calls.MOST_VALUES:
            return None
        if not torch.isfinite(result).all():
            return None
        results.append(calls.rounded(result.tolist()))
    if results[0] != results[1] or "empty" in text:
        return None
    return calls.line(calls.Call(f"{text}.tolist()"), {"out": {"is": results[0]}})


def small(template: str) -> list[str]:
    """The call with fewer elements, for constants."""
    if X in template:
        return [
            template.replace(X, "T[2,3]").replace("T[3,4]", "T[3]"),
            template.replace(X, "T[4]"),
        ]
    return [template]


def recorded(module: str, name: str) -> list[str]:
    """The lines of a row: calls that work, and few of those that do not."""
    lines: list[str | None] = []
    refused = 0
    made = list(dict.fromkeys(row_templates(module, name)))
    for each in made:
        line = on_inputs(each)
        if line is not None and '"error"' in line:
            refused += 1
            if refused > 3 or any(f":{dtype}]" in each for dtype in TYPES):
                continue
        lines.append(line)
    values = 0
    shared = module == TENSOR and callable(getattr(torch, name, None))
    for each in [] if shared else made:
        for template in small(each):
            line = on_constants(template)
            if line is not None and line not in lines and values < 4:
                values += 1
                lines.append(line)
                break
    return [each for each in lines if each is not None]


def main() -> None:
    """Record every row."""
    warnings.simplefilter("ignore")
    lines = []
    for module in (*MODULES, TENSOR):
        names = framework_names.methods() if module == TENSOR else framework_names.names(module)
        for name in names:
            if f"{module}.{name}" not in torch_hand.WITHOUT:
                found = recorded(module, name)
                if not any('"error"' not in each for each in found):
                    print("no call works:", f"{module}.{name}", found[:1])
                lines += found
    calls.write(sys.argv[1], {"versions": {"torch": torch.__version__}}, lines)
    print(len(lines), "calls")


if __name__ == "__main__":
    main()
