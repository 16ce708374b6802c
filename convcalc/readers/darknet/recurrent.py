"""
Recurrent sections: one step of each, made of connected layers or of convolutions.

Source: AlexeyAB/darknet, src/rnn_layer.c, crnn_layer.c, lstm_layer.c, gru_layer.c,
conv_lstm_layer.c.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import product
from convcalc.layers.core.window import windows
from convcalc.layers.other.function import Function
from convcalc.readers.darknet.kinds import normalised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape
    from convcalc.operations.operand import Operand
    from convcalc.readers.darknet.sections import Section
    from convcalc.readers.darknet.tracing import Trace

Part = tuple[str, "Dim", "Dim"]
"""A connected layer or a convolution: its name, what goes in, what goes out."""


def _made_of(
    trace: Trace, section: Section, source: Operand, parts: Sequence[Part], outputs: Dim
) -> Operand:
    """A step of connected layers."""
    batch = source.shape[0]
    stored: dict[str, Shape] = {}
    products: Dim = 0
    for name, inputs, width in parts:
        stored[f"{name}.weights"] = (width, inputs)
        stored |= normalised(section, width, f"{name}.")
        products = products + inputs * width
    layer = Function(
        function=section.kind,
        shapes=((batch, outputs, 1, 1),),
        products=batch * products,
        stays=(0,),
    )
    return trace.apply(section, layer, [source], stored)


def rnn(trace: Trace, section: Section, source: Operand) -> Operand:
    """Input to hidden, hidden to hidden, hidden to output."""
    inputs = product(source.shape[1:])
    hidden, outputs = section.number("hidden", 1, 1), section.number("output", 1, 1)
    parts = [
        ("input", inputs, hidden),
        ("self", hidden, hidden),
        ("output", hidden, outputs),
    ]
    return _made_of(trace, section, source, parts, outputs)


def _gated(
    trace: Trace, section: Section, source: Operand, from_input: str, from_state: str
) -> Operand:
    inputs, outputs = product(source.shape[1:]), section.number("output", 1, 1)
    parts: list[Part] = [(name, inputs, outputs) for name in from_input.split()]
    parts += [(name, outputs, outputs) for name in from_state.split()]
    return _made_of(trace, section, source, parts, outputs)


def lstm(trace: Trace, section: Section, source: Operand) -> Operand:
    """Four gates from the input, and four from the state."""
    return _gated(trace, section, source, "uf ui ug uo", "wf wi wg wo")


def gru(trace: Trace, section: Section, source: Operand) -> Operand:
    """Three gates from the input, and three from the state."""
    return _gated(trace, section, source, "input_z input_r input_h", "state_z state_r state_h")


def _convolved(
    trace: Trace,
    section: Section,
    source: Operand,
    parts: Sequence[tuple[str, Dim, Dim, int, int]],
    outputs: Dim,
) -> Operand:
    """A step of convolutions: name, channels in and out, stride and groups of each."""
    batch, _, height, width = source.shape
    size, dilation = section.number("size", 3, 1), section.number("dilation", 1, 1)
    pad = size // 2 if section.number("pad", 0) else section.number("padding", 0, 0)
    stored: dict[str, Shape] = {}
    products: Dim = 0
    places: list[Dim] = [height, width]
    for name, inputs, filters, step, groups in parts:
        pair = (pad * dilation, pad * dilation)
        if name != "self" and not name.startswith("w"):
            places = [
                windows(each, kernel_size=size, stride=step, padding=pair, dilation=dilation)
                for each in (places if name == "output" else (height, width))
            ]
        stored[f"{name}.weights"] = (filters, inputs // groups, size, size)
        stored |= normalised(section, filters, f"{name}.")
        products = products + inputs // groups * filters * size * size * product(places)
    layer = Function(
        function=section.kind,
        shapes=((batch, outputs, *places),),
        products=batch * products,
        stays=(0,),
    )
    return trace.apply(section, layer, [source], stored)


def crnn(trace: Trace, section: Section, source: Operand) -> Operand:
    """Three convolutions: input to hidden, hidden to hidden, hidden to output."""
    hidden = section.number("hidden_filters", section.number("hidden", 1, 1), 1)
    outputs = section.number("output_filters", section.number("output", 1, 1), 1)
    step, groups = section.number("stride", 1, 1), section.number("groups", 1, 1)
    parts = [
        ("input", source.shape[1], hidden, step, groups),
        ("self", hidden, hidden, 1, groups),
        ("output", hidden, outputs, 1, groups),
    ]
    return _convolved(trace, section, source, parts, outputs)


def conv_lstm(trace: Trace, section: Section, source: Operand) -> Operand:
    """Four convolutions of the input, and four of the state; peepholes add three."""
    channels = source.shape[1]
    outputs = section.number("output", 1, 1)
    step, groups = section.number("stride", 1, 1), section.number("groups", 1, 1)
    parts: list[tuple[str, Dim, Dim, int, int]] = [
        (name, channels, outputs, step, groups) for name in ("uf", "ui", "ug", "uo")
    ]
    parts += [(name, outputs, outputs, 1, groups) for name in ("wf", "wi", "wg", "wo")]
    if section.number("peephole", 0):
        parts += [(name, outputs, outputs, 1, groups) for name in ("wvf", "wvi", "wvo")]
    return _convolved(trace, section, source, parts, outputs)
