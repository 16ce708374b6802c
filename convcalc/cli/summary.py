"""`convcalc summary`: the table of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from convcalc.cli.network import read_network
from convcalc.cli.network import report_of_network
from convcalc.cli.options import args_option
from convcalc.cli.options import assume_option
from convcalc.cli.options import batch_option
from convcalc.cli.options import columns_option
from convcalc.cli.options import convention_option
from convcalc.cli.options import debug_option
from convcalc.cli.options import depth_option
from convcalc.cli.options import dtype_option
from convcalc.cli.options import format_option
from convcalc.cli.options import input_option
from convcalc.cli.options import output_option
from convcalc.cli.options import root_option
from convcalc.cli.options import strict_option
from convcalc.cli.options import width_option
from convcalc.cli.presentation import Presentation
from convcalc.cli.presentation import outcome
from convcalc.cli.targets import NetworkArgument
from convcalc.cli.targets import file_of

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape


@click.command(
    short_help="The table of a network.",
    epilog="""\b
Examples:
  convcalc summary net.layers
  convcalc net.layers -i 3x224x224 --columns name,output,params,rf
  convcalc net.layers -i 3,H,W                      sizes as formulas
  convcalc net.layers -i left=1x28x28 -i right=1x28x28
  convcalc model.py:Net -i 1x3x224x224              PyTorch or Keras source
  convcalc "model.py:Net(num_classes=10)" -i 1,3,H,W --assume "H % 32 == 0"
  convcalc torchvision.models:resnet50 -i 1x3x224x224
  convcalc net.layers --format json -o report.json
  echo "conv2d(8, k=3)" | convcalc - -i 3x32x32

\b
A TARGET is a class, function or variable of a Python file or module. It is
read as text: nothing is imported, nothing is run.
A shape may leave out the batch axis: 1 is put in front, or --batch. It may say
what kind of numbers there are: -i words=1x128:int64.
Columns are the fields of a row (name, scope, kind, call, line, input_shapes,
output_shapes, weights, params, trainable_params, buffers, macs, flops,
elementwise, weight_bytes, activation_bytes, receptive_field, status,
shared_with, source, definition, tied_to), and short names such as type, input,
output, rf, stride, start.""",
)
@click.argument("file", metavar="FILE|TARGET|-", type=NetworkArgument())
@input_option("The shape of an input, for example 3x224x224, 3,H,W or name=3x224x224.")
@columns_option
@depth_option
@format_option
@output_option
@args_option
@root_option
@assume_option
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
    arguments: str,
    roots: tuple[str, ...],
    assumed: tuple[str, ...],
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
    TARGET is a model in Python source, for example model.py:Net.
    """
    presentation = Presentation(form, target, columns, width, reads=file_of(file))
    definition = read_network(file, arguments=arguments, roots=roots, assumed=assumed)
    report = report_of_network(definition, inputs, batch=batch, dtype=dtype, convention=convention)
    presentation.show(report, depth)
    return outcome(report, strict=strict)
