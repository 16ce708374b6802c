"""`convcalc summary`: the table of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from convcalc.cli.network import read_network
from convcalc.cli.network import report_of_network
from convcalc.cli.options import batch_option
from convcalc.cli.options import columns_option
from convcalc.cli.options import convention_option
from convcalc.cli.options import debug_option
from convcalc.cli.options import depth_option
from convcalc.cli.options import dtype_option
from convcalc.cli.options import format_option
from convcalc.cli.options import input_option
from convcalc.cli.options import output_option
from convcalc.cli.options import strict_option
from convcalc.cli.options import width_option
from convcalc.cli.presentation import Presentation
from convcalc.cli.presentation import outcome

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.shapes import Shape


@click.command(
    short_help="The table of a network.",
    epilog="""\b
Examples:
  convcalc summary net.layers
  convcalc net.layers -i 3x224x224 --columns name,output,params,rf
  convcalc net.layers -i 3,H,W                      sizes as formulas
  convcalc net.layers -i left=1x28x28 -i right=1x28x28
  convcalc net.layers --format json -o report.json
  echo "conv2d(8, k=3)" | convcalc - -i 3x32x32

\b
A shape may leave out the batch axis: 1 is put in front, or --batch.
Columns are the fields of a row (name, scope, kind, call, line, input_shapes,
output_shapes, weights, params, trainable_params, buffers, macs, flops,
elementwise, weight_bytes, activation_bytes, receptive_field, status,
shared_with), and short names such as type, input, output, rf, stride, start.""",
)
@click.argument("file", metavar="FILE|-", type=click.Path(allow_dash=True))
@input_option("The shape of an input, for example 3x224x224, 3,H,W or name=3x224x224.")
@columns_option
@depth_option
@format_option
@output_option
@batch_option
@dtype_option
@convention_option
@strict_option
@width_option
@debug_option
def command(
    *,
    file: str,
    inputs: list[tuple[str | None, Shape]],
    columns: tuple[str, ...],
    depth: int | None,
    form: str | None,
    target: str,
    batch: Dim | None,
    dtype: str,
    convention: str,
    strict: bool,
    width: int | None,
) -> int:
    """
    Show every layer of a network: shapes, parameters, work, receptive field, and their totals.

    FILE holds the layers, one a line or as YAML, TOML or JSON; - reads standard input.
    """
    presentation = Presentation(form, target, columns, width, reads=file)
    definition = read_network(file)
    report = report_of_network(definition, inputs, batch=batch, dtype=dtype, convention=convention)
    presentation.show(report, depth)
    return outcome(report, strict=strict)
