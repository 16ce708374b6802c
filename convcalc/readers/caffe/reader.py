"""From a .prototxt file to a definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import LimitError
from convcalc.errors import ReadError
from convcalc.readers.caffe.data import brings_data
from convcalc.readers.caffe.data import inputs_of
from convcalc.readers.caffe.data import takes_first
from convcalc.readers.caffe.kinds import DATA
from convcalc.readers.caffe.kinds import KINDS
from convcalc.readers.caffe.kinds import STORING
from convcalc.readers.caffe.spelled import CaffeLayer
from convcalc.readers.caffe.spelled import text_of
from convcalc.readers.caffe.tracing import Trace
from convcalc.readers.stored.definition import FileDefinition
from convcalc.readers.stored.prototext import Block
from convcalc.readers.stored.prototext import ProtoText
from convcalc.tables import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.operations.operand import Operand
    from convcalc.readers.contents import Contents
    from convcalc.readers.stored.network import Network

MOST_LAYERS = 100_000
MALFORMED = (ArithmeticError, LookupError, TypeError, ValueError)
"""What comes of a layer with other blobs than it takes."""


def read(contents: Contents, name: str) -> FileDefinition:
    """
    The definition in a .prototxt file, in the phase of tests.

    Raises:
        SyntaxProblem: If it does not parse.
        ReadError: If it has no layers.
    """
    net = ProtoText(contents.text(), contents.file).read()
    layers = layers_of(net, contents.file)
    declared, side = inputs_of(net, layers)
    names = {each.name for each in net.fields}
    notes = (
        ["layer and layers are mixed, which Caffe refuses"] if {"layer", "layers"} <= names else []
    )
    notes += [
        f"{each.name} is not there in tests, and taken for what brings the data"
        for each in layers
        if not each.in_phase("TEST")
    ]
    named = text_of(net.one("name", b"")) or name

    def drive(network: Network, inputs: Sequence[Operand]) -> list[Operand]:
        trace = Trace(network)
        for each, value in zip(declared, inputs, strict=True):
            trace.blobs[each.name] = value
        batch = inputs[0].shape[:1] if inputs and inputs[0].shape else (1,)
        for blob, is_known in side.items():
            trace.blobs[blob] = network.constant(batch, "float32") if is_known else None
        return run(trace, [each for each in layers if not brings_data(each)])

    return FileDefinition(named, declared, drive, format="Caffe", assumed=notes)


def layers_of(net: Block, file: str) -> list[CaffeLayer]:
    """
    The layers that are there in the phase of tests, and those that bring data in another phase.

    The latter only where nothing else makes their blobs.

    Raises:
        ReadError: If there is none.
        LimitError: If there are too many.
    """
    fields = [each for each in net.fields if each.name in ("layer", "layers")]
    if len(fields) > MOST_LAYERS:
        raise LimitError(f"more than {MOST_LAYERS:,} layers in {file}")
    layers = [
        CaffeLayer(each.value, number, is_old=each.name == "layers")
        for number, each in enumerate(fields)
        if isinstance(each.value, Block)
    ]
    kept = [each for each in layers if each.in_phase("TEST")]
    if not kept:
        raise ReadError(f"{file} has no layers", expected='layer { type: "Convolution" ... }')
    made = {top for each in kept for top in each.tops}
    brought = [each for each in layers if each.type in DATA and made.isdisjoint(each.tops)]
    for each in brought:
        if made.isdisjoint(each.tops):
            kept.insert(0, each)
            made.update(each.tops)
    return kept


def run(trace: Trace, layers: Sequence[CaffeLayer]) -> list[Operand]:
    """
    Apply the layers in their order, and give the blobs that nobody takes.

    Raises:
        ConvcalcError: If a layer does not take what it is given, with its place.
    """
    made: dict[str, None] = {}
    for layer in layers:
        inputs = []
        for name in layer.bottoms:
            if name not in trace.blobs:
                raise layer.wrong(
                    f"nothing makes the blob {name!r}",
                    "an input, or the top of a layer before",
                )
            inputs.append(trace.blobs[name])
        known = [each for each in inputs if each is not None]
        results = _results(trace, layer, known, is_whole=len(known) == len(inputs))
        trace.used.update(name for name in layer.bottoms if name not in layer.tops)
        for index, name in enumerate(layer.tops):
            trace.blobs[name] = results[index] if index < len(results) else None
            trace.used.discard(name)
            made[name] = None
    ends = [trace.blobs[name] for name in made if name not in trace.used]
    return [each for each in ends if each is not None]


def _results(
    trace: Trace, layer: CaffeLayer, inputs: list[Operand], *, is_whole: bool
) -> list[Operand]:
    rule = KINDS.get(layer.type)
    if rule is None:
        what = "a Python layer is code" if layer.type == "Python" else "the type is not known"
        trace.unknown(layer, inputs, f"{what}: {layer.type}")
        return []
    if not is_whole and not (takes_first(layer) and trace.blobs[layer.bottoms[0]]):
        trace.unknown(layer, inputs, "what goes in is not known", has_weights=rule in STORING)
        return []
    try:
        results: list[Operand] = load(rule, inside="convcalc.readers.caffe")(trace, layer, inputs)
    except MALFORMED:
        raise layer.wrong("its blobs are not those that its type takes") from None
    return results
