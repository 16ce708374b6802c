"""Runs the recorded calls of a framework's functions, and says where convcalc disagrees."""

from __future__ import annotations

import ast
import json
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterator
from math import isnan
from pathlib import Path
from typing import Any

from convcalc.errors import ConvcalcError
from convcalc.readers.python.objects.failures import NotKnown
from convcalc.readers.python.objects.unread import Unread

FOLDER = Path(__file__).parents[1] / "golden" / "frameworks"

Case = dict[str, Any]
Evaluate = Callable[[Case, list[tuple[list[int], str]]], Any]
Told = Callable[[Any], Any]


def cases(file: str) -> list[Case]:
    """The recorded calls of a file, the line of versions left out."""
    lines = (FOLDER / file).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[1:]]


def open_calls(file: str) -> dict[str, str]:
    """The calls that are known to disagree, each with the reason above it."""
    reason, found = "", {}
    for line in (FOLDER / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            reason = line.removeprefix("# ")
        elif line:
            found[line] = reason
    return found


def shown(case: Case) -> str:
    """A call with its inputs, on one line."""
    given = "".join(f" | {each}" for each in case.get("in", ()))
    return f"{case['call']}{given}"


def shape_text(shape: Any, dtype: str) -> str:
    """A tensor as the files write it: float32 goes without saying."""
    sizes = "x".join(map(str, shape)) or "()"
    return sizes if dtype == "float32" else f"{sizes} {dtype}"


def inputs(case: Case) -> list[tuple[list[int], str]]:
    """The shapes and types of the inputs of a call."""
    found = []
    for text in case.get("in", ()):
        sizes, _, dtype = text.partition(" ")
        shape = [] if sizes == "()" else [int(size) for size in sizes.split("x")]
        found.append((shape, dtype or "float32"))
    return found


def plain(value: Any) -> Any:
    """A value without tensors as JSON has it."""
    if isinstance(value, (tuple, list)):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def flat(value: Any) -> list[Any]:
    """What stands in nested lists."""
    if isinstance(value, (tuple, list)):
        return [inner for each in value for inner in flat(each)]
    return [value]


def close(one: Any, other: Any) -> bool:
    """Whether two answers are the same; fractions to five digits."""
    if isinstance(one, dict):
        same = isinstance(other, dict) and one.keys() == other.keys()
        return same and all(close(each, other[name]) for name, each in one.items())
    if isinstance(one, list):
        same = isinstance(other, list) and len(one) == len(other)
        return same and all(map(close, one, other))
    if isinstance(one, float) and isinstance(other, float):
        near = abs(one - other) <= 2e-5 * max(abs(one), 1e-3)
        return one == other or near or (isnan(one) and isnan(other))
    return type(one) is type(other) and one == other


def judged(case: Case, evaluate: Evaluate, told: Told) -> tuple[str, Any]:
    """What convcalc makes of a call: agrees, not known, or how it disagrees; and what it says."""
    try:
        value = evaluate(case, inputs(case))
        if any(isinstance(each, Unread) for each in flat(value)):
            return "not known", value
        answer = told(value)
    except ConvcalcError as problem:
        if "error" in case:
            return "agrees", problem
        if isinstance(problem, NotKnown):
            return "not known", problem
        return "refused", problem
    if "error" in case:
        return "accepted", answer
    return ("agrees" if close(case["out"], answer) else "wrong"), answer


def names_in(call: str) -> Iterator[str]:
    """What a call names: functions by their dotted paths, methods of tensors with a dot before."""
    for node in ast.walk(ast.parse(call, mode="eval")):
        if isinstance(node, ast.Attribute):
            words, inner = [node.attr], node.value
            while isinstance(inner, ast.Attribute):
                words.append(inner.attr)
                inner = inner.value
            if isinstance(inner, ast.Name) and inner.id not in "xyzwvuts":
                yield ".".join([inner.id, *reversed(words)])
            else:
                yield f".{node.attr}"


def by_row(found: list[Case]) -> dict[str, list[Case]]:
    """The calls in groups, by what stands outermost in them."""
    rows = defaultdict(list)
    for case in found:
        rows[next(names_in(case["call"].removesuffix(".tolist()")))].append(case)
    return rows
