"""Every recorded call of PyTorch's and einops' functions: the same shapes, types and work, or refused."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from torch_expressions import evaluated

from convcalc.errors import ConvcalcError
from convcalc.readers.python.libraries.torch.tensor import TorchTensor
from convcalc.readers.python.tracing.named_results import NamedResults

FILE = Path(__file__).parents[4] / "golden" / "frameworks" / "torch_functions.json.gz"
RECORDED = json.loads(gzip.decompress(FILE.read_bytes()))


def recorded(value: Any) -> Any:
    """A value as the golden file writes it."""
    if isinstance(value, TorchTensor):
        return {"shape": list(value.shape), "dtype": value.dtype}
    if isinstance(value, NamedResults):
        return [recorded(each) for each in value.items]
    if isinstance(value, (tuple, list)):
        return [recorded(each) for each in value]
    plain = value is None or isinstance(value, (int, float, bool, str))
    return value if plain else str(value)


def macs(reader: Any) -> int:
    total = 0
    for node in reader.trace.builder.nodes:
        inputs = tuple(each.shape for each in node.inputs)
        outputs = tuple(each.shape for each in node.outputs)
        total += node.layer.macs(inputs, outputs)
        trails = node.layer.trails(inputs, outputs)
        assert len(trails) == len(inputs)
        for trail, shape in zip(trails, inputs, strict=True):
            assert all(axis < len(shape) for axis in trail)
            assert all(to is None or to < len(outputs[0]) for to, _ in trail.values())
    return total


UNCOUNTED = ("mv(", "dot(", "addbmm(", "bilinear(", "F.linear(x, y)", "x @ y", "x.matmul(y)")
"""Products with a vector or over a batch, which PyTorch's counter leaves out."""


@pytest.mark.parametrize(
    "case", RECORDED["cases"], ids=[f"{case['call']} {case['in']}" for case in RECORDED["cases"]]
)
def test_agrees_with_the_framework(case: dict[str, Any]):
    source = f"r = {case['call']}"

    if "error" in case:
        with pytest.raises(ConvcalcError):
            evaluated(source, case["in"], case.get("dtypes"))
        return
    reader = evaluated(source, case["in"], case.get("dtypes"))
    assert recorded(reader.scope.variables["r"]) == case["out"]
    if "flops" in case or not any(word in case["call"] for word in UNCOUNTED):
        assert macs(reader) * 2 == case.get("flops", 0)


def close(one: Any, other: Any) -> bool:
    if isinstance(one, list):
        return len(one) == len(other) and all(map(close, one, other))
    if isinstance(one, float):
        return isinstance(other, float) and abs(one - other) <= 1.3e-7 * max(abs(one), abs(other))
    return type(one) is type(other) and one == other


@pytest.mark.parametrize(
    "case", RECORDED["values"], ids=[case["source"] for case in RECORDED["values"]]
)
def test_knows_the_values_of_small_constants(case: dict[str, Any]):
    result = evaluated(case["source"], []).scope.variables["r"]

    assert close(case["result"], result)
