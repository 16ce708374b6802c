"""From a .cfg file to a definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import ReadError
from convcalc.readers.darknet.kinds import KINDS
from convcalc.readers.darknet.sections import sections_of
from convcalc.readers.darknet.tracing import Trace
from convcalc.readers.stored.definition import FileDefinition
from convcalc.readers.stored.network import Declared
from convcalc.suggestions import did_you_mean
from convcalc.tables import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.operations.operand import Operand
    from convcalc.readers.contents import Contents
    from convcalc.readers.darknet.sections import Section
    from convcalc.readers.stored.network import Network


def read(contents: Contents, name: str) -> FileDefinition:
    """
    The definition in a .cfg file.

    Raises:
        ReadError: If there is no section about the network, or none about a layer.
        SyntaxProblem: If a line is none.
    """
    first, *layers = sections_of(contents.text(), contents.file)
    if first.kind not in ("net", "network"):
        raise ReadError(f"{contents.file} does not begin with a network", expected="[net]")
    if not layers:
        raise ReadError(f"{contents.file} has no layers", expected="[convolutional] below [net]")

    def drive(network: Network, inputs: Sequence[Operand]) -> list[Operand]:
        return [traced(network, layers, inputs[0])]

    return FileDefinition(name, [declared(first)], drive, format="Darknet")


def declared(section: Section) -> Declared:
    """
    What goes in.

    Raises:
        BadValue: If the section does not say it.
    """
    if section.has("inputs") and not section.has("width"):
        return Declared(name="input", shape=(None, section.number("inputs", 1, 1), 1, 1))
    sizes = {key: section.number(key, 0, 0) for key in ("channels", "height", "width")}
    for key, size in sizes.items():
        if size == 0:
            raise section.wrong(
                key if section.has(key) else "", f"[net] has no {key}", f"{key}=3 or the like"
            )
    return Declared(name="input", shape=(None, *sizes.values()))


def traced(network: Network, layers: Sequence[Section], source: Operand) -> Operand:
    """
    What leaves the last layer.

    Raises:
        ConvcalcError: If a section is not known, or does not take what comes in.
    """
    trace = Trace(network)
    for section in layers:
        kind = KINDS.get(section.kind)
        if kind is None:
            raise section.wrong(
                "",
                f"there is no section [{section.kind}]",
                "a kind of layer that Darknet has",
                did_you_mean(section.kind, KINDS),
            )
        if len(trace.stores) < len(trace.outputs):
            trace.stores.append([])
        source = load(kind, inside="convcalc.readers.darknet")(trace, section, source)
        trace.outputs.append(source)
    return source
