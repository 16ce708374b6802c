"""`convcalc layer`: one layer, or several side by side, with the arithmetic worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from convcalc.cli.network import explained_layers
from convcalc.cli.network import lines_of_input
from convcalc.cli.network import report_of_calls
from convcalc.cli.options import columns_option
from convcalc.cli.options import convention_option
from convcalc.cli.options import debug_option
from convcalc.cli.options import dtype_option
from convcalc.cli.options import format_option
from convcalc.cli.options import input_option
from convcalc.cli.options import output_option
from convcalc.cli.options import strict_option
from convcalc.cli.options import width_option
from convcalc.cli.presentation import Presentation
from convcalc.cli.presentation import outcome
from convcalc.errors import UsageError

if TYPE_CHECKING:
    from convcalc.layers.core.shapes import Shape


@click.command(
    short_help="Single layers, with their arithmetic.",
    epilog="""\b
Examples:
  convcalc layer "Conv2d(1, 4, kernel_size=7, stride=3)" -i 1x28x28
  convcalc layer "conv2d(64, k=3)" "maxpool2d(3, s=2)" -i 1x64x56x56
  convcalc layer "layers.Conv2D(8, 3, padding='same')" -i 1,H,W,3
  convcalc layer "conv2d(O, k=K, s=S, p=P, d=D)" -i C,I,I
  convcalc layer "add()" -i 1x8x4x4 -i 1x8x4x4
  convcalc layer - -i 1x64x56x56 --format csv < calls.txt

\b
The shape is taken as it is: with the batch axis, or without it where the
framework allows that. Several -i are the several inputs of each layer.""",
)
@click.argument("calls", metavar="CALL...|-", nargs=-1, required=True)
@input_option("The shape of the layer's input, as it is; once for every input.")
@columns_option
@format_option
@output_option
@dtype_option
@convention_option
@strict_option
@width_option
@debug_option
def command(
    *,
    calls: tuple[str, ...],
    inputs: list[tuple[str | None, Shape]],
    columns: tuple[str, ...],
    form: str | None,
    target: str,
    dtype: str,
    convention: str,
    strict: bool,
    width: int | None,
) -> int:
    """
    Work out single layers: shapes, parameters, work, receptive field, other frameworks' words.

    CALL is a layer as it is written in convcalc's, PyTorch's or Keras's words; - reads one a line.
    """
    if not inputs:
        raise UsageError(
            "a layer needs the shape of its input",
            expected="-i SHAPE",
            hint="for example -i 3x224x224",
        )
    presentation = Presentation(form, target, columns, width)
    texts = lines_of_input() if calls == ("-",) else calls
    report, graph = report_of_calls(texts, inputs, dtype=dtype, convention=convention)
    if presentation.form == "table" and not columns:
        presentation.put_lines(explained_layers(graph, dtype=dtype, convention=convention))
    else:
        presentation.show(report)
    return outcome(report, strict=strict)
