"""Symbols first and numbers put in afterwards give what numbers give at once, for every call."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import pytest
from golden import Spelled
from golden import cases

from convcalc.dims import Dim
from convcalc.dims import substitute
from convcalc.dims import symbol
from convcalc.layers.core.needs import Needs
from convcalc.unknown import Unknown

if TYPE_CHECKING:
    from convcalc.layers.core.layer import Layer

Shapes = tuple[tuple[Dim, ...], ...]

CALLS = {
    (case["call"], str(case["in"])): case
    for file in ("torch", "keras")
    for part in ("", "_2")
    for case in cases(f"{file}_layers{part}.json.gz")
    if "out" in case and "symbolic_error" not in case
}


def symbolic(shapes: Shapes) -> tuple[Shapes, dict[str, Dim]]:
    """A symbol for every size but 1, the same for equal sizes on one axis of several inputs."""
    values: dict[str, Dim] = {}
    found = []
    for shape in shapes:
        sizes: list[Dim] = []
        for axis, size in enumerate(shape):
            name = f"s{axis}_{size}"
            sizes.append(symbol(name) if size != 1 else 1)
            if size != 1:
                values[name] = size
        found.append(tuple(sizes))
    return tuple(found), values


def put_in(value: Any, values: dict[str, Dim]) -> Any:
    if isinstance(value, Unknown):
        return value
    if isinstance(value, dict):
        return {name: put_in(each, values) for name, each in value.items()}
    if isinstance(value, tuple):
        return tuple(put_in(each, values) for each in value)
    return substitute(value, values)


def facts(layer: Layer, shapes: Shapes) -> tuple[Any, ...]:
    outputs = layer.outputs(shapes, Needs())
    return (
        outputs,
        layer.weights(shapes),
        layer.buffers(shapes),
        layer.macs(shapes, outputs),
        layer.elementwise(shapes, outputs),
    )


@pytest.mark.parametrize("case", CALLS.values(), ids=[case["call"] for case in CALLS.values()])
def test_symbols_and_then_numbers_are_as_good_as_numbers(case: dict[str, Any]):
    layer: Layer = eval(  # noqa: S307 (the golden files are our own)
        case["call"], {"nn": Spelled("torch"), "layers": Spelled("keras")}
    )
    numbers = tuple(tuple(shape) for shape in case["in"])
    symbols, values = symbolic(numbers)
    direct = facts(layer, numbers)

    for found, wanted in zip(put_in(facts(layer, symbols), values), direct, strict=True):
        assert isinstance(found, Unknown) or found == wanted
