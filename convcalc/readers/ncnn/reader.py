"""From a .param file to a definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.readers.ncnn.kinds import FIRST
from convcalc.readers.ncnn.kinds import KINDS
from convcalc.readers.ncnn.lines import layers_of
from convcalc.readers.ncnn.tracing import Trace
from convcalc.readers.stored.definition import FileDefinition
from convcalc.readers.stored.network import Declared
from convcalc.tables import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.operations.operand import Operand
    from convcalc.readers.contents import Contents
    from convcalc.readers.ncnn.lines import NcnnLayer
    from convcalc.readers.stored.network import Network

MALFORMED = (ArithmeticError, LookupError, TypeError, ValueError)
"""What comes of a layer with other blobs than it takes."""

ALIASES = frozenset({"Split", "Noop"})
"""Types that only give a blob further names, and have no row."""


def read(contents: Contents, name: str) -> FileDefinition:
    """
    The definition in a .param file; blobs have the batch in front, which ncnn itself does not have.

    Raises:
        SyntaxProblem: If it does not parse.
        ReadError: If it has no layers.
    """
    layers = layers_of(contents.text(), contents.file)
    declared = [
        Declared(name=top, shape=_shape(each))
        for each in layers
        if each.type == "Input"
        for top in each.tops
    ]
    rest = [each for each in layers if each.type != "Input"]

    def drive(network: Network, inputs: Sequence[Operand]) -> list[Operand]:
        first = inputs[0].shape if inputs else ()
        trace = Trace(network, first[0] if first else 1)
        for each, value in zip(declared, inputs, strict=True):
            trace.blobs[each.name] = value
        return run(trace, rest)

    return FileDefinition(name, declared, drive, format="ncnn")


def _shape(layer: NcnnLayer) -> tuple[int | None, ...] | None:
    """The shape of an input with an open batch; None where the file does not say it."""
    sizes = [layer.number(key) for key in (2, 11, 1, 0)]
    known = [each for each in sizes if each]
    if not known or min(known) < 1 or not sizes[-1] or (sizes[0] and not sizes[2]):
        return None
    return (None, *known)


def run(trace: Trace, layers: Sequence[NcnnLayer]) -> list[Operand]:
    """
    Apply the layers in their order, and give the blobs that nobody takes.

    Raises:
        ConvcalcError: If a layer does not take what it is given, with its place.
    """
    made: list[str] = []
    for layer in layers:
        inputs = []
        for name in layer.bottoms:
            if name not in trace.blobs:
                raise layer.wrong(f"nothing makes the blob {name!r}", "an output of a layer before")
            inputs.append(trace.blobs[name])
        trace.used.update(layer.bottoms)
        known = [each for each in inputs if each is not None]
        results: list[Operand | None] = list(
            _results(trace, layer, known, is_whole=len(known) == len(inputs))
        )
        results += [None] * (len(layer.tops) - len(results))
        trace.blobs.update(zip(layer.tops, results, strict=False))
        made += layer.tops
    ends = [trace.blobs[name] for name in made if name not in trace.used]
    return [each for each in ends if each is not None]


def _results(
    trace: Trace, layer: NcnnLayer, inputs: list[Operand], *, is_whole: bool
) -> list[Operand]:
    if layer.type in ALIASES:
        return inputs[:1] * len(layer.tops)
    rule = KINDS.get(layer.type)
    if rule is None:
        return trace.unknown(layer, inputs, f"the type is not known: {layer.type}")
    if not is_whole and not (rule in FIRST and trace.blobs[layer.bottoms[0]]):
        return trace.unknown(layer, inputs, "what goes in is not known")
    try:
        found: list[Operand] = load(rule, inside="convcalc.readers.ncnn")(trace, layer, inputs)
    except MALFORMED:
        raise layer.wrong("its blobs are not those that its type takes") from None
    return found
